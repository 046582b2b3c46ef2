//! Signs in at the LogMeIn Rescue Technician Console, waits for the second factor, changes the password.
//!
//! ```text
//! cargo run --example technician_console
//! ```
//!
//! runs offline against a stand-in. Against the real service, set
//!
//! | Variable | What |
//! |---|---|
//! | `RESCUE_CONSOLE_ENDPOINT` | `https://secure.logmeinrescue.com/WebServices/TechnicianConsole.asmx` |
//! | `RESCUE_EMAIL`, `RESCUE_PASSWORD` | the technician's account |
//! | `RESCUE_PUSH_TOKEN` | the token of the push request, where a second factor is asked for |
//! | `RESCUE_NEW_PASSWORD` | the password to change to |

mod support;

use std::error::Error;

use generated_client::technician_console::{
    ChangePasswordResult, ChangePasswordV72Request, LoginResult,
    LoginTechnicianFromStandaloneV72Request, LoginTwoFactorResult, TechnicianConsoleClient,
    TwoFactorCheckPushAuthStatusRequest,
};
use support::Service;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    run(std::env::var("RESCUE_CONSOLE_ENDPOINT").ok()).await
}

/// The example, at a real endpoint or at the stand-in.
pub(crate) async fn run(endpoint: Option<String>) -> Result<(), Box<dyn Error>> {
    let service = Service::new(endpoint);
    let password = service.input("RESCUE_PASSWORD", "correct horse")?;

    // The client keeps the session cookie, as a browser does.
    let client = TechnicianConsoleClient::new().with_endpoint(service.endpoint());

    let request = LoginTechnicianFromStandaloneV72Request::default()
        .email(service.input("RESCUE_EMAIL", "tech@example.com")?)
        .password(password.as_str())
        .language("en");
    let login = client
        .login_technician_from_standalone_v7_2(request)
        .await?;
    println!(
        "sign-in: {} ({} attempts left)",
        login.result, login.attempt_remaining
    );

    // Business errors are values. A literal that the WSDL does not know would be `Other`.
    match login.result {
        LoginResult::Ok => {}
        LoginResult::OkTwoFactorAuthenticationRequired => {
            let request = TwoFactorCheckPushAuthStatusRequest {
                login_token: login.login_token,
                push_token: Some(service.input("RESCUE_PUSH_TOKEN", "push-1")?.into()),
            };
            wait_for_approval(&client, &service, request).await?;
        }
        refused => return Err(format!("not signed in: {refused}").into()),
    }

    let request = ChangePasswordV72Request::default()
        .old_password(password)
        .new_password(service.input("RESCUE_NEW_PASSWORD", "battery staple")?);
    // Secrets are not printed: neither here nor in an error.
    println!("sending: {request:?}");
    let changed = client.change_password_v7_2(request).await?;
    match changed.result {
        ChangePasswordResult::Ok => println!("the password is changed"),
        refused => println!("the password is not changed: {refused}"),
    }
    Ok(())
}

/// Polls until the owner of the account has said yes or no on their phone.
async fn wait_for_approval(
    client: &TechnicianConsoleClient,
    service: &Service,
    request: TwoFactorCheckPushAuthStatusRequest,
) -> Result<(), Box<dyn Error>> {
    loop {
        let status = client
            .two_factor_check_push_auth_status(request.clone())
            .await?;
        println!("second factor: {}", status.result);
        match status.result {
            LoginTwoFactorResult::Ok => return Ok(()),
            LoginTwoFactorResult::Poll => tokio::time::sleep(service.poll_interval()).await,
            refused => return Err(format!("not approved: {refused}").into()),
        }
    }
}
