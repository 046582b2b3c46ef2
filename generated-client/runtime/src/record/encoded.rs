//! Values that a protocol encodes: what the fields of their tables ask of it.
//!
//! In: the fields that a table marks with a type or as of any name. Out: marks on the open tag, or deviations, in the form
//! that the protocol of the writer or reader gives. Literal XML has no such fields.

use crate::record::shape::{Field, Kind, Shape, TypeLabel};
use crate::xml::{
    ArrayForm, DecodeError, DeviationKind, EncodeError, Reader, WriteProtocol, Writer,
};

/// Whether `field` wraps the items of an encoded array.
#[inline]
pub(super) fn is_array(field: &Field<'_>) -> bool {
    matches!(field.type_label, Some(TypeLabel::Encoding("Array")))
}

/// Whether the type of `shape` is an encoded array.
#[inline]
pub(super) fn is_array_struct(shape: &Shape<'_>) -> bool {
    matches!(shape.fields, [only] if only.any_name && only.max > 1)
}

/// Whether the attribute only says which element this is, for references to it.
pub(super) fn is_identity(field: &Field<'_>, namespace: &str, local: &str) -> bool {
    is_encoded(field) && namespace.is_empty() && local == "id"
}

/// Whether the content of `field` is encoded: its members are told apart by name alone.
pub(super) fn is_encoded(field: &Field<'_>) -> bool {
    field.type_label.is_some() || field.any_name
}

/// The only member of the answer to a call, whatever its element is called: servers call it `return`, `result` or after
/// the operation.
#[inline]
pub(super) fn only_part(outer: &Field<'_>, shape: &Shape<'_>, is_seen: bool) -> Option<usize> {
    let is_wrapper = outer.any_name && outer.max == 1 && !is_seen;
    match shape.fields {
        [only] if is_wrapper && !matches!(only.kind, Kind::Attribute | Kind::Attachment) => Some(0),
        _ => None,
    }
}

/// Writes what the protocol adds to the element of `field`, whose tag is open.
pub(super) fn write_marks(
    writer: &mut Writer,
    field: &Field<'_>,
    protocol: &WriteProtocol,
) -> Result<(), EncodeError> {
    if let Some((depth, namespace, local, value)) = protocol.mark
        && depth == writer.depth()
    {
        writer.attribute(namespace, local, value)?;
    }
    match field.type_label {
        Some(label) => {
            let (namespace, local) = name(label, protocol);
            writer.xsi_type(namespace, local)
        }
        None => Ok(()),
    }
}

/// Writes what the items of the array whose tag is open are, and how many.
pub(super) fn write_array(
    writer: &mut Writer,
    item: &Field<'_>,
    n_items: usize,
) -> Result<(), EncodeError> {
    let Some(protocol) = writer.protocol() else {
        return Ok(());
    };
    let (mut item, mut ranks) = (item, String::new());
    while let (Kind::Wrapper(inner), ArrayForm::One(_)) = (item.kind, protocol.arrays) {
        item = inner;
        ranks.push_str("[]");
    }
    let any = ("http://www.w3.org/2001/XMLSchema", "anyType");
    let (namespace, local) = item.type_label.map_or(any, |label| name(label, protocol));
    let prefix = writer.prefix_for(namespace);
    let colon = if prefix.is_empty() { "" } else { ":" };
    let qname = format!("{prefix}{colon}{local}");
    match protocol.arrays {
        ArrayForm::One(attribute) => {
            let value = format!("{qname}{ranks}[{n_items}]");
            writer.attribute(protocol.namespace, attribute, &value)
        }
        ArrayForm::Two { item, size } => {
            writer.attribute(protocol.namespace, item, &qname)?;
            writer.attribute(protocol.namespace, size, &n_items.to_string())
        }
    }
}

fn name<'t>(label: TypeLabel<'t>, protocol: &WriteProtocol) -> (&'t str, &'t str) {
    match label {
        TypeLabel::Declared(name) | TypeLabel::Actual(name) => (name.namespace, name.local),
        TypeLabel::Encoding(local) => (protocol.namespace, local),
    }
}

/// Where the first item of the pending array stands: 0, but where `fills` says that a list can have gaps. Lists what a
/// list cannot say: another first item, and more than one dimension.
pub(super) fn check_array(reader: &mut Reader<'_>, fills: bool) -> Result<usize, DecodeError> {
    let mut first = 0;
    let Some(protocol) = reader.protocol() else {
        return Ok(first);
    };
    let (namespace, local) = protocol.offset;
    if let Some(index) = reader.find_attribute(namespace, local) {
        let offset = reader.attribute_value(index)?;
        match place(&offset) {
            Some(0) => {}
            Some(place) if fills && reader.count_left_out(place).is_some() => first = place,
            Some(_) | None => {
                let found = format!("an array that starts at {offset}");
                reader.deviate(DeviationKind::Other, "an array from its first item", found)?;
            }
        }
    }
    let mut sizes = protocol.sizes.iter();
    let found = sizes.find_map(|(namespace, local)| reader.find_attribute(namespace, local));
    let Some(index) = found else {
        return Ok(first);
    };
    let sizes = reader.attribute_value(index)?;
    if sizes.contains(',') || sizes.trim().contains(' ') {
        let found = format!("`{sizes}`");
        reader.deviate(DeviationKind::Other, "an array of one dimension", found)?;
    }
    Ok(first)
}

/// Where the pending item of an array stands, behind `len` items: there, but where `fills` says that a list can have
/// gaps. Lists any other position: a list keeps what comes in the order in which it comes.
pub(super) fn check_item(
    reader: &mut Reader<'_>,
    len: usize,
    fills: bool,
) -> Result<usize, DecodeError> {
    let Some(protocol) = reader.protocol().filter(|_| reader.attribute_count() > 0) else {
        return Ok(len);
    };
    let (namespace, local) = protocol.position;
    let Some(index) = reader.find_attribute(namespace, local) else {
        return Ok(len);
    };
    let position = reader.attribute_value(index)?;
    if let Some(place) = place(&position)
        && fills
        && place >= len
        && reader.count_left_out(place - len).is_some()
    {
        return Ok(place);
    }
    let found = format!("an item at {position}");
    reader.deviate(DeviationKind::Other, "an array without gaps", found)?;
    Ok(len)
}

/// The index in `[2]`.
fn place(text: &str) -> Option<usize> {
    let index = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    index.trim().parse().ok()
}
