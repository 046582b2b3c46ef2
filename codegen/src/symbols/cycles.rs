//! Finds definitions that have no end; XSD 1.0 §3.4.6, §3.6.6, §3.8.6, §3.14.6.
//!
//! A type that holds elements of itself is not among them: its instances may end.

use std::collections::{BTreeMap, VecDeque};

use super::decl::Decl;
use super::walk::{Part, Role, walk};
use super::{Space, SymbolTable};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::graph;
use crate::names::QName;

/// How many members of a circle are shown with their source; the message names all.
const MAX_LABELS: usize = 20;

/// What may have no end, and what is said of it.
const KINDS: [(Space, &str); 4] = [
    (Space::Type, "types derive from each other"),
    (Space::Group, "groups hold each other"),
    (Space::AttributeGroup, "attribute groups hold each other"),
    (Space::Element, "elements substitute each other"),
];

/// What each of `decls`, which are of one symbol space, takes over from the others.
fn edges<'m>(decls: &[(Decl<'m>, &'m QName)]) -> Vec<Vec<usize>> {
    let indices: BTreeMap<&QName, usize> = decls.iter().map(|it| it.1).zip(0..).collect();
    let edges = decls.iter().map(|(decl, _)| {
        let mut res = Vec::new();
        walk(*decl, |part| match part {
            Part::Reference(role, it) if it.space == decl.space() && role != Role::Member => {
                res.extend(indices.get(it.name));
            }
            _ => {}
        });
        res
    });
    edges.collect()
}

/// Reports what is defined by itself, and notes it in the table.
pub(super) fn check_cycles(table: &mut SymbolTable<'_>, diagnostics: &mut Diagnostics) {
    for (space, what) in KINDS {
        let decls = table.schema_decls().filter(|decl| decl.space() == space);
        let decls: Vec<(Decl<'_>, &QName)> =
            decls.filter_map(|it| Some((it, it.name()?))).collect();
        let edges = edges(&decls);
        for component in graph::components(&edges) {
            let Some(circle) = circle(&edges, &component) else {
                continue;
            };
            let mut names: Vec<String> = Vec::new();
            for idx in circle.iter().chain(&circle[..1]) {
                names.push(format!("`{}`", decls[*idx].1));
            }
            let message = format!("{what} without end: {}", names.join(" → "));
            let diagnostic = diagnostics.error(Code::Cycle, decls[circle[0]].0.span(), message);
            for idx in circle.iter().skip(1).take(MAX_LABELS) {
                diagnostic.label(decls[*idx].0.span(), "part of the circle");
            }
            let members = component.iter().map(|idx| decls[*idx].1.clone());
            (table.endless).extend(members.map(|name| (space, name)));
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
