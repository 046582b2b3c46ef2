//! Unions of simple types: the members are tried in order; XSD 1.0 part 2 §2.5.1.3.

/// Gives an enum over simple types its lexical form.
///
/// Grammar: `Type, OtherVariant, Member Member …`, or `_` in place of the other variant where the members take every text.
#[macro_export]
macro_rules! union {
    ($ty:ty, $other:tt, $first:ident $($member:ident)*) => {
        impl $crate::value::Scalar for $ty {
            const XSD: &'static str = "a member of the union";
            const WHITE_SPACE: ::core::option::Option<$crate::value::facets::WhiteSpace> =
                ::core::option::Option::None;

            fn parse(
                text: &str,
                scope: &dyn $crate::value::Scope,
            ) -> ::core::result::Result<Self, $crate::value::LexicalError> {
                if let ::core::option::Option::Some(value) = $crate::record::union::parse_member(text, scope) {
                    return ::core::result::Result::Ok(Self::$first(value));
                }
                $(
                    if let ::core::option::Option::Some(value) = $crate::record::union::parse_member(text, scope) {
                        return ::core::result::Result::Ok(Self::$member(value));
                    }
                )*
                $crate::union!(@other $other text)
            }

            fn format(
                &self,
                out: &mut ::std::string::String,
                prefixes: &mut dyn $crate::value::Prefixes,
            ) {
                match self {
                    Self::$first(value) => $crate::value::Scalar::format(value, out, prefixes),
                    $(Self::$member(value) => $crate::value::Scalar::format(value, out, prefixes),)*
                    #[allow(unreachable_patterns, reason = "a union whose members take every text has no further variant")]
                    other => $crate::union!(@format $other other out),
                }
            }

            fn is_known(&self) -> bool {
                $crate::union!(@known $other self)
            }

            fn blank() -> Self {
                Self::$first($crate::value::Scalar::blank())
            }
        }

        $crate::scalar_slot!($ty);
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

use crate::value::{Scalar, Scope, white_space};

/// The value of `text` in a member type, if it is in its lexical space.
#[doc(hidden)]
pub fn parse_member<T: Scalar>(text: &str, scope: &dyn Scope) -> Option<T> {
    let text = white_space(Cow::Borrowed(text), T::WHITE_SPACE);
    T::parse(&text, scope).ok().filter(T::is_known)
}
