//! The technician console, hosted as ASMX hosts it: sign in, second factor, change of password.

use std::sync::atomic::{AtomicUsize, Ordering};

use generated_client::technician_console::{
    ChangePasswordResult, ChangePasswordV72Request, LoginResult,
    LoginTechnicianFromStandaloneV72Request, LoginTechnicianFromStandaloneV72Response,
    LoginTwoFactorResult, TechnicianConsoleClient, TwoFactorAuthenticationMethod,
    TwoFactorCheckPushAuthStatusRequest,
};
use soap_runtime::{FaultKind, SoapVersion};

use crate::support::answers::{SOAP_XML, TEXT_XML, captured, envelope11, envelope12, http};
use crate::support::request::Sent;
use crate::support::samples;
use crate::support::server::{Received, Server};

const PATH: &str = "/WebServices/TechnicianConsole.asmx";
const NS: &str = "{http://microsoft.com/webservices/}";
const VERSIONS: [SoapVersion; 2] = [SoapVersion::V11, SoapVersion::V12];

pub(crate) fn client(server: &Server) -> TechnicianConsoleClient {
    TechnicianConsoleClient::new().with_endpoint(server.url(PATH))
}

pub(crate) fn login(email: &str, password: &str) -> LoginTechnicianFromStandaloneV72Request {
    LoginTechnicianFromStandaloneV72Request::default()
        .email(email)
        .password(password)
        .language("en")
}

/// An answer in the version of the request.
fn answer(sent: &Sent, headers: &str, content: &str) -> Vec<u8> {
    match sent.version {
        "1.1" => http(
            "200 OK",
            &format!("{TEXT_XML}{headers}"),
            envelope11(content),
        ),
        _ => http(
            "200 OK",
            &format!("{SOAP_XML}{headers}"),
            envelope12(content),
        ),
    }
}

/// The answer to a sign-in with these members after the numbers.
fn login_answer(result: &str, members: &str) -> String {
    format!(
        "<loginTechnicianFromStandalone_v7_2Response xmlns=\"http://microsoft.com/webservices/\">\
         <loginTechnicianFromStandalone_v7_2Result>{result}</loginTechnicianFromStandalone_v7_2Result>\
         <iAttemptRemaining>3</iAttemptRemaining><iPasswordExpiresIn>42</iPasswordExpiresIn>\
         <bIsTCRunning>true</bIsTCRunning>{members}\
         </loginTechnicianFromStandalone_v7_2Response>"
    )
}

/// A host with one account. Like ASMX it sets a cookie on every answer to a request without one.
fn host(request: &Received) -> Vec<u8> {
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", PATH)
    );
    let sent = Sent::of(request);
    let operation = sent.operation.strip_prefix(NS).expect("its namespace");
    assert_head(request, &sent, operation);
    let parameter = |name: &str| sent.parameter(&format!("{NS}{name}")).map(str::to_owned);
    let cookie = match request.cookie("ASP.NET_SessionId") {
        None => "Set-Cookie: ASP.NET_SessionId=CB73BECED850; path=/\r\n",
        Some(_) => "",
    };
    match operation {
        "loginTechnicianFromStandalone_v7_2" => {
            assert_eq!(parameter("sLanguage").as_deref(), Some("en"));
            assert_eq!(parameter("sEmail").as_deref(), Some("tech@example.com"));
            let content = match parameter("sPassword").as_deref() {
                Some("Secret<&>123 ") => login_answer(
                    "login_v2_OK",
                    "<minimumPasswordStrength>2</minimumPasswordStrength><sLoginToken>token-1</sLoginToken>",
                ),
                _ => login_answer(
                    "login_v2_InvalidPassword",
                    "<minimumPasswordStrength>2</minimumPasswordStrength>",
                ),
            };
            answer(&sent, cookie, &content)
        }
        "changePassword_v7_2" => {
            let result = match request.cookie("ASP.NET_SessionId") {
                Some("CB73BECED850") => {
                    assert_eq!(parameter("sOldPassword").as_deref(), Some("Secret<&>123 "));
                    assert_eq!(parameter("sNewPassword").as_deref(), Some("påss \u{1f511}"));
                    "changePassword_v2_OK"
                }
                Some(other) => panic!("not the cookie of this host: {other}"),
                None => "changePassword_v2_UserNotLoggedIn",
            };
            let content = format!(
                "<changePassword_v7_2Response xmlns=\"http://microsoft.com/webservices/\">\
                 <changePassword_v7_2Result>{result}</changePassword_v7_2Result>\
                 </changePassword_v7_2Response>"
            );
            answer(&sent, cookie, &content)
        }
        other => panic!("unknown operation {other}"),
    }
}

