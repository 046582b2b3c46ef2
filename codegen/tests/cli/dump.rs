//! `dump` and `inspect`.

use crate::support::{Folder, SHOP};

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
        "  Buy(order: Order) -> i32  as buy",
        "      action urn:shop:Buy",
        "  Cancel(number: i32)  as cancel  (one-way)",
        "NOT GENERATED: ",
        "declared: 1 schema, 1 complex type, 1 simple type, 4 elements",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let json = folder.run(&["inspect", "Shop.wsdl", "--json"]).ends(0);
    for part in [
        "\"method\": \"buy\"",
        "\"signature\": \"Buy(order: Order) -> i32\"",
    ] {
        assert!(json.out.contains(part), "{json:#?}");
    }
    assert!(json.err.contains("warning[operation-skipped]"), "{json:#?}");
}

#[test]
fn operations_are_shown_by_name_and_by_sample() {
    let folder = Folder::with_shop("inspect-one");
    let run = |args: &[&str]| folder.run(&[&["inspect", "Shop.wsdl"], args].concat());
    let some = run(&["--operation", "c*"]).ends(0).out;
    assert!(some.contains("Cancel(") && !some.contains("Buy("), "{some}");
    let sample = run(&["--sample", "Buy"]).ends(0).out;
    for part in ["<article>text</article>", "<number>12</number>"] {
        assert!(sample.contains(part), "{part}\n{sample}");
    }
    let absent = run(&["--sample", "Bui"]).ends(5).err;
    assert!(absent.contains("there is one named `Buy`"), "{absent}");
    run(&["--operation", "x*"]).ends(5);
}

#[test]
fn a_page_holds_everything_and_asks_nobody() {
    let folder = Folder::new("inspect-page");
    let hostile = "<documentation>&lt;script&gt;alert(1)&lt;/script&gt;</documentation>";
    let shop = SHOP.replace(
        r#"<operation name="Buy"><input m"#,
        &format!("<operation name=\"Buy\">{hostile}<input m"),
    );
    folder.write("Shop.wsdl", &shop);
    folder
        .run(&["inspect", "Shop.wsdl", "--html", "shop.html"])
        .ends(0);
    let page = folder.read("shop.html");
    for part in [
        "<title>Shop</title>",
        "<b>Buy</b>(order: <a href=\"#type-Order\">Order</a>) -&gt; i32",
        "<details id=\"type-Order\"",
        "&lt;article&gt;text&lt;/article&gt;",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "not generated",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let here = folder.path().display().to_string();
    for part in ["src=", "url(", "@import", "alert(1)</script>", &here] {
        assert!(!page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn very_many_operations_are_one_screen() {
    let folder = Folder::new("inspect-many");
    let operations: String = (0..1_000)
        .map(|n| format!(r#"<operation name="get{n}"><input message="tns:Buy"/></operation>"#))
        .collect();
    let shop = SHOP.replace("</portType>", &format!("{operations}</portType>"));
    folder.write("Shop.wsdl", &shop);
    let text = folder.run(&["inspect", "Shop.wsdl"]).ends(0).out;
    assert!(text.lines().count() < 40, "{text}");
    assert!(
        text.contains("  get           1000  get0, get1, "),
        "{text}"
    );
    let all = folder
        .run(&["inspect", "Shop.wsdl", "--operation", "*"])
        .ends(0)
        .out;
    assert!(all.contains("  get999"), "{all}");
}
