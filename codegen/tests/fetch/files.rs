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
