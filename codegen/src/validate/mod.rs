//! Whether a document is one that its schemas allow; XSD 1.0 part 1 §2, §3: assessment, one pass, an element at a time.
//!
//! In: the symbols of a contract and the text of a document. Out: all that is wrong, with its place. It never recurses, and
//! keeps of a document what is open, its identifiers and its keys. Knows nothing of generated types.
//!
//! | file | question |
//! |---|---|
//! | `model.rs` | which declaration a child element is of, and whether children are missing |
//! | `derivation.rs` | which type and which element may stand for another |
//! | `attributes.rs` | which attributes a type has |
//! | `given.rs` | which an element has and may not, and which it lacks |
//! | `values.rs` | whether a text is a value, a fixed one where one is given |
//! | `ids.rs` | whether identifiers are unique and references lead somewhere |
//! | `identity.rs` | the same for `xs:key`, `xs:unique` and `xs:keyref` |
//! | `work.rs` | when is it enough |
//!
//! Elements and complex types of the schemas that come with the generator are not looked into: those declare what services
//! refer to, not all that the originals do.

mod attributes;
mod derivation;
mod element;
mod given;
mod identity;
mod ids;
mod model;
mod values;
mod work;

use std::collections::BTreeMap;
use std::rc::Rc;

use soap_runtime::value::Scope;
use soap_runtime::value::pattern::Translated;
use soap_runtime::xml::{DecodeError, Event, Limits, Reader};

use crate::diagnostic::Diagnostics;
use crate::names::QName;
use crate::symbols::rules::types::Types;
use crate::symbols::{Model, SymbolTable, resolve_names};

use attributes::Attributes;
use element::Open;
use identity::Identity;
use ids::Ids;
use model::Compiled;
use work::Work;

/// More problems than anybody reads.
const MAX_PROBLEMS: usize = 1_000;

/// What is wrong at one place of a document.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// Byte offset.
    pub(crate) position: usize,
    /// The element or attribute: `/order/line/@sku`.
    pub(crate) path: String,
    /// What is expected, and what is found.
    pub(crate) message: String,
}

/// Whether a root element that nothing declares is wrong; what is declared below is looked at all the same.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Root {
    Declared,
    Any,
}

/// What documents are held to.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'r> {
    pub(crate) model: &'r Model,
    /// Patterns that were met before.
    pub(crate) patterns: &'r Translated,
    pub(crate) root: Root,
    /// Whether elements and attributes of this local name hold what may not be shown.
    pub(crate) is_secret: &'r dyn Fn(&str) -> bool,
}

/// What is wrong with the document `text`, in its order, and what ended the reading of it: it is not well-formed, or passes a
/// limit.
pub(crate) fn validate(
    rules: Rules<'_>,
    text: &str,
    limits: &Limits,
) -> (Vec<Finding>, Option<DecodeError>) {
    let Rules {
        model, patterns, ..
    } = rules;
    // What does not resolve was reported when the contract was read.
    let table = resolve_names(model, &mut Diagnostics::default());
    if !table.endless.is_empty() {
        return (Vec::new(), None);
    }
    let reader = match Reader::new(text, limits) {
        Ok(reader) => reader,
        Err(error) => return (Vec::new(), Some(error)),
    };
    let work = Work::default();
    let mut walk = Walk {
        rules,
        types: Types {
            table: &table,
            patterns,
            scope: &work,
        },
        table: &table,
        reader,
        open: Vec::new(),
        names: Vec::new(),
        start: 0,
        attribute: None,
        models: BTreeMap::new(),
        attributes: BTreeMap::new(),
        ids: Ids::default(),
        identity: Identity::new(rules.is_secret),
        work: &work,
        found: Vec::new(),
    };
    let error = walk.through().err();
    let Walk { mut found, ids, .. } = walk;
    // What is missing may come in what was not read.
    if error.is_none() && !work.is_too_much() {
        found.extend(ids.dangling());
    }
    found.sort_by_key(|finding| finding.position);
    found.truncate(MAX_PROBLEMS);
    (found, error)
}

