//! Settings of the transports, each seen by a server.

use soap_runtime::HttpTransportBuilder;

use crate::server::{Server, asynchronous, blocking, login_answer, message, over_both};

#[test]
fn names_of_headers_are_written_in_title_case_for_old_servers() {
    let server = Server::answering(|_| message("200 OK", login_answer()));
    asynchronous(&server.url(), |it| it.title_case_headers()).unwrap();
    asynchronous(&server.url(), |it| it).unwrap();
    let requests = server.requests();
    assert!(
        requests[0].contains("\r\nSOAPAction: \""),
        "{}",
        requests[0]
    );
    assert!(
        requests[1].contains("\r\nsoapaction: \""),
        "{}",
        requests[1]
    );
    blocking(&server.url(), |it| it.title_case_headers()).unwrap();
    let request = &server.requests()[2];
    for name in [
        "SOAPAction: \"",
        "Content-Type: text/xml",
        "Content-Length: ",
        "Host: ",
    ] {
        assert!(request.contains(&format!("\r\n{name}")), "{request}");
    }
}

#[test]
fn cookies_are_sent_back_by_both() {
    let server =
        Server::answering(|_| message("200 OK\r\nSet-Cookie: id=s3cret; HttpOnly", login_answer()));
    let transport = HttpTransportBuilder::default().build_blocking();
    let client = crate::support::TechnicianConsoleClient::with_transport(transport.clone())
        .with_endpoint(server.url());
    for _ in 0..2 {
        client.login(Default::default()).call().unwrap();
    }
    let has_cookie: Vec<bool> = server
        .requests()
        .iter()
        .map(|request| {
            request
                .to_ascii_lowercase()
                .contains("\r\ncookie: id=s3cret\r\n")
        })
        .collect();
    assert_eq!(has_cookie, [false, true]);
    assert!(!format!("{transport:?}").contains("s3cret"));
}

#[cfg(feature = "digest")]
#[test]
fn a_server_that_refuses_an_answer_is_not_asked_again() {
    let server = Server::answering(|_| {
        message(
            "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"lab\", nonce=\"n1\", qop=\"auth\"",
            b"",
        )
    });
    for result in over_both(&server.url(), |it| it.digest_auth("alice", "open sesame")) {
        let text = result.unwrap_err().to_string();
        assert!(
            text.contains("401 Unauthorized") && text.contains("asks for Digest"),
            "{text}"
        );
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    for (index, request) in requests.iter().enumerate() {
        let request = request.to_ascii_lowercase();
        let is_second = index % 2 == 1;
        assert_eq!(
            request.contains("authorization: digest"),
            is_second,
            "{request}"
        );
        assert!(!request.contains("sesame"));
    }
}

#[test]
fn settings_that_are_wrong_are_said() {
    for result in over_both("https://localhost:1/", |it| it.accept_certificate("ab:cd")) {
        let text = result.unwrap_err().to_string();
        assert!(text.contains("64 hexadecimal digits"), "{text}");
    }
}
