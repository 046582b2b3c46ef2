//! Hostile text in every place that takes text from a document: it lands in literals and documentation only.

use proc_macro2::TokenTree;
use quote::ToTokens;

use super::fixture::api;
use super::*;
use crate::ir::{Entry, EntryKind, Origin, TypeKind, Wildcard};
use crate::names::QName;

const HOSTILE: &[&str] = &[
    "*/ } fn canary() {} /*",
    "\nfn canary() {}\n",
    "\r\nfn canary() {}",
    "\"; fn canary() {} \"",
    "\"# ; fn canary() {} r#\"",
    "\\\"; fn canary() {} //",
    "#![canary]",
    "]\n#[canary] fn canary() {}",
    "`fn canary() {}`",
    "\u{2028}fn canary() {}",
    "\u{85}fn canary() {}",
    "{}{canary}$canary #canary",
    "\0canary",
    "",
];

fn wreck_entry(entry: &mut Entry, text: &str) {
    if let Some(it) = &mut entry.value {
        it.text = text.to_owned();
    }
    match &mut entry.kind {
        EntryKind::Element(it) | EntryKind::Attribute(it) => it.local = text.to_owned(),
        EntryKind::Wrapper(it, item) => {
            it.local = text.to_owned();
            wreck_entry(item, text);
        }
        EntryKind::Attachment(it) => *it = text.to_owned(),
        EntryKind::Any(it) => *it = Wildcard::Other(Some(0)),
        EntryKind::Text
        | EntryKind::Choice(_)
        | EntryKind::Group(_)
        | EntryKind::AnyAttributes(_)
        | EntryKind::Mixed
        | EntryKind::MixedText => {}
    }
}

fn wrecked(text: &str) -> Api {
    let docs = || vec![text.to_owned(), String::new(), text.to_owned()];
    let mut api = api();
    api.docs = docs();
    for it in &mut api.namespaces {
        it.uri = text.to_owned();
    }
    for it in &mut api.facets {
        it.table.patterns = vec![vec![text.to_owned()]];
        it.table.min_inclusive = Some(text.to_owned());
    }
    for item in &mut api.types {
        item.docs = docs();
        item.origin = match item.ident.len() % 3 {
            0 => Origin::Type(QName::new(text, text)),
            1 => Origin::Headers(text.to_owned()),
            _ => Origin::Faults(text.to_owned()),
        };
        match &mut item.kind {
            TypeKind::Struct(it) => {
                for it in &mut it.fields {
                    it.docs = docs();
                    wreck_entry(&mut it.entry, text);
                }
            }
            TypeKind::Choice(it) => {
                for it in &mut it.alternatives {
                    it.docs = docs();
                    wreck_entry(&mut it.entry, text);
                }
            }
            TypeKind::Enumeration(it) => {
                for it in &mut it.variants {
                    it.docs = docs();
                    it.literal = text.to_owned();
                }
            }
            TypeKind::Family(it) => {
                for it in &mut it.members {
                    it.wire.local = text.to_owned();
                }
            }
            TypeKind::Union(_) | TypeKind::Alias(_) => {}
        }
    }
    let clients = api.clients.iter_mut();
    for rule in clients.flat_map(|client| &mut client.failures) {
        rule.equals = Some(text.to_owned());
        if let Some(message) = &mut rule.message {
            message.path = vec![text.to_owned()];
        }
    }
    for client in &mut api.clients {
        client.docs = docs();
        client.service = text.to_owned();
        for it in &mut client.ports {
            it.wire = text.to_owned();
            it.address = Some(text.to_owned());
        }
        for it in &mut client.operations {
            it.docs = docs();
            it.wire = text.to_owned();
            it.soap_action = text.to_owned();
            it.losses = vec![text.to_owned()];
            wreck_entry(&mut it.request.entry, text);
        }
    }
    api
}

#[test]
fn hostile_text_stays_text() {
    let harmless = rendered(&api(), &settings());
    for text in HOSTILE {
        let sources = [format!("{text}/Shop.wsdl")];
        let files = print(&wrecked(text), &settings(), &sources);
        for (name, text) in &files {
            let file = syn::parse_file(text).unwrap();
            assert!(
                !has_ident(file.to_token_stream(), "canary"),
                "{name}: {text}"
            );
            // The same items, in the same order: nothing was added and nothing swallowed.
            let expected = syn::parse_file(&harmless[name]).unwrap();
            assert_eq!(kinds(&file), kinds(&expected), "{name}: {text}");
        }
        public_api(&wrecked(text));
    }
}

fn has_ident(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => has_ident(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn kinds(file: &syn::File) -> Vec<std::mem::Discriminant<syn::Item>> {
    file.items.iter().map(std::mem::discriminant).collect()
}
