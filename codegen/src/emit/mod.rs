//! From the IR to tokens: the files of one generated module.
//!
//! In: an [`Api`] and [`EmitOptions`]. Out: [`EmittedFile`]s, each a list of items as tokens.
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

use crate::ir::{Api, TypeKind};
use path::Ctx;

pub use module::{RootModule, emit_root};
pub use public_api::public_api;
pub(crate) use ty::display;
pub use ty::type_text;

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
    /// The file's path in the module's folder, with `/`.
    pub name: String,
    /// The file's own documentation: `#![doc]` attributes.
    pub docs: TokenStream,
    /// The items, in order.
    pub items: Vec<TokenStream>,
}

/// Emits the module of `api`: `mod.rs`, `types.rs`, `codec.rs`, `operations.rs`, `client.rs`, `server.rs`.
/// A file that would hold nothing is left out.
///
/// Where types stand in modules, `types` and `codec` are folders: `types/mod.rs` with the modules and what stands in
/// none, `types/orders.rs` with a module, and the same for tables.
pub fn emit(api: &Api, options: &EmitOptions) -> Vec<EmittedFile> {
    let ctx = Ctx::new(api, options);
    let scopes: Vec<Ctx<'_>> = (0..api.modules.len())
        .map(|it| Ctx::of_scope(api, options, Some(it)))
        .collect();
    let mut files: Vec<EmittedFile> = vec![emit_types(&ctx)];
    files.extend(scopes.iter().map(emit_types));
    let tables = scopes.iter().map(|it| emit_codec(it, &[]));
    let tables: Vec<EmittedFile> = tables.filter(|it| !it.items.is_empty()).collect();
    files.push(emit_codec(&ctx, &tables));
    files.extend(tables);
    files.push(operations::emit_operations(&ctx));
    files.push(clients::emit_clients(&ctx));
    files.push(server::emit_servers(&ctx));
    files.retain(|it| !it.items.is_empty());
    files.insert(0, module::emit_module(&ctx, &files));
    files
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
                let attributes = attributes::emit_bare(item);
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

/// The tables of the scope; `inner` are the files of those that lie in its folder.
fn emit_codec(ctx: &Ctx<'_>, inner: &[EmittedFile]) -> EmittedFile {
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
    for (module, it) in ctx.api.modules.iter().enumerate() {
        let name = format!("codec/{}.rs", it.ident);
        if inner.iter().any(|it| it.name == name) {
            let ident = ctx.module_ident(module);
            items.push(quote!(mod #ident;));
        }
    }
    if !tables.is_empty() {
        items.extend(path::emit_codec_imports(ctx, &tables));
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
