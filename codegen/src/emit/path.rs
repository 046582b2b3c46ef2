//! Paths: what generated code refers to, and which of it must be imported.
//!
//! In: emitted tokens. Out: `use` items for exactly what they name.
//! All paths into the runtime start here or at `#rt` in a template.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

use crate::emit::{EmitOptions, attributes, ident};
use crate::ir::{Api, ModuleId, NamespaceId, TypeId, TypeItem};

/// What `record::shape` of the runtime offers to tables.
const SHAPE: &[&str] = &[
    "Shape",
    "UNBOUNDED",
    "Wildcard",
    "any",
    "any_attributes",
    "attachment",
    "attribute",
    "choice",
    "group",
    "mixed",
    "optional",
    "repeated",
    "required",
    "required_attribute",
    "text",
    "wrapper",
];

/// What `record::family` of the runtime offers to tables.
const FAMILY: &[&str] = &["TypeName"];

/// What `value::facets` of the runtime offers to tables.
const FACETS: &[&str] = &["Facets", "WhiteSpace"];

/// What every emitter reads.
pub(super) struct Ctx<'a> {
    /// The API.
    pub(super) api: &'a Api,
    /// The options.
    pub(super) options: &'a EmitOptions,
    /// The module of types whose files are emitted; `None` for all other files.
    pub(super) scope: ModuleId,
    /// The names of all generated types of the scope.
    type_idents: BTreeSet<&'a str>,
}

impl<'a> Ctx<'a> {
    pub(super) fn new(api: &'a Api, options: &'a EmitOptions) -> Self {
        Self::of_scope(api, options, None)
    }

    /// For the files of the module `scope`.
    pub(super) fn of_scope(api: &'a Api, options: &'a EmitOptions, scope: ModuleId) -> Self {
        let types = api.types.iter().filter(|it| it.module == scope);
        Self {
            api,
            options,
            scope,
            type_idents: types.map(|it| it.ident.as_str()).collect(),
        }
    }

    /// The types of the scope, in output order.
    pub(super) fn items(&self) -> impl Iterator<Item = &'a TypeItem> {
        let scope = self.scope;
        self.api.types.iter().filter(move |it| it.module == scope)
    }

    /// The name of a module of types.
    pub(super) fn module_ident(&self, module: usize) -> Ident {
        ident::ident(&self.api.modules[module].ident)
    }

    /// `item`, seen from the file of tables of its module.
    pub(super) fn typed_path(&self, item: &TypeItem) -> TokenStream {
        let ident = ident::ident(&item.ident);
        match self.scope {
            Some(it) => {
                let module = self.module_ident(it);
                quote!(#module::#ident)
            }
            None => quote!(types::#ident),
        }
    }

    /// All cargo features that switch parts of the module on, sorted.
    pub(super) fn features(&self) -> BTreeSet<&'a str> {
        let operations = self.api.clients.iter().flat_map(|it| &it.operations);
        operations
            .flat_map(|it| it.features.iter().map(String::as_str))
            .collect()
    }

    /// Whether a generated type has this name, and so hides what the prelude or an import calls so.
    pub(super) fn hides(&self, name: &str) -> bool {
        self.type_idents.contains(name)
    }

    /// The type `id`.
    pub(super) fn type_item(&self, id: TypeId) -> &'a TypeItem {
        &self.api.types[id.0]
    }

    /// The constant of a namespace, or the empty text for none.
    pub(super) fn namespace(&self, id: NamespaceId) -> TokenStream {
        match id {
            Some(id) => {
                let ident = ident::ident(&self.api.namespaces[id].ident);
                quote!(#ident)
            }
            None => quote!(""),
        }
    }
}

/// A path that settings gave.
pub(super) fn emit_path(text: &str) -> TokenStream {
    let path: syn::Path =
        syn::parse_str(text).expect("paths in settings were parsed when they were read");
    quote!(#path)
}

/// All identifiers in `items`.
pub(super) fn idents(items: &[TokenStream]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut pending: Vec<TokenStream> = items.to_vec();
    while let Some(stream) = pending.pop() {
        for tree in stream {
            match tree {
                TokenTree::Group(it) => pending.push(it.stream()),
                TokenTree::Ident(it) => {
                    found.insert(it.to_string());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    found
}

/// The imports of a file of tables, which are `statics`; `has_types` where it names types.
pub(super) fn emit_codec_imports(
    ctx: &Ctx<'_>,
    has_types: bool,
    statics: &[TokenStream],
) -> Vec<TokenStream> {
    let used = idents(statics);
    let rt = &ctx.options.runtime;
    let mut items = Vec::new();
    items.extend(emit_use(quote!(#rt::record::family), FAMILY, &used));
    items.extend(emit_use(quote!(#rt::record::shape), SHAPE, &used));
    items.extend(emit_use(quote!(#rt::value::facets), FACETS, &used));
    let types = ctx.scope.map_or_else(
        || quote!(types),
        |it| {
            let module = ctx.module_ident(it);
            quote!(types::#module)
        },
    );
    let types = has_types.then_some(types);
    items.push(emit_super_use(ctx, types.into_iter().collect(), &used));
    idle(ctx, items)
}

/// The imports of `operations.rs`, whose entries are `entries`.
pub(super) fn emit_operation_imports(ctx: &Ctx<'_>, entries: &[TokenStream]) -> Vec<TokenStream> {
    let used = idents(entries);
    let rt = &ctx.options.runtime;
    let mut siblings = Vec::new();
    if used.contains("codec") {
        siblings.push(quote!(codec));
    }
    if !ctx.api.types.is_empty() {
        siblings.push(quote!(types));
    }
    let mut items = Vec::new();
    items.extend(emit_use(quote!(#rt::record::shape), SHAPE, &used));
    items.push(emit_super_use(ctx, siblings, &used));
    idle(ctx, items)
}

fn idle(ctx: &Ctx<'_>, imports: Vec<TokenStream>) -> Vec<TokenStream> {
    let imports = imports.into_iter();
    imports.map(|it| attributes::emit_import(ctx, it)).collect()
}

/// `use root::{…};` for those of `offered` that are `used`.
fn emit_use(root: TokenStream, offered: &[&str], used: &BTreeSet<String>) -> Option<TokenStream> {
    let names: Vec<_> = offered
        .iter()
        .filter(|it| used.contains(**it))
        .map(|it| ident::ident(it))
        .collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #root::#name;)),
        names => Some(quote!(use #root::{#(#names),*};)),
    }
}

/// `use super::{NS, types};`, from a folder of modules one step further out.
fn emit_super_use(
    ctx: &Ctx<'_>,
    siblings: Vec<TokenStream>,
    used: &BTreeSet<String>,
) -> TokenStream {
    let namespaces = ctx
        .api
        .namespaces
        .iter()
        .filter(|it| used.contains(&it.ident))
        .map(|it| ident::ident(&it.ident).to_token_stream());
    let names: Vec<_> = namespaces.chain(siblings).collect();
    let outer = match ctx.scope {
        Some(_) => quote!(super::super),
        None => quote!(super),
    };
    match names.as_slice() {
        [] => TokenStream::new(),
        [name] => quote!(use #outer::#name;),
        names => quote!(use #outer::{#(#names),*};),
    }
}
