//! Reading a record: attributes, then content, then what is missing.

use crate::record::shape::{Field, Kind, REQUIRED_WORDS, Shape, UNBOUNDED};
use crate::record::slot::Source;
use crate::record::{Record, encoded, matching};
use crate::xml::{DecodeError, DecodeErrorKind, DeviationKind, Reader};

/// Reads the element or group whose first start tag is pending in `reader` into `record`.
///
/// # Errors
/// The document is not well-formed, passes a limit, lacks something required, or repeats what may occur once.
pub fn read_record(
    record: &mut dyn Record,
    shape: &Shape<'_>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    if let Source::Run = source {
        return read_group(record, shape, reader);
    }
    if reader.attribute_count() > 0 && reader.is_nil()? {
        // What nothing can stand for is not made up.
        return Err(reader.error(DecodeErrorKind::Value, "a value", "xsi:nil"));
    }
    if encoded::is_array_struct(shape) {
        encoded::check_array(reader, false)?;
    }
    if !shape.attributes().is_empty() || reader.attribute_count() > 0 {
        read_attributes(record, shape, reader, field)?;
    }
    match shape.content() {
        Some(index) => {
            let content = &shape.fields[index];
            if let Kind::MixedText = content.kind {
                reader.enter_mixed();
                read_children(record, shape, reader, field)?;
                if !reader.has_mixed() {
                    return Ok(());
                }
            }
            record
                .slot_mut(index)
                .read(reader, content, Source::Content)
        }
        None if reader.end_empty() => end_content(record, shape, reader, &mut Seen::default()),
        None => read_children(record, shape, reader, field),
    }
}

fn read_attributes(
    record: &mut dyn Record,
    shape: &Shape<'_>,
    reader: &mut Reader<'_>,
    outer: &Field<'_>,
) -> Result<(), DecodeError> {
    let fields = shape.attributes();
    if !shape.asks_for_attributes() {
        return read_sent_attributes(record, fields, reader, outer, None);
    }
    let mut seen = Seen::default();
    read_sent_attributes(record, fields, reader, outer, Some(&mut seen))?;
    for (index, field) in fields.iter().enumerate() {
        if !matches!(field.kind, Kind::Attribute) || seen.has(index) {
            continue;
        }
        match field.default {
            Some(_) => record
                .slot_mut(index)
                .read(reader, field, Source::Default)?,
            None => check_present(&*record, reader, field, index)?,
        }
    }
    Ok(())
}

#[inline(never)]
fn read_sent_attributes(
    record: &mut dyn Record,
    fields: &[Field<'_>],
    reader: &mut Reader<'_>,
    outer: &Field<'_>,
    mut seen: Option<&mut Seen>,
) -> Result<(), DecodeError> {
    let mut next = 0;
    for attribute in 0..reader.attribute_count() {
        // What is sent is mostly in the order of the table.
        let (index, field) = match fields.get(next) {
            Some(field) if is_attribute(reader, attribute, field) => (next, field),
            _ => match find_attribute(fields, reader, outer, attribute)? {
                Some(index) => (index, &fields[index]),
                None => continue,
            },
        };
        next = index + 1;
        if let Some(seen) = &mut seen {
            seen.set(index);
        }
        record
            .slot_mut(index)
            .read(reader, field, Source::Attribute(attribute))?;
    }
    Ok(())
}

/// Whether `field` is the attribute at this index of the pending element.
#[inline(always)]
fn is_attribute(reader: &Reader<'_>, attribute: usize, field: &Field<'_>) -> bool {
    matches!(field.kind, Kind::Attribute)
        && reader.is_attribute(attribute, (field.namespace, field.local))
}

/// Where an attribute belongs; a deviation, if it should not be there.
#[inline(never)]
fn find_attribute(
    fields: &[Field<'_>],
    reader: &mut Reader<'_>,
    outer: &Field<'_>,
    attribute: usize,
) -> Result<Option<usize>, DecodeError> {
    let is_it = |field: &Field<'_>| is_attribute(reader, attribute, field);
    let named = fields.iter().position(is_it);
    if named.is_some() {
        return Ok(named);
    }
    let (namespace, local) = reader.attribute(attribute);
    if reader.is_control(namespace) || encoded::is_identity(outer, namespace, local) {
        return Ok(None);
    }
    let lets_in = |field: &Field<'_>| match field.kind {
        Kind::AnyAttributes(wildcard) => matching::lets_in(wildcard, (namespace, local)),
        _ => false,
    };
    let wildcard = fields.iter().position(lets_in);
    let other = matching::other_attribute(fields, reader, (namespace, local))
        .filter(|it| fields[*it].min > 0 || wildcard.is_none());
    if let Some(other) = other {
        let (expected, found) = matching::attribute_difference(&fields[other], namespace);
        reader.deviate(DeviationKind::Namespace, expected, found)?;
    } else if wildcard.is_none() {
        let found = format_args!("attribute `{local}`");
        let expected = "no such attribute";
        reader.deviate(DeviationKind::UnexpectedAttribute, expected, found)?;
    }
    Ok(other.or(wildcard))
}

fn read_children(
    record: &mut dyn Record,
    shape: &Shape<'_>,
    reader: &mut Reader<'_>,
    outer: &Field<'_>,
) -> Result<(), DecodeError> {
    let mut seen = Seen::default();
    let mut cursor = 0;
    // The field that took the element before by its name.
    let mut named = None;
    reader.enter();
    loop {
        // After an item most probably comes another one.
        let expected = match named == Some(cursor) {
            true => ("", ""),
            false => shape.plain_name(cursor),
        };
        if !reader.child_expecting(expected)? {
            break;
        }
        let mut found = match named {
            Some(index) if index == cursor && reader.repeats_name() => named,
            _ if reader.is_expected() => Some(cursor),
            _ => matching::find(shape, cursor, reader),
        };
        // What comes in order and has room is what most is: nothing else is asked of it.
        let has_room = |&index: &usize| {
            index >= cursor && (!seen.has(index) || shape.fields[index].max == UNBOUNDED)
        };
        let index = match found.filter(has_room) {
            Some(index) => index,
            None => {
                let place = Place {
                    shape,
                    outer,
                    cursor,
                    seen: &seen,
                };
                let other;
                (found, other) = place.find_other(&*record, reader, found)?;
                let Some(index) = other else {
                    // The next of this name is none either.
                    named = None;
                    continue;
                };
                index
            }
        };
        let field = &shape.fields[index];
        named = found.filter(|_| field.is_element() && !field.any_name);
        seen.set(index);
        if field.any_name {
            encoded::check_item(reader, 0, false)?;
        }
        record
            .slot_mut(index)
            .read(reader, field, Source::of(field))?;
        cursor = next(&*record, shape, index, &seen);
    }
    end_content(record, shape, reader, &mut seen)
}

/// How far the children of an element were read.
struct Place<'p> {
    shape: &'p Shape<'p>,
    /// What the element itself is.
    outer: &'p Field<'p>,
    /// Where in the table the next element is looked for.
    cursor: usize,
    seen: &'p Seen,
}

