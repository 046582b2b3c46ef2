//! Which field of a table the next element belongs to.

use crate::record::shape::{Field, Kind, Shape, Wildcard};
use crate::xml::Reader;

/// The index of the field that takes the pending element, looked for from `cursor` on and then from the start.
///
/// Named fields win over wildcards, so that a leading `xs:any` does not swallow what the schema names.
/// Of two that do, the one that can begin with the element: `(a, b) | (b, a)` is decided by the first.
pub(super) fn find(shape: &Shape<'_>, cursor: usize, reader: &Reader<'_>) -> Option<usize> {
    find_forward(shape, cursor, reader, begins_with)
        .or_else(|| find_forward(shape, cursor, reader, accepts_name))
        .or_else(|| (0..cursor).find(|&it| accepts_name(&shape.fields[it], reader)))
        .or_else(|| find_wildcard(shape, cursor, reader))
}

/// The index of the wildcard that takes the pending element, looked for as by [`find`].
pub(super) fn find_wildcard(
    shape: &Shape<'_>,
    cursor: usize,
    reader: &Reader<'_>,
) -> Option<usize> {
    find_forward(shape, cursor, reader, accepts_any)
        .or_else(|| (0..cursor).find(|&it| accepts_any(&shape.fields[it], reader)))
}

/// The attribute that one called `name` is but for its namespace: it has none where the schema says one, or that of its
/// element or any other where the schema says none. Servers forget prefixes, and add them.
pub(super) fn other_attribute(
    fields: &[Field<'_>],
    reader: &Reader<'_>,
    (namespace, local): (&str, &str),
) -> Option<usize> {
    let is_it = |field: &Field<'_>| {
        matches!(field.kind, Kind::Attribute)
            && field.local == local
            && field.namespace.is_empty() != namespace.is_empty()
            && reader
                .find_attribute(field.namespace, field.local)
                .is_none()
    };
    fields.iter().position(is_it)
}

/// What messages call an attribute of `namespace`, told apart from `field`.
pub(super) fn attribute_difference(field: &Field<'_>, namespace: &str) -> (String, String) {
    let local = field.local;
    let expected = format!("attribute `{local}` of {}", namespace_name(field.namespace));
    (expected, format!("one of {}", namespace_name(namespace)))
}

/// What messages call what the wildcard `field` takes.
pub(super) fn wildcard_name(field: &Field<'_>) -> String {
    match field.kind {
        Kind::Any(Wildcard::Other(own)) => {
            format!("an element of any namespace but `{own}`")
        }
        Kind::Any(Wildcard::OneOf(list)) => {
            let names: Vec<String> = list.iter().map(|it| namespace_name(it)).collect();
            format!("an element of {}", names.join(" or "))
        }
        _ => String::from("an element of any name"),
    }
}

fn namespace_name(namespace: &str) -> String {
    match namespace {
        "" => String::from("no namespace"),
        it => format!("`{it}`"),
    }
}

/// As [`find`], but never looking back: a nested sequence that meets an earlier member has ended.
pub(super) fn find_in_order(
    shape: &Shape<'_>,
    cursor: usize,
    reader: &Reader<'_>,
) -> Option<usize> {
    find_forward(shape, cursor, reader, begins_with)
        .or_else(|| find_forward(shape, cursor, reader, accepts_name))
        .or_else(|| find_forward(shape, cursor, reader, accepts_any))
}

fn find_forward(
    shape: &Shape<'_>,
    cursor: usize,
    reader: &Reader<'_>,
    accepts: fn(&Field<'_>, &Reader<'_>) -> bool,
) -> Option<usize> {
    (cursor..shape.fields.len()).find(|&it| accepts(&shape.fields[it], reader))
}

/// Whether the pending element is one that `field` takes, by name or by wildcard.
pub(super) fn accepts(field: &Field<'_>, reader: &Reader<'_>) -> bool {
    accepts_name(field, reader) || accepts_any(field, reader)
}

