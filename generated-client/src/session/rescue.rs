//! [`RescueSession`]: somebody signed in at the Rescue API.

use std::fmt;
use std::sync::{PoisonError, RwLock};

use soap_runtime::value::Secret;
use soap_runtime::{Call, DefaultTransport, Operation, Transport};

use super::SessionError;
use crate::rescue_api::{
    ApiClient, CancelActionResponse, CancelActionResult, GetAccountRequest, GetAccountResponse,
    GetAccountResult, GetUserResponse, GetUserResult, LoginRequest, LoginResult, LogoutResult,
    RequestAuthCodeRequest, RequestAuthCodeResult, RequestLensPinCodeV2Request,
    RequestLensPinCodeV2Response, RequestPinCodeResult, StartSessionResponse, StartSessionResult,
};

/// Somebody who is signed in, by one of the three ways the service knows.
///
/// A session cookie ends after 20 idle minutes; an authentication code holds until another is asked for.
#[derive(Debug)]
pub struct RescueSession<T = DefaultTransport> {
    client: ApiClient<T>,
    way: Way,
    code: RwLock<Option<Secret<String>>>,
}

#[derive(Clone, Debug)]
enum Way {
    Cookie(LoginRequest),
    AuthCode(RequestAuthCodeRequest),
    Token,
}

/// An answer of the Rescue API, which says in its first member how the call went.
pub trait RescueAnswer {
    /// How the call went.
    fn standing(&self) -> Standing<'_>;
}

/// How a call of the Rescue API went.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing<'a> {
    /// It did what it was asked for.
    Done,
    /// The session has ended, or the authentication code is void.
    SignedOut(&'a str),
    /// It did not, for this reason: the literal of the service.
    Refused(&'a str),
}

impl<T: Transport> RescueSession<T> {
    /// Signs in with e-mail and password. The transport keeps the session's cookie.
    ///
    /// # Errors
    /// The service refuses, or the call fails.
    pub async fn sign_in(client: ApiClient<T>, login: LoginRequest) -> Result<Self, SessionError> {
        Self::start(client, Way::Cookie(login)).await
    }

    /// Asks for an authentication code, which goes with every call. It voids the code that was given before.
    ///
    /// # Errors
    /// The service refuses, or the call fails.
    pub async fn with_auth_code(
        client: ApiClient<T>,
        request: RequestAuthCodeRequest,
    ) -> Result<Self, SessionError> {
        Self::start(client, Way::AuthCode(request)).await
    }

    async fn start(client: ApiClient<T>, way: Way) -> Result<Self, SessionError> {
        let session = Self {
            client,
            way,
            code: RwLock::new(None),
        };
        session.sign_in_again().await?;
        Ok(session)
    }

    /// Calls an operation. Where the service says that the session has ended, signs in again and calls once more.
    ///
    /// ```no_run
    /// # use generated_client::rescue_api::GetUserRequest;
    /// # use generated_client::session::{RescueSession, SessionError};
    /// # async fn example(session: RescueSession) -> Result<(), SessionError> {
    /// let answer = session
    ///     .call(|client, code| {
    ///         client.get_user(GetUserRequest {
    ///             node_id: 7,
    ///             auth_code: code,
    ///         })
    ///     })
    ///     .await?;
    /// println!("{:?}", answer.user);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The service refuses, or a call fails.
    pub async fn call<O>(
        &self,
        make: impl for<'c> Fn(&'c ApiClient<T>, Option<Secret<String>>) -> Call<'c, O, T>,
    ) -> Result<O::Response, SessionError>
    where
        O: Operation,
        O::Response: RescueAnswer,
        SessionError: From<soap_runtime::OperationError<O>>,
    {
        let mut answer = make(&self.client, self.code()).await?;
        if let Standing::SignedOut(_) = answer.standing() {
            if let Way::Token = self.way {
                return Err(refusal(answer.standing()));
            }
            self.sign_in_again().await?;
            answer = make(&self.client, self.code()).await?;
        }
        match answer.standing() {
            Standing::Done => Ok(answer),
            refused => Err(refusal(refused)),
        }
    }

    /// The account of whoever is signed in.
    ///
    /// # Errors
    /// As [`RescueSession::call`].
    pub async fn account(&self) -> Result<GetAccountResponse, SessionError> {
        self.call(|client, code| client.get_account(GetAccountRequest { auth_code: code }))
            .await
    }

    /// A PIN code for a Lens session. It is text: it may begin with zeros.
    ///
    /// # Errors
    /// As [`RescueSession::call`]; the service gives at most one PIN code a second.
    pub async fn pin_code(
        &self,
        request: RequestLensPinCodeV2Request,
    ) -> Result<Secret<String>, SessionError> {
        let answer = self
            .call(|client, code| {
                let mut request = request.clone();
                request.auth_code = code;
                client.request_lens_pin_code_v2(request)
            })
            .await?;
        answer
            .pin_code
            .ok_or_else(|| SessionError::refused("no PIN code in the answer"))
    }

    /// Ends a session that lives in a cookie. An authentication code or API token stays valid.
    ///
    /// # Errors
    /// The service refuses, or the call fails.
    pub async fn sign_out(self) -> Result<(), SessionError> {
        let Way::Cookie(_) = self.way else {
            return Ok(());
        };
        match self.client.logout().await?.result {
            // What is over need not be ended.
            LogoutResult::Ok | LogoutResult::NotLoggedIn => Ok(()),
            refused => Err(SessionError::refused(refused)),
        }
    }

    async fn sign_in_again(&self) -> Result<(), SessionError> {
        match &self.way {
            Way::Cookie(login) => match self.client.login(login.clone()).await?.result {
                LoginResult::Ok => Ok(()),
                refused => Err(SessionError::refused(refused)),
            },
            Way::AuthCode(request) => {
                let answer = self.client.request_auth_code(request.clone()).await?;
                match (answer.result, answer.auth_code) {
                    (RequestAuthCodeResult::Ok, Some(code)) => {
                        *self.code.write().unwrap_or_else(PoisonError::into_inner) = Some(code);
                        Ok(())
                    }
                    (refused, _) => Err(SessionError::refused(refused)),
                }
            }
            Way::Token => Ok(()),
        }
    }
}

