//! [`SuperOfficeSession`]: a user with a ticket at SuperOffice NetServer.

use std::sync::{PoisonError, RwLock};

use soap_runtime::value::Secret;
use soap_runtime::{Call, CallError, DefaultTransport, Operation, Transport};

use super::SessionError;
use crate::superoffice::{
    AuthenticateUsernamePasswordRequest, SoCredentials, SoExceptionInfo, SoPrincipalCarrier,
    SoPrincipalClient, SoPrincipalRequestHeaders, SoTimeZone, UserClient, UserRequestHeaders,
    UserResponseHeaders,
};

/// Where the services are and who asks.
#[derive(Clone, Debug)]
pub struct SuperOfficeAccess {
    folder: String,
    application_token: Secret<String>,
    user: AuthenticateUsernamePasswordRequest,
    time_zone: Option<SoTimeZone>,
}

/// A user with a ticket, which goes with every call.
#[derive(Debug)]
pub struct SuperOfficeSession<T = DefaultTransport> {
    access: SuperOfficeAccess,
    principal: SoPrincipalClient<T>,
    /// With the ticket of now in its header blocks.
    user: RwLock<UserClient<T>>,
    who: SoPrincipalCarrier,
}

impl SuperOfficeAccess {
    /// The folder of the services, e.g. `https://sod.superoffice.com/Cust12345/Remote/Services84`, the token of the
    /// application and the user.
    pub fn new(
        folder: impl Into<String>,
        application_token: impl Into<Secret<String>>,
        user_name: impl Into<String>,
        password: impl Into<Secret<String>>,
    ) -> Self {
        Self {
            folder: folder.into(),
            application_token: application_token.into(),
            user: AuthenticateUsernamePasswordRequest {
                user_name: Some(user_name.into()),
                password: Some(password.into()),
            },
            time_zone: None,
        }
    }

    /// The same with times in this zone. Without one, times have no offset and are the server's.
    #[must_use]
    pub fn time_zone(mut self, time_zone: SoTimeZone) -> Self {
        self.time_zone = Some(time_zone);
        self
    }

    fn headers(&self, ticket: SoCredentials) -> UserRequestHeaders {
        UserRequestHeaders {
            application_token: Some(self.application_token.clone()),
            credentials: Some(ticket),
            time_zone: self.time_zone.clone(),
        }
    }

    fn url(&self, service: &str) -> String {
        format!("{}/{service}", self.folder.trim_end_matches('/'))
    }
}

#[cfg(feature = "hyper")]
impl SuperOfficeSession {
    /// Gets a ticket over HTTP.
    ///
    /// # Errors
    /// The user is not known, the service refuses, or the call fails.
    pub async fn sign_in(access: SuperOfficeAccess) -> Result<Self, SessionError> {
        Self::sign_in_over(access, DefaultTransport::new()).await
    }
}

impl<T: Clone + Transport> SuperOfficeSession<T> {
    /// Gets a ticket over `transport`.
    ///
    /// # Errors
    /// The user is not known, the service refuses, or the call fails.
    pub async fn sign_in_over(
        access: SuperOfficeAccess,
        transport: T,
    ) -> Result<Self, SessionError> {
        let principal = SoPrincipalClient::with_transport(transport.clone())
            .with_endpoint(access.url("SoPrincipal.svc"))
            .with_headers(SoPrincipalRequestHeaders {
                application_token: Some(access.application_token.clone()),
            });
        let (who, ticket) = authenticate(&principal, &access).await?;
        let user = UserClient::with_transport(transport)
            .with_endpoint(access.url("User.svc"))
            .with_headers(access.headers(ticket));
        Ok(Self {
            access,
            principal,
            user: RwLock::new(user),
            who,
        })
    }

    /// Calls an operation of `User.svc`. Where the ticket is refused, gets a new one and calls once more.
    ///
    /// ```no_run
    /// # use generated_client::session::{SessionError, SuperOfficeSession};
    /// # use generated_client::superoffice::GetUserRequest;
    /// # async fn example(session: SuperOfficeSession) -> Result<(), SessionError> {
    /// let answer = session
    ///     .call(|user| user.get_user(GetUserRequest::default().user_id(12)))
    ///     .await?;
    /// println!("{:?}", answer.response);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The service says that it failed, or a call fails.
    pub async fn call<O>(
        &self,
        make: impl for<'c> Fn(&'c UserClient<T>) -> Call<'c, O, T>,
    ) -> Result<O::Response, SessionError>
    where
        O: Operation<ResponseHeaders = UserResponseHeaders>,
        SessionError: From<soap_runtime::OperationError<O>>,
    {
        let user = self.user();
        match make(&user).await {
            Ok(answer) => return Ok(answer),
            Err(CallError::Application(failure)) => {
                let info = failure.into_inner().headers.exception_info;
                if !info.as_ref().is_some_and(is_about_ticket) {
                    return Err(refusal(info));
                }
            }
            Err(error) => return Err(error.into()),
        }
        self.renew(&user).await?;
        match make(&self.user()).await {
            Ok(answer) => Ok(answer),
            Err(CallError::Application(failure)) => {
                Err(refusal(failure.into_inner().headers.exception_info))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The generated client with the ticket of now, for calls that want more than an answer's body.
    pub fn user(&self) -> UserClient<T> {
        let user = self.user.read().unwrap_or_else(PoisonError::into_inner);
        user.clone()
    }

    /// Gets a new ticket, unless another call has done so since `used` was taken.
    async fn renew(&self, used: &UserClient<T>) -> Result<(), SessionError> {
        let now = self.user();
        if now.as_client().headers() != used.as_client().headers() {
            return Ok(());
        }
        let (_, ticket) = authenticate(&self.principal, &self.access).await?;
        let renewed = now.with_headers(self.access.headers(ticket));
        *self.user.write().unwrap_or_else(PoisonError::into_inner) = renewed;
        Ok(())
    }
}

impl<T> SuperOfficeSession<T> {
    /// Who is signed in.
    pub fn who(&self) -> &SoPrincipalCarrier {
        &self.who
    }
}

/// Who the user is, and their ticket.
async fn authenticate<T: Transport>(
    principal: &SoPrincipalClient<T>,
    access: &SuperOfficeAccess,
) -> Result<(SoPrincipalCarrier, SoCredentials), SessionError> {
    let request = access.user.clone();
    let answer = match principal.authenticate_username_password(request).await {
        Ok(answer) => answer,
        Err(CallError::Application(failure)) => {
            return Err(refusal(failure.into_inner().headers.exception_info));
        }
        Err(error) => return Err(error.into()),
    };
    match (answer.authentication_succeeded, answer.credentials) {
        // A wrong password is no failure of the service: it says `Succeeded` and gives no ticket.
        (Some(true), Some(ticket)) => Ok((answer.response.unwrap_or_default(), ticket)),
        _ => Err(SessionError::refused("wrong user name or password")),
    }
}

/// Whether a failure is about the ticket: missing, void or too old.
fn is_about_ticket(info: &SoExceptionInfo) -> bool {
    // NetServer throws this for whatever is wrong with the caller's identity; the text is in the user's language.
    let is_security = |name: &String| name.rsplit('.').next() == Some("SoSecurityException");
    info.exception_type.as_ref().is_some_and(is_security)
}

fn refusal(info: Option<SoExceptionInfo>) -> SessionError {
    let message = info.and_then(|info| info.friendly_text.or(info.message));
    SessionError::refused(message.as_deref().unwrap_or("the service gave no reason"))
}
