//! Enumerations of texts that keep the values they do not know.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::str::FromStr;

use crate::value::facets::WhiteSpace;
use crate::value::{
    LexicalError, NoPrefixes, NoScope, Prefixes, Scalar, Scope, SimpleType, white_space,
};
use crate::xml::is_blank;

/// The base of enumerations whose literals are tokens: blanks around and between words do not count.
#[derive(Debug)]
pub struct Token(String);

/// The base of enumerations whose literals are lines: every white space character is a blank.
#[derive(Debug)]
pub struct Line(String);

macro_rules! texts {
    ($($rust:ident $white_space:ident)*) => {$(
        impl Scalar for $rust {
            const XSD: &'static str = "xs:string";
            const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::$white_space);

            fn parse(text: &str, _: &dyn Scope) -> Result<Self, LexicalError> {
                Ok(Self(text.to_owned()))
            }

            fn as_text(&self) -> Option<&str> {
                Some(&self.0)
            }

            fn format(&self, out: &mut String, _: &mut dyn Prefixes) {
                out.push_str(&self.0);
            }

            fn blank() -> Self {
                Self(String::new())
            }
        }
    )*};
}

texts! { Token Collapse Line Replace }

/// The literal among `literals` that `text` means, as a value of `base`; XSD 1.0 part 2 §4.2.1, §4.3.6. Else `text` itself.
///
/// # Errors
/// There is nothing but white space, which no literal is: an empty element is no value that somebody forgot to list.
#[doc(hidden)]
pub fn literal<'t, B: SimpleType>(
    base: &B,
    text: &'t str,
    literals: &[&'t str],
) -> Result<Cow<'t, str>, LexicalError> {
    let known = |text: &str| literals.iter().find(|literal| **literal == text);
    if known(text).is_some() {
        return Ok(Cow::Borrowed(text));
    }
    let text = white_space(Cow::Borrowed(text), base.white_space());
    // A base without white space of its own is text, and blanks around it are put up with.
    let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
    let same = || {
        let value = base.parse(Cow::Borrowed(&text), &NoScope).ok()?;
        let spaced = |literal: &&'t str| white_space(Cow::Borrowed(*literal), base.white_space());
        // Of what is its own form, and of what has an order, no literal need be read.
        if let Some(own) = base.as_text(&value) {
            return literals.iter().find(|literal| spaced(literal) == own);
        }
        let form = form_of(base, &value);
        literals.iter().find(|literal| {
            let other = spaced(literal);
            match base.compare(&value, &other) {
                Some(order) => order == Ordering::Equal,
                None => {
                    let other = base.parse(other, &NoScope);
                    other.is_ok_and(|other| form_of(base, &other) == form)
                }
            }
        })
    };
    match known(trimmed).or_else(same) {
        Some(literal) => Ok(Cow::Borrowed(*literal)),
        None if is_blank(&text) => Err(unlisted()),
        None => Ok(text),
    }
}

/// The value among `all` that is written as `text`.
///
/// A `match` over the texts looks at one after the other too, and takes the compiler more time.
#[doc(hidden)]
pub fn listed<T: Clone>(all: &[T], text: &str, as_str: impl Fn(&T) -> &str) -> Option<T> {
    all.iter().find(|listed| as_str(listed) == text).cloned()
}

/// The value whose literal `text` is.
///
/// # Errors
/// The enumeration is closed, and has no such literal.
#[doc(hidden)]
pub fn parsed<T: FromStr>(text: &str) -> Result<T, LexicalError> {
    text.parse().map_err(|_| unlisted())
}

/// The error of a text that is no literal.
#[doc(hidden)]
pub fn unlisted() -> LexicalError {
    LexicalError::new("a value that the schema names")
}

fn form_of<B: SimpleType>(base: &B, value: &B::Value) -> String {
    let mut form = String::new();
    base.format(value, &mut form, &mut NoPrefixes);
    form
}