impl<T> RescueSession<T> {
    /// A session by an API token, which an administrator made once and for all. Nothing is sent yet.
    pub fn with_token(client: ApiClient<T>, token: impl Into<Secret<String>>) -> Self {
        Self {
            client,
            way: Way::Token,
            code: RwLock::new(Some(token.into())),
        }
    }

    /// The generated client, for every operation.
    pub fn client(&self) -> &ApiClient<T> {
        &self.client
    }

    /// The authentication code or API token that goes with calls; `None` in a session that lives in a cookie.
    pub fn code(&self) -> Option<Secret<String>> {
        self.code
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn refusal(standing: Standing<'_>) -> SessionError {
    match standing {
        Standing::Done => SessionError::refused("nothing"),
        Standing::SignedOut(word) | Standing::Refused(word) => SessionError::refused(word),
    }
}

/// Grammar: `Response: Result, signed out SignedOut …;`.
macro_rules! answers {
    ($($response:ty: $result:ident, signed out $($ended:ident)+;)+) => {
        $(impl RescueAnswer for $response {
            fn standing(&self) -> Standing<'_> {
                match &self.result {
                    $result::Ok => Standing::Done,
                    $($result::$ended)|+ => Standing::SignedOut(self.result.as_str()),
                    refused => Standing::Refused(refused.as_str()),
                }
            }
        })+
    };
}

answers! {
    GetAccountResponse: GetAccountResult, signed out NotLoggedIn InvalidSecretAuthCode;
    StartSessionResponse: StartSessionResult, signed out NotLoggedInAsAdmin InvalidSecretAuthCode;
    CancelActionResponse: CancelActionResult, signed out NotLoggedInAsAdmin InvalidSecretAuthCode;
    GetUserResponse: GetUserResult, signed out NotLoggedIn InvalidSecretAuthCode;
    RequestLensPinCodeV2Response: RequestPinCodeResult, signed out NotLoggedIn InvalidSecretAuthCode;
}

impl fmt::Display for Standing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.write_str("done"),
            Self::SignedOut(word) | Self::Refused(word) => f.write_str(word),
        }
    }
}
