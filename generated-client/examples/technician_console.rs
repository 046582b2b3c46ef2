//! Signs in at the LogMeIn Rescue Technician Console, waits for the second factor, changes the password.
//!
//! ```text
//! cargo run --example technician_console
//! ```
//!
//! runs offline against a mock (feature `server`). Against the real service, set
//!
//! | Variable | What |
//! |---|---|
//! | `RESCUE_EMAIL`, `RESCUE_PASSWORD` | the technician's account |
//! | `RESCUE_PUSH_TOKEN` | the token of the push request, where a second factor is asked for |
//! | `RESCUE_NEW_PASSWORD` | the password to change to |

use std::env;
use std::error::Error;
use std::time::Duration;

use generated_client::session::{ConsoleSession, SignIn};
use generated_client::technician_console::server::TechnicianConsoleMock;
use generated_client::technician_console::{
    ChangePasswordResult, ChangePasswordV72Response, LoginResult,
    LoginTechnicianFromStandaloneV72Request, LoginTechnicianFromStandaloneV72Response,
    LoginTwoFactorResult, TechnicianConsoleClient, TwoFactorAuthenticationMethod,
    TwoFactorCheckPushAuthStatusResponse,
};
use soap_runtime::AnyTransport;

/// Who signs in, and how.
struct Account {
    email: String,
    password: String,
    push_token: String,
    new_password: String,
    poll_interval: Duration,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Ok(email) = env::var("RESCUE_EMAIL") else {
        return offline().await;
    };
    let account = Account {
        email,
        password: env::var("RESCUE_PASSWORD")?,
        push_token: env::var("RESCUE_PUSH_TOKEN").unwrap_or_default(),
        new_password: env::var("RESCUE_NEW_PASSWORD")?,
        poll_interval: Duration::from_secs(2),
    };
    run(TechnicianConsoleClient::new().boxed(), account).await
}

/// The example, whatever carries its calls.
async fn run(
    client: TechnicianConsoleClient<AnyTransport>,
    account: Account,
) -> Result<(), Box<dyn Error>> {
    let credentials = LoginTechnicianFromStandaloneV72Request::default()
        .email(account.email)
        .password(account.password)
        .language("en");
    // Secrets are not printed: neither here nor in an error.
    println!("signing in: {credentials:?}");
    let mut session = match ConsoleSession::sign_in(client, credentials).await? {
        SignIn::Done(session) | SignIn::SetUpRequired(session) => session,
        SignIn::SecondFactor(factor) => {
            println!("second factor by one of {:?}", factor.methods());
            let mut approval = factor
                .push(account.push_token, Duration::from_secs(120))
                .every(account.poll_interval);
            while let Some(state) = approval.next().await? {
                println!("second factor: {state}");
            }
            approval.finish().await?
        }
    };
    let attempts = session.login().attempt_remaining;
    println!("signed in, {attempts} attempts left");

    let changed = session.change_password(account.new_password).await?;
    println!("the password is changed: {}", changed.result);
    Ok(())
}

/// The same without a network, as in a test: the mock answers what is said here, and knows which calls came.
pub(crate) async fn offline() -> Result<(), Box<dyn Error>> {
    println!("(offline: a mock answers; the head of the file says how to reach the service)");
    let mock = TechnicianConsoleMock::new().in_order();
    mock.expect_login_technician_from_standalone_v7_2().returns(
        LoginTechnicianFromStandaloneV72Response::new(
            LoginResult::OkTwoFactorAuthenticationRequired,
            5,
            42,
            false,
            2,
        )
        .two_factor_authentication_methods([
            TwoFactorAuthenticationMethod::default().auth_method_name("Push")
        ])
        .login_token("b371c8e9"),
    );
    for (times, result) in [
        (2, LoginTwoFactorResult::Poll),
        (1, LoginTwoFactorResult::Ok),
    ] {
        mock.expect_two_factor_check_push_auth_status()
            .times(times)
            .returns(TwoFactorCheckPushAuthStatusResponse::new(
                result, 5, 42, false, 2,
            ));
    }
    mock.expect_change_password_v7_2()
        .with(|request| request.new_password == Some("battery staple".into()))
        .returns(ChangePasswordV72Response::new(ChangePasswordResult::Ok));

    let account = Account {
        email: "tech@example.com".into(),
        password: "correct horse".into(),
        push_token: "push-1".into(),
        new_password: "battery staple".into(),
        poll_interval: Duration::ZERO,
    };
    run(mock.client().boxed(), account).await?;
    mock.verify();
    Ok(())
}
