//! Which members are secret: by the settings, else by their names.
//!
//! In: a member's names and type. Out: the type, in `Secret` where it must not be shown, and a note of why.
//!
//! A name says secret by a word: `sPassword`, `Login_Token`. What is only about one is none: `PasswordExpired`,
//! `must_change_password`, `TicketNumber`. Of passwords and secrets much else is as bad to show (`PasswordHash`,
//! `NewPassword2`); a ticket, token or code is one only where the name ends with it, as `TokenColor` is a colour.

use crate::diagnostic::code::Code;
use crate::ir::RustType;
use crate::naming;

use crate::lower::draft::{Site, Typed};
use crate::lower::setting::{Nameable, Setting};
use crate::lower::told::Told;

/// Texts that say secret wherever they stand in a name without separators.
const ANYWHERE: &[&str] = &["password", "passwd", "passphrase", "pwd", "secret"];

/// Texts that say secret at the end of a name, or before a word of [`CONTENT`].
const AT_END: &[&str] = &[
    "ticket",
    "token",
    "authcode",
    "authenticationcode",
    "pincode",
    "apikey",
];

/// Words for what a ticket, token or code consists of.
const CONTENT: &[&str] = &["data", "hash", "key", "string", "text", "value", "xml"];

/// Words that make of a secret a question or rule about one.
const ABOUT: &[&str] = &[
    "allow", "can", "echo", "force", "has", "is", "max", "maximum", "min", "minimum", "must",
    "needs", "require", "required", "requires", "should", "use", "uses",
];

/// Words that say at the end of a name that it means something of a secret.
const PROPERTY: &[&str] = &[
    "age",
    "allowed",
    "attempts",
    "changed",
    "count",
    "date",
    "days",
    "description",
    "disabled",
    "enabled",
    "format",
    "id",
    "kind",
    "length",
    "lifetime",
    "lockout",
    "name",
    "number",
    "period",
    "policy",
    "required",
    "rule",
    "rules",
    "state",
    "status",
    "strength",
    "time",
    "type",
];

/// Beginnings of words that do so: `expired`, `ExpiresIn`, `expiry`, `passwordexpiration`.
const ABOUT_STEM: &str = "expir";

/// Hides `typed` where the member at `site` is secret.
pub(crate) fn hide(told: &mut Told<'_>, site: Site<'_>, typed: Typed) -> Typed {
    let (wire, full) = (site.member, site.wire());
    let listed = |list: &[String]| list.iter().find(|it| *it == wire || **it == full).cloned();
    let settings = &told.settings.secrets;
    if !settings.also.is_empty() || !settings.never.is_empty() {
        told.offer(Nameable::Member, wire);
        told.offer(Nameable::Member, &full);
    }
    if let Some(it) = listed(&settings.never) {
        told.used(Setting::NoSecret, &it);
        return typed;
    }
    let reason = if let Some(it) = listed(&settings.also) {
        let reason = format!("`secrets.also` names `{it}`");
        told.used(Setting::Secret, &it);
        if !typed.text {
            let message =
                format!("`{full}` is listed as secret but holds no text, and is not hidden");
            (told.diagnostics).warning(Code::Settings, None, message);
        }
        reason
    } else {
        match telling(told.snake(wire)) {
            Some(word) if settings.by_name && !typed.harmless => {
                format!("its name says `{word}`")
            }
            Some(_) | None => return typed,
        }
    };
    if !typed.text {
        return typed;
    }
    told.hidden(wire, &site.owner.wire, reason);
    Typed {
        ty: RustType::Secret(Box::new(typed.ty)),
        ..typed
    }
}

/// Whether a type of this name holds what refers to something, as the tokens of ONVIF do (`ReferenceToken`), or yes and no in
/// the words of its own, as the `boolean` of AXL.
pub(crate) fn is_harmless(ty: &str) -> bool {
    let snake = naming::snake(ty);
    let mut words = snake.split('_');
    words.any(|word| matches!(word, "reference" | "boolean" | "bool"))
}

/// What of a name in snake case says that its value is secret.
fn telling(snake: &str) -> Option<&'static str> {
    let words: Vec<&str> = snake.split('_').collect();
    let plain = words.concat();
    let is_about = words.iter().any(|word| ABOUT.contains(word));
    let last = words.last().copied().unwrap_or_default();
    if is_about || PROPERTY.contains(&last) || plain.contains(ABOUT_STEM) {
        return None;
    }
    if let Some(word) = ANYWHERE.iter().find(|word| plain.contains(**word)) {
        return Some(word);
    }
    if last == "pin" {
        return Some("pin");
    }
    let end = plain.trim_end_matches(|it: char| it.is_ascii_digit());
    let end = end.strip_suffix('s').unwrap_or(end);
    let inner = CONTENT.iter().find_map(|word| end.strip_suffix(word));
    let ends = |word: &str| end.ends_with(word) || inner.is_some_and(|it| it.ends_with(word));
    AT_END.iter().copied().find(|word| ends(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telling_names() {
        for wire in [
            "sPassword",
            "Ticket",
            "Login_Token",
            "authCode",
            "PIN",
            "sPINCode",
            "userPwd",
            "Token2",
            "AccessTokenValue",
            "tokenHash",
            "ApiKey",
            "PasswordHash",
            "passwordConfirm",
            "HOST_PWD",
            "ldapPassword",
            "SecretValue",
            "sToken",
            "oldpassword",
            "pushTokens",
            "userPIN",
            "sharedSecret",
            "eBayAuthToken",
        ] {
            assert!(telling(&naming::snake(wire)).is_some(), "{wire}");
        }
        for wire in [
            "Email",
            "Shipping",
            "PinColor",
            "Author",
            "EchoToken",
            "TicketNumber",
            "ticket_id",
            "token_period",
            "PasswordExpired",
            "must_change_password",
            "iPasswordExpiresIn",
            "minimumPasswordStrength",
            "passwordDescription",
            "pwdCredTimeChanged",
            "usePassword",
            "TokenColorScheme",
            "PincodeAreaCode",
            "passwordexpirydate",
            "Shopping",
            "TokenType",
        ] {
            assert_eq!(telling(&naming::snake(wire)), None, "{wire}");
        }
    }

    #[test]
    fn references_and_flags_are_told_by_their_type() {
        assert!(is_harmless("ReferenceToken") && is_harmless("boolean"));
        assert!(!is_harmless("Preferences") && !is_harmless("string"));
    }
}
