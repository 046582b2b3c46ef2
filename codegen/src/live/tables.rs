//! The tables of a contract's types, in the form in which the runtime's engine takes them.
//!
//! In: the IR. Out: [`Shape`]s, [`Field`]s and [`Facets`] that borrow from it, each made when it is first asked for.
//! What the generator writes into `codec.rs` is here the same, value by value (`emit/tables.rs`).

use std::cell::OnceCell;

use soap_runtime::record::field::{self, choice_of, group_of};
use soap_runtime::record::shape::{Field, Shape, TypeName, Wildcard};
use soap_runtime::value::facets::{Facets, WhiteSpace};
use soap_runtime::value::pattern::Translated;

use super::arena::Arena;
use crate::ir;
use crate::ir::{Api, EntryKind, FacetTable, NamespaceId, TypeId, WireName};

/// The tables of one API. They refer to each other, so they live where the borrow of them begins.
#[derive(Debug)]
pub(super) struct Tables<'t> {
    pub(super) api: &'t Api,
    translated: &'t Translated,
    shapes: Vec<OnceCell<Shape<'t>>>,
    facets: Vec<OnceCell<Facets<'t>>>,
    names: Vec<OnceCell<Vec<TypeName<'t>>>>,
    literals: Vec<OnceCell<Vec<&'t str>>>,
    fields: Arena<Vec<Field<'t>>>,
    items: Arena<Field<'t>>,
    item_facets: Arena<Facets<'t>>,
    texts: Arena<Vec<&'t str>>,
    wildcards: Arena<(Wildcard<'t>, &'t [Name<'t>])>,
    /// Names that wildcards do not let in.
    excluded: Arena<Vec<Name<'t>>>,
    steps: Arena<Vec<&'t [&'t str]>>,
}

/// Namespace and local name.
type Name<'t> = (&'t str, &'t str);

impl<'t> Tables<'t> {
    pub(super) fn new(api: &'t Api, translated: &'t Translated) -> Self {
        Self {
            api,
            translated,
            shapes: cells(api.types.len()),
            facets: cells(api.facets.len()),
            names: cells(api.types.len()),
            literals: cells(api.types.len()),
            fields: Arena::new(),
            items: Arena::new(),
            item_facets: Arena::new(),
            texts: Arena::new(),
            wildcards: Arena::new(),
            excluded: Arena::new(),
            steps: Arena::new(),
        }
    }

    /// The table of a struct or choice; an empty one of what has none.
    pub(super) fn shape(&'t self, id: TypeId) -> &'t Shape<'t> {
        self.shapes[id.0].get_or_init(|| {
            let item = &self.api.types[id.0];
            let fields = item.kind.fields().iter();
            let fields = fields.map(|field| self.field(&field.entry)).collect();
            let shape = Shape::new(&item.ident, self.fields.put(fields));
            match item.kind.as_struct() {
                Some(record) if record.any_order => shape.any_order(),
                Some(_) | None => shape,
            }
        })
    }

