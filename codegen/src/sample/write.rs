//! Writes one sample.
//!
//! In: entries and types of the IR, and what was tried. Out: XML.

mod values;

use crate::ir::{
    Api, Builtin, Choice, Entry, EntryKind, Field, RustType, Struct, TypeId, TypeKind, Wildcard,
    WireName,
};
use crate::namespaces::{XML, XSD};
use std::fmt::Write as _;

use super::scalar;
use super::tried::{Question, Tried};
use super::{WILD, WILD_NAMESPACE, escaped};

/// Elements after which a sample takes only what is required.
const MAX_ELEMENTS: usize = 300;
/// Levels after which it does so.
const MAX_RICH_DEPTH: usize = 10;
/// Levels after which it leaves out what other samples have.
const MAX_FULL_DEPTH: usize = 3;
/// Levels after which there is no sample: the type has no end.
const MAX_DEPTH: usize = 60;
/// The most occurrences of one element that is not required as often.
const MAX_OCCURRENCES: u32 = 20;
/// The most occurrences at all.
const MAX_REQUIRED: u32 = 1_000;

/// The namespace of elements in raw content.
pub const RAW: &str = "urn:sample:any";

/// How alternatives are chosen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Mode {
    /// What is shortest.
    Least,
    /// What was taken least often.
    Covering,
    /// By a fixed sequence of random numbers.
    Random,
    /// As [`Covering`](Self::Covering), with literals that the schema does not list.
    Unknown,
    /// Everything once, with plain values, nothing inside itself: for people.
    Filled,
}

pub(super) struct Writer<'a, 't> {
    api: &'a Api,
    tried: &'t mut Tried,
    mode: Mode,
    /// The record that is written.
    record: Option<TypeId>,
    /// Those around it.
    around: Vec<TypeId>,
    /// Whether each element begins a line.
    pub(super) is_indented: bool,
    /// How deep the next one is indented then.
    level: usize,
    /// Whether an end tag was written last.
    is_after_end: bool,
    out: String,
    /// The `Content-ID`s of the parts that stand beside the envelope.
    attachments: Vec<String>,
    /// The namespaces of `q0`, `q1` and so on, in values.
    prefixes: Vec<String>,
    elements: usize,
    has_end: bool,
}

/// The namespaces that samples of `entry` use for wildcards.
pub(super) fn wild_namespaces(api: &Api, entry: &Entry) -> Vec<String> {
    match &entry.kind {
        EntryKind::Any(it) | EntryKind::AnyAttributes(it) => allowed(api, it),
        _ => Vec::new(),
    }
}

fn allowed(api: &Api, wildcard: &Wildcard) -> Vec<String> {
    match wildcard {
        Wildcard::Any | Wildcard::Other(_) | Wildcard::Not(_) => vec![WILD_NAMESPACE.to_owned()],
        Wildcard::Except(inner, _) => allowed(api, inner),
        Wildcard::OneOf(list) => list.iter().map(|id| api.uri(*id).to_owned()).collect(),
    }
}

