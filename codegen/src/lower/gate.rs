//! What can be generated, and what keeps the rest from it: the gate in front of all other passes.
//!
//! In: the [`SymbolTable`]. Out: for any declaration, the first [`Problem`] among all that it leads to: a name that does not
//! resolve, definitions without an end, content that passes the limits. What has no problem can be lowered without
//! looking back: every name resolves, every chain of bases, groups and members ends, and nesting is bounded.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::settings;
use crate::source::span::Span;
use crate::symbols::{Space, SymbolTable};
use crate::xsd::model as xsd;

use super::problem::{Problem, unresolved};
use super::{graph, scalar, soap_array};

/// Particles of one type, with all groups and bases taken over.
const MAX_PARTICLES: u64 = 100_000;

/// Particles inside particles, with groups taken over.
const MAX_NESTING: u64 = 128;

/// Bases of bases.
const MAX_CHAIN: u64 = 256;

/// Members of a circle that a message names: every member has a message.
const MAX_NAMED: usize = 20;

/// All declarations, what each refers to, and what is wrong with it.
pub(super) struct Gate<'m> {
    /// The types that the user brings: whatever is wrong with them, referring to them is right.
    mapped: BTreeSet<&'m QName>,
    by_name: BTreeMap<(Space, &'m QName), usize>,
    nodes: Vec<Node>,
    /// The node with the nearest problem among all that each node leads to.
    causes: Vec<Option<usize>>,
}

