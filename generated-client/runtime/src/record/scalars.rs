//! Slots that hold one value: an element's text, an attribute, or the text content.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::mime::Attachment;
use crate::record::shape::{Field, Kind};
use crate::record::slot::{Member, Slot, Source};
use crate::record::write::start;
use crate::value::facets::WhiteSpace;
use crate::value::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, LexicalError, List, NoPrefixes, NoScope, Prefixes, QName, Scalar, Scope,
    SimpleType, Static, Time, white_space,
};
use crate::xml::{
    DecodeError, DecodeErrorKind, DeviationKind, EncodeError, EncodeErrorKind, Reader, Writer,
};

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
        && !is_same(ty, target, default, field)
    {
        let expected = format!("the fixed value \"{default}\"");
        reader.deviate(DeviationKind::Facet, expected, "another")?;
    }
    match field
        .facets
        .map(|facets| facets.check_as(ty, target, &form))
    {
        Some(Err(error)) if error.facet() == "enumeration" => {
            let found = match ty.is_secret() {
                true => "another",
                false => &form,
            };
            reader.deviate(DeviationKind::UnknownValue, error, found)
        }
        Some(Err(error)) => reader.deviate(DeviationKind::Facet, error, field.local),
        Some(Ok(())) | None => Ok(()),
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
    ty.format(target, &mut text, &mut NoPrefixes);
    match facets.check_as(ty, target, &text) {
        Ok(()) => Ok(()),
        Err(error) => reader.deviate(DeviationKind::Facet, error, field.local),
    }
}

/// What becomes of white space in `field`.
fn mode<S: SimpleType>(ty: &S, field: &Field<'_>) -> Option<WhiteSpace> {
    let own = field.facets.and_then(|facets| facets.white_space);
    own.or(ty.white_space())
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
        ty.format(value, &mut found, &mut NoPrefixes);
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
}

impl Prefixes for Writer {
    fn prefix_for(&mut self, namespace: &str) -> String {
        Self::prefix_for(self, namespace)
    }

