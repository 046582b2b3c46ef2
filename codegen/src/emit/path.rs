//! Paths: what generated code refers to, and which of it must be imported.
//!
//! In: emitted tokens. Out: `use` items for exactly what they name.
//! All paths into the runtime start here or at `#rt` in a template.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Spacing, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

use crate::emit::ident;
use crate::ir::{Api, EntryKind, ModuleId, NamespaceId, TypeId, TypeItem};
use crate::settings::{RustPath, Settings};

/// What `value::facets` of the runtime offers to tables.
const FACETS: &[&str] = &["Facets", "WhiteSpace"];

/// What every emitter reads.
pub(super) struct Ctx<'a> {
    /// The API.
    pub(super) api: &'a Api,
    /// The path of the runtime; `::soap_runtime` where settings say no other.
    pub(super) runtime: TokenStream,
    /// The path of the module for its users, where it is known.
    pub(super) crate_path: Option<&'a str>,
    /// The module of types whose files are emitted; `None` for all other files.
    pub(super) scope: ModuleId,
    /// The names of all generated types of the scope.
    type_idents: BTreeSet<&'a str>,
    /// The namespace that tables name most, which they call [`MAIN`].
    main: NamespaceId,
}

impl<'a> Ctx<'a> {
    /// For the files of the module `scope`.
    pub(super) fn new(api: &'a Api, settings: &'a Settings, scope: ModuleId) -> Self {
        let types = api.types.iter().filter(|it| it.module == scope);
        let runtime = settings.runtime.as_ref().map(RustPath::as_str);
        Self {
            api,
            runtime: emit_path(runtime.unwrap_or("::soap_runtime")),
            crate_path: settings.crate_path.as_ref().map(RustPath::as_str),
            scope,
            type_idents: types.map(|it| it.ident.as_str()).collect(),
            main: main_namespace(api, scope),
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

    /// `item`, seen from any file but those of types.
    pub(super) fn typed_path(&self, item: &TypeItem) -> TokenStream {
        let ident = ident::ident(&item.ident);
        match item.module {
            Some(module) => {
                let module = self.module_ident(module);
                quote!(types::#module::#ident)
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

    /// The constant of a namespace as tables name it, or the empty text for none.
    pub(super) fn namespace(&self, id: NamespaceId) -> TokenStream {
        match id {
            Some(_) if id == self.main => {
                let main = ident::ident(MAIN);
                quote!(#main)
            }
            Some(id) => {
                let ident = ident::ident(&self.api.namespaces[id].ident);
                quote!(#ident)
            }
            None => quote!(""),
        }
    }
}

/// What files of tables call the namespace that they name most.
const MAIN: &str = "NS";

/// The namespace that the entries of the scope name most, if its constant has a longer name than [`MAIN`].
fn main_namespace(api: &Api, scope: ModuleId) -> NamespaceId {
    let mut counts = vec![0_usize; api.namespaces.len()];
    let types = api.types.iter().filter(|item| item.module == scope);
    for entry in types.flat_map(|item| item.kind.entries()) {
        if let EntryKind::Element(name) | EntryKind::Wrapper(name, _) | EntryKind::Attribute(name) =
            &entry.kind
            && let Some(id) = name.namespace
        {
            counts[id] += 1;
        }
    }
    let is_taken = api.namespaces.iter().any(|it| it.ident == MAIN);
    let most = counts.iter().copied().max().filter(|_| !is_taken)?;
    counts.iter().position(|count| *count == most)
}

/// A path that settings gave.
pub(super) fn emit_path(text: &str) -> TokenStream {
    let path: syn::Path =
        syn::parse_str(text).expect("paths in settings were parsed when they were read");
    quote!(#path)
}

/// All identifiers in `items`.
pub(super) fn idents(items: &[TokenStream]) -> BTreeSet<String> {
    let words = words(items).into_iter();
    words.filter(|word| word != PATH).collect()
}

/// What the paths in `items` begin with, but those of one identifier.
fn heads(items: &[TokenStream]) -> BTreeSet<String> {
    let words = words(items);
    let triples = words.windows(3);
    triples
        .filter(|it| it[0] != PATH && it[1] != PATH && it[2] == PATH)
        .map(|it| it[1].clone())
        .collect()
}

const PATH: &str = "::";

/// The identifiers and `::` in `items`, in groups; an empty word stands for anything else, and between groups.
fn words(items: &[TokenStream]) -> Vec<String> {
    let mut words = Vec::new();
    let mut pending: Vec<TokenStream> = items.to_vec();
    while let Some(stream) = pending.pop() {
        words.push(String::new());
        let mut is_half = false;
        for tree in stream {
            let word = match tree {
                TokenTree::Group(it) => {
                    pending.push(it.stream());
                    String::new()
                }
                TokenTree::Ident(it) => it.to_string(),
                TokenTree::Punct(it) if it.as_char() == ':' => {
                    let is_second = is_half;
                    is_half = !is_half && it.spacing() == Spacing::Joint;
                    match (is_second, is_half) {
                        (true, _) => PATH.to_owned(),
                        (false, true) => continue,
                        (false, false) => String::new(),
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => String::new(),
            };
            words.push(word);
        }
    }
    words
}

/// The imports of a file of tables, which are `items`.
pub(super) fn emit_codec_imports(ctx: &Ctx<'_>, items: &[TokenStream]) -> Vec<TokenStream> {
    let rt = &ctx.runtime;
    let facets = emit_use(quote!(#rt::value::facets), FACETS, &idents(items));
    emit_imports_with(ctx, facets, items)
}

/// The imports of `operations.rs` or `client.rs`, which holds `items`.
pub(super) fn emit_imports(ctx: &Ctx<'_>, items: &[TokenStream]) -> Vec<TokenStream> {
    emit_imports_with(ctx, None, items)
}

/// `import`, where what it names may be used only behind a feature: it is then allowed to be idle without one.
pub(super) fn emit_import(ctx: &Ctx<'_>, import: TokenStream) -> TokenStream {
    let features = ctx.features();
    if features.is_empty() {
        return import;
    }
    let features = features.iter().map(|it| Literal::string(it));
    quote! {
        #[cfg_attr(not(all(#(feature = #features),*)), allow(unused_imports, reason = "used behind features"))]
        #import
    }
}

fn emit_imports_with(
    ctx: &Ctx<'_>,
    others: Option<TokenStream>,
    items: &[TokenStream],
) -> Vec<TokenStream> {
    let heads = heads(items);
    let runtime = heads.contains("rt").then(|| emit_runtime_import(ctx));
    let siblings = ["codec", "operations", "types"];
    let siblings = siblings.into_iter().filter(|name| heads.contains(*name));
    let siblings = emit_super_use(ctx, siblings, &idents(items));
    let imports = [runtime, others, siblings].into_iter().flatten();
    imports.map(|it| emit_import(ctx, it)).collect()
}

/// `use ::soap_runtime as rt;`, by which files name the runtime: no generated name is `rt`.
pub(super) fn emit_runtime_import(ctx: &Ctx<'_>) -> TokenStream {
    let rt = &ctx.runtime;
    quote!(use #rt as rt;)
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

/// `use super::{NS, types};` for `siblings` and what namespaces are `used`, from a folder of modules one step further out.
fn emit_super_use<'a>(
    ctx: &Ctx<'a>,
    siblings: impl Iterator<Item = &'a str>,
    used: &BTreeSet<String>,
) -> Option<TokenStream> {
    let namespaces = ctx.api.namespaces.iter().enumerate();
    let namespaces = namespaces.filter_map(|(id, namespace)| {
        let ident = ident::ident(&namespace.ident);
        match Some(id) == ctx.main {
            true if !used.contains(MAIN) => None,
            true => {
                let main = ident::ident(MAIN);
                Some(quote!(#ident as #main))
            }
            false => used.contains(&namespace.ident).then(|| quote!(#ident)),
        }
    });
    let siblings = siblings.map(|name| ident::ident(name).into_token_stream());
    let names: Vec<TokenStream> = namespaces.chain(siblings).collect();
    let outer = match ctx.scope {
        Some(_) => quote!(super::super),
        None => quote!(super),
    };
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #outer::#name;)),
        names => Some(quote!(use #outer::{#(#names),*};)),
    }
}
