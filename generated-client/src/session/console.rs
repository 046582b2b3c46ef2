//! [`ConsoleSession`]: a technician signed in at the Technician Console.
//!
//! The login is in a session cookie that ends after 20 idle minutes; the transport keeps it.
//! `sUrl` and `sLoginRegionURL` of the answer are at hand in [`ConsoleSession::login`]: what they mean for later calls is
//! not documented, so nothing is done with them.

use std::time::Duration;

use soap_runtime::value::Secret;
use soap_runtime::{DefaultTransport, Transport};

use super::SessionError;
use super::second_factor::SecondFactor;
use crate::technician_console::{
    ChangePasswordResult, ChangePasswordV72Request, ChangePasswordV72Response, LoginResult,
    LoginTechnicianFromStandaloneV72Request, LoginTechnicianFromStandaloneV72Response,
    TechnicianConsoleClient,
};

/// A technician who is signed in.
#[derive(Clone, Debug)]
pub struct ConsoleSession<T = DefaultTransport> {
    client: TechnicianConsoleClient<T>,
    credentials: LoginTechnicianFromStandaloneV72Request,
    login: LoginTechnicianFromStandaloneV72Response,
}

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

    /// Changes the technician's password; the session goes on with the new one.
    ///
    /// # Errors
    /// The service refuses, signing in again needs a second factor, or a call fails.
    pub async fn change_password(
        &mut self,
        new_password: impl Into<Secret<String>>,
    ) -> Result<ChangePasswordV72Response, SessionError> {
        let new_password = new_password.into();
        let request = ChangePasswordV72Request {
            old_password: self.credentials.password.clone(),
            new_password: Some(new_password.clone()),
        };
        let mut answer = self.client.change_password_v7_2(request.clone()).await?;
        if answer.result == ChangePasswordResult::UserNotLoggedIn {
            self.sign_in_again().await?;
            answer = self.client.change_password_v7_2(request).await?;
        }
        match answer.result {
            ChangePasswordResult::Ok
            | ChangePasswordResult::OkTwoFactorSetupRequired
            | ChangePasswordResult::OkTwoFactorAuthenticationRequired => {
                self.credentials.password = Some(new_password);
                Ok(answer)
            }
            refused => Err(SessionError::refused(refused)),
        }
    }

    /// Signs in once more, with what the session began with.
    ///
    /// # Errors
    /// The service refuses, or wants a second factor, or the call fails.
    pub async fn sign_in_again(&mut self) -> Result<(), SessionError> {
        let request = self.credentials.clone();
        let login = self
            .client
            .login_technician_from_standalone_v7_2(request)
            .await?;
        match login.result {
            LoginResult::Ok => {
                self.login = login;
                Ok(())
            }
            LoginResult::OkTwoFactorAuthenticationRequired => Err(SessionError::SecondFactorNeeded),
            refused => Err(SessionError::refused(refused)),
        }
    }
}

impl<T> ConsoleSession<T> {
    /// The answer to the last login: attempts left, when the password expires, where the account lives.
    pub fn login(&self) -> &LoginTechnicianFromStandaloneV72Response {
        &self.login
    }

    /// The generated client, for every operation.
    pub fn client(&self) -> &TechnicianConsoleClient<T> {
        &self.client
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

/// Between two questions whether the second factor was approved, unless said otherwise.
pub(super) const POLL_INTERVAL: Duration = Duration::from_secs(2);
