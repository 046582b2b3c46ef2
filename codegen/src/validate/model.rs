//! Content models as they are gone through: which declaration the next child is of, and whether the content may end.
//!
//! In: a tree of particles. Out: [`Compiled`], and positions in it. A position is a place where an element was taken, with the
//! number of the occurrence of it and of each group around it; XSD 1.0 §3.8.4, §3.9.4. Unique particle attribution leaves one
//! position at a time; where a schema breaks it there may be several.

use super::work::Work;
use crate::names::QName;
use crate::symbols::rules::particles::{Node, What};
use crate::xsd::model::{Compositor, ElementDecl, Wildcard};

/// Positions that are kept at a time.
const MAX_POSITIONS: usize = 32;

/// What a child may be.
#[derive(Clone, Copy)]
pub(super) enum Leaf<'m> {
    Element(&'m ElementDecl),
    Any(&'m Wildcard),
}

/// A content model.
pub(super) struct Compiled<'m> {
    /// The first is the root; members come after their group.
    items: Vec<Item<'m>>,
}

struct Item<'m> {
    min: u64,
    max: Option<u64>,
    what: Particle<'m>,
    /// Itself for the root.
    parent: usize,
    /// How many groups are around it.
    level: usize,
    /// Where it stands in its group.
    index: usize,
    /// Whether one occurrence of it may be nothing.
    is_hollow: bool,
}

enum Particle<'m> {
    Leaf(Leaf<'m>),
    Group(Compositor, Vec<usize>),
}

/// How far content was read.
#[derive(Clone, Default)]
pub(super) struct Progress {
    /// Empty before the first child.
    positions: Vec<Position>,
    has_begun: bool,
    /// Whether a child was no part of the model; what comes after it is anybody's guess.
    pub(super) is_lost: bool,
}

#[derive(Clone, Eq, PartialEq)]
struct Position {
    leaf: usize,
    /// Of the root, of each group further in, of the leaf: which occurrence it is, from 1.
    counts: Vec<u64>,
    /// Members of `xs:all` that were there.
    used: Vec<usize>,
}

impl<'m> Compiled<'m> {
    pub(super) fn new(root: &Node<'m>) -> Self {
        let mut res = Self { items: Vec::new() };
        res.add(root, 0, 0, 0);
        res
    }

    /// Adds `node`; nesting is bounded where it was made.
    fn add(&mut self, node: &Node<'m>, parent: usize, level: usize, index: usize) -> usize {
        let id = self.items.len();
        self.items.push(Item {
            min: node.min,
            max: node.max,
            what: match &node.what {
                What::Element(decl) => Particle::Leaf(Leaf::Element(decl)),
                What::Any(wildcard) => Particle::Leaf(Leaf::Any(wildcard)),
                What::Group(kind, _) => Particle::Group(*kind, Vec::new()),
            },
            parent,
            level,
            index,
            is_hollow: false,
        });
        if let What::Group(kind, nodes) = &node.what {
            let nodes = nodes.iter().enumerate();
            let members: Vec<usize> = nodes
                .map(|(index, node)| self.add(node, id, level + 1, index))
                .collect();
            let mut empties = members.iter().map(|member| self.is_emptiable(*member));
            self.items[id].is_hollow = match kind {
                Compositor::Choice => members.is_empty() || empties.any(|it| it),
                Compositor::Sequence | Compositor::All => empties.all(|it| it),
            };
            self.items[id].what = Particle::Group(*kind, members);
        }
        id
    }

    fn is_emptiable(&self, id: usize) -> bool {
        let item = &self.items[id];
        item.min == 0 || item.is_hollow || item.max == Some(0)
    }

    /// Takes a child: the declaration or wildcard that `is_it` takes it for; `None` where none may stand here.
    pub(super) fn take(
        &self,
        progress: &mut Progress,
        is_it: &mut dyn FnMut(Leaf<'m>) -> bool,
        work: &Work,
    ) -> Option<Leaf<'m>> {
        let mut next: Vec<Position> = Vec::new();
        self.each_next(progress, &mut |leaf, position| {
            work.add(1);
            if next.len() < MAX_POSITIONS && is_it(leaf) && !next.contains(position) {
                next.push(position.clone());
            }
        });
        let first = next.first()?.leaf;
        progress.positions = next;
        progress.has_begun = true;
        self.leaf(first)
    }

    /// Whether no child need follow.
    pub(super) fn may_end(&self, progress: &Progress, work: &Work) -> bool {
        self.each_next(progress, &mut |_, _| work.add(1))
    }

