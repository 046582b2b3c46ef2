//! Slots that keep XML as it is: wildcards, `xs:anyType`, mixed content.

use crate::record::field::required;
use crate::record::shape::Field;
use crate::record::slot::{Member, Slot, Source};
use crate::record::write::{missing, start};
use crate::xml::{
    AnyAttribute, AnyElement, AnyType, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind,
    Limits, MixedContent, MixedText, Reader, Writer,
};

/// Ties a type that keeps XML to what reads and writes it.
macro_rules! kept {
    ($ty:ty, $read:expr, $write:expr $(,)?) => {
        impl Slot for $ty {
            fn read(
                &mut self,
                reader: &mut Reader<'_>,
                _: &Field<'_>,
                source: Source<'_>,
            ) -> Result<(), DecodeError> {
                let read: fn(&mut Reader<'_>, Source<'_>) -> Result<Self, DecodeError> = $read;
                *self = read(reader, source)?;
                Ok(())
            }

            fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
                let write: fn(&Self, &mut Writer, &Field<'_>) -> Result<(), EncodeError> = $write;
                write(self, writer, field)
            }
        }

        impl Member for $ty {
            fn blank() -> Self {
                Self::default()
            }
        }
    };
}

kept!(
    AnyElement,
    |reader, source| {
        check_content(reader, source)?;
        reader.capture_element()
    },
    |value, writer, field| match value.name().1 {
        "" => Err(missing(writer, field)),
        _ => writer.raw(value),
    },
);

kept!(
    AnyType,
    |reader, source| {
        check_content(reader, source)?;
        reader.capture_content()
    },
    |value, writer, field| {
        // It carries the type that it had, or that it was given.
        let field = Field {
            type_label: None,
            ..*field
        };
        start(writer, &field)?;
        writer.raw(value)?;
        writer.end()
    },
);

kept!(
    MixedContent,
    |reader, source| {
        check_content(reader, source)?;
        reader.capture_mixed()
    },
    |value, writer, _| writer.raw(value),
);

kept!(
    MixedText,
    |reader, source| {
        check_content(reader, source)?;
        Ok(reader.take_mixed())
    },
    |value, writer, _| {
        writer.begin_mixed(value.clone());
        Ok(())
    },
);

kept!(
    AnyAttribute,
    |reader, source| match source {
        Source::Attribute(index) => reader.capture_attribute(index),
        _ => Err(reader.error(DecodeErrorKind::Unexpected, "an attribute", "an element")),
    },
    |value, writer, _| writer.attribute(&value.namespace, &value.local, &value.value),
);

/// Refuses an attribute, or what stands for one: the content of its element is no value of it.
fn check_content(reader: &Reader<'_>, source: Source<'_>) -> Result<(), DecodeError> {
    let found = match source {
        Source::Element | Source::Content | Source::Run => return Ok(()),
        Source::Attribute(_) | Source::Default => "an attribute",
        Source::Attachment(_) => "an attachment",
    };
    Err(reader.error(DecodeErrorKind::Unexpected, "an element", found))
}

impl AnyType {
    /// The value as a `T`: any generated type, or that of a simple one. [`AnyType::xsi_type`] says which it is.
    ///
    /// ```
    /// use soap_runtime::xml::AnyType;
    ///
    /// let value = AnyType::from_value(&5_i32, "http://www.w3.org/2001/XMLSchema", "int")?;
    /// assert_eq!(value.xsi_type(), Some(("http://www.w3.org/2001/XMLSchema", "int")));
    /// assert_eq!(value.to_value::<i32>()?, 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The value is none of a `T`.
    pub fn to_value<T: Member>(&self) -> Result<T, DecodeError> {
        let element = self.to_element("", VALUE).map_err(|error| {
            DecodeError::new(DecodeErrorKind::Unexpected, "", 0, "a value", error)
        })?;
        let mut reader = element.reader(&Limits::response())?;
        reader.child()?;
        let mut value = T::blank();
        value.read(&mut reader, &required("", VALUE), Source::Element)?;
        Ok(value)
    }

    /// The value that holds `value`, and says that it is of the type `local` of `namespace`.
    ///
    /// # Errors
    /// The value is one that the schema or XML forbids.
    pub fn from_value<T: Slot>(
        value: &T,
        namespace: impl Into<String>,
        local: impl Into<String>,
    ) -> Result<Self, EncodeError> {
        let mut writer = Writer::new();
        value.write(&mut writer, &required("", VALUE))?;
        let document = writer.finish()?;
        let unreadable = |error: DecodeError| EncodeError::new(EncodeErrorKind::Value, "", error);
        let mut reader = Reader::new(&document, &Limits::schema()).map_err(unreadable)?;
        reader.child().map_err(unreadable)?;
        let res = reader.capture_content().map_err(unreadable)?;
        Ok(res.with_type(namespace, local))
    }
}

/// The name of an element that nobody sees.
const VALUE: &str = "value";
