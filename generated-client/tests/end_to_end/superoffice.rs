//! SuperOffice, hosted as WCF hosts it: a ticket from one service, sent in a header block of the other, and failures
//! that are neither a fault nor an HTTP status.

use generated_client::superoffice::{
    AuthenticateUsernamePasswordRequest, ChangeOwnPasswordRequest, ChangeOwnPasswordResponse,
    SoCredentials, SoPrincipalClient, SoPrincipalRequestHeaders, UserClient, UserRequestHeaders,
    UserType,
};
use soap_runtime::{FaultKind, SoapVersion};

use crate::support::answers::{SOAP_XML, TEXT_XML, captured, envelope, http, split_capture};
use crate::support::infoset::assert_same;
use crate::support::request::Sent;
use crate::support::samples;
use crate::support::server::{Received, Server};

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const NS: &str = "{http://www.superoffice.net/ws/crm/NetServer/Services84}";
const PRINCIPAL: &str = "/Cust12345/Remote/Services84/SoPrincipal.svc";
const USER: &str = "/Cust12345/Remote/Services84/User.svc";

/// The header blocks of a call that went well. JAX-WS writes unused ones as nil, WCF leaves them out.
const SUCCEEDED: &str = "<o:ExceptionInfo xmlns:o=\"http://www.superoffice.net/ws/crm/NetServer/Services84\" \
    xsi:nil=\"true\"/><o:Succeeded xmlns:o=\"http://www.superoffice.net/ws/crm/NetServer/Services84\">true</o:Succeeded>";

pub(crate) fn user(server: &Server) -> UserClient {
    let headers = UserRequestHeaders::default()
        .application_token("1234567-1234-9876")
        .credentials(SoCredentials::default().ticket("7T:3019110863"));
    UserClient::new()
        .with_endpoint(server.url(USER))
        .with_headers(headers)
}

pub(crate) fn change() -> ChangeOwnPasswordRequest {
    ChangeOwnPasswordRequest::default()
        .old_password("old")
        .new_password("new1")
}

fn replay(capture: &str) -> Server {
    let path = format!("superoffice/samples/wire/wcf-{capture}.resp.http");
    let bytes = captured(&samples::bytes(&path));
    Server::start(move |_: &Received| bytes.clone())
}

fn host(request: &Received) -> Vec<u8> {
    let sent = Sent::of(request);
    assert_eq!((request.method.as_str(), sent.version), ("POST", "1.1"));
    let operation = sent.operation.strip_prefix(NS).expect("its namespace");
    let service = match request.path.as_str() {
        PRINCIPAL => "SoPrincipal",
        USER => "User",
        other => panic!("nothing at {other}"),
    };
    let action =
        format!("\"http://www.superoffice.net/ws/crm/NetServer/Services84/{service}/{operation}\"");
    assert_eq!(request.header("soapaction"), Some(action.as_str()));
    assert_eq!(
        sent.header(&format!("{NS}ApplicationToken")),
        Some("1234567-1234-9876")
    );
    let ticket = sent.header(&format!("{NS}Credentials/{NS}Ticket"));
    let parameter = |name: &str| sent.parameter(&format!("{NS}{name}"));
    let content = match operation {
        "AuthenticateUsernamePassword" => {
            assert_eq!(sent.headers.len(), 1, "{:?}", sent.headers);
            assert_eq!(parameter("UserName"), Some("ann"));
            match parameter("Password") {
                Some("right") => {
                    "<o:Response><o:UserType>InternalAssociate</o:UserType><o:Associate>ann</o:Associate>\
                     <o:AssociateId>12</o:AssociateId><o:FullName>Ann &lt;A&gt;</o:FullName>\
                     <o:SecondaryGroups xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\">\
                     <a:int>3</a:int><a:int>5</a:int></o:SecondaryGroups></o:Response>\
                     <o:Credentials><o:Ticket>7T:fresh==</o:Ticket></o:Credentials>\
                     <o:AuthenticationSucceeded>true</o:AuthenticationSucceeded>"
                }
                _ => {
                    "<o:Response xsi:nil=\"true\"/><o:Credentials xsi:nil=\"true\"/>\
                     <o:AuthenticationSucceeded>false</o:AuthenticationSucceeded>"
                }
            }
        }
        "ChangeOwnPassword" => {
            assert_eq!(ticket, Some("7T:fresh=="));
            assert_eq!(sent.headers.len(), 2, "{:?}", sent.headers);
            assert_eq!(parameter("OldPassword"), Some("right"));
            assert_eq!(parameter("NewPassword"), Some("better"));
            "<o:Response>true</o:Response>"
        }
        other => panic!("unknown operation {other}"),
    };
    let wrapper = match operation {
        // The one answer that the four ways to authenticate share.
        "AuthenticateUsernamePassword" => "AuthenticateResponse",
        _ => "ChangeOwnPasswordResponse",
    };
    let content = format!(
        "<o:{wrapper} xmlns:o=\"http://www.superoffice.net/ws/crm/NetServer/Services84\">{content}</o:{wrapper}>"
    );
    http("200 OK", TEXT_XML, envelope(SOAP_11, SUCCEEDED, &content))
}

