//! Choices and substitution groups: the enum and `choice!`.

use proc_macro2::TokenStream;
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
            let docs = docs::of_entry(
                ctx.api,
                &alternative.ident,
                &alternative.docs,
                &alternative.entry,
            );
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

/// `choice!`.
pub(super) fn emit_codec(ctx: &Ctx<'_>, item: &TypeItem, it: &Choice) -> TokenStream {
    let path = ctx.typed_path(item);
    let blank = ident::ident(&it.alternatives[it.blank].ident);
    let variants = it.alternatives.iter();
    let variants = variants.map(|variant| (variant.ident.as_str(), &variant.entry));
    let variants = tables::emit_list(ctx, variants);
    quote!(rt::choice!(#path, blank #blank { #(#variants,)* });)
}
