//! Unions of simple types: the members are tried in order; XSD 1.0 part 2 §2.5.1.3.

/// Gives an enum over simple types its lexical form.
///
/// Grammar: `Type, other Variant, { Member, Member in FACETS, … }`, or `other _` where the members take every text. A member
/// with facets takes what satisfies them.
#[macro_export]
macro_rules! union {
    ($ty:ty, other $other:tt, { $($member:ident $(in $facets:path)?),+ $(,)? } $(,)?) => {
        $crate::union!(@all $ty, $other, $($member [$($facets)?])+);
    };
    (@all $ty:ty, $other:tt, $first:ident $first_facets:tt $($member:ident $facets:tt)*) => {
        impl $crate::value::Scalar for $ty {
            const XSD: &'static str = "a member of the union";
            const WHITE_SPACE: ::core::option::Option<$crate::value::facets::WhiteSpace> =
                ::core::option::Option::None;

            #[inline]
            fn parse(
                text: &str,
                scope: &dyn $crate::value::Scope,
            ) -> ::core::result::Result<Self, $crate::value::LexicalError> {
                let facets = $crate::union!(@facets $first_facets);
                if let ::core::option::Option::Some(value) = $crate::record::union::parse_member(&$crate::value::Static::TYPE, text, facets, scope)? {
                    return ::core::result::Result::Ok(Self::$first(value));
                }
                $(
                    let facets = $crate::union!(@facets $facets);
                    if let ::core::option::Option::Some(value) = $crate::record::union::parse_member(&$crate::value::Static::TYPE, text, facets, scope)? {
                        return ::core::result::Result::Ok(Self::$member(value));
                    }
                )*
                $crate::union!(@other $other text)
            }

            #[inline]
            fn format(
                &self,
                out: &mut ::std::string::String,
                prefixes: &mut dyn $crate::value::Prefixes,
            ) {
                let start = out.len();
                match self {
                    Self::$first(value) => $crate::value::Scalar::format(value, out, prefixes),
                    $(Self::$member(value) => $crate::value::Scalar::format(value, out, prefixes),)*
                    #[allow(unreachable_patterns, reason = "a union whose members take every text has no further variant")]
                    other => $crate::union!(@format $other other out),
                }
                let own = ::core::mem::discriminant(self);
                let form = $crate::record::union::own_form(&$crate::value::Static::TYPE, self, &out[start..], prefixes.scope(), &|it| ::core::mem::discriminant(it) == own);
                if let ::core::option::Option::Some(form) = form {
                    out.replace_range(start.., &form);
                }
            }

            #[inline]
            fn check_member(
                &self,
                text: &str,
                scope: &dyn $crate::value::Scope,
            ) -> ::core::result::Result<(), $crate::value::facets::FacetError> {
                let checked = match self {
                    Self::$first(value) => $crate::record::union::check_member(&$crate::value::Static::TYPE, value, text, $crate::union!(@facets $first_facets), scope),
                    $(Self::$member(value) => $crate::record::union::check_member(&$crate::value::Static::TYPE, value, text, $crate::union!(@facets $facets), scope),)*
                    #[allow(unreachable_patterns, reason = "a union whose members take every text has no further variant")]
                    _ => return ::core::result::Result::Ok(()),
                };
                $crate::record::union::or_another(&$crate::value::Static::<Self>::TYPE, checked, text, scope)
            }

            #[inline]
            fn find_form(
                &self,
                _: ::core::option::Option<&$crate::value::facets::Facets<'_>>,
                scope: &dyn $crate::value::Scope,
                is_allowed: &mut dyn ::core::ops::FnMut(&str) -> bool,
            ) -> ::core::option::Option<::std::string::String> {
                match self {
                    Self::$first(value) => $crate::value::Scalar::find_form(value, $crate::union!(@facets $first_facets), scope, is_allowed),
                    $(Self::$member(value) => $crate::value::Scalar::find_form(value, $crate::union!(@facets $facets), scope, is_allowed),)*
                    #[allow(unreachable_patterns, reason = "a union whose members take every text has no further variant")]
                    _ => ::core::option::Option::None,
                }
            }

            #[inline]
            fn is_known(&self) -> bool {
                $crate::union!(@known $other self)
            }

            #[inline]
            fn blank() -> Self {
                Self::$first($crate::value::Scalar::blank())
            }
        }

        $crate::scalar_slot!($ty);
    };
    (@facets []) => {
        ::core::option::Option::None
    };
    (@facets [$facets:path]) => {
        ::core::option::Option::Some(&$facets)
    };
    (@other _ $text:ident) => {
        ::core::result::Result::Err($crate::value::LexicalError::new("a member of the union"))
    };
    (@other $other:ident $text:ident) => {
        ::core::result::Result::Ok(Self::$other(::std::string::String::from($text)))
    };
    (@format _ $value:ident $out:ident) => {{
        let _ = $value;
    }};
    (@format $other:ident $value:ident $out:ident) => {
        if let Self::$other(text) = $value {
            $out.push_str(text);
        }
    };
    (@known _ $self:ident) => {
        true
    };
    (@known $other:ident $self:ident) => {
        !matches!($self, Self::$other(_))
    };
}

