//! What is read where no value is: elements marked nil, and those whose value cannot be read.
//!
//! In: the reader before such an element, or where an error left it. Out: the reader behind it, and a deviation.

use crate::record::shape::Field;
use crate::record::slot::Source;
use crate::record::{encoded, matching};
use crate::xml::{DecodeError, DecodeErrorKind, DeviationKind, Reader};

/// Whether the occurrence being read is an element marked `xsi:nil`; consumes it if so.
#[inline]
pub(super) fn take_nil(
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<bool, DecodeError> {
    let may_be_nil = matches!(source, Source::Element) && reader.attribute_count() > 0;
    Ok(may_be_nil && take_marked_nil(reader, field)?)
}

fn take_marked_nil(reader: &mut Reader<'_>, field: &Field<'_>) -> Result<bool, DecodeError> {
    if !reader.is_nil()? {
        return Ok(false);
    }
    if !field.nillable {
        reader.deviate(DeviationKind::Nil, "a value", "xsi:nil")?;
    }
    // XSD 1.0 §3.3.4 allows the attributes of the type on a nil element; nil has no place for them in Rust.
    for index in 0..reader.attribute_count() {
        let (namespace, local) = reader.attribute(index);
        if reader.is_control(namespace) || encoded::is_identity(field, namespace, local) {
            continue;
        }
        let found = format!("attribute `{local}`, which is lost");
        let expected = "a nil element without attributes";
        reader.deviate(DeviationKind::UnexpectedAttribute, expected, found)?;
    }
    reader.skip()?;
    Ok(true)
}

/// Reads past the occurrence at `depth`, whose value cannot be read, or one that it needs inside: it is absent then.
///
/// # Errors
/// `error`, where it is not about a value, or is not to be put up with.
#[cold]
pub(super) fn forgive(
    reader: &mut Reader<'_>,
    (field, source): (&Field<'_>, Source<'_>),
    depth: usize,
    (is_scalar, is_bare): (bool, bool),
    error: DecodeError,
) -> Result<(), DecodeError> {
    // An element with nothing in it says no more than none, whatever its type requires.
    let is_nothing = is_bare && error.kind() == DecodeErrorKind::Missing;
    if !is_value(&error) && !is_nothing || !reader.tolerates(DeviationKind::Unreadable) {
        return Err(error);
    }
    if let Source::Element | Source::Run = source {
        reader.leave_out_child(depth);
    }
    match source {
        Source::Element if !is_scalar => return leave(reader, depth, &error, "a readable value"),
        Source::Run if reader.depth() >= depth => {
            leave(reader, depth, &error, "a readable value")?;
            // What is left of the run has no place of its own.
            while reader.peek_child()? && matching::accepts_name(field, reader) {
                reader.leave_out_child(depth);
                reader.skip()?;
            }
            return Ok(());
        }
        Source::Run => return Err(error),
        Source::Element | Source::Content => reader.leave(depth)?,
        Source::Attribute(_) | Source::Default | Source::Attachment(_) => {}
    }
    let found = error.found().unwrap_or_default();
    reader.deviate(DeviationKind::Unreadable, error.expected(), found)
}

/// Whether `error` is about the text of a value.
fn is_value(error: &DecodeError) -> bool {
    matches!(
        error.kind(),
        DecodeErrorKind::Value | DecodeErrorKind::Unexpected
    )
}

/// Reads past the item at `depth`, where what is wrong with it is its own matter.
#[cold]
pub(super) fn skip_item(
    reader: &mut Reader<'_>,
    depth: usize,
    error: DecodeError,
) -> Result<(), DecodeError> {
    let is_own = is_value(&error)
        || matches!(
            error.kind(),
            DecodeErrorKind::Missing | DecodeErrorKind::Repeated
        );
    if !is_own || !reader.tolerates(DeviationKind::Unreadable) {
        return Err(error);
    }
    reader.leave_out_child(depth);
    leave(reader, depth, &error, "an item")
}

/// Reads past the element at `depth`, in which `error` is: it is not what was `expected`.
fn leave(
    reader: &mut Reader<'_>,
    depth: usize,
    error: &DecodeError,
    expected: &str,
) -> Result<(), DecodeError> {
    reader.leave(depth)?;
    let path = error.path();
    let found = match error.found() {
        Some(found) => format!("{path}: expected {}, found {found}", error.expected()),
        None => format!("{path}: expected {}", error.expected()),
    };
    reader.deviate(DeviationKind::Unreadable, expected, found)
}
