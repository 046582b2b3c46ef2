//! Families: an enum over a type and those derived from it, told apart by `xsi:type`; XSD 1.0 §2.6.1.

use crate::record::shape::{Field, TypeLabel, TypeName};
use crate::record::slot::{Slot, Source};
use crate::xml::{DecodeError, DecodeErrorKind, EncodeError, Reader, Writer};

/// A generated enum over a type and those derived from it.
///
/// Implemented by [`family!`](crate::family!) only.
pub trait Family: Slot {
    /// The members' names.
    fn members() -> &'static [TypeName]
    where
        Self: Sized;

    /// Whether an element without `xsi:type` is of the first member's type.
    fn first_is_declared() -> bool
    where
        Self: Sized;

    /// The member at `index`, blank; `None` for a type that is not in the table.
    fn start(index: Option<usize>) -> Self
    where
        Self: Sized;

    /// The index of the member that is there, `None` for an unknown type, and its value.
    fn payload(&self) -> (Option<usize>, &dyn Slot);

    /// The value that is there, to be filled.
    fn payload_mut(&mut self) -> &mut dyn Slot;
}

/// The attribute that a nil element of the declared type must have: that of the payload of its variant `_make`.
///
/// Called by [`family!`](crate::family!), which knows a payload's type by its variant only.
pub fn required_attribute<T: Slot, F>(_make: impl Fn(T) -> F) -> Option<&'static str> {
    T::required_attribute()
}

/// Reads the pending element as the member that its `xsi:type` names.
///
/// # Errors
/// The declared type is abstract and there is no `xsi:type`, or the content is not what the member says.
pub fn read_family<T: Family>(
    target: &mut T,
    reader: &mut Reader<'_>,
    field: &Field,
) -> Result<(), DecodeError> {
    let index = match reader.xsi_type()? {
        Some((namespace, local)) => T::members()
            .iter()
            .position(|it| it.local == local && it.namespace == namespace),
        None if T::first_is_declared() => Some(0),
        None => {
            let expected = "xsi:type, as the declared type is abstract";
            return Err(reader.error(DecodeErrorKind::Missing, expected, "none"));
        }
    };
    *target = T::start(index);
    target.payload_mut().read(reader, field, Source::Element)
}

/// Writes the member that is there, with `xsi:type` where it is not the declared type.
///
/// # Errors
/// As [`Slot::write`].
pub fn write_family<T: Family>(
    value: &T,
    writer: &mut Writer,
    field: &Field,
) -> Result<(), EncodeError> {
    let (index, payload) = value.payload();
    let type_label = match index {
        Some(0) if T::first_is_declared() => return payload.write(writer, field),
        Some(index) => Some(TypeLabel::Actual(T::members()[index])),
        // The raw value carries its own.
        None => None,
    };
    let field = Field {
        type_label,
        ..*field
    };
    payload.write(writer, &field)
}