fn assert_head(request: &Received, sent: &Sent, operation: &str) {
    let action = format!("\"http://microsoft.com/webservices/{operation}\"");
    let content_type = request.header("content-type");
    if sent.version == "1.1" {
        assert_eq!(content_type, Some("text/xml; charset=utf-8"));
        assert_eq!(request.header("soapaction"), Some(action.as_str()));
    } else {
        let expected = format!("application/soap+xml; charset=utf-8; action={action}");
        assert_eq!(content_type, Some(expected.as_str()));
        assert_eq!(request.header("soapaction"), None);
    }
}

#[tokio::test]
async fn a_login_is_remembered_by_the_calls_after_it() {
    for version in VERSIONS {
        let server = Server::start(host);
        let client = client(&server).with_version(version);

        let request = ChangePasswordV72Request::default()
            .old_password("Secret<&>123 ")
            .new_password("påss \u{1f511}");
        let stranger = super::console::client(&server).with_version(version);
        let refused = stranger
            .change_password_v7_2(request.clone())
            .await
            .unwrap();
        assert_eq!(refused.result, ChangePasswordResult::UserNotLoggedIn);

        let login = client
            .login_technician_from_standalone_v7_2(login("tech@example.com", "Secret<&>123 "))
            .await
            .unwrap();
        assert_eq!(login.result, LoginResult::Ok);
        assert_eq!(login.login_token.unwrap().expose(), "token-1");

        // A clone shares the session.
        let changed = client.clone().change_password_v7_2(request).await.unwrap();
        assert_eq!(changed.result, ChangePasswordResult::Ok);

        let requests = server.requests();
        let cookies: Vec<_> = requests
            .iter()
            .map(|it| it.cookie("ASP.NET_SessionId"))
            .collect();
        assert_eq!(cookies, [None, None, Some("CB73BECED850")]);
    }
}

#[tokio::test]
async fn a_wrong_password_is_a_value() {
    let server = Server::start(host);
    let reply = client(&server)
        .login_technician_from_standalone_v7_2(login("tech@example.com", "wrong"))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.body.result, LoginResult::InvalidPassword);
    assert_eq!(reply.body.login_token, None);
    assert_eq!(reply.status, 200);
    assert!(reply.deviations.is_empty(), "{:?}", reply.deviations);
    server.only_request();
}

#[tokio::test]
async fn the_captured_login_is_read() {
    for (version, capture) in VERSIONS.into_iter().zip(["11", "12"]) {
        let capture =
            format!("technician-console/samples/wire/asmx-login_tech.{capture}.resp.http");
        let bytes = captured(&samples::bytes(&capture));
        let server = Server::start(move |_: &Received| bytes.clone());
        let reply = client(&server)
            .with_version(version)
            .login_technician_from_standalone_v7_2(login("tech@example.com", "Secret123"))
            .send()
            .await
            .unwrap();
        let token = reply.body.login_token.clone().unwrap();
        assert_eq!(token.expose().len(), 32);
        assert_eq!(
            reply.body,
            LoginTechnicianFromStandaloneV72Response {
                result: LoginResult::Ok,
                attempt_remaining: 3,
                password_expires_in: 42,
                is_tc_running: true,
                url: Some("https://secure.logmeinrescue.com/TechnicianConsole/Launch".into()),
                minimum_password_strength: 2,
                login_region_url: Some("https://secure.logmeinrescue.eu/".into()),
                // Empty is not absent.
                two_factor_setup_url: Some("".into()),
                two_factor_authentication_methods: Some(Vec::new()),
                login_token: Some(token),
            }
        );
        assert!(reply.deviations.is_empty(), "{:?}", reply.deviations);
        server.only_request();
    }
}

