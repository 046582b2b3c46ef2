//! Fills the table; what is declared twice with different content is reported, and the first declaration counts.

use std::collections::BTreeMap;

use super::{Model, Space, SymbolTable};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::source::span::Span;

pub(super) fn declare<'m>(model: &'m Model, diagnostics: &mut Diagnostics) -> SymbolTable<'m> {
    let mut table = SymbolTable::default();
    let mut ctx = Declaring { diagnostics };
    for schema in &model.schemas {
        for it in &schema.types {
            let Some(name) = &it.name else { continue };
            ctx.insert(Space::Type, &mut table.types, name, it, |it| it.span);
        }
        for it in &schema.elements {
            ctx.insert(Space::Element, &mut table.elements, &it.name, it, |it| {
                it.span
            });
        }
        for it in &schema.attributes {
            ctx.insert(
                Space::Attribute,
                &mut table.attributes,
                &it.name,
                it,
                |it| it.span,
            );
        }
        for it in &schema.groups {
            ctx.insert(Space::Group, &mut table.groups, &it.name, it, |it| it.span);
        }
        for it in &schema.attribute_groups {
            let into = &mut table.attribute_groups;
            ctx.insert(Space::AttributeGroup, into, &it.name, it, |it| it.span);
        }
    }
    let definitions = &model.definitions;
    for it in &definitions.messages {
        ctx.insert(Space::Message, &mut table.messages, &it.name, it, |it| {
            it.span
        });
    }
    for it in &definitions.port_types {
        ctx.insert(Space::PortType, &mut table.port_types, &it.name, it, |it| {
            it.span
        });
    }
    for it in &definitions.bindings {
        ctx.insert(Space::Binding, &mut table.bindings, &it.name, it, |it| {
            it.span
        });
    }
    relate(model, &mut table);
    table
}

/// Fills `derived` and `substitutes`.
fn relate<'m>(model: &'m Model, table: &mut SymbolTable<'m>) {
    for decl in model.schemas.iter().flat_map(|it| &it.types) {
        let base = decl.complex().and_then(|complex| complex.content.base());
        let (Some(name), Some((base, _))) = (&decl.name, base) else {
            continue;
        };
        let is_first = table
            .types
            .get(name)
            .is_some_and(|it| std::ptr::eq(*it, decl));
        let Some(base_decl) = table.types.get(base) else {
            continue;
        };
        if is_first && base_decl.complex().is_some() {
            table.derived.entry(base).or_default().push(name);
        }
    }
    for decl in model.schemas.iter().flat_map(|it| &it.elements) {
        let is_first = (table.elements.get(&decl.name)).is_some_and(|it| std::ptr::eq(*it, decl));
        if let (Some((head, _)), true) = (&decl.substitution_head, is_first) {
            table.substitutes.entry(head).or_default().push(&decl.name);
        }
    }
}

struct Declaring<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Declaring<'_> {
    /// Inserts a declaration. Repetitions with the same content are gone by now.
    fn insert<'m, T>(
        &mut self,
        space: Space,
        into: &mut BTreeMap<&'m QName, &'m T>,
        name: &'m QName,
        decl: &'m T,
        span: fn(&T) -> Span,
    ) {
        let first = *into.entry(name).or_insert(decl);
        if !std::ptr::eq(first, decl) {
            let (first, other) = (span(first), span(decl));
            let diagnostic = self.diagnostics.warning(
                Code::Duplicate,
                other,
                format!(
                    "{space} `{name}` is declared twice, with different content; the first is taken"
                ),
            );
            diagnostic.label(first, "taken");
            diagnostic.help(match first.file == other.file {
                true => "remove one of them from the document; or choose: a `[[patch]]` in `service.toml` with `keep-version = { name = \"…\", file = \"….xsd:LINE\" }`",
                false => "generate from one root at a time; or choose: a `[[patch]]` in `service.toml` with `keep-version = { name = \"…\", file = \"…\" }`",
            });
        }
    }
}
