//! Documents: which global elements the types stand for.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::tables::{File, emit_entry};
use crate::ir::Root;

/// `document!` for each type of a global element.
pub(super) fn emit_documents(ctx: &Ctx<'_>) -> Vec<TokenStream> {
    let emit = |root: &Root| {
        let ty = ctx.typed_path(ctx.type_item(root.ty));
        let entries = root.entries.iter();
        let entries = entries.map(|entry| emit_entry(ctx, File::Codec, entry));
        quote!(rt::document!(#ty, [#(#entries),*]);)
    };
    ctx.api.roots.iter().map(emit).collect()
}
