//! Families of derived types: the enum and `family!`.

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
        let is_said = docs::is_spelling(&member.ident, &member.wire.local);
        let line = format!("XML: type {}.", docs::code(&member.wire.local));
        let docs = (!is_said).then(|| docs::emit_docs(&[line]));
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

/// `family!`, and `shared!` where all members have something.
pub(super) fn emit_codec(ctx: &Ctx<'_>, item: &TypeItem, it: &Family) -> Vec<TokenStream> {
    let path = ctx.typed_path(item);
    let declared = if it.first_is_declared {
        quote!(declared)
    } else {
        quote!(abstract)
    };
    let other = ident::ident(&it.other_ident);
    let variants = it.members.iter().enumerate().map(|(index, member)| {
        let ident = ident::ident(&member.ident);
        let payload = it.conversions.contains(&index).then(|| {
            let ty = match &member.ty {
                RustType::Boxed(inner) => inner,
                ty => ty,
            };
            let ty = emit_ty(ctx, Side::Outside, ty);
            quote!((#ty))
        });
        let namespace = ctx.namespace(member.wire.namespace);
        let local = Literal::string(&member.wire.local);
        quote!(#ident #payload: (#namespace, #local))
    });
    let family = quote!(rt::family!(#path, #declared, other #other, { #(#variants,)* }););
    [Some(family), emit_shared(ctx, item, it)]
        .into_iter()
        .flatten()
        .collect()
}

fn emit_shared(ctx: &Ctx<'_>, item: &TypeItem, it: &Family) -> Option<TokenStream> {
    if it.shared.is_empty() {
        return None;
    }
    let path = ctx.typed_path(item);
    let variants = it.members.iter().map(|member| ident::ident(&member.ident));
    let fields = it.shared.iter().map(|field| {
        let ident = ident::ident(&field.ident);
        let presence = match field.optional {
            true => quote!(optional),
            false => quote!(plain),
        };
        // What is lent is lent as what it derefs to.
        let ty = match &field.ty {
            RustType::Builtin(Builtin::String) => quote!(str),
            RustType::Vec(item) => {
                let item = emit_ty(ctx, Side::Outside, item);
                quote!([#item])
            }
            ty => emit_ty(ctx, Side::Outside, ty),
        };
        quote!(#presence #ident: #ty)
    });
    Some(quote!(rt::shared!(#path, [#(#variants)*], { #(#fields,)* });))
}