impl Place<'_> {
    /// Where the pending element belongs that is not the next in order, or one too many: the field that takes its name, and
    /// the one that takes it. Where none does, it is read past. `found` is the field of its name.
    #[inline(never)]
    fn find_other(
        &self,
        record: &dyn Record,
        reader: &mut Reader<'_>,
        found: Option<usize>,
    ) -> Result<(Option<usize>, Option<usize>), DecodeError> {
        let (shape, cursor, seen) = (self.shape, self.cursor, self.seen);
        let is_full = found.is_some_and(|index| is_full(record, shape, index, seen));
        // XSD 1.0 §3.8.1: a named element that has all its occurrences leaves what follows to a wildcard.
        let found = match found {
            Some(_) if is_full => matching::find_wildcard(shape, cursor, reader).or(found),
            found => found,
        };
        let misplaced = || {
            let is_free = |index| !seen.has(index) || shape.fields[index].max > 1;
            matching::find_misplaced(shape, reader, is_free)
        };
        let index = found
            .or_else(misplaced)
            .or_else(|| encoded::only_part(self.outer, shape, seen.has(0)));
        // A wildcard that is full declares nothing more.
        let is_open = |index: &usize| {
            let field = &shape.fields[*index];
            !matches!(field.kind, Kind::Any(_)) || field.max > 1 || !seen.has(*index)
        };
        let index = index.filter(is_open);
        let Some(index) = index else {
            reader.leave_out_child(reader.depth());
            reader.skip_unexpected("no such element")?;
            return Ok((None, None));
        };
        let field = &shape.fields[index];
        if found.is_none() {
            let (expected, found) = matching::difference(field, reader);
            let kind = match reader.name().1 == field.local {
                true => DeviationKind::Namespace,
                false => DeviationKind::Other,
            };
            reader.deviate(kind, expected, found)?;
        }
        if index < cursor {
            if seen.has(index) && field.max == 1 {
                // What has no name of its own is called by what stands there.
                let name = match field.local {
                    "" => reader.name().1,
                    local => local,
                };
                let expected = format!("`{name}` at most once");
                return Err(reader.error(DecodeErrorKind::Repeated, expected, "it again"));
            }
            // One too many is that, and not in the wrong place as well.
            let is_more = seen.has(index) && index + 1 == cursor;
            if !shape.any_order && !is_more && !encoded::is_encoded(self.outer) {
                let found = format!("`{}`", reader.name().1);
                reader.deviate(DeviationKind::Order, "the order of the schema", found)?;
            }
        }
        Ok((found, Some(index)))
    }
}

/// Whether the member at `index` has as many occurrences as it may have.
fn is_full(record: &dyn Record, shape: &Shape<'_>, index: usize, seen: &Seen) -> bool {
    let max = shape.fields[index].max;
    seen.has(index)
        && (max == 1
            || (record.slot(index).item_count()).is_some_and(|n_items| n_items >= max as usize))
}

