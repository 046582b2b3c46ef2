//! What the runtime offers, as a list that is compared: a change of its API shows in a pull request as a change of this
//! file.
//!
//! In: the sources of `soap-runtime`. Out: every `pub` item without bodies, by file. The lint `unreachable_pub` sees to it
//! that `pub` means public. What macros make is not listed.

use std::collections::BTreeSet;

use quote::ToTokens as _;
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, Visibility, parse_quote};

use crate::captures::workspace_root;
use crate::files;

const SOURCES: &str = "generated-client/runtime/src";
/// The file.
pub(crate) const LIST: &str = "generated-client/runtime/API.txt";

/// Attributes that callers notice.
const KEPT: [&str; 5] = [
    "cfg",
    "derive",
    "macro_export",
    "must_use",
    "non_exhaustive",
];

/// What the sources offer.
pub(crate) fn list() -> Result<String, String> {
    let root = workspace_root().join(SOURCES);
    let mut sources = Vec::new();
    for path in files::below(&root)? {
        let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy();
        let name = name.replace('\\', "/");
        let is_test = |part: &str| part.split('.').next() == Some("tests");
        if !files::ends_in(&path, "rs") || name.split('/').any(is_test) {
            continue;
        }
        let mut file =
            syn::parse_file(&files::read(&path)?).map_err(|error| files::at(&path, error))?;
        file.attrs.clear();
        file.items = public_items(file.items);
        sources.push((name, file));
    }
    let own = sources
        .iter()
        .flat_map(|(_, file)| names(&file.items))
        .collect();
    let mut text = "What soap-runtime offers; written by `cargo xtask regen`.\n".to_owned();
    for (name, mut file) in sources {
        file.items.retain(|item| is_of(item, &own));
        if !file.items.is_empty() {
            text.push_str(&format!("\n// {name}\n"));
            text.push_str(&prettyplease::unparse(&file));
        }
    }
    Ok(text)
}

fn public_items(items: Vec<Item>) -> Vec<Item> {
    items.into_iter().filter_map(public).collect()
}

/// The item as callers see it; `None` where they do not.
fn public(mut item: Item) -> Option<Item> {
    let is_pub = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    match &mut item {
        Item::Const(it) if is_pub(&it.vis) => {
            strip(&mut it.attrs);
            it.expr = parse_quote!(_);
        }
        Item::Static(it) if is_pub(&it.vis) => {
            strip(&mut it.attrs);
            it.expr = parse_quote!(_);
        }
        Item::Fn(it) if is_pub(&it.vis) => {
            strip(&mut it.attrs);
            it.block = parse_quote!({});
        }
        Item::Struct(it) if is_pub(&it.vis) => {
            strip(&mut it.attrs);
            it.fields = public_fields(&it.fields);
        }
        Item::Enum(it) if is_pub(&it.vis) => {
            strip(&mut it.attrs);
            for variant in &mut it.variants {
                strip(&mut variant.attrs);
                variant
                    .fields
                    .iter_mut()
                    .for_each(|it| strip(&mut it.attrs));
            }
        }
        Item::Type(it) if is_pub(&it.vis) => strip(&mut it.attrs),
        Item::Use(it) if is_pub(&it.vis) => strip(&mut it.attrs),
        Item::Trait(it) if is_pub(&it.vis) => {
            strip(&mut it.attrs);
            it.items.iter_mut().for_each(without_body);
        }
        Item::Mod(it) if is_pub(&it.vis) => {
            strip(&mut it.attrs);
            if let Some((_, items)) = &mut it.content {
                *items = public_items(std::mem::take(items));
            }
        }
        Item::Macro(it) if it.attrs.iter().any(|it| it.path().is_ident("macro_export")) => {
            strip(&mut it.attrs);
            it.mac.tokens = Default::default();
        }
        Item::Impl(it) => {
            strip(&mut it.attrs);
            let is_inherent = it.trait_.is_none();
            let items = std::mem::take(&mut it.items).into_iter();
            it.items = items
                .filter_map(public_member)
                .filter(|_| is_inherent)
                .collect();
            if is_inherent && it.items.is_empty() {
                return None;
            }
        }
        _ => return None,
    }
    Some(item)
}

