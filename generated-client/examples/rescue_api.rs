//! Reads the account behind a LogMeIn Rescue API login and asks for a PIN code.
//!
//! ```text
//! cargo run --example rescue_api
//! ```
//!
//! runs offline against a mock (feature `server`). Against the real service, set
//!
//! | Variable | What |
//! |---|---|
//! | `RESCUE_EMAIL`, `RESCUE_PASSWORD` | the account |

use std::env;
use std::error::Error;

use generated_client::rescue_api::server::ApiMock;
use generated_client::rescue_api::{
    ApiClient, GetAccountResponse, GetAccountResult, LoginRequest, LoginResponse, LoginResult,
    LogoutResponse, LogoutResult, RequestLensPinCodeV2Request, RequestLensPinCodeV2Response,
    RequestPinCodeResult,
};
use generated_client::session::RescueSession;
use soap_runtime::AnyTransport;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    match env::var("RESCUE_EMAIL") {
        Ok(email) => {
            let login = LoginRequest::default()
                .email(email)
                .password(env::var("RESCUE_PASSWORD")?);
            run(ApiClient::new().boxed(), login).await
        }
        Err(_) => offline().await,
    }
}

/// The example, whatever carries its calls.
async fn run(client: ApiClient<AnyTransport>, login: LoginRequest) -> Result<(), Box<dyn Error>> {
    // The session keeps the cookie, and signs in again where it has ended.
    let session = RescueSession::sign_in(client, login).await?;

    let account = session.account().await?;
    println!(
        "account {} of {}",
        account.account_id,
        account.organization.as_deref().unwrap_or("nobody")
    );

    // Required members are asked for up front, the others by name.
    let request = RequestLensPinCodeV2Request::new(true).c_field0("Ann Archer");
    let pin = session.pin_code(request).await?;
    // A PIN code is text, since it may begin with zeros; to show a secret one has to ask for it.
    println!("PIN code: {}", pin.expose());

    session.sign_out().await?;
    Ok(())
}

/// The same without a network, as in a test: the mock answers what is said here, and knows which calls came.
pub(crate) async fn offline() -> Result<(), Box<dyn Error>> {
    println!("(offline: a mock answers; the head of the file says how to reach the service)");
    let mock = ApiMock::new().in_order();
    mock.expect_login()
        .with(|request| request.email.as_deref() == Some("admin@example.com"))
        .returns(LoginResponse::new(LoginResult::Ok));
    mock.expect_get_account().returns(
        GetAccountResponse::new(GetAccountResult::Ok, 337, 7, 0)
            .organization("Research & Development"),
    );
    mock.expect_request_lens_pin_code_v2()
        .returns(RequestLensPinCodeV2Response::new(RequestPinCodeResult::Ok).pin_code("000127"));
    mock.expect_logout()
        .returns(LogoutResponse::new(LogoutResult::Ok));

    let login = LoginRequest::default()
        .email("admin@example.com")
        .password("correct horse");
    run(mock.client().boxed(), login).await?;
    mock.verify();
    Ok(())
}
