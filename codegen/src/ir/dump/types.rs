//! Types as text: a line for each member or variant.

use super::Dump;
use crate::ir::{Constructor, EnumerationBase, Field, Origin, Setter, Struct, TypeItem, TypeKind};

impl Dump<'_> {
    pub(super) fn item(&mut self, item: &TypeItem) {
        let origin = origin(&item.origin);
        let ident = &item.ident;
        let head = match &item.kind {
            TypeKind::Struct(it) => {
                let default = if it.default { " default" } else { "" };
                let any_order = if it.any_order { " any order" } else { "" };
                format!("struct {ident} = {origin}{default}{any_order}")
            }
            TypeKind::Enumeration(it) => {
                let other = it.other_ident.as_deref().map(|it| format!(" else {it}"));
                format!(
                    "enumeration {ident} = {origin}{}",
                    other.unwrap_or_default()
                )
            }
            TypeKind::Choice(it) => format!("choice {ident} = {origin} blank {}", it.blank),
            TypeKind::Family(it) => {
                let declared = if it.first_is_declared {
                    ""
                } else {
                    " abstract"
                };
                format!(
                    "family {ident} = {origin}{declared} else {}",
                    it.other_ident
                )
            }
            TypeKind::Union(it) => {
                let other = it.other_ident.as_deref().map(|it| format!(" else {it}"));
                format!("union {ident} = {origin}{}", other.unwrap_or_default())
            }
            TypeKind::Alias(ty) => format!("alias {ident}: {} = {origin}", self.ty(ty)),
        };
        self.line(0, &head);
        for (label, list) in [
            ("derives", &item.derives),
            ("attributes", &item.attributes),
            ("features", &item.features),
        ] {
            if !list.is_empty() {
                self.line(1, &format!("{label} {}", list.join(" ")));
            }
        }
        self.docs(1, &item.docs);
        match &item.kind {
            TypeKind::Struct(it) => {
                if let Some(constructor) = &it.constructor {
                    self.line(1, &begun(it, constructor));
                }
                for (field, setter) in it.fields.iter().zip(&it.setters) {
                    let second = second_setter(setter);
                    self.member(field, &second);
                }
            }
            TypeKind::Choice(it) => {
                for alternative in &it.alternatives {
                    self.member(alternative, "");
                }
            }
            TypeKind::Enumeration(it) => {
                match it.base {
                    EnumerationBase::Text => {}
                    EnumerationBase::Spaced(mode) => self.line(1, &format!("of {mode:?}d texts")),
                    EnumerationBase::Values(base) => self.line(1, &format!("of {base:?}")),
                }
                for variant in &it.variants {
                    self.docs(1, &variant.docs);
                    self.line(1, &format!("{} = {:?}", variant.ident, variant.literal));
                }
            }
            TypeKind::Family(it) => {
                for member in &it.members {
                    let text = format!(
                        "{}: {} = type {}",
                        member.ident,
                        self.ty(&member.ty),
                        self.wire(&member.wire)
                    );
                    self.line(1, &text);
                }
                let member = |index: &usize| it.members[*index].ident.as_str();
                let from: Vec<&str> = it.conversions.iter().map(member).collect();
                let shared: Vec<&str> = it.shared.iter().map(|it| it.ident.as_str()).collect();
                for (words, list) in [("from", from), ("all have", shared)] {
                    if !list.is_empty() {
                        self.line(1, &format!("{words} {}", list.join(", ")));
                    }
                }
            }
            TypeKind::Union(it) => {
                for member in &it.members {
                    let facets = member.facets.and_then(|it| self.api.facets.get(it));
                    let facets = facets.map(|it| format!(" facets {}", it.ident));
                    let text = format!("{}: {}", member.ident, self.ty(&member.ty));
                    self.line(1, &(text + &facets.unwrap_or_default()));
                }
            }
            TypeKind::Alias(_) => {}
        }
    }

    fn member(&mut self, field: &Field, second: &str) {
        self.docs(1, &field.docs);
        let (ty, entry) = (self.ty(&field.ty), self.entry(&field.entry));
        self.line(1, &format!("{}: {ty} = {entry}{second}", field.ident));
    }
}

/// The second setter of a field: ` set by try_price`.
fn second_setter(setter: &Setter) -> String {
    match setter {
        Setter::Text(name) | Setter::List { push: name, .. } => format!(" set by {name}"),
        Setter::Into | Setter::Exact => String::new(),
    }
}

/// How a value is begun: `new(id, name) with kind = "x"`.
fn begun(record: &Struct, constructor: &Constructor) -> String {
    let name = |index: usize| record.fields[index].ident.as_str();
    let arguments: Vec<&str> = constructor.arguments.iter().map(|it| name(*it)).collect();
    let arguments = arguments.join(", ");
    let mut text = match &constructor.builder {
        None => format!("new({arguments})"),
        Some(it) => format!(
            "{}() -> {} .{}() needs {arguments}",
            it.start, it.ident, it.finish
        ),
    };
    for (position, (index, value)) in constructor.fixed.iter().enumerate() {
        let word = if position == 0 { " with" } else { "," };
        text.push_str(&format!("{word} {} = {value:?}", name(*index)));
    }
    text
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Type(it) => format!("type {it}"),
        Origin::Element(it) => format!("element {it}"),
        Origin::Inside(it) => format!("inside {it}"),
        Origin::Family(it) => format!("family of {it}"),
        Origin::Headers(it) => format!("headers of {it}"),
        Origin::Faults(it) => format!("faults of {it}"),
    }
}
