//! Structs: the type, its constructor and setters, and the table with its accessors.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use crate::emit::path::Ctx;
use crate::emit::ty::{Side, emit_ty};
use crate::emit::{attributes, docs, ident, tables};
use crate::ir::{Constructor, FixedValue, RustType, Setter, Struct, TypeItem};

/// The struct, its constructor and setters.
pub(super) fn emit_struct(ctx: &Ctx<'_>, item: &TypeItem, it: &Struct) -> Vec<TokenStream> {
    let own: &[&str] = if it.default {
        &["Clone", "Debug", "Default", "PartialEq"]
    } else {
        &["Clone", "Debug", "PartialEq"]
    };
    let attributes = attributes::emit_of_type(ctx, item, own);
    let ident = ident::ident(&item.ident);
    let fields = it.fields.iter().enumerate().map(|(position, field)| {
        let docs = docs::emit_docs(&docs::of_entry(
            ctx.api,
            &field.ident,
            &field.docs,
            &field.entry,
        ));
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
    items.extend(emit_default(item, it));
    items.extend(emit_setters(ctx, item, it));
    items
}

/// Whoever can be made of nothing has `Default`.
fn emit_default(item: &TypeItem, it: &Struct) -> Option<TokenStream> {
    let ident = ident::ident(&item.ident);
    (it.has_default() && !it.default).then(|| {
        quote! {
            impl ::core::default::Default for #ident {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    })
}

fn emit_fixed(constructor: &Constructor, index: usize) -> Option<TokenStream> {
    let (_, value) = constructor.fixed.iter().find(|it| it.0 == index)?;
    Some(match value {
        FixedValue::Text(text) => quote!(#text.into()),
        FixedValue::Bool(value) => quote!(#value),
        FixedValue::Integer(value) => Literal::i128_unsuffixed(*value).to_token_stream(),
    })
}

/// `setters!`, which brings `new` where there is something to ask for, or `builder!`, which brings setters too.
fn emit_setters(ctx: &Ctx<'_>, item: &TypeItem, it: &Struct) -> Option<TokenStream> {
    if it.setters.is_empty() {
        return None;
    }
    let ident = ident::ident(&item.ident);
    // That a member is optional goes without saying, and so does that one in front of the `;` is required.
    let said = |index: usize| Some(presence(it, index, false)).filter(|word| *word != "optional");
    let Some(constructor) = &it.constructor else {
        let setters = (0..it.fields.len()).map(|index| emit_setter(ctx, it, index, said(index)));
        return Some(quote!(rt::setters!(#ident, #(#setters),*);));
    };
    let is_fixed = |index: &usize| constructor.fixed.iter().any(|it| it.0 == *index);
    let is_asked = |index: &usize| constructor.arguments.contains(index);
    if let Some(builder) = &constructor.builder {
        let said = |index: usize| Some(presence(it, index, is_asked(&index)));
        let setters = (0..it.fields.len()).map(|index| emit_setter(ctx, it, index, said(index)));
        let names = [&builder.ident, &builder.start, &builder.finish].map(|it| ident::ident(it));
        return Some(quote!(rt::builder!(#ident, #(#names),*, #(#setters),*);));
    }
    // What `new` sees to stands in front.
    let (required, others): (Vec<usize>, Vec<usize>) =
        (0..it.fields.len()).partition(|index| is_asked(index) || is_fixed(index));
    let required = required.into_iter();
    let required = required.map(|index| emit_setter(ctx, it, index, None));
    let others = others.into_iter();
    let others = others.map(|index| emit_setter(ctx, it, index, said(index)));
    Some(quote!(rt::setters!(#ident #(, #required)*; #(#others),*);))
}

/// Whether the field at `index` may be absent, as the macros say it.
fn presence(it: &Struct, index: usize, is_required: bool) -> &'static str {
    match &it.fields[index].ty {
        RustType::Option(_) => "optional",
        _ if is_required => "required",
        _ => "plain",
    }
}

/// How the field at `index` is set, and what it has from the start; its presence in front, where that is to be `said`.
fn emit_setter(ctx: &Ctx<'_>, it: &Struct, index: usize, said: Option<&str>) -> TokenStream {
    let (field, setter) = (&it.fields[index], &it.setters[index]);
    let ident = ident::ident(&field.ident);
    let fixed = it.constructor.as_ref();
    let fixed = fixed.and_then(|constructor| emit_fixed(constructor, index));
    let fixed = fixed.map(|value| quote!(= #value));
    let presence = said.map(ident::ident);
    let ty = match &field.ty {
        RustType::Option(inner) => inner.as_ref(),
        ty => ty,
    };
    let (words, ty) = match setter {
        Setter::Into => (quote!(), ty),
        Setter::Exact => (quote!(exact), ty),
        Setter::Text(second) => {
            let second = ident::ident(second);
            (quote!(text #second), ty)
        }
        Setter::List { item, exact, push } => {
            let kind = match exact {
                true => quote!(exact_list),
                false => quote!(list),
            };
            let push = ident::ident(push);
            (quote!(#kind #push), item)
        }
    };
    let ty = emit_ty(ctx, Side::Types, ty);
    let limits = docs::limits(ctx.api, &field.entry);
    let docs = docs::emit_docs(&docs::with_limits(&docs::beginning(&field.docs), &limits));
    quote!(#docs #presence #words #ident: #ty #fixed)
}

/// `record!`.
pub(super) fn emit_codec(ctx: &Ctx<'_>, item: &TypeItem, it: &Struct) -> TokenStream {
    let path = ctx.typed_path(item);
    let members = it.fields.iter();
    let members = members.map(|field| (field.ident.as_str(), &field.entry));
    let members = tables::emit_list(ctx, members);
    let order = it.any_order.then(|| quote!(, any_order));
    quote!(rt::record!(#path { #(#members,)* } #order);)
}