use std::borrow::Cow;

use crate::value::facets::{FacetError, Facets};
use crate::value::{LexicalError, Nameless, Scope, SimpleType, white_space};

/// The value of `text` in a member type, if the type has it.
///
/// # Errors
/// `scope` allows no more steps of patterns, so that nobody knows.
#[doc(hidden)]
pub fn parse_member<S: SimpleType>(
    member: &S,
    text: &str,
    facets: Option<&Facets<'_>>,
    scope: &dyn Scope,
) -> Result<Option<S::Value>, LexicalError> {
    let own = facets.and_then(|facets| facets.white_space);
    let text = white_space(Cow::Borrowed(text), own.or(member.white_space()));
    let value = member.parse(Cow::Borrowed(&text), scope).ok();
    let is_allowed = |value: &S::Value| {
        member.is_known(value)
            && facets.is_none_or(|facets| facets.check_as(member, value, &text, scope).is_ok())
    };
    let value = value.filter(is_allowed);
    match value.is_some() || scope.take_steps(0) {
        true => Ok(value),
        false => Err(LexicalError::new(member.xsd())),
    }
}

/// Forms that are tried: those of a number with more digits behind its point, or with an exponent. A member that takes all of
/// these takes a number with zeros in front too.
const MAX_FORMS: usize = 48;

/// Another form of `value` than `usual`, where that is read as another member: a double as `1.0`, since `1` is read as the
/// integer that stands before it. `None` where there is none, or need not be.
///
/// `is_own` says whether a value is of the same member.
#[doc(hidden)]
pub fn own_form<S: SimpleType>(
    union: &S,
    value: &S::Value,
    usual: &str,
    scope: &dyn Scope,
    is_own: &dyn Fn(&S::Value) -> bool,
) -> Option<String> {
    let is_kept = |text: &str| {
        let read = union.parse(Cow::Borrowed(text), &Nameless(scope));
        read.is_ok_and(|read| is_own(&read))
    };
    if is_kept(usual) {
        return None;
    }
    let mut n_forms = 0;
    // What is one too many ends the search, and is not taken.
    let mut is_found = |text: &str| {
        n_forms += 1;
        n_forms > MAX_FORMS || is_kept(text)
    };
    let form = union.find_form(value, None, scope, &mut is_found);
    form.filter(|_| n_forms <= MAX_FORMS)
}

/// Checks `value`, whose text is `text`, as a value of its own member type.
///
/// # Errors
/// The first facet that does not hold.
#[doc(hidden)]
pub fn check_member<S: SimpleType>(
    member: &S,
    value: &S::Value,
    text: &str,
    facets: Option<&Facets<'_>>,
    scope: &dyn Scope,
) -> Result<(), FacetError> {
    if let Some(facets) = facets {
        facets.check_as(member, value, text, scope)?;
    }
    member.check_member(value, text, scope)
}

/// What `checked` says, unless another member of `union` takes the text: it is valid then all the same.
///
/// # Errors
/// `checked`, where no member does.
#[doc(hidden)]
pub fn or_another<S: SimpleType>(
    union: &S,
    checked: Result<(), FacetError>,
    text: &str,
    scope: &dyn Scope,
) -> Result<(), FacetError> {
    let is_taken = || {
        let value = union.parse(Cow::Borrowed(text), &Nameless(scope));
        value.is_ok_and(|value| union.is_known(&value))
    };
    match checked {
        Err(_) if is_taken() => Ok(()),
        checked => checked,
    }
}
