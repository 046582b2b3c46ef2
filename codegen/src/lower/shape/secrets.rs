//! Which members are secret: by the settings, else by their names.
//!
//! In: a member's names and type. Out: the type, in `Secret` where it must not be shown.

use crate::diagnostic::code::Code;
use crate::ir::RustType;

use crate::lower::draft::{Site, Typed};
use crate::lower::setting::{Nameable, Setting};
use crate::lower::told::Told;

/// Parts of names that say secret, compared without case and separators.
const TELLING: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "ticket",
    "token",
    "authcode",
    "authenticationcode",
    "pincode",
    "apikey",
];

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
        told.used(Setting::NoSecret(it.to_owned()));
        return typed;
    }
    if let Some(it) = listed(&settings.also) {
        told.used(Setting::Secret(it.to_owned()));
        if !typed.text {
            told.diagnostics.warning(
                Code::Settings,
                None,
                format!("`{full}` is listed as secret but holds no text, and is not hidden"),
            );
        }
    } else if !settings.by_name || !tells(wire) {
        return typed;
    }
    if !typed.text {
        return typed;
    }
    Typed {
        ty: RustType::Secret(Box::new(typed.ty)),
        ..typed
    }
}

fn tells(wire: &str) -> bool {
    let plain: String = wire
        .chars()
        .filter(|it| it.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    TELLING.iter().any(|it| plain.contains(it)) || plain == "pin" || wire.ends_with("PIN")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telling_names() {
        for it in [
            "sPassword",
            "Ticket",
            "Login_Token",
            "authCode",
            "PIN",
            "sPINCode",
            "userPwd",
        ] {
            assert!(tells(it), "{it}");
        }
        for it in ["Email", "Shipping", "PinColor", "Author"] {
            assert!(!tells(it), "{it}");
        }
    }
}
