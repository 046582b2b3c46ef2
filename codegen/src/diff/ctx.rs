//! What the comparing passes share: both sides with their pairs, and the changes found so far.

use std::collections::BTreeSet;

use crate::ir::{RustType, TypeId};

use super::change::{Change, Effect, Kind, Place, Reach};
use super::facets::Relation;
use super::pairs::Pairs;
use super::view::View;

/// Both sides.
pub(super) struct Sides<'a> {
    pub(super) old: View<'a>,
    pub(super) new: View<'a>,
    pub(super) pairs: Pairs,
}

impl Sides<'_> {
    /// Whether Rust code sees the same type.
    pub(super) fn is_same_type(&self, old: &RustType, new: &RustType) -> bool {
        match (old, new) {
            (RustType::Named(a), RustType::Named(b)) => self.pairs.is_pair(*a, *b),
            (RustType::Option(a), RustType::Option(b))
            | (RustType::Vec(a), RustType::Vec(b))
            | (RustType::Nillable(a), RustType::Nillable(b))
            | (RustType::Boxed(a), RustType::Boxed(b))
            | (RustType::Secret(a), RustType::Secret(b))
            | (RustType::List(a), RustType::List(b)) => self.is_same_type(a, b),
            (RustType::Named(_), _) => false,
            (a, b) => a == b,
        }
    }

    /// What became of the type's name in code.
    pub(super) fn became(&self, old: &RustType, new: &RustType) -> String {
        format!("`{}` became `{}`", self.old.ty(old), self.new.ty(new))
    }

    /// A pair of types as what changes are about.
    pub(super) fn topic(&self, old: TypeId, new: TypeId) -> Topic {
        Topic {
            item: self.old.item(old).ident.clone(),
            wire: self.old.origin(old),
            reach: self.pairs.reach[old.0],
            old: self.old.declaration(old),
            new: self.new.declaration(new),
        }
    }
}

/// What a change is about; the members are those of [`Change`].
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    pub(super) item: String,
    pub(super) wire: String,
    pub(super) reach: Reach,
    pub(super) old: Option<Place>,
    pub(super) new: Option<Place>,
}

impl Topic {
    /// A member or variant of this type: `sign` stands between their names.
    pub(super) fn member(&self, sign: &str, ident: &str, wire: impl Into<String>) -> Self {
        Self {
            item: format!("{}{sign}{ident}", self.item),
            wire: wire.into(),
            ..self.clone()
        }
    }

    /// The same in messages of `reach`.
    pub(super) fn within(&self, reach: Reach) -> Self {
        Self {
            reach,
            ..self.clone()
        }
    }
}

/// A pair of types and what its members have in common.
pub(super) struct Owner {
    pub(super) old: TypeId,
    pub(super) new: TypeId,
    pub(super) topic: Topic,
    pub(super) is_choice: bool,
    /// A struct of headers, whose members are each sent only where an operation says so.
    pub(super) is_headers: bool,
}

impl Owner {
    pub(super) fn member(&self, ident: &str, wire: String) -> Topic {
        let sign = if self.is_choice { "::" } else { "." };
        self.topic.member(sign, ident, wire)
    }
}

/// The changes found so far.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) changes: Vec<Change>,
}

impl Findings {
    /// Adds a change, which is harmless unless more is said of it.
    pub(super) fn say(
        &mut self,
        kind: Kind,
        topic: &Topic,
        message: impl Into<String>,
    ) -> &mut Change {
        let topic = topic.clone();
        self.changes.push(Change {
            kind,
            item: topic.item,
            wire: topic.wire,
            message: message.into(),
            effects: BTreeSet::from([Effect::Harmless]),
            code: None,
            reach: topic.reach,
            old: topic.old,
            new: topic.new,
        });
        self.changes.last_mut().expect("one was pushed just now")
    }
}

/// What follows from a change.
impl Change {
    pub(super) fn has(&mut self, effect: Effect) -> &mut Self {
        self.effects.remove(&Effect::Harmless);
        self.effects.insert(effect);
        self
    }

    /// Adds `effect` where `condition` holds.
    pub(super) fn when(&mut self, condition: bool, effect: Effect) -> &mut Self {
        match condition {
            true => self.has(effect),
            false => self,
        }
    }

    /// Requests break where the reach has them and values were lost; answers differ where it has those and values came.
    /// More values and none fewer are something that requests can use.
    pub(super) fn values(&mut self, relation: Relation) -> &mut Self {
        let reach = self.reach;
        self.when(relation.loses && reach.requests, Effect::BreaksRequests)
            .when(relation.gains && reach.answers, Effect::Answers)
            .when(relation == Relation::WIDER && reach.requests, Effect::New)
    }

    /// Code breaks where there is a reason.
    pub(super) fn code(&mut self, reason: impl Into<Option<String>>) -> &mut Self {
        self.code = reason.into();
        self.when(self.code.is_some(), Effect::BreaksCode)
    }

    /// An enum has a variant more: answers may hold it, requests can.
    pub(super) fn variant_of(&mut self, ident: &str) -> &mut Self {
        let reach = self.reach;
        self.when(reach.answers, Effect::Answers)
            .when(reach.requests, Effect::New)
            .code(format!("an exhaustive `match` on `{ident}` lacks it"))
    }
}
