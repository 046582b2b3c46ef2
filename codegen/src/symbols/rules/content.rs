//! Content models by themselves: which element a name means (unique particle attribution), one type for one name, where
//! `xs:all` may stand; XSD 1.0 §3.8.6.

use std::collections::{BTreeMap, BTreeSet};

use super::particles::{Node, What, content};
use super::types::{Ty, Types};
use crate::diagnostic::Diagnostics;
use crate::names::QName;
use crate::source::span::Span;
use crate::xsd::model::{ComplexType, Compositor, Term, Wildcard};

/// Notes what is wrong with the content of `complex`, which is `whole` where it can be looked at.
pub(super) fn check<'m>(
    types: Types<'_, 'm>,
    complex: &'m ComplexType,
    whole: Option<&Node<'m>>,
    diagnostics: &mut Diagnostics,
) {
    check_all(types, complex, diagnostics);
    if complex.content.particle().is_none() {
        return;
    }
    let Some(model) = whole else {
        return;
    };
    let mut known: BTreeMap<&QName, Ty<'m>> = BTreeMap::new();
    let mut open = vec![model];
    while let Some(node) = open.pop() {
        match &node.what {
            What::Group(_, members) => open.extend(members.iter().rev()),
            What::Any(_) => {}
            What::Element(element) => {
                let Some(ty) = types.of_element(element) else {
                    continue;
                };
                let first = *known.entry(&element.name).or_insert(ty);
                if !first.is(ty) {
                    let message = format!(
                        "`{}` has another type beside in the same content",
                        element.name
                    );
                    diagnostics.invalid("cos-element-consistent", node.span, message);
                }
            }
        }
    }
    let mut automaton = Automaton { types, clash: None };
    let ends = automaton.read(model);
    automaton.meet(&ends.first);
    for follow in &ends.last {
        automaton.meet(follow);
    }
    if let Some((one, other)) = automaton.clash {
        let message =
            format!("{one}, and the same may be meant by what is allowed beside or after it");
        diagnostics.invalid("cos-nonambig", other, message);
    }
}

/// Whether nothing may stand in `ty`.
pub(super) fn is_emptiable<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> bool {
    content(types, ty).is_none_or(|it| it.is_emptiable())
}

/// `xs:all` stands alone in a type, once.
fn check_all<'m>(types: Types<'_, 'm>, complex: &'m ComplexType, diagnostics: &mut Diagnostics) {
    let particle = complex.content.particle();
    let mut open = Vec::from_iter(particle.map(|particle| (particle, true)));
    while let Some((particle, is_top)) = open.pop() {
        match &particle.term {
            Term::GroupRef(name) => {
                let group = types.table.groups.get(name);
                let is_all = group
                    .is_some_and(|it| matches!(it.particle.term, Term::Group(Compositor::All, _)));
                if is_all && !(is_top && particle.max == Some(1)) {
                    let message = "a group of `xs:all` stands within another, or more than once";
                    diagnostics.invalid("cos-all-limited", particle.span, message);
                }
            }
            Term::Group(_, members) => {
                open.extend(members.iter().map(|it| (it, false)));
            }
            Term::Element(_) | Term::ElementRef(_) | Term::Any(_) => {}
        }
    }
}

/// What a part of a model may begin with and end with: elements and wildcards.
#[derive(Default)]
struct Ends<'n, 'm> {
    first: Vec<&'n Node<'m>>,
    /// What may follow each of the last, in addition to what follows the part.
    last: Vec<Vec<&'n Node<'m>>>,
    is_emptiable: bool,
}

impl<'n, 'm> Ends<'n, 'm> {
    /// Adds last places. What follows the whole follows each of them, so that one which nothing more may follow than
    /// an earlier one competes with nothing new: a list for each would make long sequences quadratic. `follow` is what
    /// may follow each of those that are there.
    fn end_at(&mut self, last: Vec<Vec<&'n Node<'m>>>, follow: &[&'n Node<'m>]) {
        let shared: BTreeSet<Span> = match self.last.is_empty() {
            true => BTreeSet::new(),
            false => follow.iter().map(|node| node.span).collect(),
        };
        for follow in last {
            let is_known = follow.iter().all(|node| shared.contains(&node.span));
            if self.last.is_empty() || !is_known {
                self.last.push(follow);
            }
        }
    }
}

/// Looks for places that compete; XSD 1.0 appendix H.
struct Automaton<'t, 'm> {
    types: Types<'t, 'm>,
    /// What competes, and where the second of it stands.
    clash: Option<(String, Span)>,
}

