//! The macro that gives a struct its setters, and a `new` where members are required.
//!
//! In: the members with their types, as a generated type lists them. Out: methods. [`builder!`](crate::builder!) makes the type
//! for structs with many required members.

/// Gives a struct one chained setter a member, named like it.
///
/// Grammar: `Type, member: T, plain member: T, …`; a member is an `Option<T>`, but for one that is `plain`. More words in front of
/// the member say how it is set: none by what converts into `T`, `exact` by a `T`, so that a literal has a type, `text try_member`
/// by a text as well, `list push_member` by items, or one by one; those of an `exact_list` are not converted. `T` is the item's
/// type there. Attributes of a member, such as its documentation, become those of its setter.
///
/// With a `;` behind the required members, `Type, member: T, …; member: T, …`, there is a `new` as well, which asks for them. One
/// with a value, `member: T = value`, is not asked for. What clients say that were generated before is the same: `optional
/// member` behind the `;`, `required member` in front of it.
///
/// ```
/// # use soap_runtime::value::Decimal;
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Search {
///     pub limit: u64,
///     pub price: Option<Decimal>,
///     pub tags: Vec<String>,
/// }
/// soap_runtime::setters!(
///     Search, plain exact limit: u64, text try_price price: Decimal, plain list push_tags tags: String
/// );
///
/// let search = Search::default().limit(5).try_price("9.95")?.tags(["a", "b"]).push_tags("c");
/// assert_eq!(search.tags, ["a", "b", "c"]);
///
/// let error = search.try_price("9,95").unwrap_err();
/// assert_eq!(error.to_string(), "`price` is no xs:decimal: `9,95`");
/// # Ok::<(), soap_runtime::xml::EncodeError>(())
/// ```
#[macro_export]
macro_rules! setters {
    (
        $ty:ty
        $(, $(#$attribute:tt)* $($word:ident)+ : $value:ty $(= $fixed:expr)?)*;
        $($(#$other:tt)* $($other_word:ident)+ : $other_value:ty),* $(,)?
    ) => {
        impl $ty {
            $crate::setters! { @new [] [] $([$($word)+] $value [$($fixed)?])* }
            $($crate::setters! { @required [$($word)+] $value, $(#$attribute)* })*
            $($crate::setters! { @member [$($other_word)+] $other_value, $(#$other)* })*
        }
    };
    ($ty:ty $(, $(#$attribute:tt)* $($word:ident)+ : $value:ty)* $(,)?) => {
        impl $ty {
            $($crate::setters! { @member [$($word)+] $value, $(#$attribute)* })*
        }
    };
    // What most members are stands first, and takes one step: contracts have thousands of them, and the compiler counts steps.
    (@member [$field:ident] $value:ty, $($attribute:tt)*) => {
        /// Sets the member.
        $($attribute)*
        #[must_use]
        pub fn $field(mut self, value: impl ::core::convert::Into<$value>) -> Self {
            self.$field = $crate::record::builder::some(value);
            self
        }
    };
    (@member [exact $field:ident] $value:ty, $($attribute:tt)*) => {
        /// Sets the member.
        $($attribute)*
        #[inline]
        #[must_use]
        pub fn $field(mut self, value: $value) -> Self {
            self.$field = ::core::option::Option::Some(value);
            self
        }
    };
    (@required [$field:ident] $value:ty, $($attribute:tt)*) => {
        /// Sets the member.
        $($attribute)*
        #[must_use]
        pub fn $field(mut self, value: impl ::core::convert::Into<$value>) -> Self {
            self.$field = value.into();
            self
        }
    };
    (@required [exact $field:ident] $value:ty, $($attribute:tt)*) => {
        /// Sets the member.
        $($attribute)*
        #[inline]
        #[must_use]
        pub fn $field(mut self, value: $value) -> Self {
            self.$field = value;
            self
        }
    };
    (@member [optional $($word:ident)+] $($rest:tt)*) => {
        $crate::setters! { @member [$($word)+] $($rest)* }
    };
    (@$presence:ident [plain $($word:ident)+] $($rest:tt)*) => {
        $crate::setters! { @required [$($word)+] $($rest)* }
    };
    (@$presence:ident [required $($word:ident)+] $($rest:tt)*) => {
        $crate::setters! { @required [$($word)+] $($rest)* }
    };
    (@$presence:ident [text $second:ident $field:ident] $value:ty, $($attribute:tt)*) => {
        $crate::setters! { @$presence [$field] $value, $($attribute)* }
        $crate::setters! { @text $second $field $value }
    };
    (@$presence:ident [list $second:ident $field:ident] $value:ty, $($attribute:tt)*) => {
        $crate::setters! { @list $second $field (impl ::core::convert::Into<$value>) $presence $($attribute)* }
    };
    (@$presence:ident [exact_list $second:ident $field:ident] $value:ty, $($attribute:tt)*) => {
        $crate::setters! { @list $second $field ($value) $presence $($attribute)* }
    };
    (@new [$($argument:tt)*] [$($member:tt)*]) => {
        /// A value with its required members.
        #[allow(clippy::needless_update, reason = "all members may be required")]
        #[inline]
        pub fn new($($argument)*) -> Self {
            Self {
                $($member)*
                ..$crate::record::slot::Member::blank()
            }
        }
    };
    (@new $arguments:tt [$($member:tt)*] [$field:ident] $value:ty [$fixed:expr] $($rest:tt)*) => {
        $crate::setters! { @new $arguments [$($member)* $field: $fixed,] $($rest)* }
    };
    (@new $arguments:tt $members:tt [required $($word:ident)+] $value:ty [] $($rest:tt)*) => {
        $crate::setters! { @new $arguments $members [$($word)+] $value [] $($rest)* }
    };
    (@new $arguments:tt $members:tt [$kind:ident $($word:ident)+] $value:ty [$fixed:expr] $($rest:tt)*) => {
        $crate::setters! { @new $arguments $members [$($word)+] $value [$fixed] $($rest)* }
    };
    (@new [$($argument:tt)*] [$($member:tt)*] [exact $field:ident] $value:ty [] $($rest:tt)*) => {
        $crate::setters! { @new [$($argument)* $field: $value,] [$($member)* $field,] $($rest)* }
    };
    (@new [$($argument:tt)*] [$($member:tt)*] [$field:ident] $value:ty [] $($rest:tt)*) => {
        $crate::setters! {
            @new [$($argument)* $field: impl ::core::convert::Into<$value>,]
            [$($member)* $field: $field.into(),] $($rest)*
        }
    };
    (@new [$($argument:tt)*] [$($member:tt)*] [list $second:ident $field:ident] $value:ty [] $($rest:tt)*) => {
        $crate::setters! {
            @new [$($argument)* $field: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$value>>,]
            [$($member)* $field: $field.into_iter().map(|item| item.into()).collect(),] $($rest)*
        }
    };
    (@new [$($argument:tt)*] [$($member:tt)*] [exact_list $second:ident $field:ident] $value:ty [] $($rest:tt)*) => {
        $crate::setters! {
            @new [$($argument)* $field: impl ::core::iter::IntoIterator<Item = $value>,]
            [$($member)* $field: $field.into_iter().collect(),] $($rest)*
        }
    };
    (@new $arguments:tt $members:tt [text $second:ident $field:ident] $value:ty [] $($rest:tt)*) => {
        $crate::setters! { @new $arguments $members [$field] $value [] $($rest)* }
    };
    (@text $second:ident $field:ident $value:ty) => {
        /// Sets the member to what a text says.
        ///
        /// # Errors
        /// The text says no value of the type.
        #[inline]
        pub fn $second(self, text: &str) -> ::core::result::Result<Self, $crate::xml::EncodeError> {
            $crate::record::builder::set_text::<Self, $value>(self, text, stringify!($field), Self::$field)
        }
    };
    (@list $second:ident $field:ident ($value:ty) $presence:ident $($attribute:tt)*) => {
        /// Sets the member to `items`.
        $($attribute)*
        #[must_use]
        pub fn $field(mut self, items: impl ::core::iter::IntoIterator<Item = $value>) -> Self {
            let items = items.into_iter().map(|item| item.into());
            self.$field = $crate::setters!(@value $presence items.collect());
            self
        }

        /// Adds an item to the member.
        #[inline]
        #[must_use]
        pub fn $second(mut self, item: $value) -> Self {
            $crate::setters!(@items $presence self.$field).push(item.into());
            self
        }
    };
    (@value member $value:expr) => {
        ::core::option::Option::Some($value)
    };
    (@value $presence:ident $value:expr) => {
        $value
    };
    (@items member $items:expr) => {
        $items.get_or_insert_with(::core::default::Default::default)
    };
    (@items $presence:ident $items:expr) => {
        $items
    };
}
