//! `check`.

use crate::support::Folder;

const ORDER: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o" elementFormDefault="qualified">
  <xs:element name="order"><xs:complexType><xs:sequence>
    <xs:element name="sku"><xs:simpleType><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="count" type="xs:int"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"#;

#[test]
fn a_document_is_checked_against_a_schema() {
    let folder = Folder::new("check");
    folder.write("order.xsd", ORDER);
    folder.write(
        "good.xml",
        "<order xmlns='urn:o'><sku>A1</sku><count>2</count></order>",
    );
    folder.write(
        "bad.xml",
        "<order xmlns='urn:o'>\n <sku>A123</sku>\n <count>2</count><more/></order>",
    );
    let good = folder.run(&["check", "order.xsd", "good.xml"]).ends(0);
    assert_eq!(good.out, "");
    let bad = folder
        .run(&["check", "order.xsd", "good.xml", "bad.xml"])
        .ends(9);
    let lines: Vec<&str> = bad.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", bad.out);
    assert!(lines[0].starts_with("bad.xml:2:"), "{}", bad.out);
    assert!(
        lines[0].ends_with("found \"A123\" (4 long, where maxLength is 3), at /order/sku"),
        "{}",
        bad.out
    );
    assert!(lines[1].starts_with("bad.xml:3:"), "{}", bad.out);
    let json = folder.run(&["check", "order.xsd", "bad.xml", "--message-format", "json"]);
    let json = json.ends(9).out;
    assert!(json.contains(r#""file":"bad.xml","line":2,"#), "{json}");
    folder.run(&["check", "order.xsd", "none.xml"]).ends(3);
    folder.write("broken.xsd", "<x");
    folder.run(&["check", "broken.xsd", "good.xml"]).ends(1);
}
