//! A hand-written service in the form of generated code, with attachments of every kind.

use bytes::Bytes;
use soap_runtime::record::shape::{
    Shape, Wildcard, any, attachment, attribute, group, optional, required, text,
};
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
static TYPED: Shape = Shape::new("Typed", &[attribute(XMIME, "contentType"), text()]);
soap_runtime::record!(Typed, TYPED, 0 content_type 1 value);

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
static ALBUM: Shape = Shape::new(
    "Album",
    &[
        required(NS, "name"),
        optional(NS, "cover"),
        optional(NS, "typed"),
        optional(NS, "text"),
        optional(NS, "reference"),
        any(Wildcard::Other(NS)),
    ],
);
soap_runtime::record!(Album, ALBUM, 0 name 1 cover 2 typed 3 text 4 reference 5 rest);

#[derive(Clone, Copy, Debug)]
pub(crate) struct PutAlbum;
impl Operation for PutAlbum {
    type Request = Album;
    type Response = Album;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo {
        name: "putAlbum",
        soap_action: "urn:photos/put",
        request: required(NS, "album"),
        response: Some(required(NS, "album")),
        request_headers: &[],
        failures: &[],
        encoded: false,
    };
}

/// A body and two parts beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PutPhoto {
    pub(crate) name: String,
    pub(crate) photo: Attachment,
    pub(crate) notes: Option<Attachment>,
}
static PUT_PHOTO: Shape = Shape::new(
    "PutPhoto",
    &[
        required(NS, "name"),
        attachment("photo"),
        attachment("notes").occurs(0, 1),
    ],
);
soap_runtime::record!(PutPhoto, PUT_PHOTO, 0 name 1 photo 2 notes);

#[derive(Clone, Copy, Debug)]
pub(crate) struct SendPhoto;
impl Operation for SendPhoto {
    type Request = PutPhoto;
    type Response = PutPhoto;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo {
        name: "sendPhoto",
        soap_action: "urn:photos/send",
        request: group(&PUT_PHOTO),
        response: Some(group(&PUT_PHOTO)),
        request_headers: &[],
        failures: &[],
        encoded: false,
    };
}

/// The head and the parts of a package, written as they stand; `\n` is CRLF.
pub(crate) fn package(lines: &str) -> Bytes {
    Bytes::from(lines.replace('\n', "\r\n"))
}
