//! [`Slot`]: one member of a record, as the engine sees it, [`Member`]: its Rust type, and [`Source`]: what it is read from.

use crate::mime::Attachment;
use crate::record::shape::{Field, Kind};
use crate::value::Static;
use crate::xml::{DecodeError, EncodeError, Reader, Writer};

/// What one occurrence of a member is read from.
#[non_exhaustive]
#[derive(Clone, Copy, Debug)]
pub enum Source<'s> {
    /// The element whose start tag was read: its attributes and its content.
    Element,
    /// The content of the element whose start tag was read.
    Content,
    /// The run of elements that begins with the one whose start tag was read, if there is one: of a choice or a group.
    Run,
    /// The attribute at this index of the element whose start tag was read.
    Attribute(usize),
    /// The default of the field, for an attribute that is not there.
    Default,
    /// A part beside the document.
    Attachment(&'s Attachment),
}

impl Source<'_> {
    /// What an occurrence of `field` in the content of an element is read from.
    #[inline]
    pub fn of(field: &Field<'_>) -> Self {
        match field.kind {
            Kind::Element | Kind::Wrapper(_) | Kind::Any(_) => Self::Element,
            Kind::Choice(_) | Kind::Group(_) => Self::Run,
            Kind::Text | Kind::Mixed | Kind::MixedText => Self::Content,
            // What an element holds is neither.
            Kind::Attribute | Kind::AnyAttributes(_) | Kind::Attachment => Self::Default,
        }
    }
}

/// A member that the engine can fill from XML and write as XML.
pub trait Slot {
    /// Reads one occurrence of `field` from `source`.
    ///
    /// # Errors
    /// The document is not well-formed, passes a limit, or does not hold what `field` says.
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError>;

    /// Writes all occurrences.
    ///
    /// # Errors
    /// The value is one that the schema forbids.
    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError>;

    /// Writes one occurrence of a repeated member, where `None` is `xsi:nil` and not absence.
    ///
    /// # Errors
    /// As [`Slot::write`].
    fn write_item(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        self.write(writer, field)
    }

    /// How many items a list has; `None` for what is no list.
    fn item_count(&self) -> Option<usize> {
        None
    }

    /// Whether nothing would be written.
    fn is_absent(&self) -> bool {
        false
    }
}

/// The Rust type of a member.
pub trait Member: Slot + Sized {
    /// The value before anything was read.
    fn blank() -> Self;

    /// The first attribute that an element of this type must have even where it is nil; XSD 1.0 §3.3.4.
    fn required_attribute() -> Option<&'static str> {
        None
    }

    /// Whether it is one value, read from a text. What can be absent is, where its text is none of the type.
    fn is_scalar() -> bool {
        false
    }
}

/// The type of a member as a value, so that it may be one that is known only at run time: [`Member`] says it of a type of
/// Rust, which is [`Static`].
pub trait MemberType<T: Slot> {
    /// As [`Member::blank`].
    fn blank(&self) -> T;

    /// As [`Member::required_attribute`].
    fn required_attribute(&self) -> Option<&str>;

    /// As [`Member::is_scalar`].
    fn is_scalar(&self) -> bool;
}

impl<T: Member> MemberType<T> for Static<T> {
    fn blank(&self) -> T {
        T::blank()
    }

    fn required_attribute(&self) -> Option<&str> {
        T::required_attribute()
    }

    fn is_scalar(&self) -> bool {
        T::is_scalar()
    }
}
