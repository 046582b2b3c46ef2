//! Evaluates [`FailureRule`]s on the header blocks of an answer.

use crate::record::Record;
use crate::record::shape::{self, Field, Shape};
use crate::record::slot::Slot;
use crate::soap::FailureRule;
use crate::xml::{Limits, Reader, Writer};

/// The header block by which the answer says that it is a failure, if one does.
pub(super) fn find_failure(
    rules: &[FailureRule],
    headers: &dyn Record,
    table: &'static Shape,
) -> Option<&'static str> {
    let rule = rules.iter().find(|it| applies(it, headers, table))?;
    let (FailureRule::HeaderEquals { field, .. } | FailureRule::HeaderFilled { field }) = *rule;
    Some(table.fields[field].local)
}

fn applies(rule: &FailureRule, headers: &dyn Record, table: &'static Shape) -> bool {
    let (FailureRule::HeaderEquals { field, .. } | FailureRule::HeaderFilled { field }) = *rule;
    let Some(definition) = table.fields.get(field) else {
        return false;
    };
    let slot = headers.slot(field);
    if slot.is_absent() {
        return false;
    }
    match *rule {
        FailureRule::HeaderEquals { text, .. } => text_of(slot).is_some_and(|it| it == text),
        FailureRule::HeaderFilled { .. } => is_filled(slot, definition),
    }
}

/// The value as text; `None` if it is not one value.
fn text_of(slot: &dyn Slot) -> Option<String> {
    let mut writer = Writer::new();
    writer.start("", "value").ok()?;
    slot.write(&mut writer, &shape::text()).ok()?;
    writer.end().ok()?;
    let document = writer.finish().ok()?;
    let limits = Limits::response();
    let mut reader = Reader::new(&document, &limits).ok()?;
    reader.child().ok()?;
    Some(reader.text().ok()?.into_owned())
}

/// Whether the block says anything: JAX-WS sends unused blocks as `xsi:nil`, others as empty elements.
fn is_filled(slot: &dyn Slot, field: &Field) -> bool {
    let mut writer = Writer::new();
    let document = match slot
        .write(&mut writer, field)
        .and_then(|()| writer.finish())
    {
        Ok(document) => document,
        // Read tolerantly, it cannot be written strictly: there is something in it.
        Err(_) => return true,
    };
    let mut in_tag = false;
    document.chars().any(|it| {
        match it {
            '<' => in_tag = true,
            '>' => in_tag = false,
            it => return !in_tag && !it.is_whitespace(),
        }
        false
    })
}
