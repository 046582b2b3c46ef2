//! A local file as the source.

use wsdl_codegen::fetch::fetch;
use wsdl_codegen::fetch::store::Mode;

use crate::server::{Answer, Server};
use crate::{ASK, Folder, fetched, options, refused, schema, stored, wsdl};

#[test]
fn a_file_is_copied_with_what_it_imports() {
    let folder = Folder::new("files");
    let types = r#"<xs:import namespace="urn:t" schemaLocation="types/my%20t.xsd"/>"#;
    folder.write("in/dir/S.wsdl", wsdl("", types));
    folder.write(
        "in/dir/types/my t.xsd",
        schema(r#"<xs:include schemaLocation="../../up.xsd"/>"#),
    );
    folder.write("in/up.xsd", schema(ASK));
    let source = folder.0.join("in/dir/S.wsdl").display().to_string();
    let mut options = options(source);
    let report = refused(&options, &Server::new());
    assert!(
        report.contains("leads out of the folder") && report.contains("--root"),
        "{report}"
    );
    options.local_root = Some(folder.0.join("in"));
    stored(&options, &folder, Mode::Create).unwrap();
    let found = fetched(&options);
    let names: Vec<&str> = found.documents.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["dir/S.wsdl", "dir/types/my_t.xsd", "up.xsd"]);
    assert!(
        folder
            .read("dir/S.wsdl")
            .contains(r#"schemaLocation="types/my_t.xsd""#)
    );
    assert!(
        folder
            .read("dir/types/my_t.xsd")
            .contains(r#"schemaLocation="../../up.xsd""#)
    );
    assert!(folder.read("service.toml").contains("dir/S.wsdl"));
    // No path of this machine.
    assert!(
        !folder
            .read("capture.lock")
            .contains(&folder.0.display().to_string())
    );
    options.local_root = Some(folder.0.join("in/dir/types"));
    let error = fetch(&options).unwrap_err();
    assert!(error.0.contains("is outside of"), "{error}");
}

#[test]
fn a_file_that_was_saved_under_another_name_is_found() {
    let folder = Folder::new("saved");
    let types = r#"<xs:import namespace="urn:t" schemaLocation="S.wsdl?xsd=xsd0"/>"#;
    folder.write("S.wsdl", wsdl("", types));
    folder.write("xsd0.xsd", schema(ASK));
    let options = options(folder.0.join("S.wsdl").display().to_string());
    let names = |options| {
        let found = fetched(options).documents.into_iter();
        found.map(|it| it.name).collect::<Vec<String>>()
    };
    assert_eq!(names(&options), ["S.wsdl", "xsd0.xsd"]);
    // A location without a query is what it says.
    folder.write(
        "S.wsdl",
        wsdl("", &types.replace("S.wsdl?xsd=xsd0", "in/t.xsd")),
    );
    folder.write("in/t.xsd", schema(ASK));
    folder.write("t.xsd", schema(""));
    assert_eq!(names(&options), ["S.wsdl", "in/t.xsd"]);
}

#[test]
fn files_have_a_size_as_documents_have() {
    let folder = Folder::new("sizes");
    let types = r#"<xs:import namespace="urn:t" schemaLocation="t.xsd"/>"#;
    let (text, imported) = (wsdl("", types), schema(ASK));
    folder.write("S.wsdl", text.clone());
    folder.write("t.xsd", imported.clone());
    let mut options = options(folder.0.join("S.wsdl").display().to_string());
    options.limits.file_bytes = text.len();
    options.limits.total_bytes = text.len() + imported.len();
    let found = fetched(&options);
    let received = &found.documents[0].received;
    assert!(
        received.starts_with("20") && received.ends_with('Z'),
        "{received}"
    );
    options.limits.total_bytes -= 1;
    let report = refused(&options, &Server::new());
    assert!(report.contains("in all documents together"), "{report}");
    options.limits.file_bytes = text.len() - 1;
    let report = refused(&options, &Server::new());
    assert!(report.contains("is longer than"), "{report}");
    options.limits.file_bytes = text.len() - 10;
    let report = refused(&options, &Server::new());
    assert!(report.contains("is longer than"), "{report}");
}

/// A name without a folder is of the current one.
#[test]
fn a_file_of_the_current_folder_is_read() {
    let report = refused(&options("README.md"), &Server::new());
    assert!(
        report.contains("`README.md` is text without markup"),
        "{report}"
    );
}

#[test]
fn a_file_imports_from_named_hosts() {
    let server = Server::new().with("/t.xsd", Answer::xml(schema(ASK)));
    let folder = Folder::new("file-host");
    let types = format!(
        r#"<xs:import namespace="urn:t" schemaLocation="{}"/>"#,
        server.url("/t.xsd")
    );
    folder.write("S.xml", wsdl("", &types));
    let mut options = options(folder.0.join("S.xml").display().to_string());
    let report = refused(&options, &server);
    assert!(report.contains("not named"), "{report}");
    options.allow_hosts = vec![server.host()];
    let report = refused(&options, &server);
    assert!(report.contains("is plain http"), "{report}");
    options.allow_hosts = vec![server.base()];
    let found = fetched(&options);
    assert_eq!(found.documents[0].name, "S.wsdl");
    assert_eq!(found.documents[1].name, "t.xsd");
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out() {
    let folder = Folder::new("links");
    folder.write("secret.xsd", schema(ASK));
    folder.write(
        "in/S.wsdl",
        wsdl(
            "",
            r#"<xs:import namespace="urn:t" schemaLocation="t.xsd"/>"#,
        ),
    );
    std::os::unix::fs::symlink(folder.0.join("secret.xsd"), folder.0.join("in/t.xsd")).unwrap();
    let report = refused(
        &options(folder.0.join("in/S.wsdl").display().to_string()),
        &Server::new(),
    );
    assert!(report.contains("leads out of the folder"), "{report}");
}
