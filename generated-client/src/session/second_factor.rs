//! The second factor of the Technician Console: a push to somebody's phone, asked about until they answer.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use soap_runtime::value::Secret;
use soap_runtime::{DefaultTransport, Transport};

use super::SessionError;
use super::console::ConsoleSession;
use crate::technician_console::{LoginTwoFactorResult, TwoFactorCheckPushAuthStatusRequest};

/// Between two questions whether the second factor was approved, unless said otherwise.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// A sign-in that waits for its second factor.
#[derive(Debug)]
pub struct SecondFactor<T = DefaultTransport> {
    session: ConsoleSession<T>,
}

/// A push that was sent, and what becomes of it.
///
/// [`Approval::next`] gives one state after the other, [`Approval::finish`] waits for the end of it.
pub struct Approval<T = DefaultTransport> {
    session: ConsoleSession<T>,
    request: TwoFactorCheckPushAuthStatusRequest,
    interval: Duration,
    deadline: Instant,
    sleep: Sleep,
    last: Option<LoginTwoFactorResult>,
}

/// Waits, in whatever runtime.
type Sleep = Arc<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

impl<T> SecondFactor<T> {
    pub(super) fn new(session: ConsoleSession<T>) -> Self {
        Self { session }
    }

    /// The names of the methods that the account has, e.g. `Push`; empty where the service does not say.
    pub fn methods(&self) -> Vec<&str> {
        let methods = self
            .session
            .login()
            .two_factor_authentication_methods
            .iter();
        methods
            .flatten()
            .filter_map(|method| method.auth_method_name.as_deref())
            .collect()
    }

    /// Asks every two seconds whether the push with this token was approved, for at most `time`.
    /// Waits with tokio's timer; [`SecondFactor::push_with`] is for other runtimes.
    #[cfg(feature = "hyper")]
    pub fn push(self, push_token: impl Into<Secret<String>>, time: Duration) -> Approval<T> {
        self.push_with(push_token, time, tokio::time::sleep)
    }

    /// As `push`, waiting with `sleep`.
    pub fn push_with<S>(
        self,
        push_token: impl Into<Secret<String>>,
        time: Duration,
        sleep: impl Fn(Duration) -> S + Send + Sync + 'static,
    ) -> Approval<T>
    where
        S: Future<Output = ()> + Send + 'static,
    {
        let request = TwoFactorCheckPushAuthStatusRequest {
            login_token: self.session.login().login_token.clone(),
            push_token: Some(push_token.into()),
        };
        Approval {
            session: self.session,
            request,
            interval: POLL_INTERVAL,
            deadline: Instant::now() + time,
            sleep: Arc::new(move |time| Box::pin(sleep(time))),
            last: None,
        }
    }
}

impl<T> Approval<T> {
    /// The same, asking this often.
    #[must_use]
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }
}

impl<T: Transport> Approval<T> {
    /// Asks once more, after a pause, and gives the state: `Poll` while nobody has answered. `None` once it is decided.
    ///
    /// # Errors
    /// The call fails, or the time is over.
    pub async fn next(&mut self) -> Result<Option<LoginTwoFactorResult>, SessionError> {
        match &self.last {
            Some(LoginTwoFactorResult::Poll) => {
                if Instant::now() + self.interval >= self.deadline {
                    return Err(SessionError::NotApprovedInTime);
                }
                (self.sleep)(self.interval).await;
            }
            Some(_) => return Ok(None),
            None => {}
        }
        let client = self.session.client();
        let answer = client
            .two_factor_check_push_auth_status(self.request.clone())
            .await?;
        self.last = Some(answer.result.clone());
        Ok(Some(answer.result))
    }

    /// Waits until somebody has said yes or no.
    ///
    /// # Errors
    /// They said no, the time is over, or a call fails.
    pub async fn finish(mut self) -> Result<ConsoleSession<T>, SessionError> {
        while self.next().await?.is_some() {}
        match self.last {
            Some(LoginTwoFactorResult::Ok) => Ok(self.session),
            Some(refused) => Err(SessionError::refused(refused)),
            None => Err(SessionError::NotApprovedInTime),
        }
    }
}

impl<T> fmt::Debug for Approval<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Approval")
            .field("interval", &self.interval)
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}
