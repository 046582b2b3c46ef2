//! The envelope taken apart into header blocks and a body.

use std::fmt;

use crate::record::Record;
use crate::record::matching;
use crate::record::shape::{Field, Kind, Shape};
use crate::record::slot::{Slot, Source};
use crate::soap::{NotUnderstood, SoapVersion};
use crate::xml::{DecodeError, DecodeErrorKind, DeviationKind, Reader};

/// Every node is addressed by this; SOAP 1.1 §4.2.2.
const NEXT_11: &str = "http://schemas.xmlsoap.org/soap/actor/next";
/// The same in SOAP 1.2 part 1 §2.2.
const NEXT_12: &str = "http://www.w3.org/2003/05/soap-envelope/role/next";

/// What a message is read into.
pub struct Target<'m> {
    /// The header blocks.
    pub headers: &'m mut dyn Record,
    /// Their table.
    pub header_shape: &'m Shape<'m>,
    /// The body.
    pub body: &'m mut dyn Slot,
    /// How it stands in `Body`. `None`: nothing is expected there.
    pub field: Option<&'m Field<'m>>,
    /// Whether references between elements may stand in the body; SOAP 1.1 §5.
    pub encoded: bool,
}

impl fmt::Debug for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target")
            .field("field", &self.field)
            .field("encoded", &self.encoded)
            .finish_non_exhaustive()
    }
}

/// What of the header blocks is understood.
pub(in crate::soap) struct Understanding<'u> {
    /// Namespaces whose blocks are, although no table has them.
    pub(in crate::soap) namespaces: &'u [String],
    /// A block that must be understood and is not.
    pub(in crate::soap) unknown: Option<NotUnderstood>,
}

/// Why there is no envelope.
#[derive(Debug)]
pub(in crate::soap) enum EnvelopeError {
    /// The document cannot be read, and no envelope was seen yet.
    NotXml(DecodeError),
    /// The root element is none of SOAP.
    NotSoap,
    /// There is an envelope, but it cannot be read.
    Decode(DecodeError),
}

impl From<DecodeError> for EnvelopeError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// Reads a whole document, to its end, and gives its version. A fault is none of what it reads: see [`find_fault`].
///
/// [`find_fault`]: crate::soap::fault_codec::find_fault
pub(in crate::soap) fn read_envelope(
    reader: &mut Reader<'_>,
    target: &mut Target<'_>,
    understanding: &mut Understanding<'_>,
) -> Result<SoapVersion, EnvelopeError> {
    let version = enter_envelope(reader)?;
    let mut blocks = Blocks {
        version,
        seen: vec![false; target.header_shape.fields.len()],
        understanding,
    };
    let mut body_seen = false;
    while reader.child()? {
        if reader.is(version.namespace(), "Header") {
            reader.enter();
            while reader.child()? {
                blocks.read(reader, target, Place::Inside)?;
            }
        } else if reader.is(version.namespace(), "Body") {
            if body_seen {
                let error = reader.error(DecodeErrorKind::Repeated, "one `Body`", "a second one");
                return Err(error.into());
            }
            body_seen = true;
            read_body(reader, target)?;
        } else {
            blocks.read(reader, target, Place::Outside)?;
        }
    }
    if !body_seen {
        let error = reader.error(DecodeErrorKind::Missing, "element `Body`", "nothing");
        return Err(error.into());
    }
    // The end of the root is not the end of the document.
    reader.child()?;
    Ok(version)
}

/// Goes to the root element and enters it, if it is an envelope.
pub(in crate::soap) fn enter_envelope(
    reader: &mut Reader<'_>,
) -> Result<SoapVersion, EnvelopeError> {
    if !reader.child().map_err(EnvelopeError::NotXml)? {
        return Err(EnvelopeError::NotSoap);
    }
    let (namespace, local) = reader.name();
    let version = SoapVersion::of_namespace(namespace).filter(|_| local == "Envelope");
    let Some(version) = version else {
        return Err(EnvelopeError::NotSoap);
    };
    reader.enter();
    Ok(version)
}

/// Enters the next child of the envelope that is called `local`; `false` where there is none.
pub(in crate::soap) fn enter_child(
    reader: &mut Reader<'_>,
    version: SoapVersion,
    local: &str,
) -> Result<bool, DecodeError> {
    while reader.child()? {
        if reader.is(version.namespace(), local) {
            reader.enter();
            return Ok(true);
        }
        reader.skip()?;
    }
    Ok(false)
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Place {
    Inside,
    /// A child of `Envelope`. SuperOffice's documentation prints its header blocks there.
    Outside,
}

struct Blocks<'b, 'u> {
    version: SoapVersion,
    seen: Vec<bool>,
    understanding: &'b mut Understanding<'u>,
}

impl Blocks<'_, '_> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        target: &mut Target<'_>,
        place: Place,
    ) -> Result<(), DecodeError> {
        let fields = target.header_shape.fields;
        let index = fields
            .iter()
            .position(|it| reader.is(it.namespace, it.local));
        let Some(index) = index else {
            if place == Place::Outside {
                return reader.skip_unexpected("`Header` or `Body`");
            }
            let is_known = |namespace: &String| namespace == reader.name().0;
            if self.understanding.unknown.is_none()
                && !self.understanding.namespaces.iter().any(is_known)
                && self.must_understand(reader)?
            {
                let (namespace, local) = reader.name();
                self.understanding.unknown = Some(NotUnderstood {
                    namespace: namespace.to_owned(),
                    local: local.to_owned(),
                });
            }
            return reader.skip();
        };
        if self.seen[index] {
            let expected = format!("one `{}`", fields[index].local);
            reader.deviate(DeviationKind::Repeated, expected, "one more")?;
            return reader.skip();
        }
        self.seen[index] = true;
        if place == Place::Outside {
            let found = format!("`{}` beside it", fields[index].local);
            reader.deviate(DeviationKind::Order, "header blocks inside `Header`", found)?;
        }
        let field = &fields[index];
        let slot = target.headers.slot_mut(index);
        slot.read(reader, field, Source::of(field))
    }

    /// Whether the pending block is for us and has to be understood; SOAP 1.1 §4.2, SOAP 1.2 part 1 §5.2.
    fn must_understand(&self, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        let namespace = self.version.namespace();
        let Some(index) = reader.find_attribute(namespace, "mustUnderstand") else {
            return Ok(false);
        };
        let value = reader.attribute_value(index)?;
        if !matches!(value.trim(), "1" | "true") {
            return Ok(false);
        }
        let Some(index) = reader.find_attribute(namespace, self.version.role()) else {
            return Ok(true);
        };
        let role = reader.attribute_value(index)?;
        Ok(matches!(
            role.trim(),
            "" | NEXT_11 | NEXT_12 | SoapVersion::ULTIMATE_12
        ))
    }
}

