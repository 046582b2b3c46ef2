//! Header blocks that no WSDL declares: raw ones, WS-Security, WS-Addressing.
#![cfg(feature = "hyper")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use soap_runtime::ws_addressing::Addressing;
use soap_runtime::ws_security::UsernameToken;
#[cfg(feature = "ws-security")]
use soap_runtime::ws_security::{WSSE, WSU};
use soap_runtime::{CallError, HeaderBlock, InProcess, SoapVersion};
use support::*;

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const WSA: &str = "http://www.w3.org/2005/08/addressing";

fn client() -> TechnicianConsoleClient {
    TechnicianConsoleClient::new()
}

/// The text of the element at this path of names below `Header`.
fn header(body: &[u8], path: &[(&str, &str)]) -> String {
    let document = roxmltree::Document::parse(std::str::from_utf8(body).unwrap()).unwrap();
    let mut node = document.root_element().first_element_child().unwrap();
    assert_eq!(node.tag_name().name(), "Header");
    for &name in path {
        let mut children = node.children();
        node = children
            .find(|it| {
                (
                    it.tag_name().namespace().unwrap_or_default(),
                    it.tag_name().name(),
                ) == name
            })
            .unwrap_or_else(|| panic!("no {name:?}"));
    }
    node.text().unwrap_or_default().to_owned()
}

#[test]
fn blocks_of_the_client_and_of_the_call_are_sent() {
    let one = HeaderBlock::parse("<a xmlns='u'>1</a>").unwrap();
    let two = HeaderBlock::parse("<b>2</b>").unwrap();
    let client = client().with_extra_header(one);
    let request = client.login(LoginRequest::default()).extra_header(two);
    let request = request.to_http().unwrap();
    assert_eq!(header(request.body(), &[("u", "a")]), "1");
    assert_eq!(header(request.body(), &[("", "b")]), "2");
    let next = client.login(LoginRequest::default()).to_http().unwrap();
    assert!(!std::str::from_utf8(next.body()).unwrap().contains("<b"));
}

#[cfg(feature = "ws-security")]
#[test]
fn the_digest_is_that_of_the_profile() {
    // Computed with Python: b64encode(sha1(nonce + created + password)).
    let token = UsernameToken::digest(
        "alice",
        "secret",
        *b"0123456789abcdef",
        "2026-01-31T12:00:00Z",
    )
    .with_timestamp("2026-01-31T12:00:00Z", "2026-01-31T12:05:00Z");
    let call = client().with_extra_header(token.to_header().unwrap());
    let request = call.login(LoginRequest::default()).to_http().unwrap();
    let at = |path: &[(&str, &str)]| {
        let path: Vec<_> = [(WSSE, "Security")].iter().chain(path).copied().collect();
        header(request.body(), &path)
    };
    let token = (WSSE, "UsernameToken");
    assert_eq!(at(&[token, (WSSE, "Username")]), "alice");
    assert_eq!(
        at(&[token, (WSSE, "Password")]),
        "IDd2uASseQD6wDdi8BUTA4c5M2M="
    );
    assert_eq!(at(&[token, (WSSE, "Nonce")]), "MDEyMzQ1Njc4OWFiY2RlZg==");
    assert_eq!(at(&[token, (WSU, "Created")]), "2026-01-31T12:00:00Z");
    assert_eq!(
        at(&[(WSU, "Timestamp"), (WSU, "Expires")]),
        "2026-01-31T12:05:00Z"
    );
    let text = std::str::from_utf8(request.body()).unwrap();
    assert!(!text.contains("secret"));
    let document = roxmltree::Document::parse(text).unwrap();
    let security = document
        .descendants()
        .find(|it| it.has_tag_name((WSSE, "Security")))
        .unwrap();
    assert_eq!(security.attribute((SOAP_11, "mustUnderstand")), Some("1"));
}

#[test]
fn nothing_shows_a_password() {
    let token = UsernameToken::text("alice", "hunter2");
    let client = client().with_extra_header(token.to_header().unwrap());
    let call = client.login(LoginRequest::default());
    for text in [
        format!("{token:?}"),
        format!("{client:?}"),
        format!("{call:?}"),
    ] {
        assert!(!text.contains("hunter2"), "{text}");
    }
    assert!(UsernameToken::text("a\u{1}", "b").to_header().is_err());
}

#[test]
fn addressing_names_the_action_and_the_endpoint() {
    let client = client().with_version(SoapVersion::V12);
    let call = client
        .login(LoginRequest::default())
        .addressing("urn:uuid:1");
    let request = call.to_http().unwrap();
    let at = |local| header(request.body(), &[(WSA, local)]);
    assert_eq!(
        at("Action"),
        "http://microsoft.com/webservices/loginTechnicianFromStandalone_v7_2"
    );
    assert_eq!(at("To"), "https://example.com/12");
    assert_eq!(at("MessageID"), "urn:uuid:1");
    let reply_to = header(request.body(), &[(WSA, "ReplyTo"), (WSA, "Address")]);
    assert_eq!(reply_to, "http://www.w3.org/2005/08/addressing/anonymous");
    let other = Addressing::new("urn:uuid:2")
        .with_action("urn:a")
        .with_to("urn:b");
    let call = client.login(LoginRequest::default()).addressing(other);
    let request = call.to_http().unwrap();
    assert_eq!(header(request.body(), &[(WSA, "Action")]), "urn:a");
    assert_eq!(header(request.body(), &[(WSA, "To")]), "urn:b");
}

/// An answer as WCF gives it: its `Action` must be understood.
fn wcf() -> InProcess {
    InProcess::new(|_| {
        let login = String::from_utf8(without_head(LOGIN_11)).unwrap();
        let block = format!(
            "<s:Header xmlns:s=\"{SOAP_11}\"><a:Action xmlns:a=\"{WSA}\" s:mustUnderstand=\"1\">x</a:Action></s:Header>"
        );
        let at = login
            .find("Body")
            .and_then(|it| login[..it].rfind('<'))
            .unwrap();
        let (head, tail) = login.split_at(at);
        http::Response::new(format!("{head}{block}{tail}").into())
    })
}

fn without_head(bytes: &[u8]) -> Vec<u8> {
    let at = bytes.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    bytes[at + 4..].to_vec()
}

#[tokio::test]
async fn what_is_sent_is_understood_in_the_answer() {
    let client = TechnicianConsoleClient::with_transport(wcf());
    let error = client.login(LoginRequest::default()).await.unwrap_err();
    assert!(matches!(error, CallError::NotUnderstood(_)), "{error:?}");
    let knowing = client.clone().with_understood(WSA);
    knowing.login(LoginRequest::default()).await.unwrap();
    let client = client.with_addressing(|| Addressing::new("urn:uuid:1"));
    client.login(LoginRequest::default()).await.unwrap();
}
