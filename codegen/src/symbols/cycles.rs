//! Finds definitions that have no end; XSD 1.0 §3.4.6, §3.6.6, §3.8.6, §3.14.6.
//!
//! A type that holds elements of itself is not among them: its instances may end.

use std::collections::{BTreeMap, VecDeque};

use super::walk::{Decl, Part, Role, walk};
use super::{Space, SymbolTable};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::graph;
use crate::names::QName;
use crate::source::span::Span;

/// How many members of a circle are shown with their source; the message names all.
const MAX_LABELS: usize = 20;

/// The declarations of one symbol space.
struct Graph<'m> {
    space: Space,
    nodes: Vec<(&'m QName, Span)>,
    edges: Vec<Vec<usize>>,
}

impl<'m> Graph<'m> {
    /// What each of `decls` takes over from the others.
    fn new(space: Space, decls: Vec<(&'m QName, Span, Decl<'m>)>) -> Self {
        let indices: BTreeMap<&QName, usize> = decls.iter().map(|it| it.0).zip(0..).collect();
        let edges = decls.iter().map(|(_, _, decl)| {
            let mut res = Vec::new();
            walk(*decl, |part| match part {
                Part::Reference(role, it) if it.space == space && role != Role::Member => {
                    res.extend(indices.get(it.name));
                }
                _ => {}
            });
            res
        });
        Self {
            space,
            edges: edges.collect(),
            nodes: decls.iter().map(|it| (it.0, it.1)).collect(),
        }
    }
}

/// Reports what is defined by itself, and notes it in the table.
pub(super) fn check_cycles(table: &mut SymbolTable<'_>, diagnostics: &mut Diagnostics) {
    let types = table.types.iter();
    let types = types.map(|(name, decl)| (*name, decl.span, Decl::Type(decl)));
    let groups = table.groups.iter();
    let groups = groups.map(|(name, decl)| (*name, decl.span, Decl::Group(&decl.particle)));
    let attributes = table.attribute_groups.iter();
    let attributes =
        attributes.map(|(name, decl)| (*name, decl.span, Decl::AttributeGroup(&decl.attributes)));
    let elements = table.elements.iter();
    let elements = elements.map(|(name, decl)| (*name, decl.span, Decl::Element(decl)));
    let graphs = [
        (
            "types derive from each other",
            Graph::new(Space::Type, types.collect()),
        ),
        (
            "groups hold each other",
            Graph::new(Space::Group, groups.collect()),
        ),
        (
            "attribute groups hold each other",
            Graph::new(Space::AttributeGroup, attributes.collect()),
        ),
        (
            "elements substitute each other",
            Graph::new(Space::Element, elements.collect()),
        ),
    ];
    for (what, graph) in graphs {
        for component in graph::components(&graph.edges) {
            let Some(circle) = circle(&graph.edges, &component) else {
                continue;
            };
            let mut names: Vec<String> = Vec::new();
            for idx in circle.iter().chain(&circle[..1]) {
                names.push(format!("`{}`", graph.nodes[*idx].0));
            }
            let message = format!("{what} without end: {}", names.join(" → "));
            let diagnostic = diagnostics.error(Code::Cycle, graph.nodes[circle[0]].1, message);
            for idx in circle.iter().skip(1).take(MAX_LABELS) {
                diagnostic.label(graph.nodes[*idx].1, "part of the circle");
            }
            let members = component.iter().map(|idx| graph.nodes[*idx].0.clone());
            (table.endless).extend(members.map(|name| (graph.space, name)));
        }
    }
}

/// The shortest circle through the first node of a component, if it has any.
fn circle(edges: &[Vec<usize>], component: &[usize]) -> Option<Vec<usize>> {
    let start = component[0];
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(idx) = queue.pop_front() {
        for to in &edges[idx] {
            if *to == start {
                let mut res = vec![idx];
                while let Some(before) = came_from.get(&res[res.len() - 1]) {
                    res.push(*before);
                }
                res.reverse();
                return Some(res);
            }
            if component.binary_search(to).is_ok() && !came_from.contains_key(to) {
                came_from.insert(*to, idx);
                queue.push_back(*to);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_circle_of_a_component_is_shown() {
        let edges = [vec![1, 2], vec![2], vec![3, 0], vec![0], vec![4], vec![]];
        assert_eq!(circle(&edges, &[0, 1, 2, 3]), Some(vec![0, 2]));
        assert_eq!(circle(&edges, &[4]), Some(vec![4]));
        assert_eq!(circle(&edges, &[5]), None);
    }
}
