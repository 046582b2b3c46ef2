//! Inputs that are not what the program reads, and where messages point.

use crate::support::Folder;

#[test]
fn what_is_no_wsdl_says_what_to_do() {
    let folder = Folder::with_shop("inputs");
    folder.write("docs/readme.txt", "");
    folder.write("two/a/A.wsdl", "");
    folder.write("two/b/B.wsdl", "");
    folder.write("page.wsdl", "<html/>");
    for (input, code, part) in [
        ("-", 3, "standard input is not read"),
        ("Shp.wsdl", 3, "there is `Shop.wsdl`"),
        ("nowhere/Shop.wsdl", 3, "there is no folder `nowhere`"),
        ("docs", 3, "holds no `*.wsdl` and no `*.xsd`"),
        ("two", 3, "two/a/A.wsdl`, `two/b/B.wsdl`"),
        ("page.wsdl", 1, "error[not-wsdl]"),
    ] {
        for command in [&["inspect", input][..], &["generate", input, "--out", "x"]] {
            let run = folder.run(command).ends(code);
            assert!(
                run.err.replace('\\', "/").contains(part),
                "{input}: {}",
                run.err
            );
            assert_eq!(run.out, "", "{input}");
        }
    }
    folder.write(
        "Types.xsd",
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"/>",
    );
    let run = folder.run(&["generate", "Types.xsd", "--out", "x"]).ends(1);
    let said = "or the WSDL that imports them";
    assert!(run.err.contains(said), "{}", run.err);
}

/// One, several, or a folder of them.
#[test]
fn schemas_alone_are_an_input() {
    let folder = Folder::new("schemas");
    let schema = |namespace: &str| {
        format!(
            r#"<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}"><x:element name="a"><x:complexType/></x:element></x:schema>"#
        )
    };
    folder.write("one/a.xsd", &schema("urn:one"));
    folder.write("two/b.xsd", &schema("urn:two"));
    for (inputs, documents) in [
        (&["one/a.xsd"][..], "1 document,"),
        (&["one"], "1 document,"),
        (&["."], "2 documents,"),
        (&["one/a.xsd", "two/b.xsd"], "2 documents,"),
    ] {
        let run = folder.run(&[&["generate", "--out", "x"], inputs].concat());
        let run = run.ends(0);
        assert!(run.out.contains(documents), "{inputs:?}: {}", run.out);
        assert_eq!(run.err, "", "{inputs:?}");
    }
    assert!(folder.has("x/types/one.rs") && folder.has("x/types/two.rs"));
    // The name of a folder says nothing of its files.
    folder.write("up/wsdl/c.xsd", &schema("urn:three"));
    folder.run(&["generate", "up", "--out", "y"]).ends(0);
    let run = folder
        .run(&["generate", "--out", "x", "one", "two"])
        .ends(3);
    assert!(run.err.contains("is a folder"), "{}", run.err);
}

#[test]
fn the_only_wsdl_below_a_folder_is_found() {
    let folder = Folder::with_shop("below");
    folder.write("deep/er/Shop.wsdl", &folder.read("Shop.wsdl"));
    folder
        .run(&["generate", "deep", "--out", "src/shop"])
        .ends(0);
    assert!(folder.has("src/shop/client.rs"));
}

#[test]
fn messages_name_files_as_the_current_directory_does() {
    let folder = Folder::with_broken_shop("places");
    folder.write("down/Shop.wsdl", &folder.read("Shop.wsdl"));
    let run = folder
        .run(&["generate", "down/Shop.wsdl", "--out", "x"])
        .ends(0);
    assert!(run.err.contains("--> down/Shop.wsdl:"), "{}", run.err);
    let full = folder.path().join("down").display().to_string();
    let run = folder
        .run(&["generate", &full, "--out", "x", "--message-format", "json"])
        .ends(0);
    assert!(
        run.err.contains("/down/Shop.wsdl\",\"line\":"),
        "{}",
        run.err
    );
    // So is a file that is no text at all.
    folder.write(
        "odd/Shop.wsdl",
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:t"><types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><xs:include schemaLocation="a.xsd"/></xs:schema></types></definitions>"#,
    );
    folder.write("odd/a.xsd/b.xsd", "");
    let run = folder.run(&["inspect", "odd/Shop.wsdl"]).ends(0);
    let (file, by) = ("--> odd/a.xsd:1:1", "::: odd/Shop.wsdl:1:");
    assert!(
        run.err.contains(file) && run.err.contains(by),
        "{}",
        run.err
    );
}

#[test]
fn messages_about_settings_point_into_their_file() {
    let folder = Folder::with_shop("settings");
    folder.write(
        "my.toml",
        "module = \"shop\"\n\n[naming.rename]\nOrdr = \"Purchase\"\n",
    );
    let run = folder
        .run(&["generate", "Shop.wsdl", "--out", "x", "--config", "my.toml"])
        .ends(0);
    assert!(run.err.contains("warning[settings]"), "{}", run.err);
    assert!(run.err.contains("--> my.toml:4:1"), "{}", run.err);
    assert!(run.err.contains("4 | Ordr = \"Purchase\""), "{}", run.err);
}

/// As people keep contracts: services in one folder, what they share in another.
#[test]
fn relative_locations_lead_out_of_the_folder_of_a_wsdl_to_documents_only() {
    let folder = Folder::with_shop("beside");
    let shop = folder.read("Shop.wsdl");
    let shared =
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:shared"/>"#;
    for name in ["common/Shared.xsd", "common/Shared.txt"] {
        folder.write(name, shared);
    }
    let import = |location: &str| {
        let import = format!(
            r#"<types><x:schema xmlns:x="http://www.w3.org/2001/XMLSchema"><x:import namespace="urn:shared" schemaLocation="{location}"/></x:schema>"#
        );
        assert!(shop.contains("<types>"));
        shop.replacen("<types>", &import, 1)
    };
    for (location, is_read) in [
        ("../common/Shared.xsd", true),
        ("../common/../common/Shared.xsd", true),
        ("../common/Shared.txt", false),
        ("../../../../../../../../etc/Shared.xsd", false),
        ("/etc/passwd", false),
    ] {
        folder.write("services/Shop.wsdl", &import(location));
        let args = ["generate", "services/Shop.wsdl", "--out", "x", "--verbose"];
        let run = folder.run(&args).ends(0);
        let is_missing = run.err.contains("[import-");
        assert_eq!(is_missing, !is_read, "{location}: {}", run.err);
    }
    // A folder is its own fence, and so is what `capture` made.
    folder.write("services/Shop.wsdl", &import("../common/Shared.xsd"));
    let run = folder.run(&["generate", "services", "--out", "y", "--verbose"]);
    assert!(run.err.contains("[import-outside]"), "{}", run.err);
    folder.write("services/capture.lock", "");
    let run = folder.run(&["generate", "services/Shop.wsdl", "--out", "x", "--verbose"]);
    assert!(run.err.contains("[import-outside]"), "{}", run.err);
}
