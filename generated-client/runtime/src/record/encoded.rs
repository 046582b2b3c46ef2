//! SOAP encoding: the types and array sizes that encoded messages carry; SOAP 1.1 §5, SOAP 1.2 part 2 §3.
//!
//! In: the fields that a table marks with a type name or as of any name. Out: attributes on the open tag, or deviations.
//! Literal services have no such fields. References between elements are resolved before a record is read.

use crate::record::family::TypeName;
use crate::record::shape::{Field, Kind, Shape};
use crate::xml::{DecodeError, DeviationKind, EncodeError, Reader, Writer};

/// The encoding of SOAP 1.1.
pub(super) const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/encoding/";
/// The encoding of SOAP 1.2.
pub(super) const SOAP_12: &str = "http://www.w3.org/2003/05/soap-encoding";

/// Whether `field` wraps the items of an encoded array.
#[inline]
pub(super) fn is_array(field: &Field) -> bool {
    field
        .type_name
        .is_some_and(|it| it.local == "Array" && it.namespace == SOAP_11)
}

/// Whether the type of `shape` is an encoded array.
#[inline]
pub(super) fn is_array_struct(shape: &Shape) -> bool {
    matches!(shape.fields, [only] if only.any_name && only.max > 1)
}

/// Whether the attribute only says which element this is, for references to it.
pub(super) fn is_identity(field: &Field, namespace: &str, local: &str) -> bool {
    is_encoded(field) && namespace.is_empty() && local == "id"
}

/// Whether the content of `field` is encoded: its members are told apart by name alone; SOAP 1.1 §5.4.1.
pub(super) fn is_encoded(field: &Field) -> bool {
    field.type_name.is_some() || field.any_name
}

/// The only part of an RPC answer, whatever its element is called: SOAP 1.1 §7.1 gives the name of the return value
/// no meaning, and servers call it `return`, `result` or after the operation.
#[inline]
pub(super) fn only_part(outer: &Field, shape: &Shape, is_seen: bool) -> Option<usize> {
    let is_wrapper = outer.any_name && outer.max == 1 && !is_seen;
    match shape.fields {
        [only] if is_wrapper && !matches!(only.kind, Kind::Attribute | Kind::Attachment) => Some(0),
        _ => None,
    }
}

/// Writes the type of the element whose tag is open: the one that was staged, else the declared one. The outermost
/// element says the encoding as well.
pub(super) fn write_type(
    writer: &mut Writer,
    field: &Field,
    encoding: &'static str,
    staged: Option<(&'static str, &'static str)>,
) -> Result<(), EncodeError> {
    if let Some((namespace, local, value)) = writer.take_staged_attribute() {
        writer.attribute(namespace, local, value)?;
    }
    match (staged, field.type_name) {
        (Some((namespace, local)), _) => writer.xsi_type(namespace, local),
        (None, Some(name)) => writer.xsi_type(namespace_of(name, encoding), name.local),
        (None, None) => Ok(()),
    }
}

/// Writes what the items of the array whose tag is open are, and how many.
pub(super) fn write_array(
    writer: &mut Writer,
    item: &Field,
    n_items: usize,
) -> Result<(), EncodeError> {
    const ANY: TypeName = TypeName::new("http://www.w3.org/2001/XMLSchema", "anyType");
    let Some(encoding) = writer.encoding() else {
        return Ok(());
    };
    let (mut item, mut ranks) = (item, String::new());
    // SOAP 1.1 §5.4.2 names the type of the innermost items: `xsd:int[][2]`. SOAP 1.2 only that of the items.
    while let (Kind::Wrapper(inner), SOAP_11) = (item.kind, encoding) {
        item = inner;
        ranks.push_str("[]");
    }
    let name = item.type_name.unwrap_or(ANY);
    let prefix = writer.prefix_for(namespace_of(name, encoding));
    let colon = if prefix.is_empty() { "" } else { ":" };
    let qname = format!("{prefix}{colon}{}", name.local);
    if encoding == SOAP_12 {
        // SOAP 1.2 part 2 §3.1.6 tells the type and the size apart.
        writer.attribute(encoding, "itemType", &qname)?;
        return writer.attribute(encoding, "arraySize", &n_items.to_string());
    }
    writer.attribute(encoding, "arrayType", &format!("{qname}{ranks}[{n_items}]"))
}

/// A WSDL names the types of SOAP 1.1; SOAP 1.2 has the same in a namespace of its own.
fn namespace_of(name: TypeName, encoding: &'static str) -> &'static str {
    if name.namespace == SOAP_11 {
        encoding
    } else {
        name.namespace
    }
}

/// Where the first item of the pending array stands: 0, but where `fills` says that a list can have gaps. Lists what a
/// list cannot say: another first item, and more than one dimension.
pub(super) fn check_array(reader: &mut Reader<'_>, fills: bool) -> Result<usize, DecodeError> {
    let mut first = 0;
    if let Some(index) = reader.find_attribute(SOAP_11, "offset") {
        let offset = reader.attribute_value(index)?;
        match place(&offset) {
            Some(0) => {}
            Some(it) if fills && reader.count_left_out(it).is_some() => first = it,
            Some(_) | None => {
                let found = format!("an array that starts at {offset}");
                reader.deviate(DeviationKind::Other, "an array from its first item", found)?;
            }
        }
    }
    let rank = [(SOAP_11, "arrayType"), (SOAP_12, "arraySize")];
    let rank = rank
        .into_iter()
        .find_map(|(namespace, local)| reader.find_attribute(namespace, local));
    let Some(index) = rank else {
        return Ok(first);
    };
    let rank = reader.attribute_value(index)?;
    // `xsd:int[2,3]` in SOAP 1.1, `2 3` in SOAP 1.2.
    if rank.contains(',') || rank.trim().contains(' ') {
        let found = format!("`{rank}`");
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
    if reader.attribute_count() == 0 {
        return Ok(len);
    }
    let Some(index) = reader.find_attribute(SOAP_11, "position") else {
        return Ok(len);
    };
    let position = reader.attribute_value(index)?;
    if let Some(it) = place(&position)
        && fills
        && it >= len
        && reader.count_left_out(it - len).is_some()
    {
        return Ok(it);
    }
    let found = format!("an item at {position}");
    reader.deviate(DeviationKind::Other, "an array without gaps", found)?;
    Ok(len)
}

/// The index in `[2]`; SOAP 1.1 §5.4.2.1, §5.4.2.2.
fn place(text: &str) -> Option<usize> {
    let index = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    index.trim().parse().ok()
}
