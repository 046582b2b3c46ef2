//! Where the references of an envelope are, and what they can refer to.
//!
//! In: the text of an envelope. Out: byte ranges and the namespaces in scope at them. One pass, no recursion; what is
//! kept grows with the document and not with the product of its parts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::soap::SoapVersion;
use crate::xml::{DecodeError, Limits, Reader};

const ENCODINGS: [&str; 2] = [SoapVersion::V11.encoding(), SoapVersion::V12.encoding()];

/// What was found in an envelope.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    pub(super) text: &'a str,
    /// In document order; none stands inside of another.
    pub(super) references: Vec<Reference<'a>>,
    pub(super) targets: Vec<Target<'a>>,
    /// The targets by their ids; `None` for an id that several elements have.
    pub(super) by_id: BTreeMap<Cow<'a, str>, Option<usize>>,
    /// Children of `Body` that have an id, by their index in `targets`, in document order.
    pub(super) independent: Vec<usize>,
    pub(super) scopes: Scopes,
}

/// An element that stands for another one.
#[derive(Debug)]
pub(super) struct Reference<'a> {
    pub(super) span: Range<usize>,
    pub(super) id: Cow<'a, str>,
    pub(super) qname: &'a str,
    /// The number of its namespace name.
    pub(super) namespace: u32,
    pub(super) scope: u32,
    /// `soapenc:position`, raw: where in a sparse array the item stands; SOAP 1.1 §5.4.2.2.
    pub(super) array_position: Option<&'a str>,
}

/// An element that can be referred to.
#[derive(Debug)]
pub(super) struct Target<'a> {
    pub(super) span: Range<usize>,
    /// What stands between its tags.
    pub(super) content: Range<usize>,
    pub(super) scope: u32,
    /// Name and raw value of its attributes, without declarations and the id.
    pub(super) attributes: Vec<(&'a str, &'a str)>,
    /// Where the names of its children end that do not declare a default namespace; only noted where one is in scope.
    pub(super) children: Vec<usize>,
}

/// The namespaces in scope at elements, as a tree: an element without declarations shares its parent's.
#[derive(Debug)]
pub(super) struct Scopes {
    names: BTreeMap<String, u32>,
    texts: Vec<String>,
    scopes: Vec<Scope>,
}

#[derive(Debug)]
struct Scope {
    parent: u32,
    default: u32,
    /// Prefixes and namespaces, both as numbers.
    own: Vec<(u32, u32)>,
}

/// Prefixes and what they stand for, as numbers; used again for one scope after the other.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    /// Each prefix once, the innermost first.
    pub(super) all: Vec<(u32, u32)>,
    /// By the number of the prefix: the round in which it was noted, and its namespace.
    of_prefix: Vec<(u32, u32)>,
    round: u32,
}

impl Bindings {
    /// What a prefix stands for.
    pub(super) fn get(&self, prefix: u32) -> Option<u32> {
        let (round, namespace) = self.of_prefix.get(prefix as usize)?;
        (*round == self.round).then_some(*namespace)
    }
}

impl Scopes {
    fn new() -> Self {
        let mut res = Self {
            names: BTreeMap::new(),
            texts: Vec::new(),
            scopes: vec![Scope {
                parent: 0,
                default: 0,
                own: Vec::new(),
            }],
        };
        // The number 0 is the empty text, which is no namespace.
        res.number("");
        res
    }

    /// The number of a prefix or namespace name.
    fn number(&mut self, text: &str) -> u32 {
        if let Some(it) = self.names.get(text) {
            return *it;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.to_owned());
        self.names.insert(text.to_owned(), number);
        number
    }

    /// The prefix or namespace name of a number.
    pub(super) fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }

    /// The default namespace in `scope`.
    pub(super) fn default(&self, scope: u32) -> u32 {
        self.scopes[scope as usize].default
    }

    /// Notes in `res` the prefixes in `scope`, with what they stand for.
    pub(super) fn bind(&self, scope: u32, res: &mut Bindings) {
        res.all.clear();
        res.round += 1;
        res.of_prefix.resize(self.texts.len(), (0, 0));
        let mut it = scope;
        while it != 0 {
            let scope = &self.scopes[it as usize];
            for (prefix, namespace) in scope.own.iter().rev() {
                let known = &mut res.of_prefix[*prefix as usize];
                if known.0 != res.round {
                    *known = (res.round, *namespace);
                    res.all.push((*prefix, *namespace));
                }
            }
            it = scope.parent;
        }
    }

    /// The number of the namespace that `prefix` stands for in `bindings`.
    pub(super) fn resolve(&self, bindings: &Bindings, prefix: &str) -> Option<u32> {
        bindings.get(*self.names.get(prefix)?)
    }

    /// A prefix that is declared nowhere.
    pub(super) fn free_prefix(&self, stem: &str) -> String {
        let mut res = stem.to_owned();
        while self.names.contains_key(&res) {
            res.push('_');
        }
        res
    }

    /// The scope of the pending element inside of `parent`.
    fn enter(&mut self, parent: u32, reader: &Reader<'_>) -> u32 {
        if reader.inherits_default().is_some() && reader.own_prefixes().next().is_none() {
            return parent;
        }
        let default = reader.resolve_prefix("").unwrap_or_default();
        let default = self.number(default);
        let own: Vec<(u32, u32)> = reader
            .own_prefixes()
            .map(|(prefix, uri)| (self.number(prefix), self.number(uri)))
            .collect();
        self.scopes.push(Scope {
            parent,
            default,
            own,
        });
        self.scopes.len() as u32 - 1
    }
}

