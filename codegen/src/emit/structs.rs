//! Structs: the type, `new` or a builder, setters, and the table with its accessors.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use crate::emit::path::Ctx;
use crate::emit::ty::{self, Side, emit_name, emit_ty};
use crate::emit::{attributes, docs, ident, tables};
use crate::ir::{Constructor, FixedValue, RustType, Setter, Struct, TypeItem};

/// The struct, its `new` and setters.
pub(super) fn emit_struct(ctx: &Ctx<'_>, item: &TypeItem, it: &Struct) -> Vec<TokenStream> {
    let own: &[&str] = if it.default {
        &["Clone", "Debug", "Default", "PartialEq"]
    } else {
        &["Clone", "Debug", "PartialEq"]
    };
    let attributes = attributes::emit_of_type(ctx, item, own);
    let ident = ident::ident(&item.ident);
    let fields = it.fields.iter().enumerate().map(|(position, field)| {
        let docs = docs::emit_docs(&docs::of_entry(ctx.api, &field.docs, &field.entry));
        let ident = ident::ident(&field.ident);
        let ty = emit_ty(ctx, Side::Types, &field.ty);
        let attributes = attributes::emit_of_member(item, position);
        quote!(#docs #attributes pub #ident: #ty)
    });
    let mut items = vec![quote! {
        #attributes
        pub struct #ident {
            #(#fields,)*
        }
    }];
    if let Some(constructor) = it.constructor.as_ref().filter(|it| it.builder.is_none()) {
        items.extend(emit_new(ctx, item, it, constructor));
    }
    items.extend(emit_setters(ctx, item, it));
    items
}

fn emit_new(
    ctx: &Ctx<'_>,
    item: &TypeItem,
    it: &Struct,
    constructor: &Constructor,
) -> Vec<TokenStream> {
    let ident = ident::ident(&item.ident);
    let parameters = constructor.arguments.iter().map(|index| {
        let field = &it.fields[*index];
        let ident = ident::ident(&field.ident);
        let ty = emit_ty(ctx, Side::Types, &field.ty);
        match it.setters[*index] {
            Setter::Exact => quote!(#ident: #ty),
            _ => quote!(#ident: impl ::core::convert::Into<#ty>),
        }
    });
    let members = it.fields.iter().enumerate().map(|(index, field)| {
        let ident = ident::ident(&field.ident);
        if let Some(value) = emit_fixed(constructor, index) {
            quote!(#ident: #value)
        } else if constructor.arguments.contains(&index) {
            match it.setters[index] {
                Setter::Exact => quote!(#ident),
                _ => quote!(#ident: #ident.into()),
            }
        } else {
            match &field.ty {
                RustType::Option(_) => quote!(#ident: None),
                RustType::Vec(_) => {
                    let vec = emit_name(ctx, Side::Types, ty::VEC.0, ty::VEC.1);
                    quote!(#ident: #vec::new())
                }
                _ => quote!(#ident: ::core::default::Default::default()),
            }
        }
    });
    let docs = docs::emit_docs(&["A value with its required members.".to_owned()]);
    // Whoever can be made of nothing has `Default`.
    let default = (it.has_default() && !it.default).then(|| {
        quote! {
            impl ::core::default::Default for #ident {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let new = quote! {
        impl #ident {
            #docs
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#members),* }
            }
        }
    };
    [Some(new), default].into_iter().flatten().collect()
}

fn emit_fixed(constructor: &Constructor, index: usize) -> Option<TokenStream> {
    let (_, value) = constructor.fixed.iter().find(|it| it.0 == index)?;
    Some(match value {
        FixedValue::Text(text) => quote!(#text.into()),
        FixedValue::Bool(value) => quote!(#value),
        FixedValue::Integer(value) => Literal::i128_unsuffixed(*value).to_token_stream(),
    })
}

/// `setters!`, or `builder!`, which brings setters too.
fn emit_setters(ctx: &Ctx<'_>, item: &TypeItem, it: &Struct) -> Option<TokenStream> {
    if it.setters.is_empty() {
        return None;
    }
    let rt = &ctx.runtime;
    let ident = ident::ident(&item.ident);
    let constructor = it.constructor.as_ref();
    let builder = constructor.and_then(|it| Some((it, it.builder.as_ref()?)));
    let setters = it.fields.iter().zip(&it.setters).enumerate();
    let setters = setters.map(|(index, (field, setter))| {
        let ident = ident::ident(&field.ident);
        let is_asked = |(it, _): (&Constructor, _)| it.arguments.contains(&index);
        let fixed = builder.and_then(|(it, _)| emit_fixed(it, index));
        let fixed = fixed.map(|value| quote!(= #value));
        let (presence, ty) = match &field.ty {
            RustType::Option(inner) => (quote!(optional), inner.as_ref()),
            ty if builder.is_some_and(is_asked) => (quote!(required), ty),
            ty => (quote!(plain), ty),
        };
        let (words, ty) = match setter {
            Setter::Into => (quote!(), ty),
            Setter::Exact => (quote!(exact), ty),
            Setter::Text(second) => {
                let second = ident::ident(second);
                (quote!(text #second), ty)
            }
            Setter::List { item, exact, push } => {
                let (kind, push) = (
                    if *exact {
                        quote!(exact_list)
                    } else {
                        quote!(list)
                    },
                    ident::ident(push),
                );
                (quote!(#kind #push), item)
            }
        };
        let ty = emit_ty(ctx, Side::Types, ty);
        let docs = docs::of_setter(ctx.api, &field.docs, &field.entry);
        let docs = docs::emit_docs(&docs);
        quote!(#docs #presence #words #ident: #ty #fixed)
    });
    Some(match builder {
        None => quote!(#rt::setters!(#ident, #(#setters),*);),
        Some((_, it)) => {
            let names = [&it.ident, &it.start, &it.finish].map(|it| ident::ident(it));
            quote!(#rt::builder!(#ident, #(#names),*, #(#setters),*);)
        }
    })
}

/// `record!`.
pub(super) fn emit_codec(ctx: &Ctx<'_>, item: &TypeItem, it: &Struct) -> TokenStream {
    let path = ctx.typed_path(item);
    let members = it.fields.iter().map(|field| {
        let ident = ident::ident(&field.ident);
        let entry = tables::emit_entry(ctx, tables::File::Codec, &field.entry);
        quote!(#ident: #entry)
    });
    let order = it.any_order.then(|| quote!(, any_order));
    quote!(rt::record!(#path, { #(#members,)* } #order);)
}
