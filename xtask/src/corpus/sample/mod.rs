//! Sample messages for generated operations.
//!
//! In: the IR. Out: envelopes as text, one a line: what a server could send if the tables are right. Each operation gets
//! one with the least that is required, and some with all there is, which differ in the alternatives they take.
//! Does not know the documents: that the tables say what the schema says is tested elsewhere.

mod pattern;
mod scalar;

use std::fmt::Write as _;

use wsdl_codegen::ir::{
    Api, Builtin, Choice, Entry, EntryKind, Field, Message, RustType, Struct, TypeId, TypeKind,
    Wildcard, WireName,
};

/// How many samples with all there is an operation's message gets.
const RICH: usize = 3;
/// Elements after which a sample takes only what is required.
const MAX_ELEMENTS: usize = 300;
/// Levels after which it does so.
const MAX_RICH_DEPTH: usize = 8;
/// Levels after which there is no sample: the type has no end.
const MAX_DEPTH: usize = 60;
/// The most occurrences of one element.
const MAX_OCCURRENCES: u32 = 100;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// All samples of `api`: operation, `request` or `response`, name of the sample, envelope; separated by tabs.
pub(super) fn lines(api: &Api) -> String {
    let mut out = String::new();
    for client in &api.clients {
        for operation in &client.operations {
            let all = client.request_headers.and_then(|it| record(api, it));
            let headers = operation.request_headers.iter();
            let headers: Vec<&Field> = headers.filter_map(|it| all?.fields.get(*it)).collect();
            let mut push = |side: &str, headers: &[&Field], message: &Message| {
                for seed in 0..=RICH {
                    let Some(text) = envelope(api, headers, message, seed) else {
                        continue;
                    };
                    let _ = writeln!(out, "{}\t{side}\t{seed}\t{text}", operation.marker_ident);
                }
            };
            push("request", &headers, &operation.request);
            if let Some(response) = &operation.response {
                let all = client.response_headers.and_then(|it| record(api, it));
                let headers: Vec<&Field> = all.map_or(Vec::new(), |it| it.fields.iter().collect());
                push("response", &headers, response);
            }
        }
    }
    out
}

fn record(api: &Api, id: TypeId) -> Option<&Struct> {
    match &api.types[id.0].kind {
        TypeKind::Struct(it) => Some(it),
        TypeKind::Enumeration(_)
        | TypeKind::Choice(_)
        | TypeKind::Family(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_) => None,
    }
}

/// One sample; with the seed 0 it holds the least. `None` where the message has no end.
fn envelope(api: &Api, headers: &[&Field], message: &Message, seed: usize) -> Option<String> {
    let mut sampler = Sampler {
        api,
        out: String::new(),
        attachments: Vec::new(),
        elements: 0,
        turn: seed,
        is_rich: seed > 0,
        has_end: true,
    };
    let _ = write!(
        sampler.out,
        r#"<S:Envelope xmlns:S="{SOAP}" xmlns:xsi="{XSI}" xmlns:q="{}">"#,
        scalar::QNAME_NAMESPACE
    );
    if sampler.is_rich && !headers.is_empty() {
        sampler.out.push_str("<S:Header>");
        for it in headers {
            sampler.entry(&it.entry, &it.ty, "", 0);
        }
        sampler.out.push_str("</S:Header>");
    }
    sampler.out.push_str("<S:Body>");
    sampler.entry(&message.entry, &message.ty, "", 0);
    sampler.out.push_str("</S:Body></S:Envelope>");
    if let Some(id) = scalar::SWA_REF.strip_prefix("cid:")
        && sampler.out.contains(scalar::SWA_REF)
    {
        sampler.attachments.push(id.to_owned());
    }
    if !sampler.attachments.is_empty() {
        let ids = sampler.attachments.join(" ");
        let _ = write!(sampler.out, "<?parts {ids}?>");
    }
    sampler.has_end.then_some(sampler.out)
}

struct Sampler<'a> {
    api: &'a Api,
    out: String,
    /// The `Content-ID`s of the parts that the harness puts beside the envelope.
    attachments: Vec<String>,
    elements: usize,
    /// Which alternative is next.
    turn: usize,
    is_rich: bool,
    has_end: bool,
}