impl<'m> Automaton<'_, 'm> {
    fn read<'n>(&mut self, node: &'n Node<'m>) -> Ends<'n, 'm> {
        let mut ends = match &node.what {
            What::Group(kind, members) => self.group(*kind, members),
            What::Element(_) | What::Any(_) => Ends {
                first: vec![node],
                last: vec![Vec::new()],
                is_emptiable: false,
            },
        };
        match node.max {
            Some(0) => {
                return Ends {
                    is_emptiable: true,
                    ..Ends::default()
                };
            }
            Some(1) => {}
            // A fixed number is counted, so that what comes after it does not compete with one more.
            Some(max) if max == node.min => {
                for follow in &ends.last {
                    let mut all = follow.clone();
                    all.extend_from_slice(&ends.first);
                    self.meet(&all);
                }
            }
            _ => {
                let first = ends.first.clone();
                for follow in &mut ends.last {
                    follow.extend_from_slice(&first);
                }
            }
        }
        ends.is_emptiable |= node.min == 0;
        ends
    }

    fn group<'n>(&mut self, kind: Compositor, members: &'n [Node<'m>]) -> Ends<'n, 'm> {
        let parts: Vec<Ends<'n, 'm>> = members.iter().map(|it| self.read(it)).collect();
        if kind == Compositor::Sequence {
            return self.sequence(parts);
        }
        let mut ends = Ends {
            is_emptiable: parts.iter().any(|it| it.is_emptiable),
            ..Ends::default()
        };
        if kind == Compositor::All {
            ends.is_emptiable = parts.iter().all(|it| it.is_emptiable);
        }
        ends.is_emptiable |= parts.is_empty();
        for part in parts {
            ends.first.extend(part.first);
            ends.end_at(part.last, &[]);
        }
        if kind == Compositor::All {
            for follow in &mut ends.last {
                follow.extend_from_slice(&ends.first);
            }
        }
        ends
    }

    fn sequence<'n>(&mut self, parts: Vec<Ends<'n, 'm>>) -> Ends<'n, 'm> {
        let mut ends = Ends {
            is_emptiable: true,
            ..Ends::default()
        };
        for part in parts {
            for follow in &mut ends.last {
                follow.extend_from_slice(&part.first);
            }
            if ends.is_emptiable {
                ends.first.extend_from_slice(&part.first);
            }
            if !part.is_emptiable {
                for follow in std::mem::take(&mut ends.last) {
                    self.meet(&follow);
                }
            }
            ends.end_at(part.last, &part.first);
            ends.is_emptiable &= part.is_emptiable;
        }
        ends
    }

    /// Notes two of `nodes`, which may come next at one place, that the same element may be attributed to.
    fn meet(&mut self, nodes: &[&Node<'m>]) {
        if self.clash.is_some() {
            return;
        }
        let mut names: BTreeMap<&QName, Span> = BTreeMap::new();
        let mut wildcards: Vec<(&Wildcard, Span)> = Vec::new();
        for node in nodes {
            match &node.what {
                What::Element(decl) => {
                    for name in self.types.stand_ins(decl) {
                        let first = *names.entry(name).or_insert(node.span);
                        if first != node.span {
                            self.clash = Some((format!("`{name}` is allowed here"), node.span));
                        }
                    }
                }
                What::Any(wildcard) => {
                    let mut others = wildcards.iter().filter(|it| it.1 != node.span);
                    if others.any(|it| it.0.overlaps(wildcard)) {
                        self.clash = Some(("`xs:any` stands here".to_owned(), node.span));
                    }
                    wildcards.push((wildcard, node.span));
                }
                // Only what an element of a message is attributed to is remembered.
                What::Group(..) => {}
            }
        }
        for (wildcard, span) in wildcards {
            if let Some((name, _)) = names.iter().find(|it| wildcard.lets_in(it.0)) {
                self.clash = Some((format!("`xs:any` stands here beside `{name}`"), span));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::span::FileId;
    use soap_runtime::value::NoScope;

    use crate::symbols::SymbolTable;
    use crate::xsd::model::{ProcessContents, WildcardNamespaces};

    /// What is remembered of sequences of optional wildcards, each of another namespace: all that [`Automaton::meet`] looks
    /// at.
    fn remembered(n_members: u32) -> usize {
        let span = |start| Span::at(FileId(0), start);
        let wildcard = |index: u32| Wildcard {
            namespaces: WildcardNamespaces::OneOf(vec![index.to_string()]),
            except: Vec::new(),
            except_defined: false,
            except_siblings: false,
            process: ProcessContents::Lax,
            span: span(index),
        };
        let wildcards: Vec<Wildcard> = (0..n_members).map(wildcard).collect();
        let member = |wildcard| Node {
            min: 0,
            max: None,
            what: What::Any(wildcard),
            span: wildcard.span,
        };
        let members = wildcards.iter().map(member).collect();
        let (table, patterns, scope) = (SymbolTable::default(), Default::default(), NoScope);
        let types = Types {
            table: &table,
            patterns: &patterns,
            scope: &scope,
        };
        let mut automaton = Automaton { types, clash: None };
        let content = Node::once(What::Group(Compositor::Sequence, members), span(n_members));
        let ends = automaton.read(&content);
        assert!(automaton.clash.is_none());
        ends.first.len() + ends.last.iter().map(Vec::len).sum::<usize>()
    }

    #[test]
    fn long_sequences_cost_no_more_a_member_than_short_ones() {
        assert_eq!(remembered(10), 20);
        assert_eq!(remembered(1000), 2000);
    }
}
