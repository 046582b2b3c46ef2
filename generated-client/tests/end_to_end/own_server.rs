//! The same conversations against our own server's side, over the in-process transport: typed on both ends.

use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use generated_client::rescue_api::{
    self, ApiClient, GetAccountRequest, GetAccountResponse, GetAccountResult,
    RequestLensPinCodeV2Request, RequestLensPinCodeV2Response, RequestPinCodeResult,
};
use generated_client::superoffice::{
    self, AuthenticateResponse, AuthenticateUsernamePasswordRequest, ChangeOwnPasswordResponse,
    SoCredentials, SoExceptionInfo, SoPrincipalClient, SoPrincipalRequestHeaders,
    SoPrincipalResponseHeaders, UserClient, UserRequestHeaders, UserResponseHeaders,
};
use generated_client::technician_console::{
    self as console, ChangePasswordResult, ChangePasswordV72Request, ChangePasswordV72Response,
    LoginResult, LoginTechnicianFromStandaloneV72Response, LoginTwoFactorResult,
    TechnicianConsoleClient, TwoFactorAuthenticationMethod, TwoFactorCheckPushAuthStatusRequest,
    TwoFactorCheckPushAuthStatusResponse,
};
use soap_runtime::{
    DecodeOptions, Fault, FaultKind, InProcess, Incoming, NoHeaders, Operation, SoapVersion,
    decode_request, encode_fault, encode_response, peek_operation,
};

use super::console::login;
use super::superoffice::change;

const VERSIONS: [SoapVersion; 2] = [SoapVersion::V11, SoapVersion::V12];

/// What a handler answers: a body with header blocks, or a fault.
type Handled<O> = Result<
    (
        <O as Operation>::Response,
        <O as Operation>::ResponseHeaders,
    ),
    Box<Fault<<O as Operation>::Fault>>,
>;

/// Reads the request, asks the handler, writes what it says in the version of the request.
fn handle<O: Operation>(
    request: http::Request<Bytes>,
    handler: impl FnOnce(Incoming<O>) -> Handled<O>,
) -> http::Response<Bytes> {
    let options = DecodeOptions::default().with_strict(true);
    let incoming = decode_request::<O>(request, &options).expect("our own request");
    let version = incoming.version;
    match handler(incoming) {
        Ok((body, headers)) => encode_response::<O>(&body, &headers, version),
        Err(fault) => encode_fault(&fault, version),
    }
    .expect("a value that the schema allows")
}

/// The local name of the operation.
fn operation(request: &http::Request<Bytes>) -> String {
    let peeked = peek_operation(request).expect("our own request");
    let (_, local) = peeked.body.expect("a body");
    let action = peeked.action.expect("an action");
    assert!(action.ends_with(&format!("/{local}")), "{action}");
    local
}