fn read_body(reader: &mut Reader<'_>, target: &mut Target<'_>) -> Result<(), DecodeError> {
    reader.enter();
    if let Some(field) = target.field {
        read_payload(reader, target.body, field)?;
    }
    while reader.child()? {
        reader.skip_unexpected("the end of `Body`")?;
    }
    Ok(())
}

/// Reads what stands in `Body`, up to its end tag and not beyond.
fn read_payload(
    reader: &mut Reader<'_>,
    body: &mut dyn Slot,
    field: &Field<'_>,
) -> Result<(), DecodeError> {
    match field.kind {
        Kind::Group(table) if reader.peek_child()? && matching::is_foreign(table, reader) => {
            read_named_part(reader, body, field)
        }
        Kind::Group(_) => body.read(reader, field, Source::of(field)),
        Kind::Choice(_) => {
            if reader.peek_child()? {
                return body.read(reader, field, Source::of(field));
            }
            check_seen(reader, field, false, None)
        }
        Kind::Element | Kind::Wrapper(_) => {
            let mut seen = false;
            let mut other = None;
            while reader.peek_child()? {
                let named = reader.is(field.namespace, field.local);
                if named && (!seen || field.max > 1) {
                    seen = true;
                    body.read(reader, field, Source::of(field))?;
                    continue;
                }
                let (namespace, local) = reader.name();
                let found = format!("element `{local}` of `{namespace}`");
                let expected = format!("`{}` of `{}`", field.local, field.namespace);
                let is_meant = local == field.local;
                if is_meant && seen {
                    // Which of two answers counts nobody can say.
                    let expected = format!("one `{local}`");
                    return Err(reader.error(DecodeErrorKind::Repeated, expected, "a second one"));
                }
                if (field.any_name || is_meant) && !seen {
                    // SOAP 1.1 §7.1: the name of an RPC wrapper is not significant. Without `namespace` on `soap:body`
                    // tools differ on that of the wrapper, and some servers forget that of any body, or have another.
                    seen = true;
                    let kind = match is_meant {
                        true => DeviationKind::Namespace,
                        false => DeviationKind::Other,
                    };
                    reader.deviate(kind, expected, found)?;
                    body.read(reader, field, Source::of(field))?;
                    continue;
                }
                other.get_or_insert_with(|| found.clone());
                reader.deviate(DeviationKind::UnexpectedElement, expected, found)?;
                reader.skip()?;
            }
            check_seen(reader, field, seen, other)
        }
        Kind::Any(_) => {
            while reader.peek_child()? {
                body.read(reader, field, Source::of(field))?;
            }
            Ok(())
        }
        // No body is described by these.
        Kind::Attribute
        | Kind::Text
        | Kind::AnyAttributes(_)
        | Kind::Mixed
        | Kind::MixedText
        | Kind::Attachment => Ok(()),
    }
}

/// Reads the content of a type that does not stand in `Body` itself, but in an element of its own.
///
/// WSDL 1.1 §3.5 gives `Body` the type of a part by `type`; several tools send an element called after the part instead.
fn read_named_part(
    reader: &mut Reader<'_>,
    body: &mut dyn Slot,
    field: &Field<'_>,
) -> Result<(), DecodeError> {
    let found = format!("element `{}` around it", reader.name().1);
    let expected = "the content of the message's type";
    reader.deviate(DeviationKind::Other, expected, found)?;
    reader.enter();
    body.read(reader, field, Source::of(field))?;
    while reader.child()? {
        reader.skip_unexpected("no such element")?;
    }
    Ok(())
}

fn check_seen(
    reader: &Reader<'_>,
    field: &Field<'_>,
    seen: bool,
    other: Option<String>,
) -> Result<(), DecodeError> {
    if seen || field.min == 0 {
        return Ok(());
    }
    let expected = match field.local {
        "" => String::from("one of the elements the operation answers with"),
        local => format!("element `{local}` of `{}`", field.namespace),
    };
    let found = other.unwrap_or_else(|| String::from("nothing"));
    Err(reader.error(DecodeErrorKind::Missing, expected, found))
}
