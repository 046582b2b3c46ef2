//! The Technician Console: login, second factor, and signing in again.

use std::future::ready;
use std::time::Duration;

use generated_client::session::{ConsoleSession, SessionError, SignIn};
use generated_client::technician_console::server::TechnicianConsoleMock;
use generated_client::technician_console::{
    ChangePasswordResult, ChangePasswordV72Response, LoginResult,
    LoginTechnicianFromStandaloneV72Request, LoginTechnicianFromStandaloneV72Response,
    LoginTwoFactorResult, TwoFactorCheckPushAuthStatusResponse,
};

fn credentials() -> LoginTechnicianFromStandaloneV72Request {
    LoginTechnicianFromStandaloneV72Request::default()
        .email("tech@example.com")
        .password("correct horse")
}

fn login(result: LoginResult) -> LoginTechnicianFromStandaloneV72Response {
    LoginTechnicianFromStandaloneV72Response::new(result, 5, 42, false, 2).login_token("token-1")
}

fn status(result: LoginTwoFactorResult) -> TwoFactorCheckPushAuthStatusResponse {
    TwoFactorCheckPushAuthStatusResponse::new(result, 5, 42, false, 2)
}

fn changed(result: ChangePasswordResult) -> ChangePasswordV72Response {
    ChangePasswordV72Response {
        result,
        two_factor_setup_url: None,
        two_factor_authentication_methods: None,
        login_token: None,
    }
}

#[tokio::test]
async fn a_refused_login_says_the_word_of_the_service() {
    let mock = TechnicianConsoleMock::new();
    mock.expect_login_technician_from_standalone_v7_2()
        .with(|request| request.email.as_deref() == Some("tech@example.com"))
        .returns(login(LoginResult::InvalidPassword));
    let error = ConsoleSession::sign_in(mock.client(), credentials())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service refused: login_v2_InvalidPassword"
    );
    mock.verify();
}

#[tokio::test]
async fn a_session_that_has_ended_signs_in_again_once() {
    let mock = TechnicianConsoleMock::new().in_order();
    let signs_in = || {
        mock.expect_login_technician_from_standalone_v7_2()
            .returns(login(LoginResult::Ok));
    };
    signs_in();
    mock.expect_change_password_v7_2()
        .returns(changed(ChangePasswordResult::UserNotLoggedIn));
    signs_in();
    mock.expect_change_password_v7_2()
        .with(|request| request.new_password == Some("battery staple".into()))
        .returns(changed(ChangePasswordResult::Ok));
    // The new password counts from here on.
    mock.expect_change_password_v7_2()
        .with(|request| request.old_password == Some("battery staple".into()))
        .returns(changed(ChangePasswordResult::UserNotLoggedIn));
    mock.expect_login_technician_from_standalone_v7_2()
        .with(|request| request.password == Some("battery staple".into()))
        .returns(login(LoginResult::OkTwoFactorAuthenticationRequired));

    let signed_in = ConsoleSession::sign_in(mock.client(), credentials());
    let mut session = signed_in.await.unwrap().done().unwrap();
    let answer = session.change_password("battery staple").await.unwrap();
    assert_eq!(answer.result, ChangePasswordResult::Ok);
    let error = session.change_password("third").await.unwrap_err();
    assert!(matches!(error, SessionError::SecondFactorNeeded), "{error}");
    mock.verify();
}

#[tokio::test]
async fn a_second_factor_is_asked_about_until_somebody_answers() {
    let mock = TechnicianConsoleMock::new().in_order();
    mock.expect_login_technician_from_standalone_v7_2()
        .returns(login(LoginResult::OkTwoFactorAuthenticationRequired));
    mock.expect_two_factor_check_push_auth_status()
        .with(|request| request.login_token == Some("token-1".into()))
        .with(|request| request.push_token == Some("push-1".into()))
        .times(2)
        .returns(status(LoginTwoFactorResult::Poll));
    mock.expect_two_factor_check_push_auth_status()
        .returns(status(LoginTwoFactorResult::Ok));

    let signed_in = ConsoleSession::sign_in(mock.client(), credentials());
    let SignIn::SecondFactor(factor) = signed_in.await.unwrap() else {
        panic!("a second factor is asked for");
    };
    let hour = Duration::from_secs(3600);
    let mut approval = factor.push_with("push-1", hour, |_| ready(()));
    let mut states = Vec::new();
    while let Some(state) = approval.next().await.unwrap() {
        states.push(state);
    }
    let expected = [
        LoginTwoFactorResult::Poll,
        LoginTwoFactorResult::Poll,
        LoginTwoFactorResult::Ok,
    ];
    assert_eq!(states, expected);
    approval.finish().await.unwrap();
    mock.verify();
}

#[tokio::test]
async fn a_second_factor_is_rejected_or_too_late() {
    let mock = TechnicianConsoleMock::new().in_order();
    for answer in [
        LoginTwoFactorResult::TwoFactorRejected,
        LoginTwoFactorResult::Poll,
    ] {
        mock.expect_login_technician_from_standalone_v7_2()
            .returns(login(LoginResult::OkTwoFactorAuthenticationRequired));
        mock.expect_two_factor_check_push_auth_status()
            .returns(status(answer));
    }
    let mut errors = Vec::new();
    for time in [Duration::from_secs(3600), Duration::ZERO] {
        let signed_in = ConsoleSession::sign_in(mock.client(), credentials());
        let SignIn::SecondFactor(factor) = signed_in.await.unwrap() else {
            panic!("a second factor is asked for");
        };
        let approval = factor.push_with("push-1", time, |_| ready(()));
        errors.push(approval.finish().await.unwrap_err().to_string());
    }
    let expected = [
        "the service refused: loginTwoFactorRet_TwoFactorRejected",
        "the second factor was not approved in time",
    ];
    assert_eq!(errors, expected);
    mock.verify();
}
