//! What is no change: order of declarations, prefixes, comments, and the way a schema is written.

use super::{SHOP, edited, lines, report};

#[test]
fn a_capture_is_as_itself() {
    assert_eq!(lines(&report(SHOP, SHOP)), Vec::<String>::new());
}

/// Two bindings of one namespace have wrappers of one name, which are two types.
#[test]
fn wrappers_of_one_name_are_told_apart_by_their_operations() {
    let port_type = |name: &str, ty: &str| {
        format!(
            r#"<message name="{name}"><part name="a" type="x:{ty}"/></message>
            <portType name="{name}"><operation name="op"><input message="s:{name}"/></operation></portType>
            <binding name="{name}" type="s:{name}">
              <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
              <operation name="op"><input><soap:body use="literal" namespace="urn:s"/></input></operation>
            </binding>"#
        )
    };
    let text = |second: &str| {
        format!(
            r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
                xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:s="urn:s" targetNamespace="urn:s">{}{}
              <service name="S"><port name="P" binding="s:P"/><port name="Q" binding="s:Q"/></service>
            </definitions>"#,
            port_type("P", "string"),
            port_type("Q", second)
        )
    };
    let (old, new) = (text("int"), text("long"));
    assert_eq!(lines(&report(&old, &old)), Vec::<String>::new());
    assert_eq!(
        lines(&report(&old, &new)),
        ["code+new member-type-changed OpRequest2.a"]
    );
}

#[test]
fn prefixes_say_nothing() {
    let renamed = SHOP
        .replace("x:", "xsd:")
        .replace("xmlns:x=", "xmlns:xsd=")
        .replace("\"s:", "\"tns:")
        .replace(" s:", " tns:")
        .replace("xmlns:s=", "xmlns:tns=");
    assert_ne!(renamed, SHOP);
    assert_eq!(lines(&report(SHOP, &renamed)), Vec::<String>::new());
}

#[test]
fn the_order_of_declarations_says_nothing() {
    // Each declaration of the schema stands on lines of its own.
    let start = SHOP.find("<x:simpleType name=\"Color\">").unwrap();
    let end = SHOP.find("</x:schema>").unwrap();
    let mut declarations: Vec<String> = Vec::new();
    let mut open = String::new();
    for line in SHOP[start..end].lines() {
        open.push_str(line);
        open.push('\n');
        let ended = open.matches("/>").count() + open.matches("</x:").count();
        let is_whole = open.matches("<x:").count() == ended;
        if is_whole {
            declarations.push(std::mem::take(&mut open));
        }
    }
    assert!(
        declarations.len() > 8 && open.is_empty(),
        "{declarations:#?} {open}"
    );
    for turn in [1, 4, 7] {
        let mut turned = declarations.clone();
        turned.rotate_left(turn);
        turned.reverse();
        let text = format!("{}{}{}", &SHOP[..start], turned.concat(), &SHOP[end..]);
        assert_eq!(lines(&report(SHOP, &text)), Vec::<String>::new());
        assert_eq!(lines(&report(&text, SHOP)), Vec::<String>::new());
    }
}

#[test]
fn comments_and_values_in_another_order_say_nothing() {
    let values = r#"<x:enumeration value="red"/><x:enumeration value="blue"/>"#;
    let turned = r#"<x:enumeration value="blue"/><!-- first --><x:enumeration value="red"/>"#;
    assert_eq!(
        lines(&report(SHOP, &edited(values, turned))),
        Vec::<String>::new()
    );
}

#[test]
fn a_type_taken_out_of_an_element_keeps_its_members() {
    let inside = r#"<x:element name="Failed"><x:complexType><x:sequence><x:element name="why" type="x:string"/></x:sequence></x:complexType></x:element>"#;
    let outside = r#"<x:complexType name="Failed"><x:sequence><x:element name="why" type="x:string"/></x:sequence></x:complexType><x:element name="Failed" type="s:Failed"/>"#;
    assert_eq!(
        lines(&report(SHOP, &edited(inside, outside))),
        Vec::<String>::new()
    );
}
