//! [`SignIn`]: what signing in at the Technician Console came to.

use soap_runtime::{DefaultTransport, Transport};

use super::SessionError;
use super::console::ConsoleSession;
use super::second_factor::SecondFactor;
use crate::technician_console::{
    LoginResult, LoginTechnicianFromStandaloneV72Request, TechnicianConsoleClient,
};

/// What signing in came to.
#[derive(Debug)]
#[must_use = "the second factor may be missing"]
pub enum SignIn<T = DefaultTransport> {
    /// The technician is signed in.
    Done(ConsoleSession<T>),
    /// Somebody has to approve it on their phone.
    SecondFactor(SecondFactor<T>),
    /// The account needs a second factor first; [`ConsoleSession::login`] has the address to set it up at.
    SetUpRequired(ConsoleSession<T>),
}

impl<T: Transport> ConsoleSession<T> {
    /// Signs a technician in. The request is kept, to sign in again where the session has ended.
    ///
    /// # Errors
    /// The service refuses, or the call fails.
    pub async fn sign_in(
        client: TechnicianConsoleClient<T>,
        credentials: LoginTechnicianFromStandaloneV72Request,
    ) -> Result<SignIn<T>, SessionError> {
        let login = client
            .login_technician_from_standalone_v7_2(credentials.clone())
            .await?;
        let result = login.result.clone();
        let session = Self {
            client,
            credentials,
            login,
        };
        match result {
            LoginResult::Ok => Ok(SignIn::Done(session)),
            LoginResult::OkTwoFactorAuthenticationRequired => {
                Ok(SignIn::SecondFactor(SecondFactor::new(session)))
            }
            LoginResult::OkTwoFactorSetupRequired => Ok(SignIn::SetUpRequired(session)),
            refused => Err(SessionError::refused(refused)),
        }
    }
}

impl<T> SignIn<T> {
    /// The session, where no second factor is asked for.
    ///
    /// # Errors
    /// [`SessionError::SecondFactorNeeded`].
    pub fn done(self) -> Result<ConsoleSession<T>, SessionError> {
        match self {
            Self::Done(session) | Self::SetUpRequired(session) => Ok(session),
            Self::SecondFactor(_) => Err(SessionError::SecondFactorNeeded),
        }
    }
}
