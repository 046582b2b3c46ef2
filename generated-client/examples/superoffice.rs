//! Gets a ticket from SuperOffice, changes the caller's own password with it, and meets a failure.
//!
//! ```text
//! cargo run --example superoffice
//! ```
//!
//! runs offline against a mock (feature `server`). Against the real service, set
//!
//! | Variable | What |
//! |---|---|
//! | `SUPEROFFICE_FOLDER` | the folder of the services: `https://sod.superoffice.com/Cust12345/Remote/Services84` |
//! | `SUPEROFFICE_APPLICATION_TOKEN` | the token of your application |
//! | `SUPEROFFICE_USER`, `SUPEROFFICE_PASSWORD` | the user |
//! | `SUPEROFFICE_NEW_PASSWORD` | the password to change to |

use std::env;
use std::error::Error;

use generated_client::session::{SessionError, SuperOfficeAccess, SuperOfficeSession};
use generated_client::superoffice::operations::{AuthenticateUsernamePassword, ChangeOwnPassword};
use generated_client::superoffice::{
    AuthenticateResponse, ChangeOwnPasswordRequest, ChangeOwnPasswordResponse, SoCredentials,
    SoExceptionInfo, SoPrincipalCarrier, UserResponseHeaders,
};
use soap_runtime::server::Mock;
use soap_runtime::{AnyTransport, DefaultTransport};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Ok(folder) = env::var("SUPEROFFICE_FOLDER") else {
        return offline().await;
    };
    let password = env::var("SUPEROFFICE_PASSWORD")?;
    let access = SuperOfficeAccess::new(
        folder,
        env::var("SUPEROFFICE_APPLICATION_TOKEN")?,
        env::var("SUPEROFFICE_USER")?,
        password.as_str(),
    );
    let transport = AnyTransport::new(DefaultTransport::new());
    let new_password = env::var("SUPEROFFICE_NEW_PASSWORD")?;
    run(transport, access, &password, &new_password).await
}

/// The example, whatever carries its calls.
async fn run(
    transport: AnyTransport,
    access: SuperOfficeAccess,
    password: &str,
    new_password: &str,
) -> Result<(), Box<dyn Error>> {
    // The ticket goes with every call of the session, and is renewed where it is refused.
    let session = SuperOfficeSession::sign_in_over(access, transport).await?;
    let name = session.who().full_name.as_deref();
    println!("hello {}", name.unwrap_or("stranger"));

    let change = |old: &str| {
        ChangeOwnPasswordRequest::default()
            .old_password(old)
            .new_password(new_password)
    };
    // The service says in header blocks that it failed, with HTTP status 200 and no fault. That is an error like any.
    let answer = session.call(|user| user.change_own_password(change("not my password")));
    match answer.await {
        Ok(_) => println!("that should not have worked"),
        Err(SessionError::Refused(message)) => println!("refused: {message}"),
        Err(error) => return Err(error.into()),
    }

    // Awaited, a call gives the answer's body; `send` gives its header blocks as well.
    let user = session.user();
    let reply = user.change_own_password(change(password)).send().await?;
    println!(
        "changed: {:?}, succeeded: {:?}",
        reply.body.response, reply.headers.succeeded
    );
    Ok(())
}

/// The same without a network, as in a test: the mock answers what is said here, and knows which calls came.
///
/// Two services are behind one transport here; each has a mock of its own as well, e.g. `superoffice::server::UserServiceMock`.
pub(crate) async fn offline() -> Result<(), Box<dyn Error>> {
    println!("(offline: a mock answers; the head of the file says how to reach the service)");
    let mock = Mock::default().in_order();
    mock.expect::<AuthenticateUsernamePassword>().returns(
        AuthenticateResponse::default()
            .response(SoPrincipalCarrier::default().full_name("Ann Archer"))
            .credentials(SoCredentials::default().ticket("7T:1234abcxyzExample=="))
            .authentication_succeeded(true),
    );
    mock.expect::<ChangeOwnPassword>()
        .with(|request| request.old_password == Some("not my password".into()))
        .returns_with_headers(
            ChangeOwnPasswordResponse::default().response(false),
            UserResponseHeaders::default()
                .exception_info(SoExceptionInfo::default().message("The old password is wrong"))
                .succeeded(false),
        );
    mock.expect::<ChangeOwnPassword>().returns_with_headers(
        ChangeOwnPasswordResponse::default().response(true),
        UserResponseHeaders::default().succeeded(true),
    );

    let folder = "https://superoffice.example/Services84";
    let access = SuperOfficeAccess::new(folder, "1234567-1234-9876", "ann", "correct horse");
    let transport = AnyTransport::new(mock.transport());
    run(transport, access, "correct horse", "battery staple").await?;
    mock.verify();
    Ok(())
}
