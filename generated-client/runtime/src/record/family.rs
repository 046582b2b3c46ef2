//! Families: an enum over a type and those derived from it, told apart by `xsi:type`; XSD 1.0 §2.6.1.

use crate::record::shape::{Field, TypeLabel, TypeName};
use crate::record::slot::{Member, Slot, Source};
use crate::xml::{DecodeError, DecodeErrorKind, EncodeError, Reader, Writer};

/// The names of the types of a family.
#[derive(Clone, Copy, Debug)]
pub struct Names<'t> {
    /// The members' names.
    pub members: &'t [TypeName<'t>],
    /// Whether an element without `xsi:type` is of the first member's type.
    pub first_is_declared: bool,
}

/// A generated enum over a type and those derived from it.
///
/// Implemented by [`family!`](crate::family!), and for types that are known only at run time.
pub trait Family: Slot {
    /// Becomes the member at `index`, blank; `None` for a type that is not in the table.
    fn start(&mut self, index: Option<usize>);

    /// The index of the member that is there, `None` for an unknown type, and its value.
    fn payload(&self) -> (Option<usize>, &dyn Slot);

    /// The value that is there, to be filled.
    fn payload_mut(&mut self) -> &mut dyn Slot;
}

/// The attribute that a nil element of the declared type must have: that of the payload of its variant `_make`.
///
/// Called by [`family!`](crate::family!), which knows a payload's type by its variant only.
pub fn required_attribute<T: Member, F>(_make: impl Fn(T) -> F) -> Option<&'static str> {
    T::required_attribute()
}

/// Reads the pending element as the member that its `xsi:type` names.
///
/// # Errors
/// The declared type is abstract and there is no `xsi:type`, or the content is not what the member says.
pub fn read_family(
    target: &mut dyn Family,
    names: Names<'_>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
) -> Result<(), DecodeError> {
    let index = match reader.xsi_type()? {
        Some((namespace, local)) => (names.members.iter())
            .position(|name| name.local == local && name.namespace == namespace),
        None if names.first_is_declared => Some(0),
        None => {
            let expected = "xsi:type, as the declared type is abstract";
            return Err(reader.error(DecodeErrorKind::Missing, expected, "none"));
        }
    };
    target.start(index);
    target.payload_mut().read(reader, field, Source::Element)
}

/// Writes the member that is there, with `xsi:type` where it is not the declared type.
///
/// # Errors
/// As [`Slot::write`].
pub fn write_family(
    value: &dyn Family,
    names: Names<'_>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    let (index, payload) = value.payload();
    let type_label = match index {
        Some(0) if names.first_is_declared => return payload.write(writer, field),
        Some(index) => Some(TypeLabel::Actual(names.members[index])),
        // The raw value carries its own.
        None => None,
    };
    let field = Field {
        type_label,
        ..*field
    };
    payload.write(writer, &field)
}
