//! [`Generated`]: what ties a type to the engine that reads and writes it, so that no macro repeats what all types do.
//!
//! In: the kind of a type, which its macro names. Out: [`Slot`] and [`Member`] of it.

use crate::record::Record;
use crate::record::choice::{Choice, read_choice, write_choice};
use crate::record::family::{Family, Names, read_family, write_family};
use crate::record::read::read_record;
use crate::record::shape::{Field, Shaped};
use crate::record::slot::{Member, Slot, Source};
use crate::record::write::write_record;
use crate::xml::{DecodeError, EncodeError, Reader, Writer};

/// A type that a macro of this crate ties to its engine.
///
/// Implemented by [`record!`](crate::record!), [`choice!`](crate::choice!), [`family!`](crate::family!) and
/// [`scalar_slot!`](crate::scalar_slot!).
#[doc(hidden)]
pub trait Generated: Sized {
    /// What reads and writes it.
    type Engine: Engine<Self>;
}

/// What reads and writes values of all types of one kind.
#[doc(hidden)]
pub trait Engine<T> {
    /// As [`Slot::read`].
    ///
    /// # Errors
    /// As that.
    fn read(
        value: &mut T,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError>;

    /// As [`Slot::write`].
    ///
    /// # Errors
    /// As that.
    fn write(value: &T, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError>;

    /// As [`Slot::write_item`].
    ///
    /// # Errors
    /// As that.
    fn write_item(value: &T, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        Self::write(value, writer, field)
    }

    /// As [`Slot::is_absent`].
    fn is_absent(_value: &T) -> bool {
        false
    }
}

/// What the engine knows of a type that a value is made of.
#[doc(hidden)]
pub trait MemberEngine<T>: Engine<T> {
    /// As [`Member::blank`].
    fn blank() -> T;

    /// As [`Member::required_attribute`].
    fn required_attribute() -> Option<&'static str> {
        None
    }

    /// As [`Member::is_scalar`].
    fn is_scalar() -> bool {
        false
    }
}

impl<T: Generated> Slot for T {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        T::Engine::read(self, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        T::Engine::write(self, writer, field)
    }

    fn write_item(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        T::Engine::write_item(self, writer, field)
    }

    fn is_absent(&self) -> bool {
        T::Engine::is_absent(self)
    }
}

impl<T: Generated<Engine: MemberEngine<T>>> Member for T {
    fn blank() -> Self {
        T::Engine::blank()
    }

    fn required_attribute() -> Option<&'static str> {
        T::Engine::required_attribute()
    }

    fn is_scalar() -> bool {
        T::Engine::is_scalar()
    }
}

/// The engine of structs.
#[doc(hidden)]
#[derive(Debug)]
pub struct Records;

impl<T: Record + Shaped> Engine<T> for Records {
    fn read(
        value: &mut T,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_record(value, T::SHAPE, reader, field, source)
    }

    fn write(value: &T, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_record(value, T::SHAPE, writer, field)
    }
}

impl<T: Record + Shaped> MemberEngine<T> for Records {
    fn blank() -> T {
        T::empty()
    }

    fn required_attribute() -> Option<&'static str> {
        T::SHAPE.required_attribute()
    }
}

/// The engine of choices.
#[doc(hidden)]
#[derive(Debug)]
pub struct Choices;

impl<T: Choice + Shaped> Engine<T> for Choices {
    fn read(
        value: &mut T,
        reader: &mut Reader<'_>,
        _: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_choice(value, T::SHAPE, reader)
    }

    fn write(value: &T, writer: &mut Writer, _: &Field<'_>) -> Result<(), EncodeError> {
        write_choice(value, T::SHAPE, writer)
    }
}

impl<T: Choice + Shaped> MemberEngine<T> for Choices {
    fn blank() -> T {
        T::empty()
    }
}

/// A family with the names of its types.
#[doc(hidden)]
pub trait Named: Family {
    /// The names.
    const NAMES: Names<'static>;

    /// As [`Member::blank`].
    fn empty() -> Self
    where
        Self: Sized;

    /// As [`Member::required_attribute`].
    fn required_attribute() -> Option<&'static str>;
}

/// The engine of families.
#[doc(hidden)]
#[derive(Debug)]
pub struct Families;

impl<T: Named> Engine<T> for Families {
    fn read(
        value: &mut T,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_family(value, T::NAMES, reader, field)
    }

    fn write(value: &T, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_family(value, T::NAMES, writer, field)
    }
}

impl<T: Named> MemberEngine<T> for Families {
    fn blank() -> T {
        T::empty()
    }

    fn required_attribute() -> Option<&'static str> {
        T::required_attribute()
    }
}

/// The engine of boxes. They are generated types too: of a box, whose crate could make it one, nothing else can be said
/// beside what holds for all generated types.
#[doc(hidden)]
#[derive(Debug)]
pub struct Boxes;

impl<T: Slot> Generated for Box<T> {
    type Engine = Boxes;
}

impl<T: Slot> Engine<Box<T>> for Boxes {
    fn read(
        value: &mut Box<T>,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        (**value).read(reader, field, source)
    }

    fn write(value: &Box<T>, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        (**value).write(writer, field)
    }

    fn write_item(
        value: &Box<T>,
        writer: &mut Writer,
        field: &Field<'_>,
    ) -> Result<(), EncodeError> {
        (**value).write_item(writer, field)
    }

    fn is_absent(value: &Box<T>) -> bool {
        (**value).is_absent()
    }
}

impl<T: Member> MemberEngine<Box<T>> for Boxes {
    fn blank() -> Box<T> {
        Box::new(T::blank())
    }

    fn required_attribute() -> Option<&'static str> {
        T::required_attribute()
    }

    fn is_scalar() -> bool {
        T::is_scalar()
    }
}