#[tokio::test]
async fn the_captured_fault_is_an_error() {
    for (version, capture) in VERSIONS.into_iter().zip(["11", "12"]) {
        let capture =
            format!("technician-console/samples/wire/asmx-login_throw.{capture}.resp.http");
        let bytes = captured(&samples::bytes(&capture));
        let server = Server::start(move |_: &Received| bytes.clone());
        let error = client(&server)
            .with_version(version)
            .login_technician_from_standalone_v7_2(login("throw@example.com", "Secret123"))
            .await
            .unwrap_err();
        let fault = error.fault().expect("a fault");
        assert_eq!(fault.kind(), FaultKind::Receiver);
        assert_eq!(fault.status, 500);
        assert_eq!(fault.version, version);
        assert!(
            fault
                .reason()
                .contains("---> System.InvalidOperationException: peer: deliberate failure <&> in")
        );
        assert!(
            fault
                .reason()
                .trim_end()
                .ends_with("--- End of inner exception stack trace ---")
        );
        assert!(fault.raw_detail.is_empty());
        // One line to show, the stack trace only for who asks.
        let shown = error.to_string();
        assert!(
            shown.contains("Server was unable to process request."),
            "{shown}"
        );
        assert!(!shown.contains("Peers.TechnicianConsole"), "{shown}");
        server.only_request();
    }
}

#[tokio::test]
async fn the_second_factor_is_polled_until_it_is_accepted() {
    let polls = AtomicUsize::new(0);
    let server = Server::start(move |request: &Received| {
        let sent = Sent::of(request);
        assert_eq!(sent.operation, format!("{NS}twoFactorCheckPushAuthStatus"));
        assert_eq!(
            sent.parameter(&format!("{NS}sLoginToken")),
            Some("login-token")
        );
        assert_eq!(
            sent.parameter(&format!("{NS}sPushToken")),
            Some("push-token")
        );
        let result = match polls.fetch_add(1, Ordering::SeqCst) {
            0..3 => "loginTwoFactorRet_Poll",
            _ => "loginTwoFactorRet_OK",
        };
        let content = format!(
            "<twoFactorCheckPushAuthStatusResponse xmlns=\"http://microsoft.com/webservices/\">\
             <twoFactorCheckPushAuthStatusResult>{result}</twoFactorCheckPushAuthStatusResult>\
             <iAttemptRemaining>3</iAttemptRemaining><iPasswordExpiresIn>0</iPasswordExpiresIn>\
             <bIsTCRunning>false</bIsTCRunning><minimumPasswordStrength>0</minimumPasswordStrength>\
             </twoFactorCheckPushAuthStatusResponse>"
        );
        answer(&sent, "", &content)
    });
    let client = client(&server);
    let request = TwoFactorCheckPushAuthStatusRequest::default()
        .login_token("login-token")
        .push_token("push-token");
    let mut seen = Vec::new();
    loop {
        let status = client
            .two_factor_check_push_auth_status(request.clone())
            .await
            .unwrap();
        let is_pending = status.result == LoginTwoFactorResult::Poll;
        seen.push(status.result);
        if !is_pending {
            break;
        }
    }
    let poll = LoginTwoFactorResult::Poll;
    assert_eq!(
        seen,
        [poll.clone(), poll.clone(), poll, LoginTwoFactorResult::Ok]
    );
    assert_eq!(server.requests().len(), 4);
}

