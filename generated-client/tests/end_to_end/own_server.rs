//! The same conversations against our own server's side, as mocks: typed on both ends.

use generated_client::rescue_api::server::ApiMock;
use generated_client::rescue_api::{
    GetAccountRequest, GetAccountResponse, GetAccountResult, RequestLensPinCodeV2Request,
    RequestLensPinCodeV2Response, RequestPinCodeResult,
};
use generated_client::superoffice::server::{SoPrincipalMock, UserServiceMock};
use generated_client::superoffice::{
    AuthenticateResponse, AuthenticateUsernamePasswordRequest, ChangeOwnPasswordResponse,
    SoCredentials, SoExceptionInfo, SoPrincipalRequestHeaders, SoPrincipalResponseHeaders,
    UserRequestHeaders, UserResponseHeaders,
};
use generated_client::technician_console::server::TechnicianConsoleMock;
use generated_client::technician_console::{
    ChangePasswordResult, ChangePasswordV72Request, ChangePasswordV72Response, LoginResult,
    LoginTechnicianFromStandaloneV72Response, LoginTwoFactorResult, TwoFactorAuthenticationMethod,
    TwoFactorCheckPushAuthStatusRequest, TwoFactorCheckPushAuthStatusResponse,
};
use soap_runtime::{Fault, FaultKind, SoapVersion};

use super::console::login;
use super::superoffice::change;

const VERSIONS: [SoapVersion; 2] = [SoapVersion::V11, SoapVersion::V12];

fn signed_in(result: LoginResult) -> LoginTechnicianFromStandaloneV72Response {
    LoginTechnicianFromStandaloneV72Response {
        result,
        attempt_remaining: 5,
        password_expires_in: -1,
        is_tc_running: false,
        url: None,
        minimum_password_strength: 2,
        login_region_url: Some(String::new()),
        two_factor_setup_url: None,
        two_factor_authentication_methods: Some(vec![TwoFactorAuthenticationMethod {
            auth_method_name: Some("Push".into()),
        }]),
        login_token: Some("token".into()),
    }
}

fn polled(result: LoginTwoFactorResult) -> TwoFactorCheckPushAuthStatusResponse {
    TwoFactorCheckPushAuthStatusResponse {
        result,
        attempt_remaining: 5,
        password_expires_in: -1,
        is_tc_running: true,
        url: None,
        minimum_password_strength: 0,
    }
}

#[tokio::test]
async fn the_console_signs_in_with_a_second_factor() {
    for version in VERSIONS {
        let mock = TechnicianConsoleMock::new();
        mock.expect_login_technician_from_standalone_v7_2()
            .with(|request| request.password == Some("right".into()))
            .returns(signed_in(LoginResult::OkTwoFactorAuthenticationRequired));
        mock.expect_login_technician_from_standalone_v7_2()
            .returns(signed_in(LoginResult::InvalidPassword));
        mock.expect_two_factor_check_push_auth_status()
            .with(|request| request.login_token == Some("token".into()))
            .times(2)
            .returns(polled(LoginTwoFactorResult::Poll));
        mock.expect_two_factor_check_push_auth_status()
            .returns(polled(LoginTwoFactorResult::Ok));
        mock.expect_change_password_v7_2()
            .with(|request| request.old_password == Some("right".into()))
            .returns(ChangePasswordV72Response {
                result: ChangePasswordResult::Other("changePassword_v3_New".into()),
                two_factor_setup_url: None,
                two_factor_authentication_methods: None,
                login_token: None,
            });
        let client = mock.client().with_version(version).with_strict(true);

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
        mock.verify();
    }
}

#[tokio::test]
async fn a_fault_of_ours_is_read_as_it_was_written() {
    for version in VERSIONS {
        let mock = TechnicianConsoleMock::new();
        mock.expect_login_technician_from_standalone_v7_2()
            .faults(Fault::new(version, FaultKind::Receiver, "no <&> luck"));
        let client = mock.client().with_version(version);
        let request = login("tech@example.com", "right");
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
    let mock = ApiMock::new();
    mock.expect_get_account().returns(GetAccountResponse {
        result: GetAccountResult::Ok,
        account_id: i32::MIN,
        organization: None,
        admin_id: 0,
        tech_id: 0,
        email: None,
    });
    mock.expect_request_lens_pin_code_v2()
        .with(|request| request.no_tech_console)
        .returns(RequestLensPinCodeV2Response {
            result: RequestPinCodeResult::Ok,
            pin_code: Some("000000".into()),
        });
    let client = mock.client();
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
    mock.verify();
}

#[tokio::test]
async fn a_ticket_opens_the_other_service() {
    let (principal, user) = (SoPrincipalMock::new(), UserServiceMock::new());
    let authenticated = AuthenticateResponse {
        credentials: Some(SoCredentials::default().ticket("7T:x")),
        authentication_succeeded: Some(true),
        ..Default::default()
    };
    let succeeded = SoPrincipalResponseHeaders {
        succeeded: Some(true),
        ..Default::default()
    };
    principal
        .expect_authenticate_username_password()
        .with_headers(|headers| headers.application_token == Some("app".into()))
        .returns_with_headers(authenticated, succeeded);
    let changed = |is_changed| ChangeOwnPasswordResponse {
        response: Some(is_changed),
    };
    let succeeded = UserResponseHeaders {
        succeeded: Some(true),
        ..Default::default()
    };
    user.expect_change_own_password()
        .with_headers(|headers| {
            let credentials = headers.credentials.as_ref();
            credentials.is_some_and(|it| it.ticket == Some("7T:x".into()))
        })
        .returns_with_headers(changed(true), succeeded);
    let cause = SoExceptionInfo {
        message: Some("expired".into()),
        ..Default::default()
    };
    let failed = UserResponseHeaders {
        succeeded: Some(false),
        exception_info: Some(SoExceptionInfo {
            message: Some("not valid".into()),
            inner_exception: Some(Box::new(cause)),
            ..Default::default()
        }),
        ..Default::default()
    };
    user.expect_change_own_password()
        .returns_with_headers(changed(false), failed);

    let headers = SoPrincipalRequestHeaders::default().application_token("app");
    let request = AuthenticateUsernamePasswordRequest::default()
        .user_name("ann")
        .password("right");
    let known = (principal.client().with_headers(headers))
        .authenticate_username_password(request)
        .await
        .unwrap();
    principal.verify();

    let headers = UserRequestHeaders::default().application_token("app");
    let client = user.client().with_headers(headers);
    let ticket = known.credentials.expect("a ticket");
    let with_ticket = UserRequestHeaders::default().credentials(ticket);
    let reply = client
        .change_own_password(change())
        .headers(with_ticket)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (reply.body.response, reply.headers.succeeded),
        (Some(true), Some(true))
    );

    let error = client.change_own_password(change()).await.unwrap_err();
    let failure = error.application().expect("a failure");
    let info = failure.headers.exception_info.as_ref().expect("why");
    let cause = info.inner_exception.as_ref().expect("a cause");
    assert_eq!(cause.message.as_deref(), Some("expired"));
    user.verify();
}
