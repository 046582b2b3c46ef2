//! The macros that make the table of a generated type, and tie the type to it.
//!
//! Each takes one list, which names a member and says where it stands in XML; no number stands in generated code. A list of a
//! generated type stands behind the type without a comma: it is data, [rows](crate::record::rows), and its table is made where
//! it is used, which takes the compiler least. A list by hand, and of clients that were generated before, has a comma and is
//! made of calls: inside of it the constructors of [`field`](crate::record::field) are in scope. What a macro defines besides
//! begins with two underscores, so that it hides nothing of the caller's.

/// Makes the table of a struct, and ties the struct to it.
///
/// Grammar: `Type, { member: field, … }`, in wire order with attributes first, and `, any_order` behind it for an
/// `xs:all`. A field is made by the constructors of [`field`](crate::record::field), which are in scope.
///
/// Without the comma, `Type { member: field, … }`, it means the same; a `wrapper` has its item behind it then,
/// `wrapper("urn:x", "items") of repeated("urn:x", "item")`. Generated code says it so: it takes the compiler less
/// time, and what nobody calls has no table.
#[macro_export]
macro_rules! record {
    (
        $ty:ty {
            $(
                $member:ident : $kind:ident $(::<$of:ty>)? ($($argument:tt)*)
                $(. $word:ident ($($said:tt)*))* $(of $item:expr)?
            ),* $(,)?
        }
        $(, $order:ident)? $(,)?
    ) => {
        impl<__M> $crate::record::shape::Shaped<__M> for $ty {
            const SHAPE: &'static $crate::record::shape::Shape<'static> =
                &$crate::record::shape::Shape::of(
                    ::core::stringify!($ty),
                    &const {
                        #[allow(unused_imports, reason = "a table may be empty")]
                        use $crate::record::rows::names::*;

                        $crate::record::index::Table::of(
                            [$(::core::stringify!($member)),*],
                            &[$(
                                $kind $(::<$of>)? ($($argument)*),
                                $($word ($($said)*),)*
                                $(of(&const {
                                    #[allow(unused_imports, reason = "both have names of their own")]
                                    use $crate::record::field::*;
                                    $item
                                }),)?
                            )*],
                        )
                    },
                )$(.$order())?;

            #[inline]
            fn empty() -> Self {
                Self {
                    $($member: $crate::record::slot::Member::blank(),)*
                }
            }
        }

        $crate::record!(@accessors $ty, $($member)*);
    };
    (@accessors $ty:ty, $($member:ident)*) => {
        impl $crate::record::Record for $ty {
            #[inline]
            fn slot(&self, index: usize) -> &dyn $crate::record::slot::Slot {
                $crate::record!(@at index, (&self), $($member)*)
            }

            #[inline]
            fn slot_mut(&mut self, index: usize) -> &mut dyn $crate::record::slot::Slot {
                $crate::record!(@at index, (&mut self), $($member)*)
            }
        }

        impl $crate::record::generated::Generated for $ty {
            type Engine = $crate::record::generated::Records;
        }
    };
    // The member at a position, many in one step: the optimizer makes one table of the steps.
    (@at $index:expr, ($($this:tt)+), $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident $($rest:ident)*) => {
        match $index {
            0 => $($this)+.$a,
            1 => $($this)+.$b,
            2 => $($this)+.$c,
            3 => $($this)+.$d,
            4 => $($this)+.$e,
            5 => $($this)+.$f,
            6 => $($this)+.$g,
            7 => $($this)+.$h,
            index => $crate::record!(@at index - 8, ($($this)+), $($rest)*),
        }
    };
    (@at $index:expr, ($($this:tt)+), $a:ident $b:ident $c:ident $($rest:ident)*) => {
        match $index {
            0 => $($this)+.$a,
            1 => $($this)+.$b,
            2 => $($this)+.$c,
            index => $crate::record!(@at index - 3, ($($this)+), $($rest)*),
        }
    };
    (@at $index:expr, ($($this:tt)+), $a:ident $($rest:ident)*) => {
        match $index {
            0 => $($this)+.$a,
            index => $crate::record!(@at index - 1, ($($this)+), $($rest)*),
        }
    };
    (@at $index:expr, ($($this:tt)+),) => {
        $crate::record::no_such_member::<Self>($index)
    };
    ($ty:ty, { $($member:ident : $field:expr),* $(,)? } $(, $order:ident)? $(,)?) => {
        impl $crate::record::shape::Shaped for $ty {
            const SHAPE: &'static $crate::record::shape::Shape<'static> = {
                #[allow(unused_imports, reason = "a table may be empty")]
                use $crate::record::field::*;

                static __SHAPE: $crate::record::shape::Shape<'static> =
                    $crate::record::shape::Shape::of(
                        ::core::stringify!($ty),
                        &$crate::record::index::Table::new([$($field),*]),
                    )$(.$order())?;
                &__SHAPE
            };

            #[inline]
            fn empty() -> Self {
                Self {
                    $($member: $crate::record::slot::Member::blank(),)*
                }
            }
        }

        $crate::record!(@accessors $ty, $($member)*);
    };
}

