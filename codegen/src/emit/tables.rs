//! Tables: shapes, their entries, and facets.
//!
//! In: entries of the IR. Out: expressions over the `const` constructors of `soap_runtime::record::shape`.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::{attributes, ident};
use crate::ir::{
    Entry, EntryKind, FacetTable, TypeId, TypeItem, TypeKind, TypeLabel, WhiteSpace, Wildcard,
};

/// Where an entry stands.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Place {
    /// In `codec.rs`, beside the tables.
    Codec,
    /// In another file: tables are `codec::X`.
    Outside,
}

/// `static X: Shape = …;`, visible to the module where `exported` names it.
pub(super) fn emit_shape(
    ctx: &Ctx<'_>,
    item: &TypeItem,
    entries: &[&Entry],
    exported: &BTreeSet<String>,
) -> TokenStream {
    let visibility = visibility(&item.table_ident, exported);
    let table = ident::ident(&item.table_ident);
    let name = Literal::string(&item.ident);
    let entries = entries.iter().map(|it| emit_entry(ctx, Place::Codec, it));
    let any_order = match &item.kind {
        TypeKind::Struct(it) if it.any_order => Some(quote!(.any_order())),
        TypeKind::Struct(_)
        | TypeKind::Enumeration(_)
        | TypeKind::Choice(_)
        | TypeKind::Family(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_) => None,
    };
    quote!(#visibility static #table: Shape = Shape::new(#name, &[#(#entries),*])#any_order;)
}

/// The table entry `entry`.
pub(super) fn emit_entry(ctx: &Ctx<'_>, place: Place, entry: &Entry) -> TokenStream {
    let name = |it: &crate::ir::WireName| {
        let namespace = ctx.namespace(it.namespace);
        let local = Literal::string(&it.local);
        quote!(#namespace, #local)
    };
    // Each constructor brings bounds of its own; `occurs` is written only where they differ.
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
            let table = emit_table(ctx, place, *id);
            (quote!(choice(&#table)), 1, Some(1))
        }
        EntryKind::Group(id) => {
            let table = emit_table(ctx, place, *id);
            (quote!(group(&#table)), 1, Some(1))
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
        EntryKind::Attachment(it) => {
            let name = Literal::string(it);
            (quote!(attachment(#name)), 1, Some(1))
        }
    };
    let occurs = (entry.min != min || entry.max != max).then(|| {
        let min = Literal::u32_unsuffixed(entry.min);
        let max = match entry.max {
            Some(it) => {
                let it = Literal::u32_unsuffixed(it);
                quote!(#it)
            }
            None => quote!(UNBOUNDED),
        };
        quote!(.occurs(#min, #max))
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
    let facets = entry.facets.map(|it| {
        let table = ident::ident(&ctx.api.facets[it].ident);
        match place {
            Place::Codec => quote!(.facets(&#table)),
            Place::Outside => quote!(.facets(&codec::#table)),
        }
    });
    let typed = entry.type_name.as_ref().map(|it| match it {
        TypeLabel::Xsd(local) => quote!(.xsd(#local)),
        TypeLabel::Encoding(local) => quote!(.soapenc(#local)),
        TypeLabel::Declared(it) => {
            let name = name(it);
            quote!(.typed(#name))
        }
    });
    let any_name = entry.any_name.then(|| quote!(.any_name()));
    quote!(#base #occurs #nillable #value #facets #typed #any_name)
}

/// The facet tables that an entry names, as `static F: Facets = …;`.
pub(super) fn emit_facets(ctx: &Ctx<'_>, exported: &BTreeSet<String>) -> Vec<TokenStream> {
    let used = used_facets(ctx);
    ctx.api
        .facets
        .iter()
        .enumerate()
        .filter(|(index, it)| used.contains(index) || exported.contains(&it.ident))
        .map(|(_, it)| {
            let cfg = attributes::emit_cfg(&it.features);
            let table = emit_facet_table(it, exported);
            quote!(#cfg #table)
        })
        .collect()
}

fn emit_facet_table(it: &FacetTable, exported: &BTreeSet<String>) -> TokenStream {
    let visibility = visibility(&it.ident, exported);
    let ident = ident::ident(&it.ident);
    let value = emit_facet_value(it);
    quote!(#visibility static #ident: Facets = #value;)
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
    if let Some(it) = &it.item {
        let item = emit_facet_value(it);
        facets.push(quote!(item: Some(&#item)));
    }
    if facets.is_empty() {
        return quote!(Facets::NONE);
    }
    quote!(Facets { #(#facets,)* ..Facets::NONE })
}

fn used_facets(ctx: &Ctx<'_>) -> BTreeSet<usize> {
    let mut pending: Vec<&Entry> = Vec::new();
    let mut used = BTreeSet::new();
    for item in &ctx.api.types {
        match &item.kind {
            TypeKind::Struct(it) => pending.extend(it.fields.iter().map(|it| &it.entry)),
            TypeKind::Choice(it) => pending.extend(it.alternatives.iter().map(|it| &it.entry)),
            TypeKind::Union(it) => used.extend(it.members.iter().filter_map(|it| it.facets)),
            TypeKind::Enumeration(_) | TypeKind::Family(_) | TypeKind::Alias(_) => {}
        }
    }
    while let Some(entry) = pending.pop() {
        used.extend(entry.facets);
        if let EntryKind::Wrapper(_, item) = &entry.kind {
            pending.push(item);
        }
    }
    used
}

fn emit_table(ctx: &Ctx<'_>, place: Place, id: TypeId) -> TokenStream {
    let table = ident::ident(&ctx.type_item(id).table_ident);
    match place {
        Place::Codec => quote!(#table),
        Place::Outside => quote!(codec::#table),
    }
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
    }
}

fn visibility(ident: &str, exported: &BTreeSet<String>) -> TokenStream {
    if exported.contains(ident) {
        quote!(pub(super))
    } else {
        TokenStream::new()
    }
}
