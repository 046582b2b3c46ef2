//! Gets a ticket from SuperOffice, changes the caller's own password with it, and meets a failure.
//!
//! ```text
//! cargo run --example superoffice
//! ```
//!
//! runs offline against a stand-in. Against the real service, set
//!
//! | Variable | What |
//! |---|---|
//! | `SUPEROFFICE_ENDPOINT` | the folder of the services: `https://sod.superoffice.com/Cust12345/Remote/Services84` |
//! | `SUPEROFFICE_APPLICATION_TOKEN` | the token of your application |
//! | `SUPEROFFICE_USER`, `SUPEROFFICE_PASSWORD` | the user |
//! | `SUPEROFFICE_NEW_PASSWORD` | the password to change to |

mod support;

use std::error::Error;

use generated_client::superoffice::{
    AuthenticateUsernamePasswordRequest, ChangeOwnPasswordRequest, SoPrincipalClient,
    SoPrincipalRequestHeaders, UserClient, UserRequestHeaders,
};
use soap_runtime::CallError;
use support::Service;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    run(std::env::var("SUPEROFFICE_ENDPOINT").ok()).await
}

/// The example, at a real endpoint or at the stand-in.
pub(crate) async fn run(endpoint: Option<String>) -> Result<(), Box<dyn Error>> {
    let service = Service::new(endpoint);
    let application = service.input("SUPEROFFICE_APPLICATION_TOKEN", "1234567-1234-9876")?;
    let password = service.input("SUPEROFFICE_PASSWORD", "correct horse")?;

    // Header blocks are set once for a client, and go with every call.
    let principal = SoPrincipalClient::new()
        .with_endpoint(format!("{}/SoPrincipal.svc", service.endpoint()))
        .with_headers(SoPrincipalRequestHeaders::default().application_token(application.as_str()));
    let request = AuthenticateUsernamePasswordRequest::default()
        .user_name(service.input("SUPEROFFICE_USER", "ann")?)
        .password(password.as_str());
    let known = principal.authenticate_username_password(request).await?;
    let (Some(true), Some(ticket)) = (known.authentication_succeeded, known.credentials) else {
        return Err("wrong user name or password".into());
    };
    let name = known.response.and_then(|it| it.full_name);
    println!("hello {}", name.as_deref().unwrap_or("stranger"));

    let user = UserClient::new()
        .with_endpoint(format!("{}/User.svc", service.endpoint()))
        .with_headers(
            UserRequestHeaders::default()
                .application_token(application)
                .credentials(ticket),
        );
    let new_password = service.input("SUPEROFFICE_NEW_PASSWORD", "battery staple")?;
    let change = |old: &str| {
        ChangeOwnPasswordRequest::default()
            .old_password(old)
            .new_password(new_password.as_str())
    };

    // The service says in header blocks that it failed, with HTTP status 200 and no fault. That is an error like any.
    match user.change_own_password(change("not my password")).await {
        Ok(_) => println!("that should not have worked"),
        Err(CallError::Application(failure)) => {
            let message = failure
                .headers
                .exception_info
                .as_ref()
                .and_then(|it| it.message.as_deref());
            println!("refused: {}", message.unwrap_or("no reason given"));
        }
        Err(error) => return Err(error.into()),
    }

    // `send` gives the header blocks of the answer besides its body.
    let reply = user.change_own_password(change(&password)).send().await?;
    println!(
        "changed: {:?}, succeeded: {:?}",
        reply.body.response, reply.headers.succeeded
    );
    Ok(())
}