/// Whether the pending element is none of `shape`, which is made of elements alone.
pub(crate) fn is_foreign(shape: &Shape<'_>, reader: &Reader<'_>) -> bool {
    let is_part = |it: &Field<'_>| matches!(it.kind, Kind::Attachment);
    !shape.fields.is_empty()
        && !shape
            .fields
            .iter()
            .any(|it| is_part(it) || accepts(it, reader))
}

/// Whether the pending element is `field` but for its namespace: it has none, or that of its parent, where the schema
/// says another. Servers that write prefixes by hand forget them so; a foreign extension is in neither.
pub(super) fn is_misplaced(field: &Field<'_>, reader: &Reader<'_>) -> bool {
    let (namespace, local) = reader.name();
    matches!(field.kind, Kind::Element | Kind::Wrapper(_))
        && field.local == local
        && (namespace.is_empty() || namespace == reader.parent_namespace())
}

/// What messages call the pending element, told apart from `field`: with namespaces where only they differ.
pub(super) fn difference(field: &Field<'_>, reader: &Reader<'_>) -> (String, String) {
    let (namespace, local) = reader.name();
    if local != field.local {
        return (format!("`{}`", field.local), format!("element `{local}`"));
    }
    (
        format!("`{local}` of {}", namespace_name(field.namespace)),
        format!("element `{local}` of {}", namespace_name(namespace)),
    )
}

/// Whether the pending element is one that the content of `field` may begin with, by name.
fn begins_with(field: &Field<'_>, reader: &Reader<'_>) -> bool {
    match field.kind {
        Kind::Element | Kind::Wrapper(_) => reader.is(field.namespace, field.local),
        Kind::Choice(table) => table.fields.iter().any(|it| begins_with(it, reader)),
        Kind::Group(table) => {
            for it in table.fields {
                if begins_with(it, reader) {
                    return true;
                }
                if !may_be_absent(it) {
                    return false;
                }
            }
            false
        }
        Kind::Attribute
        | Kind::Text
        | Kind::Any(_)
        | Kind::AnyAttributes(_)
        | Kind::Mixed
        | Kind::Attachment => false,
    }
}

fn accepts_name(field: &Field<'_>, reader: &Reader<'_>) -> bool {
    match field.kind {
        Kind::Element | Kind::Wrapper(_) => reader.is(field.namespace, field.local),
        Kind::Choice(table) | Kind::Group(table) => {
            table.fields.iter().any(|it| accepts_name(it, reader))
        }
        Kind::Attribute
        | Kind::Text
        | Kind::Any(_)
        | Kind::AnyAttributes(_)
        | Kind::Mixed
        | Kind::Attachment => false,
    }
}

fn accepts_any(field: &Field<'_>, reader: &Reader<'_>) -> bool {
    match field.kind {
        Kind::Any(wildcard) => lets_in(wildcard, reader.name().0),
        Kind::Choice(table) | Kind::Group(table) => {
            table.fields.iter().any(|it| accepts_any(it, reader))
        }
        Kind::Element | Kind::Wrapper(_) => field.any_name,
        Kind::Attribute | Kind::Text | Kind::AnyAttributes(_) | Kind::Mixed | Kind::Attachment => {
            false
        }
    }
}

/// Whether `wildcard` takes a name of `namespace`; XSD 1.0 §3.10.4.
pub(super) fn lets_in(wildcard: Wildcard<'_>, namespace: &str) -> bool {
    match wildcard {
        Wildcard::Any => true,
        Wildcard::Other(own) => !namespace.is_empty() && namespace != own,
        Wildcard::OneOf(list) => list.contains(&namespace),
    }
}

/// Whether a document without any element or attribute of this field satisfies it.
///
/// A required group whose members are all optional may be empty, and so may a choice with one such alternative.
pub(super) fn may_be_absent(field: &Field<'_>) -> bool {
    field.min == 0
        || match field.kind {
            Kind::Group(table) => table.fields.iter().all(may_be_absent),
            Kind::Choice(table) => table.fields.iter().any(may_be_absent),
            Kind::Any(_) | Kind::AnyAttributes(_) | Kind::Mixed | Kind::Attachment => false,
            Kind::Element | Kind::Wrapper(_) | Kind::Attribute | Kind::Text => false,
        }
}
