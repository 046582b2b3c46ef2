//! `diff`.

use crate::support::Folder;

#[test]
fn changes_are_printed_and_can_fail() {
    let folder = Folder::with_shop("diff");
    let old = folder.read("Shop.wsdl");
    folder.write("New.wsdl", &old.replace("urn:shop:Buy", "urn:shop:buy"));
    folder.write(
        "Moved.wsdl",
        &old.replace("https://example.com/shop", "https://example.com/new"),
    );

    let run = folder
        .run(&["diff", "Shop.wsdl", "Shop.wsdl", "--fail-on", "any"])
        .ends(0);
    assert_eq!(run.out, "Shop.wsdl -> Shop.wsdl\n\nno change\n");

    let run = folder.run(&["diff", "Shop.wsdl", "New.wsdl"]).ends(0);
    assert!(
        run.out
            .contains("breaks requests (1)\n  ShopClient::buy  `Buy`  [action-changed]"),
        "{}",
        run.out
    );
    for what in ["requests", "breaking", "any"] {
        folder
            .run(&["diff", "Shop.wsdl", "New.wsdl", "--fail-on", what])
            .ends(6);
    }
    folder
        .run(&["diff", "Shop.wsdl", "Moved.wsdl", "--fail-on", "breaking"])
        .ends(0);
    folder
        .run(&["diff", "Shop.wsdl", "Moved.wsdl", "--fail-on", "any"])
        .ends(6);

    let run = folder
        .run(&["diff", "Shop.wsdl", "New.wsdl", "--format", "markdown"])
        .ends(0);
    assert!(run.out.contains("| breaks requests | 1 |"), "{}", run.out);
    let run = folder
        .run(&["diff", "Shop.wsdl", "New.wsdl", "--format", "json"])
        .ends(0);
    assert!(
        run.out.contains("\"kind\": \"action-changed\""),
        "{}",
        run.out
    );
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = Folder::with_shop("diff-errors");
    folder.run(&["diff", "Shop.wsdl"]).ends(2);
    folder.run(&["diff", "Shop.wsdl", "None.wsdl"]).ends(3);
    folder.run(&["diff", "-x:Shop.wsdl", "Shop.wsdl"]).ends(2);
    let address = "http://me:s3cret@shop.example/?wsdl";
    let run = folder.run(&["diff", "Shop.wsdl", address]).ends(3);
    assert!(run.err.contains("`wsdl-codegen capture` it"), "{}", run.err);
    assert!(!run.err.contains("s3cret"), "{}", run.err);
    folder.write("Broken.wsdl", "<x");
    let run = folder.run(&["diff", "Shop.wsdl", "Broken.wsdl"]).ends(1);
    assert!(
        run.err.contains("what has errors is not compared"),
        "{}",
        run.err
    );
}
