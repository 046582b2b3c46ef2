//! [`Report`]: an error with everything that stands behind it, for a log or a terminal.

use std::error::Error;
use std::fmt::{self, Write};

use crate::bounded::{ERROR_BYTES, write_bounded};

/// An error with everything that stands behind it: one line each, at most 4 KiB.
///
/// ```
/// use soap_runtime::{Report, TransportError, TransportErrorKind};
///
/// let refused = std::io::Error::other("connection refused");
/// let proxy = TransportError::new(TransportErrorKind::Connect)
///     .with_message("no way to the proxy")
///     .with_source(refused);
/// assert_eq!(
///     Report::new(&proxy).to_string(),
///     "cannot connect: no way to the proxy\n  because: connection refused"
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Report<'e>(&'e (dyn Error + 'static));

impl<'e> Report<'e> {
    /// The report of an error.
    pub fn new(error: &'e (dyn Error + 'static)) -> Self {
        Self(error)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bounded(f, ERROR_BYTES, format_args!("{}", Lines(self.0)))
    }
}

struct Lines<'e>(&'e (dyn Error + 'static));

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = String::new();
        write_bounded(&mut said, ERROR_BYTES, format_args!("{}", self.0))?;
        f.write_str(&said)?;
        let mut next = self.0.source();
        while let Some(error) = next {
            let mut text = String::new();
            write_bounded(&mut text, ERROR_BYTES, format_args!("{error}"))?;
            // Some errors say what their causes say.
            if !said.contains(&text) {
                write!(f, "\n  because: {text}")?;
                write!(said, "\n{text}")?;
            }
            next = error.source();
        }
        Ok(())
    }
}