/// Makes the table of an enum of alternatives, and ties the enum to it.
///
/// Grammar: `Type, blank Variant, { Variant: field, … }`; `blank` names the alternative of a blank value. Fields, and what it
/// means without the last comma, are as in [`record!`](crate::record!).
#[macro_export]
macro_rules! choice {
    (
        $ty:ty,
        blank $blank:ident {
            $(
                $variant:ident : $kind:ident $(::<$of:ty>)? ($($argument:tt)*)
                $(. $word:ident ($($said:tt)*))* $(of $item:expr)?
            ),+ $(,)?
        }
        $(,)?
    ) => {
        impl<__M> $crate::record::shape::Shaped<__M> for $ty {
            const SHAPE: &'static $crate::record::shape::Shape<'static> =
                &$crate::record::shape::Shape::of(
                    ::core::stringify!($ty),
                    &const {
                        #[allow(unused_imports, reason = "a table may be empty")]
                        use $crate::record::rows::names::*;

                        $crate::record::index::Table::of(
                            [$(::core::stringify!($variant)),*],
                            &[$(
                                $kind $(::<$of>)? ($($argument)*),
                                $($word ($($said)*),)*
                                $(of(&const {
                                    #[allow(unused_imports, reason = "both have names of their own")]
                                    use $crate::record::field::*;
                                    $item
                                }),)?
                            )*],
                        )
                    },
                );

            #[inline]
            fn empty() -> Self {
                Self::$blank($crate::record::slot::Member::blank())
            }
        }

        $crate::choice!(@accessors $ty, $($variant)+);
    };
    ($ty:ty, blank $blank:ident, { $($variant:ident : $field:expr),+ $(,)? } $(,)?) => {
        impl $crate::record::shape::Shaped for $ty {
            const SHAPE: &'static $crate::record::shape::Shape<'static> = {
                #[allow(unused_imports, reason = "a table may be empty")]
                use $crate::record::field::*;

                static __SHAPE: $crate::record::shape::Shape<'static> =
                    $crate::record::shape::Shape::of(
                        ::core::stringify!($ty),
                        &$crate::record::index::Table::new([$($field),+]),
                    );
                &__SHAPE
            };

            #[inline]
            fn empty() -> Self {
                Self::$blank($crate::record::slot::Member::blank())
            }
        }

        $crate::choice!(@accessors $ty, $($variant)+);
    };
    (@accessors $ty:ty, $($variant:ident)+) => {
        const _: () = {
            enum __Member {
                $($variant,)+
            }

            const __MEMBERS: &[__Member] = &[$(__Member::$variant),+];

            impl $crate::record::choice::Choice for $ty {
                #[inline]
                fn start(&mut self, index: usize) {
                    *self = match __MEMBERS.get(index) {
                        $(::core::option::Option::Some(__Member::$variant) => {
                            Self::$variant($crate::record::slot::Member::blank())
                        })+
                        _ => $crate::record::no_such_member::<Self>(index),
                    };
                }

                #[inline]
                fn payload(&self) -> (usize, &dyn $crate::record::slot::Slot) {
                    match self {
                        $(Self::$variant(value) => (__Member::$variant as usize, value),)+
                    }
                }

                #[inline]
                fn payload_mut(&mut self) -> &mut dyn $crate::record::slot::Slot {
                    match self {
                        $(Self::$variant(value) => value,)+
                    }
                }
            }
        };

        impl $crate::record::generated::Generated for $ty {
            type Engine = $crate::record::generated::Choices;
        }
    };
}

