//! Slots that keep XML as it is: wildcards, `xs:anyType`, mixed content.

use crate::record::field::required;
use crate::record::shape::Field;
use crate::record::slot::{Member, Slot, Source};
use crate::record::write::{missing, start};
use crate::xml::{
    AnyAttribute, AnyElement, AnyType, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind,
    Limits, MixedContent, MixedText, Reader, Writer,
};

impl Slot for AnyElement {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        *self = reader.capture_element()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        if self.name().1.is_empty() {
            return Err(missing(writer, field));
        }
        writer.raw(self)
    }
}

impl Member for AnyElement {
    fn blank() -> Self {
        Self::default()
    }
}

impl Slot for AnyType {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        *self = reader.capture_content()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        // It carries the type that it had, or that it was given.
        start(
            writer,
            &Field {
                type_label: None,
                ..*field
            },
        )?;
        writer.raw(self)?;
        writer.end()
    }
}

impl Member for AnyType {
    fn blank() -> Self {
        Self::default()
    }
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

impl Slot for MixedContent {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        *self = reader.capture_mixed()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer, _: &Field<'_>) -> Result<(), EncodeError> {
        writer.raw(self)
    }
}

impl Member for MixedContent {
    fn blank() -> Self {
        Self::default()
    }
}

impl Slot for MixedText {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        *self = reader.take_mixed();
        Ok(())
    }

    fn write(&self, writer: &mut Writer, _: &Field<'_>) -> Result<(), EncodeError> {
        writer.begin_mixed(self.clone());
        Ok(())
    }
}

impl Member for MixedText {
    fn blank() -> Self {
        Self::default()
    }
}

impl Slot for AnyAttribute {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        let Source::Attribute(index) = source else {
            return Err(reader.error(DecodeErrorKind::Unexpected, "an attribute", "an element"));
        };
        *self = reader.capture_attribute(index)?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer, _: &Field<'_>) -> Result<(), EncodeError> {
        writer.attribute(&self.namespace, &self.local, &self.value)
    }
}

impl Member for AnyAttribute {
    fn blank() -> Self {
        Self::default()
    }
}
