//! Sizes, numbers and deadlines.

use std::time::{Duration, Instant};

use crate::server::{Answer, Server};
use crate::{ASK, fetched, options, refused, schema, wsdl};

#[test]
fn documents_have_a_size() {
    let text = wsdl("", "");
    let server = Server::new().with("/S?wsdl", Answer::xml(text.clone()));
    let mut options = options(server.url("/S?wsdl"));
    options.limits.file_bytes = text.len();
    fetched(&options);
    options.limits.file_bytes = text.len() - 1;
    let report = refused(&options, &server);
    assert!(report.contains("is longer than"), "{report}");
}

/// Of an answer that is no document, a few kilobytes are enough.
#[test]
fn long_documents_are_read_whole() {
    let text = wsdl(&format!("<!--{}-->", "x".repeat(100_000)), "");
    let server = Server::new().with("/S?wsdl", Answer::xml(text.clone()));
    let found = fetched(&options(server.url("/S?wsdl")));
    assert_eq!(found.documents[0].content, text.into_bytes());
}

#[test]
fn all_documents_have_a_size_and_a_number() {
    let types = r#"<xs:import namespace="urn:t" schemaLocation="t.xsd"/>"#;
    let text = wsdl("", types);
    let server = Server::new()
        .with("/S?wsdl", Answer::xml(text.clone()))
        .with("/t.xsd", Answer::xml(schema(ASK)));
    let mut some = options(server.url("/S?wsdl"));
    some.limits.total_bytes = text.len() + 10;
    let report = refused(&some, &server);
    assert!(report.contains("is longer than 10 bytes"), "{report}");
    some.limits.total_bytes = text.len() + schema(ASK).len();
    fetched(&some);
    let mut few = options(server.url("/S?wsdl"));
    few.limits.files = 1;
    // A limit is no loss that one asks for.
    few.partial = true;
    let report = refused(&few, &server);
    assert!(
        report.contains("error[limit-passed]: more than 1 documents"),
        "{report}"
    );
}

#[test]
fn documents_that_do_not_end_are_given_up() {
    let server = Server::new();
    for answer in [
        Answer::xml("").slowly(Duration::from_secs(3_600)),
        // Every byte comes in time, and all of them do not.
        Answer::xml(wsdl("", "").repeat(100)).slowly(Duration::from_millis(50)),
    ] {
        server.set("/S?wsdl", answer);
        let mut options = options(server.url("/S?wsdl"));
        options.limits.document = Duration::from_millis(400);
        let begun = Instant::now();
        let report = refused(&options, &server);
        assert!(report.contains("did not come within 400ms"), "{report}");
        // The whole would take more than an hour.
        assert!(begun.elapsed() < Duration::from_secs(600));
    }
}

/// Each document is in time, and all of them are not.
#[test]
fn all_documents_have_one_deadline() {
    let imports: String = (0..20)
        .map(|it| format!(r#"<xs:import namespace="urn:t{it}" schemaLocation="t{it}.xsd"/>"#))
        .collect();
    let slow = Duration::from_millis(2);
    let mut server = Server::new().with("/S?wsdl", Answer::xml(wsdl("", &imports)));
    for index in 0..20 {
        let text = schema(ASK).replace("urn:t", &format!("urn:t{index}"));
        server = server.with(&format!("/t{index}.xsd"), Answer::xml(text).slowly(slow));
    }
    let mut options = options(server.url("/S?wsdl"));
    options.limits.all = Duration::from_millis(1500);
    // A limit is no loss that one asks for.
    options.partial = true;
    let report = refused(&options, &server);
    assert!(
        report.contains("error[limit-passed]: not all documents came within 1.5s"),
        "{report}"
    );
}

#[test]
fn cut_off_and_compressed_documents_are_refused() {
    let text = wsdl("", "");
    let cut = Answer::xml(&text[..text.len() / 2]);
    let server = Server::new().with("/S?wsdl", cut);
    let report = refused(&options(server.url("/S?wsdl")), &server);
    assert!(report.contains("error[not-well-formed]"), "{report}");
    server.set(
        "/S?wsdl",
        Answer::xml(text).header("Content-Encoding", "br"),
    );
    let report = refused(&options(server.url("/S?wsdl")), &server);
    assert!(report.contains("is sent compressed, as br"), "{report}");
}

#[test]
fn a_closed_port_is_said() {
    let server = Server::new();
    let report = refused(&options("http://127.0.0.1:9/S?wsdl"), &server);
    assert!(
        report.contains("`http://127.0.0.1:9/S?wsdl` cannot be fetched"),
        "{report}"
    );
    // Without the source there is nothing to keep.
    assert!(!report.contains("--partial"), "{report}");
}
