//! Enumerations of texts that keep the values they do not know.

/// Gives an enum of texts its lexical form.
///
/// Grammar: `Type, other Variant, { Variant = "literal", … }`.
///
/// It implements `as_str`, `Display`, `FromStr` (which never fails), `From<&str>` and the engine's traits.
#[macro_export]
macro_rules! enumeration {
    ($ty:ty, other $other:ident, { $($variant:ident = $literal:literal),* $(,)? } $(,)?) => {
        impl $ty {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $literal,)*
                    Self::$other(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $ty {
            fn from(text: &str) -> Self {
                match text {
                    $($literal => Self::$variant,)*
                    _ => Self::$other(::std::string::String::from(text)),
                }
            }
        }

        impl ::core::str::FromStr for $ty {
            type Err = ::core::convert::Infallible;

            // `Self::Err` could as well be a variant of that name.
            fn from_str(
                text: &str,
            ) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::value::Scalar for $ty {
            const XSD: &'static str = "xs:string";
            const WHITE_SPACE: ::core::option::Option<$crate::value::facets::WhiteSpace> =
                ::core::option::Option::None;

            fn parse(
                text: &str,
                _: &dyn $crate::value::Scope,
            ) -> ::core::result::Result<Self, $crate::value::LexicalError> {
                let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
                let value = Self::from(text);
                if trimmed.len() < text.len() && !$crate::value::Scalar::is_known(&value) {
                    let tolerated = Self::from(trimmed);
                    if $crate::value::Scalar::is_known(&tolerated) {
                        return ::core::result::Result::Ok(tolerated);
                    }
                }
                ::core::result::Result::Ok(value)
            }

            fn format(
                &self,
                out: &mut ::std::string::String,
                _: &mut dyn $crate::value::Prefixes,
            ) {
                out.push_str(self.as_str());
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::$other(_))
            }

            fn blank() -> Self {
                Self::$other(::std::string::String::new())
            }
        }

        $crate::scalar_slot!($ty);
    };
}
