//! [`Error`]: the error of any call, without type parameters.

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::soap::error::{CallError, ErrorKind, Report, RequestError};
use crate::soap::{CallSite, FaultCode};
use crate::transport::TransportError;
use crate::xml::EncodeError;

/// The error of any call of any service: every [`CallError`] converts into it, so `?` does.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/shop.rs"));
/// # use shop::{BuyRequest, ShopClient};
/// # use soap_runtime::Transport;
/// async fn buy<T: Transport>(client: &ShopClient<T>) -> Result<Option<i32>, soap_runtime::Error> {
///     Ok(client.buy(BuyRequest::default().article("tea")).await?.number)
/// }
/// # fn main() {}
/// ```
pub struct Error(Box<dyn Erased>);

/// A [`CallError`] whose types are forgotten.
trait Erased: StdError + Send + Sync + Any {
    fn told(&self) -> Told<'_>;
}

/// What every [`CallError`] can tell.
struct Told<'e> {
    kind: ErrorKind,
    site: &'e CallSite,
    status: Option<StatusCode>,
    fault: Option<(&'e FaultCode, &'e str)>,
    transport: Option<&'e TransportError>,
    is_unsent: bool,
    is_retryable: bool,
}

impl<F, H> Erased for CallError<F, H>
where
    F: fmt::Debug + Send + Sync + 'static,
    H: fmt::Debug + Send + Sync + 'static,
{
    fn told(&self) -> Told<'_> {
        Told {
            kind: self.kind(),
            site: self.site(),
            status: self.status(),
            fault: (self.fault()).map(|fault| (&fault.code, fault.reason())),
            transport: self.transport(),
            is_unsent: self.is_unsent(),
            is_retryable: self.is_retryable(),
        }
    }
}

impl Error {
    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.told().kind
    }

    /// Which call it ended.
    pub fn site(&self) -> &CallSite {
        self.0.told().site
    }

    /// The HTTP status, where there is one worth knowing.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.told().status
    }

    /// The code of the fault, if it is one.
    pub fn fault_code(&self) -> Option<&FaultCode> {
        Some(self.0.told().fault?.0)
    }

    /// The first reason of the fault, if it is one; empty if it gives none.
    pub fn fault_reason(&self) -> Option<&str> {
        Some(self.0.told().fault?.1)
    }

    /// The failure of the transport, if it is one.
    pub fn transport(&self) -> Option<&TransportError> {
        self.0.told().transport
    }

    /// As [`CallError::is_timeout`].
    pub fn is_timeout(&self) -> bool {
        self.transport().is_some_and(TransportError::is_timeout)
    }

    /// As [`CallError::is_connect`].
    pub fn is_connect(&self) -> bool {
        self.transport().is_some_and(TransportError::is_connect)
    }

    /// As [`CallError::is_unsent`].
    pub fn is_unsent(&self) -> bool {
        self.0.told().is_unsent
    }

    /// As [`CallError::is_retryable`].
    pub fn is_retryable(&self) -> bool {
        self.0.told().is_retryable
    }

    /// The error of the call, if it is an `E`: the [`CallError`] of that operation.
    pub fn downcast_ref<E: StdError + 'static>(&self) -> Option<&E> {
        let error: &dyn Any = &*self.0;
        error.downcast_ref()
    }

    /// The error with everything that stands behind it.
    pub fn report(&self) -> Report<'_> {
        Report::new(self)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

impl<F, H> From<CallError<F, H>> for Error
where
    F: fmt::Debug + Send + Sync + 'static,
    H: fmt::Debug + Send + Sync + 'static,
{
    fn from(error: CallError<F, H>) -> Self {
        Self(Box::new(error))
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        CallError::<crate::soap::NoFault>::from(error).into()
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        RequestError::Body(error).into()
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        CallError::<crate::soap::NoFault>::from(error).into()
    }
}
