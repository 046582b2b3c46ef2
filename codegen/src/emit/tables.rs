//! Tables: shapes, their entries, and facets.
//!
//! In: entries of the IR. Out: expressions over the `const` constructors of `soap_runtime::record::shape`.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::{attributes, ident};
use crate::ir::{
    Entry, EntryKind, FacetTable, ModuleId, TypeId, TypeItem, TypeKind, TypeLabel, WhiteSpace,
    Wildcard,
};

/// Where an entry stands.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Place {
    /// In `codec.rs`, or the file of the scope's module, beside the tables.
    Codec,
    /// In another file: tables are `codec::X`.
    Outside,
}

/// What other files name of the files of tables.
#[derive(Default)]
pub(super) struct Exported {
    /// Tables of types, by module and ident.
    tables: BTreeSet<(ModuleId, String)>,
    /// The idents of tables of facets.
    facets: BTreeSet<String>,
}

impl Exported {
    /// What operations name, and types of other modules.
    pub(super) fn new(ctx: &Ctx<'_>) -> Self {
        let mut res = Self::default();
        for it in ctx.api.clients.iter().flat_map(|it| &it.operations) {
            for it in [Some(&it.request), it.response.as_ref()]
                .into_iter()
                .flatten()
            {
                res.add(ctx, None, &it.entry);
            }
        }
        for item in &ctx.api.types {
            for entry in entries(&item.kind) {
                res.add(ctx, Some(item.module), entry);
            }
        }
        res
    }

    /// `entry`, which stands in the tables of a module, or in no file of tables.
    fn add(&mut self, ctx: &Ctx<'_>, from: Option<ModuleId>, entry: &Entry) {
        let mut entry = Some(entry);
        while let Some(it) = entry {
            if from.is_none() {
                let facets = it.facets.map(|it| ctx.api.facets[it].ident.clone());
                self.facets.extend(facets);
            }
            entry = None;
            match &it.kind {
                EntryKind::Choice(id) | EntryKind::Group(id) => {
                    let item = ctx.type_item(*id);
                    let to = item.module;
                    // What stands outside of modules is above all that are in one.
                    if from.is_none() || (from != Some(to) && to.is_some()) {
                        self.tables.insert((to, item.table_ident.clone()));
                    }
                }
                EntryKind::Wrapper(_, inner) => entry = Some(inner),
                EntryKind::Element(_)
                | EntryKind::Attribute(_)
                | EntryKind::Text
                | EntryKind::Any(_)
                | EntryKind::AnyAttributes(_)
                | EntryKind::Mixed
                | EntryKind::Attachment(_) => {}
            }
        }
    }

    /// The visibility of the table of `item`.
    fn of_table(&self, item: &TypeItem) -> TokenStream {
        let key = (item.module, item.table_ident.clone());
        match (self.tables.contains(&key), item.module) {
            (false, _) => TokenStream::new(),
            (true, None) => quote!(pub(super)),
            (true, Some(_)) => quote!(pub(in super::super)),
        }
    }

    /// The visibility of the tables of `module`.
    pub(super) fn of_module(&self, module: usize) -> TokenStream {
        if self.tables.iter().any(|it| it.0 == Some(module)) {
            quote!(pub(super))
        } else {
            TokenStream::new()
        }
    }
}

fn entries(kind: &TypeKind) -> Vec<&Entry> {
    match kind {
        TypeKind::Struct(it) => it.fields.iter().map(|it| &it.entry).collect(),
        TypeKind::Choice(it) => it.alternatives.iter().map(|it| &it.entry).collect(),
        TypeKind::Enumeration(_)
        | TypeKind::Family(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_) => Vec::new(),
    }
}

/// `static X: Shape = …;`, visible to other files where `exported` names it.
pub(super) fn emit_shape(
    ctx: &Ctx<'_>,
    item: &TypeItem,
    entries: &[&Entry],
    exported: &Exported,
) -> TokenStream {
    let visibility = exported.of_table(item);
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
    let facets = entry.facets.map(|it| match place {
        Place::Codec => {
            let table = emit_facets_path(ctx, it);
            quote!(.facets(&#table))
        }
        Place::Outside => {
            let table = ident::ident(&ctx.api.facets[it].ident);
            quote!(.facets(&codec::#table))
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

/// The facet table `id`, as a file of tables names it.
pub(super) fn emit_facets_path(ctx: &Ctx<'_>, id: usize) -> TokenStream {
    let table = ident::ident(&ctx.api.facets[id].ident);
    match ctx.scope {
        Some(_) => quote!(super::#table),
        None => quote!(#table),
    }
}

/// The facet tables that an entry of any module names, as `static F: Facets = …;`.
pub(super) fn emit_facets(ctx: &Ctx<'_>, exported: &Exported) -> Vec<TokenStream> {
    let used = used_facets(ctx);
    ctx.api
        .facets
        .iter()
        .enumerate()
        .filter(|(index, it)| used.contains(index) || exported.facets.contains(&it.ident))
        .map(|(_, it)| {
            let cfg = attributes::emit_cfg(&it.features);
            let table = emit_facet_table(it, exported);
            quote!(#cfg #table)
        })
        .collect()
}

fn emit_facet_table(it: &FacetTable, exported: &Exported) -> TokenStream {
    let visibility = exported
        .facets
        .contains(&it.ident)
        .then(|| quote!(pub(super)));
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
    let all = ctx.api.types.iter().flat_map(|it| entries(&it.kind));
    let mut pending: Vec<&Entry> = all.collect();
    let mut used = BTreeSet::new();
    for item in &ctx.api.types {
        if let TypeKind::Union(it) = &item.kind {
            used.extend(it.members.iter().filter_map(|it| it.facets));
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
    let item = ctx.type_item(id);
    let table = ident::ident(&item.table_ident);
    let module = item.module.map(|it| ctx.module_ident(it));
    match (place, ctx.scope, module) {
        (Place::Outside, _, Some(module)) => quote!(codec::#module::#table),
        (Place::Outside, _, None) => quote!(codec::#table),
        (Place::Codec, scope, _) if scope == item.module => quote!(#table),
        (Place::Codec, Some(_), Some(module)) => quote!(super::#module::#table),
        (Place::Codec, None, Some(module)) => quote!(#module::#table),
        (Place::Codec, _, None) => quote!(super::#table),
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
