//! Which field of a table the next element belongs to.

use std::ops::RangeBounds;

use crate::record::index::Positions;
use crate::record::shape::{Field, Kind, Shape, Wildcard};
use crate::xml::Reader;

/// The index of the field that takes the pending element, looked for from `cursor` on and then from the start.
///
/// Named fields win over wildcards, so that a leading `xs:any` does not swallow what the schema names.
/// Of two that do, the one that can begin with the element: `(a, b) | (b, a)` is decided by the first.
pub(super) fn find(shape: &Shape<'_>, cursor: usize, reader: &Reader<'_>) -> Option<usize> {
    if let Some(near) = find_near(shape, cursor, reader) {
        return Some(near);
    }
    let search = Search::new(shape, reader);
    (search.first(cursor.., begins_with))
        .or_else(|| search.first(cursor.., accepts_name))
        .or_else(|| search.first(..cursor, accepts_name))
        .or_else(|| find_wildcard(shape, cursor, reader))
}

/// Elements after the one that was read last that are asked before all others.
const NEAR: usize = 4;

/// The index of the field that takes the pending element, where it is one of the next by name alone: what is sent is mostly
/// in the order of the table.
#[inline]
fn find_near(shape: &Shape<'_>, cursor: usize, reader: &Reader<'_>) -> Option<usize> {
    let mut n_asked = 0;
    for (index, field) in shape.fields.iter().enumerate().skip(cursor) {
        // What begins with the element goes before what comes later.
        if field.table().is_some() {
            return None;
        }
        if field.is_element() {
            if reader.is(field.namespace, field.local) {
                return Some(index);
            }
            if n_asked == NEAR {
                return None;
            }
            n_asked += 1;
        }
    }
    None
}

/// Whether a field takes the pending element in some way.
type Accepts = fn(&Field<'_>, &Reader<'_>) -> bool;

/// The search for the pending element among the fields of a table.
struct Search<'s, 't, 'r> {
    shape: &'s Shape<'t>,
    reader: &'s Reader<'r>,
    /// The fields of its name and those without one, where the table knows them.
    candidates: Option<(Positions<'t>, Positions<'t>)>,
}

impl<'s, 't, 'r> Search<'s, 't, 'r> {
    fn new(shape: &'s Shape<'t>, reader: &'s Reader<'r>) -> Self {
        Self {
            shape,
            reader,
            candidates: shape.candidates(reader.name().1),
        }
    }

    /// The index of the first field in `range` that takes the element in the way of `accepts`, which goes by names.
    fn first(&self, range: impl RangeBounds<usize>, accepts: Accepts) -> Option<usize> {
        let takes = |index: &usize| {
            range.contains(index) && accepts(&self.shape.fields[*index], self.reader)
        };
        let Some((named, unnamed)) = self.candidates else {
            return (0..self.shape.fields.len()).find(takes);
        };
        match (named.find(takes), unnamed.find(takes)) {
            (Some(named), Some(unnamed)) => Some(named.min(unnamed)),
            (named, unnamed) => named.or(unnamed),
        }
    }
}

/// The index of the wildcard that takes the pending element, looked for as by [`find`].
pub(super) fn find_wildcard(
    shape: &Shape<'_>,
    cursor: usize,
    reader: &Reader<'_>,
) -> Option<usize> {
    if !shape.has_wildcards() {
        return None;
    }
    let takes = |index: &usize| accepts_any(&shape.fields[*index], reader);
    (cursor..shape.fields.len())
        .find(takes)
        .or_else(|| (0..cursor).find(takes))
}

