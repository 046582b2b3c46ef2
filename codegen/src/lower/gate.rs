//! What can be generated, and what keeps the rest from it: the gate in front of all other passes.
//!
//! In: the [`SymbolTable`]. Out: for any declaration, the first [`Problem`] among all that it leads to: a name that does not
//! resolve, definitions without an end, content that passes the limits. What has no problem can be lowered without
//! looking back: every name resolves, every chain of bases, groups and members ends, and nesting is bounded.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::source::span::Span;
use crate::symbols::decl::Decl;
use crate::symbols::walk::{Part, Reference, Role, walk};
use crate::symbols::{Space, SymbolTable};
use crate::xsd::model::{SimpleType, TypeRef};
use crate::{graph, settings};

use super::problem::{Problem, unresolved};
use super::{scalar, soap_array};

/// Particles of one type, with all groups and bases taken over.
const MAX_PARTICLES: u64 = 100_000;

/// Particles inside particles, with groups taken over.
const MAX_NESTING: u64 = 128;

/// Bases of bases.
const MAX_CHAIN: u64 = 256;

/// All declarations, what each refers to, and what is wrong with it.
pub(super) struct Gate<'m> {
    /// The types that the user brings: whatever is wrong with them, referring to them is right.
    mapped: BTreeSet<&'m QName>,
    by_name: BTreeMap<(Space, &'m QName), usize>,
    nodes: Vec<Node>,
    /// The node with the nearest problem among all that each node leads to.
    causes: Vec<Option<usize>>,
}

struct Node {
    label: String,
    span: Span,
    /// All references.
    refs: Vec<usize>,
    /// Those whose content becomes part of this one's: groups.
    groups: Vec<usize>,
    /// Those that this one derives from.
    bases: Vec<usize>,
    weight: u64,
    depth: u64,
    problem: Option<Problem>,
}

impl<'m> Gate<'m> {
    pub(super) fn new(symbols: &SymbolTable<'m>, settings: &settings::Types) -> Self {
        let mapped = symbols.types.keys().copied();
        let mut gate = Self {
            mapped: mapped
                .filter(|name| settings.mapped(name).is_some())
                .collect(),
            by_name: BTreeMap::new(),
            nodes: Vec::new(),
            causes: Vec::new(),
        };
        let mut open: Vec<(usize, Decl<'m>)> = Vec::new();
        for decl in symbols.schema_decls() {
            let Some(name) = decl.name() else { continue };
            let node = gate.add(decl.space(), name, decl.span());
            open.push((node, decl));
        }
        while let Some((node, decl)) = open.pop() {
            walk(decl, |part| {
                if let Part::Simple(simple) = part {
                    gate.simple(node, symbols, simple);
                }
                gate.part(node, part, &mut open);
            });
        }
        for (space, name) in &symbols.endless {
            let Some(node) = gate.by_name.get(&(*space, name)).copied() else {
                continue;
            };
            let message = format!("{} is defined by itself", gate.nodes[node].label);
            gate.fail(node, Code::Cycle, gate.nodes[node].span, message);
        }
        gate.find_excess();
        gate.spread();
        gate
    }

    /// Whether nothing that the declaration leads to has a problem.
    pub(super) fn passes(&self, space: Space, name: &QName) -> bool {
        self.is_mapped(space, name) || self.sound(space, name)
    }

    /// Whether the derivation of the simple type `name` can be followed.
    pub(super) fn passes_or_builtin(&self, name: &QName) -> bool {
        scalar::is_builtin(name) || self.sound(Space::Type, name)
    }

    fn sound(&self, space: Space, name: &QName) -> bool {
        self.by_name
            .get(&(space, name))
            .is_some_and(|it| self.causes[*it].is_none())
    }

    fn is_mapped(&self, space: Space, name: &QName) -> bool {
        space == Space::Type && self.mapped.contains(name)
    }

    /// The nearest problem among all that `name` leads to; `span` is where it is referred to.
    pub(super) fn problem(
        &self,
        space: Space,
        name: &QName,
        span: Option<Span>,
    ) -> Option<Problem> {
        if known(space, name) || self.is_mapped(space, name) {
            return None;
        }
        let Some(start) = self.by_name.get(&(space, name)) else {
            return Some(unresolved(space, name, span));
        };
        let cause = self.causes[*start]?;
        self.nodes[cause].problem.clone()
    }

    fn add(&mut self, space: Space, name: &'m QName, span: Span) -> usize {
        let node = self.add_node(format!("{space} `{name}`"), span);
        self.by_name.insert((space, name), node);
        node
    }

    fn add_node(&mut self, label: String, span: Span) -> usize {
        self.nodes.push(Node {
            label,
            span,
            refs: Vec::new(),
            groups: Vec::new(),
            bases: Vec::new(),
            weight: 0,
            depth: 0,
            problem: None,
        });
        self.nodes.len() - 1
    }

    /// Notes a problem of `node`; the first counts.
    fn fail(&mut self, node: usize, code: Code, span: Span, message: String) {
        let span = Some(span);
        self.nodes[node].problem.get_or_insert(Problem {
            code,
            message,
            span,
        });
    }

    /// Lists and unions are made of simple types; XSD 1.0 §3.14.2.
    fn simple(&mut self, node: usize, symbols: &SymbolTable<'m>, simple: &'m SimpleType) {
        let what = match simple {
            SimpleType::Restriction { .. } => return,
            SimpleType::List { .. } => "list",
            SimpleType::Union { .. } => "union",
        };
        let label = self.nodes[node].label.clone();
        for member in simple.parts() {
            let TypeRef::Named(name, span) = member else {
                continue;
            };
            if scalar::is_complex(symbols, member) {
                let message = format!("{label} is a {what} over `{name}`, which is no simple type");
                self.fail(node, Code::BadValue, *span, message);
            }
        }
    }

    /// Takes in a part of the declaration of `node`.
    fn part(&mut self, node: usize, part: Part<'m>, open: &mut Vec<(usize, Decl<'m>)>) {
        match part {
            Part::Decl(_) => {}
            Part::Particle(level) => {
                self.nodes[node].weight += 1;
                self.nodes[node].depth = self.nodes[node].depth.max(level);
            }
            Part::Attribute | Part::Simple(_) => self.nodes[node].weight += 1,
            Part::Array(array) => {
                // What is kept raw needs no type of its items.
                if !self.is_mapped(Space::Type, &array.item) && soap_array::is_list(array) {
                    self.refer(node, Space::Type, &array.item, array.span);
                }
            }
            Part::Inner(decl) => {
                // A node of its own: an element may hold the type that it stands in.
                let inner = self.add_node(self.nodes[node].label.clone(), decl.span);
                self.nodes[node].refs.push(inner);
                open.push((inner, Decl::Type(decl)));
            }
            Part::Reference(role, Reference { space, name, span }) => match role {
                Role::Stand => {}
                Role::Member if self.is_mapped(space, name) => {}
                Role::Member => {
                    self.refer(node, space, name, span);
                }
                Role::Base => {
                    let to = self.refer(node, space, name, span);
                    self.nodes[node].bases.extend(to);
                }
                Role::Content => {
                    let to = self.refer(node, space, name, span);
                    self.nodes[node].groups.extend(to);
                }
            },
        }
    }

