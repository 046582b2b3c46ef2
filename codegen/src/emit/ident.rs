//! From checked names of the IR to identifier tokens.
//!
//! In: a name that lowering made. Out: an [`Ident`], raw where the name is a keyword.
//! Does not mend names: a name that is none is a broken promise of lowering.

use proc_macro2::{Ident, Span};

/// The keywords of edition 2024, strict and reserved, that can be raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Whether `name` is a keyword of edition 2024. `syn` knows those of earlier editions only: `gen` is an identifier to it.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// The keywords that cannot be raw: identifiers to proc-macro2, and none to the compiler.
const NEVER_RAW: &[&str] = &["Self", "_", "crate", "self", "super"];

/// The identifier `name`.
///
/// # Panics
/// `name` is none, which lowering never makes: proc-macro2 asks each character.
pub(super) fn ident(name: &str) -> Ident {
    if is_keyword(name) {
        return Ident::new_raw(name, Span::call_site());
    }
    assert!(!NEVER_RAW.contains(&name), "lowering makes no {name:?}");
    Ident::new(name, Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_and_raw() {
        assert!(KEYWORDS.is_sorted());
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("gen").to_string(), "r#gen");
        assert_eq!(ident("union").to_string(), "union");
        assert_eq!(ident("größe").to_string(), "größe");
        for keyword in KEYWORDS {
            syn::parse_str::<Ident>(&format!("r#{keyword}")).unwrap();
        }
    }
}