impl<'a> Sampler<'a> {
    /// All occurrences of one entry, attributes not among them; `outer` is the namespace in scope.
    fn entry(&mut self, entry: &Entry, ty: &RustType, outer: &str, depth: usize) {
        if depth > MAX_DEPTH || !self.has_end {
            self.has_end = false;
            return;
        }
        let rich = self.is_rich && depth < MAX_RICH_DEPTH && self.elements < MAX_ELEMENTS;
        let wanted = match (rich, entry.max) {
            (false, _) => entry.min,
            (true, None) => entry.min.max(2),
            (true, Some(max)) => entry.min.max(2).min(max),
        };
        for occurrence in 0..wanted.min(MAX_OCCURRENCES.max(entry.min.min(1_000))) {
            // Only a second one, so that the first always has a value.
            let nil = occurrence == 1 && entry.nillable;
            self.occurrence(entry, ty, outer, depth, nil);
        }
    }

    fn occurrence(&mut self, entry: &Entry, ty: &RustType, outer: &str, depth: usize, nil: bool) {
        self.elements += 1;
        match &entry.kind {
            EntryKind::Element(name) => self.element(name, entry, ty, outer, depth, nil),
            EntryKind::Wrapper(name, item) => {
                let namespace = self.open(name, outer);
                self.out.push('>');
                self.entry(item, ty, &namespace, depth + 1);
                self.close(name);
            }
            EntryKind::Choice(id) => {
                if let TypeKind::Choice(it) = &self.api.types[id.0].kind {
                    self.choice(it, outer, depth);
                }
            }
            EntryKind::Group(id) => {
                if let Some(it) = record(self.api, *id) {
                    self.children(it, outer, depth + 1);
                }
            }
            EntryKind::Any(wildcard) => {
                let namespace = self.wild_namespace(wildcard);
                let _ = write!(self.out, r#"<wild xmlns="{namespace}" a="1">text</wild>"#);
            }
            EntryKind::Text => {
                let text = self.value(entry, ty);
                self.out.push_str(&escaped(&text));
            }
            EntryKind::Mixed => self
                .out
                .push_str(r#"some <b xmlns="urn:corpus:mixed">mixed</b> text"#),
            EntryKind::Attachment(name) => self.attachments.push(format!("{name}=1@sample")),
            // They stand in the start tag.
            EntryKind::Attribute(_) | EntryKind::AnyAttributes(_) => {}
        }
    }

    fn choice(&mut self, choice: &'a Choice, outer: &str, depth: usize) {
        let rich = self.is_rich && depth < MAX_RICH_DEPTH;
        let index = if rich {
            self.next(choice.alternatives.len())
        } else {
            choice.blank
        };
        if let Some(it) = choice.alternatives.get(index) {
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
        nil: bool,
    ) {
        let namespace = self.open(name, outer);
        if nil {
            self.out.push_str(r#" xsi:nil="true"/>"#);
            return;
        }
        if let RustType::Builtin(Builtin::AnyType) = self.plain(ty) {
            self.out
                .push_str(r#" a="1">some <b xmlns="urn:corpus:any">raw</b> text"#);
        } else if let Some(it) = self.record_of(ty, depth) {
            self.attributes(it);
            self.out.push('>');
            self.children(it, &namespace, depth + 1);
        } else {
            self.out.push('>');
            let text = self.value(entry, ty);
            self.out.push_str(&escaped(&text));
        }
        self.close(name);
    }

    /// The record whose content an element of `ty` has; that of a family's member after its `xsi:type`.
    fn record_of(&mut self, ty: &RustType, depth: usize) -> Option<&'a Struct> {
        let RustType::Named(id) = self.plain(ty) else {
            return None;
        };
        let TypeKind::Family(family) = &self.api.types[id.0].kind else {
            return record(self.api, id);
        };
        let rich = self.is_rich && depth < MAX_RICH_DEPTH;
        let index = if rich {
            self.next(family.members.len())
        } else {
            0
        };
        let member = family.members.get(index)?;
        if index > 0 || !family.first_is_declared {
            let namespace = self.namespace(&member.wire);
            let prefix = if namespace.is_empty() { "" } else { "t:" };
            if !namespace.is_empty() {
                let _ = write!(self.out, r#" xmlns:t="{}""#, escaped(&namespace));
            } else {
                // Without a prefix a type's name is of the default namespace, which the element may need.
                self.has_end = false;
            }
            let _ = write!(self.out, r#" xsi:type="{prefix}{}""#, member.wire.local);
        }
        match self.plain(&member.ty) {
            RustType::Named(id) => record(self.api, id),
            _ => None,
        }
    }

    fn attributes(&mut self, it: &Struct) {
        for field in &it.fields {
            match &field.entry.kind {
                EntryKind::Attribute(name) if self.is_rich || field.entry.min > 0 => {
                    let text = self.value(&field.entry, &field.ty);
                    let namespace = self.namespace(name);
                    let prefix = match namespace.as_str() {
                        "" => "",
                        XML => "xml:",
                        other => {
                            let _ = write!(
                                self.out,
                                r#" xmlns:a{}="{}""#,
                                self.elements,
                                escaped(other)
                            );
                            &format!("a{}:", self.elements)
                        }
                    };
                    let _ = write!(self.out, r#" {prefix}{}="{}""#, name.local, escaped(&text));
                    self.elements += 1;
                }
                EntryKind::AnyAttributes(wildcard) if self.is_rich => {
                    let namespace = self.wild_namespace(wildcard);
                    // The prefix of the XML namespace is reserved, and attributes of none are like those of the schema.
                    if !namespace.is_empty() && namespace != XML {
                        let _ = write!(self.out, r#" xmlns:w="{namespace}" w:wild="1""#);
                    }
                }
                _ => {}
            }
        }
    }

    fn children(&mut self, it: &'a Struct, outer: &str, depth: usize) {
        for field in &it.fields {
            self.entry(&field.entry, &field.ty, outer, depth);
        }
    }

    /// The text of a value of `ty`.
    fn value(&mut self, entry: &Entry, ty: &RustType) -> String {
        if let Some(it) = entry.value.as_ref().filter(|it| it.fixed) {
            return it.text.clone();
        }
        let facets = entry.facets.map(|it| &self.api.facets[it]);
        match self.plain(ty) {
            RustType::Builtin(it) => scalar::text(it, facets),
            RustType::List(item) => {
                let one = self.value(
                    &Entry {
                        facets: None,
                        ..entry.clone()
                    },
                    &item,
                );
                let n = facets
                    .and_then(|it| it.length.or(it.min_length))
                    .unwrap_or(2)
                    .min(1_000);
                let n = facets
                    .and_then(|it| it.max_length)
                    .map_or(n, |it| n.min(it));
                vec![one; usize::try_from(n).unwrap_or(2)].join(" ")
            }
            RustType::Named(id) => match &self.api.types[id.0].kind {
                TypeKind::Enumeration(it) => {
                    let index = self.next(it.variants.len());
                    it.variants
                        .get(index)
                        .map_or_else(|| "other".to_owned(), |it| it.literal.clone())
                }
                TypeKind::Union(it) => {
                    let index = self.next(it.members.len());
                    let plain = Entry {
                        facets: None,
                        value: None,
                        ..entry.clone()
                    };
                    it.members
                        .get(index)
                        .map_or_else(String::new, |it| self.value(&plain, &it.ty))
                }
                TypeKind::Struct(_)
                | TypeKind::Choice(_)
                | TypeKind::Family(_)
                | TypeKind::Alias(_) => String::new(),
            },
            _ => String::new(),
        }
    }

    /// The type without what says how often it occurs, and without other names.
    fn plain(&self, ty: &RustType) -> RustType {
        let mut ty = ty;
        loop {
            ty = match ty {
                RustType::Option(it)
                | RustType::Vec(it)
                | RustType::Nillable(it)
                | RustType::Boxed(it)
                | RustType::Secret(it) => it,
                RustType::Named(id) => match &self.api.types[id.0].kind {
                    TypeKind::Alias(it) => it,
                    _ => return ty.clone(),
                },
                RustType::Builtin(_) | RustType::List(_) | RustType::External(_) => {
                    return ty.clone();
                }
            };
        }
    }

    fn next(&mut self, n: usize) -> usize {
        self.turn += 1;
        (self.turn - 1) % n.max(1)
    }

    /// Writes the start tag but its end; gives the namespace that is then in scope.
    fn open(&mut self, name: &WireName, outer: &str) -> String {
        let namespace = self.namespace(name);
        let _ = write!(self.out, "<{}", name.local);
        if namespace != outer {
            let _ = write!(self.out, r#" xmlns="{}""#, escaped(&namespace));
        }
        namespace
    }

    fn close(&mut self, name: &WireName) {
        let _ = write!(self.out, "</{}>", name.local);
    }

    fn namespace(&self, name: &WireName) -> String {
        name.namespace
            .map_or_else(String::new, |it| self.api.namespaces[it].uri.clone())
    }

    fn wild_namespace(&self, wildcard: &Wildcard) -> String {
        match wildcard {
            Wildcard::Any | Wildcard::Other(_) => "urn:corpus:wild".to_owned(),
            Wildcard::OneOf(list) => {
                let first = list.first().copied().flatten();
                first.map_or_else(String::new, |it| self.api.namespaces[it].uri.clone())
            }
        }
    }
}

/// As text and as attribute value, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", it as u32);
            }
            it => out.push(it),
        }
    }
    out
}