    /// What may follow, as it is shown in messages.
    pub(super) fn expected(&self, progress: &Progress) -> String {
        const MOST: usize = 5;
        let mut names: Vec<String> = Vec::new();
        let may_end = self.each_next(progress, &mut |leaf, _| {
            let name = match leaf {
                Leaf::Element(decl) => format!("`{}`", decl.name.local),
                Leaf::Any(_) => "an element of a wildcard".to_owned(),
            };
            if names.len() <= MOST && !names.contains(&name) {
                names.push(name);
            }
        });
        if names.len() > MOST {
            names.truncate(MOST);
            names.push("another".to_owned());
        }
        if may_end {
            names.push("the end".to_owned());
        }
        names.join(" or ")
    }

    /// An element declaration of this name anywhere in the model.
    pub(super) fn find(&self, name: &QName) -> Option<&'m ElementDecl> {
        self.items.iter().find_map(|item| match item.what {
            Particle::Leaf(Leaf::Element(decl)) if decl.name == *name => Some(decl),
            _ => None,
        })
    }

    fn leaf(&self, id: usize) -> Option<Leaf<'m>> {
        match &self.items[id].what {
            Particle::Leaf(leaf) => Some(*leaf),
            Particle::Group(..) => None,
        }
    }

    /// Shows each leaf that may come next to `see`, with the position behind it. Whether the content may end.
    fn each_next(&self, progress: &Progress, see: &mut dyn FnMut(Leaf<'m>, &Position)) -> bool {
        if !progress.has_begun {
            let mut start = Position {
                leaf: 0,
                counts: Vec::new(),
                used: Vec::new(),
            };
            self.enter(0, 1, &mut start, see);
            return self.is_emptiable(0);
        }
        let mut may_end = false;
        for position in &progress.positions {
            may_end |= self.after(position, see);
        }
        may_end
    }

    /// What may begin with occurrence `count` of `id`. `position` has the counts of the groups around it, and has them again
    /// afterwards.
    fn enter(
        &self,
        id: usize,
        count: u64,
        position: &mut Position,
        see: &mut dyn FnMut(Leaf<'m>, &Position),
    ) {
        let item = &self.items[id];
        if item.max.is_some_and(|max| count > max) {
            return;
        }
        position.counts.truncate(item.level);
        position.counts.push(count);
        match &item.what {
            Particle::Leaf(leaf) => {
                position.leaf = id;
                see(*leaf, position);
            }
            Particle::Group(Compositor::Sequence, members) => {
                for member in members {
                    self.enter(*member, 1, position, see);
                    if !self.is_emptiable(*member) {
                        break;
                    }
                }
            }
            Particle::Group(Compositor::Choice, members) => {
                for member in members {
                    self.enter(*member, 1, position, see);
                }
            }
            Particle::Group(Compositor::All, members) => {
                let outer = position.used.clone();
                position.used.retain(|used| !members.contains(used));
                self.enter_unused(members, position, see);
                position.used = outer;
            }
        }
        position.counts.truncate(item.level);
    }

    fn enter_unused(
        &self,
        members: &[usize],
        position: &mut Position,
        see: &mut dyn FnMut(Leaf<'m>, &Position),
    ) {
        for member in members {
            if !position.used.contains(member) {
                position.used.push(*member);
                self.enter(*member, 1, position, see);
                position.used.pop();
            }
        }
    }

    /// What may come after `at`. Whether the content may end there.
    fn after(&self, at: &Position, see: &mut dyn FnMut(Leaf<'m>, &Position)) -> bool {
        let mut position = at.clone();
        let mut id = at.leaf;
        loop {
            let item = &self.items[id];
            let count = at.counts[item.level];
            position.counts.clear();
            position.counts.extend(&at.counts[..item.level]);
            self.enter(id, count.saturating_add(1), &mut position, see);
            // Those that are missing may be nothing.
            if count < item.min && !item.is_hollow {
                return false;
            }
            if item.level == 0 {
                return true;
            }
            let parent = &self.items[item.parent];
            if let Particle::Group(kind, members) = &parent.what {
                match kind {
                    Compositor::Choice => {}
                    Compositor::Sequence => {
                        for member in &members[item.index + 1..] {
                            self.enter(*member, 1, &mut position, see);
                            if !self.is_emptiable(*member) {
                                return false;
                            }
                        }
                    }
                    Compositor::All => {
                        self.enter_unused(members, &mut position, see);
                        let mut missing = members.iter().filter(|it| !at.used.contains(it));
                        if missing.any(|it| !self.is_emptiable(*it)) {
                            return false;
                        }
                    }
                }
            }
            id = item.parent;
        }
    }
}
