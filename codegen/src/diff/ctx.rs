//! What the comparing passes share: both sides, the pairs, and the changes found so far.

use std::collections::BTreeSet;

use crate::ir::{RustType, TypeId};

use super::change::{Change, Effect, Kind, Place, Reach};
use super::facets::Relation;
use super::pairs::Pairs;
use super::relation::{self, Sides};
use super::view::View;

pub(super) struct Ctx<'a> {
    pub(super) old: View<'a>,
    pub(super) new: View<'a>,
    pub(super) pairs: Pairs,
    pub(super) changes: Vec<Change>,
}

impl<'a> Ctx<'a> {
    pub(super) fn sides(&self) -> Sides<'_, 'a> {
        Sides {
            old: &self.old,
            new: &self.new,
            pairs: &self.pairs,
        }
    }

    pub(super) fn push(&mut self, draft: Draft) {
        self.changes.push(draft.build());
    }

    pub(super) fn is_same_type(&self, old: &RustType, new: &RustType) -> bool {
        relation::is_same_type(&self.pairs, old, new)
    }

    pub(super) fn old_declaration(&self, id: TypeId) -> Option<Place> {
        let anchor = self.old.anchor(id)?;
        self.old.locator.declaration(anchor)
    }

    pub(super) fn new_declaration(&self, id: TypeId) -> Option<Place> {
        let anchor = self.new.anchor(id)?;
        self.new.locator.declaration(anchor)
    }

    pub(super) fn old_member(&self, id: TypeId, local: &str) -> Option<Place> {
        let anchor = self.old.anchor(id)?;
        self.old.locator.member(anchor, local)
    }

    pub(super) fn new_member(&self, id: TypeId, local: &str) -> Option<Place> {
        let anchor = self.new.anchor(id)?;
        self.new.locator.member(anchor, local)
    }
}

/// A pair of types and what its members have in common.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) old: TypeId,
    pub(super) new: TypeId,
    pub(super) reach: Reach,
    pub(super) is_choice: bool,
    /// A struct of headers, whose members are each sent only where an operation says so.
    pub(super) is_headers: bool,
}

/// A change in the making.
pub(super) struct Draft {
    change: Change,
}

impl Draft {
    pub(super) fn new(kind: Kind, item: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            change: Change {
                kind,
                item: item.into(),
                wire: String::new(),
                message: message.into(),
                effects: BTreeSet::new(),
                code: None,
                reach: Reach::default(),
                old: None,
                new: None,
            },
        }
    }

    pub(super) fn wire(mut self, wire: impl Into<String>) -> Self {
        self.change.wire = wire.into();
        self
    }

    pub(super) fn reach(mut self, reach: Reach) -> Self {
        self.change.reach = reach;
        self
    }

    pub(super) fn at(mut self, old: Option<Place>, new: Option<Place>) -> Self {
        self.change.old = old;
        self.change.new = new;
        self
    }

    /// Adds `effect` where `condition` holds.
    pub(super) fn when(mut self, condition: bool, effect: Effect) -> Self {
        if condition {
            self.change.effects.insert(effect);
        }
        self
    }

    /// Requests break where the reach has them and values were lost; answers differ where it has those and values came.
    /// More values and none fewer are something that requests can use.
    pub(super) fn values(self, relation: Relation) -> Self {
        let reach = self.change.reach;
        self.when(relation.loses && reach.requests, Effect::BreaksRequests)
            .when(relation.gains && reach.answers, Effect::Answers)
            .when(relation == Relation::WIDER && reach.requests, Effect::New)
    }

    /// Code breaks where there is a reason.
    pub(super) fn code(mut self, reason: Option<String>) -> Self {
        if reason.is_some() {
            self.change.effects.insert(Effect::BreaksCode);
        }
        self.change.code = reason;
        self
    }

    fn build(mut self) -> Change {
        if self.change.effects.is_empty() {
            self.change.effects.insert(Effect::Harmless);
        }
        self.change
    }
}