    fn url_for(&mut self, attachment: &Attachment) -> String {
        self.attach_for_url(attachment)
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
    match field.kind {
        Kind::Attribute => error.under(&format!("@{}", field.local)),
        Kind::Element if !field.local.is_empty() => error.under(field.local),
        Kind::Element
        | Kind::Wrapper(_)
        | Kind::Text
        | Kind::Choice(_)
        | Kind::Group(_)
        | Kind::Any(_)
        | Kind::AnyAttributes(_)
        | Kind::Mixed
        | Kind::MixedText
        | Kind::Attachment => error,
    }
}

/// Writes one value as `field` says.
///
/// # Errors
/// A facet forbids the value, or XML cannot carry it.
pub fn write_scalar<T: Scalar>(
    value: &T,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    write_simple(&Static::TYPE, value, writer, field)
}

/// Writes one value of `ty` as `field` says.
///
/// # Errors
/// A facet forbids the value, or XML cannot carry it.
pub fn write_simple<S: SimpleType>(
    ty: &S,
    value: &S::Value,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    match field.kind {
        Kind::Attribute => {
            let text = formatted(ty, value, writer, field)?;
            writer.attribute(field.namespace, field.local, &text)?;
            keep(writer, text);
            Ok(())
        }
        Kind::Text => write_content(ty, value, writer, field),
        Kind::Element
        | Kind::Wrapper(_)
        | Kind::Choice(_)
        | Kind::Group(_)
        | Kind::Any(_)
        | Kind::AnyAttributes(_)
        | Kind::Mixed
        | Kind::MixedText
        | Kind::Attachment => {
            start(writer, field)?;
            write_content(ty, value, writer, field)?;
            writer.end_called(field.local)
        }
    }
}

fn write_content<S: SimpleType>(
    ty: &S,
    value: &S::Value,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    if ty.is_octets()
        && let Some(octets) = ty.octets(value)
        && writer.optimizes(octets.len())
    {
        if field.facets.is_some() || field.fixed {
            formatted(ty, value, writer, field)?;
        }
        return writer.include(octets);
    }
    let text = formatted(ty, value, writer, field)?;
    writer.text(&text)?;
    keep(writer, text);
    Ok(())
}

/// Gives the memory of a text back, where it is that of the writer.
fn keep(writer: &mut Writer, text: Cow<'_, str>) {
    if let Cow::Owned(text) = text {
        writer.keep_scratch(text);
    }
}

fn formatted<'v, S: SimpleType>(
    ty: &S,
    value: &'v S::Value,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<Cow<'v, str>, EncodeError> {
    let text = match ty.as_text(value) {
        Some(text) => Cow::Borrowed(text),
        None => {
            let mut text = writer.take_scratch();
            ty.format(value, &mut text, writer);
            Cow::Owned(text)
        }
    };
    if writer.refuses_unlisted() && !ty.is_known(value) {
        let message = format!(
            "`{}` holds a value that the schema does not list",
            field.local
        );
        return Err(writer.error(EncodeErrorKind::Facet, message));
    }
    if !is_allowed(ty, value, &text, field) {
        let mut is_allowed = |text: &str| is_allowed(ty, value, text, field);
        if let Some(form) = ty.find_form(value, field.facets, &mut is_allowed) {
            return Ok(Cow::Owned(form));
        }
    }
    let checked = match field.facets {
        Some(facets) => facets.check_as(ty, value, &text),
        None => Ok(()),
    };
    if let Err(error) = checked.and_then(|()| ty.check_member(value, &text)) {
        let message = format!("`{}` {error}", field.local);
        return Err(writer.error(EncodeErrorKind::Facet, message));
    }
    match field.default {
        Some(default) if field.fixed && default != text && !is_same(ty, value, default, field) => {
            let message = format!("`{}` is fixed to \"{default}\"", field.local);
            Err(writer.error(EncodeErrorKind::Facet, message))
        }
        Some(_) | None => Ok(text),
    }
}

/// Whether `fixed` is another form of `value`: `1.0` of `1`; XSD 1.0 §3.2.4 compares values.
fn is_same<S: SimpleType>(ty: &S, value: &S::Value, fixed: &str, field: &Field<'_>) -> bool {
    let text = white_space(Cow::Borrowed(fixed), mode(ty, field));
    let Ok(fixed) = ty.parse(Cow::Borrowed(&text), &NoScope) else {
        return false;
    };
    let form = |value: &S::Value| {
        let mut res = String::new();
        ty.format(value, &mut res, &mut NoPrefixes);
        res
    };
    form(value) == form(&fixed) || ty.compare(value, &text) == Some(Ordering::Equal)
}

fn is_allowed<S: SimpleType>(ty: &S, value: &S::Value, text: &str, field: &Field<'_>) -> bool {
    let is_fixed = field.fixed && field.default.is_some_and(|it| it != text);
    !is_fixed
        && (field.facets).is_none_or(|facets| facets.check_as(ty, value, text).is_ok())
        && ty.check_member(value, text).is_ok()
}

/// Makes a [`Scalar`] a [`Slot`], so that it can be the type of a member.
///
/// A type of your own takes the place of a schema type by `[types.map]` in `service.toml`:
/// `"{urn:shop}Money" = "crate::Cents"`.
/// It implements `Scalar`, and besides it `Clone`, `Debug` and `PartialEq`, which generated types derive.
///
/// ```
/// use soap_runtime::scalar_slot;
/// use soap_runtime::value::facets::WhiteSpace;
/// use soap_runtime::value::{LexicalError, NoPrefixes, NoScope, Prefixes, Scalar, Scope};
///
/// /// An amount in cents, `12.34` on the wire.
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Cents(u64);
///
/// impl Scalar for Cents {
///     const XSD: &'static str = "an amount with two decimals";
///     const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);
///
///     fn parse(text: &str, _: &dyn Scope) -> Result<Self, LexicalError> {
///         let error = LexicalError::new(Self::XSD);
///         let (whole, part) = text.split_once('.').ok_or(error)?;
///         let digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
///         if part.len() != 2 || !digits(whole) || !digits(part) {
///             return Err(error);
///         }
///         format!("{whole}{part}").parse().map(Self).map_err(|_| error)
///     }
///
///     fn format(&self, out: &mut String, _: &mut dyn Prefixes) {
///         out.push_str(&format!("{}.{:02}", self.0 / 100, self.0 % 100));
///     }
///
///     fn blank() -> Self {
///         Self(0)
///     }
/// }
///
/// scalar_slot!(Cents);
///
/// let price = Cents::parse("12.34", &NoScope).unwrap();
/// assert_eq!(price, Cents(1234));
/// let mut text = String::new();
/// price.format(&mut text, &mut NoPrefixes);
/// assert_eq!(text, "12.34");
/// assert!(Cents::parse("12,34", &NoScope).is_err());
/// ```
#[macro_export]
macro_rules! scalar_slot {
    ($($ty:ty),+ $(,)?) => {
        $(
            impl $crate::record::slot::Slot for $ty {
                fn read(
                    &mut self,
                    reader: &mut $crate::xml::Reader<'_>,
                    field: &$crate::record::shape::Field<'_>,
                    source: $crate::record::slot::Source<'_>,
                ) -> ::core::result::Result<(), $crate::xml::DecodeError> {
                    $crate::record::scalars::read_scalar(self, reader, field, source)
                }

                fn write(
                    &self,
                    writer: &mut $crate::xml::Writer,
                    field: &$crate::record::shape::Field<'_>,
                ) -> ::core::result::Result<(), $crate::xml::EncodeError> {
                    $crate::record::scalars::write_scalar(self, writer, field)
                }
            }

            impl $crate::record::slot::Member for $ty {
                fn blank() -> Self {
                    <Self as $crate::value::Scalar>::blank()
                }

                fn is_scalar() -> bool {
                    true
                }
            }
        )+
    };
}

scalar_slot!(
    bool,
    i8,
    i16,
    i32,
    i64,
    u8,
    u16,
    u32,
    u64,
    f32,
    f64,
    Base64Binary,
    Date,
    DateTime,
    Decimal,
    Duration,
    GDay,
    GMonth,
    GMonthDay,
    GYear,
    GYearMonth,
    HexBinary,
    Integer,
    QName,
    String,
    Time,
);

/// A part of the message, or an element that refers to one.
impl Slot for Attachment {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        if let Source::Attachment(part) = source {
            *self = part.clone();
            return Ok(());
        }
        read_scalar(self, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        match field.kind {
            Kind::Attachment => writer.attach_part(field.local, self),
            _ => write_scalar(self, writer, field),
        }
    }
}

impl Member for Attachment {
    fn blank() -> Self {
        Self::default()
    }
}

impl<T: Scalar> Slot for List<T> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_scalar(self, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_scalar(self, writer, field)
    }
}

impl<T: Scalar> Member for List<T> {
    fn blank() -> Self {
        Scalar::blank()
    }

    fn is_scalar() -> bool {
        true
    }
}
