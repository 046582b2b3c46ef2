//! Redirects: followed within limits, to named hosts, without losing TLS.

use crate::server::{Answer, Server};
use crate::{ASK, fetched, options, refused, schema, wsdl};

#[test]
fn redirects_are_followed_and_are_the_base_of_locations() {
    let types = r#"<xs:import namespace="urn:t" schemaLocation="t.xsd"/>"#;
    let server = Server::new()
        .with("/S?wsdl", Answer::redirect(302, "/v2/S"))
        .with("/v2/S", Answer::redirect(308, "dir/S.wsdl"))
        .with("/v2/dir/S.wsdl", Answer::xml(wsdl("", types)))
        .with("/v2/dir/t.xsd", Answer::xml(schema(ASK)));
    let found = fetched(&options(server.url("/S?wsdl")));
    assert_eq!(found.documents[0].name, "S.wsdl");
    assert_eq!(found.documents[0].address, server.url("/S?wsdl"));
    assert_eq!(
        found.documents[0].final_address,
        server.url("/v2/dir/S.wsdl")
    );
    assert_eq!(found.documents[1].name, "t.xsd");
}

#[test]
fn two_addresses_of_one_document_make_one_file() {
    let types = r#"<xs:import namespace="urn:t" schemaLocation="t.xsd"/>
        <xs:import namespace="urn:t" schemaLocation="old.xsd"/>"#;
    let server = Server::new()
        .with("/S?wsdl", Answer::xml(wsdl("", types)))
        .with("/old.xsd", Answer::redirect(301, "t.xsd"))
        .with("/t.xsd", Answer::xml(schema(ASK)));
    let found = fetched(&options(server.url("/S?wsdl")));
    assert_eq!(found.documents.len(), 2);
    let text = String::from_utf8(found.documents[0].content.clone()).unwrap();
    assert_eq!(text.matches(r#"schemaLocation="t.xsd""#).count(), 2);
}

#[test]
fn redirects_have_a_limit() {
    let server = Server::new().with("/S?wsdl", Answer::redirect(302, "/S?wsdl"));
    let report = refused(&options(server.url("/S?wsdl")), &server);
    assert!(report.contains("the end of 5 redirects"), "{report}");
    assert_eq!(server.requests().len(), 6);
    server.set("/S?wsdl", Answer::new(302, "text/plain", ""));
    let report = refused(&options(server.url("/S?wsdl")), &server);
    assert!(report.contains("without saying where"), "{report}");
}

#[test]
fn redirects_lead_to_named_hosts_only() {
    let other = Server::new().with("/S", Answer::xml(wsdl("", "")));
    let server = Server::new().with("/S?wsdl", Answer::redirect(307, other.url("/S")));
    let mut options = options(server.url("/S?wsdl"));
    let report = refused(&options, &server);
    assert!(report.contains("redirects, but"), "{report}");
    assert!(
        report.contains(&format!("--allow-host {}", other.host())),
        "{report}"
    );
    assert!(other.requests().is_empty());
    options.allow_hosts = vec![other.host()];
    assert_eq!(fetched(&options).documents.len(), 1);
    server.set("/S?wsdl", Answer::redirect(302, "file:///etc/passwd"));
    let report = refused(&options, &server);
    assert!(report.contains("scheme"), "{report}");
}
