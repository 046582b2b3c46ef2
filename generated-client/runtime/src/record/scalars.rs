//! Slots that hold one value: an element's text, an attribute, or the text content.

use crate::mime::Attachment;
use crate::record::generated::{Engine, MemberEngine};
use crate::record::shape::{Field, Kind};
use crate::record::slot::{Member, Slot, Source};
use crate::value::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, List, QName, Scalar, Time,
};
use crate::xml::{DecodeError, EncodeError, Reader, Writer};

pub use crate::record::read_simple::{read_scalar, read_simple};
pub use crate::record::write_simple::{write_scalar, write_simple};

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
            impl $crate::record::generated::Generated for $ty {
                type Engine = $crate::record::scalars::Scalars;
            }
        )+
    };
}

/// The engine of what is one text.
#[doc(hidden)]
#[derive(Debug)]
pub struct Scalars;

impl<T: Scalar> Engine<T> for Scalars {
    fn read(
        value: &mut T,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_scalar(value, reader, field, source)
    }

    fn write(value: &T, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_scalar(value, writer, field)
    }
}

impl<T: Scalar> MemberEngine<T> for Scalars {
    fn blank() -> T {
        T::blank()
    }

    fn is_scalar() -> bool {
        true
    }
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
