//! The `Security` header block with its tokens: timestamp, user name, assertion.

use std::time::Duration;

use super::clock;
use super::message::id_of;
use super::security::{Settings, User};
use super::sign::not_xml;
use super::tree::Document;
use crate::soap::SoapVersion;
use crate::ws_security::demands::Password;
use crate::ws_security::error::{SecurityError, configuration, malformed};
use crate::ws_security::username_token::{UsernameToken, write_timestamp};
use crate::ws_security::{WSSE, WSU};
use crate::xml::{AnyElement, EncodeError, Limits, Writer};

/// What stands in the block.
pub(super) struct Tokens<'t> {
    pub(super) settings: &'t Settings,
    pub(super) version: SoapVersion,
    /// Elements in front.
    pub(super) raw: &'t str,
    /// Whether the timestamp stands before them; WS-SecurityPolicy 1.3 §6.7.
    pub(super) timestamp_first: bool,
    /// How long the timestamp is valid, and its id.
    pub(super) timestamp: Option<(Duration, &'t str)>,
    /// The id of the user name.
    pub(super) user_id: &'t str,
}

/// The block.
///
/// # Errors
/// A value has a character that XML cannot carry.
pub(super) fn write(tokens: &Tokens<'_>) -> Result<String, SecurityError> {
    let settings = tokens.settings;
    let user = match &settings.user {
        Some(user) => Some(token(user, settings)?),
        None => None,
    };
    let block = block(tokens, user.as_ref()).map_err(|_| not_xml())?;
    // What is signed and encrypted goes between two tags.
    let mut at = block.find('>').unwrap_or_default();
    const TIMESTAMP_END: &str = "</wsu:Timestamp>";
    if tokens.timestamp_first
        && let Some(start) = block.find(TIMESTAMP_END)
    {
        at = start + TIMESTAMP_END.len() - 1;
    }
    let (start, rest) = block.split_at(at + 1);
    Ok(match start.strip_suffix("/>") {
        Some(start) => format!("{start}>{}</wsse:Security>", tokens.raw),
        None => format!("{start}{}{rest}", tokens.raw),
    })
}

fn block(tokens: &Tokens<'_>, user: Option<&UsernameToken>) -> Result<String, EncodeError> {
    let settings = tokens.settings;
    let soap = tokens.version.namespace();
    let mut writer = Writer::new();
    writer.start_prefixed("wsse", WSSE, "Security")?;
    writer.declare_prefix("wsu", WSU)?;
    if settings.must_understand {
        writer.attribute(soap, "mustUnderstand", "1")?;
    }
    if let Some(actor) = &settings.actor {
        writer.attribute(soap, tokens.version.role(), actor)?;
    }
    if let Some((valid, id)) = tokens.timestamp {
        let now = settings.sources.their_now();
        let (created, expires) = (clock::format(now), clock::format(now + valid));
        write_timestamp(&mut writer, Some(id), &created, &expires)?;
    }
    if let Some(assertion) = &settings.assertion {
        writer.raw(assertion)?;
    }
    // Last, so that what decrypts it can stand before it.
    if let Some(user) = user {
        user.write(&mut writer, Some(tokens.user_id))?;
    }
    writer.end()?;
    writer.finish()
}

/// The user name with a nonce and the time, where they are asked for.
fn token(user: &User, settings: &Settings) -> Result<UsernameToken, SecurityError> {
    let Some((password, form)) = &user.password else {
        return Ok(UsernameToken::name_only(&user.name));
    };
    let password = password.expose();
    if !user.nonce {
        return Ok(UsernameToken::text(&user.name, password));
    }
    let nonce: [u8; 16] = settings.sources.bytes()?;
    let created = clock::format(settings.sources.their_now());
    Ok(match form {
        Password::Digest => UsernameToken::digest(&user.name, password, nonce, created),
        Password::Text | Password::None => {
            UsernameToken::text(&user.name, password).with_nonce(nonce, created)
        }
    })
}

/// The id of an assertion.
pub(super) fn assertion_id(assertion: &AnyElement) -> Result<String, SecurityError> {
    let limits = Limits::response();
    let document = Document::parse(assertion.as_str(), &limits)
        .map_err(|_| malformed("the assertion cannot be read"))?;
    id_of(document.element(0))
        .map(str::to_owned)
        .ok_or_else(|| configuration("the assertion is none of SAML 1.1 or 2.0 with an id"))
}
