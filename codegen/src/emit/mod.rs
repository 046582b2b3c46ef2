//! From the IR to tokens: the five files of one generated module.
//!
//! In: an [`Api`] and [`EmitOptions`]. Out: [`EmittedFile`]s, each a list of items as tokens.
//! Infallible; never names, sorts or decides. Whatever comes from a document is an identifier or a literal.
//! Does not know how tokens become text (`format`) nor where files go (`output`).

mod attributes;
mod choices;
mod clients;
mod docs;
mod enumerations;
mod example;
mod families;
mod ident;
mod module;
mod operations;
mod path;
pub mod public_api;
mod structs;
mod tables;
mod ty;
mod unions;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, TypeKind};
use path::Ctx;

pub use module::{RootModule, emit_root};
pub use public_api::public_api;

/// What the emitted code refers to besides the API itself.
#[derive(Clone)]
#[non_exhaustive]
pub struct EmitOptions {
    /// The path of the runtime; `::soap_runtime` by default.
    pub runtime: syn::Path,
    /// The path of the module for its users, e.g. `generated_client::technician_console`.
    /// The examples in the documentation are compiled where it is given, and ignored where not.
    pub crate_path: Option<syn::Path>,
    /// Derives on every type besides those it needs, e.g. `::serde::Serialize`.
    pub extra_derives: Vec<syn::Path>,
}

impl Default for EmitOptions {
    /// `::soap_runtime`, ignored examples, no further derives.
    fn default() -> Self {
        Self {
            runtime: syn::parse_quote!(::soap_runtime),
            crate_path: None,
            extra_derives: Vec::new(),
        }
    }
}

/// One file of a generated module.
#[derive(Clone, Debug)]
pub struct EmittedFile {
    /// The file's name in the module's folder.
    pub name: &'static str,
    /// The file's own documentation: `#![doc]` attributes.
    pub docs: TokenStream,
    /// The items, in order.
    pub items: Vec<TokenStream>,
}

/// Emits the module of `api`: `mod.rs`, `types.rs`, `codec.rs`, `operations.rs`, `client.rs`.
/// A file that would hold nothing is left out.
pub fn emit(api: &Api, options: &EmitOptions) -> Vec<EmittedFile> {
    let ctx = Ctx::new(api, options);
    let mut files = vec![
        emit_types(&ctx),
        emit_codec(&ctx),
        operations::emit_operations(&ctx),
        clients::emit_clients(&ctx),
    ];
    files.retain(|it| !it.items.is_empty());
    files.insert(0, module::emit_module(&ctx, &files));
    files
}

fn emit_types(ctx: &Ctx<'_>) -> EmittedFile {
    let mut items = ty::emit_imports(ctx);
    for item in &ctx.api.types {
        let of_item = match &item.kind {
            TypeKind::Struct(it) => structs::emit_struct(ctx, item, it),
            TypeKind::Enumeration(it) => vec![enumerations::emit_enum(ctx, item, it)],
            TypeKind::Choice(it) => vec![choices::emit_enum(ctx, item, it)],
            TypeKind::Family(it) => vec![families::emit_enum(ctx, item, it)],
            TypeKind::Union(it) => vec![unions::emit_enum(ctx, item, it)],
            TypeKind::Alias(it) => {
                let attributes = attributes::emit_bare(item);
                let ident = ident::ident(&item.ident);
                let ty = ty::emit_ty(ctx, ty::Side::Types, it);
                vec![quote!(#attributes pub type #ident = #ty;)]
            }
        };
        items.extend(attributes::behind(&item.features, of_item));
    }
    EmittedFile {
        name: "types.rs",
        docs: docs::emit_file_docs(&["The types of this service's messages.".to_owned()]),
        items,
    }
}

fn emit_codec(ctx: &Ctx<'_>) -> EmittedFile {
    // What the operations name must be visible to them; all else stays private.
    let exported = path::idents(&operations::emit_entries(ctx));
    let facets = tables::emit_facets(ctx, &exported);
    let mut statics = facets.clone();
    let mut tables = Vec::new();
    for item in &ctx.api.types {
        let (table, codec) = match &item.kind {
            TypeKind::Struct(it) => structs::emit_codec(ctx, item, it, &exported),
            TypeKind::Enumeration(it) => (None, enumerations::emit_codec(ctx, item, it)),
            TypeKind::Choice(it) => choices::emit_codec(ctx, item, it, &exported),
            TypeKind::Family(it) => families::emit_codec(ctx, item, it),
            TypeKind::Union(it) => (None, unions::emit_codec(ctx, item, it)),
            TypeKind::Alias(_) => continue,
        };
        statics.extend(table.clone());
        let of_item = table.into_iter().chain([codec]).collect();
        tables.extend(attributes::behind(&item.features, of_item));
    }
    let mut items = Vec::new();
    // Facets alone are for what the operations say of a body that is no record.
    if !statics.is_empty() || !tables.is_empty() {
        let siblings: &[&str] = if tables.is_empty() { &[] } else { &["types"] };
        items.extend(path::emit_codec_imports(ctx, siblings, &statics));
        items.extend(facets);
        items.extend(tables);
    }
    EmittedFile {
        name: "codec.rs",
        docs: docs::emit_file_docs(&[
            "How each type stands in XML: its table, and the macro that ties it to the table."
                .to_owned(),
        ]),
        items,
    }
}