fn console_host(polls: &AtomicUsize, request: http::Request<Bytes>) -> http::Response<Bytes> {
    use console::operations::{
        ChangePasswordV72, LoginTechnicianFromStandaloneV72, TwoFactorCheckPushAuthStatus,
    };
    match operation(&request).as_str() {
        "loginTechnicianFromStandalone_v7_2" => {
            handle::<LoginTechnicianFromStandaloneV72>(request, |incoming| {
                let password = incoming.body.password.as_ref().expect("a password");
                let result = match password.expose().as_str() {
                    "throw" => {
                        let fault =
                            Fault::new(incoming.version, FaultKind::Receiver, "no <&> luck");
                        return Err(Box::new(fault));
                    }
                    "right" => LoginResult::OkTwoFactorAuthenticationRequired,
                    _ => LoginResult::InvalidPassword,
                };
                let method = TwoFactorAuthenticationMethod {
                    auth_method_name: Some("Push".into()),
                };
                let body = LoginTechnicianFromStandaloneV72Response {
                    result,
                    attempt_remaining: 5,
                    password_expires_in: -1,
                    is_tc_running: false,
                    url: None,
                    minimum_password_strength: 2,
                    login_region_url: Some(String::new()),
                    two_factor_setup_url: None,
                    two_factor_authentication_methods: Some(vec![method]),
                    login_token: Some("token".into()),
                };
                Ok((body, NoHeaders))
            })
        }
        "twoFactorCheckPushAuthStatus" => {
            handle::<TwoFactorCheckPushAuthStatus>(request, |incoming| {
                assert_eq!(incoming.body.login_token, Some("token".into()));
                let result = match polls.fetch_add(1, Ordering::SeqCst) {
                    0..2 => LoginTwoFactorResult::Poll,
                    _ => LoginTwoFactorResult::Ok,
                };
                let body = TwoFactorCheckPushAuthStatusResponse {
                    result,
                    attempt_remaining: 5,
                    password_expires_in: -1,
                    is_tc_running: true,
                    url: None,
                    minimum_password_strength: 0,
                };
                Ok((body, NoHeaders))
            })
        }
        "changePassword_v7_2" => handle::<ChangePasswordV72>(request, |incoming| {
            assert_eq!(incoming.body.old_password, Some("right".into()));
            assert_eq!(incoming.body.new_password, None);
            let body = ChangePasswordV72Response {
                result: ChangePasswordResult::Other("changePassword_v3_New".into()),
                two_factor_setup_url: None,
                two_factor_authentication_methods: None,
                login_token: None,
            };
            Ok((body, NoHeaders))
        }),
        other => panic!("unknown operation {other}"),
    }
}

#[tokio::test]
async fn the_console_signs_in_with_a_second_factor() {
    for version in VERSIONS {
        let polls = AtomicUsize::new(0);
        let transport = InProcess::new(move |request| console_host(&polls, request));
        let client = TechnicianConsoleClient::with_transport(transport)
            .with_version(version)
            .with_strict(true);

        let request = login("tech@example.com", "wrong");
        let refused = client
            .login_technician_from_standalone_v7_2(request)
            .await
            .unwrap();
        assert_eq!(refused.result, LoginResult::InvalidPassword);

        let request = login("tech@example.com", "right");
        let login = client
            .login_technician_from_standalone_v7_2(request)
            .await
            .unwrap();
        assert_eq!(login.result, LoginResult::OkTwoFactorAuthenticationRequired);
        let methods = login.two_factor_authentication_methods.expect("methods");
        assert_eq!(methods.len(), 1);

        let request = TwoFactorCheckPushAuthStatusRequest {
            login_token: login.login_token,
            push_token: Some("push".into()),
        };
        for expected in [
            LoginTwoFactorResult::Poll,
            LoginTwoFactorResult::Poll,
            LoginTwoFactorResult::Ok,
        ] {
            let status = client
                .two_factor_check_push_auth_status(request.clone())
                .await
                .unwrap();
            assert_eq!(status.result, expected);
        }

        let request = ChangePasswordV72Request::default().old_password("right");
        let lenient = client.clone().with_strict(false);
        let changed = lenient.change_password_v7_2(request).await.unwrap();
        assert_eq!(changed.result.as_str(), "changePassword_v3_New");
    }
}

#[tokio::test]
async fn a_fault_of_ours_is_read_as_it_was_written() {
    for version in VERSIONS {
        let transport = InProcess::new(|request| console_host(&AtomicUsize::new(0), request));
        let client = TechnicianConsoleClient::with_transport(transport).with_version(version);
        let request = login("tech@example.com", "throw");
        let error = client
            .login_technician_from_standalone_v7_2(request)
            .await
            .unwrap_err();
        let fault = error.fault().expect("a fault");
        assert_eq!(
            (fault.kind(), fault.version),
            (FaultKind::Receiver, version)
        );
        assert_eq!(
            (fault.reason(), fault.status.as_u16()),
            ("no <&> luck", 500)
        );
    }
}