/// The index of the first field whose element the pending one is but for its namespace, of those that `is_free` says.
pub(super) fn find_misplaced(
    shape: &Shape<'_>,
    reader: &Reader<'_>,
    is_free: impl Fn(usize) -> bool,
) -> Option<usize> {
    let takes = |index: &usize| is_free(*index) && is_misplaced(&shape.fields[*index], reader);
    match shape.candidates(reader.name().1) {
        Some((named, _)) => named.find(takes),
        None => (0..shape.fields.len()).find(takes),
    }
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
        Kind::Any(wildcard) => format!("an element of {}", wildcard_words(wildcard)),
        _ => String::from("an element of any name"),
    }
}

fn wildcard_words(wildcard: Wildcard<'_>) -> String {
    let names = |list: &[&str]| {
        let names: Vec<String> = list.iter().map(|it| namespace_name(it)).collect();
        names.join(" or ")
    };
    match wildcard {
        Wildcard::Any => String::from("any name"),
        Wildcard::Other(own) => format!("any namespace but `{own}`"),
        Wildcard::OneOf(list) => names(list),
        Wildcard::Not(list) => format!("any namespace but {}", names(list)),
        Wildcard::Except((inner, except)) => {
            let except: Vec<String> = except.iter().map(|name| format!("`{}`", name.1)).collect();
            format!("{} but {}", wildcard_words(*inner), except.join(" or "))
        }
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
    if let Some(near) = find_near(shape, cursor, reader) {
        return Some(near);
    }
    let search = Search::new(shape, reader);
    (search.first(cursor.., begins_with))
        .or_else(|| search.first(cursor.., accepts_name))
        .or_else(|| {
            let mut rest = cursor..shape.fields.len();
            rest.find(|&index| accepts_any(&shape.fields[index], reader))
        })
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
    field.is_element()
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
    let Kind::Group(table) = field.kind else {
        return takes_by_name(field, reader, begins_with);
    };
    for field in table.fields {
        if begins_with(field, reader) {
            return true;
        }
        if !may_be_absent(field) {
            return false;
        }
    }
    false
}

pub(super) fn accepts_name(field: &Field<'_>, reader: &Reader<'_>) -> bool {
    takes_by_name(field, reader, accepts_name)
}

/// Whether the pending element has the name of `field`, or is one that a field of its table takes in the way of `accepts`.
fn takes_by_name(field: &Field<'_>, reader: &Reader<'_>, accepts: Accepts) -> bool {
    match field.table() {
        Some(table) => Search::new(table, reader).first(.., accepts).is_some(),
        None => field.is_element() && reader.is(field.namespace, field.local),
    }
}

fn accepts_any(field: &Field<'_>, reader: &Reader<'_>) -> bool {
    if let Kind::Any(wildcard) = field.kind {
        return lets_in(wildcard, reader.name());
    }
    match field.table() {
        Some(table) => {
            table.has_wildcards() && table.fields.iter().any(|field| accepts_any(field, reader))
        }
        None => field.any_name && field.is_element(),
    }
}

/// Whether `wildcard` takes an element or attribute of this name; XSD 1.0 §3.10.4.
pub(super) fn lets_in(wildcard: Wildcard<'_>, name: (&str, &str)) -> bool {
    let namespace = name.0;
    match wildcard {
        Wildcard::Any => true,
        Wildcard::Other(own) => !namespace.is_empty() && namespace != own,
        Wildcard::OneOf(list) => list.contains(&namespace),
        Wildcard::Not(list) => !list.contains(&namespace),
        Wildcard::Except((inner, names)) => !names.contains(&name) && lets_in(*inner, name),
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
            Kind::Element
            | Kind::Wrapper(_)
            | Kind::Attribute
            | Kind::Text
            | Kind::Any(_)
            | Kind::AnyAttributes(_)
            | Kind::Mixed
            | Kind::MixedText
            | Kind::Attachment => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::field::{any, attribute, choice_of, group_of, optional, repeated, required};
    use crate::record::index::Table;
    use crate::xml::Limits;

    const NAMESPACE: &str = "urn:a";

    /// The first field of `range` that one after the other is asked for.
    fn first(
        shape: &Shape<'_>,
        reader: &Reader<'_>,
        mut range: std::ops::Range<usize>,
        accepts: Accepts,
    ) -> Option<usize> {
        range.find(|&index| accepts(&shape.fields[index], reader))
    }

    #[test]
    fn what_is_found_by_name_is_what_would_be_found_one_by_one() {
        static INNER: Shape<'static> = Shape::of(
            "Inner",
            &Table::new([
                optional(NAMESPACE, "c"),
                required(NAMESPACE, "x"),
                optional(NAMESPACE, "y"),
                optional(NAMESPACE, "b"),
            ]),
        );
        static MANY: Shape<'static> = Shape::of(
            "Many",
            &Table::new([
                optional(NAMESPACE, "q"),
                optional(NAMESPACE, "p"),
                optional("", "o"),
                optional(NAMESPACE, "n"),
                optional(NAMESPACE, "m"),
                optional(NAMESPACE, "l"),
                optional(NAMESPACE, "k"),
                optional(NAMESPACE, "a"),
                optional(NAMESPACE, "i"),
            ]),
        );
        let fields = [
            attribute("", "a"),
            attribute("", "x"),
            optional(NAMESPACE, "a"),
            any(Wildcard::Other(NAMESPACE)),
            optional("urn:b", "a"),
            repeated(NAMESPACE, "b"),
            group_of(&INNER),
            optional(NAMESPACE, "d"),
            choice_of(&INNER),
            optional(NAMESPACE, "e"),
            optional(NAMESPACE, "f"),
            optional(NAMESPACE, "g"),
            optional(NAMESPACE, "h"),
            optional(NAMESPACE, "b"),
            choice_of(&MANY),
            optional("", "x"),
            any(Wildcard::OneOf(&["urn:c"])),
            optional(NAMESPACE, "z"),
            // Names of one key, and one whose hash is that of no name.
            optional(NAMESPACE, "csl"),
            optional(NAMESPACE, "abk"),
            optional(NAMESPACE, "cdhf"),
        ];
        let table = Table::new(fields);
        let shape = Shape::of("Record", &table);
        assert!(shape.candidates("a").is_some());
        for namespace in [NAMESPACE, "urn:b", "urn:c", ""] {
            let letters = "abcdefghijklmnopqxyz".split("");
            let names = letters.chain(["abk", "csl", "cdhf"]);
            for local in names.filter(|name| !name.is_empty()) {
                let document = format!("<r xmlns='{NAMESPACE}'><{local} xmlns='{namespace}'/></r>");
                let mut reader = Reader::new(&document, &Limits::response()).unwrap();
                reader.child().unwrap();
                reader.enter();
                reader.child().unwrap();
                for cursor in 0..=fields.len() {
                    let forward = |accepts| first(&shape, &reader, cursor..fields.len(), accepts);
                    let backward = |accepts| first(&shape, &reader, 0..cursor, accepts);
                    let wildcard = forward(accepts_any).or_else(|| backward(accepts_any));
                    let named = forward(begins_with).or_else(|| forward(accepts_name));
                    let context = format!("{namespace} {local} {cursor}");
                    assert_eq!(
                        find(&shape, cursor, &reader),
                        named.or_else(|| backward(accepts_name)).or(wildcard),
                        "{context}"
                    );
                    assert_eq!(
                        find_in_order(&shape, cursor, &reader),
                        named.or_else(|| forward(accepts_any)),
                        "{context}"
                    );
                    assert_eq!(
                        find_wildcard(&shape, cursor, &reader),
                        wildcard,
                        "{context}"
                    );
                    let is_free = |index| index != cursor;
                    let misplaced = (0..fields.len())
                        .filter(|&index| is_free(index))
                        .find(|&index| is_misplaced(&fields[index], &reader));
                    assert_eq!(
                        find_misplaced(&shape, &reader, is_free),
                        misplaced,
                        "{context}"
                    );
                }
            }
        }
    }
}
