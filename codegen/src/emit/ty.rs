//! Type expressions.
//!
//! In: [`RustType`]s. Out: tokens for `types.rs`, where names are bare, or for the other files, where they are not.
//! Does not decide what is optional or boxed.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident;
use crate::emit::path::{self, Ctx};
use crate::ir::{Api, Builtin, RustType, Setter, TypeId, TypeItem, TypeKind};

/// Where a type expression stands.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Side {
    /// In `types.rs`, or the file of the scope's module.
    Types,
    /// In another file of the module.
    Outside,
}

/// A place that types come from.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Home {
    /// In scope everywhere; the path for where a generated type hides it.
    Prelude(&'static [&'static str]),
    /// A module of the runtime.
    Runtime(&'static str),
}

const PRIMITIVE: Home = Home::Prelude(&["core", "primitive"]);
const VALUE: Home = Home::Runtime("value");
const XML: Home = Home::Runtime("xml");

/// The type expression `ty`.
pub(super) fn emit_ty(ctx: &Ctx<'_>, side: Side, ty: &RustType) -> TokenStream {
    let (home, name, inner) = match ty {
        RustType::Named(id) => return emit_named(ctx, side, *id),
        RustType::Builtin(it) => {
            let (home, name) = builtin(*it);
            return emit_name(ctx, side, home, name);
        }
        RustType::External(path) => return path::emit_path(path),
        RustType::Option(it)
        | RustType::Vec(it)
        | RustType::Nillable(it)
        | RustType::Boxed(it)
        | RustType::Secret(it)
        | RustType::List(it) => {
            let (home, name) = wrapper(ty);
            (home, name, it)
        }
    };
    let outer = emit_name(ctx, side, home, name);
    let inner = emit_ty(ctx, side, inner);
    quote!(#outer<#inner>)
}

/// A generated type, by the way from where it is named to where it stands.
fn emit_named(ctx: &Ctx<'_>, side: Side, id: TypeId) -> TokenStream {
    let item = ctx.type_item(id);
    let ident = ident::ident(&item.ident);
    let module = item.module.map(|it| ctx.module_ident(it));
    match (side, ctx.scope, module) {
        (Side::Outside, _, Some(module)) => quote!(types::#module::#ident),
        (Side::Outside, _, None) => quote!(types::#ident),
        (Side::Types, scope, _) if scope == item.module => quote!(#ident),
        (Side::Types, None, Some(module)) => quote!(#module::#ident),
        (Side::Types, Some(_), Some(module)) => {
            if ctx.hides(&module.to_string()) {
                quote!(super::#module::#ident)
            } else {
                quote!(#module::#ident)
            }
        }
        (Side::Types, _, None) => quote!(super::#ident),
    }
}

/// The modules beside the scope that its types name.
fn emit_neighbours(ctx: &Ctx<'_>, named: &BTreeSet<TypeId>) -> Option<TokenStream> {
    let scope = ctx.scope?;
    let modules = named.iter().filter_map(|it| ctx.type_item(*it).module);
    let mut modules: BTreeSet<usize> = modules.collect();
    modules.remove(&scope);
    let idents: Vec<_> = (modules.into_iter())
        .map(|it| ctx.module_ident(it))
        .filter(|it| !ctx.hides(&it.to_string()))
        .collect();
    path::emit_use(quote!(super), &idents)
}

/// `ty` as a reader of the documentation sees it, e.g. `Option<Order>`.
pub fn type_text(api: &Api, ty: &RustType) -> String {
    display(&|id| api.path(id), ty)
}

/// The same; `path` names generated types.
pub(crate) fn display(path: &dyn Fn(TypeId) -> String, ty: &RustType) -> String {
    match ty {
        RustType::Named(id) => path(*id),
        RustType::Builtin(it) => builtin(*it).1.to_owned(),
        RustType::External(it) => it.clone(),
        RustType::Option(it)
        | RustType::Vec(it)
        | RustType::Nillable(it)
        | RustType::Boxed(it)
        | RustType::Secret(it)
        | RustType::List(it) => format!("{}<{}>", wrapper(ty).1, display(path, it)),
    }
}

/// The imports of `types.rs`.
pub(super) fn emit_imports(ctx: &Ctx<'_>) -> Vec<TokenStream> {
    let mut used = Used::default();
    for item in ctx.items() {
        match &item.kind {
            TypeKind::Struct(it) => {
                it.fields.iter().for_each(|it| used.add(&it.ty));
                for setter in &it.setters {
                    if let Setter::List { item, .. } = setter {
                        used.add(item);
                    }
                }
            }
            TypeKind::Choice(it) => it.alternatives.iter().for_each(|it| used.add(&it.ty)),
            TypeKind::Family(it) => {
                used.names.insert((XML, "AnyType"));
                it.members.iter().for_each(|it| used.add(&it.ty));
            }
            TypeKind::Union(it) => it.members.iter().for_each(|it| used.add(&it.ty)),
            TypeKind::Alias(it) => used.add(it),
            TypeKind::Enumeration(_) => {}
        }
    }
    let rt = &ctx.runtime;
    let mut items = Vec::new();
    let has_setters =
        |item: &TypeItem| matches!(&item.kind, TypeKind::Struct(it) if !it.setters.is_empty());
    if ctx.items().any(has_setters) {
        items.push(path::emit_runtime_import(ctx));
    }
    for (home, module) in [(VALUE, "value"), (XML, "xml")] {
        let module = ident::ident(module);
        let names: Vec<_> = (used.names.iter())
            .filter(|(it, name)| *it == home && !ctx.hides(name))
            .map(|(_, name)| ident::ident(name))
            .collect();
        items.extend(path::emit_use(quote!(#rt::#module), &names));
    }
    items.extend(emit_neighbours(ctx, &used.types));
    let imports = items.into_iter();
    imports.map(|it| path::emit_import(ctx, it)).collect()
}

/// The tokens for a type of the prelude or the runtime.
fn emit_name(ctx: &Ctx<'_>, side: Side, home: Home, name: &str) -> TokenStream {
    let is_bare = side == Side::Types && !ctx.hides(name);
    let ident = ident::ident(name);
    match home {
        _ if is_bare => quote!(#ident),
        Home::Prelude(path) => {
            let path = path.iter().map(|it| ident::ident(it));
            quote!(#(::#path)*::#ident)
        }
        Home::Runtime(module) => {
            let path = &ctx.runtime;
            let rt = match side {
                Side::Types => quote!(#path),
                Side::Outside => quote!(rt),
            };
            let module = ident::ident(module);
            quote!(#rt::#module::#ident)
        }
    }
}

/// `String` in `types.rs`.
pub(super) fn emit_string(ctx: &Ctx<'_>) -> TokenStream {
    emit_ty(ctx, Side::Types, &RustType::Builtin(Builtin::String))
}

/// What type expressions name.
#[derive(Default)]
struct Used {
    names: BTreeSet<(Home, &'static str)>,
    types: BTreeSet<TypeId>,
}

impl Used {
    fn add(&mut self, ty: &RustType) {
        if let Some(inner) = ty.inner() {
            self.names.insert(wrapper(ty));
            self.add(inner);
        }
        if let RustType::Builtin(it) = ty {
            self.names.insert(builtin(*it));
        }
        self.types.extend(ty.named());
    }
}

fn wrapper(ty: &RustType) -> (Home, &'static str) {
    match ty {
        RustType::Option(_) => (Home::Prelude(&["core", "option"]), "Option"),
        RustType::Vec(_) => (Home::Prelude(&["std", "vec"]), "Vec"),
        RustType::Boxed(_) => (Home::Prelude(&["std", "boxed"]), "Box"),
        RustType::Nillable(_) => (VALUE, "Nillable"),
        RustType::Secret(_) => (VALUE, "Secret"),
        RustType::List(_) => (VALUE, "List"),
        RustType::Named(_) | RustType::Builtin(_) | RustType::External(_) => {
            unreachable!("only types around another type are asked for: {ty:?}")
        }
    }
}

/// Where the type `it` of the runtime's values is: its path below `value`, or nothing for one that needs none.
pub(super) fn value_module(it: Builtin) -> (Option<&'static str>, &'static str) {
    match builtin(it) {
        (Home::Runtime(module), name) => (Some(module), name),
        (_, name) => (None, name),
    }
}

fn builtin(it: Builtin) -> (Home, &'static str) {
    match it {
        Builtin::String => (Home::Prelude(&["std", "string"]), "String"),
        Builtin::Bool => (PRIMITIVE, "bool"),
        Builtin::I8 => (PRIMITIVE, "i8"),
        Builtin::I16 => (PRIMITIVE, "i16"),
        Builtin::I32 => (PRIMITIVE, "i32"),
        Builtin::I64 => (PRIMITIVE, "i64"),
        Builtin::U8 => (PRIMITIVE, "u8"),
        Builtin::U16 => (PRIMITIVE, "u16"),
        Builtin::U32 => (PRIMITIVE, "u32"),
        Builtin::U64 => (PRIMITIVE, "u64"),
        Builtin::F32 => (PRIMITIVE, "f32"),
        Builtin::F64 => (PRIMITIVE, "f64"),
        Builtin::Decimal => (VALUE, "Decimal"),
        Builtin::Integer => (VALUE, "Integer"),
        Builtin::DateTime => (VALUE, "DateTime"),
        Builtin::Date => (VALUE, "Date"),
        Builtin::Time => (VALUE, "Time"),
        Builtin::GYear => (VALUE, "GYear"),
        Builtin::GYearMonth => (VALUE, "GYearMonth"),
        Builtin::GMonth => (VALUE, "GMonth"),
        Builtin::GMonthDay => (VALUE, "GMonthDay"),
        Builtin::GDay => (VALUE, "GDay"),
        Builtin::Duration => (VALUE, "Duration"),
        Builtin::Base64Binary => (VALUE, "Base64Binary"),
        Builtin::HexBinary => (VALUE, "HexBinary"),
        Builtin::QName => (VALUE, "QName"),
        Builtin::AnyType | Builtin::AnySimpleType => (XML, "AnyType"),
        Builtin::AnyElement => (XML, "AnyElement"),
        Builtin::AnyAttribute => (XML, "AnyAttribute"),
        Builtin::MixedContent => (XML, "MixedContent"),
        Builtin::MixedText => (XML, "MixedText"),
        Builtin::Attachment => (VALUE, "Attachment"),
    }
}
