//! Slots that hold other slots: `Option`, `Nillable`, `Box`, `Secret`; lists are in [`super::lists`].
//!
//! The functions do it for any type of what is held, the implementations for types of Rust.

use crate::record::absence::{forgive, take_nil};
use crate::record::matching;
use crate::record::shape::Field;
use crate::record::slot::{Member, MemberType, Slot, Source};
use crate::record::write::{missing, write_nil};
use crate::value::{Nillable, Secret, Static};
use crate::xml::{DecodeError, EncodeError, Reader, Writer};

/// Reads one occurrence into `target`; false where it cannot be read, and is read past.
fn read_held<T: Slot>(
    ty: &impl MemberType<T>,
    target: &mut T,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<bool, DecodeError> {
    let depth = reader.depth();
    let is_bare = !ty.is_scalar() && reader.is_bare();
    let Err(error) = target.read(reader, field, source) else {
        return Ok(true);
    };
    let about = (ty.is_scalar(), is_bare);
    forgive(reader, (field, source), depth, about, error)?;
    Ok(false)
}

/// Reads one occurrence of a member that may be absent.
///
/// # Errors
/// As [`Slot::read`].
#[inline]
pub fn read_option<T: Slot>(
    ty: &impl MemberType<T>,
    target: &mut Option<T>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    if take_nil(reader, field, source)? {
        *target = None;
        return Ok(());
    }
    let value = target.get_or_insert_with(|| ty.blank());
    if !read_held(ty, value, reader, field, source)? {
        *target = None;
    }
    Ok(())
}

/// Writes a member that may be absent.
///
/// # Errors
/// As [`Slot::write`].
pub fn write_option<T: Slot>(
    ty: &impl MemberType<T>,
    value: Option<&T>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    match value {
        Some(value) => value.write(writer, field),
        None if matching::may_be_absent(field) => Ok(()),
        None if field.nillable => write_nil(ty.required_attribute(), writer, field),
        None => Err(missing(writer, field)),
    }
}

/// Writes one occurrence of a repeated member that may be nil.
///
/// # Errors
/// As [`Slot::write_item`].
pub fn write_option_item<T: Slot>(
    ty: &impl MemberType<T>,
    value: Option<&T>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    match value {
        Some(value) => value.write_item(writer, field),
        None => write_nil(ty.required_attribute(), writer, field),
    }
}

impl<T: Member> Slot for Option<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_option(&Static::TYPE, self, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_option(&Static::TYPE, self.as_ref(), writer, field)
    }

    fn write_item(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_option_item(&Static::TYPE, self.as_ref(), writer, field)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Member> Member for Option<T> {
    fn blank() -> Self {
        None
    }
}

/// Reads one occurrence of a member that tells nil from absence.
///
/// # Errors
/// As [`Slot::read`].
pub fn read_nillable<T: Slot>(
    ty: &impl MemberType<T>,
    target: &mut Nillable<T>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    if take_nil(reader, field, source)? {
        *target = Nillable::Nil;
        return Ok(());
    }
    if !matches!(target, Nillable::Value(_)) {
        *target = Nillable::Value(ty.blank());
    }
    let Nillable::Value(value) = target else {
        return Ok(());
    };
    if !read_held(ty, value, reader, field, source)? {
        // It is there, but what it holds is not known.
        *target = Nillable::Absent;
    }
    Ok(())
}

/// Writes a member that tells nil from absence.
///
/// # Errors
/// As [`Slot::write`].
pub fn write_nillable<T: Slot>(
    ty: &impl MemberType<T>,
    value: Nillable<&T>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    match value {
        Nillable::Value(value) => value.write(writer, field),
        Nillable::Nil => write_nil(ty.required_attribute(), writer, field),
        Nillable::Absent if matching::may_be_absent(field) => Ok(()),
        Nillable::Absent => Err(missing(writer, field)),
    }
}

impl<T: Member> Slot for Nillable<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_nillable(&Static::TYPE, self, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_nillable(&Static::TYPE, self.as_ref(), writer, field)
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Member> Member for Nillable<T> {
    fn blank() -> Self {
        Self::Absent
    }
}

/// Errors about a secret never hold its text.
impl<T: Slot> Slot for Secret<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        let n_deviations = reader.deviations_kept();
        let result = self.expose_mut().read(reader, field, source);
        reader.hide_deviations(n_deviations);
        result.map_err(DecodeError::redact)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        self.expose().write(writer, field)
    }

    fn is_absent(&self) -> bool {
        self.expose().is_absent()
    }
}

impl<T: Member> Member for Secret<T> {
    fn blank() -> Self {
        Self::from(T::blank())
    }

    fn is_scalar() -> bool {
        T::is_scalar()
    }
}
