//! One answer as different stacks spell it: every spelling is the same value.

use generated_client::technician_console::{
    ChangePasswordResult, ChangePasswordV72Request, ChangePasswordV72Response,
    TwoFactorAuthenticationMethod,
};

use soap_runtime::xml::DeviationKind;

use super::console::client;
use crate::support::answers::{SOAP_XML, TEXT_XML, http};
use crate::support::server::{Answer, Received, Server, Then};

/// As ASMX writes it.
const ASMX: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
    <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">\
    <soap:Body><changePassword_v7_2Response xmlns=\"http://microsoft.com/webservices/\">\
    <changePassword_v7_2Result>changePassword_v2_OK</changePassword_v7_2Result><sTwoFactorSetupUrl />\
    <oTwoFactorAuthenticationMethods><TwoFactorAuthenticationMethod xsi:nil=\"true\" />\
    <TwoFactorAuthenticationMethod><AuthMethodName>Grüße &amp; \u{1f511}</AuthMethodName></TwoFactorAuthenticationMethod>\
    </oTwoFactorAuthenticationMethods></changePassword_v7_2Response></soap:Body></soap:Envelope>";

/// As JAX-WS writes it: prefixes everywhere, a single quote in the declaration, elements that are empty but not short,
/// `xsi` declared where it is used.
const JAX_WS: &str = "<?xml version='1.0' encoding='UTF-8'?>\n\
    <S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Header/><S:Body>\
    <ns2:changePassword_v7_2Response xmlns:ns2=\"http://microsoft.com/webservices/\">\
    <ns2:changePassword_v7_2Result>changePassword_v2_OK</ns2:changePassword_v7_2Result>\
    <ns2:sTwoFactorSetupUrl></ns2:sTwoFactorSetupUrl><ns2:oTwoFactorAuthenticationMethods>\
    <ns2:TwoFactorAuthenticationMethod xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\" 1 \"></ns2:TwoFactorAuthenticationMethod>\
    <ns2:TwoFactorAuthenticationMethod><ns2:AuthMethodName>Gr&#xFC;&#223;e <![CDATA[&]]> &#x1F511;</ns2:AuthMethodName>\
    </ns2:TwoFactorAuthenticationMethod></ns2:oTwoFactorAuthenticationMethods></ns2:changePassword_v7_2Response></S:Body></S:Envelope>\n";

/// As a person would: line breaks, comments, an instruction, default and rebound prefixes, an escaped namespace name.
const PRETTY: &str = "<?xml version=\"1.0\"?><!-- hello --><?pi x?>\n<Envelope xmlns=\"http://www.w3.org/2003/05/soap-envelope\">\n \
    <Body>\n  <a:changePassword_v7_2Response xmlns:a=\"http://microsoft.com&#x2F;webservices/\">\n   \
    <a:changePassword_v7_2Result> changePassword_v2_OK\n</a:changePassword_v7_2Result>\n   <a:sTwoFactorSetupUrl><!-- none --></a:sTwoFactorSetupUrl>\n   \
    <a:oTwoFactorAuthenticationMethods>\n    <a:TwoFactorAuthenticationMethod xmlns:n=\"http://www.w3.org/2001/XMLSchema-instance\" n:nil=\"true\"/>\n    \
    <!-- two --><b:TwoFactorAuthenticationMethod xmlns:b=\"http://microsoft.com/webservices/\">\n     \
    <b:AuthMethodName>Gr<!-- x -->üße &amp; <?pi?>\u{1f511}</b:AuthMethodName>\n    </b:TwoFactorAuthenticationMethod>\n   \
    </a:oTwoFactorAuthenticationMethods>\n  </a:changePassword_v7_2Response>\n </Body>\n</Envelope>";

fn expected() -> ChangePasswordV72Response {
    let method = TwoFactorAuthenticationMethod {
        auth_method_name: Some("Grüße & \u{1f511}".into()),
    };
    ChangePasswordV72Response {
        result: ChangePasswordResult::Ok,
        two_factor_setup_url: Some("".into()),
        two_factor_authentication_methods: Some(vec![method]),
        login_token: None,
    }
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let text = format!("\u{feff}{text}");
    text.encode_utf16().flat_map(unit).collect()
}

fn chunked(headers: &str, body: &str) -> Vec<u8> {
    let mut bytes =
        format!("HTTP/1.1 200 OK\r\n{headers}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    // Chunks end in the middle of characters.
    for chunk in body.as_bytes().chunks(7) {
        bytes.extend(format!("{:X};x=y\r\n", chunk.len()).bytes());
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

#[tokio::test]
async fn every_spelling_is_the_same_value() {
    let utf_16_declared = ASMX.replace("utf-8", "utf-16");
    let without_declaration = ASMX.split_once("?>").unwrap().1;
    let until_closed = format!("HTTP/1.0 200 OK\r\n{TEXT_XML}\r\n{ASMX}").into_bytes();
    let cases: Vec<(&str, Answer)> = vec![
        ("ASMX", http("200 OK", TEXT_XML, ASMX).into()),
        (
            "JAX-WS",
            chunked("Content-type: text/xml; charset=utf-8\r\n", JAX_WS).into(),
        ),
        ("pretty", http("200 OK", SOAP_XML, PRETTY).into()),
        (
            "byte order mark",
            http("200 OK", TEXT_XML, format!("\u{feff}{ASMX}")).into(),
        ),
        (
            "no declaration",
            http("200 OK", "Content-Type: text/xml\r\n", without_declaration).into(),
        ),
        ("no content type", http("200 OK", "", ASMX).into()),
        (
            "quoted charset",
            http(
                "200 OK",
                "Content-Type: text/xml;charset=\"UTF-8\"\r\n",
                ASMX,
            )
            .into(),
        ),
        (
            "UTF-16, little end first",
            http(
                "200 OK",
                "Content-Type: text/xml; charset=utf-16\r\n",
                utf_16(&utf_16_declared, u16::to_le_bytes),
            )
            .into(),
        ),
        (
            "UTF-16, big end first",
            http(
                "200 OK",
                "Content-Type: text/xml\r\n",
                utf_16(&utf_16_declared, u16::to_be_bytes),
            )
            .into(),
        ),
        (
            "until the connection ends",
            Answer {
                bytes: until_closed,
                then: Then::Close,
            },
        ),
    ];
    for (name, answer) in cases {
        let server = Server::start(move |_: &Received| answer.clone());
        let reply = client(&server)
            .change_password_v7_2(ChangePasswordV72Request::default())
            .send()
            .await
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(reply.body, expected(), "{name}");
        // The list has no room for its nil item, whichever way that is spelled.
        let kinds: Vec<DeviationKind> = reply.deviations.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [DeviationKind::Nil], "{name}");
        server.only_request();
    }
}

/// An answer that ends its connection is whole; the next call makes a new one.
#[tokio::test]
async fn a_closed_connection_is_not_used_again() {
    let server = Server::start(|_: &Received| Answer {
        bytes: http("200 OK", &format!("{TEXT_XML}Connection: close\r\n"), ASMX),
        then: Then::Close,
    });
    let client = client(&server);
    for _ in 0..3 {
        let request = ChangePasswordV72Request::default();
        assert_eq!(
            client.change_password_v7_2(request).await.unwrap(),
            expected()
        );
    }
    assert_eq!(server.requests().len(), 3);
}
