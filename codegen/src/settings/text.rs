//! The texts in settings that are Rust or patterns: each is checked when it is read, so that the error points at it.
//!
//! In: strings of `service.toml`. Out: newtypes that hold only what `syn` takes. The IR carries them as text.

use serde::{Deserialize, Serialize};

macro_rules! checked {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(it: $name) -> Self {
                it.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                let check: fn(&str) -> Result<(), String> = $check;
                check(&text).map(|()| Self(text))
            }
        }
    };
}

checked! {
    /// The path of a Rust item, e.g. `::serde::Serialize` or `crate::Money`.
    RustPath,
    check_path
}

checked! {
    /// An outer attribute, e.g. `#[serde(rename_all = "camelCase")]`.
    Attribute,
    check_attribute
}

checked! {
    /// A name for a Rust item or member.
    RustName,
    check_name
}

checked! {
    /// The name of a cargo feature.
    FeatureName,
    check_feature
}

checked! {
    /// A name, in which `*` stands for any characters and `?` for one.
    Pattern,
    check_pattern
}

impl Pattern {
    /// Whether `name` is meant.
    pub fn matches(&self, name: &str) -> bool {
        let pattern: Vec<char> = self.0.chars().collect();
        let name: Vec<char> = name.chars().collect();
        let (mut p, mut n) = (0, 0);
        // Where to go on when the rest does not fit: after the last `*`, which then takes one character more.
        let mut retry: Option<(usize, usize)> = None;
        while n < name.len() {
            match pattern.get(p) {
                Some('*') => {
                    retry = Some((p + 1, n));
                    p += 1;
                }
                Some(it) if *it == '?' || *it == name[n] => {
                    p += 1;
                    n += 1;
                }
                Some(_) | None => match &mut retry {
                    Some((after, taken)) => {
                        *taken += 1;
                        (p, n) = (*after, *taken);
                    }
                    None => return false,
                },
            }
        }
        pattern[p..].iter().all(|it| *it == '*')
    }
}

fn check_path(text: &str) -> Result<(), String> {
    match syn::parse_str::<syn::Path>(text) {
        Ok(it) if it.segments.iter().all(|it| it.arguments.is_none()) => Ok(()),
        Ok(_) => Err(format!(
            "expected a path without type arguments, found `{text}`; name it with a type alias"
        )),
        Err(error) => Err(format!(
            "expected the path of a Rust item, found `{text}`: {error}"
        )),
    }
}

fn check_attribute(text: &str) -> Result<(), String> {
    let parsed = syn::parse::Parser::parse_str(syn::Attribute::parse_outer, text)
        .map_err(|error| format!("expected `#[…]`, found `{text}`: {error}"))?;
    let is_doc = |it: &syn::Attribute| it.path().is_ident("doc");
    match parsed.as_slice() {
        [it] if is_doc(it) => Err(format!(
            "documentation comes from the schema, found `{text}`"
        )),
        [_] => Ok(()),
        _ => Err(format!("expected one attribute, found `{text}`")),
    }
}

fn check_name(text: &str) -> Result<(), String> {
    // A comment or blank beside the name is nothing to syn.
    let is_whole = |text: &str| syn::parse_str::<syn::Ident>(text).is_ok_and(|it| it == text);
    let is_name = !text.contains('#') && (is_whole(text) || is_whole(&format!("r#{text}")));
    if is_name && text.starts_with(char::is_alphabetic) {
        Ok(())
    } else {
        Err(format!("expected a Rust name, found `{text}`"))
    }
}

fn check_feature(text: &str) -> Result<(), String> {
    let allowed = |it: char| it.is_alphanumeric() || "_-+.".contains(it);
    if text.starts_with(|it: char| it.is_alphanumeric() || it == '_') && text.chars().all(allowed) {
        Ok(())
    } else {
        Err(format!(
            "expected the name of a cargo feature, found `{text}`"
        ))
    }
}

fn check_pattern(text: &str) -> Result<(), String> {
    if text.is_empty() {
        Err("expected a name, in which `*` stands for any characters; found nothing".to_owned())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_names() {
        let table = [
            ("get", "get", true),
            ("get", "getAll", false),
            ("get*", "getAll", true),
            ("get*", "get", true),
            ("*All", "getAll", true),
            ("*e*t*", "greet", true),
            ("g?t", "get", true),
            ("g?t", "gt", false),
            ("*", "", true),
            ("?", "", false),
            ("*ab", "aab", true),
            ("Get*", "getAll", false),
            ("größe?", "größe1", true),
        ];
        for (pattern, name, expected) in table {
            let it = Pattern::try_from(pattern.to_owned()).unwrap();
            assert_eq!(it.matches(name), expected, "{pattern} {name}");
        }
        let hostile = Pattern::try_from("*a".repeat(50)).unwrap();
        assert!(!hostile.matches(&"a".repeat(40)));
    }

    #[test]
    fn rust_is_checked() {
        type Check = fn(String) -> bool;
        let path: Check = |it| RustPath::try_from(it).is_ok();
        let attribute: Check = |it| Attribute::try_from(it).is_ok();
        let name: Check = |it| RustName::try_from(it).is_ok();
        let feature: Check = |it| FeatureName::try_from(it).is_ok();
        let table: &[(Check, &str, bool)] = &[
            (path, "::serde::Serialize", true),
            (path, "crate::Money", true),
            (path, "Vec<u8>", false),
            (path, "a b", false),
            (path, "", false),
            (path, "a; fn canary() {}", false),
            (attribute, "#[serde(rename_all = \"camelCase\")]", true),
            (attribute, "#[non_exhaustive] #[must_use]", false),
            (attribute, "serde", false),
            (attribute, "#[doc = \"x\"]", false),
            (attribute, "#[a] fn canary() {}", false),
            (name, "type", true),
            (name, "größe", true),
            (name, "a-b", false),
            (name, "self", false),
            (name, "2fa", false),
            (name, "_a", false),
            (name, "a//b", false),
            (name, "a/**/", false),
            (name, "a ", false),
            (name, "r#type", false),
            (feature, "a-b_1", true),
            (feature, "a\"b", false),
        ];
        for (check, text, expected) in table {
            assert_eq!(check((*text).to_owned()), *expected, "{text}");
        }
    }
}
