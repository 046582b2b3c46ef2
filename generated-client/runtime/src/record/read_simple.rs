//! Reading one value: an element's text, an attribute, the text content, or octets beside the document.

use std::borrow::Cow;

use crate::mime::Attachment;
use crate::record::shape::{Field, Kind};
use crate::record::slot::Source;
use crate::record::write_simple::{is_same, mode};
use crate::value::facets::FacetError;
use crate::value::{
    LexicalError, Nameless, Scalar, Scope, SimpleType, Static, stays_as_is, white_space,
};
use crate::xml::{DecodeError, DecodeErrorKind, DeviationKind, Reader};

/// Reads one value.
///
/// # Errors
/// The text is not in the lexical space of the type.
pub fn read_scalar<T: Scalar>(
    target: &mut T,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    read_simple(&Static::TYPE, target, reader, field, source)
}

/// Reads one value of `ty`.
///
/// # Errors
/// The text is not in the lexical space of the type.
pub fn read_simple<S: SimpleType>(
    ty: &S,
    target: &mut S::Value,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    source: Source<'_>,
) -> Result<(), DecodeError> {
    let raw = match source {
        Source::Attribute(index) => reader.attribute_value(index)?,
        Source::Default => Cow::Borrowed(field.default.unwrap_or_default()),
        Source::Element | Source::Content | Source::Run | Source::Attachment(_) => {
            if reader.attribute_count() > 0 && reader.is_nil()? {
                check_nil(reader, field)?;
            }
            if ty.is_octets()
                && let Some(octets) = reader.included()?
            {
                return read_octets(ty, target, reader, field, &octets);
            }
            reader.text()?
        }
    };
    // Of most values nothing is asked but that they are of the type.
    if let Cow::Borrowed(raw) = raw
        && field.facets.is_none()
        && field.default.is_none()
        && ty.item_bytes() == 0
        && stays_as_is(raw, ty.white_space())
        && let Ok(value) = ty.parse(Cow::Borrowed(raw), reader)
    {
        *target = value;
        return check_known(ty, target, reader, field);
    }
    read_asked(ty, target, reader, field, raw)
}

/// Reads one value from its text, with all that is asked of it.
#[inline(never)]
fn read_asked<S: SimpleType>(
    ty: &S,
    target: &mut S::Value,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    raw: Cow<'_, str>,
) -> Result<(), DecodeError> {
    let mode = mode(ty, field);
    let mut text = white_space(raw, mode);
    if let Some(default) = field.default
        && text.is_empty()
    {
        // XSD 1.0 §3.3.1: an empty element has its default as value.
        text = white_space(Cow::Borrowed(default), mode);
    }
    if ty.item_bytes() > 0 {
        let n_items = text.bytes().filter(|byte| *byte == b' ').count() + 1;
        reader.count_value(n_items.saturating_mul(ty.item_bytes()))?;
    }
    // The text moves into the value here; only where more is asked of it is it copied.
    let is_asked = field.facets.is_some() || field.fixed || ty.white_space().is_some();
    let kept = match &text {
        Cow::Borrowed(text) => Cow::Borrowed(*text),
        Cow::Owned(text) if is_asked => Cow::Owned(text.clone()),
        Cow::Owned(_) => Cow::Borrowed(""),
    };
    let mut form = kept;
    match ty.parse(text, reader) {
        Ok(value) => *target = value,
        Err(error) => (*target, form) = read_meant(ty, reader, field, form, error)?,
    }
    check_known(ty, target, reader, field)?;
    if let Some(default) = field.default.filter(|_| field.fixed)
        && default != form
        && !is_same(ty, target, default, field, reader)
    {
        let expected = format!("the fixed value \"{default}\"");
        reader.deviate(DeviationKind::Facet, expected, "another")?;
    }
    match field
        .facets
        .map(|facets| facets.check_as(ty, target, &form, reader))
    {
        Some(Err(error)) => break_facet(reader, field, error, (!ty.is_secret()).then_some(&form)),
        Some(Ok(())) | None => Ok(()),
    }
}