/// The state of an assessment.
struct Walk<'t, 'm, 'd> {
    rules: Rules<'t>,
    types: Types<'t, 'm>,
    table: &'t SymbolTable<'m>,
    reader: Reader<'d>,
    open: Vec<Open<'m>>,
    /// The names of the open elements, outermost first.
    names: Vec<QName>,
    /// Byte offset of the start tag that was read last.
    start: usize,
    /// The attribute that is being looked at.
    attribute: Option<String>,
    /// Content models and attributes of the types that were met, by address: only asked for, never gone through.
    models: BTreeMap<usize, Option<Rc<Compiled<'m>>>>,
    attributes: BTreeMap<usize, Rc<Attributes<'m>>>,
    ids: Ids,
    identity: Identity<'t, 'm>,
    work: &'t Work,
    found: Vec<Finding>,
}

impl Walk<'_, '_, '_> {
    fn through(&mut self) -> Result<(), DecodeError> {
        while let Some(event) = self.reader.walk()? {
            match event {
                Event::Start => self.start()?,
                Event::Text(text) => self.text(&text),
                Event::End => self.end(),
                _ => {}
            }
            if self.work.is_too_much() {
                // It is said whatever else was.
                self.found.truncate(MAX_PROBLEMS - 1);
                self.report("expected a document that can be held to its schemas in reasonable time, found one that asks for too much: what follows was not looked at".to_owned());
                break;
            }
        }
        Ok(())
    }

    /// The value of the innermost element, or of the attribute that is looked at, as it is shown.
    fn found(&self, text: &str) -> String {
        let innermost = self.names.last().map(|name| name.local.as_str());
        let local = self.attribute.as_deref().or(innermost);
        match local.is_some_and(self.rules.is_secret) {
            true => "a hidden value".to_owned(),
            false => shown(text),
        }
    }

    /// Notes what is wrong at the start tag that was read last, or at the attribute that is looked at.
    fn report(&mut self, message: String) {
        let position = match self.attribute {
            Some(_) => self.reader.position(),
            None => self.start,
        };
        self.report_at(position, message);
    }

    fn report_all(&mut self, found: Vec<Finding>) {
        let room = MAX_PROBLEMS.saturating_sub(self.found.len());
        self.found.extend(found.into_iter().take(room));
    }

    fn report_at(&mut self, position: usize, message: String) {
        if self.found.len() < MAX_PROBLEMS {
            self.found.push(Finding {
                position,
                path: path_of(&self.names, self.attribute.as_deref()),
                message,
            });
        }
    }
}

/// `/order/line/@sku`; of a long one the end, behind `…`.
fn path_of(names: &[QName], attribute: Option<&str>) -> String {
    const MOST: usize = 2_000;
    let mut left = MOST;
    let fits = |name: &&QName| {
        left = left.saturating_sub(1 + name.local.len());
        left > 0
    };
    let shown = names.iter().rev().take_while(fits).count();
    let cut = names.len() - shown;
    let start = (cut > 0).then(|| String::from("…"));
    let steps = names[cut..].iter().map(|name| format!("/{}", name.local));
    let attribute = attribute.map(|local| format!("/@{local}"));
    start.into_iter().chain(steps).chain(attribute).collect()
}

/// The prefixes in scope where a document is being read.
struct InScope<'r, 'd>(&'r Reader<'d>);

impl Scope for InScope<'_, '_> {
    fn resolve(&self, prefix: &str) -> Option<&str> {
        self.0.resolve_prefix(prefix)
    }
}

/// A text as it is shown in messages: not all of a long one.
fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let start: String = text.chars().take(MOST).collect();
    let end = if start.len() < text.len() { "…" } else { "" };
    format!("\"{start}{end}\"")
}
