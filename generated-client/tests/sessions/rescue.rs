//! The Rescue API: a cookie, an authentication code or a token, kept and renewed.

use generated_client::rescue_api::server::ApiMock;
use generated_client::rescue_api::{
    GetAccountResponse, GetAccountResult, LoginRequest, LoginResponse, LoginResult, LogoutResponse,
    LogoutResult, RequestAuthCodeRequest, RequestAuthCodeResponse, RequestAuthCodeResult,
    RequestLensPinCodeV2Request, RequestLensPinCodeV2Response, RequestPinCodeResult,
};
use generated_client::session::RescueSession;

fn account(result: GetAccountResult) -> GetAccountResponse {
    GetAccountResponse::new(result, 337, 7, 0)
}

fn code(code: &str) -> RequestAuthCodeResponse {
    RequestAuthCodeResponse::new(RequestAuthCodeResult::Ok).auth_code(code)
}

#[tokio::test]
async fn a_cookie_session_signs_in_again_and_out() {
    let mock = ApiMock::new().in_order();
    let signs_in = |result: LoginResult| {
        mock.expect_login()
            .with(|request| request.password == Some("correct horse".into()))
            .returns(LoginResponse::new(result));
    };
    signs_in(LoginResult::Ok);
    mock.expect_get_account()
        .with(|request| request.auth_code.is_none())
        .returns(account(GetAccountResult::NotLoggedIn));
    signs_in(LoginResult::Ok);
    mock.expect_get_account()
        .returns(account(GetAccountResult::Ok));
    mock.expect_logout()
        .returns(LogoutResponse::new(LogoutResult::Ok));

    let request = LoginRequest::default()
        .email("admin@example.com")
        .password("correct horse");
    let session = RescueSession::sign_in(mock.client(), request)
        .await
        .unwrap();
    assert_eq!(session.account().await.unwrap().account_id, 337);
    session.sign_out().await.unwrap();
    mock.verify();
}

#[tokio::test]
async fn a_void_code_is_replaced_once() {
    let mock = ApiMock::new().in_order();
    mock.expect_request_auth_code().returns(code("first"));
    for (sent, result) in [
        ("first", RequestPinCodeResult::InvalidSecretAuthCode),
        ("second", RequestPinCodeResult::Ok),
        ("second", RequestPinCodeResult::PollRateExceeded),
    ] {
        if result == RequestPinCodeResult::Ok {
            mock.expect_request_auth_code().returns(code("second"));
        }
        mock.expect_request_lens_pin_code_v2()
            .with(move |request| request.auth_code == Some(sent.into()))
            .returns(RequestLensPinCodeV2Response::new(result).pin_code("000127"));
    }

    let request = RequestAuthCodeRequest::default()
        .email("admin@example.com")
        .password("correct horse");
    let session = RescueSession::with_auth_code(mock.client(), request)
        .await
        .unwrap();
    let request = || RequestLensPinCodeV2Request::new(true).c_field0("Ann Archer");
    let pin = session.pin_code(request()).await.unwrap();
    assert_eq!(pin.expose(), "000127");
    let error = session.pin_code(request()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service refused: requestPINCode_PollRateExceeded"
    );
    // No code is in what a log would show.
    assert!(!format!("{session:?}").contains("second"), "{session:?}");
    mock.verify();
}

#[tokio::test]
async fn a_token_is_never_renewed() {
    let mock = ApiMock::new();
    mock.expect_get_account()
        .with(|request| request.auth_code == Some("token".into()))
        .returns(account(GetAccountResult::InvalidSecretAuthCode));
    let session = RescueSession::with_token(mock.client(), "token");
    let error = session.account().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service refused: getAccount_Invalid_SecretAuthCode"
    );
    session.sign_out().await.unwrap();
    mock.verify();
}
