//! Credentials and headers: sent to the first origin, and shown nowhere.

use soap_runtime::value::Secret;
use wsdl_codegen::fetch::store::Mode;
use wsdl_codegen::fetch::{Credentials, Options, fetch};

use crate::server::{Answer, Server};
use crate::{ASK, Folder, fetched, options, refused, schema, stored, wsdl};

fn with_secrets(source: String) -> Options {
    let mut options = options(source);
    options.credentials = Some(Credentials {
        user: "me".to_owned(),
        password: Secret::from("hunter2"),
    });
    options.headers = vec![("X-Key".to_owned(), Secret::from("sesame"))];
    options
}

#[test]
fn without_credentials_the_server_refuses() {
    let answer =
        Answer::new(401, "text/plain", "who?").header("WWW-Authenticate", "Basic realm=\"x\"");
    let server = Server::new().with("/S?wsdl", answer);
    let report = refused(&options(server.url("/S?wsdl")), &server);
    assert!(report.contains("status 401 Unauthorized"), "{report}");
    assert!(report.contains("--user"), "{report}");
    let report = refused(&with_secrets(server.url("/S?wsdl")), &server);
    assert!(
        report.contains("did not accept the user and password"),
        "{report}"
    );
    assert!(
        !report.contains("hunter2") && !report.contains("sesame"),
        "{report}"
    );
    let answer = Answer::new(401, "text/plain", "").header("WWW-Authenticate", "Negotiate");
    server.set("/S?wsdl", answer);
    let report = refused(&options(server.url("/S?wsdl")), &server);
    assert!(report.contains("asks for `Negotiate`"), "{report}");
}

#[test]
fn who_refuses_credentials_is_told_from_who_did_not_get_them() {
    let other = Server::new();
    let types = format!(
        r#"<xs:import namespace="urn:t" schemaLocation="{}"/>"#,
        other.url("/t.xsd")
    );
    let server = Server::new().with("/S?wsdl", Answer::xml(wsdl("", &types)));
    let mut options = with_secrets(server.url("/S?wsdl"));
    options.allow_hosts = vec![other.host()];
    let other_origin = "the credentials go to the first source's origin only";
    let not_accepted = "did not accept the user and password";
    for (status, has_help) in [(401, true), (403, true), (404, false)] {
        other.set("/t.xsd", Answer::new(status, "text/plain", "who?"));
        let report = refused(&options, &server);
        assert_eq!(report.contains(other_origin), has_help, "{report}");
        assert!(!report.contains(not_accepted), "{report}");
    }
    for (status, has_help) in [(401, true), (403, false)] {
        server.set("/S?wsdl", Answer::new(status, "text/plain", "who?"));
        let report = refused(&options, &server);
        assert_eq!(report.contains(not_accepted), has_help, "{report}");
        assert!(!report.contains(other_origin), "{report}");
    }
}

#[test]
fn a_user_is_a_name_of_one_line_without_colon() {
    for user in ["a:b", "a\nb", "a\u{7f}"] {
        let mut options = with_secrets("https://x.example/S?wsdl".to_owned());
        options.credentials = Some(Credentials {
            user: user.to_owned(),
            password: Secret::from("hunter2"),
        });
        let error = fetch(&options).unwrap_err().0;
        assert!(error.contains("a colon or a control character"), "{error}");
    }
}

#[test]
fn credentials_stay_with_the_first_origin() {
    let other = Server::new()
        .with("/t.xsd", Answer::xml(schema(ASK)))
        .with("/u.xsd", Answer::xml(schema("")));
    let types = format!(
        r#"<xs:import namespace="urn:t" schemaLocation="{}"/><xs:import namespace="urn:u" schemaLocation="u.xsd"/>
           <xs:import namespace="urn:v" schemaLocation="v.xsd"/>"#,
        other.url("/t.xsd")
    );
    let server = Server::new()
        .with("/S?wsdl", Answer::redirect(302, "/in/S?wsdl"))
        .with("/in/S?wsdl", Answer::xml(wsdl("", &types)))
        .with("/in/u.xsd", Answer::redirect(302, other.url("/u.xsd")))
        .with("/in/v.xsd", Answer::xml(schema("")));
    let mut options = with_secrets(server.url("/S?wsdl"));
    options.allow_hosts = vec![other.host()];
    let folder = Folder::new("secrets");
    let found = fetched(&options);
    assert!(
        found.notes[0].contains("over plain http"),
        "{:?}",
        found.notes
    );
    let sent = server.requests();
    assert_eq!(sent.len(), 4);
    for request in sent {
        assert_eq!(request.headers["authorization"], "Basic bWU6aHVudGVyMg==");
        assert_eq!(request.headers["x-key"], "sesame");
    }
    let sent = other.requests();
    assert_eq!(sent.len(), 2);
    for request in sent {
        assert!(
            !request.headers.contains_key("authorization"),
            "{request:?}"
        );
        assert!(!request.headers.contains_key("x-key"), "{request:?}");
    }
    stored(&options, &folder, Mode::Create).unwrap();
    let lock = folder.read("capture.lock");
    assert!(
        lock.contains("authenticated = true") && lock.contains("x-key"),
        "{lock}"
    );
    for secret in ["hunter2", "sesame", "bWU6", "\"me\""] {
        assert!(!lock.contains(secret), "{lock}");
        assert!(secret == "\"me\"" || !format!("{options:?}").contains(secret));
    }
}

#[test]
fn secret_parameters_are_not_stored() {
    let server = Server::new().with("/S?wsdl&token=abc", Answer::xml(wsdl("", "")));
    let options = options(server.url("/S?wsdl&token=abc"));
    let folder = Folder::new("parameters");
    stored(&options, &folder, Mode::Create).unwrap();
    let lock = folder.read("capture.lock");
    assert!(
        lock.contains("token=REDACTED") && !lock.contains("abc"),
        "{lock}"
    );
    assert!(
        !folder.names().iter().any(|it| it.contains("abc")),
        "{:?}",
        folder.names()
    );
}

#[test]
fn headers_that_make_another_message_are_refused() {
    for (name, value) in [
        ("Host", "x"),
        ("Content-Length", "1"),
        ("a b", "x"),
        ("X", "a\r\nY: b"),
    ] {
        let mut options = options("https://x.example/S?wsdl");
        options.headers = vec![(name.to_owned(), Secret::from(value))];
        let error = fetch(&options).unwrap_err().0;
        assert!(
            error.contains("header") && !error.contains("Y: b"),
            "{error}"
        );
    }
}