/// A value breaks a facet, or it took too much to find out; `text` is its text, if that may be shown.
#[cold]
fn break_facet(
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    error: FacetError,
    text: Option<&str>,
) -> Result<(), DecodeError> {
    reader.check_pattern_steps()?;
    match error.facet() {
        "enumeration" => {
            let found = text.unwrap_or("another");
            reader.deviate(DeviationKind::UnknownValue, error, found)
        }
        _ => reader.deviate(DeviationKind::Facet, error, field.local),
    }
}

/// Nil has no value: only where a protocol encodes values may any of them be nil, and a text is empty then.
#[cold]
fn check_nil(reader: &mut Reader<'_>, field: &Field<'_>) -> Result<(), DecodeError> {
    match field.type_label {
        Some(_) => reader.deviate(DeviationKind::Nil, "a value", "xsi:nil"),
        None => Err(reader.error(DecodeErrorKind::Value, "a value", "xsi:nil")),
    }
}

/// The value that `text`, which is none of the type, can only have meant, with the form that it should have had.
#[cold]
fn read_meant<'t, S: SimpleType>(
    ty: &S,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    text: Cow<'t, str>,
    error: LexicalError,
) -> Result<(S::Value, Cow<'t, str>), DecodeError> {
    reader.check_pattern_steps()?;
    let found = (!ty.is_secret()).then_some(&*text);
    let read = |form: String| Some((ty.parse(Cow::Borrowed(&form), reader).ok()?, form));
    match ty.meant(&text).and_then(read) {
        Some((value, form)) => {
            let found = found.map_or_else(|| String::from("another spelling"), quoted);
            reader.deviate(DeviationKind::Spelling, ty.xsd(), found)?;
            Ok((value, Cow::Owned(form)))
        }
        None => Err(located(reader, field, error.to_string(), found)),
    }
}

/// The value is a part of the message; XOP 1.0 §3.2.
#[cold]
fn read_octets<S: SimpleType>(
    ty: &S,
    target: &mut S::Value,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
    octets: &[u8],
) -> Result<(), DecodeError> {
    match ty.from_octets(octets) {
        Some(value) => *target = value,
        None => {
            return Err(located(
                reader,
                field,
                format!("expected {}", ty.xsd()),
                None,
            ));
        }
    }
    let Some(facets) = field.facets else {
        return Ok(());
    };
    // Facets speak of the text that the octets stand for.
    let mut text = String::new();
    ty.format(target, &mut text, &mut Nameless(reader));
    match facets.check_as(ty, target, &text, reader) {
        Ok(()) => Ok(()),
        Err(error) => break_facet(reader, field, error, None),
    }
}

/// Lists a value that the schema does not name; it is kept all the same.
fn check_known<S: SimpleType>(
    ty: &S,
    value: &S::Value,
    reader: &mut Reader<'_>,
    field: &Field<'_>,
) -> Result<(), DecodeError> {
    if ty.is_known(value) {
        return Ok(());
    }
    let expected = format!("a value that the schema names for `{}`", field.local);
    let mut found = String::from("another");
    if !ty.is_secret() {
        found.clear();
        ty.format(value, &mut found, &mut Nameless(reader));
    }
    reader.deviate(DeviationKind::UnknownValue, expected, found)
}

impl Scope for Reader<'_> {
    fn resolve(&self, prefix: &str) -> Option<&str> {
        self.resolve_prefix(prefix)
    }

    fn attachment(&self, url: &str) -> Option<Attachment> {
        Self::attachment(self, url)
    }

    fn take_steps(&self, n_steps: usize) -> bool {
        self.take_pattern_steps(n_steps)
    }
}

/// A text as messages show it.
fn quoted(text: &str) -> String {
    match text {
        "" => String::from("an empty text"),
        text => format!("\"{text}\""),
    }
}

/// The error about the value of `field` that was read last; `found` is its text, if that may be shown.
fn located(
    reader: &Reader<'_>,
    field: &Field<'_>,
    expected: String,
    found: Option<&str>,
) -> DecodeError {
    let found = found.map_or_else(String::new, quoted);
    let error = reader.error(DecodeErrorKind::Value, expected, found);
    if let Kind::Attribute = field.kind {
        return error.under(&format!("@{}", field.local));
    }
    match matches!(field.kind, Kind::Element) && !field.local.is_empty() {
        true => error.under(field.local),
        false => error,
    }
}
