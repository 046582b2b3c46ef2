//! [`SimpleType`]: a simple type as a value, so that it may be one that is known only at run time.
//!
//! What reads, writes and checks simple values is written for it once. [`Static`] is a type of Rust, which compiles to
//! calls of its [`Scalar`].

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;

use super::facets::{FacetError, Facets, WhiteSpace};
use super::scalar::{LexicalError, Scalar};
use super::scope::{Prefixes, Scope};

/// A simple type: what [`Scalar`] says, of a type that may be known only at run time.
///
/// Methods that take a value are as those of [`Scalar`], and have its defaults.
pub trait SimpleType {
    /// The values of the type.
    type Value;

    /// The name of the type in messages, as [`Scalar::XSD`].
    fn xsd(&self) -> &'static str;

    /// As [`Scalar::WHITE_SPACE`].
    fn white_space(&self) -> Option<WhiteSpace>;

    /// As [`Scalar::SECRET`].
    fn is_secret(&self) -> bool {
        false
    }

    /// As [`Scalar::OCTETS`].
    fn is_octets(&self) -> bool {
        false
    }

    /// As [`Scalar::ITEM_BYTES`].
    fn item_bytes(&self) -> usize {
        0
    }

    /// Reads a value from `text`, whose white space was handled before.
    ///
    /// # Errors
    /// As [`Scalar::parse`].
    fn parse(&self, text: Cow<'_, str>, scope: &dyn Scope) -> Result<Self::Value, LexicalError>;

    /// As [`Scalar::as_text`].
    fn as_text<'v>(&self, value: &'v Self::Value) -> Option<&'v str> {
        let _ = value;
        None
    }

    /// As [`Scalar::format`].
    fn format(&self, value: &Self::Value, out: &mut String, prefixes: &mut dyn Prefixes);

    /// As [`Scalar::meant`].
    fn meant(&self, text: &str) -> Option<String> {
        let _ = text;
        None
    }

    /// As [`Scalar::find_form`].
    fn find_form(
        &self,
        value: &Self::Value,
        facets: Option<&Facets<'_>>,
        scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        let _ = (value, facets, scope, is_allowed);
        None
    }

    /// As [`Scalar::from_octets`].
    #[allow(
        clippy::wrong_self_convention,
        reason = "the type that makes the value is a value itself here"
    )]
    fn from_octets(&self, octets: &[u8]) -> Option<Self::Value> {
        let _ = octets;
        None
    }

    /// As [`Scalar::octets`].
    fn octets<'v>(&self, value: &'v Self::Value) -> Option<&'v [u8]> {
        let _ = value;
        None
    }

    /// As [`Scalar::compare`].
    fn compare(&self, value: &Self::Value, bound: &str) -> Option<Ordering> {
        let _ = (value, bound);
        None
    }

    /// As [`Scalar::length`].
    fn length(&self, value: &Self::Value) -> Option<u64> {
        let _ = value;
        None
    }

    /// As [`Scalar::check_items`].
    ///
    /// # Errors
    /// The first facet that an item breaks.
    fn check_items(
        &self,
        value: &Self::Value,
        facets: &Facets<'_>,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        let _ = (value, facets, text, scope);
        Ok(())
    }

    /// As [`Scalar::check_member`].
    ///
    /// # Errors
    /// The first facet that the value breaks, where no member of the union takes its text.
    fn check_member(
        &self,
        value: &Self::Value,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        let _ = (value, text, scope);
        Ok(())
    }

    /// As [`Scalar::is_known`].
    fn is_known(&self, value: &Self::Value) -> bool {
        let _ = value;
        true
    }
}

/// A type of Rust.
pub struct Static<T>(PhantomData<fn() -> T>);

impl<T> Static<T> {
    /// The type `T`.
    pub const TYPE: Self = Self(PhantomData);
}

impl<T> fmt::Debug for Static<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Static")
    }
}

impl<T: Scalar> SimpleType for Static<T> {
    type Value = T;

    fn xsd(&self) -> &'static str {
        T::XSD
    }

    fn white_space(&self) -> Option<WhiteSpace> {
        T::WHITE_SPACE
    }

    fn is_secret(&self) -> bool {
        T::SECRET
    }

    fn is_octets(&self) -> bool {
        T::OCTETS
    }

    fn item_bytes(&self) -> usize {
        T::ITEM_BYTES
    }

    fn parse(&self, text: Cow<'_, str>, scope: &dyn Scope) -> Result<T, LexicalError> {
        T::parse_owned(text, scope)
    }

    fn as_text<'v>(&self, value: &'v T) -> Option<&'v str> {
        value.as_text()
    }

    fn format(&self, value: &T, out: &mut String, prefixes: &mut dyn Prefixes) {
        value.format(out, prefixes);
    }

    fn meant(&self, text: &str) -> Option<String> {
        T::meant(text)
    }

    fn find_form(
        &self,
        value: &T,
        facets: Option<&Facets<'_>>,
        scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        value.find_form(facets, scope, is_allowed)
    }

    fn from_octets(&self, octets: &[u8]) -> Option<T> {
        T::from_octets(octets)
    }

    fn octets<'v>(&self, value: &'v T) -> Option<&'v [u8]> {
        value.octets()
    }

    fn compare(&self, value: &T, bound: &str) -> Option<Ordering> {
        value.compare(bound)
    }

    fn length(&self, value: &T) -> Option<u64> {
        value.length()
    }

    fn check_items(
        &self,
        value: &T,
        facets: &Facets<'_>,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        value.check_items(facets, text, scope)
    }

    fn check_member(&self, value: &T, text: &str, scope: &dyn Scope) -> Result<(), FacetError> {
        value.check_member(text, scope)
    }

    fn is_known(&self, value: &T) -> bool {
        value.is_known()
    }
}
