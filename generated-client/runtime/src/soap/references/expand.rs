//! Writes the text of an envelope anew, with targets in the place of references.
//!
//! In: a [`Survey`]. Out: the text. An explicit stack of copies in progress; every step writes, and what is written is
//! limited, so that references to references cannot grow without end.

use crate::soap::SoapVersion;
use crate::soap::references::place::error_at;
use crate::soap::references::survey::{Bindings, Reference, Survey};
use crate::xml::{DecodeError, DecodeErrorKind, Limits, escape_attribute};

/// What interrupts the copying of a range.
#[derive(Clone, Copy)]
enum Stop {
    Reference(usize),
    /// A target that is copied elsewhere, up to this offset.
    Leave(usize),
}

/// A range that is being copied.
struct Frame {
    pos: usize,
    end: usize,
    target: Option<usize>,
    /// The end tag.
    close: String,
    /// Whether the default namespace has to be declared again on the children.
    redeclare: bool,
}

/// The text without references.
///
/// # Errors
/// A reference leads nowhere, to several elements or back to itself, or the text becomes too long.
pub(super) fn expand(survey: &Survey<'_>, limits: &Limits) -> Result<String, DecodeError> {
    let text = survey.text;
    let stops = stops(survey);
    let mut out = String::with_capacity(text.len() * 2);
    let mut active = vec![false; survey.targets.len()];
    let mut tags = Tags::new(survey);
    let mut stack = vec![Frame {
        pos: 0,
        end: text.len(),
        target: None,
        close: String::new(),
        redeclare: false,
    }];
    while let Some(frame) = stack.last_mut() {
        let next = stops.partition_point(|(start, _)| *start < frame.pos);
        let next = stops.get(next).filter(|(start, _)| *start < frame.end);
        let from = frame.pos;
        let to = next.map_or(frame.end, |(start, _)| *start);
        copy(&mut out, survey, frame, from..to);
        let reference = match next {
            None => {
                out.push_str(&frame.close);
                if let Some(target) = frame.target {
                    active[target] = false;
                }
                stack.pop();
                continue;
            }
            Some((_, Stop::Leave(end))) => {
                frame.pos = *end;
                continue;
            }
            Some((_, Stop::Reference(index))) => &survey.references[*index],
        };
        frame.pos = reference.span.end;
        let redeclare = frame.redeclare;
        let target = find(survey, limits, reference)?;
        if std::mem::replace(&mut active[target], true) {
            return Err(failure(
                survey,
                limits,
                reference,
                "references that end",
                "one that leads back to itself",
            ));
        }
        stack.push(tags.open(&mut out, survey, reference, target, redeclare));
        if out.len() > limits.bytes {
            let expected = format!(
                "at most {} bytes with all references resolved (`Limits::bytes`)",
                limits.bytes
            );
            let start = reference.span.start;
            let kind = DecodeErrorKind::Limit;
            return Err(error_at(text, limits, start, kind, &expected, "more"));
        }
    }
    Ok(out)
}

/// All references, and the children of `Body` that are referred to: those are no roots; SOAP 1.1 §5.6.
fn stops(survey: &Survey<'_>) -> Vec<(usize, Stop)> {
    let mut referred = vec![false; survey.targets.len()];
    for reference in &survey.references {
        if let Some(Some(target)) = survey.by_id.get(&reference.id) {
            referred[*target] = true;
        }
    }
    let mut res: Vec<(usize, Stop)> = Vec::new();
    for target in &survey.independent {
        if referred[*target] {
            let span = &survey.targets[*target].span;
            res.push((span.start, Stop::Leave(span.end)));
        }
    }
    let references = survey.references.iter().enumerate();
    res.extend(references.map(|(index, it)| (it.span.start, Stop::Reference(index))));
    // Stable: what is left out comes before what it is itself a reference to.
    res.sort_by_key(|(start, _)| *start);
    res
}

fn find(
    survey: &Survey<'_>,
    limits: &Limits,
    reference: &Reference<'_>,
) -> Result<usize, DecodeError> {
    let found = match survey.by_id.get(&reference.id) {
        Some(Some(target)) => return Ok(*target),
        Some(None) => "several",
        None => "none",
    };
    let expected = format!("one element with the id \"{}\"", reference.id);
    Err(failure(survey, limits, reference, &expected, found))
}

fn failure(
    survey: &Survey<'_>,
    limits: &Limits,
    reference: &Reference<'_>,
    expected: &str,
    found: &str,
) -> DecodeError {
    let (start, kind) = (reference.span.start, DecodeErrorKind::Value);
    error_at(survey.text, limits, start, kind, expected, found)
}

