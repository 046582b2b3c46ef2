//! Choices and substitution groups: the enum, the table and `choice!`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::ty::{Side, emit_ty};
use crate::emit::{attributes, docs, ident, tables};
use crate::ir::{Choice, TypeItem};

/// The enum. Exhaustive: a new alternative is something that a caller wants to hear of.
pub(super) fn emit_enum(ctx: &Ctx<'_>, item: &TypeItem, it: &Choice) -> TokenStream {
    let attributes = attributes::emit_of_type(ctx, item, &["Clone", "Debug", "PartialEq"]);
    let ident = ident::ident(&item.ident);
    let variants = it
        .alternatives
        .iter()
        .enumerate()
        .map(|(position, alternative)| {
            let docs = docs::of_entry(ctx.api, &alternative.docs, &alternative.entry);
            let docs = docs::emit_docs(&docs);
            let ident = ident::ident(&alternative.ident);
            let ty = emit_ty(ctx, Side::Types, &alternative.ty);
            let attributes = attributes::emit_of_member(item, position);
            quote!(#docs #attributes #ident(#ty))
        });
    quote! {
        #attributes
        pub enum #ident {
            #(#variants,)*
        }
    }
}

/// The table and `choice!`.
pub(super) fn emit_codec(
    ctx: &Ctx<'_>,
    item: &TypeItem,
    it: &Choice,
    exported: &tables::Exported,
) -> (Option<TokenStream>, TokenStream) {
    let rt = &ctx.options.runtime;
    let path = ctx.typed_path(item);
    let table = ident::ident(&item.table_ident);
    let blank = Literal::usize_unsuffixed(it.blank);
    let entries: Vec<_> = it.alternatives.iter().map(|it| &it.entry).collect();
    let variants = it
        .alternatives
        .iter()
        .enumerate()
        .map(|(index, alternative)| {
            let index = Literal::usize_unsuffixed(index);
            let ident = ident::ident(&alternative.ident);
            quote!(#index #ident)
        });
    (
        Some(tables::emit_shape(ctx, item, &entries, exported)),
        quote!(#rt::choice!(#path, #table, blank #blank, #(#variants)*);),
    )
}