/// Absent, nil, empty and filled are different values: ASMX writes null strings and lists as absent, null items as nil.
#[tokio::test]
async fn absent_nil_and_empty_are_told_apart() {
    type Methods = Option<Vec<TwoFactorAuthenticationMethod>>;
    let method = |name: Option<&str>| {
        let auth_method_name = name.map(str::to_owned);
        TwoFactorAuthenticationMethod { auth_method_name }
    };
    let cases: [(&str, Methods); 3] = [
        ("", None),
        ("<oTwoFactorAuthenticationMethods />", Some(Vec::new())),
        (
            "<oTwoFactorAuthenticationMethods><TwoFactorAuthenticationMethod xsi:nil=\"true\" />\
             <TwoFactorAuthenticationMethod /><TwoFactorAuthenticationMethod><AuthMethodName /></TwoFactorAuthenticationMethod>\
             <!-- last --><TwoFactorAuthenticationMethod><AuthMethodName>Push</AuthMethodName></TwoFactorAuthenticationMethod>\
             </oTwoFactorAuthenticationMethods>",
            // The settings give a list no room for nil.
            Some(vec![method(None), method(Some("")), method(Some("Push"))]),
        ),
    ];
    for (list, expected) in cases {
        let server = Server::start(move |request: &Received| {
            let members = format!(
                "<minimumPasswordStrength>2</minimumPasswordStrength>\
                 <sLoginRegionURL>  line1\r\nline2&#13;]]&gt;\u{a0}\u{1f511} </sLoginRegionURL>{list}"
            );
            answer(
                &Sent::of(request),
                "",
                &login_answer("login_v2_OK", &members),
            )
        });
        let login = client(&server)
            .login_technician_from_standalone_v7_2(login("tech@example.com", "x"))
            .await
            .unwrap();
        assert_eq!(login.two_factor_authentication_methods, expected);
        assert_eq!((login.url, login.login_token), (None, None));
        // White space is data; only line ends are made one, XML 1.0 §2.11.
        let text = "  line1\nline2\r]]>\u{a0}\u{1f511} ";
        assert_eq!(login.login_region_url.as_deref(), Some(text));
    }
}

/// A server may move on: new values, new members, another order. The caller still gets an answer, and is told.
#[tokio::test]
async fn a_newer_server_is_understood() {
    let server = Server::start(|request: &Received| {
        let content = "<n:loginTechnicianFromStandalone_v7_2Response xmlns:n=\"http://microsoft.com/webservices/\" added=\"1\">\
             <n:iAttemptRemaining> 3 </n:iAttemptRemaining>\
             <n:loginTechnicianFromStandalone_v7_2Result>login_v3_Quantum</n:loginTechnicianFromStandalone_v7_2Result>\
             <n:iPasswordExpiresIn>+042</n:iPasswordExpiresIn><n:bIsTCRunning>1</n:bIsTCRunning>\
             <n:added><n:deep>1</n:deep></n:added>\
             <n:minimumPasswordStrength>2</n:minimumPasswordStrength>\
             </n:loginTechnicianFromStandalone_v7_2Response>";
        answer(&Sent::of(request), "", content)
    });
    let client = client(&server);
    let reply = client
        .login_technician_from_standalone_v7_2(login("tech@example.com", "x"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        reply.body.result,
        LoginResult::Other("login_v3_Quantum".into())
    );
    assert_eq!(reply.body.attempt_remaining, 3);
    assert_eq!(reply.body.password_expires_in, 42);
    assert!(reply.body.is_tc_running);
    let paths: Vec<_> = reply.deviations.iter().map(|it| it.path.as_str()).collect();
    for part in ["Result", "added"] {
        assert!(
            paths.iter().any(|it| it.ends_with(part)),
            "{part}: {:?}",
            reply.deviations
        );
    }

    let strict = client
        .login_technician_from_standalone_v7_2(login("tech@example.com", "x"))
        .strict(true)
        .await;
    assert!(strict.is_err());
}

/// What XML cannot carry is refused before anything is sent.
#[tokio::test]
async fn a_request_that_cannot_be_written_is_not_sent() {
    let server = Server::start(host);
    let error = client(&server)
        .login_technician_from_standalone_v7_2(login("bell\u{7}@example.com", "x"))
        .await
        .unwrap_err();
    assert!(
        matches!(error, soap_runtime::CallError::Encode(_)),
        "{error:?}"
    );
    assert!(server.requests().is_empty());
}
