//! Families of derived types: the enum, the list of type names and `family!`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::ty::{Side, emit_ty};
use crate::emit::{attributes, docs, ident};
use crate::ir::{Builtin, Family, RustType, TypeItem};

/// The enum.
pub(super) fn emit_enum(ctx: &Ctx<'_>, item: &TypeItem, it: &Family) -> TokenStream {
    let attributes = attributes::emit_of_type(ctx, item, &["Clone", "Debug", "PartialEq"]);
    let ident = ident::ident(&item.ident);
    let variants = it.members.iter().enumerate().map(|(position, member)| {
        let docs = docs::emit_docs(&[format!("XML: type {}.", docs::code(&member.wire.local))]);
        let ident = ident::ident(&member.ident);
        let ty = emit_ty(ctx, Side::Types, &member.ty);
        let attributes = attributes::emit_of_member(item, position);
        quote!(#docs #attributes #ident(#ty))
    });
    let other_attributes = attributes::emit_of_member(item, it.members.len());
    let other = ident::ident(&it.other_ident);
    let other_docs = docs::emit_docs(&[
        "A type that the schema does not declare, as it stands in the document.".to_owned(),
    ]);
    let any = emit_ty(ctx, Side::Types, &RustType::Builtin(Builtin::AnyType));
    quote! {
        #attributes
        pub enum #ident {
            #(#variants,)*
            #other_docs
            #other_attributes
            #other(#any),
        }
    }
}

/// The list of type names and `family!`.
pub(super) fn emit_codec(
    ctx: &Ctx<'_>,
    item: &TypeItem,
    it: &Family,
) -> (Option<TokenStream>, TokenStream) {
    let rt = &ctx.options.runtime;
    let path = ctx.typed_path(item);
    let table = ident::ident(&item.table_ident);
    let count = Literal::usize_unsuffixed(it.members.len());
    let names = it.members.iter().map(|member| {
        let namespace = ctx.namespace(member.wire.namespace);
        let local = Literal::string(&member.wire.local);
        quote!(TypeName::new(#namespace, #local))
    });
    let declared = if it.first_is_declared {
        quote!(declared)
    } else {
        quote!(abstract)
    };
    let other = ident::ident(&it.other_ident);
    let variants = it.members.iter().enumerate().map(|(index, member)| {
        let index = Literal::usize_unsuffixed(index);
        let ident = ident::ident(&member.ident);
        quote!(#index #ident)
    });
    (
        Some(quote!(static #table: [TypeName; #count] = [#(#names),*];)),
        quote!(#rt::family!(#path, #table, #declared, #other, #(#variants)*);),
    )
}
