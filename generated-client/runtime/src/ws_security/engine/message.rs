//! Where things stand in an envelope: header, body, the `Security` block, elements by their ids.

use super::names::{DS, SAML11, SAML20, XENC, XENC11};
use super::tree::{Document, Element, Id};
use crate::soap::SoapVersion;
use crate::ws_security::error::{SecurityError, malformed};
use crate::ws_security::policy::Part;
use crate::ws_security::{WSSE, WSU};
use crate::xml::Limits;

/// The limits for what we wrote ourselves: how large it is was decided before.
pub(super) fn own_limits() -> Limits {
    let mut limits = Limits::schema();
    limits.bytes = usize::MAX;
    limits.text_bytes = usize::MAX;
    limits.attribute_bytes = usize::MAX;
    limits.elements = usize::MAX;
    limits.children = usize::MAX;
    limits.namespaces = Limits::response().namespaces;
    limits.depth = Limits::MAX_DEPTH;
    limits
}

/// An envelope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Envelope {
    pub(super) version: SoapVersion,
    pub(super) header: Option<Id>,
    pub(super) body: Id,
}

/// The envelope that a document is. `None`: it is none, and reading it says so.
pub(super) fn envelope_of(document: &Document<'_>) -> Option<Envelope> {
    let root = document.element(0);
    let version = SoapVersion::of_namespace(&root.namespace)?;
    let soap = version.namespace();
    if root.local() != "Envelope" {
        return None;
    }
    let mut headers = document.named(0, soap, "Header");
    let header = headers.next();
    Some(Envelope {
        version,
        header: header.filter(|_| headers.next().is_none()),
        body: document.only(0, soap, "Body")?,
    })
}

impl Envelope {
    /// The `Security` block for this actor or role; `None` means whoever reads the body.
    ///
    /// # Errors
    /// There are several; WSS SOAP Message Security 1.1 §5.
    pub(super) fn security(
        &self,
        document: &Document<'_>,
        actor: Option<&str>,
    ) -> Result<Option<Id>, SecurityError> {
        let Some(header) = self.header else {
            return Ok(None);
        };
        let (soap, role) = (self.version.namespace(), self.version.role());
        let mut blocks = document.named(header, WSSE, "Security").filter(|&id| {
            let role = document.element(id).attribute(soap, role);
            match role.map(str::trim).filter(|it| !it.is_empty()) {
                None | Some(SoapVersion::ULTIMATE_12) => actor.is_none(),
                Some(role) => Some(role) == actor,
            }
        });
        let first = blocks.next();
        match blocks.next() {
            None => Ok(first),
            Some(_) => Err(malformed("there are several `Security` blocks")),
        }
    }

    /// The elements that a part is.
    pub(super) fn elements(&self, document: &Document<'_>, part: Part) -> Vec<Id> {
        match part {
            Part::Body => vec![self.body],
            Part::Header { namespace, local } => {
                let header = self.header.into_iter();
                let blocks = header.flat_map(|id| document.children(id));
                blocks
                    .filter(|&id| is_block(document.element(id), namespace, local))
                    .collect()
            }
            Part::Attachments => Vec::new(),
        }
    }
}

/// Whether a header block is one of a part's. The `Security` block is never one itself.
pub(super) fn is_block(element: &Element<'_>, namespace: &str, local: &str) -> bool {
    let is_named = match (namespace, local) {
        ("", "") => true,
        (namespace, "") => &*element.namespace == namespace,
        (namespace, local) => element.is(namespace, local),
    };
    is_named && !element.is(WSSE, "Security")
}

/// The element with this id.
///
/// # Errors
/// There is none, there are several that anybody could take for it, or the attribute is one that is no id there.
pub(super) fn element_by_id(document: &Document<'_>, id: &str) -> Result<Id, SecurityError> {
    // Whatever is called `id` in any spelling and namespace: another reader may take it for one.
    let mut found = document.elements().filter(|(_, element)| {
        let mut attributes = element.attributes.iter();
        attributes.any(|it| it.value == id && looks_like_id(it.local()))
    });
    let (Some((at, element)), None) = (found.next(), found.next()) else {
        return Err(malformed(
            "a reference leads nowhere, or to several elements",
        ));
    };
    // node-soap writes `Id` on elements whose schema has none; nothing else has it as an id, so that it is as good.
    match id_of(element).or(element.attribute("", "Id")) {
        Some(it) if it == id => Ok(at),
        Some(_) | None => Err(malformed(
            "a reference leads to an element by what is no id of it",
        )),
    }
}

fn looks_like_id(local: &str) -> bool {
    local.eq_ignore_ascii_case("id") || local.eq_ignore_ascii_case("AssertionID")
}

/// The id of an element: `wsu:Id`, or what its own schema declares.
pub(super) fn id_of<'e>(element: &'e Element<'_>) -> Option<&'e str> {
    let declared = match &*element.namespace {
        DS | XENC | XENC11 => element.attribute("", "Id"),
        SAML20 => element.attribute("", "ID"),
        SAML11 => element.attribute("", "AssertionID"),
        _ => None,
    };
    match (element.attribute(WSU, "Id"), declared) {
        (Some(_), Some(_)) => None,
        (wsu, declared) => wsu.or(declared),
    }
}
