//! `xs:key`, `xs:unique` and `xs:keyref`; XSD 1.0 §3.11.4.
//!
//! In: elements as they begin and end, with their values. Out: what is wrong. An element that has constraints opens a scope;
//! each element below that a selector takes becomes a target, whose fields fill until it ends. Kept are the keys of the open
//! scopes, and those of closed ones for as long as a reference further out may be to them.

use std::collections::{BTreeMap, BTreeSet};

use super::work::Work;
use super::{Finding, shown};
use crate::names::QName;
use crate::xsd::model::{ElementDecl, IdentityConstraint, IdentityKind, IdentityPath, NameTest};

/// The values of all fields.
type Key = Vec<String>;

/// The open scopes, outermost first.
pub(super) struct Identity<'t, 'm> {
    scopes: Vec<Scope<'m>>,
    /// Whether what is called so may not be shown.
    is_secret: &'t dyn Fn(&str) -> bool,
}

struct Scope<'m> {
    /// The index of its element among the open ones.
    depth: usize,
    tables: Vec<Table<'m>>,
    targets: Vec<Target>,
    /// Keys of scopes further in, by constraint; whether one element alone has it.
    below: BTreeMap<&'m QName, BTreeMap<Key, bool>>,
}

struct Table<'m> {
    constraint: &'m IdentityConstraint,
    keys: BTreeSet<Key>,
    /// What refers to a key, and the values.
    references: Vec<(Target, Key)>,
}

/// An element that a selector takes.
struct Target {
    /// The index of its constraint in the scope.
    table: usize,
    depth: usize,
    position: usize,
    path: String,
    fields: Vec<Field>,
    /// Whether a field may not be shown.
    is_secret: bool,
}

#[derive(Clone, Eq, PartialEq)]
enum Field {
    Absent,
    Value(String),
    /// What is there is no value of its type, which was reported.
    Unknown,
}

/// What an element has as a value where a field leads to it.
pub(super) enum Content {
    /// `nillable` elements cannot be fields of keys.
    Value {
        value: String,
        is_nillable: bool,
    },
    Invalid,
    /// It is nil, so that it has none.
    Nil,
    /// It holds elements.
    Complex,
}

impl<'t, 'm> Identity<'t, 'm> {
    pub(super) fn new(is_secret: &'t dyn Fn(&str) -> bool) -> Self {
        Self {
            scopes: Vec::new(),
            is_secret,
        }
    }

    /// Whether values are asked for.
    pub(super) fn is_active(&self) -> bool {
        !self.scopes.is_empty()
    }

    /// The innermost of `names` begins, `decl` declares it, its attributes have these values; `place` is its own.
    pub(super) fn begin(
        &mut self,
        names: &[QName],
        decl: Option<&'m ElementDecl>,
        attributes: &[(QName, Option<String>)],
        place: &dyn Fn() -> (usize, String),
        work: &Work,
    ) -> Vec<Finding> {
        let depth = names.len() - 1;
        let constraints = decl.map_or(&[][..], |decl| &decl.constraints);
        if !constraints.is_empty() {
            let table = |constraint: &'m IdentityConstraint| Table {
                constraint,
                keys: BTreeSet::new(),
                references: Vec::new(),
            };
            self.scopes.push(Scope {
                depth,
                tables: constraints.iter().map(table).collect(),
                targets: Vec::new(),
                below: BTreeMap::new(),
            });
        }
        let mut found = Vec::new();
        for scope in &mut self.scopes {
            let inner = &names[scope.depth + 1..];
            work.add(scope.tables.len());
            for (index, table) in scope.tables.iter().enumerate() {
                if table
                    .constraint
                    .selector
                    .iter()
                    .any(|path| leads(path, inner))
                {
                    let (position, path) = place();
                    work.add(100 + path.len());
                    if work.is_too_much() {
                        return found;
                    }
                    scope.targets.push(Target {
                        table: index,
                        depth,
                        position,
                        path,
                        fields: vec![Field::Absent; table.constraint.fields.len()],
                        is_secret: false,
                    });
                }
            }
            for target in &mut scope.targets {
                let constraint = scope.tables[target.table].constraint;
                let inner = &names[target.depth + 1..];
                work.add(1 + constraint.fields.len() * attributes.len());
                for (field, paths) in constraint.fields.iter().enumerate() {
                    for (name, value) in attributes {
                        let is_it = |path: &IdentityPath| {
                            let test = path.attribute.as_ref();
                            test.is_some_and(|test| takes(test, name)) && leads(path, inner)
                        };
                        if paths.iter().any(is_it) {
                            let value = value.clone().map_or(Field::Unknown, Field::Value);
                            target.is_secret |= (self.is_secret)(&name.local);
                            found.extend(target.fill(field, value, constraint));
                        }
                    }
                }
            }
        }
        found
    }

    /// The innermost of `names` ends, with this content.
    pub(super) fn end(&mut self, names: &[QName], content: &Content, work: &Work) -> Vec<Finding> {
        let depth = names.len() - 1;
        let mut found = Vec::new();
        for scope in &mut self.scopes {
            for target in &mut scope.targets {
                let constraint = scope.tables[target.table].constraint;
                let inner = &names[target.depth + 1..];
                work.add(constraint.fields.len());
                for (field, paths) in constraint.fields.iter().enumerate() {
                    let is_it =
                        |path: &IdentityPath| path.attribute.is_none() && leads(path, inner);
                    if !paths.iter().any(is_it) {
                        continue;
                    }
                    let own = names.last().map(|name| name.local.as_str());
                    target.is_secret |= own.is_some_and(self.is_secret);
                    let name = &constraint.name.local;
                    let value = match content {
                        Content::Nil => continue,
                        Content::Invalid => Field::Unknown,
                        Content::Value {
                            is_nillable: true, ..
                        } if constraint.kind == IdentityKind::Key => {
                            let message = format!(
                                "expected no nillable element in the key `{name}`, found one"
                            );
                            found.push(target.finding(message));
                            Field::Unknown
                        }
                        Content::Value { value, .. } => Field::Value(value.clone()),
                        Content::Complex => {
                            let message = format!(
                                "expected a text for `{name}`, found an element that may hold elements"
                            );
                            found.push(target.finding(message));
                            Field::Unknown
                        }
                    };
                    found.extend(target.fill(field, value, constraint));
                }
            }
            let targets = std::mem::take(&mut scope.targets);
            let (ended, open) = targets.into_iter().partition(|it| it.depth == depth);
            scope.targets = open;
            for target in ended {
                found.extend(scope.tables[target.table].take(target));
            }
        }
        if let Some(scope) = self.scopes.pop_if(|scope| scope.depth == depth) {
            found.extend(scope.dangling());
            self.keep_keys(scope);
        }
        found
    }

    /// Hands the keys of a closed scope on, where one further out refers to them.
    fn keep_keys(&mut self, scope: Scope<'m>) {
        let refers = |outer: &Scope<'m>, name: &QName| {
            outer.tables.iter().any(|table| {
                matches!(&table.constraint.kind, IdentityKind::Reference(refer) if refer == name)
            })
        };
        let mut all = scope.below;
        for table in scope.tables {
            // What the element itself has counts, whatever there is further in.
            let keys = table.keys.into_iter().map(|key| (key, true));
            all.entry(&table.constraint.name).or_default().extend(keys);
        }
        all.retain(|name, _| self.scopes.iter().any(|outer| refers(outer, name)));
        let Some(outer) = self.scopes.last_mut() else {
            return;
        };
        for (name, keys) in all {
            let known = outer.below.entry(name).or_default();
            for (key, only) in keys {
                let only = only && !known.contains_key(&key);
                known.insert(key, only);
            }
        }
    }
}

