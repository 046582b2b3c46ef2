//! [`Slot`]: one member of a record, as the engine sees it.

use crate::record::shape::Field;
use crate::xml::{DecodeError, EncodeError, Reader, Writer};

/// A member that the engine can fill from XML and write as XML.
pub trait Slot {
    /// The value before anything was read.
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads one occurrence: the element whose start tag `reader` has just read, the attribute value
    /// or default staged in it, or the run of elements that makes one choice or group.
    ///
    /// # Errors
    /// The document is not well-formed, passes a limit, or does not hold what `field` says.
    fn read(&mut self, reader: &mut Reader<'_>, field: &Field) -> Result<(), DecodeError>;

    /// Writes all occurrences.
    ///
    /// # Errors
    /// The value is one that the schema forbids.
    fn write(&self, writer: &mut Writer, field: &Field) -> Result<(), EncodeError>;

    /// Writes one occurrence of a repeated member, where `None` is `xsi:nil` and not absence.
    ///
    /// # Errors
    /// As [`Slot::write`].
    fn write_item(&self, writer: &mut Writer, field: &Field) -> Result<(), EncodeError> {
        self.write(writer, field)
    }

    /// How many items a list has; `None` for what is no list.
    fn item_count(&self) -> Option<usize> {
        None
    }

    /// The first attribute that an element of this type must have even where it is nil; XSD 1.0 §3.3.4.
    fn required_attribute() -> Option<&'static str>
    where
        Self: Sized,
    {
        None
    }

    /// Whether nothing would be written.
    fn is_absent(&self) -> bool {
        false
    }
}
