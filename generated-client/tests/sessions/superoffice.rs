//! SuperOffice: a ticket, obtained, sent and renewed. Two services behind one transport.

use std::sync::atomic::{AtomicUsize, Ordering};

use generated_client::session::{SessionError, SuperOfficeAccess, SuperOfficeSession};
use generated_client::superoffice::operations::{AuthenticateUsernamePassword, ChangeOwnPassword};
use generated_client::superoffice::{
    AuthenticateResponse, ChangeOwnPasswordRequest, ChangeOwnPasswordResponse, SoCredentials,
    SoExceptionInfo, SoPrincipalCarrier, SoTimeZone, UserResponseHeaders,
};
use soap_runtime::server::Mock;

fn access() -> SuperOfficeAccess {
    let folder = "https://superoffice.example/Services84/";
    SuperOfficeAccess::new(folder, "app-1", "ann", "correct horse")
        .time_zone(SoTimeZone::default().so_time_zone_id(1))
}

fn known(ticket: &str) -> AuthenticateResponse {
    AuthenticateResponse::default()
        .response(SoPrincipalCarrier::default().full_name("Ann Archer"))
        .credentials(SoCredentials::default().ticket(ticket))
        .authentication_succeeded(true)
}

/// The service says so with status 200 and two header blocks.
fn failure(exception_type: &str, message: &str) -> UserResponseHeaders {
    let info = SoExceptionInfo::default()
        .message(message)
        .exception_type(exception_type);
    UserResponseHeaders::default()
        .exception_info(info)
        .succeeded(false)
}

fn request() -> ChangeOwnPasswordRequest {
    ChangeOwnPasswordRequest::default()
        .old_password("correct horse")
        .new_password("battery staple")
}

/// Expects one change of a password with this ticket.
fn expect_change(mock: &Mock, ticket: &'static str, succeeds: bool, headers: UserResponseHeaders) {
    mock.expect::<ChangeOwnPassword>()
        .with_headers(move |headers| {
            headers.credentials == Some(SoCredentials::default().ticket(ticket))
                && headers.application_token == Some("app-1".into())
                && headers.time_zone == Some(SoTimeZone::default().so_time_zone_id(1))
        })
        .returns_with_headers(
            ChangeOwnPasswordResponse::default().response(succeeds),
            headers,
        );
}

#[tokio::test]
async fn a_refused_ticket_is_renewed_once() {
    let mock = Mock::default().in_order();
    let refused = || {
        let kind = "SuperOffice.Security.Principal.SoSecurityException";
        failure(kind, "The ticket is too old")
    };
    mock.expect::<AuthenticateUsernamePassword>()
        .returns(known("7T:first"));
    expect_change(&mock, "7T:first", false, refused());
    mock.expect::<AuthenticateUsernamePassword>()
        .returns(known("7T:second"));
    expect_change(&mock, "7T:second", true, UserResponseHeaders::default());
    // Refused again and again, it is an error, not a loop.
    expect_change(&mock, "7T:second", false, refused());
    mock.expect::<AuthenticateUsernamePassword>()
        .returns(known("7T:third"));
    expect_change(&mock, "7T:third", false, refused());

    let session = SuperOfficeSession::sign_in_over(access(), mock.transport())
        .await
        .unwrap();
    assert_eq!(session.who().full_name.as_deref(), Some("Ann Archer"));
    let answer = session.call(|user| user.change_own_password(request()));
    assert_eq!(answer.await.unwrap().response, Some(true));
    let answer = session.call(|user| user.change_own_password(request()));
    let error = answer.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service refused: The ticket is too old"
    );
    mock.verify();
}

#[tokio::test]
async fn another_failure_renews_nothing() {
    let mock = Mock::default().in_order();
    mock.expect::<AuthenticateUsernamePassword>()
        .returns(known("7T:first"));
    let kind = "SuperOffice.Exceptions.SoException";
    let headers = failure(kind, "The old password is wrong");
    expect_change(&mock, "7T:first", false, headers);

    let session = SuperOfficeSession::sign_in_over(access(), mock.transport())
        .await
        .unwrap();
    let n_made = AtomicUsize::new(0);
    let answer = session.call(|user| {
        n_made.fetch_add(1, Ordering::Relaxed);
        user.change_own_password(request())
    });
    let error = answer.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service refused: The old password is wrong"
    );
    assert_eq!(n_made.into_inner(), 1);
    mock.verify();
}

#[tokio::test]
async fn a_wrong_password_gives_no_session() {
    let mock = Mock::default();
    mock.expect::<AuthenticateUsernamePassword>()
        .returns(AuthenticateResponse {
            authentication_succeeded: Some(false),
            ..AuthenticateResponse::default()
        });
    let error = SuperOfficeSession::sign_in_over(access(), mock.transport())
        .await
        .unwrap_err();
    assert!(matches!(error, SessionError::Refused(_)), "{error}");
    mock.verify();
}
