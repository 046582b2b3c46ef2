//! The envelope written around header blocks and a body.

use std::fmt;
use std::sync::{Mutex, OnceLock};

use bytes::Bytes;

use crate::mime::{Attachment, MtomMode};
use crate::record::shape::Field;
use crate::record::slot::Slot;
use crate::soap::SoapVersion;
use crate::soap::encoding;
use crate::soap::package::Written;
use crate::xml::{EncodeError, Writer};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// A message to write.
pub struct Outgoing<'m> {
    /// What stands in the body.
    pub body: &'m dyn Slot,
    /// How it stands there.
    pub field: &'m Field<'m>,
    /// The header blocks that are there, in order.
    pub headers: Vec<(&'m dyn Slot, &'m Field<'m>)>,
    /// Whether the body uses SOAP encoding; SOAP 1.1 §5.
    pub encoded: bool,
    /// The header blocks that use SOAP encoding, by namespace and local name.
    pub encoded_headers: &'m [(&'m str, &'m str)],
}

impl fmt::Debug for Outgoing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is sent is nobody's business.
        f.debug_struct("Outgoing")
            .field("field", &self.field)
            .field("encoded", &self.encoded)
            .finish_non_exhaustive()
    }
}

impl<'m> Outgoing<'m> {
    /// The namespace of the wrapper, where the body is encoded.
    pub(in crate::soap) fn wrapper(&self) -> Option<&'m str> {
        self.encoded.then_some(self.field.namespace)
    }
}

/// What is written into one `soap:Body`.
pub(in crate::soap) type WriteBody<'w> = dyn Fn(&mut Writer) -> Result<(), EncodeError> + 'w;

/// How an envelope is written.
#[derive(Clone, Copy)]
pub(in crate::soap) struct Form<'f> {
    /// Whether values that an enumeration does not list are written.
    pub(in crate::soap) unlisted: bool,
    pub(in crate::soap) version: SoapVersion,
    /// The wrapper's namespace where the body uses SOAP encoding.
    pub(in crate::soap) encoded: Option<&'f str>,
    /// The header blocks that use SOAP encoding, by their names.
    pub(in crate::soap) encoded_headers: &'f [(&'f str, &'f str)],
    pub(in crate::soap) mtom: MtomMode,
    /// What goes beside the envelope besides what the values say.
    pub(in crate::soap) attachments: &'f [Attachment],
    /// Where the memory of the writer comes from, and goes to.
    pub(in crate::soap) spare: Option<&'f Spare>,
}

impl Form<'_> {
    /// An envelope without encoding and parts, in memory of its own.
    pub(in crate::soap) fn new(version: SoapVersion) -> Self {
        Self {
            unlisted: true,
            version,
            encoded: None,
            encoded_headers: &[],
            mtom: MtomMode::Off,
            attachments: &[],
            spare: None,
        }
    }
}

/// Bytes of a document that the memory is kept of.
const KEPT_BYTES: usize = 16 << 10;

/// The memory of one writer, for the next message.
#[derive(Debug, Default)]
pub(in crate::soap) struct Spare(Mutex<Option<Box<Writer>>>);

impl Spare {
    fn take(&self) -> Option<Box<Writer>> {
        self.0.try_lock().ok()?.take()
    }

    /// Where another call is at it, it is none of ours.
    fn keep(&self, mut writer: Box<Writer>) {
        writer.forget_values();
        if let Ok(mut kept) = self.0.try_lock() {
            *kept = Some(writer);
        }
    }

    /// The octets of a document, in memory of their size. That of a small document is for the next one.
    pub(in crate::soap) fn octets(&self, document: String) -> Bytes {
        if document.capacity() > KEPT_BYTES {
            return Bytes::from(document);
        }
        let octets = Bytes::copy_from_slice(document.as_bytes());
        if let Ok(mut kept) = self.0.try_lock()
            && let Some(writer) = kept.as_mut()
        {
            writer.keep_document(document);
        }
        octets
    }
}

