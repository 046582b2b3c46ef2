//! Tables: their entries, and facets.
//!
//! In: entries of the IR. Out: expressions over the `const` constructors of `soap_runtime::field`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::{attributes, ident};
use crate::ir::{Entry, EntryKind, FacetTable, TypeLabel, WhiteSpace, Wildcard, WireName};

/// Where an entry stands; the macros that take one have its constructors in scope.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum File {
    /// In `codec.rs` or the file of the scope's module.
    Codec,
    /// In another file: facets are `codec::X`.
    Outside,
}

/// The entries of a list: `name: entry`, where the item of a wrapper stands behind it.
pub(super) fn emit_list<'e>(
    ctx: &Ctx<'_>,
    members: impl Iterator<Item = (&'e str, &'e Entry)>,
) -> Vec<TokenStream> {
    let emit = |(ident, entry): (&str, &Entry)| {
        let ident = ident::ident(ident);
        let EntryKind::Wrapper(wire, item) = &entry.kind else {
            let entry = emit_entry(ctx, File::Codec, entry);
            return quote!(#ident: #entry);
        };
        let name = emit_name(ctx, wire);
        let rest = emit_rest(ctx, File::Codec, entry, (0, Some(1)));
        let item = emit_entry(ctx, File::Codec, item);
        quote!(#ident: wrapper(#name) #rest of #item)
    };
    members.map(emit).collect()
}

/// The table entry `entry`.
pub(super) fn emit_entry(ctx: &Ctx<'_>, place: File, entry: &Entry) -> TokenStream {
    let name = |it: &WireName| emit_name(ctx, it);
    let (base, min, max) = match &entry.kind {
        EntryKind::Element(it) => {
            let name = name(it);
            match (entry.min, entry.max) {
                (0, Some(1)) => (quote!(optional(#name)), 0, Some(1)),
                (_, None) => (quote!(repeated(#name)), 0, None),
                (_, Some(_)) => (quote!(required(#name)), 1, Some(1)),
            }
        }
        EntryKind::Wrapper(it, item) => {
            let name = name(it);
            let item = emit_entry(ctx, place, item);
            // Lists are constants of any type, where a reference is to a constant only if that is said.
            let item = match place {
                File::Codec => quote!(const { #item }),
                File::Outside => item,
            };
            (quote!(wrapper(#name, &#item)), 0, Some(1))
        }
        EntryKind::Attribute(it) => {
            let name = name(it);
            match entry.min {
                0 => (quote!(attribute(#name)), 0, entry.max),
                _ => (quote!(required_attribute(#name)), entry.min, entry.max),
            }
        }
        EntryKind::Text => (quote!(text()), 1, Some(1)),
        EntryKind::Choice(id) => {
            let ty = ctx.typed_path(ctx.type_item(*id));
            (quote!(choice::<#ty>()), 1, Some(1))
        }
        EntryKind::Group(id) => {
            let ty = ctx.typed_path(ctx.type_item(*id));
            (quote!(group::<#ty>()), 1, Some(1))
        }
        EntryKind::Any(it) => {
            let wildcard = emit_wildcard(ctx, it);
            (quote!(any(#wildcard)), 0, None)
        }
        EntryKind::AnyAttributes(it) => {
            let wildcard = emit_wildcard(ctx, it);
            (quote!(any_attributes(#wildcard)), 0, None)
        }
        EntryKind::Mixed => (quote!(mixed()), 1, Some(1)),
        EntryKind::MixedText => (quote!(mixed_text()), 0, Some(1)),
        EntryKind::Attachment(it) => {
            let name = Literal::string(it);
            (quote!(attachment(#name)), 1, Some(1))
        }
    };
    let rest = emit_rest(ctx, place, entry, (min, max));
    quote!(#base #rest)
}

fn emit_name(ctx: &Ctx<'_>, it: &WireName) -> TokenStream {
    let namespace = ctx.namespace(it.namespace);
    let local = Literal::string(&it.local);
    quote!(#namespace, #local)
}

/// What is said behind the constructor of `entry`, which brings `bounds` of its own.
fn emit_rest(ctx: &Ctx<'_>, place: File, entry: &Entry, bounds: (u32, Option<u32>)) -> TokenStream {
    // `occurs` is written only where they differ.
    let occurs = ((entry.min, entry.max) != bounds).then(|| {
        let min = Literal::u32_unsuffixed(entry.min);
        match entry.max {
            Some(max) => {
                let max = Literal::u32_unsuffixed(max);
                quote!(.occurs(#min, #max))
            }
            None => quote!(.at_least(#min)),
        }
    });
    let nillable = entry.nillable.then(|| quote!(.nillable()));
    let value = entry.value.as_ref().map(|it| {
        let text = Literal::string(&it.text);
        if it.fixed {
            quote!(.fixed(#text))
        } else {
            quote!(.default(#text))
        }
    });
    let facets = entry.facets.map(|it| match place {
        File::Codec => {
            let table = emit_facets_path(ctx, it);
            quote!(.facets(&#table))
        }
        File::Outside => {
            let table = ident::ident(&ctx.api.facets[it].ident);
            quote!(.facets(&codec::#table))
        }
    });
    let typed = entry.type_name.as_ref().map(|it| match it {
        TypeLabel::Xsd(local) => quote!(.xsd(#local)),
        TypeLabel::Encoding(local) => quote!(.encoding(#local)),
        TypeLabel::Declared(it) => {
            let name = emit_name(ctx, it);
            quote!(.typed(#name))
        }
    });
    let any_name = entry.any_name.then(|| quote!(.any_name()));
    quote!(#occurs #nillable #value #facets #typed #any_name)
}

/// The facet table `id`, as a file of tables names it.
pub(super) fn emit_facets_path(ctx: &Ctx<'_>, id: usize) -> TokenStream {
    let table = ident::ident(&ctx.api.facets[id].ident);
    match ctx.scope {
        Some(_) => quote!(super::#table),
        None => quote!(#table),
    }
}

/// The facet tables that an entry of any module names, as `static F: Facets<'static> = …;`.
pub(super) fn emit_facets(ctx: &Ctx<'_>) -> Vec<TokenStream> {
    let exported = ctx.api.exported_facets();
    let emit = |index: usize| {
        let item = &ctx.api.facets[index];
        let cfg = attributes::emit_cfg(&item.features);
        let visibility = exported.contains(&index).then(|| quote!(pub(super)));
        let ident = ident::ident(&item.ident);
        let value = emit_facet_value(&item.table);
        quote!(#cfg #visibility static #ident: Facets<'static> = #value;)
    };
    ctx.api.used_facets().into_iter().map(emit).collect()
}

fn emit_facet_value(it: &FacetTable) -> TokenStream {
    let mut facets = Vec::new();
    if let Some(it) = it.white_space {
        let value = match it {
            WhiteSpace::Replace => quote!(WhiteSpace::Replace),
            WhiteSpace::Collapse => quote!(WhiteSpace::Collapse),
        };
        facets.push(quote!(white_space: Some(#value)));
    }
    let lengths = [
        ("length", it.length),
        ("min_length", it.min_length),
        ("max_length", it.max_length),
    ];
    for (name, value) in lengths {
        if let Some(value) = value {
            let name = ident::ident(name);
            let value = Literal::u64_unsuffixed(value);
            facets.push(quote!(#name: Some(#value)));
        }
    }
    if !it.patterns.is_empty() {
        let steps = it.patterns.iter().map(|step| {
            let patterns = step.iter().map(|it| Literal::string(it));
            quote!(&[#(#patterns),*])
        });
        facets.push(quote!(patterns: &[#(#steps),*]));
    }
    let bounds = [
        ("min_inclusive", &it.min_inclusive),
        ("max_inclusive", &it.max_inclusive),
        ("min_exclusive", &it.min_exclusive),
        ("max_exclusive", &it.max_exclusive),
    ];
    for (name, value) in bounds {
        if let Some(value) = value {
            let name = ident::ident(name);
            let value = Literal::string(value);
            facets.push(quote!(#name: Some(#value)));
        }
    }
    for (name, value) in [
        ("total_digits", it.total_digits),
        ("fraction_digits", it.fraction_digits),
    ] {
        if let Some(value) = value {
            let name = ident::ident(name);
            let value = Literal::u32_unsuffixed(value);
            facets.push(quote!(#name: Some(#value)));
        }
    }
    if !it.names.is_empty() {
        let names = it.names.iter().map(|it| Literal::string(it));
        facets.push(quote!(names: &[#(#names),*]));
    }
    if let Some(it) = &it.item {
        let item = emit_facet_value(it);
        facets.push(quote!(item: Some(&#item)));
    }
    if facets.is_empty() {
        return quote!(Facets::NONE);
    }
    quote!(Facets { #(#facets,)* ..Facets::NONE })
}

fn emit_wildcard(ctx: &Ctx<'_>, it: &Wildcard) -> TokenStream {
    match it {
        Wildcard::Any => quote!(Wildcard::Any),
        Wildcard::Other(it) => {
            let namespace = ctx.namespace(*it);
            quote!(Wildcard::Other(#namespace))
        }
        Wildcard::OneOf(it) => {
            let namespaces = it.iter().map(|it| ctx.namespace(*it));
            quote!(Wildcard::OneOf(&[#(#namespaces),*]))
        }
        Wildcard::Not(it) => {
            let namespaces = it.iter().map(|it| ctx.namespace(*it));
            quote!(Wildcard::Not(&[#(#namespaces),*]))
        }
        Wildcard::Except(it, names) => {
            let inner = emit_wildcard(ctx, it);
            let names = names.iter().map(|name| {
                let (namespace, local) = (ctx.namespace(name.namespace), &name.local);
                quote!((#namespace, #local))
            });
            quote!(Wildcard::Except(&(#inner, &[#(#names),*])))
        }
    }
}
