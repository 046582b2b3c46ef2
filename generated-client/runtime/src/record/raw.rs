//! Slots that keep XML as it is: wildcards, `xs:anyType`, mixed content.

use crate::record::shape::Field;
use crate::record::slot::{Slot, Source};
use crate::record::write::{missing, start};
use crate::xml::{
    AnyAttribute, AnyElement, AnyType, DecodeError, DecodeErrorKind, EncodeError, MixedContent,
    Reader, Writer,
};

impl Slot for AnyElement {
    fn blank() -> Self {
        Self::default()
    }

    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        *self = reader.capture_element()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer, field: &Field) -> Result<(), EncodeError> {
        if self.name().1.is_empty() {
            return Err(missing(writer, field));
        }
        writer.raw(self)
    }
}

impl Slot for AnyType {
    fn blank() -> Self {
        Self::default()
    }

    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        *self = reader.capture_content()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer, field: &Field) -> Result<(), EncodeError> {
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

impl Slot for MixedContent {
    fn blank() -> Self {
        Self::default()
    }

    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        *self = reader.capture_mixed()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer, _: &Field) -> Result<(), EncodeError> {
        writer.raw(self)
    }
}

impl Slot for AnyAttribute {
    fn blank() -> Self {
        Self::default()
    }

    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        let Source::Attribute(index) = source else {
            return Err(reader.error(DecodeErrorKind::Unexpected, "an attribute", "an element"));
        };
        *self = reader.capture_attribute(index)?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer, _: &Field) -> Result<(), EncodeError> {
        writer.attribute(&self.namespace, &self.local, &self.value)
    }
}