/// Writes an envelope.
pub(in crate::soap) fn write_envelope(
    form: Form<'_>,
    headers: &[(&dyn Slot, &Field<'_>)],
    body: &WriteBody<'_>,
) -> Result<Written, EncodeError> {
    let Form {
        version, encoded, ..
    } = form;
    let namespace = version.namespace();
    let mut writer = form.spare.and_then(Spare::take).unwrap_or_default();
    begin(&mut writer, version, encoded, headers.is_empty())?;
    writer.set_mtom(form.mtom);
    writer.set_refuses_unlisted(!form.unlisted);
    writer.reserve(form.attachments);
    if !headers.is_empty() {
        writer.start_prefixed("soap", namespace, "Header")?;
        for (slot, field) in headers {
            let name = (field.namespace, field.local);
            writer.set_protocol(match form.encoded_headers.contains(&name) {
                true => Some(encoding::of_body(version)),
                false => encoded.map(|_| encoding::of_headers(version)),
            });
            slot.write(&mut writer, field)?;
        }
        writer.set_protocol(encoded.map(|_| encoding::of_headers(version)));
        writer.end()?;
        writer.start_prefixed("soap", namespace, "Body")?;
    }
    if encoded == Some("") && version == SoapVersion::V11 {
        // Several parts without a wrapper; SOAP 1.1 §4.1.1 lets it stand on any element.
        writer.attribute(namespace, "encodingStyle", version.encoding())?;
    } else if encoded.is_some() {
        writer.set_protocol(Some(encoding::of_body(version)));
    }
    body(&mut writer)?;
    writer.end_called("soap:Body")?;
    writer.end_called("soap:Envelope")?;
    writer.attach_reserved(form.attachments)?;
    let (text, parts) = writer.take_message()?;
    if let Some(spare) = form.spare {
        spare.keep(writer);
    }
    Ok(Written {
        text,
        parts,
        version,
        mtom: form.mtom,
    })
}

/// Bytes that most envelopes have at most.
const USUAL_BYTES: usize = 1024;

/// Makes `writer` a document as far as the start tag of the envelope, and of the body where that is first.
fn begin(
    writer: &mut Writer,
    version: SoapVersion,
    encoded: Option<&str>,
    body_is_first: bool,
) -> Result<(), EncodeError> {
    /// By version, and whether the body is first: the same in every message without encoding.
    static BEGINNINGS: [[OnceLock<Writer>; 2]; 2] = [const { [const { OnceLock::new() }; 2] }; 2];

    let of_version = match version {
        SoapVersion::V11 => &BEGINNINGS[0],
        SoapVersion::V12 => &BEGINNINGS[1],
    };
    let beginning = &of_version[usize::from(body_is_first)];
    if encoded.is_none()
        && let Some(beginning) = beginning.get()
    {
        writer.begin_as(beginning, USUAL_BYTES);
        return Ok(());
    }
    let namespace = version.namespace();
    *writer = Writer::with_capacity(USUAL_BYTES);
    writer.declaration();
    writer.start_prefixed("soap", namespace, "Envelope")?;
    writer.declare_prefix("xsi", XSI)?;
    writer.declare_prefix("xsd", XSD)?;
    if let Some(wrapper) = encoded {
        writer.declare_prefix("soapenc", version.encoding())?;
        // A prefix spares the accessors, which have no namespace, the `xmlns=""` that old servers stumble over.
        if !wrapper.is_empty() && wrapper != namespace {
            writer.declare_prefix("ns1", wrapper)?;
        }
        writer.set_protocol(Some(encoding::of_headers(version)));
    }
    if body_is_first {
        writer.start_prefixed("soap", namespace, "Body")?;
    }
    if encoded.is_none() {
        let mut copy = Writer::new();
        copy.begin_as(writer, 0);
        // Another thread may have been quicker; what it wrote is the same.
        let _ = beginning.set(copy);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_that_is_kept_holds_no_text() {
        let spare = Spare::default();
        spare.keep(Box::default());
        assert_eq!(spare.octets(String::from("hunter2")), "hunter2");
        let kept = spare.take().expect("a writer was kept");
        assert!(!format!("{kept:?}").contains("hunter2"));
    }
}