/// An element that was entered.
struct Open<'a> {
    tag_end: usize,
    scope: u32,
    target: Option<usize>,
    reference: Option<Reference<'a>>,
}

/// Walks through the whole envelope.
///
/// # Errors
/// It is not well-formed or passes a limit.
pub(super) fn survey<'a>(text: &'a str, limits: &Limits) -> Result<Survey<'a>, DecodeError> {
    let mut reader = Reader::new(text, limits)?;
    let mut res = Survey {
        text,
        references: Vec::new(),
        targets: Vec::new(),
        by_id: BTreeMap::new(),
        independent: Vec::new(),
        scopes: Scopes::new(),
    };
    let mut stack: Vec<Open<'a>> = Vec::new();
    // The depth at which the body was entered.
    let mut body = None;
    loop {
        if reader.child()? {
            let parent = stack.last();
            let scope = res.scopes.enter(parent.map_or(0, |it| it.scope), &reader);
            let (namespace, local) = reader.name();
            let is_soap = SoapVersion::of_namespace(namespace).is_some();
            match stack.len() {
                0 if !is_soap || local != "Envelope" => return Ok(res),
                1 if is_soap && local == "Body" => body = Some(stack.len()),
                _ => {}
            }
            if let Some(target) = parent.and_then(|it| it.target)
                && let Some(name_end) = reader.inherits_default()
                && res.scopes.default(res.targets[target].scope) != 0
            {
                res.targets[target].children.push(name_end);
            }
            let open = open(&mut res, &mut reader, scope, body.is_some())?;
            if let (Some(target), Some(1), 2) = (open.target, body, stack.len()) {
                res.independent.push(target);
            }
            stack.push(open);
            reader.enter();
            continue;
        }
        let Some(open) = stack.pop() else {
            break;
        };
        close(&mut res, open, reader.offset());
        if body == Some(stack.len()) {
            body = None;
        }
    }
    // They were noted at their ends, and none stands inside of another.
    Ok(res)
}

/// Notes what the pending element is.
fn open<'a>(
    survey: &mut Survey<'a>,
    reader: &mut Reader<'a>,
    scope: u32,
    in_body: bool,
) -> Result<Open<'a>, DecodeError> {
    let mut res = Open {
        tag_end: reader.offset(),
        scope,
        target: None,
        reference: None,
    };
    let mut id = None;
    let mut href = None;
    let mut array_position = None;
    for index in 0..reader.attribute_count() {
        let (namespace, local) = reader.attribute(index);
        match (namespace, local) {
            ("", "id") | (V12, "id") => id = Some(index),
            ("", "href") | (V12, "ref") => href = Some((index, namespace.is_empty())),
            (it, "position") if ENCODINGS.contains(&it) => {
                array_position = Some(reader.raw_attribute(index).1);
            }
            _ => {}
        }
    }
    if let Some(index) = id {
        let value = reader.attribute_value(index)?;
        let number = survey.targets.len();
        survey
            .by_id
            .entry(trimmed(value))
            .and_modify(|it| *it = None)
            .or_insert(Some(number));
        let attributes = (0..reader.attribute_count())
            .filter(|it| *it != index)
            .map(|it| reader.raw_attribute(it))
            .collect();
        res.target = Some(number);
        survey.targets.push(Target {
            span: reader.position_of_tag()..res.tag_end,
            content: res.tag_end..res.tag_end,
            scope,
            attributes,
            children: Vec::new(),
        });
    }
    if let (Some((index, is_url)), true) = (href, in_body) {
        let value = trimmed(reader.attribute_value(index)?);
        let id = match (is_url, value.strip_prefix('#')) {
            (true, Some(it)) => Some(Cow::Owned(it.to_owned())),
            // A URL elsewhere: an attachment, or plain data.
            (true, None) => None,
            (false, _) => Some(value),
        };
        let namespace = reader.name().0;
        res.reference = id.map(|id| Reference {
            span: reader.position_of_tag()..res.tag_end,
            id,
            qname: reader.wire_name(),
            namespace: survey.scopes.number(namespace),
            scope,
            array_position,
        });
    }
    Ok(res)
}

const V12: &str = SoapVersion::V12.encoding();

/// Notes where an element ends, and whether it is a reference after all: those are empty; SOAP 1.1 §5.4.1.
fn close<'a>(survey: &mut Survey<'a>, open: Open<'a>, end: usize) {
    let element = &survey.text[open.tag_end..end];
    // An end tag holds no other `<`; an empty-element tag has none.
    let content_end = open.tag_end + element.rfind("</").unwrap_or(0);
    if let Some(target) = open.target {
        let target = &mut survey.targets[target];
        target.span.end = end;
        target.content = open.tag_end..content_end;
    }
    if let Some(mut reference) = open.reference
        && survey.text[open.tag_end..content_end].trim().is_empty()
    {
        reference.span.end = end;
        survey.references.push(reference);
    }
}

fn trimmed(value: Cow<'_, str>) -> Cow<'_, str> {
    match value {
        Cow::Borrowed(it) => Cow::Borrowed(it.trim()),
        Cow::Owned(it) => Cow::Owned(it.trim().to_owned()),
    }
}
