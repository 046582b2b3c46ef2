//! [`Made`]: what settings became, whatever carries requests then.

use std::fmt;

use http::Uri;

use super::HttpTransportBuilder;
use super::extras::Extras;
use crate::transport::{TransportError, TransportErrorKind};

/// What settings became: a `C` that carries requests, or what is wrong with them.
#[derive(Clone)]
pub(super) struct Made<C> {
    carrier: Result<C, String>,
    /// Why https cannot work.
    tls_problem: Option<String>,
    pub(super) extras: Extras,
}

impl<C> Made<C> {
    /// What `make` makes of settings that nothing is wrong with, and why https cannot work with that.
    pub(super) fn new(
        settings: HttpTransportBuilder,
        make: impl FnOnce(HttpTransportBuilder) -> Result<(C, Option<String>), String>,
    ) -> Self {
        let extras = settings.extras.clone();
        let made = match &settings.problem {
            Some(problem) => Err(problem.clone()),
            None => make(settings),
        };
        let (carrier, tls_problem) = match made {
            Ok((carrier, tls_problem)) => (Ok(carrier), tls_problem),
            Err(problem) => (Err(problem), None),
        };
        Self {
            carrier,
            tls_problem,
            extras,
        }
    }

    /// What carries a request to this URL.
    ///
    /// # Errors
    /// It cannot, as it is set up.
    pub(super) fn carrier(&self, uri: &Uri) -> Result<&C, TransportError> {
        let is_https = uri.scheme_str() == Some("https");
        match (&self.carrier, &self.tls_problem) {
            (Err(problem), _) => Err(setup(problem)),
            (Ok(_), Some(problem)) if is_https => Err(setup(problem)),
            (Ok(carrier), _) => Ok(carrier),
        }
    }

    /// `Debug` of the transport of this name.
    pub(super) fn show(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        f.debug_struct(name)
            .field("extras", &self.extras)
            .field("is_usable", &self.carrier.is_ok())
            .finish()
    }
}

/// The error of a transport that cannot be used as it is set up.
pub(super) fn setup(problem: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Setup).with_message(problem)
}
