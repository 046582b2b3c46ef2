//! MIME packages: a document and the parts beside it. RFC 2387, SOAP with Attachments, XOP 1.0.
//!
//! In: the bytes of a `multipart` message and its content type, or a document and [`Attachment`]s. Out: the root part and
//! the others, or the bytes and their content type. Knows no SOAP and no HTTP.
//!
//! ```text
//! --b                                           boundary
//! Content-Type: application/xop+xml; …          root part: the document
//!
//! <photo><xop:Include href="cid:1@x"/></photo>
//! --b
//! Content-ID: <1@x>                             Attachment { content_id: "1@x", … }
//!
//! (octets)
//! --b--
//! ```

mod attachment;
mod content_id;
mod head;
mod incoming;
mod media;
mod outgoing;
mod package;
mod parts;
mod transfer;
mod write;

pub use attachment::Attachment;
pub(crate) use content_id::url_of;
pub(crate) use incoming::{Event, Incoming};
pub(crate) use media::{MediaType, content_type, outside_quotes};
pub use outgoing::MtomMode;
pub(crate) use outgoing::Outgoing;
pub(crate) use package::read_package;
pub(crate) use parts::Parts;
pub(crate) use write::{Envelope, write_package};

/// The namespace of `xop:Include`; XOP 1.0 §2.1.
pub(crate) const XOP_NAMESPACE: &str = "http://www.w3.org/2004/08/xop/include";

/// The namespaces of `xmime:contentType`: of the note "Describing Media Content of Binary Data in XML" and of its draft.
pub(crate) const XMIME_NAMESPACES: [&str; 2] = [
    "http://www.w3.org/2005/05/xmlmime",
    "http://www.w3.org/2004/11/xmlmime",
];
