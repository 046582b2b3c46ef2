//! The macros that tie a generated type to its table.

/// Ties a struct to its table.
///
/// Grammar: `Type, TABLE, 0 first_member 1 second_member …`; the numbers are indices in the table.
#[macro_export]
macro_rules! record {
    ($ty:ty, $shape:path $(, $($index:literal $field:ident)*)? $(,)?) => {
        impl $crate::record::Record for $ty {
            fn shape() -> &'static $crate::record::shape::Shape {
                &$shape
            }

            fn slot(&self, index: usize) -> &dyn $crate::record::slot::Slot {
                match index {
                    $($($index => &self.$field,)*)?
                    _ => $crate::record::no_such_member::<Self>(index),
                }
            }

            fn slot_mut(&mut self, index: usize) -> &mut dyn $crate::record::slot::Slot {
                match index {
                    $($($index => &mut self.$field,)*)?
                    _ => $crate::record::no_such_member::<Self>(index),
                }
            }
        }

        impl $crate::record::slot::Slot for $ty {
            fn blank() -> Self {
                Self {
                    $($($field: $crate::record::slot::Slot::blank(),)*)?
                }
            }

            fn read(
                &mut self,
                reader: &mut $crate::xml::Reader<'_>,
                field: &$crate::record::shape::Field,
            ) -> ::core::result::Result<(), $crate::xml::DecodeError> {
                $crate::record::read::read_record(self, &$shape, reader, field)
            }

            fn write(
                &self,
                writer: &mut $crate::xml::Writer,
                field: &$crate::record::shape::Field,
            ) -> ::core::result::Result<(), $crate::xml::EncodeError> {
                $crate::record::write::write_record(self, &$shape, writer, field)
            }

            fn required_attribute() -> ::core::option::Option<&'static str> {
                $shape.required_attribute()
            }
        }
    };
}

/// Ties an enum of alternatives to its table.
///
/// Grammar: `Type, TABLE, blank 0, 0 First 1 Second …`; `blank` names the alternative of a blank value.
#[macro_export]
macro_rules! choice {
    ($ty:ty, $shape:path, blank $blank:literal, $($index:literal $variant:ident)+ $(,)?) => {
        impl $crate::record::choice::Choice for $ty {
            fn shape() -> &'static $crate::record::shape::Shape {
                &$shape
            }

            fn start(index: usize) -> Self {
                match index {
                    $($index => Self::$variant($crate::record::slot::Slot::blank()),)+
                    _ => $crate::record::no_such_member::<Self>(index),
                }
            }

            fn payload(&self) -> (usize, &dyn $crate::record::slot::Slot) {
                match self {
                    $(Self::$variant(value) => ($index, value),)+
                }
            }

            fn payload_mut(&mut self) -> &mut dyn $crate::record::slot::Slot {
                match self {
                    $(Self::$variant(value) => value,)+
                }
            }
        }

        impl $crate::record::slot::Slot for $ty {
            fn blank() -> Self {
                <Self as $crate::record::choice::Choice>::start($blank)
            }

            fn read(
                &mut self,
                reader: &mut $crate::xml::Reader<'_>,
                _: &$crate::record::shape::Field,
            ) -> ::core::result::Result<(), $crate::xml::DecodeError> {
                $crate::record::choice::read_choice(self, reader)
            }

            fn write(
                &self,
                writer: &mut $crate::xml::Writer,
                _: &$crate::record::shape::Field,
            ) -> ::core::result::Result<(), $crate::xml::EncodeError> {
                $crate::record::choice::write_choice(self, writer)
            }
        }
    };
}

/// Ties an enum over derived types to the names of those types.
///
/// Grammar: `Type, TABLE, declared|abstract, OtherVariant, 0 First 1 Second …`.
#[macro_export]
macro_rules! family {
    ($ty:ty, $table:path, $declared:tt, $other:ident, $($index:literal $variant:ident)* $(,)?) => {
        impl $crate::record::family::Family for $ty {
            fn members() -> &'static [$crate::record::family::TypeName] {
                &$table
            }

            fn first_is_declared() -> bool {
                $crate::family!(@declared $declared)
            }

            fn start(index: ::core::option::Option<usize>) -> Self {
                match index {
                    $(::core::option::Option::Some($index) => Self::$variant($crate::record::slot::Slot::blank()),)*
                    _ => Self::$other($crate::record::slot::Slot::blank()),
                }
            }

            fn payload(&self) -> (::core::option::Option<usize>, &dyn $crate::record::slot::Slot) {
                match self {
                    $(Self::$variant(value) => (::core::option::Option::Some($index), value),)*
                    Self::$other(value) => (::core::option::Option::None, value),
                }
            }

            fn payload_mut(&mut self) -> &mut dyn $crate::record::slot::Slot {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::$other(value) => value,
                }
            }
        }

        impl $crate::record::slot::Slot for $ty {
            fn blank() -> Self {
                Self::$other($crate::record::slot::Slot::blank())
            }

            fn read(
                &mut self,
                reader: &mut $crate::xml::Reader<'_>,
                field: &$crate::record::shape::Field,
            ) -> ::core::result::Result<(), $crate::xml::DecodeError> {
                $crate::record::family::read_family(self, reader, field)
            }

            fn write(
                &self,
                writer: &mut $crate::xml::Writer,
                field: &$crate::record::shape::Field,
            ) -> ::core::result::Result<(), $crate::xml::EncodeError> {
                $crate::record::family::write_family(self, writer, field)
            }

            fn required_attribute() -> ::core::option::Option<&'static str> {
                $crate::family!(@attribute $declared $($variant)*)
            }
        }
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

/// Gives a struct one chained setter a member, named like it.
///
/// Grammar: `Type, optional member: T, plain member: T, …`; an optional member is an `Option<T>`. Attributes of a member,
/// such as its documentation, become those of its setter.
#[macro_export]
macro_rules! setters {
    ($ty:ty $(, $(#[$attribute:meta])* $presence:ident $field:ident : $value:ty)* $(,)?) => {
        impl $ty {
            $(
                #[doc = concat!("Sets `", stringify!($field), "`.")]
                #[doc = ""]
                $(#[$attribute])*
                #[must_use]
                pub fn $field(mut self, value: impl ::core::convert::Into<$value>) -> Self {
                    self.$field = $crate::setters!(@value $presence value.into());
                    self
                }
            )*
        }
    };
    (@value optional $value:expr) => {
        ::core::option::Option::Some($value)
    };
    (@value $presence:ident $value:expr) => {
        $value
    };
}
