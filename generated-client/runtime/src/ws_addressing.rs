//! WS-Addressing 1.0: the header blocks that `wsHttpBinding` of WCF and others ask for.
//!
//! In: an id for the message, and what the call says of itself. Out: [`HeaderBlock`]s. Does not compare `RelatesTo` of the
//! answer, which belongs to its request by the connection.

use std::hash::{BuildHasher, RandomState};

use crate::soap::HeaderBlock;
use crate::xml::{EncodeError, Writer};

/// The namespace of WS-Addressing 1.0.
pub const NAMESPACE: &str = "http://www.w3.org/2005/08/addressing";

/// Where answers go that come back on the same connection; WS-Addressing 1.0 Core §2.1.
const ANONYMOUS: &str = "http://www.w3.org/2005/08/addressing/anonymous";

/// The message addressing properties of one call: `Action`, `MessageID`, `ReplyTo` and `To`.
///
/// `Action` is what the WSDL says for the operation and `To` the endpoint, unless said otherwise.
///
/// ```
/// use soap_runtime::ws_addressing::Addressing;
///
/// let addressing = Addressing::new("urn:uuid:6b29fc40-ca47-1067-b31d-00dd010662da").with_action("urn:acme/Buy");
/// ```
#[must_use]
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Addressing {
    /// `MessageID`: an absolute IRI that no other message has, e.g. `urn:uuid:…`.
    pub message_id: String,
    /// `Action`, where it is not the operation's.
    pub action: Option<String>,
    /// `To`, where it is not the endpoint: the address the service knows itself by, e.g. behind a proxy.
    pub to: Option<String>,
}

impl Addressing {
    /// Properties with this `MessageID`.
    pub fn new(message_id: impl Into<String>) -> Self {
        Self {
            message_id: message_id.into(),
            action: None,
            to: None,
        }
    }

    /// Properties with a `MessageID` that no other message has: a random UUID.
    ///
    /// Unlike any other, not secret: it is made from the keys that the standard library's maps get from the system.
    pub fn unique() -> Self {
        let half = |nth: u8| u128::from(RandomState::new().hash_one(nth));
        let random = half(0) << 64 | half(1);
        // RFC 9562 §5.4: version 4 and variant.
        let marked = random & !(0xF << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
        let hex = format!("{marked:032x}");
        let (a, b, c, d, e) = (
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..],
        );
        Self::new(format!("urn:uuid:{a}-{b}-{c}-{d}-{e}"))
    }

    /// The same with this `Action`.
    pub fn with_action(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// The same with this `To`.
    pub fn with_to(mut self, to: impl Into<String>) -> Self {
        self.to = Some(to.into());
        self
    }

    /// The header blocks of a call with this action to this endpoint.
    ///
    /// # Errors
    /// A property has a character that XML cannot carry.
    pub fn to_headers(
        &self,
        action: &str,
        endpoint: &str,
    ) -> Result<Vec<HeaderBlock>, EncodeError> {
        let action = self.action.as_deref().unwrap_or(action);
        let to = self.to.as_deref().unwrap_or(endpoint);
        Ok(vec![
            property("Action", action)?.must_understand(),
            property("MessageID", &self.message_id)?,
            reply_to()?,
            property("To", to)?.must_understand(),
        ])
    }
}

impl From<String> for Addressing {
    fn from(message_id: String) -> Self {
        Self::new(message_id)
    }
}

impl From<&str> for Addressing {
    fn from(message_id: &str) -> Self {
        Self::new(message_id)
    }
}

fn property(local: &str, value: &str) -> Result<HeaderBlock, EncodeError> {
    let mut writer = Writer::new();
    writer.start_prefixed("wsa", NAMESPACE, local)?;
    writer.text(value)?;
    writer.end()?;
    HeaderBlock::written(writer)
}

fn reply_to() -> Result<HeaderBlock, EncodeError> {
    let mut writer = Writer::new();
    writer.start_prefixed("wsa", NAMESPACE, "ReplyTo")?;
    writer.start_prefixed("wsa", NAMESPACE, "Address")?;
    writer.text(ANONYMOUS)?;
    writer.end()?;
    writer.end()?;
    HeaderBlock::written(writer)
}
