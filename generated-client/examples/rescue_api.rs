//! Reads the account behind a LogMeIn Rescue API login and asks for a PIN code.
//!
//! ```text
//! cargo run --example rescue_api
//! ```
//!
//! runs offline against a stand-in. Against the real service, set
//!
//! | Variable | What |
//! |---|---|
//! | `RESCUE_API_ENDPOINT` | `https://secure.logmeinrescue.com/API/API.asmx` |
//! | `RESCUE_EMAIL`, `RESCUE_PASSWORD` | the account |
//! | `RESCUE_AUTH_CODE` | an authentication code or API token, for the PIN code |

mod support;

use std::error::Error;
use std::time::Duration;

use generated_client::rescue_api::{
    ApiClient, GetAccountRequest, LoginRequest, LoginResult, RequestLensPinCodeV2Request,
    RequestPinCodeResult,
};
use soap_runtime::SoapVersion;
use support::Service;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    run(std::env::var("RESCUE_API_ENDPOINT").ok()).await
}

/// The example, at a real endpoint or at the stand-in.
pub(crate) async fn run(endpoint: Option<String>) -> Result<(), Box<dyn Error>> {
    let service = Service::new(endpoint);
    let client = ApiClient::new()
        .with_endpoint(service.endpoint())
        .with_timeout(Duration::from_secs(20));

    let request = LoginRequest::default()
        .email(service.input("RESCUE_EMAIL", "admin@example.com")?)
        .password(service.input("RESCUE_PASSWORD", "correct horse")?);
    let login = client.login(request).await?;
    if login.result != LoginResult::Ok {
        return Err(format!("not signed in: {}", login.result).into());
    }

    // The session cookie says who asks: the authentication code may be left out.
    let account = client.get_account(GetAccountRequest::default()).await?;
    println!(
        "account {} of {}: {}",
        account.account_id,
        account.organization.as_deref().unwrap_or("nobody"),
        account.result
    );

    // Required members are asked for up front, the others by name. One call may differ from the client's settings.
    let request = RequestLensPinCodeV2Request::new(true)
        .c_field0("Ann Archer")
        .auth_code(service.input("RESCUE_AUTH_CODE", "authcode-1")?);
    let reply = client
        .request_lens_pin_code_v2(request)
        .version(SoapVersion::V11)
        .timeout(Duration::from_secs(5))
        .send()
        .await?;
    println!(
        "HTTP {}, {} deviations from the schema",
        reply.status,
        reply.deviations.len()
    );
    match (reply.body.result, reply.body.pin_code) {
        // A PIN code is text, since it may begin with zeros; to show a secret one has to ask for it.
        (RequestPinCodeResult::Ok, Some(code)) => println!("PIN code: {}", code.expose()),
        (refused, _) => println!("no PIN code: {refused}"),
    }
    Ok(())
}
