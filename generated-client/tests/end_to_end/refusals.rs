//! Answers that are no answer: pages, nothing, parts. Each is an error that says what came, none is a success, and no
//! call is ever sent twice.

use std::time::Duration;

use generated_client::technician_console::{
    LoginResult, operations::LoginTechnicianFromStandaloneV72,
};
use soap_runtime::{CallError, DecodeOptions, HttpProblem, TransportErrorKind, decode_response};

use super::console::{client, login};
use crate::support::answers::{
    SOAP_XML, TEXT_HTML, TEXT_XML, captured, cut, envelope11, http, ok11, split_capture,
};
use crate::support::samples;
use crate::support::server::{Answer, Received, Server, Then};

const PAGE: &str =
    "<!DOCTYPE html><html><head><title>Oops</title></head><body>\u{1b}[31m<br>moved</body></html>";

fn login_envelope() -> String {
    let capture = samples::bytes("technician-console/samples/wire/asmx-login_tech.11.resp.http");
    let (_, body) = split_capture(&capture);
    String::from_utf8(body.to_vec()).unwrap()
}

async fn call(server: &Server) -> Result<LoginResult, CallError> {
    let answer = client(server)
        .login_technician_from_standalone_v7_2(login("tech@example.com", "Secret123"))
        .await?;
    Ok(answer.result)
}

#[tokio::test]
async fn what_is_not_soap_is_refused() {
    let redirected = format!("{PAGE}{}", login_envelope());
    let json = "Content-Type: application/json\r\n";
    let location = format!("{TEXT_HTML}Location: https://user:pw@evil.example/login?token=1#x\r\n");
    let cases: Vec<(&str, Vec<u8>, u16, HttpProblem)> = vec![
        // An ASMX page that asks to sign in: 302 with HTML, followed by the envelope.
        (
            "302",
            http("302 Found", &location, &redirected),
            302,
            HttpProblem::Redirect,
        ),
        (
            "307",
            http("307 Temporary Redirect", &location, ""),
            307,
            HttpProblem::Redirect,
        ),
        (
            "308 in XML",
            http("308 Permanent Redirect", TEXT_XML, login_envelope()),
            308,
            HttpProblem::Redirect,
        ),
        (
            "404 page",
            http("404 Not Found", TEXT_HTML, PAGE),
            404,
            HttpProblem::Status,
        ),
        (
            "405 page",
            http("405 Method Not Allowed", TEXT_HTML, PAGE),
            405,
            HttpProblem::Status,
        ),
        (
            "500 page",
            http("500 Internal Server Error", TEXT_HTML, PAGE),
            500,
            HttpProblem::Status,
        ),
        (
            "503 text",
            http("503 Service Unavailable", "Retry-After: 5\r\n", "busy"),
            503,
            HttpProblem::Status,
        ),
        (
            "400 empty",
            http("400 Bad Request", TEXT_XML, ""),
            400,
            HttpProblem::Status,
        ),
        (
            "415 empty",
            http("415 Unsupported Media Type", TEXT_XML, ""),
            415,
            HttpProblem::Status,
        ),
        (
            "500 with a result",
            http("500 Internal Server Error", TEXT_XML, login_envelope()),
            500,
            HttpProblem::Status,
        ),
        (
            "200 empty",
            http("200 OK", TEXT_XML, ""),
            200,
            HttpProblem::Empty,
        ),
        (
            "200 blank",
            http("200 OK", TEXT_XML, "\u{feff} \r\n"),
            200,
            HttpProblem::Empty,
        ),
        (
            "202 empty",
            http("202 Accepted", "", ""),
            202,
            HttpProblem::Empty,
        ),
        (
            "204",
            b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),
            204,
            HttpProblem::Empty,
        ),
        (
            "200 page",
            http("200 OK", TEXT_HTML, PAGE),
            200,
            HttpProblem::ContentType,
        ),
        (
            "200 JSON",
            http("200 OK", json, "{\"ok\":true}"),
            200,
            HttpProblem::ContentType,
        ),
        (
            "200 other XML",
            http("200 OK", TEXT_XML, "<ok/>"),
            200,
            HttpProblem::NotSoap,
        ),
        (
            "200 wrong envelope",
            http(
                "200 OK",
                SOAP_XML,
                "<e:Envelope xmlns:e=\"urn:e\"><e:Body/></e:Envelope>",
            ),
            200,
            HttpProblem::NotSoap,
        ),
    ];
    for (name, bytes, status, problem) in cases {
        let server = Server::start(move |_: &Received| bytes.clone());
        let error = call(&server).await.unwrap_err();
        let CallError::Http(http) = &error else {
            panic!("{name}: {error:?}");
        };
        assert_eq!(http.problem, problem, "{name}");
        assert_eq!(http.status, status, "{name}");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(status), "{name}");
        let shown = error.to_string();
        assert!(shown.contains(&status.to_string()), "{name}: {shown}");
        assert!(
            !shown.contains('\u{1b}') && !shown.contains('\n'),
            "{name}: {shown}"
        );
        for secret in ["user:pw", "token=1"] {
            assert!(
                !format!("{shown}{error:?}").contains(secret),
                "{name}: {shown}"
            );
        }
        server.only_request();
    }
}