#[tokio::test]
async fn a_ticket_opens_the_other_service() {
    let server = Server::start(host);
    let headers = SoPrincipalRequestHeaders::default().application_token("1234567-1234-9876");
    let principal = SoPrincipalClient::new()
        .with_endpoint(server.url(PRINCIPAL))
        .with_headers(headers);

    let authenticate = |password: &str| {
        AuthenticateUsernamePasswordRequest::default()
            .user_name("ann")
            .password(password)
    };
    let refused = principal
        .authenticate_username_password(authenticate("wrong"))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.body.authentication_succeeded, Some(false));
    assert_eq!(refused.body.credentials, None);
    assert_eq!(
        (refused.headers.succeeded, &refused.headers.exception_info),
        (Some(true), &None)
    );

    let known = principal
        .authenticate_username_password(authenticate("right"))
        .await
        .unwrap();
    assert_eq!(known.authentication_succeeded, Some(true));
    let carrier = known.response.expect("who it is");
    assert_eq!(carrier.user_type, Some(UserType::InternalAssociate));
    assert_eq!(carrier.full_name.as_deref(), Some("Ann <A>"));
    assert_eq!(carrier.secondary_groups, Some(vec![3, 5]));
    let credentials = known.credentials.expect("a ticket");

    let headers = UserRequestHeaders::default()
        .application_token("1234567-1234-9876")
        .credentials(credentials);
    let user = UserClient::new()
        .with_endpoint(server.url(USER))
        .with_headers(headers);
    let change = ChangeOwnPasswordRequest::default()
        .old_password("right")
        .new_password("better");
    let reply = user.change_own_password(change).send().await.unwrap();
    assert_eq!(reply.body.response, Some(true));
    assert!(reply.deviations.is_empty(), "{:?}", reply.deviations);
    assert_eq!(server.requests().len(), 3);
}

/// The request of the captured exchange is the one that we write.
#[tokio::test]
async fn the_captured_success_is_read() {
    let server = replay("own_ok.11");
    let reply = user(&server)
        .change_own_password(change())
        .send()
        .await
        .unwrap();
    assert_eq!(reply.body.response, Some(true));
    assert_eq!(reply.headers.succeeded, Some(true));
    let zone = reply.headers.time_zone.expect("a time zone");
    assert_eq!(
        (
            zone.so_time_zone_id,
            zone.so_time_zone_location_code.as_deref()
        ),
        (Some(1), Some("NO"))
    );
    assert!(reply.deviations.is_empty(), "{:?}", reply.deviations);

    let capture = samples::bytes("superoffice/samples/wire/wcf-own_ok.11.req.http");
    let (head, body) = split_capture(&capture);
    let sent = server.only_request();
    assert_same(sent.text(), std::str::from_utf8(body).unwrap());
    for name in ["Content-Type", "SOAPAction"] {
        let line = format!("{name}: {}", sent.header(name).unwrap());
        assert!(head.lines().any(|it| it == line), "{line} in {head}");
    }
}

