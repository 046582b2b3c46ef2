//! From the IR to tokens: the files of one generated module.
//!
//! In: an [`Api`] and one of its files. Out: an [`EmittedFile`], a list of items as tokens.
//! Infallible; never names, sorts or decides. Whatever comes from a document is an identifier or a literal.
//! Does not know how tokens become text (`format`) nor where files go (`output`).

mod attributes;
mod choices;
mod clients;
mod demands;
mod docs;
mod documents;
mod enumerations;
mod example;
mod families;
pub(crate) mod ident;
mod module;
pub(crate) mod needs;
mod operations;
mod path;
pub mod public_api;
mod server;
mod structs;
mod tables;
mod ty;
mod unions;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, File, TypeKind};
use crate::settings::Settings;
use path::Ctx;

pub use module::{RootModule, emit_root};
pub use public_api::public_api;
pub(crate) use ty::display;
pub use ty::type_text;

/// One file of a generated module.
#[derive(Clone, Debug)]
pub struct EmittedFile {
    /// The file's path in the module's folder, with `/`.
    pub name: String,
    /// The file's own documentation: `#![doc]` attributes.
    pub docs: TokenStream,
    /// The items, in order.
    pub items: Vec<TokenStream>,
}

/// Emits `file`, one of [`Api::files`]. Of `settings` it reads two paths: of the runtime, and of the module for its users.
///
/// Where types stand in modules, `types` and `codec` are folders: `types/mod.rs` with the modules and what stands in
/// none, `types/orders.rs` with a module, and the same for tables.
pub fn emit_file(api: &Api, settings: &Settings, file: File) -> EmittedFile {
    let ctx = |scope| Ctx::new(api, settings, scope);
    match file {
        File::Root => module::emit_module(&ctx(None)),
        File::Types(scope) => emit_types(&ctx(scope)),
        File::Codec(scope) => emit_codec(&ctx(scope)),
        File::Operations => operations::emit_operations(&ctx(None)),
        File::Client => clients::emit_clients(&ctx(None)),
        File::Server => server::emit_servers(&ctx(None)),
    }
}

/// `types.rs`, `types/mod.rs` or `types/orders.rs`.
fn file_name(ctx: &Ctx<'_>, stem: &str) -> String {
    match ctx.scope {
        None if ctx.api.modules.is_empty() => format!("{stem}.rs"),
        None => format!("{stem}/mod.rs"),
        Some(it) => format!("{stem}/{}.rs", ctx.api.modules[it].ident),
    }
}

/// What the file of a scope is about: `line`, and the namespaces.
fn file_docs(ctx: &Ctx<'_>, line: &str) -> TokenStream {
    let mut lines = vec![line.to_owned()];
    if let Some(it) = ctx.scope {
        let uris = ctx.api.modules[it].uris.iter();
        let uris: Vec<String> = uris.map(|it| docs::code(it)).collect();
        let word = if uris.len() == 1 {
            "namespace"
        } else {
            "namespaces"
        };
        lines = vec![format!(
            "{} of {word} {}.",
            line.trim_end_matches('.'),
            uris.join(", ")
        )];
    }
    docs::emit_file_docs(&lines)
}

fn emit_types(ctx: &Ctx<'_>) -> EmittedFile {
    let mut items: Vec<TokenStream> = Vec::new();
    if ctx.scope.is_none() {
        for it in 0..ctx.api.modules.len() {
            let ident = ctx.module_ident(it);
            items.push(quote!(pub mod #ident;));
        }
    }
    items.extend(ty::emit_imports(ctx));
    for item in ctx.items() {
        let of_item = match &item.kind {
            TypeKind::Struct(it) => structs::emit_struct(ctx, item, it),
            TypeKind::Enumeration(it) => vec![enumerations::emit_enum(ctx, item, it)],
            TypeKind::Choice(it) => vec![choices::emit_enum(ctx, item, it)],
            TypeKind::Family(it) => vec![families::emit_enum(ctx, item, it)],
            TypeKind::Union(it) => vec![unions::emit_enum(ctx, item, it)],
            TypeKind::Alias(it) => {
                let attributes = attributes::emit_bare(ctx, item);
                let ident = ident::ident(&item.ident);
                let ty = ty::emit_ty(ctx, ty::Side::Types, it);
                vec![quote!(#attributes pub type #ident = #ty;)]
            }
        };
        items.extend(attributes::behind(&item.features, of_item));
    }
    let line = match ctx.scope {
        Some(_) => "The types.",
        None if ctx.api.is_schemas_only() => "The types of the schemas.",
        None => "The types of this service's messages.",
    };
    EmittedFile {
        name: file_name(ctx, "types"),
        docs: file_docs(ctx, line),
        items,
    }
}

/// The tables of the scope.
fn emit_codec(ctx: &Ctx<'_>) -> EmittedFile {
    let mut tables = match ctx.scope {
        Some(_) => Vec::new(),
        None => tables::emit_facets(ctx),
    };
    for item in ctx.items() {
        let codec = match &item.kind {
            TypeKind::Struct(it) => vec![structs::emit_codec(ctx, item, it)],
            TypeKind::Enumeration(it) => vec![enumerations::emit_codec(ctx, item, it)],
            TypeKind::Choice(it) => vec![choices::emit_codec(ctx, item, it)],
            TypeKind::Family(it) => families::emit_codec(ctx, item, it),
            TypeKind::Union(it) => vec![unions::emit_codec(ctx, item, it)],
            TypeKind::Alias(_) => continue,
        };
        tables.extend(attributes::behind(&item.features, codec));
    }
    if ctx.scope.is_none() {
        tables.extend(documents::emit_documents(ctx));
    }
    let mut items = Vec::new();
    if ctx.scope.is_none() {
        for file in ctx.api.files() {
            if let File::Codec(Some(module)) = file {
                let ident = ctx.module_ident(module);
                items.push(quote!(mod #ident;));
            }
        }
    }
    if !tables.is_empty() {
        items.extend(path::emit_imports(ctx, File::Codec(ctx.scope)));
        items.extend(tables);
    }
    let line = match ctx.scope {
        Some(_) => "The tables of the types.",
        None => "How each type stands in XML: one line for each member.",
    };
    EmittedFile {
        name: file_name(ctx, "codec"),
        docs: file_docs(ctx, line),
        items,
    }
}
