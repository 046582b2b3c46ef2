//! [`Report`]: an error with everything that stands behind it, for a log or a terminal.

use std::error::Error;
use std::fmt;

use crate::bounded::{ERROR_BYTES, display_bounded, write_bounded};

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
        display_bounded(f, |f| {
            let mut said = bounded(self.0);
            f.write_str(&said)?;
            let mut next = self.0.source();
            while let Some(error) = next {
                let text = bounded(error);
                // Some errors say what their causes say.
                if !said.contains(&text) {
                    write!(f, "\n  because: {text}")?;
                    said.push('\n');
                    said.push_str(&text);
                }
                next = error.source();
            }
            Ok(())
        })
    }
}

/// What an error says, cut as errors are.
fn bounded(error: &dyn Error) -> String {
    let mut text = String::new();
    // A string takes all; what an error fails to say is not said.
    let _ = write_bounded(&mut text, ERROR_BYTES, format_args!("{error}"));
    text
}
