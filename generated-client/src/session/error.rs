//! [`SessionError`]: why a session could not be had, or a call in it gave nothing.

use std::error::Error;
use std::fmt;

use soap_runtime::CallError;

/// Why a session could not be had, or a call in it gave nothing.
#[derive(Debug)]
#[non_exhaustive]
pub enum SessionError {
    /// The service answered, and refused. The text is its own word: `login_v2_InvalidPassword`, or the message of a failure.
    Refused(String),
    /// The session has ended, and signing in again asks for a second factor, which only a person can give.
    SecondFactorNeeded,
    /// Nobody approved the second factor in time.
    NotApprovedInTime,
    /// The call itself failed.
    Call(Box<dyn Error + Send + Sync>),
}

impl SessionError {
    pub(super) fn refused(word: impl fmt::Display) -> Self {
        Self::Refused(word.to_string())
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(word) => write!(f, "the service refused: {word}"),
            Self::SecondFactorNeeded => {
                f.write_str("the session has ended, and signing in again needs a second factor")
            }
            Self::NotApprovedInTime => f.write_str("the second factor was not approved in time"),
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl Error for SessionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // The `Display` of the call's error is this error's.
            Self::Call(error) => error.source(),
            Self::Refused(_) | Self::SecondFactorNeeded | Self::NotApprovedInTime => None,
        }
    }
}

impl<F, H> From<CallError<F, H>> for SessionError
where
    CallError<F, H>: Error + Send + Sync + 'static,
{
    fn from(error: CallError<F, H>) -> Self {
        Self::Call(Box::new(error))
    }
}