#[tokio::test]
async fn the_captured_success_behind_a_byte_order_mark_is_read() {
    let server = replay("own_ok.12");
    let client = user(&server).with_version(SoapVersion::V12);
    let reply = client.change_own_password(change()).send().await.unwrap();
    assert_eq!(reply.body.response, Some(true));

    let capture = samples::bytes("superoffice/samples/wire/wcf-own_ok.12.req.http");
    let (head, body) = split_capture(&capture);
    let sent = server.only_request();
    assert_same(sent.text(), std::str::from_utf8(body).unwrap());
    let line = format!("Content-Type: {}", sent.header("content-type").unwrap());
    assert!(head.lines().any(|it| it == line), "{line} in {head}");
}

/// HTTP 200, no fault, and yet a failure: two header blocks say so.
#[tokio::test]
async fn the_captured_failure_is_an_error() {
    let server = replay("own_badticket.11");
    let headers = UserRequestHeaders::default()
        .application_token("1234567-1234-9876")
        .credentials(SoCredentials::default().ticket("8T:x"));
    let error = user(&server)
        .change_own_password(change())
        .headers(headers)
        .await
        .unwrap_err();
    let failure = error.application().expect("a failure of the application");
    assert_eq!(failure.status, 200);
    assert_eq!(failure.headers.succeeded, Some(false));
    let info = failure
        .headers
        .exception_info
        .as_ref()
        .expect("what happened");
    assert_eq!(
        info.message.as_deref(),
        Some("The ticket is missing or not valid")
    );
    assert_eq!(
        info.exception_type.as_deref(),
        Some("SuperOffice.Security.Principal.SoSecurityException")
    );
    assert_eq!(info.stack_trace, None);
    assert!(info.inner_exception.is_none());
    let parameters = info.parameters.as_ref().expect("parameters");
    let [pair] = parameters.as_slice() else {
        panic!("one pair: {parameters:?}");
    };
    assert_eq!(
        (pair.key.as_deref(), pair.value.as_deref()),
        (Some("hint"), Some("a<b & c"))
    );
    // The body that came with it is at hand, but is not taken for an answer.
    let body: &ChangeOwnPasswordResponse = failure.body().expect("its type");
    assert_eq!(body.response, Some(false));
    let sent = Sent::of(&server.only_request());
    assert_eq!(
        sent.header(&format!("{NS}Credentials/{NS}Ticket")),
        Some("8T:x")
    );
}

/// What the two failure headers may look like, and what it means.
#[tokio::test]
async fn failure_is_told_from_success() {
    let ns = "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services84\"";
    for (blocks, is_failure) in [
        (String::new(), false),
        (format!("<Succeeded {ns}>true</Succeeded>"), false),
        (format!("<Succeeded {ns}> 1 </Succeeded>"), false),
        (format!("<ExceptionInfo {ns} xsi:nil=\"true\"/>"), false),
        (
            format!("<ExceptionInfo {ns} xsi:nil=\"1\"></ExceptionInfo>"),
            false,
        ),
        (
            format!("<ExceptionInfo {ns}/><Succeeded {ns}>true</Succeeded>"),
            false,
        ),
        (format!("<Succeeded {ns}>false</Succeeded>"), true),
        (format!("<Succeeded {ns}>\n0</Succeeded>"), true),
        (
            format!("<ExceptionInfo {ns} xsi:nil=\"true\"/><Succeeded {ns}>false</Succeeded>"),
            true,
        ),
        (
            format!("<ExceptionInfo {ns}><Message>no</Message></ExceptionInfo>"),
            true,
        ),
        (
            format!(
                "<ExceptionInfo {ns}><Message>no</Message></ExceptionInfo><Succeeded {ns}>true</Succeeded>"
            ),
            true,
        ),
        (
            "<x:Succeeded xmlns:x=\"urn:other\">false</x:Succeeded>".to_owned(),
            false,
        ),
    ] {
        let shown = blocks.clone();
        let server = Server::start(move |_: &Received| {
            let content = format!(
                "<ChangeOwnPasswordResponse {ns}><Response>true</Response></ChangeOwnPasswordResponse>"
            );
            http("200 OK", TEXT_XML, envelope(SOAP_11, &blocks, &content))
        });
        let result = user(&server).change_own_password(change()).await;
        match result {
            Ok(body) => {
                assert!(!is_failure, "{shown}");
                assert_eq!(body.response, Some(true));
            }
            Err(error) => {
                assert!(is_failure, "{shown}: {error}");
                assert!(error.application().is_some(), "{shown}: {error:?}");
            }
        }
        server.only_request();
    }
}