    /// Notes a reference, and gives its node where it is declared.
    fn refer(&mut self, node: usize, space: Space, name: &QName, span: Span) -> Option<usize> {
        if known(space, name) {
            return None;
        }
        let to = self.by_name.get(&(space, name)).copied();
        let own = &mut self.nodes[node];
        match to {
            Some(to) => own.refs.push(to),
            None => {
                let unresolved = unresolved(space, name, Some(span));
                own.problem.get_or_insert(unresolved);
            }
        }
        to
    }

    fn find_excess(&mut self) {
        let taken_over = |node: &Node| node.groups.iter().chain(&node.bases).copied().collect();
        let edges: Vec<Vec<usize>> = self.nodes.iter().map(taken_over).collect();
        let mut chain: Vec<u64> = vec![0; self.nodes.len()];
        // What is taken over comes first, so its totals are known.
        for node in graph::components(&edges).concat() {
            let Node { groups, bases, .. } = &self.nodes[node];
            let weights = edges[node].iter().map(|it| self.nodes[*it].weight);
            let weight = weights.fold(self.nodes[node].weight, u64::saturating_add);
            let inner = groups.iter().map(|it| self.nodes[*it].depth).max();
            let depth = self.nodes[node].depth.saturating_add(inner.unwrap_or(0));
            chain[node] = 1 + bases.iter().map(|it| chain[*it]).max().unwrap_or(0);
            (self.nodes[node].weight, self.nodes[node].depth) = (weight, depth);
            let excess = [
                ("particles", weight, MAX_PARTICLES),
                ("levels of nesting", depth, MAX_NESTING),
                ("bases", chain[node], MAX_CHAIN),
            ];
            for (what, found, limit) in excess {
                if found > limit {
                    let Node { label, span, .. } = &self.nodes[node];
                    let message = format!("{label} has {found} {what}, the limit is {limit}");
                    self.fail(node, Code::LimitPassed, *span, message);
                }
            }
        }
    }

