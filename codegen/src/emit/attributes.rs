//! Attributes of types and operations: derives, those of the settings, and `#[cfg]`s.
//!
//! In: what the kind of type derives, and what the IR adds. Out: tokens. Nothing is derived twice.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::{self, Ctx};
use crate::emit::{docs, ident};
use crate::ir::TypeItem;

/// The documentation, derives and attributes of `item`, whose kind derives `own`.
pub(super) fn emit_of_type(ctx: &Ctx<'_>, item: &TypeItem, own: &[&str]) -> TokenStream {
    let docs = docs::emit_docs(&docs::of_type(ctx.api, item));
    let mut derives: Vec<TokenStream> = Vec::new();
    for it in own {
        let ident = ident::ident(it);
        derives.push(quote!(#ident));
    }
    let mut seen: Vec<String> = Vec::new();
    for derive in item.derives.iter().map(|it| path::emit_path(it)) {
        let text = derive.to_string().replace(' ', "");
        if !own.contains(&std_name(&text)) && !seen.contains(&text) {
            seen.push(text);
            derives.push(derive);
        }
    }
    let attributes = item.attributes.iter().map(|it| emit_attribute(it));
    quote!(#docs #[derive(#(#derives),*)] #(#attributes)*)
}

/// The attributes of the member or variant of `item` at `position`.
pub(super) fn emit_of_member(item: &TypeItem, position: usize) -> TokenStream {
    let attributes = item.member_attributes.get(&position).into_iter().flatten();
    let attributes = attributes.map(|it| emit_attribute(it));
    quote!(#(#attributes)*)
}

/// The attributes alone, for what derives nothing.
pub(super) fn emit_bare(ctx: &Ctx<'_>, item: &TypeItem) -> TokenStream {
    let docs = docs::emit_docs(&docs::of_type(ctx.api, item));
    let attributes = item.attributes.iter().map(|it| emit_attribute(it));
    quote!(#docs #(#attributes)*)
}

/// `#[cfg(…)]` for what any of `features` switches on; nothing where there are none.
pub(super) fn emit_cfg(features: &[String]) -> TokenStream {
    match predicate(features) {
        Some(it) => quote!(#[cfg(#it)]),
        None => TokenStream::new(),
    }
}

/// `items`, each behind `features`.
pub(super) fn behind(features: &[String], items: Vec<TokenStream>) -> Vec<TokenStream> {
    let cfg = emit_cfg(features);
    items.into_iter().map(|it| quote!(#cfg #it)).collect()
}

fn predicate(features: &[String]) -> Option<TokenStream> {
    let literals = features.iter().map(|it| Literal::string(it));
    match features {
        [] => None,
        [_] => Some(quote!(#(feature = #literals)*)),
        _ => Some(quote!(any(#(feature = #literals),*))),
    }
}

fn emit_attribute(text: &str) -> TokenStream {
    let parsed = syn::parse::Parser::parse_str(syn::Attribute::parse_outer, text);
    let attributes = parsed.expect("attributes in settings were parsed when they were read");
    quote!(#(#attributes)*)
}

/// The derive of `std` that a path means, by its last segment; the path itself where it is none of `std`.
fn std_name(path: &str) -> &str {
    let is_std = !path.contains("::")
        || ["::core::", "::std::", "core::", "std::"]
            .iter()
            .any(|it| path.starts_with(it));
    match path.rsplit("::").next() {
        Some(last) if is_std => last,
        Some(_) | None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derives_of_std_are_known_by_any_path() {
        for (path, name) in [
            ("Clone", "Clone"),
            ("::core::hash::Hash", "Hash"),
            ("std::fmt::Debug", "Debug"),
            ("::serde::Serialize", "::serde::Serialize"),
            ("derive_more::Debug", "derive_more::Debug"),
        ] {
            assert_eq!(std_name(path), name);
        }
    }

    #[test]
    fn features_are_alternatives() {
        let cfg = |it: &[&str]| {
            let it: Vec<String> = it.iter().map(|it| (*it).to_owned()).collect();
            emit_cfg(&it).to_string().replace(' ', "")
        };
        assert_eq!(cfg(&[]), "");
        assert_eq!(cfg(&["a"]), "#[cfg(feature=\"a\")]");
        assert_eq!(cfg(&["a", "b"]), "#[cfg(any(feature=\"a\",feature=\"b\"))]");
    }
}