/// What is SOAP but not what the WSDL says.
#[tokio::test]
async fn what_is_another_soap_message_is_refused() {
    let ns = "xmlns=\"http://microsoft.com/webservices/\"";
    let envelope = login_envelope();
    for (name, body) in [
        ("empty body", envelope11("")),
        (
            "another operation",
            envelope11(&format!("<logoutResponse {ns}/>")),
        ),
        (
            "nothing that is required",
            envelope11(&format!(
                "<loginTechnicianFromStandalone_v7_2Response {ns}/>"
            )),
        ),
        (
            "not a number",
            envelope.replace("<iAttemptRemaining>3", "<iAttemptRemaining>many"),
        ),
        (
            "number out of range",
            envelope.replace("<iAttemptRemaining>3", "<iAttemptRemaining>256"),
        ),
        (
            "not a boolean",
            envelope.replace("<bIsTCRunning>true", "<bIsTCRunning>perhaps"),
        ),
        (
            "number twice",
            envelope.replace(
                "<bIsTCRunning>",
                "<iAttemptRemaining>4</iAttemptRemaining><bIsTCRunning>",
            ),
        ),
        (
            "forbidden character",
            envelope.replace("<sUrl>", "<sUrl>bell &#x7;"),
        ),
        (
            "undefined entity",
            envelope.replace("<sUrl>", "<sUrl>&nbsp;"),
        ),
        (
            "DTD",
            envelope.replace(
                "<soap:Envelope",
                "<!DOCTYPE x [<!ENTITY e 'x'>]><soap:Envelope",
            ),
        ),
        ("two roots", format!("{envelope}<a/>")),
        ("text after the root", format!("{envelope}x")),
        (
            "two bodies",
            envelope.replace("</soap:Body>", "</soap:Body><soap:Body/>"),
        ),
    ] {
        let server = Server::start(move |_: &Received| http("200 OK", TEXT_XML, &body));
        let result = call(&server).await;
        assert!(
            matches!(result, Err(CallError::Decode(_))),
            "{name}: {result:?}"
        );
        server.only_request();
    }
}

/// A body that ends early although the head promised more.
#[tokio::test]
async fn a_truncated_transfer_is_refused() {
    let body = login_envelope();
    let places = [
        0,
        1,
        38,
        300,
        body.len() / 2,
        body.len() - 20,
        body.len() - 1,
    ];
    for sent in places {
        let body = body.clone();
        let server = Server::start(move |_: &Received| cut("200 OK", TEXT_XML, &body, sent));
        let error = call(&server).await.unwrap_err();
        let CallError::Transport(transport) = &error else {
            panic!("after {sent} bytes: {error:?}");
        };
        assert_eq!(
            transport.kind(),
            TransportErrorKind::Io,
            "after {sent} bytes"
        );
        assert!(!transport.is_unsent());
        server.only_request();
    }
}

/// A body that ends early and whose head agrees: a proxy's work, or a server without `Content-Length`.
#[tokio::test]
async fn a_truncated_document_is_refused_at_every_byte() {
    let body = login_envelope();
    let server = Server::start({
        let body = body.clone();
        move |_: &Received| {
            let head = format!(
                "HTTP/1.0 200 OK\r\n{TEXT_XML}\r\n{}",
                &body[..body.len() / 2]
            );
            Answer {
                bytes: head.into_bytes(),
                then: Then::Close,
            }
        }
    });
    let error = call(&server).await.unwrap_err();
    assert!(matches!(error, CallError::Decode(_)), "{error:?}");
    server.only_request();

    for end in 0..body.len() {
        let response = http::Response::builder()
            .header("content-type", "text/xml; charset=utf-8")
            .body(body[..end].to_owned().into())
            .unwrap();
        let result = decode_response::<LoginTechnicianFromStandaloneV72>(
            response,
            &DecodeOptions::default(),
        );
        assert!(result.is_err(), "cut after {end} bytes: {}", &body[..end]);
    }
}

#[tokio::test]
async fn a_broken_exchange_is_refused_and_not_repeated() {
    // Nothing at all, something that is not HTTP, a head without an end.
    for bytes in [
        "",
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n",
    ] {
        let server = Server::start(move |_: &Received| Answer {
            bytes: bytes.into(),
            then: Then::Close,
        });
        let error = call(&server).await.unwrap_err();
        assert!(
            matches!(error, CallError::Transport(_)),
            "{bytes:?}: {error:?}"
        );
        server.only_request();
    }
}

