//! What is fetched, under which names, and what is said about what is not.

use wsdl_codegen::capture::Capture;
use wsdl_codegen::fetch::fetch;
use wsdl_codegen::fetch::store::Mode;
use wsdl_codegen::generate::analyse;

use crate::server::{Answer, Server};
use crate::{ASK, Folder, fetched, options, refused, schema, stored, wsdl};

/// Names and contents of what was fetched.
fn listing(fetched: &wsdl_codegen::fetch::Fetched) -> Vec<(String, String)> {
    (fetched.documents.iter())
        .map(|it| {
            (
                it.name.clone(),
                String::from_utf8(it.content.clone()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn nested_documents_are_fetched_and_renamed() {
    let server = Server::new();
    let part = wsdl(
        "",
        r#"<xs:import namespace="urn:t" schemaLocation="Shop.svc?xsd=xsd0"/>"#,
    );
    let absolute = server.url("/dir/Shop.svc?wsdl=wsdl0");
    let root = format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><!-- keep   me --><import
  namespace='urn:s'   location = "{absolute}"/></definitions>"#
    );
    server.set("/dir/Shop.svc?wsdl", Answer::xml(root.clone()));
    server.set("/dir/Shop.svc?wsdl=wsdl0", Answer::xml(part));
    server.set(
        "/dir/Shop.svc?xsd=xsd0",
        Answer::xml(schema(
            r#"<xs:include schemaLocation="../types/Ask.xsd#x"/>"#,
        )),
    );
    server.set("/types/Ask.xsd", Answer::xml(schema(ASK)));
    let folder = Folder::new("nested");
    let options = options(server.url("/dir/Shop.svc?wsdl"));
    let found = fetched(&options);
    let names: Vec<&str> = found.documents.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Shop.wsdl", "wsdl0.wsdl", "xsd0.xsd", "Ask.xsd"]);
    stored(&options, &folder, Mode::Create).unwrap();
    // Nothing but the location changes.
    assert_eq!(
        folder.read("Shop.wsdl"),
        root.replace(&absolute, "wsdl0.wsdl")
    );
    assert!(
        folder
            .read("wsdl0.wsdl")
            .contains(r#"schemaLocation="xsd0.xsd""#)
    );
    assert!(
        folder
            .read("xsd0.xsd")
            .contains(r#"schemaLocation="Ask.xsd""#)
    );
    // The imported WSDL is no root.
    assert!(
        folder
            .read("service.toml")
            .contains(r#"roots = ["Shop.wsdl"]"#)
    );
    let lock = folder.read("capture.lock");
    assert!(lock.contains("/dir/Shop.svc?xsd=xsd0"), "{lock}");
    let generated = analyse(&Capture::open(&folder.capture()).unwrap());
    assert_eq!(generated.report(), "");
    let api = generated.api.unwrap();
    assert_eq!(api.clients[0].operations.len(), 1);
}

#[test]
fn cycles_end_and_names_do_not_meet() {
    let server = Server::new();
    let types = r#"<xs:import namespace="urn:t" schemaLocation="/a/Types.xsd"/>"#;
    server.set(
        "/S?wsdl",
        Answer::xml(wsdl(
            r#"<import namespace="urn:s" location="?wsdl"/>"#,
            types,
        )),
    );
    let include = |location: &str| schema(&format!(r#"<xs:include schemaLocation="{location}"/>"#));
    server.set("/a/Types.xsd", Answer::xml(include("../b/types.xsd")));
    server.set(
        "/b/types.xsd",
        Answer::xml(schema(&format!(
            r#"<xs:redefine schemaLocation="../a/Types.xsd"/>{ASK}"#
        ))),
    );
    let found = listing(&fetched(&options(server.url("/S?wsdl"))));
    let names: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(names, ["S.wsdl", "Types.xsd", "types-2.xsd"]);
    assert!(found[0].1.contains(r#"location="S.wsdl""#));
    assert!(found[1].1.contains(r#"schemaLocation="types-2.xsd""#));
    assert!(found[2].1.contains(r#"schemaLocation="Types.xsd""#));
    assert_eq!(
        server.targets(),
        ["/S?wsdl", "/a/Types.xsd", "/b/types.xsd"]
    );
}

#[test]
fn builtin_schemas_and_imports_without_location_are_left_alone() {
    let types = r#"<xs:import namespace="urn:t"/>
      <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
      <xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/" schemaLocation="soap.xsd"/>"#;
    let text = wsdl("", types);
    let server = Server::new().with("/S?wsdl", Answer::xml(text.clone()));
    let found = fetched(&options(server.url("/S?wsdl")));
    assert_eq!(listing(&found), [("S.wsdl".to_owned(), text)]);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_missing_import_is_an_error_or_a_loss() {
    let types = r#"<xs:import namespace="urn:t" schemaLocation="gone.xsd"/>"#;
    let server = Server::new().with("/S?wsdl", Answer::xml(wsdl("", types)));
    let mut options = options(server.url("/S?wsdl"));
    let report = refused(&options, &server);
    assert!(report.contains("error[import-not-found]"), "{report}");
    assert!(
        report.contains("http://server/S?wsdl:5:"),
        "the place: {report}"
    );
    assert!(
        report.contains("status 404 Not Found, `text/html`"),
        "{report}"
    );
    assert!(report.contains("<html>Not here</html>"), "{report}");
    assert!(report.contains("--partial"), "{report}");
    options.partial = true;
    let folder = Folder::new("partial");
    let found = fetched(&options);
    assert_eq!(found.missing[0].location, server.url("/gone.xsd"));
    assert!(found.report().contains("warning[import-not-found]"));
    stored(&options, &folder, Mode::Create).unwrap();
    assert!(
        folder
            .read("S.wsdl")
            .contains(r#"schemaLocation="gone.xsd""#)
    );
    assert!(folder.read("capture.lock").contains("[[missing]]"));
}

#[test]
fn what_is_no_document_is_shown() {
    let html = Answer::new(
        200,
        "text/html",
        "\n<!DOCTYPE html>\n<html><title>Sign in</title></html>",
    );
    let server = Server::new().with("/html", html);
    let report = refused(&options(server.url("/html")), &server);
    assert!(report.contains("is an HTML page"), "{report}");
    assert!(
        report.contains("status 200 OK, `text/html`; it begins with `<!DOCTYPE html>`"),
        "{report}"
    );
    server.set(
        "/json",
        Answer::new(200, "application/json", r#"{"error": "\u001b"}"#),
    );
    let report = refused(&options(server.url("/json")), &server);
    assert!(
        report.contains("is JSON") && report.contains(r#"{"error""#),
        "{report}"
    );
    server.set("/xml", Answer::xml("<a xmlns='urn:x'/>"));
    let report = refused(&options(server.url("/xml")), &server);
    assert!(report.contains("root element is `{urn:x}a`"), "{report}");
    server.set("/xsd", Answer::xml(schema(ASK)));
    let report = refused(&options(server.url("/xsd")), &server);
    assert!(report.contains("is a schema, not a WSDL"), "{report}");
    server.set(
        "/broken",
        Answer::xml("<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'>"),
    );
    let mut broken = options(server.url("/broken"));
    broken.partial = true;
    let report = refused(&broken, &server);
    assert!(report.contains("error[not-well-formed]"), "{report}");
    server.set("/500", Answer::new(500, "text/plain", "Oh\u{1b}[31m no"));
    let report = refused(&options(server.url("/500")), &server);
    assert!(
        report.contains("status 500 Internal Server Error") && !report.contains('\u{1b}'),
        "{report}"
    );
}

#[test]
fn only_named_hosts_are_asked() {
    let other = Server::new().with("/t.xsd", Answer::xml(schema(ASK)));
    let types = format!(
        r#"<xs:import namespace="urn:t" schemaLocation="{}"/>"#,
        other.url("/t.xsd")
    );
    let server = Server::new().with("/S?wsdl", Answer::xml(wsdl("", &types)));
    let mut options = options(server.url("/S?wsdl"));
    let report = refused(&options, &server);
    assert!(report.contains("error[import-outside]"), "{report}");
    assert!(
        report.contains(&format!("--allow-host {}", other.host())),
        "{report}"
    );
    assert!(other.requests().is_empty());
    options.allow_hosts = vec![other.host()];
    assert_eq!(fetched(&options).documents[1].name, "t.xsd");
    let types = r#"<xs:include schemaLocation="file:///etc/hostname"/>"#;
    server.set("/S?wsdl", Answer::xml(wsdl("", types)));
    let report = refused(&options, &server);
    assert!(report.contains("its scheme is `file`"), "{report}");
}

#[test]
fn encodings_become_utf8_with_a_note() {
    let text = wsdl("<documentation>ä</documentation>", "")
        .replace("1.0\"", "1.0\" encoding=\"iso-8859-1\"");
    let latin: Vec<u8> = text.chars().map(|it| u8::try_from(it).unwrap()).collect();
    let server = Server::new().with("/S.wsdl", Answer::new(200, "text/xml", latin));
    let found = fetched(&options(server.url("/S.wsdl")));
    assert_eq!(found.notes, ["S.wsdl: its encoding was changed to UTF-8"]);
    let stored = listing(&found).remove(0).1;
    assert_eq!(stored, text.replace("iso-8859-1", "UTF-8"));
}

#[test]
fn several_sources_make_one_capture() {
    let types = r#"<xs:import namespace="urn:t" schemaLocation="t.xsd"/>"#;
    let server = Server::new()
        .with("/A.svc?wsdl", Answer::xml(wsdl("", types)))
        .with("/B.svc?wsdl", Answer::xml(wsdl("", types)))
        .with("/t.xsd", Answer::xml(schema(ASK)));
    let mut options = options(server.url("/A.svc?wsdl"));
    options.sources.push(server.url("/B.svc?wsdl"));
    let folder = Folder::new("several");
    stored(&options, &folder, Mode::Create).unwrap();
    assert_eq!(
        folder.names(),
        ["A.wsdl", "B.wsdl", "capture.lock", "t.xsd"]
    );
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn sources_that_make_no_sense_are_errors() {
    for (source, why) in [
        ("no-such-file.wsdl", "neither a file nor an address"),
        ("ftp://x.example/S.wsdl", "neither a file nor an address"),
        ("https://u:secret@x.example/", "--user"),
        ("https://", "no address"),
    ] {
        let error = fetch(&options(source)).unwrap_err().0;
        assert!(error.contains(why), "{source}: {error}");
        assert!(!error.contains("secret"), "{error}");
    }
}
