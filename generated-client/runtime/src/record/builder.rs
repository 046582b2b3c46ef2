//! Builders: a record whose required members are set one by one, and checked when it is finished.

use crate::value::{NoScope, Scalar, white_space};
use crate::xml::{EncodeError, EncodeErrorKind};

/// A value in the making, and which of its required members have not been set.
///
/// Held by the types that [`builder!`](crate::builder!) makes.
#[derive(Clone, Debug)]
pub struct Unfinished<T> {
    value: T,
    missing: Vec<&'static str>,
}

impl<T> Unfinished<T> {
    /// A value of which `required` members are still missing; `None` stands for a member that may be.
    pub fn new(value: T, required: &[Option<&'static str>]) -> Self {
        let missing = required.iter().copied().flatten().collect();
        Self { value, missing }
    }

    /// The same with `member` set by `set`.
    #[must_use]
    pub fn with(mut self, member: &str, set: impl FnOnce(T) -> T) -> Self {
        self.missing.retain(|it| *it != member);
        self.value = set(self.value);
        self
    }

    /// The value, which is a `ty`.
    ///
    /// # Errors
    /// Required members are missing; the message names all of them.
    pub fn finish(self, ty: &str) -> Result<T, EncodeError> {
        if self.missing.is_empty() {
            return Ok(self.value);
        }
        let names = self.missing.iter().map(|it| it.trim_start_matches("r#"));
        let missing = names.collect::<Vec<&str>>().join("`, `");
        let message = format!("`{ty}` lacks `{missing}`");
        Err(EncodeError::new(EncodeErrorKind::Missing, "", message))
    }
}

/// The value of an optional member.
///
/// For setters, of which contracts have thousands: each call less is time of the compiler.
#[doc(hidden)]
#[inline]
pub fn some<T>(value: impl Into<T>) -> Option<T> {
    Some(value.into())
}

/// `record` with `member` set to what `text` says.
///
/// # Errors
/// It says no value of the type.
#[doc(hidden)]
pub fn set_text<R, T: Scalar>(
    record: R,
    text: &str,
    member: &str,
    set: impl FnOnce(R, T) -> R,
) -> Result<R, EncodeError> {
    match T::parse(&white_space(text.into(), T::WHITE_SPACE), &NoScope) {
        Ok(value) => Ok(set(record, value)),
        Err(error) => {
            let member = member.trim_start_matches("r#");
            let message = format!("`{member}` is no {}: `{text}`", error.expected());
            Err(EncodeError::new(EncodeErrorKind::Value, "", message))
        }
    }
}

/// Gives a struct setters, and a builder: a type with the same setters, which gives the struct once none of its required
/// members is missing.
///
/// Grammar: `Type, Builder, start, finish, required member: T, optional member: T, plain member: T = fixed, …`. An optional
/// member is an `Option<T>`; one with a fixed value has it from the start.
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Order {
///     pub sku: String,
///     pub quantity: i32,
///     pub note: Option<String>,
/// }
/// soap_runtime::record!(Order, {
///     sku: required("urn:x", "sku"),
///     quantity: required("urn:x", "quantity"),
///     note: optional("urn:x", "note"),
/// });
/// soap_runtime::builder!(
///     Order, OrderBuilder, builder, build,
///     required sku: String, required quantity: i32, optional note: String
/// );
///
/// let order = Order::builder().quantity(2).note("soon").sku("a").build()?;
/// assert_eq!(order.quantity, 2);
///
/// let error = Order::builder().note("soon").build().unwrap_err();
/// assert_eq!(error.to_string(), "`Order` lacks `sku`, `quantity`");
/// # Ok::<(), soap_runtime::xml::EncodeError>(())
/// ```
#[macro_export]
macro_rules! builder {
    (
        $ty:ty, $builder:ident, $start:ident, $finish:ident
        $(, $(#[$attribute:meta])* $presence:ident $($word:ident)+ : $value:ty $(= $fixed:expr)?)* $(,)?
    ) => {
        $crate::setters!($ty $(, $(#[$attribute])* $presence $($word)+: $value)*);

        impl $ty {
            #[doc = concat!("A value in the making: a setter for each member, then `", stringify!($finish), "`.")]
            #[inline]
            pub fn $start() -> $builder {
                #[allow(unused_mut, reason = "most have no fixed members")]
                let mut value = <$ty as $crate::record::slot::Member>::blank();
                $($crate::builder!(@fixed value [$($word)+] $($fixed)?);)*
                let required = [$($crate::builder!(@required $presence $($word)+)),*];
                $builder($crate::record::builder::Unfinished::new(value, &required))
            }
        }

        #[doc = concat!("A [`", stringify!($ty), "`] in the making.")]
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct $builder($crate::record::builder::Unfinished<$ty>);

        impl $builder {
            $($crate::builder! { @setter [$($word)+] $value, $(#[$attribute])* })*

            /// The value.
            ///
            /// # Errors
            /// Required members have not been set; the message names all of them.
            #[inline]
            pub fn $finish(self) -> ::core::result::Result<$ty, $crate::xml::EncodeError> {
                self.0.finish(stringify!($ty))
            }
        }
    };
    (@setter [$field:ident] $value:ty, $($attribute:tt)*) => {
        $crate::builder! { @one $field (impl ::core::convert::Into<$value>) $($attribute)* }
    };
    (@setter [exact $field:ident] $value:ty, $($attribute:tt)*) => {
        $crate::builder! { @one $field ($value) $($attribute)* }
    };
    (@setter [text $second:ident $field:ident] $value:ty, $($attribute:tt)*) => {
        $crate::builder! { @one $field (impl ::core::convert::Into<$value>) $($attribute)* }
        $crate::setters! { @text $second $field $value }
    };
    (@setter [list $second:ident $field:ident] $value:ty, $($attribute:tt)*) => {
        $crate::builder! { @list $second $field (impl ::core::convert::Into<$value>) $($attribute)* }
    };
    (@setter [exact_list $second:ident $field:ident] $value:ty, $($attribute:tt)*) => {
        $crate::builder! { @list $second $field ($value) $($attribute)* }
    };
    (@one $field:ident ($value:ty) $($attribute:tt)*) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[doc = ""]
        $($attribute)*
        #[inline]
        pub fn $field(self, value: $value) -> Self {
            Self(self.0.with(stringify!($field), |it| it.$field(value)))
        }
    };
    (@list $second:ident $field:ident ($value:ty) $($attribute:tt)*) => {
        #[doc = concat!("Sets `", stringify!($field), "` to `items`.")]
        #[doc = ""]
        $($attribute)*
        #[inline]
        pub fn $field(self, items: impl ::core::iter::IntoIterator<Item = $value>) -> Self {
            Self(self.0.with(stringify!($field), |it| it.$field(items)))
        }

        #[doc = concat!("Adds an item to `", stringify!($field), "`.")]
        #[inline]
        pub fn $second(self, item: $value) -> Self {
            Self(self.0.with(stringify!($field), |it| it.$second(item)))
        }
    };
    (@fixed $record:ident [$($word:ident)+]) => {};
    (@fixed $record:ident [$field:ident] $fixed:expr) => {
        $record.$field = $fixed
    };
    (@fixed $record:ident [$kind:ident $($word:ident)+] $fixed:expr) => {
        $crate::builder!(@fixed $record [$($word)+] $fixed)
    };
    (@required $presence:ident $kind:ident $($word:ident)+) => {
        $crate::builder!(@required $presence $($word)+)
    };
    (@required required $field:ident) => {
        ::core::option::Option::Some(stringify!($field))
    };
    (@required $presence:ident $field:ident) => {
        ::core::option::Option::None
    };
}
