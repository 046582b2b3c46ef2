//! Structs: the type, `new`, setters, and the table with its accessors.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::ty::{self, Side, emit_name, emit_ty};
use crate::emit::{attributes, docs, ident, tables};
use crate::ir::{Builtin, Field, RustType, Struct, TypeItem, TypeKind};

/// `new` with more arguments than this would be unreadable; a struct literal says more.
const MOST_ARGUMENTS: usize = 6;

/// The struct, and where it can be part of a request `new` and setters.
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
    if it.builder {
        items.extend(emit_new(ctx, item, it));
        items.extend(emit_setters(ctx, item, it));
    }
    items
}

/// The fields that `new` asks for; none where there is no `new`.
pub(super) fn arguments<'a>(ctx: &Ctx<'_>, it: &'a Struct) -> Vec<&'a Field> {
    let required: Vec<&Field> = (it.fields.iter())
        .filter(|it| is_required(ctx, it) && fixed_value(ctx, it).is_none())
        .collect();
    if it.builder && is_new_free(it) && required.len() <= MOST_ARGUMENTS {
        required
    } else {
        Vec::new()
    }
}

/// Whether the schema fixes all that is required, so that `new` has no arguments and stands for `Default`.
pub(super) fn is_all_fixed(ctx: &Ctx<'_>, it: &Struct) -> bool {
    let is_left = |it: &Field| is_required(ctx, it) && fixed_value(ctx, it).is_none();
    it.builder && !it.default && is_new_free(it) && !it.fields.iter().any(is_left)
}

/// A setter has its field's name, so a field `new` leaves no room for the function.
fn is_new_free(it: &Struct) -> bool {
    it.fields.iter().all(|it| it.ident != "new")
}

