//! `xs:string` and `xs:boolean`; XSD 1.0 part 2 §3.2.1, §3.2.2.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::facets::{Facets, WhiteSpace};
use super::scalar::{LexicalError, Scalar};
use super::scope::{Prefixes, Scope};

impl Scalar for String {
    const XSD: &'static str = "xs:string";
    const WHITE_SPACE: Option<WhiteSpace> = None;

    fn parse(text: &str, _scope: &dyn Scope) -> Result<Self, LexicalError> {
        Ok(text.to_owned())
    }

    fn as_text(&self) -> Option<&str> {
        Some(self)
    }

    fn format(&self, out: &mut String, _prefixes: &mut dyn Prefixes) {
        out.push_str(self);
    }

    #[inline]
    fn parse_owned(text: Cow<'_, str>, _scope: &dyn Scope) -> Result<Self, LexicalError> {
        Ok(text.into_owned())
    }

    fn compare(&self, _bound: &str) -> Option<Ordering> {
        None
    }

    fn length(&self) -> Option<u64> {
        Some(self.chars().count() as u64)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl Scalar for bool {
    const XSD: &'static str = "xs:boolean";
    const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

    fn parse(text: &str, _scope: &dyn Scope) -> Result<Self, LexicalError> {
        match text {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(LexicalError::new(Self::XSD)),
        }
    }

    fn format(&self, out: &mut String, _prefixes: &mut dyn Prefixes) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn meant(text: &str) -> Option<String> {
        let is = |it: &&str| text.eq_ignore_ascii_case(it);
        ["true", "false"].into_iter().find(is).map(str::to_owned)
    }

    fn find_form(
        &self,
        _facets: Option<&Facets<'_>>,
        _scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        let other = if *self { "1" } else { "0" };
        is_allowed(other).then(|| other.to_owned())
    }

    fn blank() -> Self {
        false
    }
}
