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