/// The same surface without an asynchronous runtime.
#[test]
fn the_api_answers_a_blocked_thread() {
    use rescue_api::operations::{GetAccount, RequestLensPinCodeV2};
    let transport = InProcess::new(|request| match operation(&request).as_str() {
        "getAccount" => handle::<GetAccount>(request, |_| {
            let body = GetAccountResponse {
                result: GetAccountResult::Ok,
                account_id: i32::MIN,
                organization: None,
                admin_id: 0,
                tech_id: 0,
                email: None,
            };
            Ok((body, NoHeaders))
        }),
        "requestLensPINCodeV2" => handle::<RequestLensPinCodeV2>(request, |incoming| {
            assert!(incoming.body.no_tech_console);
            let body = RequestLensPinCodeV2Response {
                result: RequestPinCodeResult::Ok,
                pin_code: Some("000000".into()),
            };
            Ok((body, NoHeaders))
        }),
        other => panic!("unknown operation {other}"),
    });
    let client = ApiClient::with_transport(transport);
    let account = client
        .get_account(GetAccountRequest::default())
        .call()
        .unwrap();
    assert_eq!(
        (account.result, account.account_id),
        (GetAccountResult::Ok, i32::MIN)
    );
    let request = RequestLensPinCodeV2Request::new(true);
    let reply = client
        .request_lens_pin_code_v2(request)
        .call_for_reply()
        .unwrap();
    assert_eq!(reply.body.pin_code.expect("a code").expose(), "000000");
    assert!(reply.deviations.is_empty());
}

fn superoffice_host(request: http::Request<Bytes>) -> http::Response<Bytes> {
    use superoffice::operations::{AuthenticateUsernamePassword, ChangeOwnPassword};
    match operation(&request).as_str() {
        "AuthenticateUsernamePassword" => {
            handle::<AuthenticateUsernamePassword>(request, |incoming| {
                assert_eq!(incoming.headers.application_token, Some("app".into()));
                let body = AuthenticateResponse {
                    credentials: Some(SoCredentials::default().ticket("7T:x")),
                    authentication_succeeded: Some(true),
                    ..Default::default()
                };
                let headers = SoPrincipalResponseHeaders {
                    succeeded: Some(true),
                    ..Default::default()
                };
                Ok((body, headers))
            })
        }
        "ChangeOwnPassword" => handle::<ChangeOwnPassword>(request, |incoming| {
            let ticket = incoming.headers.credentials.and_then(|it| it.ticket);
            let is_changed = ticket == Some("7T:x".into());
            let cause = SoExceptionInfo {
                message: Some("expired".into()),
                ..Default::default()
            };
            let info = SoExceptionInfo {
                message: Some("not valid".into()),
                inner_exception: Some(Box::new(cause)),
                ..Default::default()
            };
            let headers = UserResponseHeaders {
                succeeded: Some(is_changed),
                exception_info: (!is_changed).then_some(info),
                ..Default::default()
            };
            let body = ChangeOwnPasswordResponse {
                response: Some(is_changed),
            };
            Ok((body, headers))
        }),
        other => panic!("unknown operation {other}"),
    }
}

#[tokio::test]
async fn a_ticket_opens_the_other_service() {
    let transport = InProcess::new(superoffice_host);
    let headers = SoPrincipalRequestHeaders::default().application_token("app");
    let principal = SoPrincipalClient::with_transport(transport.clone()).with_headers(headers);
    let request = AuthenticateUsernamePasswordRequest::default()
        .user_name("ann")
        .password("right");
    let known = principal
        .authenticate_username_password(request)
        .await
        .unwrap();

    let headers = UserRequestHeaders::default().application_token("app");
    let user = UserClient::with_transport(transport).with_headers(headers);
    let ticket = known.credentials.expect("a ticket");
    let with_ticket = UserRequestHeaders::default().credentials(ticket);
    let reply = user
        .change_own_password(change())
        .headers(with_ticket)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (reply.body.response, reply.headers.succeeded),
        (Some(true), Some(true))
    );

    let error = user.change_own_password(change()).await.unwrap_err();
    let failure = error.application().expect("a failure");
    let info = failure.headers.exception_info.as_ref().expect("why");
    let cause = info.inner_exception.as_ref().expect("a cause");
    assert_eq!(cause.message.as_deref(), Some("expired"));
}
