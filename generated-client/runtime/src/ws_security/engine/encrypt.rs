//! Encrypting: elements and contents become `xenc:EncryptedData`; XML Encryption 1.1.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::algorithm::{Cipher, KeyTransport};
use super::certificate::Certificate;
use super::clock::Sources;
use super::edits::Edits;
use super::keys::wrap;
use super::message::{id_of, own_limits};
use super::names::{CONTENT, ELEMENT, WSSE11, XENC};
use super::sign::not_xml;
use super::tree::{Document, Id};
use crate::value::Secret;
use crate::ws_security::WSU;
use crate::ws_security::error::{SecurityError, configuration};

/// A key of ours, and how it is sent.
#[derive(Debug)]
pub(super) struct SessionKey {
    pub(super) key: Secret<Vec<u8>>,
    pub(super) wrapped: Vec<u8>,
    /// The id of its `xenc:EncryptedKey`.
    pub(super) id: String,
}

impl SessionKey {
    /// A new key for the owner of a certificate.
    pub(super) fn new(
        sources: &Sources,
        cipher: Cipher,
        transport: KeyTransport,
        recipient: &Certificate,
        id: String,
    ) -> Result<Self, SecurityError> {
        let mut key = Secret::new(vec![0; cipher.key_len()]);
        sources.fill(key.expose_mut())?;
        let wrapped = wrap(recipient, transport, key.expose())?;
        Ok(Self { key, wrapped, id })
    }

    /// The `xenc:EncryptedKey`; `list` stands in it.
    pub(super) fn write(&self, transport: KeyTransport, key_info: &str, list: &str) -> String {
        let method = match transport {
            KeyTransport::RsaOaep => {
                "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1\"/>"
            }
            KeyTransport::RsaOaepSha256 => {
                "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
                 <xenc11:MGF xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\" Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha256\"/>"
            }
        };
        format!(
            "<xenc:EncryptedKey xmlns:xenc=\"{XENC}\" Id=\"{}\"><xenc:EncryptionMethod Algorithm=\"{}\">{method}</xenc:EncryptionMethod>\
             {key_info}<xenc:CipherData><xenc:CipherValue>{}</xenc:CipherValue></xenc:CipherData>{list}</xenc:EncryptedKey>",
            self.id,
            transport.uri(),
            STANDARD.encode(&self.wrapped)
        )
    }
}

/// What is encrypted.
pub(super) enum Target {
    /// What stands in an element.
    Content(Id),
    /// An element in the `Security` block.
    Element(Id),
    /// A header block. The id is that of its wrapper.
    Block(Id, String),
}

/// How content is encrypted.
pub(super) struct Order<'o> {
    pub(super) sources: &'o Sources,
    pub(super) cipher: Cipher,
    pub(super) key: &'o Secret<Vec<u8>>,
    /// The `ds:KeyInfo` of each `xenc:EncryptedData`.
    pub(super) key_info: &'o str,
    /// What ids start with.
    pub(super) ids: &'o str,
}

/// What was encrypted.
#[derive(Debug, Default)]
pub(super) struct Encrypted {
    /// The changes that do so.
    pub(super) edits: Edits,
    /// The `xenc:ReferenceList`; empty if there is nothing in it.
    pub(super) list: String,
    /// The ids of whole elements, and of what stands in their place now.
    pub(super) renamed: Vec<(String, String)>,
}

/// Encrypts.
pub(super) fn encrypt(
    text: &str,
    targets: impl Fn(&Document<'_>) -> Result<Vec<Target>, SecurityError>,
    order: &Order<'_>,
) -> Result<Encrypted, SecurityError> {
    let document = Document::parse(text, &own_limits()).map_err(|_| not_xml())?;
    let mut res = Encrypted::default();
    for (index, target) in targets(&document)?.into_iter().enumerate() {
        let id = format!("{}-ED{index}", order.ids);
        let (range, kind, wrapper) = match target {
            Target::Content(at) => match &document.element(at).inner {
                Some(inner) => (inner.clone(), CONTENT, None),
                None => continue,
            },
            Target::Element(at) => {
                let own = id_of(document.element(at)).map(str::to_owned);
                res.renamed.extend(own.map(|own| (own, id.clone())));
                (document.element(at).span.clone(), ELEMENT, None)
            }
            Target::Block(at, wrapper) => {
                (document.element(at).span.clone(), ELEMENT, Some(wrapper))
            }
        };
        let data = order.data(&text[range.clone()], kind, &id)?;
        res.edits.replace(
            range,
            match wrapper {
                Some(wrapper) => format!(
                    "<wsse11:EncryptedHeader xmlns:wsse11=\"{WSSE11}\" xmlns:wsu=\"{WSU}\" wsu:Id=\"{wrapper}\">{data}\
                     </wsse11:EncryptedHeader>"
                ),
                None => data,
            },
        );
        let reference = format!("<xenc:DataReference URI=\"#{id}\"/>");
        res.list.push_str(&reference);
    }
    if !res.list.is_empty() {
        let list = &res.list;
        res.list = format!("<xenc:ReferenceList xmlns:xenc=\"{XENC}\">{list}</xenc:ReferenceList>");
    }
    Ok(res)
}

impl Order<'_> {
    fn data(&self, plain: &str, kind: &str, id: &str) -> Result<String, SecurityError> {
        let random = self.sources.bytes()?;
        let cipher = self.cipher;
        let octets = cipher
            .encrypt(self.key.expose(), random, plain.as_bytes())
            .ok_or_else(|| configuration("encrypting failed"))?;
        Ok(format!(
            "<xenc:EncryptedData xmlns:xenc=\"{XENC}\" Id=\"{id}\" Type=\"{kind}\"><xenc:EncryptionMethod Algorithm=\"{}\"/>{}\
             <xenc:CipherData><xenc:CipherValue>{}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>",
            cipher.uri(),
            self.key_info,
            STANDARD.encode(octets)
        ))
    }
}
