//! Checking a user name that came; Web Services Security UsernameToken Profile 1.0 §3.1, §4.

use std::time::Duration;

use super::clock;
use super::key_info::octets;
use super::security::Users;
use super::tree::{Document, Id};
use crate::ws_security::error::{SecurityError, SecurityErrorKind, malformed, untrusted};
use crate::ws_security::username_token::{DIGEST, digest_of};
use crate::ws_security::{WSSE, WSU};

/// The name of a user whose password is right, and what the token must not come again with.
///
/// # Errors
/// The user is not known, the password is wrong, or the token is older than `window`. Which of the first two is not said.
pub(super) fn check_user(
    document: &Document<'_>,
    at: Id,
    users: &Users,
    now: Duration,
    window: Duration,
) -> Result<(String, Option<Vec<u8>>), SecurityError> {
    let text = |namespace, local| {
        let child = document.named(at, namespace, local).next()?;
        document.text_of(child)
    };
    let name = text(WSSE, "Username").ok_or_else(|| malformed("a user name without `Username`"))?;
    let refused = || untrusted("the user or the password is wrong");
    let password = document.only(at, WSSE, "Password").ok_or_else(refused)?;
    let given = document.text_of(password).unwrap_or_default();
    let kind = document.element(password).attribute("", "Type");
    // A user that is not known costs as much time as one that is.
    let known = users(&name);
    let expected = known.as_ref().map_or("", |it| it.expose().as_str());
    let is_equal = |given: &[u8], expected: &[u8]| {
        aws_lc_rs::constant_time::verify_slices_are_equal(given, expected).is_ok()
    };
    if kind != Some(DIGEST) {
        return match is_equal(given.as_bytes(), expected.as_bytes()) && known.is_some() {
            true => Ok((name, None)),
            false => Err(refused()),
        };
    }
    let nonce = text(WSSE, "Nonce")
        .and_then(|it| octets(&it))
        .ok_or_else(refused)?;
    let created = text(WSU, "Created").ok_or_else(refused)?;
    let digest = digest_of(&nonce, &created, expected);
    let given = octets(&given).unwrap_or_default();
    if !is_equal(&given, &digest) || known.is_none() {
        return Err(refused());
    }
    let time = clock::parse(&created).ok_or_else(refused)?;
    let age = now.max(time) - now.min(time);
    if age > window {
        return Err(SecurityError::new(
            SecurityErrorKind::Expired,
            "the user name was sent at another time",
        ));
    }
    Ok((name, Some([nonce.as_slice(), created.as_bytes()].concat())))
}