    /// The table entry `entry`.
    pub(super) fn field(&'t self, entry: &'t ir::Entry) -> Field<'t> {
        let name = |name: &'t WireName| (self.namespace(name.namespace), name.local.as_str());
        let field = match &entry.kind {
            EntryKind::Element(wire) => {
                let (namespace, local) = name(wire);
                field::required(namespace, local)
            }
            EntryKind::Wrapper(wire, item) => {
                let (namespace, local) = name(wire);
                let item = self.items.put(self.field(item));
                field::wrapper(namespace, local, item)
            }
            EntryKind::Attribute(wire) => {
                let (namespace, local) = name(wire);
                field::attribute(namespace, local)
            }
            EntryKind::Text => field::text(),
            EntryKind::Choice(id) => choice_of(self.shape(*id)),
            EntryKind::Group(id) => group_of(self.shape(*id)),
            EntryKind::Any(wildcard) => field::any(self.wildcard(wildcard)),
            EntryKind::AnyAttributes(wildcard) => field::any_attributes(self.wildcard(wildcard)),
            EntryKind::Mixed => field::mixed(),
            EntryKind::MixedText => field::mixed_text(),
            EntryKind::Attachment(name) => field::attachment(name),
        };
        let mut field = match entry.max {
            Some(max) => field.occurs(entry.min, max),
            None => field.at_least(entry.min),
        };
        if entry.nillable {
            field = field.nillable();
        }
        if let Some(value) = &entry.value {
            field = match value.fixed {
                true => field.fixed(&value.text),
                false => field.default(&value.text),
            };
        }
        if let Some(id) = entry.facets {
            field = field.facets(self.facets(id));
        }
        if let Some(label) = &entry.type_name {
            field = match label {
                ir::TypeLabel::Xsd(local) => field.xsd(local),
                ir::TypeLabel::Encoding(local) => field.encoding(local),
                ir::TypeLabel::Declared(wire) => {
                    let (namespace, local) = name(wire);
                    field.typed(namespace, local)
                }
            };
        }
        match entry.any_name {
            true => field.any_name(),
            false => field,
        }
    }

    /// The facet table `id`.
    pub(super) fn facets(&'t self, id: usize) -> &'t Facets<'t> {
        self.facets[id].get_or_init(|| self.facet_table(&self.api.facets[id].table))
    }

    /// The names of the members of a family.
    pub(super) fn names(&'t self, id: TypeId, family: &'t ir::Family) -> &'t [TypeName<'t>] {
        self.names[id.0].get_or_init(|| {
            let members = family.members.iter();
            let name = |member: &'t ir::Member| {
                TypeName::new(self.namespace(member.wire.namespace), &member.wire.local)
            };
            members.map(name).collect()
        })
    }

    /// The literals of an enumeration.
    pub(super) fn literals(
        &'t self,
        id: TypeId,
        enumeration: &'t ir::Enumeration,
    ) -> &'t [&'t str] {
        self.literals[id.0].get_or_init(|| {
            let variants = enumeration.variants.iter();
            variants.map(|variant| variant.literal.as_str()).collect()
        })
    }

    pub(super) fn namespace(&self, id: NamespaceId) -> &'t str {
        self.api.uri(id)
    }

    fn facet_table(&'t self, table: &'t FacetTable) -> Facets<'t> {
        let step = |step: &'t Vec<String>| -> &'t [&'t str] {
            self.texts.put(step.iter().map(String::as_str).collect())
        };
        Facets {
            white_space: table.white_space.map(|mode| match mode {
                ir::WhiteSpace::Replace => WhiteSpace::Replace,
                ir::WhiteSpace::Collapse => WhiteSpace::Collapse,
            }),
            length: table.length,
            min_length: table.min_length,
            max_length: table.max_length,
            patterns: self.steps.put(table.patterns.iter().map(step).collect()),
            min_inclusive: table.min_inclusive.as_deref(),
            max_inclusive: table.max_inclusive.as_deref(),
            min_exclusive: table.min_exclusive.as_deref(),
            max_exclusive: table.max_exclusive.as_deref(),
            total_digits: table.total_digits,
            fraction_digits: table.fraction_digits,
            names: self
                .texts
                .put(table.names.iter().map(String::as_str).collect()),
            item: (table.item.as_deref()).map(|item| self.item_facets.put(self.facet_table(item))),
            translated: Some(self.translated),
        }
    }

    fn wildcard(&'t self, wildcard: &'t ir::Wildcard) -> Wildcard<'t> {
        match wildcard {
            ir::Wildcard::Any => Wildcard::Any,
            ir::Wildcard::Other(id) => Wildcard::Other(self.namespace(*id)),
            ir::Wildcard::OneOf(ids) => {
                let namespaces = ids.iter().map(|id| self.namespace(*id)).collect();
                Wildcard::OneOf(self.texts.put(namespaces))
            }
            ir::Wildcard::Not(ids) => {
                let namespaces = ids.iter().map(|id| self.namespace(*id)).collect();
                Wildcard::Not(self.texts.put(namespaces))
            }
            ir::Wildcard::Except(inner, names) => {
                let name = |name: &'t WireName| (self.namespace(name.namespace), &*name.local);
                let names = self.excluded.put(names.iter().map(name).collect());
                Wildcard::Except(self.wildcards.put((self.wildcard(inner), names)))
            }
        }
    }
}

fn cells<T>(n: usize) -> Vec<OnceCell<T>> {
    std::iter::repeat_with(OnceCell::new).take(n).collect()
}
