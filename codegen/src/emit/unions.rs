//! Unions of simple types: the enum and `union!`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::ty::{Side, display, emit_ty};
use crate::emit::{attributes, docs, ident, tables, ty};
use crate::ir::{TypeItem, Union};

/// The enum.
pub(super) fn emit_enum(ctx: &Ctx<'_>, item: &TypeItem, it: &Union) -> TokenStream {
    let attributes = attributes::emit_of_type(ctx, item, &["Clone", "Debug", "PartialEq"]);
    let ident = ident::ident(&item.ident);
    let variants = it.members.iter().enumerate().map(|(position, member)| {
        let name = docs::code(&display(&|it| ctx.api.path(it), &member.ty));
        let docs = docs::emit_docs(&[format!("The text, read as {name}.")]);
        let ident = ident::ident(&member.ident);
        let ty = emit_ty(ctx, Side::Types, &member.ty);
        let attributes = attributes::emit_of_member(item, position);
        quote!(#docs #attributes #ident(#ty))
    });
    let other = it.other_ident.as_ref().map(|other| {
        let docs = docs::emit_docs(&["A text that no member takes.".to_owned()]);
        let other = ident::ident(other);
        let string = ty::emit_string(ctx);
        let attributes = attributes::emit_of_member(item, it.members.len());
        quote!(#docs #attributes #other(#string),)
    });
    quote! {
        #attributes
        pub enum #ident {
            #(#variants,)*
            #other
        }
    }
}

/// `union!`.
pub(super) fn emit_codec(ctx: &Ctx<'_>, item: &TypeItem, it: &Union) -> TokenStream {
    let path = ctx.typed_path(item);
    let other = match &it.other_ident {
        Some(it) => {
            let ident = ident::ident(it);
            quote!(#ident)
        }
        None => quote!(_),
    };
    let members = it.members.iter().map(|it| {
        let ident = ident::ident(&it.ident);
        let facets = it.facets.map(|it| {
            let table = tables::emit_facets_path(ctx, it);
            quote!(in #table)
        });
        quote!(#ident #facets)
    });
    quote!(rt::union!(#path, other #other, { #(#members,)* });)
}
