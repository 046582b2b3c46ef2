//! Modules: `mod.rs` of one API, and the file that lists the modules of several.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::{EmittedFile, docs, ident};
use crate::ir::File;

/// One module in the list of modules.
#[derive(Clone, Debug)]
pub struct RootModule {
    /// The module's Rust name.
    pub ident: String,
    /// The cargo feature that switches it on.
    pub feature: Option<String>,
}

/// `mod.rs` of the folder that holds the modules.
pub fn emit_root(modules: &[RootModule]) -> EmittedFile {
    let items = modules.iter().map(|it| {
        let ident = ident::ident(&it.ident);
        let feature = it.feature.as_ref().map(|it| {
            let it = Literal::string(it);
            quote!(#[cfg(feature = #it)])
        });
        quote!(#feature pub mod #ident;)
    });
    EmittedFile {
        name: "mod.rs".to_owned(),
        docs: docs::emit_file_docs(&[
            "The generated clients, one module for each service.".to_owned()
        ]),
        items: items.collect(),
    }
}

/// `mod.rs` of one API.
pub(super) fn emit_module(ctx: &Ctx<'_>) -> EmittedFile {
    let files = ctx.api.files();
    let mods = [
        (
            File::Client,
            quote!(
                mod client;
            ),
        ),
        (
            File::Codec(None),
            quote!(
                mod codec;
            ),
        ),
        (
            File::Operations,
            quote!(
                pub mod operations;
            ),
        ),
        (
            File::Server,
            quote!(
                pub mod server;
            ),
        ),
        (
            File::Types(None),
            quote!(
                #[allow(missing_docs, reason = "a name may say all there is")]
                mod types;
            ),
        ),
    ];
    let mods = mods.into_iter().filter(|(file, _)| files.contains(file));
    // What is in the files is set by `format`, not by the user's rustfmt.
    let mut items: Vec<TokenStream> = mods
        .map(|(_, item)| quote!(#[rustfmt::skip] #item))
        .collect();
    let reexports = [
        (
            File::Client,
            quote!(
                pub use self::client::*;
            ),
        ),
        (
            File::Types(None),
            quote!(
                pub use self::types::*;
            ),
        ),
    ];
    let reexports = reexports
        .into_iter()
        .filter(|(file, _)| files.contains(file));
    items.extend(reexports.map(|(_, item)| item));
    if !ctx.api.roots.is_empty() {
        let rt = &ctx.runtime;
        // A type of that name goes before; the methods are there all the same.
        let name = ctx.hides("Document").then(|| quote!(as _));
        items.push(quote!(pub use #rt::Document #name;));
    }
    for namespace in &ctx.api.namespaces {
        let docs = docs::emit_docs(&[format!("The namespace {}.", docs::code(&namespace.uri))]);
        let ident = ident::ident(&namespace.ident);
        let uri = Literal::string(&namespace.uri);
        items.push(quote!(#docs pub const #ident: &str = #uri;));
    }
    let mut lines = ctx.api.docs.clone();
    if lines.is_empty() {
        let services: Vec<String> = ctx
            .api
            .clients
            .iter()
            .map(|it| docs::code(&it.service))
            .collect();
        lines.push(match services.as_slice() {
            [] if ctx.api.is_schemas_only() => {
                let namespaces = ctx.api.namespaces.iter();
                let uris: Vec<String> = namespaces.map(|it| docs::code(&it.uri)).collect();
                format!("Types of the schemas {}.", uris.join(", "))
            }
            [] => "A generated module.".to_owned(),
            services => format!("Clients of {}.", services.join(" and ")),
        });
    }
    EmittedFile {
        name: "mod.rs".to_owned(),
        docs: docs::emit_file_docs(&lines),
        items,
    }
}