/// Where in the table the element after one of the member at `index` is looked for.
fn next(record: &dyn Record, shape: &Shape<'_>, index: usize, seen: &Seen) -> usize {
    match is_full(record, shape, index, seen) {
        true => index + 1,
        false => index,
    }
}

/// Goes on after the last element: what does not stand in the content, and what is missing.
#[inline(always)]
fn end_content(
    record: &mut dyn Record,
    shape: &Shape<'_>,
    reader: &mut Reader<'_>,
    seen: &mut Seen,
) -> Result<(), DecodeError> {
    if shape.has_attachments() {
        read_attachments(record, shape, reader, seen)?;
    }
    match shape.required() {
        Some(required) => check_content(&*record, shape, reader, seen, required),
        None => Ok(()),
    }
}

/// The members that are parts beside the envelope. What the elements refer to is taken already.
#[inline(never)]
fn read_attachments(
    record: &mut dyn Record,
    shape: &Shape<'_>,
    reader: &mut Reader<'_>,
    seen: &mut Seen,
) -> Result<(), DecodeError> {
    let is_attachment = |it: &(usize, &Field<'_>)| matches!(it.1.kind, Kind::Attachment);
    let fields = shape.fields.iter().enumerate().filter(is_attachment);
    let fields: Vec<(usize, &Field<'_>)> = fields.collect();
    let names: Vec<&str> = fields.iter().map(|it| it.1.local).collect();
    let found = reader.named_attachments(&names);
    for ((index, field), attachment) in fields.into_iter().zip(found) {
        let Some(attachment) = attachment else {
            continue;
        };
        seen.set(index);
        let source = Source::Attachment(&attachment);
        record.slot_mut(index).read(reader, field, source)?;
    }
    Ok(())
}

/// A nested sequence: its members in order, as far as they go. The first element that is not next in order ends it.
fn read_group(
    record: &mut dyn Record,
    shape: &Shape<'_>,
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    let mut seen = Seen::default();
    let mut cursor = 0;
    while reader.peek_child()? {
        let Some(index) = matching::find_in_order(shape, cursor, reader) else {
            break;
        };
        let field = &shape.fields[index];
        seen.set(index);
        record
            .slot_mut(index)
            .read(reader, field, Source::of(field))?;
        cursor = next(&*record, shape, index, &seen);
    }
    end_content(record, shape, reader, &mut seen)
}

/// Reports the required elements that did not occur: those that have a bit in `required`, and all from a position on.
fn check_content(
    record: &dyn Record,
    shape: &Shape<'_>,
    reader: &mut Reader<'_>,
    seen: &Seen,
    (required, n_known): (&[u64; REQUIRED_WORDS], usize),
) -> Result<(), DecodeError> {
    for (word, (required, seen)) in required.iter().zip(&seen.first).enumerate() {
        let mut missing = required & !seen;
        while missing != 0 {
            let index = word * 64 + missing.trailing_zeros() as usize;
            check_present(record, reader, &shape.fields[index], index)?;
            missing &= missing - 1;
        }
    }
    for (index, field) in shape.fields.iter().enumerate().skip(n_known) {
        if !seen.has(index) && field.is_content() {
            check_present(record, reader, field, index)?;
        }
    }
    Ok(())
}

/// Reports a required member that did not occur: as a deviation where Rust can say so, else as an error.
fn check_present(
    record: &dyn Record,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    index: usize,
) -> Result<(), DecodeError> {
    let what = match field.kind {
        Kind::Attribute => "attribute",
        Kind::Attachment => "attachment",
        Kind::Element | Kind::Wrapper(_) | Kind::Choice(_) | Kind::Group(_) | Kind::Any(_) => {
            "element"
        }
        Kind::Text | Kind::Mixed | Kind::MixedText | Kind::AnyAttributes(_) => return Ok(()),
    };
    if matching::may_be_absent(field) {
        return Ok(());
    }
    let expected = match field.local {
        "" if matches!(field.kind, Kind::Any(_)) => matching::wildcard_name(field),
        "" => String::from("one of the elements the schema asks for"),
        local => format!("{what} `{local}`"),
    };
    if record.slot(index).is_absent() {
        return reader.deviate(DeviationKind::Missing, expected, "nothing");
    }
    Err(reader.error(DecodeErrorKind::Missing, expected, "nothing"))
}

/// Which fields have occurred; more than 256 fields take an allocation.
#[derive(Default)]
struct Seen {
    first: [u64; REQUIRED_WORDS],
    rest: Vec<u64>,
}

impl Seen {
    fn set(&mut self, index: usize) {
        let (word, bit) = (index / 64, 1 << (index % 64));
        if let Some(slot) = self.first.get_mut(word) {
            *slot |= bit;
            return;
        }
        let word = word - self.first.len();
        if self.rest.len() <= word {
            self.rest.resize(word + 1, 0);
        }
        self.rest[word] |= bit;
    }

    fn has(&self, index: usize) -> bool {
        let (word, bit) = (index / 64, 1 << (index % 64));
        let value = match self.first.get(word) {
            Some(value) => *value,
            None => self.rest.get(word - self.first.len()).copied().unwrap_or(0),
        };
        value & bit != 0
    }
}
