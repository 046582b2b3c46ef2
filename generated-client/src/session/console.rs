//! [`ConsoleSession`]: a technician signed in at the Technician Console.
//!
//! The login is in a session cookie that ends after 20 idle minutes; the transport keeps it.
//! `sUrl` and `sLoginRegionURL` of the answer are at hand in [`ConsoleSession::login`]: what they mean for later calls is
//! not documented, so nothing is done with them.

use soap_runtime::value::Secret;
use soap_runtime::{DefaultTransport, Transport};

use super::SessionError;
use crate::technician_console::{
    ChangePasswordResult, ChangePasswordV72Request, ChangePasswordV72Response, LoginResult,
    LoginTechnicianFromStandaloneV72Request, LoginTechnicianFromStandaloneV72Response,
    TechnicianConsoleClient,
};

/// A technician who is signed in.
#[derive(Clone, Debug)]
pub struct ConsoleSession<T = DefaultTransport> {
    pub(super) client: TechnicianConsoleClient<T>,
    pub(super) credentials: LoginTechnicianFromStandaloneV72Request,
    pub(super) login: LoginTechnicianFromStandaloneV72Response,
}

impl<T: Transport> ConsoleSession<T> {
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
