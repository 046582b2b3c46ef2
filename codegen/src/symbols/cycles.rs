//! Finds definitions that have no end, by colouring with an explicit stack; XSD 1.0 §3.4.6, §3.6.6, §3.8.6, §3.14.6.
//!
//! A type that holds elements of itself is not among them: its instances may end.

use std::collections::BTreeMap;

use super::SymbolTable;
use super::declare::complex_base;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::source::span::Span;
use crate::xsd::model::{AttributeUse, Particle, SimpleType, Term, TypeBody, TypeDecl, TypeRef};

/// How many members of a circle are shown with their source; the message names all.
const MAX_LABELS: usize = 20;

type Graph<'m> = BTreeMap<&'m QName, Vec<&'m QName>>;

pub(super) fn check_cycles(table: &SymbolTable<'_>, diagnostics: &mut Diagnostics) {
    let types: Graph<'_> = (table.types.iter())
        .map(|(name, decl)| (*name, type_edges(decl)))
        .collect();
    report(
        &types,
        "types derive from each other",
        |it| table.types[it].span,
        diagnostics,
    );
    let groups: Graph<'_> = (table.groups.iter())
        .map(|(name, decl)| (*name, group_edges(&decl.particle)))
        .collect();
    report(
        &groups,
        "groups hold each other",
        |it| table.groups[it].span,
        diagnostics,
    );
    let attribute_groups: Graph<'_> = (table.attribute_groups.iter())
        .map(|(name, decl)| {
            let edges = decl.attributes.iter().filter_map(|it| match it {
                AttributeUse::Group(name, _) => Some(name),
                AttributeUse::Local { .. } | AttributeUse::Ref { .. } => None,
            });
            (*name, edges.collect())
        })
        .collect();
    report(
        &attribute_groups,
        "attribute groups hold each other",
        |it| table.attribute_groups[it].span,
        diagnostics,
    );
    let elements: Graph<'_> = (table.elements.iter())
        .map(|(name, decl)| {
            let head = decl.substitution_head.iter().map(|it| &it.0);
            (*name, head.collect())
        })
        .collect();
    report(
        &elements,
        "elements substitute each other",
        |it| table.elements[it].span,
        diagnostics,
    );
}

/// What a type's definition needs: its base, list item, union members, also through types written in place.
fn type_edges(decl: &TypeDecl) -> Vec<&QName> {
    let mut edges: Vec<&QName> = complex_base(decl).into_iter().collect();
    let mut open = vec![decl];
    while let Some(decl) = open.pop() {
        let TypeBody::Simple(simple) = &decl.body else {
            continue;
        };
        let needed: Vec<&TypeRef> = match simple {
            SimpleType::Restriction { base, .. } => vec![base],
            SimpleType::List { item } => vec![item],
            SimpleType::Union { members } => members.iter().collect(),
        };
        for it in needed {
            match it {
                TypeRef::Named(name, _) => edges.push(name),
                TypeRef::Anonymous(decl) => open.push(decl),
                TypeRef::Absent => {}
            }
        }
    }
    edges
}

fn group_edges(particle: &Particle) -> Vec<&QName> {
    let mut edges = Vec::new();
    let mut open = vec![particle];
    while let Some(particle) = open.pop() {
        match &particle.term {
            Term::GroupRef(name) => edges.push(name),
            Term::Sequence(members) | Term::Choice(members) | Term::All(members) => {
                open.extend(members);
            }
            Term::Element(_) | Term::ElementRef(_) | Term::Any(_) => {}
        }
    }
    edges
}

fn report(
    graph: &Graph<'_>,
    what: &str,
    span: impl Fn(&QName) -> Span,
    diagnostics: &mut Diagnostics,
) {
    for cycle in find_cycles(graph) {
        let mut names: Vec<String> = cycle.iter().map(|it| format!("`{it}`")).collect();
        names.push(format!("`{}`", cycle[0]));
        let diagnostic = diagnostics.error(
            Code::Cycle,
            span(cycle[0]),
            format!("{what} without end: {}", names.join(" → ")),
        );
        for name in cycle.iter().skip(1).take(MAX_LABELS) {
            diagnostic.label(span(name), "part of the circle");
        }
    }
}

/// The circles of a graph; every node is in at most one. None is empty.
fn find_cycles<'m>(graph: &Graph<'m>) -> Vec<Vec<&'m QName>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Colour {
        OnPath,
        Done,
    }
    let mut colours: BTreeMap<&QName, Colour> = BTreeMap::new();
    let mut cycles = Vec::new();
    for start in graph.keys() {
        if colours.contains_key(start) {
            continue;
        }
        // Each entry is a node of the path and how many of its edges were taken.
        let mut path: Vec<(&'m QName, usize)> = vec![(start, 0)];
        colours.insert(start, Colour::OnPath);
        while let Some((node, edge)) = path.last_mut() {
            let next = graph.get(*node).and_then(|it| it.get(*edge)).copied();
            *edge += 1;
            let Some(next) = next else {
                colours.insert(node, Colour::Done);
                path.pop();
                continue;
            };
            match colours.get(next) {
                Some(Colour::Done) => {}
                Some(Colour::OnPath) => {
                    let from = path.iter().position(|it| it.0 == next).unwrap_or_default();
                    cycles.push(path[from..].iter().map(|it| it.0).collect());
                }
                None => {
                    colours.insert(next, Colour::OnPath);
                    path.push((next, 0));
                }
            }
        }
    }
    cycles
}