/// Ties an enum over derived types to the names of those types.
///
/// Grammar: `Type, declared|abstract, other Variant, { Variant(Payload): (NAMESPACE, "local"), … }`. What has its payload in
/// parentheses converts into the type by `From`.
#[macro_export]
macro_rules! family {
    ($ty:ty, $declared:tt, other $other:ident, { $($variant:ident $(($payload:ty))? : ($namespace:expr, $local:expr)),* $(,)? } $(,)?) => {
        $($(
            impl ::core::convert::From<$payload> for $ty {
                #[inline]
                fn from(value: $payload) -> Self {
                    // A member called `into` has a setter of that name.
                    Self::$variant(::core::convert::Into::into(value))
                }
            }
        )?)*

        const _: () = {
            static __NAMES: $crate::record::family::Names<'static> = $crate::record::family::Names {
                members: &[$($crate::record::shape::TypeName::new($namespace, $local)),*],
                first_is_declared: $crate::family!(@declared $declared),
            };

            enum __Member {
                $($variant,)*
            }

            const __MEMBERS: &[__Member] = &[$(__Member::$variant),*];

            impl $crate::record::family::Family for $ty {
                #[inline]
                fn start(&mut self, index: ::core::option::Option<usize>) {
                    *self = match index.and_then(|index| __MEMBERS.get(index)) {
                        $(::core::option::Option::Some(__Member::$variant) => {
                            Self::$variant($crate::record::slot::Member::blank())
                        })*
                        _ => Self::$other($crate::record::slot::Member::blank()),
                    };
                }

                #[inline]
                fn payload(
                    &self,
                ) -> (::core::option::Option<usize>, &dyn $crate::record::slot::Slot) {
                    match self {
                        $(Self::$variant(value) => {
                            (::core::option::Option::Some(__Member::$variant as usize), value)
                        })*
                        Self::$other(value) => (::core::option::Option::None, value),
                    }
                }

                #[inline]
                fn payload_mut(&mut self) -> &mut dyn $crate::record::slot::Slot {
                    match self {
                        $(Self::$variant(value) => value,)*
                        Self::$other(value) => value,
                    }
                }
            }

            impl $crate::record::generated::Generated for $ty {
                type Engine = $crate::record::generated::Families;
            }

            impl $crate::record::generated::Named for $ty {
                const NAMES: $crate::record::family::Names<'static> = __NAMES;

                #[inline]
                fn empty() -> Self {
                    Self::$other($crate::record::slot::Member::blank())
                }

                #[inline]
                fn required_attribute() -> ::core::option::Option<&'static str> {
                    $crate::family!(@attribute $declared $($variant)*)
                }
            }
        };
    };
    (@attribute declared $first:ident $($rest:ident)*) => {
        $crate::record::family::required_attribute(Self::$first)
    };
    (@attribute $declared:tt $($variant:ident)*) => {
        ::core::option::Option::None
    };
    (@declared declared) => {
        true
    };
    (@declared abstract) => {
        false
    };
}

/// Gives a family an accessor for what all its types have.
///
/// Grammar: `Type, [Variant …], { plain member: T, optional member: T, … }`; an optional member is an `Option` of something
/// that is lent as `T`, a plain one something that is lent as `T`.
#[macro_export]
macro_rules! shared {
    ($ty:ty, $variants:tt, { $($presence:ident $field:ident : $value:ty),+ $(,)? } $(,)?) => {
        impl $ty {
            $($crate::shared! { @one $variants $presence $field $value })+
        }
    };
    (@one [$($variant:ident)+] $presence:ident $field:ident $value:ty) => {
        #[doc = concat!("The member `", stringify!($field), "`, which all types have that the schema declares.")]
        pub fn $field(&self) -> ::core::option::Option<&$value> {
            match self {
                $(Self::$variant(value) => $crate::shared!(@lent $presence value.$field),)+
                _ => ::core::option::Option::None,
            }
        }
    };
    (@lent plain $value:expr) => {
        ::core::option::Option::Some(&$value)
    };
    (@lent optional $value:expr) => {
        match &$value {
            ::core::option::Option::Some(value) => ::core::option::Option::Some(value),
            ::core::option::Option::None => ::core::option::Option::None,
        }
    };
}

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
