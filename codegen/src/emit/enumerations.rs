//! Enumerations of texts: the enum and `enumeration!`, which brings `as_str`, `FromStr` and `Display`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::{attributes, docs, ident, ty};
use crate::ir::{Enumeration, EnumerationBase, TypeItem, WhiteSpace};

/// The enum.
pub(super) fn emit_enum(ctx: &Ctx<'_>, item: &TypeItem, it: &Enumeration) -> TokenStream {
    let derives = [
        "Clone",
        "Copy",
        "Debug",
        "Eq",
        "Hash",
        "Ord",
        "PartialEq",
        "PartialOrd",
    ];
    let own: Vec<&str> = match it.other_ident {
        Some(_) => derives.into_iter().filter(|it| *it != "Copy").collect(),
        None => derives.into(),
    };
    let attributes = attributes::emit_of_type(ctx, item, &own);
    let ident = ident::ident(&item.ident);
    let variants = it.variants.iter().enumerate().map(|(position, variant)| {
        let lines = match docs::is_spelling(&variant.ident, &variant.literal) {
            true => variant.docs.clone(),
            false => {
                let line = format!("XML: {}.", docs::code(&variant.literal));
                docs::with_line(&variant.docs, line)
            }
        };
        let docs = docs::emit_docs(&lines);
        let ident = ident::ident(&variant.ident);
        let attributes = attributes::emit_of_member(item, position);
        quote!(#docs #attributes #ident)
    });
    let other = it.other_ident.as_ref().map(|other| {
        let docs = docs::emit_docs(&["A value that the schema does not list.".to_owned()]);
        let attributes = attributes::emit_of_member(item, it.variants.len());
        let other = ident::ident(other);
        let string = ty::emit_string(ctx);
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

/// `enumeration!`.
pub(super) fn emit_codec(ctx: &Ctx<'_>, item: &TypeItem, it: &Enumeration) -> TokenStream {
    let path = ctx.typed_path(item);
    let other = match &it.other_ident {
        Some(other) => {
            let other = ident::ident(other);
            quote!(other #other)
        }
        None => quote!(closed),
    };
    let variants = it.variants.iter().map(|variant| {
        let ident = ident::ident(&variant.ident);
        let literal = Literal::string(&variant.literal);
        quote!(#ident = #literal)
    });
    let base = base(it.base).map(|base| quote!(of #base,));
    quote!(rt::enumeration!(#path, #base #other, { #(#variants,)* });)
}

/// The type that texts are compared as; `None` for plain texts.
fn base(base: EnumerationBase) -> Option<TokenStream> {
    let builtin = match base {
        EnumerationBase::Text => return None,
        EnumerationBase::Spaced(WhiteSpace::Collapse) => {
            return Some(quote!(rt::record::enumeration::Token));
        }
        EnumerationBase::Spaced(WhiteSpace::Replace) => {
            return Some(quote!(rt::record::enumeration::Line));
        }
        EnumerationBase::Values(builtin) => builtin,
    };
    let (module, name) = ty::value_module(builtin);
    let name = ident::ident(name);
    Some(match module.map(ident::ident) {
        Some(module) => quote!(rt::#module::#name),
        None => quote!(#name),
    })
}
