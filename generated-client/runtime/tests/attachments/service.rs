//! A hand-written service in the form of generated code, with attachments of every kind.

use bytes::Bytes;
use soap_runtime::field::{group, required};
use soap_runtime::value::Base64Binary;
use soap_runtime::xml::AnyElement;
use soap_runtime::{Attachment, NoFault, NoHeaders, Operation, OperationInfo};

pub(crate) const NS: &str = "urn:photos";
const XMIME: &str = "http://www.w3.org/2005/05/xmlmime";

/// Octets with their media type, as `xmime:base64Binary`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Typed {
    pub(crate) content_type: Option<String>,
    pub(crate) value: Base64Binary,
}
soap_runtime::record!(Typed, {
    content_type: attribute(XMIME, "contentType"),
    value: text(),
});

/// What MTOM takes out of the envelope, and what it does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Album {
    pub(crate) name: String,
    pub(crate) cover: Option<Base64Binary>,
    pub(crate) typed: Option<Typed>,
    pub(crate) text: Option<String>,
    pub(crate) reference: Option<Attachment>,
    pub(crate) rest: Vec<AnyElement>,
}
soap_runtime::record!(Album, {
    name: required(NS, "name"),
    cover: optional(NS, "cover"),
    typed: optional(NS, "typed"),
    text: optional(NS, "text"),
    reference: optional(NS, "reference"),
    rest: any(Wildcard::Other(NS)),
});

#[derive(Clone, Copy, Debug)]
pub(crate) struct PutAlbum;
impl Operation for PutAlbum {
    type Request = Album;
    type Response = Album;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("putAlbum", required(NS, "album"))
        .soap_action("urn:photos/put")
        .response(required(NS, "album"));
}

/// A body and two parts beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PutPhoto {
    pub(crate) name: String,
    pub(crate) photo: Attachment,
    pub(crate) notes: Option<Attachment>,
}
soap_runtime::record!(PutPhoto, {
    name: required(NS, "name"),
    photo: attachment("photo"),
    notes: attachment("notes").occurs(0, 1),
});

#[derive(Clone, Copy, Debug)]
pub(crate) struct SendPhoto;
impl Operation for SendPhoto {
    type Request = PutPhoto;
    type Response = PutPhoto;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("sendPhoto", group::<PutPhoto>())
        .soap_action("urn:photos/send")
        .response(group::<PutPhoto>());
}

/// The head and the parts of a package, written as they stand; `\n` is CRLF.
pub(crate) fn package(lines: &str) -> Bytes {
    Bytes::from(lines.replace('\n', "\r\n"))
}