fn emit_new(ctx: &Ctx<'_>, item: &TypeItem, it: &Struct) -> Vec<TokenStream> {
    let required = arguments(ctx, it);
    let is_all_fixed = is_all_fixed(ctx, it);
    if required.is_empty() && !is_all_fixed {
        return Vec::new();
    }
    let ident = ident::ident(&item.ident);
    let parameters = required.iter().map(|field| {
        let ident = ident::ident(&field.ident);
        let ty = emit_ty(ctx, Side::Types, &field.ty);
        quote!(#ident: impl ::core::convert::Into<#ty>)
    });
    let members = it.fields.iter().map(|field| {
        let ident = ident::ident(&field.ident);
        if let Some(value) = fixed_value(ctx, field) {
            quote!(#ident: #value)
        } else if is_required(ctx, field) {
            quote!(#ident: #ident.into())
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
    let default = is_all_fixed.then(|| {
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

/// The only value of a required field that the schema fixes, where it is plain to write.
fn fixed_value(ctx: &Ctx<'_>, field: &Field) -> Option<TokenStream> {
    let fixed = field.entry.value.as_ref().filter(|it| it.fixed)?;
    if !is_required(ctx, field) {
        return None;
    }
    let mut ty = &field.ty;
    // An alias names no other alias around a circle, as simple types derive from each other in one direction.
    while let RustType::Named(id) = ty {
        let TypeKind::Alias(of) = &ctx.type_item(*id).kind else {
            return None;
        };
        ty = of;
    }
    let RustType::Builtin(builtin) = ty else {
        return None;
    };
    let text = fixed.text.as_str();
    let number = || text.trim_matches([' ', '\t', '\n', '\r']);
    let within = |from: i128, to: i128| {
        let value: i128 = number().parse().ok()?;
        let literal = Literal::i128_unsuffixed(value);
        (from..=to).contains(&value).then(|| quote!(#literal))
    };
    match builtin {
        Builtin::String => Some(quote!(#text.into())),
        Builtin::Bool => match number() {
            "true" | "1" => Some(quote!(true)),
            "false" | "0" => Some(quote!(false)),
            _ => None,
        },
        Builtin::I8 => within(i8::MIN.into(), i8::MAX.into()),
        Builtin::I16 => within(i16::MIN.into(), i16::MAX.into()),
        Builtin::I32 => within(i32::MIN.into(), i32::MAX.into()),
        Builtin::I64 => within(i64::MIN.into(), i64::MAX.into()),
        Builtin::U8 => within(u8::MIN.into(), u8::MAX.into()),
        Builtin::U16 => within(u16::MIN.into(), u16::MAX.into()),
        Builtin::U32 => within(u32::MIN.into(), u32::MAX.into()),
        Builtin::U64 => within(u64::MIN.into(), u64::MAX.into()),
        _ => None,
    }
}

fn emit_setters(ctx: &Ctx<'_>, item: &TypeItem, it: &Struct) -> Option<TokenStream> {
    if it.fields.is_empty() {
        return None;
    }
    let rt = &ctx.options.runtime;
    let ident = ident::ident(&item.ident);
    let setters = it.fields.iter().map(|field| {
        let ident = ident::ident(&field.ident);
        match &field.ty {
            RustType::Option(inner) => {
                let ty = emit_ty(ctx, Side::Types, inner);
                quote!(optional #ident: #ty)
            }
            ty => {
                let ty = emit_ty(ctx, Side::Types, ty);
                quote!(plain #ident: #ty)
            }
        }
    });
    Some(quote!(#rt::setters!(#ident, #(#setters),*);))
}

/// The table and `record!`.
pub(super) fn emit_codec(
    ctx: &Ctx<'_>,
    item: &TypeItem,
    it: &Struct,
    exported: &tables::Exported,
) -> (Option<TokenStream>, TokenStream) {
    let rt = &ctx.options.runtime;
    let path = ctx.typed_path(item);
    let table = ident::ident(&item.table_ident);
    let entries: Vec<_> = it.fields.iter().map(|it| &it.entry).collect();
    let members = it.fields.iter().enumerate().map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        let ident = ident::ident(&field.ident);
        quote!(#index #ident)
    });
    // An empty record ends after its table.
    let members = (!it.fields.is_empty()).then(|| quote!(, #(#members)*));
    (
        Some(tables::emit_shape(ctx, item, &entries, exported)),
        quote!(#rt::record!(#path, #table #members);),
    )
}

/// Whether a caller must give the field: nothing stands for its absence.
fn is_required(ctx: &Ctx<'_>, field: &Field) -> bool {
    match &field.ty {
        RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) | RustType::List(_) => false,
        ty => field.entry.min > 0 || !has_default(ctx, ty),
    }
}

fn has_default(ctx: &Ctx<'_>, ty: &RustType) -> bool {
    match ty {
        RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) | RustType::List(_) => true,
        RustType::Boxed(it) | RustType::Secret(it) => has_default(ctx, it),
        RustType::External(_) => false,
        RustType::Named(id) => match &ctx.type_item(*id).kind {
            TypeKind::Struct(it) => it.default,
            TypeKind::Enumeration(_)
            | TypeKind::Choice(_)
            | TypeKind::Family(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => false,
        },
        RustType::Builtin(it) => matches!(
            it,
            Builtin::String
                | Builtin::Bool
                | Builtin::I8
                | Builtin::I16
                | Builtin::I32
                | Builtin::I64
                | Builtin::U8
                | Builtin::U16
                | Builtin::U32
                | Builtin::U64
                | Builtin::F32
                | Builtin::F64
        ),
    }
}

/// A struct literal's or call's text for an example: what makes a value of the type at `path` with nothing at hand, if anything does.
pub(super) fn example(path: &str, it: &Struct) -> Option<String> {
    // A setter `default` would be meant by `T::default()`.
    let is_hidden = it.fields.iter().any(|it| it.ident == "default");
    if !it.default || !it.builder || is_hidden {
        return None;
    }
    let mut text = format!("{path}::default()");
    let texts = it.fields.iter().filter(|field| match &field.ty {
        RustType::Option(inner) => match inner.as_ref() {
            RustType::Builtin(Builtin::String) => true,
            RustType::Secret(inner) => **inner == RustType::Builtin(Builtin::String),
            _ => false,
        },
        _ => false,
    });
    let mut is_set = false;
    for field in texts.take(2) {
        let setter = ident::ident(&field.ident);
        text.push_str(&format!(".{setter}(\"…\")"));
        is_set = true;
    }
    is_set.then_some(text)
}
