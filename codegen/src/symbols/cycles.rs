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
    #[derive(Clone, Copy)]
    enum Colour {
        /// Its index on the path.
        OnPath(usize),
        Done,
    }
    struct Step<'m> {
        node: &'m QName,
        /// How many of its edges were taken.
        edge: usize,
        /// One more than the index of the last step up to here that is in a circle already.
        reported: usize,
    }
    let mut colours: BTreeMap<&QName, Colour> = BTreeMap::new();
    let mut cycles = Vec::new();
    for start in graph.keys() {
        if colours.contains_key(start) {
            continue;
        }
        let mut path: Vec<Step<'m>> = vec![Step {
            node: start,
            edge: 0,
            reported: 0,
        }];
        colours.insert(start, Colour::OnPath(0));
        while let Some(step) = path.last_mut() {
            let next = graph.get(step.node).and_then(|it| it.get(step.edge));
            step.edge += 1;
            let reported = step.reported;
            let Some(next) = next.copied() else {
                colours.insert(step.node, Colour::Done);
                path.pop();
                continue;
            };
            match colours.get(next).copied() {
                Some(Colour::Done) => {}
                // A circle that meets one which is known says nothing new; all of them would be as many as there are
                // edges, each as long as the path.
                Some(Colour::OnPath(from)) if reported > from => {}
                Some(Colour::OnPath(from)) => {
                    cycles.push(path[from..].iter().map(|it| it.node).collect());
                    for (index, it) in path.iter_mut().enumerate().skip(from) {
                        it.reported = index + 1;
                    }
                }
                None => {
                    colours.insert(next, Colour::OnPath(path.len()));
                    path.push(Step {
                        node: next,
                        edge: 0,
                        reported,
                    });
                }
            }
        }
    }
    cycles
}