#[derive(Default)]
struct Node {
    label: String,
    span: Option<Span>,
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

/// A part of a declaration that is still to be looked at.
enum Part<'m> {
    Type(usize, &'m xsd::TypeDecl),
    Element(usize, &'m xsd::ElementDecl),
    Particle(usize, &'m xsd::Particle, u64),
    Attributes(usize, &'m [xsd::AttributeUse]),
}

impl<'m> Gate<'m> {
    pub(super) fn new(symbols: &SymbolTable<'m>, settings: &settings::Types) -> Self {
        let mapped = symbols.types.keys().copied();
        let mut gate = Self {
            mapped: mapped.filter(|it| settings.mapped(it).is_some()).collect(),
            by_name: BTreeMap::new(),
            nodes: Vec::new(),
            causes: Vec::new(),
        };
        let mut parts: Vec<Part<'m>> = Vec::new();
        for (name, decl) in &symbols.types {
            let node = gate.add(Space::Type, name, "type", decl.span);
            parts.push(Part::Type(node, decl));
        }
        for (name, decl) in &symbols.elements {
            let node = gate.add(Space::Element, name, "element", decl.span);
            parts.push(Part::Element(node, decl));
        }
        for (name, decl) in &symbols.groups {
            let node = gate.add(Space::Group, name, "group", decl.span);
            parts.push(Part::Particle(node, &decl.particle, 1));
        }
        for (name, decl) in &symbols.attribute_groups {
            let node = gate.add(Space::AttributeGroup, name, "attribute group", decl.span);
            parts.push(Part::Attributes(node, &decl.attributes));
        }
        let mut attributes: Vec<(usize, &'m xsd::AttributeDecl)> = Vec::new();
        for (name, decl) in &symbols.attributes {
            attributes.push((
                gate.add(Space::Attribute, name, "attribute", decl.span),
                *decl,
            ));
        }
        for (node, decl) in attributes {
            gate.type_ref(node, &decl.ty, false, &mut parts);
        }
        while let Some(part) = parts.pop() {
            match part {
                Part::Type(node, decl) => gate.type_decl(node, decl, &mut parts),
                Part::Element(node, decl) => gate.element(node, decl, &mut parts),
                Part::Particle(node, particle, depth) => {
                    gate.particle(node, particle, depth, &mut parts);
                }
                Part::Attributes(node, uses) => gate.attributes(node, uses, &mut parts),
            }
        }
        gate.find_cycles();
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

    fn add(&mut self, space: Space, name: &'m QName, what: &str, span: Span) -> usize {
        self.nodes.push(Node {
            label: format!("{what} `{name}`"),
            span: Some(span),
            ..Node::default()
        });
        self.by_name.insert((space, name), self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// Notes a reference, and gives its node where it is declared.
    fn refer(
        &mut self,
        node: usize,
        space: Space,
        name: &QName,
        span: Option<Span>,
    ) -> Option<usize> {
        if known(space, name) {
            return None;
        }
        let to = self.by_name.get(&(space, name)).copied();
        match to {
            Some(to) => self.nodes[node].refs.push(to),
            None => self.fail(node, unresolved(space, name, span)),
        }
        to
    }

    fn fail(&mut self, node: usize, problem: Problem) {
        self.nodes[node].problem.get_or_insert(problem);
    }

    fn type_ref(
        &mut self,
        node: usize,
        ty: &'m xsd::TypeRef,
        base: bool,
        parts: &mut Vec<Part<'m>>,
    ) {
        match ty {
            xsd::TypeRef::Named(name, _) if !base && self.is_mapped(Space::Type, name) => {}
            xsd::TypeRef::Named(name, span) => {
                let to = self.refer(node, Space::Type, name, Some(*span));
                if base {
                    self.nodes[node].bases.extend(to);
                }
            }
            xsd::TypeRef::Anonymous(decl) if base => parts.push(Part::Type(node, decl)),
            xsd::TypeRef::Anonymous(decl) => {
                // A node of its own: an element may hold the type that it stands in.
                self.nodes.push(Node {
                    label: self.nodes[node].label.clone(),
                    span: Some(decl.span),
                    ..Node::default()
                });
                let inner = self.nodes.len() - 1;
                self.nodes[node].refs.push(inner);
                parts.push(Part::Type(inner, decl));
            }
            xsd::TypeRef::Absent => {}
        }
    }

    fn element(&mut self, node: usize, decl: &'m xsd::ElementDecl, parts: &mut Vec<Part<'m>>) {
        self.type_ref(node, &decl.ty, false, parts);
        let absent = matches!(decl.ty, xsd::TypeRef::Absent);
        if let (true, Some((head, span))) = (absent, &decl.substitution_head) {
            // XSD 1.0 §3.3.2: without a type of its own it has the head's.
            let to = self.refer(node, Space::Element, head, Some(*span));
            self.nodes[node].bases.extend(to);
        }
    }

    fn type_decl(&mut self, node: usize, decl: &'m xsd::TypeDecl, parts: &mut Vec<Part<'m>>) {
        let complex = match &decl.body {
            xsd::TypeBody::Complex(it) => it,
            xsd::TypeBody::Simple(it) => {
                self.nodes[node].weight += 1;
                match it {
                    xsd::SimpleType::Restriction { base, .. } => {
                        self.type_ref(node, base, true, parts);
                    }
                    xsd::SimpleType::List { item } => self.type_ref(node, item, true, parts),
                    xsd::SimpleType::Union { members } => {
                        for member in members {
                            self.type_ref(node, member, true, parts);
                        }
                    }
                }
                return;
            }
        };
        parts.push(Part::Attributes(node, &complex.attributes));
        let (base, particle) = match &complex.content {
            xsd::ComplexContent::Direct(particle) => (None, particle.as_ref()),
            xsd::ComplexContent::Extension { base, particle } => (Some(base), particle.as_ref()),
            xsd::ComplexContent::Restriction {
                base,
                particle,
                array_type,
            } => {
                if let Some(array) = array_type {
                    self.array(node, array);
                }
                (Some(base), particle.as_ref())
            }
            xsd::ComplexContent::SimpleExtension { base } => (Some(base), None),
            xsd::ComplexContent::SimpleRestriction { base, simple, .. } => {
                if let Some(simple) = simple {
                    parts.push(Part::Type(node, simple));
                }
                (Some(base), None)
            }
        };
        if let Some((base, span)) = base {
            let to = self.refer(node, Space::Type, base, Some(*span));
            self.nodes[node].bases.extend(to);
        }
        if let Some(particle) = particle {
            parts.push(Part::Particle(node, particle, 1));
        }
    }

    fn array(&mut self, node: usize, array: &xsd::ArrayType) {
        // What is kept raw needs no type of its items.
        if !self.is_mapped(Space::Type, &array.item) && soap_array::is_list(array) {
            self.refer(node, Space::Type, &array.item, Some(array.span));
        }
    }

    fn particle(
        &mut self,
        node: usize,
        it: &'m xsd::Particle,
        depth: u64,
        parts: &mut Vec<Part<'m>>,
    ) {
        self.nodes[node].weight += 1;
        self.nodes[node].depth = self.nodes[node].depth.max(depth);
        match &it.term {
            xsd::Term::Element(decl) => parts.push(Part::Element(node, decl)),
            xsd::Term::ElementRef(name) => {
                self.refer(node, Space::Element, name, Some(it.span));
            }
            xsd::Term::Sequence(inner) | xsd::Term::Choice(inner) | xsd::Term::All(inner) => {
                parts.extend(inner.iter().map(|it| Part::Particle(node, it, depth + 1)));
            }
            xsd::Term::GroupRef(name) => {
                let to = self.refer(node, Space::Group, name, Some(it.span));
                self.nodes[node].groups.extend(to);
            }
            xsd::Term::Any(_) => {}
        }
    }

    fn attributes(
        &mut self,
        node: usize,
        uses: &'m [xsd::AttributeUse],
        parts: &mut Vec<Part<'m>>,
    ) {
        for it in uses {
            self.nodes[node].weight += 1;
            match it {
                xsd::AttributeUse::Local { decl, .. } => {
                    self.type_ref(node, &decl.ty, false, parts)
                }
                xsd::AttributeUse::Ref { name, span, .. } => {
                    self.refer(node, Space::Attribute, name, Some(*span));
                }
                xsd::AttributeUse::Group(name, span) => {
                    let to = self.refer(node, Space::AttributeGroup, name, Some(*span));
                    self.nodes[node].groups.extend(to);
                }
            }
        }
    }

    fn taken_over(&self) -> Vec<Vec<usize>> {
        let both = |it: &Node| it.groups.iter().chain(&it.bases).copied().collect();
        self.nodes.iter().map(both).collect()
    }

    fn find_cycles(&mut self) {
        let edges = self.taken_over();
        let cyclic = graph::cyclic(&edges);
        let mut members: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (node, component) in cyclic.iter().enumerate() {
            if let Some(component) = component {
                let label = self.nodes[node].label.clone();
                members.entry(*component).or_default().push(label);
            }
        }
        for (node, component) in cyclic.iter().enumerate() {
            let Some(component) = component else { continue };
            let members = &members[component];
            let shown = &members[..members.len().min(MAX_NAMED)];
            let more = if shown.len() < members.len() {
                format!(" and {} more", members.len() - shown.len())
            } else {
                String::new()
            };
            let problem = Problem {
                code: Code::Cycle,
                message: format!(
                    "these are defined by each other: {}{more}",
                    shown.join(", ")
                ),
                span: self.nodes[node].span,
            };
            self.fail(node, problem);
        }
    }

    fn find_excess(&mut self) {
        let edges = self.taken_over();
        let mut chain: Vec<u64> = vec![0; self.nodes.len()];
        // What is taken over comes first, so its totals are known.
        for node in graph::components(&edges).concat() {
            let (groups, bases) = (
                self.nodes[node].groups.clone(),
                self.nodes[node].bases.clone(),
            );
            let mut weight = self.nodes[node].weight;
            for it in groups.iter().chain(&bases) {
                weight = weight.saturating_add(self.nodes[*it].weight);
            }
            let inner = groups
                .iter()
                .map(|it| self.nodes[*it].depth)
                .max()
                .unwrap_or(0);
            self.nodes[node].weight = weight;
            self.nodes[node].depth = self.nodes[node].depth.saturating_add(inner);
            chain[node] = 1 + bases.iter().map(|it| chain[*it]).max().unwrap_or(0);
            let excess = [
                ("particles", weight, MAX_PARTICLES),
                ("levels of nesting", self.nodes[node].depth, MAX_NESTING),
                ("bases", chain[node], MAX_CHAIN),
            ];
            for (what, found, limit) in excess {
                if found > limit {
                    let label = &self.nodes[node].label;
                    let problem = Problem {
                        code: Code::LimitPassed,
                        message: format!("{label} has {found} {what}, the limit is {limit}"),
                        span: self.nodes[node].span,
                    };
                    self.fail(node, problem);
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
