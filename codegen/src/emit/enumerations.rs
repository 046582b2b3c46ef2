//! Enumerations of texts: the enum and `enumeration!`, which brings `as_str`, `FromStr` and `Display`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::{attributes, docs, ident, ty};
use crate::ir::{Enumeration, EnumerationBase, TypeItem, WhiteSpace};

/// The enum.
pub(super) fn emit_enum(ctx: &Ctx<'_>, item: &TypeItem, it: &Enumeration) -> TokenStream {
    let attributes =
        attributes::emit_of_type(ctx, item, &["Clone", "Debug", "Eq", "Hash", "PartialEq"]);
    let ident = ident::ident(&item.ident);
    let variants = it.variants.iter().enumerate().map(|(position, variant)| {
        let line = format!("XML: {}.", docs::code(&variant.literal));
        let docs = docs::emit_docs(&docs::with_line(&variant.docs, line));
        let ident = ident::ident(&variant.ident);
        let attributes = attributes::emit_of_member(item, position);
        quote!(#docs #attributes #ident)
    });
    let other = ident::ident(&it.other_ident);
    let other_docs = docs::emit_docs(&["A value that the schema does not list.".to_owned()]);
    let other_attributes = attributes::emit_of_member(item, it.variants.len());
    let string = ty::emit_string(ctx);
    quote! {
        #attributes
        pub enum #ident {
            #(#variants,)*
            #other_docs
            #other_attributes
            #other(#string),
        }
    }
}

/// `enumeration!`.
pub(super) fn emit_codec(ctx: &Ctx<'_>, item: &TypeItem, it: &Enumeration) -> TokenStream {
    let path = ctx.typed_path(item);
    let other = ident::ident(&it.other_ident);
    let variants = it.variants.iter().map(|variant| {
        let ident = ident::ident(&variant.ident);
        let literal = Literal::string(&variant.literal);
        quote!(#ident = #literal)
    });
    let base = base(it.base).map(|base| quote!(of #base,));
    quote!(rt::enumeration!(#path, #base other #other, { #(#variants,)* });)
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
