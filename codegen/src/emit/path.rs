//! Paths: what generated code refers to, and which of it must be imported.
//!
//! In: what a file names, by the IR. Out: `use` items for it.
//! All paths into the runtime start here or at `#rt` in a template.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::emit::ident;
use crate::ir::{Api, File, ModuleId, NamespaceId, TypeId, TypeItem};
use crate::settings::{RustPath, Settings};

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
        let has_main = api.namespaces.iter().any(|it| it.ident == MAIN);
        Self {
            api,
            runtime: emit_path(runtime.unwrap_or("::soap_runtime")),
            crate_path: settings.crate_path.as_ref().map(RustPath::as_str),
            scope,
            type_idents: types.map(|it| it.ident.as_str()).collect(),
            main: api.main_namespace(scope).filter(|_| !has_main),
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

/// A path that settings gave.
pub(super) fn emit_path(text: &str) -> TokenStream {
    let path: syn::Path =
        syn::parse_str(text).expect("paths in settings were parsed when they were read");
    quote!(#path)
}

/// The imports of `file`, which is none of types.
pub(super) fn emit_imports(ctx: &Ctx<'_>, file: File) -> Vec<TokenStream> {
    let uses = ctx.api.uses(file);
    let rt = &ctx.runtime;
    let is_codec = matches!(file, File::Codec(_));
    let runtime = (uses.types || !is_codec).then(|| emit_runtime_import(ctx));
    let facets = [(uses.facets, "Facets"), (uses.white_space, "WhiteSpace")];
    let siblings = [
        (uses.codec, "codec"),
        (uses.operations, "operations"),
        (uses.types, "types"),
    ];
    let used = |names: &[(bool, &str)]| {
        let names = names.iter().filter(|(is_used, _)| *is_used);
        let names = names.map(|(_, name)| ident::ident(name).into_token_stream());
        names.collect::<Vec<_>>()
    };
    let namespaces = uses.namespaces.iter().map(|id| {
        let ident = ident::ident(&ctx.api.namespaces[*id].ident);
        match Some(*id) == ctx.main {
            true => {
                let main = ident::ident(MAIN);
                quote!(#ident as #main)
            }
            false => quote!(#ident),
        }
    });
    let outer: Vec<TokenStream> = namespaces.chain(used(&siblings)).collect();
    // From a folder of modules it is one step further out.
    let root = match ctx.scope {
        Some(_) => quote!(super::super),
        None => quote!(super),
    };
    let imports = [
        runtime,
        emit_use(quote!(#rt::value::facets), &used(&facets)),
        emit_use(root, &outer),
    ];
    let imports = imports.into_iter().flatten();
    imports.map(|it| emit_import(ctx, it)).collect()
}

/// `import`, where what it names may be used only behind a feature: it is then allowed to be idle without one.
pub(super) fn emit_import(ctx: &Ctx<'_>, import: TokenStream) -> TokenStream {
    let features = ctx.api.features();
    if features.is_empty() {
        return import;
    }
    let features = features.iter().map(|it| Literal::string(it));
    quote! {
        #[cfg_attr(not(all(#(feature = #features),*)), allow(unused_imports, reason = "used behind features"))]
        #import
    }
}

/// `use ::soap_runtime as rt;`, by which files name the runtime: no generated name is `rt`.
pub(super) fn emit_runtime_import(ctx: &Ctx<'_>) -> TokenStream {
    let rt = &ctx.runtime;
    quote!(use #rt as rt;)
}

/// `use root::{…};` for `names`.
pub(super) fn emit_use(root: TokenStream, names: &[impl ToTokens]) -> Option<TokenStream> {
    match names {
        [] => None,
        [name] => Some(quote!(use #root::#name;)),
        names => Some(quote!(use #root::{#(#names),*};)),
    }
}
