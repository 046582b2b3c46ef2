//! Writing a record: start tag, attributes, content in table order, end tag.

use crate::record::shape::{Field, Kind, Shape, TypeLabel};
use crate::record::{Record, encoded, matching};
use crate::xml::{EncodeError, EncodeErrorKind, Writer};

/// Writes `record` as the element that `field` names, or as a run of elements where `field` is a group.
///
/// # Errors
/// A member holds what the schema forbids; the error names the path.
pub fn write_record(
    record: &dyn Record,
    shape: &Shape<'_>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    if let Kind::Group(_) = field.kind {
        return write_content(record, shape, writer);
    }
    start(writer, field)?;
    if encoded::is_array_struct(shape) {
        let n_items = record.slot(0).item_count().unwrap_or(1);
        encoded::write_array(writer, &shape.fields[0], n_items)?;
    }
    for (index, field) in shape.attributes().iter().enumerate() {
        if !field.is_content() {
            record.slot(index).write(writer, field)?;
        }
    }
    match shape.content().map(|index| (index, &shape.fields[index])) {
        Some((index, text)) if matches!(text.kind, Kind::MixedText) => {
            record.slot(index).write(writer, text)?;
            write_content(record, shape, writer)?;
            writer.end_mixed()?;
        }
        Some(_) | None => write_content(record, shape, writer)?,
    }
    writer.end_called(field.local)
}

fn write_content(
    record: &dyn Record,
    shape: &Shape<'_>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    for (index, field) in shape.fields.iter().enumerate() {
        if field.is_content() {
            record.slot(index).write(writer, field)?;
        }
    }
    Ok(())
}

/// Opens the element that `field` names, with its `xsi:type` where it says one.
///
/// # Errors
/// The nesting is too deep.
pub fn start(writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
    writer.start(field.namespace, field.local)?;
    if let Some(protocol) = writer.protocol() {
        return encoded::write_marks(writer, field, protocol);
    }
    match field.type_label {
        Some(TypeLabel::Actual(name)) => writer.xsi_type(name.namespace, name.local),
        Some(TypeLabel::Declared(_) | TypeLabel::Encoding(_)) | None => Ok(()),
    }
}

/// Writes the element that `field` names as `xsi:nil`; its type asks for `required_attribute`.
///
/// # Errors
/// The schema does not allow nil here, or asks for attributes even then: nil has none in Rust.
pub fn write_nil(
    required_attribute: Option<&str>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    if !field.nillable {
        let message = format!("`{}` cannot be nil", field.local);
        return Err(writer.error(EncodeErrorKind::Missing, message));
    }
    if let Some(attribute) = required_attribute {
        let message = format!(
            "`{}` cannot be nil: the schema asks for attribute `{attribute}` even then",
            field.local
        );
        return Err(writer.error(EncodeErrorKind::Missing, message));
    }
    writer.start(field.namespace, field.local)?;
    writer.nil()?;
    writer.end()
}

/// The error for a required member without a value.
pub(super) fn missing(writer: &Writer, field: &Field<'_>) -> EncodeError {
    let message = match field.kind {
        Kind::Attribute => format!("attribute `{}` is required", field.local),
        Kind::Element | Kind::Wrapper(_) => format!("element `{}` is required", field.local),
        Kind::Attachment => format!("attachment `{}` is required", field.local),
        Kind::Any(_) => format!("{} is required", matching::wildcard_name(field)),
        Kind::Text
        | Kind::Choice(_)
        | Kind::Group(_)
        | Kind::AnyAttributes(_)
        | Kind::Mixed
        | Kind::MixedText => String::from("a value is required"),
    };
    writer.error(EncodeErrorKind::Missing, message)
}