/// A connection that the server ends while it is being used again: the request may have been taken, so it is lost.
#[tokio::test]
async fn a_reused_connection_that_breaks_is_not_tried_again() {
    let server = Server::start(
        |request: &Received| match request.text().contains("second") {
            false => Answer::from(ok11(&login_envelope_content())),
            true => Answer {
                bytes: Vec::new(),
                then: Then::Close,
            },
        },
    );
    let client = client(&server);
    let first = client
        .login_technician_from_standalone_v7_2(login("first", "x"))
        .await;
    assert_eq!(first.unwrap().result, LoginResult::Ok);
    let second = client
        .login_technician_from_standalone_v7_2(login("second", "x"))
        .await;
    assert!(matches!(second, Err(CallError::Transport(_))), "{second:?}");
    assert_eq!(server.requests().len(), 2);
}

fn login_envelope_content() -> String {
    let envelope = login_envelope();
    let (_, rest) = envelope.split_once("<soap:Body>").unwrap();
    let (content, _) = rest.split_once("</soap:Body>").unwrap();
    content.to_owned()
}

/// A redirect never takes the password elsewhere.
#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let elsewhere = Server::start(|_: &Received| ok11(&login_envelope_content()));
        let location = elsewhere.url("/take-it");
        let server = Server::start(move |_: &Received| {
            http(status, &format!("{TEXT_HTML}Location: {location}\r\n"), "")
        });
        let error = call(&server).await.unwrap_err();
        assert!(
            matches!(&error, CallError::Http(it) if it.problem == HttpProblem::Redirect),
            "{error:?}"
        );
        server.only_request();
        assert!(elsewhere.requests().is_empty());
    }
}

/// The deadline covers the whole call: a server that says nothing, one that stops in the head, one that stops in the body.
#[tokio::test]
async fn a_stalled_answer_times_out() {
    let full = http("200 OK", TEXT_XML, login_envelope());
    for sent in [0, 10, full.len() - 10] {
        let bytes = full[..sent].to_vec();
        let server = Server::start(move |_: &Received| Answer {
            bytes: bytes.clone(),
            then: Then::Stall,
        });
        let error = client(&server)
            .login_technician_from_standalone_v7_2(login("tech@example.com", "x"))
            .timeout(Duration::from_millis(500))
            .await
            .unwrap_err();
        assert!(error.is_timeout(), "after {sent} bytes: {error:?}");
        // On a busy machine the deadline may pass before the server hears of the call.
        assert!(server.requests().len() <= 1, "it was sent again");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_from_one_that_fails() {
    let server = Server::start(|_: &Received| Vec::new());
    // The port is ours, and nobody listens to it at this address.
    let nowhere = server.url("/").replace("127.0.0.1", "127.0.0.2");
    let client = client(&server).with_endpoint(nowhere);
    let error = client
        .login_technician_from_standalone_v7_2(login("tech@example.com", "x"))
        .await
        .unwrap_err();
    let CallError::Transport(transport) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(transport.kind(), TransportErrorKind::Connect);
    assert!(transport.is_unsent());
    assert!(server.requests().is_empty());
}

/// The limit on the body counts what comes, whatever the head announces.
#[tokio::test]
async fn an_endless_body_is_cut_off() {
    let server = Server::start(|_: &Received| {
        let filler = "x".repeat(20_000);
        let body = login_envelope().replace("<sUrl>", &format!("<sUrl>{filler}"));
        let mut bytes =
            format!("HTTP/1.1 200 OK\r\n{TEXT_XML}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
        for chunk in body.as_bytes().chunks(1000) {
            bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
            bytes.extend(chunk);
            bytes.extend(b"\r\n");
        }
        bytes.extend(b"0\r\n\r\n");
        bytes
    });
    assert_eq!(call(&server).await.unwrap(), LoginResult::Ok);
    let mut limits = soap_runtime::Limits::response();
    limits.bytes = 10_000;
    let error = client(&server)
        .with_limits(limits)
        .login_technician_from_standalone_v7_2(login("tech@example.com", "x"))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, CallError::Transport(it) if it.kind() == TransportErrorKind::BodyTooLarge),
        "{error:?}"
    );
}

/// SOAP under a wrong content type is read, and said.
#[tokio::test]
async fn soap_under_another_content_type_is_read() {
    let server = Server::start(|_: &Received| http("200 OK", TEXT_HTML, login_envelope()));
    let reply = client(&server)
        .login_technician_from_standalone_v7_2(login("tech@example.com", "x"))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.body.result, LoginResult::Ok);
    assert_eq!(reply.deviations.len(), 1, "{:?}", reply.deviations);
}

/// A fault with status 200 is a fault.
#[tokio::test]
async fn a_fault_under_any_status_is_a_fault() {
    let capture = samples::bytes("technician-console/samples/wire/asmx-login_throw.11.resp.http");
    for status in ["200 OK", "400 Bad Request", "503 Service Unavailable"] {
        let bytes = captured(&capture);
        let text =
            String::from_utf8(bytes)
                .unwrap()
                .replacen("500 Internal Server Error", status, 1);
        let server = Server::start(move |_: &Received| text.clone().into_bytes());
        let error = call(&server).await.unwrap_err();
        let fault = error.fault().expect("a fault");
        assert_eq!(fault.status.as_u16().to_string(), status[..3]);
        server.only_request();
    }
}
