//! `dump` and `inspect`.

use crate::support::Folder;

#[test]
fn every_stage_can_be_printed() {
    let folder = Folder::with_shop("dump");
    for (stage, part) in [
        ("documents", "Shop.wsdl: wsdl `urn:shop`"),
        ("model", "Buy"),
        ("ir", "BuyRequest"),
        ("rust", "// ===== types.rs"),
    ] {
        let run = folder.run(&["dump", stage, "Shop.wsdl"]).ends(0);
        assert!(run.out.contains(part), "{stage}: {}", run.out);
    }
    folder.run(&["dump", "tokens", "Shop.wsdl"]).ends(2);
    folder.write("Shop.wsdl", "<x");
    folder.run(&["dump", "ir", "Shop.wsdl"]).ends(1);
}

#[test]
fn a_report_says_what_is_generated_and_why_not() {
    let folder = Folder::with_broken_shop("inspect");
    let text = folder.run(&["inspect", "Shop.wsdl"]).ends(0).out;
    for part in [
        "service Shop",
        "port ShopSoap  SOAP 1.1  https://example.com/shop",
        "port type ShopPort: 3 operations, 2 generated",
        "  Buy  as buy",
        "      Buy -> BuyResponse",
        "      action urn:shop:Buy",
        "      Cancel, one-way",
        "NOT GENERATED: ",
        "declared: 1 schema, 1 complex type, 1 simple type, 4 elements",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let json = folder.run(&["inspect", "Shop.wsdl", "--json"]).ends(0).out;
    assert!(json.contains("\"method\": \"buy\""), "{json}");
}
