//! What is said: the user's settings, which of them had an effect, and the diagnostics.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::ir::{RustType, Secret};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;
use crate::settings::{Pattern, Settings};
use crate::source::span::Span;

use super::draft::rank;
use super::setting::{Global, Nameable, Setting};

/// What the user says, and what is said to the user.
pub(super) struct Told<'a> {
    pub(super) settings: &'a Settings,
    pub(super) diagnostics: &'a mut Diagnostics,
    used: BTreeSet<(Setting, String)>,
    offered: BTreeMap<Nameable, BTreeSet<String>>,
    reported: BTreeSet<Once>,
    secrets: BTreeMap<String, Secret>,
    /// What names of members are in Rust: the same names stand in many types.
    snakes: BTreeMap<String, String>,
}

/// What is reported once, however often it is met.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Once {
    /// The limit of entries is passed.
    Entries,
    /// An abstract type for which nothing can stand.
    AbstractType(QName),
    /// An abstract element for which nothing can stand.
    AbstractElement(QName),
    /// What may stand for another, but is not generated.
    LeftOut(QName),
    /// What a binding asks.
    Binding(QName),
    /// An extension that is read past.
    Extension(QName),
    /// What a policy needs, or is wrong with it.
    Policy(Span, String),
    /// A part of a message that has a type, in a document-style body.
    TypePart(QName, String),
    /// A default or fixed value that is none.
    Value(Span),
    /// A pattern that is not checked, or can hardly be meant.
    Pattern(Span),
}

impl<'a> Told<'a> {
    pub(super) fn new(settings: &'a Settings, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            settings,
            diagnostics,
            used: BTreeSet::new(),
            offered: BTreeMap::new(),
            reported: BTreeSet::new(),
            secrets: BTreeMap::new(),
            snakes: BTreeMap::new(),
        }
    }

    /// Whether `what` is reported for the first time.
    pub(super) fn first(&mut self, what: Once) -> bool {
        self.reported.insert(what)
    }

    /// Notes that the member `wire` of `owner` is secret, and why.
    pub(super) fn hidden(&mut self, wire: &str, owner: &str, reason: String) {
        let secret = self.secrets.entry(wire.to_owned()).or_insert(Secret {
            wire: wire.to_owned(),
            reason,
            owners: Vec::new(),
        });
        if !secret.owners.iter().any(|known| known == owner) {
            secret.owners.push(owner.to_owned());
        }
    }

    /// Notes that what `wire` holds is called `item`, where that is secret.
    pub(super) fn hidden_as(&mut self, wire: &str, item: &str) {
        if let Some(list) = self.secrets.get(wire).cloned() {
            let wire = item.to_owned();
            let item = Secret { wire, ..list };
            self.secrets.entry(item.wire.clone()).or_insert(item);
        }
    }

    /// All that is secret, by name.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        self.secrets.values().cloned().collect()
    }

    /// The name of the member `wire`, before anything is asked of it; [`naming::snake`].
    pub(super) fn snake(&mut self, wire: &str) -> &str {
        if !self.snakes.contains_key(wire) {
            self.snakes.insert(wire.to_owned(), naming::snake(wire));
        }
        &self.snakes[wire]
    }

    /// Notes that `text` of `setting` had an effect.
    pub(super) fn used(&mut self, setting: Setting, text: &str) {
        self.used.insert((setting, text.to_owned()));
    }

    pub(super) fn is_used(&self, setting: &Setting, text: &str) -> bool {
        self.used.contains(&(setting.clone(), text.to_owned()))
    }

    /// Whether any of `patterns`, which `setting` lists, means `name`.
    pub(super) fn is_listed(
        &mut self,
        setting: &Setting,
        patterns: &[Pattern],
        name: &str,
    ) -> bool {
        let mut is_listed = false;
        for pattern in patterns.iter().filter(|pattern| pattern.matches(name)) {
            is_listed = true;
            self.used(setting.clone(), pattern.as_str());
        }
        is_listed
    }

    /// Notes that a setting could say `text`.
    pub(super) fn offer(&mut self, what: Nameable, text: &str) {
        let known = self.offered.entry(what).or_default();
        if !known.contains(text) {
            known.insert(text.to_owned());
        }
    }

    /// What a setting could have said, sorted.
    pub(super) fn offered(&self, what: Nameable) -> impl Iterator<Item = &str> {
        let names = self.offered.get(&what).into_iter().flatten();
        names.map(String::as_str)
    }

    /// The name that the settings give to `wire`.
    pub(super) fn renamed(&mut self, wire: &str) -> Option<String> {
        let settings = &self.settings.naming.rename;
        if settings.is_empty() {
            return None;
        }
        self.offer(Nameable::Renamed, wire);
        let name = settings.get(wire)?;
        self.used(Setting::Rename, wire);
        Some(name.as_str().to_owned())
    }

    /// The name that the settings give to a global declaration: by kind and name, or where the name alone cannot mean a
    /// part of something, by name.
    pub(super) fn renamed_global(&mut self, global: Global, wire: &QName) -> Option<String> {
        if self.settings.naming.rename.is_empty() {
            return None;
        }
        let (full, local) = (wire.to_string(), &wire.local);
        let mut keys = vec![format!("{global}:{full}"), format!("{global}:{local}")];
        if global.is_plain() {
            keys.extend([full, local.clone()]);
        }
        let mut res = None;
        for key in keys {
            // Each is offered and marked as used, whichever wins.
            res = self.renamed(&key).filter(|_| res.is_none()).or(res);
        }
        res
    }

    /// The claim of what is made to names, which the settings may replace.
    pub(super) fn claim(&mut self, global: Global, wire: &QName, names: Vec<String>) -> Claim {
        match self.renamed_global(global, wire) {
            Some(given) => Claim::new(vec![given], rank::SETTINGS),
            None => Claim::new(names, rank::MADE),
        }
    }

    /// The user's type in place of the schema type `name`.
    pub(super) fn mapped(&mut self, name: &QName) -> Option<RustType> {
        let (key, path) = self.settings.types.mapped(name)?;
        self.used(Setting::Map, key);
        Some(RustType::External(path.as_str().to_owned()))
    }
}
