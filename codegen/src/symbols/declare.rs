//! Fills the table; what is declared twice with different content is reported, and the first declaration counts.

use super::decl::Decl;
use super::{Model, SymbolTable};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::source::span::Span;

pub(super) fn declare<'m>(model: &'m Model, diagnostics: &mut Diagnostics) -> SymbolTable<'m> {
    let mut table = SymbolTable::default();
    for decl in model.decls() {
        let Some(name) = decl.name() else { continue };
        let first = match decl {
            Decl::Type(it) => Decl::Type(table.types.entry(name).or_insert(it)),
            Decl::Element(it) => Decl::Element(table.elements.entry(name).or_insert(it)),
            Decl::Attribute(it) => Decl::Attribute(table.attributes.entry(name).or_insert(it)),
            Decl::Group(it) => Decl::Group(table.groups.entry(name).or_insert(it)),
            Decl::AttributeGroup(it) => {
                Decl::AttributeGroup(table.attribute_groups.entry(name).or_insert(it))
            }
            Decl::Message(it) => Decl::Message(table.messages.entry(name).or_insert(it)),
            Decl::PortType(it) => Decl::PortType(table.port_types.entry(name).or_insert(it)),
            Decl::Binding(it) => Decl::Binding(table.bindings.entry(name).or_insert(it)),
            // Those of one name are one by now.
            Decl::Service(_) => continue,
        };
        if first.span() != decl.span() {
            report(decl, name, first.span(), diagnostics);
        }
    }
    relate(model, &mut table);
    table
}

/// Reports a declaration of a name that has one. Repetitions with the same content are gone by now.
fn report(decl: Decl<'_>, name: &QName, first: Span, diagnostics: &mut Diagnostics) {
    let message = format!(
        "{} `{name}` is declared twice, with different content; the first is taken",
        decl.space()
    );
    let diagnostic = diagnostics.warning(Code::Duplicate, decl.span(), message);
    diagnostic.label(first, "taken");
    diagnostic.help(match first.file == decl.span().file {
        true => "remove one of them from the document; or choose: a `[[patch]]` in `service.toml` with `keep-version = { name = \"…\", file = \"….xsd:LINE\" }`",
        false => "generate from one root at a time; or choose: a `[[patch]]` in `service.toml` with `keep-version = { name = \"…\", file = \"…\" }`",
    });
}

/// Fills `derived` and `substitutes`.
fn relate<'m>(model: &'m Model, table: &mut SymbolTable<'m>) {
    for decl in model.schemas.iter().flat_map(|it| &it.types) {
        let base = decl.complex().and_then(|complex| complex.content.base());
        let (Some(name), Some((base, _))) = (&decl.name, base) else {
            continue;
        };
        let is_first = (table.types.get(name)).is_some_and(|it| std::ptr::eq(*it, decl));
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