impl Scope<'_> {
    /// References to what no element is.
    fn dangling(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for table in &self.tables {
            let IdentityKind::Reference(refer) = &table.constraint.kind else {
                continue;
            };
            let own = self
                .tables
                .iter()
                .find(|table| table.constraint.name == *refer);
            let below = self.below.get(refer);
            for (target, key) in &table.references {
                let is_there = own.is_some_and(|own| own.keys.contains(key))
                    || below.is_some_and(|below| below.get(key) == Some(&true));
                if !is_there {
                    let name = &refer.local;
                    let message = format!(
                        "expected values of the key `{name}`, found {}, which no element has",
                        values(target, key)
                    );
                    found.push(target.finding(message));
                }
            }
        }
        found
    }
}

impl Table<'_> {
    /// Takes the key of a target that ended.
    fn take(&mut self, target: Target) -> Option<Finding> {
        if target.fields.contains(&Field::Unknown) {
            return None;
        }
        let constraint = self.constraint;
        let name = &constraint.name.local;
        let n_fields = target.fields.len();
        let value = |field: &Field| match field {
            Field::Value(value) => Some(value.clone()),
            Field::Absent | Field::Unknown => None,
        };
        let key: Key = target.fields.iter().filter_map(value).collect();
        if key.len() < n_fields {
            let is_key = constraint.kind == IdentityKind::Key;
            return is_key.then(|| {
                let message = format!(
                    "expected all {n_fields} fields of the key `{name}`, found {}",
                    key.len()
                );
                target.finding(message)
            });
        }
        if let IdentityKind::Reference(_) = constraint.kind {
            self.references.push((target, key));
            return None;
        }
        if self.keys.contains(&key) {
            let found = values(&target, &key);
            let message =
                format!("expected values of its own for `{name}`, found {found} a second time");
            return Some(target.finding(message));
        }
        self.keys.insert(key);
        None
    }
}

impl Target {
    fn finding(&self, message: String) -> Finding {
        Finding {
            position: self.position,
            path: self.path.clone(),
            message,
        }
    }

    /// Fills a field, which may be done once.
    fn fill(
        &mut self,
        field: usize,
        value: Field,
        constraint: &IdentityConstraint,
    ) -> Option<Finding> {
        let is_second = matches!(self.fields[field], Field::Value(_));
        self.fields[field] = if is_second { Field::Unknown } else { value };
        is_second.then(|| {
            let name = &constraint.name.local;
            self.finding(format!(
                "expected each field of `{name}` once, found one twice"
            ))
        })
    }
}

/// Whether the elements of `path` are the last of `inner`, or all of them.
fn leads(path: &IdentityPath, inner: &[QName]) -> bool {
    let Some(start) = inner.len().checked_sub(path.steps.len()) else {
        return false;
    };
    (start == 0 || path.at_any_depth)
        && path
            .steps
            .iter()
            .zip(&inner[start..])
            .all(|(step, name)| takes(step, name))
}

fn takes(test: &NameTest, name: &QName) -> bool {
    match test {
        NameTest::Any => true,
        NameTest::Namespace(namespace) => name.namespace == *namespace,
        NameTest::Name(wanted) => name == wanted,
    }
}

/// The values of a key as they are shown: each without the type before it.
fn values(target: &Target, key: &[String]) -> String {
    if target.is_secret {
        return "a hidden value".to_owned();
    }
    let texts = key.iter().map(|value| match value.split_once(':') {
        Some((_, text)) => shown(text),
        None => shown(value),
    });
    texts.collect::<Vec<String>>().join(", ")
}
