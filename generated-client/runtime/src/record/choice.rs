//! Choices: an enum of which one alternative stands in the XML; XSD 1.0 §3.8.

use crate::record::matching;
use crate::record::shape::{Field, Shape};
use crate::record::slot::{Slot, Source};
use crate::xml::{DecodeError, DecodeErrorKind, EncodeError, Reader, Writer};

/// A generated enum of alternatives; its table has one field for each.
///
/// Implemented by [`choice!`](crate::choice!), and for types that are known only at run time.
pub trait Choice: Slot {
    /// Becomes the alternative at `index`, blank.
    ///
    /// # Panics
    /// `index` is not in the table.
    fn start(&mut self, index: usize);

    /// The index of the alternative that is there, and its value.
    fn payload(&self) -> (usize, &dyn Slot);

    /// The value of the alternative that is there, to be filled.
    fn payload_mut(&mut self) -> &mut dyn Slot;
}

/// The alternative that takes the pending element, if there is one.
pub fn find_alternative(shape: &Shape<'_>, reader: &Reader<'_>) -> Option<usize> {
    matching::find(shape, 0, reader)
}

/// Reads the alternative of the table that the pending element begins.
///
/// # Errors
/// No alternative takes the element, or its content is not what the alternative says.
pub fn read_choice(
    target: &mut dyn Choice,
    shape: &Shape<'_>,
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    let Some(index) = find_alternative(shape, reader) else {
        let expected = format!("one of the alternatives of `{}`", shape.name());
        let found = format!("element `{}`", reader.name().1);
        return Err(reader.error(DecodeErrorKind::Unexpected, expected, found));
    };
    target.start(index);
    read_alternative(target.payload_mut(), reader, &shape.fields[index])
}

fn read_alternative(
    payload: &mut dyn Slot,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
) -> Result<(), DecodeError> {
    payload.read(reader, field, Source::of(field))?;
    // An alternative that repeats is one alternative: `<a/><a/>` of `(a* | b)` is a single choice.
    while field.max > 1 && reader.peek_child()? && matching::accepts(field, reader) {
        payload.read(reader, field, Source::of(field))?;
    }
    Ok(())
}

/// Writes the alternative of the table that is there.
///
/// # Errors
/// As [`Slot::write`].
pub fn write_choice(
    value: &dyn Choice,
    shape: &Shape<'_>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    let (index, payload) = value.payload();
    payload.write(writer, &shape.fields[index])
}
