//! A capture that is fetched again.

use std::fs;

use wsdl_codegen::fetch::store::{Mode, read_lock};

use crate::server::{Answer, Server};
use crate::{ASK, Folder, options, schema, stored, wsdl};

const TYPES: &str = r#"<xs:import namespace="urn:t" schemaLocation="a/Types.xsd"/>
    <xs:import namespace="urn:t" schemaLocation="b/Types.xsd"/>"#;

fn shop() -> Server {
    Server::new()
        .with("/S?wsdl", Answer::xml(wsdl("", TYPES)))
        .with("/a/Types.xsd", Answer::xml(schema(ASK)))
        .with("/b/Types.xsd", Answer::xml(schema("<!-- old -->")))
}

#[test]
fn what_changed_is_replaced_and_the_rest_stays() {
    let server = shop();
    let folder = Folder::new("update");
    let mut options = options(server.url("/S?wsdl"));
    folder.write("capture/PROVENANCE.md", "mine");
    folder.write("capture/samples/a.xml", "<a/>");
    let created = stored(&options, &folder, Mode::Create).unwrap();
    assert_eq!(created.len(), 4);
    let lock = fs::read(folder.capture().join("capture.lock")).unwrap();

    // Nothing changed: not even a date.
    let error = stored(&options, &folder, Mode::Create).unwrap_err();
    assert!(error.0.contains("--update"), "{error}");
    let same = stored(&options, &folder, Mode::Update).unwrap();
    assert!(same.is_empty(), "{same:?}");
    assert_eq!(
        fs::read(folder.capture().join("capture.lock")).unwrap(),
        lock
    );

    // One document changes, one is no longer imported, and names stay.
    server.set(
        "/S?wsdl",
        Answer::xml(wsdl(
            "",
            r#"<xs:import namespace="urn:t" schemaLocation="b/Types.xsd"/>"#,
        )),
    );
    server.set("/b/Types.xsd", Answer::xml(schema(ASK)));
    let old = read_lock(&folder.capture()).unwrap().unwrap();
    options.known_names = (old.files.iter())
        .map(|it| (it.address.clone(), it.name.clone()))
        .collect();
    let changed = stored(&options, &folder, Mode::Update).unwrap();
    let shown: Vec<String> = changed.iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), 4, "{shown:?}");
    assert!(shown[0].starts_with("changed S.wsdl"), "{shown:?}");
    assert!(
        shown[1].starts_with("deleted Types.xsd") || shown[1].starts_with("changed Types-2.xsd"),
        "{shown:?}"
    );
    assert!(folder.read("Types-2.xsd").contains("Ask"));
    assert_eq!(folder.read("PROVENANCE.md"), "mine");
    assert_eq!(folder.read("samples/a.xml"), "<a/>");
    assert_eq!(
        folder.names(),
        [
            "PROVENANCE.md",
            "S.wsdl",
            "Types-2.xsd",
            "capture.lock",
            "samples"
        ]
    );
    // Nothing is left beside the folder.
    assert_eq!(crate::names(&folder.0), ["capture"]);
}

#[test]
fn edits_and_files_of_others_are_kept() {
    let server = shop();
    let folder = Folder::new("edits");
    let options = options(server.url("/S?wsdl"));
    folder.write("capture/Types.xsd", "mine");
    let error = stored(&options, &folder, Mode::Create).unwrap_err();
    assert!(error.0.contains("is in the way"), "{error}");
    assert_eq!(folder.names(), ["Types.xsd"]);
    fs::remove_file(folder.capture().join("Types.xsd")).unwrap();
    stored(&options, &folder, Mode::Create).unwrap();
    folder.write("capture/Types.xsd", "edited");
    let error = stored(&options, &folder, Mode::Update).unwrap_err();
    assert!(
        error.0.contains("`Types.xsd`") && error.0.contains("--discard-edits"),
        "{error}"
    );
    assert_eq!(folder.read("Types.xsd"), "edited");
    stored(&options, &folder, Mode::UpdateEdited).unwrap();
    assert!(folder.read("Types.xsd").contains("Ask"));
}

#[test]
fn a_capture_by_hand_can_be_taken_over() {
    let server = shop();
    let folder = Folder::new("take-over");
    folder.write("capture/S.wsdl", "by hand");
    let options = options(server.url("/S?wsdl"));
    stored(&options, &folder, Mode::Update).unwrap();
    assert!(read_lock(&folder.capture()).unwrap().is_some());
}

#[test]
fn a_lock_owns_nothing_but_documents() {
    let server = shop();
    let folder = Folder::new("lock");
    let options = options(server.url("/S?wsdl"));
    stored(&options, &folder, Mode::Create).unwrap();
    folder.write("outside.xsd", "x");
    folder.write("capture/notes.md", "x");
    let more = "[[file]]\nname = \"../outside.xsd\"\n[[file]]\nname = \"notes.md\"\nsha256 = \"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\"\n";
    let lock = folder.read("capture.lock");
    folder.write("capture/capture.lock", format!("{lock}\n{more}"));
    stored(&options, &folder, Mode::Update).unwrap();
    assert_eq!(folder.read("notes.md"), "x");
    assert_eq!(
        fs::read_to_string(folder.0.join("outside.xsd")).unwrap(),
        "x"
    );
    folder.write("capture/capture.lock", "version = 2");
    let error = read_lock(&folder.capture()).unwrap_err();
    assert!(error.0.contains("version 2"), "{error}");
}