/// Gives an enum of texts its lexical form.
///
/// Grammar: `Type, of Base, other Variant, { Variant = "literal", … }`; without `of Base` the literals are plain texts.
/// A text is the variant whose literal is the same value of the base type: `001` is `1` of `i32`.
///
/// It has `ALL` and `as_str`, and implements `Display`, `FromStr` (which never fails), `From<&str>` and the engine's traits.
/// With `closed` in place of `other Variant` a text that is no literal is an error, and there is no `From<&str>`.
///
/// ```
/// #[derive(Clone, Copy, Debug, Eq, PartialEq)]
/// pub enum Speed {
///     Slow,
///     Fast,
/// }
/// soap_runtime::enumeration!(Speed, closed, { Slow = "slow", Fast = "fast" });
///
/// assert_eq!(Speed::ALL, [Speed::Slow, Speed::Fast]);
/// assert_eq!("fast".parse(), Ok(Speed::Fast));
/// assert!("faster".parse::<Speed>().is_err());
/// ```
#[macro_export]
macro_rules! enumeration {
    (@base) => {
        ::std::string::String
    };
    (@base $base:ty) => {
        $base
    };
    ($ty:ty, $(of $base:ty,)? closed, { $($variant:ident = $literal:literal),+ $(,)? } $(,)?) => {
        impl $ty {
            /// All values, in the order of the schema.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text on the wire.
            #[inline]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $literal,)+
                }
            }
        }

        impl ::core::str::FromStr for $ty {
            type Err = $crate::value::LexicalError;

            // `Self::Err` could as well be a variant of that name.
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::value::LexicalError> {
                $crate::record::enumeration::listed(Self::ALL, text, |listed| listed.as_str())
                    .ok_or_else($crate::record::enumeration::unlisted)
            }
        }

        $crate::enumeration!(@shared $ty, [$($base)?] [$($literal),+] {
            #[inline]
            fn is_known(&self) -> bool {
                true
            }

            #[inline]
            fn blank() -> Self {
                Self::ALL[0]
            }
        });
    };
    ($ty:ty, $(of $base:ty,)? other $other:ident, { $($variant:ident = $literal:literal),* $(,)? } $(,)?) => {
        impl $ty {
            /// The values that the schema lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The text on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $literal,)*
                    Self::$other(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $ty {
            #[inline]
            fn from(text: &str) -> Self {
                match $crate::record::enumeration::listed(Self::ALL, text, Self::as_str) {
                    ::core::option::Option::Some(listed) => listed,
                    ::core::option::Option::None => {
                        Self::$other(::std::string::String::from(text))
                    }
                }
            }
        }

        impl ::core::str::FromStr for $ty {
            type Err = ::core::convert::Infallible;

            // `Self::Err` could as well be a variant of that name.
            #[inline]
            fn from_str(
                text: &str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        $crate::enumeration!(@shared $ty, [$($base)?] [$($literal),*] {
            #[inline]
            fn is_known(&self) -> bool {
                !matches!(self, Self::$other(_))
            }

            #[inline]
            fn blank() -> Self {
                Self::$other(::std::string::String::new())
            }
        });
    };
    (@shared $ty:ty, [$($base:ty)?] [$($literal:literal),*] { $($rest:tt)* }) => {
        impl ::core::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::value::Scalar for $ty {
            const XSD: &'static str = "xs:string";
            const WHITE_SPACE: ::core::option::Option<$crate::value::facets::WhiteSpace> =
                ::core::option::Option::None;

            #[inline]
            fn parse(
                text: &str,
                _: &dyn $crate::value::Scope,
            ) -> ::core::result::Result<Self, $crate::value::LexicalError> {
                let literals: &[&str] = &[$($literal),*];
                let base = &$crate::value::Static::<$crate::enumeration!(@base $($base)?)>::TYPE;
                let text = $crate::record::enumeration::literal(base, text, literals)?;
                $crate::record::enumeration::parsed(&text)
            }

            #[inline]
            fn format(
                &self,
                out: &mut ::std::string::String,
                _: &mut dyn $crate::value::Prefixes,
            ) {
                out.push_str(self.as_str());
            }

            $($rest)*
        }

        $crate::scalar_slot!($ty);
    };
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::value::Static;

    thread_local! {
        static N_READ: Cell<usize> = const { Cell::new(0) };
    }

    /// A number that counts how many were read.
    #[derive(Debug)]
    struct Counted(i32);

    impl Scalar for Counted {
        const XSD: &'static str = "a number";
        const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);

        fn parse(text: &str, scope: &dyn Scope) -> Result<Self, LexicalError> {
            N_READ.set(N_READ.get() + 1);
            i32::parse(text, scope).map(Self)
        }

        fn format(&self, out: &mut String, prefixes: &mut dyn Prefixes) {
            self.0.format(out, prefixes);
        }

        fn compare(&self, bound: &str) -> Option<Ordering> {
            self.0.compare(bound)
        }

        fn blank() -> Self {
            Self(0)
        }
    }

    #[test]
    fn literals_of_values_with_an_order_are_not_read_for_each_text() {
        let literals = ["1"; 100];
        let base = Static::<Counted>::TYPE;
        assert_eq!(literal(&base, " 001", &literals).unwrap(), "1");
        assert_eq!(literal(&base, "2", &literals).unwrap(), "2");
        assert_eq!(N_READ.get(), 2);
    }

    #[test]
    fn tokens_are_compared_without_their_white_space() {
        let base = Static::<Token>::TYPE;
        let literals = [" a  b ", "c"];
        assert_eq!(literal(&base, "a b", &literals).unwrap(), " a  b ");
        assert_eq!(literal(&base, " c\n", &literals).unwrap(), "c");
        assert_eq!(literal(&base, "a", &literals).unwrap(), "a");
    }
}
