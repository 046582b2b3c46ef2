//! [`NotUnderstood`] and [`Rejected`]: answers of SOAP that a caller may not have.

use std::error::Error;
use std::fmt;

use crate::bounded::{cut, debug_bounded, display_bounded};
use crate::soap::excerpt::Escaped;

/// A header block that must be understood and is not.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct NotUnderstood {
    /// The namespace name of the block.
    pub namespace: String,
    /// Its local name.
    pub local: String,
}

impl fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text| Escaped(cut(text, 200));
        write!(
            f,
            "the header block `{}` of `{}` must be understood and is not known; `with_understood` takes it for known",
            shown(&self.local),
            shown(&self.namespace)
        )
    }
}

impl fmt::Debug for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotUnderstood")
            .field("namespace", &cut(&self.namespace, 200))
            .field("local", &cut(&self.local, 200))
            .finish()
    }
}

impl Error for NotUnderstood {}

/// Why a hook of the client rejects an answer.
pub struct Rejected(Box<dyn Error + Send + Sync>);

impl Rejected {
    /// The rejection for this reason.
    pub fn new(reason: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(reason.into())
    }

    /// The reason, to be downcast to what the hook gave.
    pub fn reason(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display_bounded(f, |f| write!(f, "a hook rejects the answer: {}", self.0))
    }
}

impl fmt::Debug for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_bounded(f, |f| write!(f, "Rejected({:?})", self.0))
    }
}

impl Error for Rejected {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