/// WCF marks `Action` on every fault as to be understood; the fault must be heard all the same.
#[tokio::test]
async fn a_fault_of_the_host_is_heard() {
    let server = Server::start(|_: &Received| {
        let action = "<Action soap:mustUnderstand=\"1\" xmlns=\"http://schemas.microsoft.com/ws/2005/05/addressing/none\">\
            http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher/fault</Action>";
        let fault = "<soap:Fault><faultcode xmlns:a=\"http://schemas.microsoft.com/ws/2005/05/addressing/none\">\
            a:InternalServiceFault</faultcode><faultstring xml:lang=\"\">The server was unable to process the request.\
            </faultstring></soap:Fault>";
        let headers = format!("{TEXT_XML}Connection: close\r\n");
        http(
            "500 Internal Server Error",
            &headers,
            envelope(SOAP_11, action, fault),
        )
    });
    let error = user(&server)
        .change_own_password(change())
        .await
        .unwrap_err();
    let fault = error.fault().expect("a fault");
    assert_eq!(fault.code.local, "InternalServiceFault");
    assert_eq!(
        fault.code.namespace,
        "http://schemas.microsoft.com/ws/2005/05/addressing/none"
    );
    assert_eq!(fault.kind(), FaultKind::Other);
    assert_eq!(
        fault.reason(),
        "The server was unable to process the request."
    );
    server.only_request();
}

/// A server that answers in the other version of SOAP is understood, fault or not.
#[tokio::test]
async fn the_version_is_read_off_the_answer() {
    let server = Server::start(|_: &Received| {
        let ns = "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services84\"";
        let content = format!(
            "<ChangeOwnPasswordResponse {ns}><Response>true</Response></ChangeOwnPasswordResponse>"
        );
        let soap_12 = "http://www.w3.org/2003/05/soap-envelope";
        http("200 OK", SOAP_XML, envelope(soap_12, "", &content))
    });
    let body = user(&server).change_own_password(change()).await.unwrap();
    assert_eq!(body.response, Some(true));
    assert_eq!(Sent::of(&server.only_request()).version, "1.1");
}

/// SOAP 1.1 §4.1.1: header blocks stand before the body. Where a host puts them after it, a failure is one all the same.
#[tokio::test]
async fn a_failure_said_after_the_body_is_heard() {
    let server = Server::start(|_: &Received| {
        let ns = "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services84\"";
        let content = format!(
            "<ChangeOwnPasswordResponse {ns}><Response>true</Response></ChangeOwnPasswordResponse>"
        );
        let header = format!("<soap:Header><Succeeded {ns}>false</Succeeded></soap:Header>");
        let envelope = envelope(SOAP_11, "", &content);
        let envelope = envelope.replace("</soap:Envelope>", &format!("{header}</soap:Envelope>"));
        http("200 OK", TEXT_XML, envelope)
    });
    let error = user(&server)
        .change_own_password(change())
        .await
        .unwrap_err();
    assert!(error.application().is_some(), "{error:?}");
    server.only_request();
}
