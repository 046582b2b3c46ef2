//! Evaluates [`FailureRule`]s on the header blocks of an answer.

use crate::record::Record;
use crate::record::field;
use crate::record::shape::{Field, Shape};
use crate::record::slot::Slot;
use crate::soap::FailureRule;
use crate::xml::{DecodeError, EncodeError, Limits, Reader, Writer};

/// The header block by which the answer says that it is a failure, if one does, and what the server says of it.
pub fn find_failure<'t>(
    rules: &[FailureRule<'t>],
    headers: &dyn Record,
    table: &Shape<'_>,
) -> Option<(&'t str, Option<String>)> {
    let rule = rules.iter().find(|rule| applies(rule, headers, table))?;
    let message = rule.message.and_then(|(namespace, local, path)| {
        let index = table.find(namespace, local)?;
        let slot = headers.slot(index);
        message_of(slot, &table.fields[index], path).ok()?
    });
    Some((rule.local, message))
}

fn applies(rule: &FailureRule<'_>, headers: &dyn Record, table: &Shape<'_>) -> bool {
    let Some(index) = table.find(rule.namespace, rule.local) else {
        return false;
    };
    let slot = headers.slot(index);
    if slot.is_absent() {
        return false;
    }
    match rule.text {
        Some(text) => text_of(slot).is_some_and(|found| found == text),
        None => is_filled(slot, &table.fields[index]),
    }
}

/// The value as text; `None` if it is not one value.
fn text_of(slot: &dyn Slot) -> Option<String> {
    let mut writer = Writer::new();
    writer.start("", "value").ok()?;
    slot.write(&mut writer, &field::text()).ok()?;
    writer.end().ok()?;
    let document = writer.finish().ok()?;
    let limits = Limits::response();
    let mut reader = Reader::new(&document, &limits).ok()?;
    reader.child().ok()?;
    Some(reader.text().ok()?.into_owned())
}

/// The block as a document; an error where it was read tolerantly, and cannot be written strictly.
fn written(slot: &dyn Slot, field: &Field<'_>) -> Result<String, EncodeError> {
    let mut writer = Writer::new();
    slot.write(&mut writer, field)?;
    writer.finish()
}

/// The text of the first element that `path` leads to inside of the block.
fn message_of(
    slot: &dyn Slot,
    field: &Field<'_>,
    path: &[&str],
) -> Result<Option<String>, DecodeError> {
    let Ok(document) = written(slot, field) else {
        return Ok(None);
    };
    let limits = Limits::response();
    let mut reader = Reader::new(&document, &limits)?;
    if !reader.child()? {
        return Ok(None);
    }
    for step in path {
        reader.enter();
        loop {
            if !reader.child()? {
                return Ok(None);
            }
            if reader.name().1 == *step {
                break;
            }
            reader.skip()?;
        }
    }
    let text = reader.text()?;
    let text = text.trim();
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Whether the block says anything: JAX-WS sends unused blocks as `xsi:nil`, others as empty elements.
fn is_filled(slot: &dyn Slot, field: &Field<'_>) -> bool {
    // What cannot be written has something in it.
    let Ok(document) = written(slot, field) else {
        return true;
    };
    let mut in_tag = false;
    document.chars().any(|ch| {
        match ch {
            '<' => in_tag = true,
            '>' => in_tag = false,
            ch => return !in_tag && !ch.is_whitespace(),
        }
        false
    })
}
