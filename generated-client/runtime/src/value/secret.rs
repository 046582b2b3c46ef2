//! [`Secret`]: a value that nothing shows by accident.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use super::facets::{Facets, WhiteSpace};
use super::scalar::{LexicalError, Scalar};
use super::scope::{Prefixes, Scope};

/// A password, ticket, token or code: `Debug` does not show it, and there is no `Display`. Its memory is not overwritten when it
/// is dropped.
///
/// ```
/// use soap_runtime::value::Secret;
///
/// let password = Secret::<String>::from("hunter2");
/// assert_eq!(format!("{password:?}"), "Secret(…)");
/// assert_eq!(password.expose(), "hunter2");
/// ```
#[derive(Clone, Default, Eq, Hash, PartialEq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Hides `value`.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, to be changed.
    pub const fn expose_mut(&mut self) -> &mut T {
        &mut self.0
    }

    /// The value itself, no longer hidden.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl<T: Scalar> Scalar for Secret<T> {
    const XSD: &'static str = T::XSD;
    const WHITE_SPACE: Option<WhiteSpace> = T::WHITE_SPACE;
    const SECRET: bool = true;

    fn parse(text: &str, scope: &dyn Scope) -> Result<Self, LexicalError> {
        T::parse(text, scope)
            .map(Self)
            .map_err(LexicalError::redacted)
    }

    fn format(&self, out: &mut String, prefixes: &mut dyn Prefixes) {
        self.0.format(out, prefixes);
    }

    fn parse_owned(text: Cow<'_, str>, scope: &dyn Scope) -> Result<Self, LexicalError> {
        T::parse_owned(text, scope)
            .map(Self)
            .map_err(LexicalError::redacted)
    }

    fn meant(text: &str) -> Option<String> {
        T::meant(text)
    }

    fn find_form(
        &self,
        facets: Option<&Facets<'_>>,
        scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        self.0.find_form(facets, scope, is_allowed)
    }

    fn compare(&self, bound: &str) -> Option<Ordering> {
        self.0.compare(bound)
    }

    fn length(&self) -> Option<u64> {
        self.0.length()
    }

    fn blank() -> Self {
        Self(T::blank())
    }
}
