//! Lists: repeated members, and the items of an element that only wraps them.

use crate::record::absence::{skip_item, take_nil};
use crate::record::shape::{Field, Kind};
use crate::record::slot::{Member, MemberType, Slot, Source};
use crate::record::write::start;
use crate::record::{encoded, matching};
use crate::value::Static;
use crate::xml::{
    DecodeError, DeviationKind, EncodeError, EncodeErrorKind, ItemNote, Reader, Writer,
};

/// A repeated member, or the items of a [`Kind::Wrapper`].
impl<T: Member> Slot for Vec<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_list(&Static::TYPE, self, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_list(self, writer, field)
    }

    fn item_count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Member> Member for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

/// Reads one occurrence of a repeated member, or the element that wraps all of them.
///
/// # Errors
/// As [`Slot::read`].
pub fn read_list<T: Slot>(
    ty: &impl MemberType<T>,
    items: &mut Vec<T>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    let Kind::Wrapper(item) = field.kind else {
        return read_item(ty, items, reader, field, source);
    };
    // What an array leaves out is nil, where an item can be.
    let fills = item.nillable && item.any_name && ty.blank().is_absent();
    if encoded::is_array(field) {
        let first = encoded::check_array(reader, fills)?;
        fill(ty, items, reader, first)?;
    }
    reader.enter();
    let mut is_accepted = false;
    while reader.child()? {
        is_accepted = is_accepted && reader.repeats_name() || matching::accepts(item, reader);
        let is_misplaced = !is_accepted && matching::is_misplaced(item, reader);
        if is_misplaced {
            let (expected, found) = matching::difference(item, reader);
            reader.deviate(DeviationKind::Namespace, expected, found)?;
        }
        if is_misplaced || is_accepted {
            if item.any_name {
                let position = encoded::check_item(reader, items.len(), fills)?;
                fill(ty, items, reader, position)?;
            }
            read_item(ty, items, reader, item, Source::Element)?;
        } else {
            reader.skip_unexpected(item.local)?;
        }
    }
    Ok(())
}

/// Makes the list `n_items` long, with blanks.
fn fill<T: Slot>(
    ty: &impl MemberType<T>,
    items: &mut Vec<T>,
    reader: &mut Reader<'_>,
    n_items: usize,
) -> Result<(), DecodeError> {
    let n_left_out = n_items.saturating_sub(items.len());
    reader.count_value(n_left_out.saturating_mul(size_of::<T>()))?;
    items.resize_with(n_items, || ty.blank());
    Ok(())
}

/// Writes all occurrences of a repeated member, in the element that wraps them if there is one.
///
/// # Errors
/// As [`Slot::write`].
pub fn write_list<T: Slot>(
    items: &[T],
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    let Kind::Wrapper(item) = field.kind else {
        return write_items(items, writer, field);
    };
    start(writer, field)?;
    if encoded::is_array(field) {
        encoded::write_array(writer, item, items.len())?;
    }
    // One prefix on the wrapper is shorter than a namespace declaration on every item.
    if item.namespace != field.namespace && !item.namespace.is_empty() && items.len() > 1 {
        writer.prefix_for(item.namespace);
    }
    write_items(items, writer, item)?;
    writer.end()
}

/// Reads an item, and notes where it stands for those who asked for that.
fn read_item<T: Slot>(
    ty: &impl MemberType<T>,
    items: &mut Vec<T>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    let Some(start) = reader.note_from() else {
        return add_item(ty, items, reader, field, source);
    };
    let (depth, n_before) = (reader.depth(), items.len());
    add_item(ty, items, reader, field, source)?;
    reader.note_item(ItemNote {
        list: std::ptr::from_ref(items).addr(),
        depth,
        range: start..reader.reached(),
        has_value: items.len() > n_before,
        is_run: matches!(source, Source::Run),
    });
    Ok(())
}

fn add_item<T: Slot>(
    ty: &impl MemberType<T>,
    items: &mut Vec<T>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    if items.len() >= field.max as usize {
        let expected = match field.local {
            "" => format!("at most {} of them", field.max),
            local => format!("at most {} of `{local}`", field.max),
        };
        reader.deviate(DeviationKind::Repeated, expected, "one more")?;
    }
    if field.nillable && !ty.blank().is_absent() && take_nil(reader, field, source)? {
        // The settings make nil and absent one, so that a list has no room for it.
        return reader.deviate(
            DeviationKind::Nil,
            "a value",
            "a nil item, which is left out",
        );
    }
    reader.count_value(size_of::<T>())?;
    let depth = reader.depth();
    // In place, so that what was read of an item is there where the rest cannot be.
    items.push(ty.blank());
    let Some(item) = items.last_mut() else {
        return Ok(());
    };
    match item.read(reader, field, source) {
        Err(error) if reader.skips_items() && matches!(source, Source::Element) => {
            skip_item(reader, depth, error)?;
            items.pop();
            Ok(())
        }
        result => result,
    }
}

fn write_items<T: Slot>(
    items: &[T],
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    let n_items = items.len();
    let name = || match field.kind {
        Kind::Any(_) => matching::wildcard_name(field),
        _ => format!("`{}`", field.local),
    };
    let (min, max) = (field.min as usize, field.max as usize);
    let wanted = if n_items > max {
        Some(format!("at most {max} are allowed"))
    } else if n_items < min && !matching::may_be_absent(field) {
        Some(format!("at least {min} are required"))
    } else {
        None
    };
    if let Some(wanted) = wanted {
        let message = format!("{} has {n_items} items, {wanted}", name());
        return Err(writer.error(EncodeErrorKind::Occurrence, message));
    }
    for item in items {
        item.write_item(writer, field)?;
    }
    Ok(())
}