    fn spread(&mut self) {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (node, it) in self.nodes.iter().enumerate() {
            for to in &it.refs {
                users[*to].push(node);
            }
        }
        self.causes = vec![None; self.nodes.len()];
        let failed = |it: &usize| self.nodes[*it].problem.is_some();
        let mut queue: VecDeque<usize> = (0..self.nodes.len()).filter(failed).collect();
        for it in &queue {
            self.causes[*it] = Some(*it);
        }
        // From all problems at once, level by level: the first to come is the nearest.
        while let Some(it) = queue.pop_front() {
            for user in &users[it] {
                if self.causes[*user].is_none() {
                    self.causes[*user] = self.causes[it];
                    queue.push_back(*user);
                }
            }
        }
    }
}

/// What needs no declaration.
fn known(space: Space, name: &QName) -> bool {
    match space {
        Space::Type => scalar::is_builtin(name),
        Space::Element => scalar::is_schema_element(name),
        Space::Attribute => scalar::is_known_attribute(name),
        Space::Group
        | Space::AttributeGroup
        | Space::Message
        | Space::PortType
        | Space::Binding
        | Space::Service => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::QName;
    use crate::source::span::FileId;
    use crate::xsd::model::{
        AppInfo, Block, ComplexContent, ComplexType, Compositor, ElementDecl, Finals, Particle,
        Term, TypeBody, TypeDecl,
    };

    const SPAN: Span = Span::at(FileId(0), 0);

    fn name(local: &str) -> QName {
        QName::new("urn:t", local)
    }

    /// A type with a member of each of `members`, which derives from `base`.
    fn ty(local: &str, base: Option<&str>, members: &[&str]) -> TypeDecl {
        let member = |local: &&str| {
            let decl = ElementDecl {
                name: name("m"),
                ty: TypeRef::Named(name(local), SPAN),
                nillable: false,
                is_abstract: false,
                finals: Finals::default(),
                block: Block::default(),
                substitution_head: None,
                value: None,
                constraints: Vec::new(),
                docs: None,
                span: SPAN,
            };
            Particle::once(Term::Element(Box::new(decl)), SPAN)
        };
        let members = members.iter().map(member).collect();
        let particle = Some(Particle::once(
            Term::Group(Compositor::Sequence, members),
            SPAN,
        ));
        let content = match base {
            None => ComplexContent::Direct(particle),
            Some(base) => ComplexContent::Extension {
                base: (name(base), SPAN),
                particle,
            },
        };
        TypeDecl {
            name: Some(name(local)),
            body: TypeBody::Complex(ComplexType {
                is_abstract: false,
                mixed: false,
                content,
                attributes: Vec::new(),
                any_attribute: None,
            }),
            finals: Finals::default(),
            block: Block::default(),
            docs: None,
            appinfo: AppInfo::default(),
            span: SPAN,
        }
    }

    /// What keeps each of `types` from being generated, where anything does.
    fn problems(types: &[TypeDecl]) -> Vec<Option<String>> {
        let names = types.iter().filter_map(|decl| decl.name.as_ref());
        let symbols = SymbolTable {
            types: names.clone().zip(types).collect(),
            ..SymbolTable::default()
        };
        let gate = Gate::new(&symbols, &settings::Types::default());
        let problem = |name| gate.problem(Space::Type, name, None).map(|it| it.message);
        names.map(problem).collect()
    }

    #[test]
    fn what_leads_to_a_problem_does_not_pass_and_all_else_does() {
        let types = [
            ty("Sound", None, &["Sound"]),
            ty("Broken", None, &["Sound", "Nowhere"]),
            ty("Holds", None, &["Broken"]),
            ty("Derives", Some("Holds"), &[]),
        ];
        let [sound, rest @ ..] = &problems(&types)[..] else {
            unreachable!("there are four types");
        };
        assert_eq!(*sound, None);
        let is_cause = |it: &Option<String>| it.as_ref().is_some_and(|it| it.contains("Nowhere"));
        assert!(rest.iter().all(is_cause), "{rest:?}");
    }

    #[test]
    fn chains_of_bases_are_limited() {
        let label = |index: u64| format!("T{index}");
        let mut types = vec![ty(&label(0), None, &[])];
        for index in 1..=MAX_CHAIN {
            types.push(ty(&label(index), Some(&label(index - 1)), &[]));
        }
        let problems = problems(&types);
        let n_sound = problems.iter().filter(|it| it.is_none()).count();
        assert_eq!(n_sound as u64, MAX_CHAIN);
        let last = problems.last().cloned().flatten().unwrap_or_default();
        assert!(last.contains("257 bases, the limit is 256"), "{last}");
    }
}