/// Copies a range of the document as it is, but for the default namespace of children that lost it.
fn copy(out: &mut String, survey: &Survey<'_>, frame: &Frame, range: std::ops::Range<usize>) {
    let mut from = range.start;
    if let (true, Some(target)) = (frame.redeclare, frame.target) {
        let target = &survey.targets[target];
        let first = target.children.partition_point(|it| *it < range.start);
        for name_end in target.children[first..]
            .iter()
            .take_while(|it| **it < range.end)
        {
            out.push_str(&survey.text[from..*name_end]);
            push(
                out,
                "xmlns",
                survey.scopes.text(survey.scopes.default(target.scope)),
            );
            from = *name_end;
        }
    }
    out.push_str(&survey.text[from..range.end]);
}

/// The prefixes of the pair of scopes that was asked for last: references of one list share both.
struct Tags {
    scopes: Option<(u32, u32)>,
    /// In scope at the target.
    inner: Bindings,
    /// In scope at the reference.
    outer: Bindings,
    /// Those of `inner` that the place of the reference does not have.
    missing: Vec<(u32, u32)>,
    /// Prefixes for the name of the reference, and for its position, that are declared nowhere.
    fresh: String,
    fresh_position: String,
}

impl Tags {
    fn new(survey: &Survey<'_>) -> Self {
        Self {
            scopes: None,
            inner: Bindings::default(),
            outer: Bindings::default(),
            missing: Vec::new(),
            fresh: survey.scopes.free_prefix("m"),
            fresh_position: survey.scopes.free_prefix("e"),
        }
    }

    /// Writes the start tag of the copy: the name of the reference, what is in scope at the target, its attributes.
    fn open(
        &mut self,
        out: &mut String,
        survey: &Survey<'_>,
        reference: &Reference<'_>,
        target_index: usize,
        outer_redeclare: bool,
    ) -> Frame {
        let target = &survey.targets[target_index];
        let scopes = &survey.scopes;
        self.load(survey, reference.scope, target.scope);
        let (source, default) = (
            scopes.default(reference.scope),
            scopes.default(target.scope),
        );
        let local = reference.qname.rsplit(':').next().unwrap_or_default();
        // An element without namespace cannot have a default one: its children declare theirs again.
        let is_unnamed = reference.namespace == 0;
        let redeclare = is_unnamed && default != 0;
        let own = reference.qname.split_once(':').map(|it| it.0);
        let kept = own.filter(|prefix| {
            let hidden = scopes.resolve(&self.inner, prefix);
            hidden.is_none_or(|namespace| namespace == reference.namespace)
        });
        let fresh = &self.fresh;
        let name = match is_unnamed {
            true => local.to_owned(),
            false => format!("{}:{local}", kept.unwrap_or(fresh)),
        };
        out.push('<');
        out.push_str(&name);
        if !is_unnamed && kept.is_none() {
            let namespace = scopes.text(reference.namespace);
            push(out, &format!("xmlns:{fresh}"), namespace);
        }
        if is_unnamed && (redeclare || source != 0) {
            push(out, "xmlns", "");
        } else if !is_unnamed && (default != source || outer_redeclare) {
            push(out, "xmlns", scopes.text(default));
        }
        for (prefix, uri) in &self.missing {
            let prefix = scopes.text(*prefix);
            push(out, &format!("xmlns:{prefix}"), scopes.text(*uri));
        }
        for (qname, value) in &target.attributes {
            push_raw(out, qname, value);
        }
        let is_placed = |it: &(&str, &str)| it.0.ends_with("position");
        if let Some(position) = reference.array_position
            && !target.attributes.iter().any(is_placed)
        {
            let prefix = &self.fresh_position;
            push(out, &format!("xmlns:{prefix}"), SoapVersion::V11.encoding());
            push_raw(out, &format!("{prefix}:position"), position);
        }
        out.push('>');
        Frame {
            pos: target.content.start,
            end: target.content.end,
            target: Some(target_index),
            close: format!("</{name}>"),
            redeclare,
        }
    }

    fn load(&mut self, survey: &Survey<'_>, outer: u32, inner: u32) {
        if self.scopes == Some((outer, inner)) {
            return;
        }
        self.scopes = Some((outer, inner));
        survey.scopes.bind(inner, &mut self.inner);
        self.missing.clear();
        if outer == inner {
            return;
        }
        survey.scopes.bind(outer, &mut self.outer);
        let is_missing =
            |(prefix, namespace): &&(u32, u32)| self.outer.get(*prefix) != Some(*namespace);
        self.missing
            .extend(self.inner.all.iter().filter(is_missing));
    }
}

fn push(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_attribute(value, out);
    out.push('"');
}

/// Writes a value as it stood in the document, in quotes that it does not hold.
fn push_raw(out: &mut String, name: &str, value: &str) {
    let quote = if value.contains('"') { '\'' } else { '"' };
    out.push(' ');
    out.push_str(name);
    out.push('=');
    out.push(quote);
    out.push_str(value);
    out.push(quote);
}
