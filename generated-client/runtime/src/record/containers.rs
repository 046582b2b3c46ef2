//! Slots that hold other slots: `Option`, `Nillable`, `Vec`, `Box`, `Secret`.
//!
//! The functions do it for any type of what is held, the implementations for types of Rust.

use crate::record::shape::{Field, Kind};
use crate::record::slot::{Member, MemberType, Slot, Source};
use crate::record::write::{missing, start, write_nil};
use crate::record::{encoded, matching};
use crate::value::{Nillable, Secret, Static};
use crate::xml::{
    DecodeError, DecodeErrorKind, DeviationKind, EncodeError, EncodeErrorKind, ItemNote, Reader,
    Writer,
};

/// Whether the occurrence being read is an element marked `xsi:nil`; consumes it if so.
#[inline]
fn take_nil(
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
fn forgive(
    reader: &mut Reader<'_>,
    depth: usize,
    source: Source<'_>,
    is_scalar: bool,
    error: DecodeError,
) -> Result<(), DecodeError> {
    let is_value = matches!(
        error.kind(),
        DecodeErrorKind::Value | DecodeErrorKind::Unexpected
    );
    if !is_value || !reader.tolerates(DeviationKind::Unreadable) {
        return Err(error);
    }
    if let Source::Element = source {
        reader.leave_out_child(depth);
    }
    match source {
        Source::Element if !is_scalar => return leave(reader, depth, &error, "a readable value"),
        Source::Element | Source::Content => reader.leave(depth)?,
        // The elements of a run have no end of their own to go on behind.
        _ if !is_scalar => return Err(error),
        _ => {}
    }
    let found = error.found().unwrap_or_default();
    reader.deviate(DeviationKind::Unreadable, error.expected(), found)
}

/// Reads one occurrence of a member that may be absent.
///
/// # Errors
/// As [`Slot::read`].
pub fn read_option<T: Slot>(
    ty: &impl MemberType<T>,
    target: &mut Option<T>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    if take_nil(reader, field, source)? {
        *target = None;
        return Ok(());
    }
    let depth = reader.depth();
    let value = target.get_or_insert_with(|| ty.blank());
    if let Err(error) = value.read(reader, field, source) {
        forgive(reader, depth, source, ty.is_scalar(), error)?;
        *target = None;
    }
    Ok(())
}

/// Writes a member that may be absent.
///
/// # Errors
/// As [`Slot::write`].
pub fn write_option<T: Slot>(
    ty: &impl MemberType<T>,
    value: Option<&T>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    match value {
        Some(value) => value.write(writer, field),
        None if matching::may_be_absent(field) => Ok(()),
        None if field.nillable => write_nil(ty.required_attribute(), writer, field),
        None => Err(missing(writer, field)),
    }
}

/// Writes one occurrence of a repeated member that may be nil.
///
/// # Errors
/// As [`Slot::write_item`].
pub fn write_option_item<T: Slot>(
    ty: &impl MemberType<T>,
    value: Option<&T>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    match value {
        Some(value) => value.write_item(writer, field),
        None => write_nil(ty.required_attribute(), writer, field),
    }
}

impl<T: Member> Slot for Option<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_option(&Static::TYPE, self, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_option(&Static::TYPE, self.as_ref(), writer, field)
    }

    fn write_item(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_option_item(&Static::TYPE, self.as_ref(), writer, field)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Member> Member for Option<T> {
    fn blank() -> Self {
        None
    }
}

/// Reads one occurrence of a member that tells nil from absence.
///
/// # Errors
/// As [`Slot::read`].
pub fn read_nillable<T: Slot>(
    ty: &impl MemberType<T>,
    target: &mut Nillable<T>,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    if take_nil(reader, field, source)? {
        *target = Nillable::Nil;
        return Ok(());
    }
    if !matches!(target, Nillable::Value(_)) {
        *target = Nillable::Value(ty.blank());
    }
    let Nillable::Value(value) = target else {
        return Ok(());
    };
    let depth = reader.depth();
    if let Err(error) = value.read(reader, field, source) {
        forgive(reader, depth, source, ty.is_scalar(), error)?;
        // It is there, but what it holds is not known.
        *target = Nillable::Absent;
    }
    Ok(())
}

/// Writes a member that tells nil from absence.
///
/// # Errors
/// As [`Slot::write`].
pub fn write_nillable<T: Slot>(
    ty: &impl MemberType<T>,
    value: Nillable<&T>,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    match value {
        Nillable::Value(value) => value.write(writer, field),
        Nillable::Nil => write_nil(ty.required_attribute(), writer, field),
        Nillable::Absent if matching::may_be_absent(field) => Ok(()),
        Nillable::Absent => Err(missing(writer, field)),
    }
}

impl<T: Member> Slot for Nillable<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_nillable(&Static::TYPE, self, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_nillable(&Static::TYPE, self.as_ref(), writer, field)
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Member> Member for Nillable<T> {
    fn blank() -> Self {
        Self::Absent
    }
}

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
            let found = format!("element `{}`", reader.name().1);
            reader.deviate(DeviationKind::UnexpectedElement, item.local, found)?;
            reader.skip()?;
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

/// Reads past the item at `depth`, where what is wrong with it is its own matter.
#[cold]
fn skip_item(reader: &mut Reader<'_>, depth: usize, error: DecodeError) -> Result<(), DecodeError> {
    let is_own = matches!(
        error.kind(),
        DecodeErrorKind::Value
            | DecodeErrorKind::Unexpected
            | DecodeErrorKind::Missing
            | DecodeErrorKind::Repeated
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

impl<T: Slot> Slot for Box<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        (**self).read(reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        (**self).write(writer, field)
    }

    fn write_item(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        (**self).write_item(writer, field)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Member> Member for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn required_attribute() -> Option<&'static str> {
        T::required_attribute()
    }

    fn is_scalar() -> bool {
        T::is_scalar()
    }
}

/// Errors about a secret never hold its text.
impl<T: Slot> Slot for Secret<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        let n_deviations = reader.deviations_kept();
        let result = self.expose_mut().read(reader, field, source);
        reader.hide_deviations(n_deviations);
        result.map_err(DecodeError::redact)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        self.expose().write(writer, field)
    }

    fn is_absent(&self) -> bool {
        self.expose().is_absent()
    }
}

impl<T: Member> Member for Secret<T> {
    fn blank() -> Self {
        Self::from(T::blank())
    }

    fn is_scalar() -> bool {
        T::is_scalar()
    }
}