impl<'a, 't> Writer<'a, 't> {
    pub(super) fn new(api: &'a Api, mode: Mode, tried: &'t mut Tried) -> Self {
        Self {
            api,
            tried,
            mode,
            record: None,
            around: Vec::new(),
            is_indented: false,
            level: 0,
            is_after_end: false,
            out: String::new(),
            attachments: Vec::new(),
            prefixes: Vec::new(),
            elements: 0,
            has_end: true,
        }
    }

    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// What was written; `None` where it has no end. Parts to put beside it are named in an instruction at its end.
    pub(super) fn finish(mut self) -> Option<String> {
        if let Some(id) = scalar::SWA_REF.strip_prefix("cid:")
            && self.out.contains(scalar::SWA_REF)
        {
            self.attachments.push(id.to_owned());
        }
        if !self.prefixes.is_empty() {
            let declare =
                |(index, uri): (usize, &String)| format!(r#" xmlns:q{index}="{}""#, escaped(uri));
            let declarations: String = self.prefixes.iter().enumerate().map(declare).collect();
            let root_end = self.out.find('>').unwrap_or(0);
            self.out.insert_str(root_end, &declarations);
        }
        if !self.attachments.is_empty() {
            let ids = self.attachments.join(" ");
            let _ = write!(self.out, "<?parts {ids}?>");
        }
        self.has_end.then_some(self.out)
    }

    fn is_rich(&self, depth: usize) -> bool {
        self.mode != Mode::Least && depth < MAX_RICH_DEPTH && self.elements < MAX_ELEMENTS
    }

    /// One of `n`; the first where little is wanted.
    fn pick<T>(&mut self, place: &T, question: Question, n: usize, depth: usize) -> usize {
        if n < 2 {
            // Nothing to choose, but there is something to be reached.
            if self.is_rich(depth) && matches!(self.mode, Mode::Covering | Mode::Unknown) {
                self.tried.next(place, question, n.max(1));
            }
            return 0;
        }
        match self.mode {
            _ if !self.is_rich(depth) => 0,
            Mode::Least | Mode::Filled => 0,
            Mode::Covering | Mode::Unknown => self.tried.next(place, question, n),
            Mode::Random => self.tried.random(n),
        }
    }

    /// All occurrences of one entry, attributes not among them; `outer` is the namespace in scope.
    pub(super) fn entry(&mut self, entry: &Entry, ty: &RustType, outer: &str, depth: usize) {
        if depth > MAX_DEPTH || !self.has_end {
            self.has_end = false;
            return;
        }
        let counts = match self.mode {
            Mode::Filled if self.is_inside(entry, ty) => vec![entry.min],
            Mode::Filled => vec![entry.min.max(1).min(entry.max.unwrap_or(1))],
            Mode::Least | Mode::Covering | Mode::Random | Mode::Unknown => counts(entry),
        };
        // What was seen near the root and often, deep inside only keeps the rest from being reached.
        let is_known = self.mode == Mode::Covering
            && depth >= MAX_FULL_DEPTH
            && self
                .tried
                .is_exhausted(entry, Question::Count, counts.len());
        let wanted = match self.is_rich(depth) && !is_known {
            true => counts[self.pick(entry, Question::Count, counts.len(), depth)],
            false => entry.min,
        };
        for _ in 0..wanted.min(MAX_REQUIRED) {
            self.occurrence(entry, ty, outer, depth);
        }
    }

    /// Whether what is not required would stand inside itself, or says nothing to people.
    fn is_inside(&self, entry: &Entry, ty: &RustType) -> bool {
        let id = match &entry.kind {
            EntryKind::Any(_) | EntryKind::Attachment(_) => return true,
            EntryKind::Choice(id) | EntryKind::Group(id) => *id,
            _ => match self.api.plain(ty).named() {
                Some(id) => id,
                None => return false,
            },
        };
        let is_open = |id: TypeId| self.record == Some(id) || self.around.contains(&id);
        match &self.api.types[id.0].kind {
            TypeKind::Family(family) => (family.members.iter())
                .any(|member| self.api.plain(&member.ty).named().is_some_and(is_open)),
            _ => is_open(id),
        }
    }

    fn occurrence(&mut self, entry: &Entry, ty: &RustType, outer: &str, depth: usize) {
        self.elements += 1;
        match &entry.kind {
            EntryKind::Element(name) => self.element(name, entry, ty, outer, depth),
            EntryKind::Wrapper(name, item) => {
                let namespace = self.open(name, outer);
                if self.is_nil(entry, depth) {
                    self.close_nil();
                    return;
                }
                self.raw(">");
                self.entry(item, ty, namespace, depth + 1);
                self.close(name);
            }
            EntryKind::Choice(id) => {
                if let TypeKind::Choice(choice) = &self.api.types[id.0].kind {
                    self.around.push(*id);
                    self.choice(choice, outer, depth);
                    self.around.pop();
                }
            }
            EntryKind::Group(id) => {
                if let Some(group) = self.api.types[id.0].kind.as_struct() {
                    self.around.push(*id);
                    self.children(group, outer, depth + 1);
                    self.around.pop();
                }
            }
            // To start from, nobody needs what a strict wildcard would have declared.
            EntryKind::Any(_) if self.is_indented && entry.min == 0 => {}
            EntryKind::Any(wildcard) => {
                let namespace = self.wild_namespace(wildcard, depth);
                // Data sets hold their schema, and nothing else of that namespace.
                if namespace == XSD {
                    self.raw(&format!(r#"<schema xmlns="{XSD}" id="a"/>"#));
                    return;
                }
                let namespace = escaped(&namespace);
                self.raw(&format!(
                    r#"<{WILD} xmlns="{namespace}" a="1">text</{WILD}>"#
                ));
            }
            EntryKind::Text => {
                let text = self.value(entry, self.table(entry), ty, depth);
                self.raw(&escaped(&text));
            }
            EntryKind::Mixed => {
                self.raw("some &amp; text");
            }
            EntryKind::Attachment(name) => self.attachments.push(format!("{name}=1@sample")),
            // They stand in the start tag, and between the others.
            EntryKind::Attribute(_) | EntryKind::AnyAttributes(_) | EntryKind::MixedText => {}
        }
    }

    fn is_nil(&mut self, entry: &Entry, depth: usize) -> bool {
        entry.nillable && self.pick(entry, Question::Nil, 2, depth) == 1
    }

    /// Whether an element of `ty` has attributes even where it is nil. A nil value has none in Rust, so it cannot be written
    /// then; XSD 1.0 §3.3.4.
    fn needs_attributes(&self, ty: &RustType) -> bool {
        let Some(id) = self.api.plain(ty).named() else {
            return false;
        };
        let is_required =
            |it: &Field| matches!(it.entry.kind, EntryKind::Attribute(_)) && it.entry.min > 0;
        match &self.api.types[id.0].kind {
            TypeKind::Family(it) => it.members.iter().any(|it| self.needs_attributes(&it.ty)),
            kind => kind.fields().iter().any(is_required),
        }
    }

    fn choice(&mut self, choice: &'a Choice, outer: &str, depth: usize) {
        let all = &choice.alternatives;
        let index = if self.is_rich(depth) && self.mode != Mode::Filled {
            self.pick(choice, Question::Which, all.len(), depth)
        } else {
            let has_end = |it: &Field| !self.is_inside(&it.entry, &it.ty);
            all.iter().position(has_end).unwrap_or(choice.blank)
        };
        if let Some(it) = all.get(index) {
            self.entry(&it.entry, &it.ty, outer, depth + 1);
        }
    }

    fn element(
        &mut self,
        name: &WireName,
        entry: &Entry,
        ty: &RustType,
        outer: &str,
        depth: usize,
    ) {
        let namespace = self.open(name, outer);
        if !self.needs_attributes(ty) && self.is_nil(entry, depth) {
            self.close_nil();
            return;
        }
        if let RustType::Builtin(Builtin::AnyType) = self.api.plain(ty) {
            match self.mode {
                Mode::Filled => self.raw(">any content"),
                _ => self.raw(&format!(r#" a="1">some <b xmlns="{RAW}">raw</b> text"#)),
            }
        } else if let Some((id, it)) = self.record_of(ty, depth) {
            self.attributes(it, depth);
            self.raw(">");
            let outer = self.record.replace(id);
            self.around.extend(outer);
            self.children(it, namespace, depth + 1);
            self.record = outer;
            if outer.is_some() {
                self.around.pop();
            }
        } else {
            self.raw(">");
            let text = self.value(entry, self.table(entry), ty, depth);
            self.raw(&escaped(&text));
        }
        self.close(name);
    }

    /// The record whose content an element of `ty` has; that of a family's member after its `xsi:type`.
    fn record_of(&mut self, ty: &RustType, depth: usize) -> Option<(TypeId, &'a Struct)> {
        let api = self.api;
        let id = api.plain(ty).named()?;
        let TypeKind::Family(family) = &api.types[id.0].kind else {
            return Some((id, api.types[id.0].kind.as_struct()?));
        };
        let index = self.pick(family, Question::Which, family.members.len(), depth);
        let member = family.members.get(index)?;
        if index > 0 || !family.first_is_declared {
            let namespace = self.namespace(&member.wire);
            if namespace.is_empty() {
                // Without a prefix a type's name is of the default namespace, which the element may need.
                self.has_end = false;
            }
            self.raw(&format!(
                r#" xmlns:t="{}" xsi:type="t:{}""#,
                escaped(namespace),
                member.wire.local
            ));
        }
        let id = api.plain(&member.ty).named()?;
        Some((id, api.types[id.0].kind.as_struct()?))
    }

    fn attributes(&mut self, it: &Struct, depth: usize) {
        for field in &it.fields {
            let entry = &field.entry;
            let is_there = match &entry.kind {
                EntryKind::Attribute(_) | EntryKind::AnyAttributes(_) if entry.min > 0 => true,
                EntryKind::Attribute(_) | EntryKind::AnyAttributes(_) => {
                    self.is_rich(depth) && self.pick(entry, Question::Count, 2, depth) == 0
                }
                _ => false,
            };
            if !is_there {
                continue;
            }
            if let EntryKind::Attribute(name) = &entry.kind {
                let text = escaped(&self.value(entry, self.table(entry), &field.ty, depth));
                let namespace = self.namespace(name);
                let prefix = match namespace {
                    "" => String::new(),
                    XML => "xml:".to_owned(),
                    other => {
                        let (n, other) = (self.elements, escaped(other));
                        self.raw(&format!(r#" xmlns:a{n}="{other}""#));
                        format!("a{n}:")
                    }
                };
                self.raw(&format!(r#" {prefix}{}="{text}""#, name.local));
                self.elements += 1;
            } else if let EntryKind::AnyAttributes(wildcard) = &entry.kind
                && !self.is_indented
            {
                let namespace = self.wild_namespace(wildcard, depth);
                // The prefix of the XML namespace is reserved, and attributes of none are like those of the schema.
                if !namespace.is_empty() && namespace != XML {
                    let namespace = escaped(&namespace);
                    self.raw(&format!(r#" xmlns:w="{namespace}" w:{WILD}="1""#));
                }
            }
        }
    }

    fn children(&mut self, it: &'a Struct, outer: &str, depth: usize) {
        let is_child = |field: &&Field| {
            !matches!(
                field.entry.kind,
                EntryKind::Attribute(_) | EntryKind::AnyAttributes(_) | EntryKind::MixedText
            )
        };
        let text = (it.fields.iter()).find(|field| field.entry.kind == EntryKind::MixedText);
        let has_text =
            text.is_some_and(|field| self.pick(&field.entry, Question::Count, 2, depth) == 1);
        for field in it.fields.iter().filter(is_child) {
            if has_text {
                self.raw("some &amp; text ");
            }
            self.entry(&field.entry, &field.ty, outer, depth);
        }
        if has_text {
            self.raw(" more text");
        }
    }

    /// Writes the start tag but its end; gives the namespace that is then in scope.
    fn open(&mut self, name: &WireName, outer: &str) -> &'a str {
        let namespace = self.namespace(name);
        self.line();
        self.level += 1;
        let _ = write!(self.out, "<{}", name.local);
        if namespace != outer {
            let _ = write!(self.out, r#" xmlns="{}""#, escaped(namespace));
        }
        namespace
    }

    fn close(&mut self, name: &WireName) {
        self.end(&name.local);
    }

    fn close_nil(&mut self) {
        self.raw(r#" xsi:nil="true"/>"#);
        self.level -= 1;
        self.is_after_end = true;
    }

    /// Writes a start tag, with what follows its name.
    pub(super) fn begin(&mut self, tag: &str) {
        self.line();
        self.level += 1;
        let _ = write!(self.out, "<{tag}>");
    }

    /// Writes the end tag of `name`.
    pub(super) fn end(&mut self, name: &str) {
        self.level -= 1;
        if self.is_after_end {
            self.line();
        }
        let _ = write!(self.out, "</{name}>");
        self.is_after_end = true;
    }

    /// Begins a line for a tag.
    fn line(&mut self) {
        self.is_after_end = false;
        if self.is_indented && !self.out.is_empty() {
            let _ = write!(self.out, "\n{:1$}", "", 2 * self.level);
        }
    }

    fn namespace(&self, name: &WireName) -> &'a str {
        self.api.uri(name.namespace)
    }

    fn wild_namespace(&mut self, wildcard: &Wildcard, depth: usize) -> String {
        let mut all = allowed(self.api, wildcard);
        let index = self.pick(wildcard, Question::Which, all.len(), depth);
        match all.is_empty() {
            true => String::new(),
            false => all.swap_remove(index),
        }
    }
}

/// How often an entry may occur: many, the least, once, the most.
fn counts(entry: &Entry) -> Vec<u32> {
    let max = entry.max.unwrap_or(u32::MAX);
    let most = entry.max.filter(|it| *it <= MAX_OCCURRENCES);
    let mut res: Vec<u32> = Vec::new();
    for it in [Some(2), Some(1), Some(entry.min), most]
        .into_iter()
        .flatten()
    {
        let it = it.max(entry.min).min(max);
        if !res.contains(&it) {
            res.push(it);
        }
    }
    res
}