/// A member of an inherent `impl`.
fn public_member(mut item: ImplItem) -> Option<ImplItem> {
    match &mut item {
        ImplItem::Fn(it) if matches!(it.vis, Visibility::Public(_)) => {
            strip(&mut it.attrs);
            it.block = parse_quote!({});
        }
        ImplItem::Const(it) if matches!(it.vis, Visibility::Public(_)) => {
            strip(&mut it.attrs);
            it.expr = parse_quote!(_);
        }
        _ => return None,
    }
    Some(item)
}

fn without_body(item: &mut TraitItem) {
    match item {
        TraitItem::Fn(it) => {
            strip(&mut it.attrs);
            if it.default.is_some() {
                it.default = Some(parse_quote!({}));
            }
        }
        TraitItem::Const(it) => strip(&mut it.attrs),
        TraitItem::Type(it) => strip(&mut it.attrs),
        _ => {}
    }
}

fn public_fields(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    fields.iter_mut().for_each(|it| strip(&mut it.attrs));
    let all = match &mut fields {
        Fields::Named(all) => &mut all.named,
        Fields::Unnamed(all) => &mut all.unnamed,
        Fields::Unit => return fields,
    };
    let public = std::mem::take(all).into_iter();
    *all = public
        .filter(|it| matches!(it.vis, Visibility::Public(_)))
        .collect();
    fields
}

fn strip(attributes: &mut Vec<Attribute>) {
    attributes.retain(|it| KEPT.iter().any(|kept| it.path().is_ident(kept)));
}

/// The names of types and traits among `items`.
fn names(items: &[Item]) -> Vec<String> {
    let name = |item: &Item| match item {
        Item::Struct(it) => vec![it.ident.to_string()],
        Item::Enum(it) => vec![it.ident.to_string()],
        Item::Trait(it) => vec![it.ident.to_string()],
        Item::Type(it) => vec![it.ident.to_string()],
        Item::Mod(it) => it.content.as_ref().map_or_else(Vec::new, |it| names(&it.1)),
        _ => Vec::new(),
    };
    items.iter().flat_map(name).collect()
}

/// Whether an `impl` names a type or trait that callers can name; all other items are theirs to see.
fn is_of(item: &Item, own: &BTreeSet<String>) -> bool {
    let Item::Impl(it) = item else {
        return true;
    };
    let of = it.trait_.as_ref().map(|(path, _)| path.to_token_stream());
    let head = format!(
        "{} {}",
        of.unwrap_or_default(),
        it.self_ty.to_token_stream()
    );
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    let is_own = |word: &str| own.contains(word);
    head.split(|it| !is_part(it)).any(is_own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_callers_see_is_listed_without_bodies() {
        let file = syn::parse_file(
            "/// Words.\n#[derive(Debug)] #[allow(dead_code)] pub struct A { pub a: u8, b: u8 }\n\
             struct B;\n\
             impl A { pub fn get(&self) -> u8 { self.b } fn hide(&self) {} }\n\
             impl B { pub fn get(&self) {} }\n\
             impl Clone for B { fn clone(&self) -> Self { B } }\n\
             impl From<A> for u8 { fn from(it: A) -> u8 { it.a } }\n\
             impl Default for A { fn default() -> Self { todo() } }",
        );
        let mut file = file.expect("it is Rust");
        file.items = public_items(file.items);
        let own = names(&file.items).into_iter().collect();
        file.items.retain(|item| is_of(item, &own));
        assert_eq!(
            prettyplease::unparse(&file),
            "#[derive(Debug)]\npub struct A {\n    pub a: u8,\n}\n\
             impl A {\n    pub fn get(&self) -> u8 {}\n}\n\
             impl From<A> for u8 {}\nimpl Default for A {}\n"
        );
    }
}
