//! XML 1.0 and namespaces: bytes to characters, a checking pull reader, a writer, raw fragments, limits.
//!
//! In: the bytes of one document. Out: its elements and texts, or the first error with path and position.
//! Knows nothing of XSD types, SOAP or HTTP.

pub mod decode;
pub mod deviation;
pub mod error;
pub mod fragment;
pub mod limits;
mod mixed;
pub mod protocol;
pub mod reader;
mod steps;
pub mod writer;

mod attribute;
mod attributes;
mod chars;
mod entities;
#[cfg(any(test, not(feature = "encodings")))]
mod few_encodings;
mod incremental;
mod namespaces;
mod repair;

pub use chars::is_name;
#[cfg(feature = "patterns")]
pub(crate) use chars::{NAME_MORE, NAME_START};
pub(crate) use chars::{is_ascii_name, is_blank, is_space, trim};
pub use decode::decode;
pub(crate) use decode::{Decoded, decode_noting};
pub(crate) use deviation::KEPT_DEVIATIONS;
pub use deviation::{Deviation, DeviationKind, Tolerance};
pub use error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};
pub use fragment::{AnyAttribute, AnyElement, AnyType, MixedContent};
pub(crate) use incremental::IncrementalText;
pub use limits::Limits;
pub use mixed::MixedText;
pub use protocol::{ArrayForm, ReadProtocol, WriteProtocol};
pub(crate) use reader::ItemNote;
pub use reader::{Event, Reader, check};
pub(crate) use repair::repair;
pub(crate) use writer::escape_attribute;
pub use writer::{Fragment, Writer};

/// The namespace that the prefix `xml` stands for; Namespaces in XML 1.0 §3.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// The namespace of `xmlns` itself; Namespaces in XML 1.0 §3.
pub const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// The namespace of `xsi:nil` and `xsi:type`; XSD 1.0 part 1 §2.6.
pub const XSI_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";
