//! Whether a document is what the contract says.
//!
//! In: its text. Out: all that is wrong with it, each with its place. What a reader puts up with is listed too.

use std::fmt;

use soap_runtime::record::slot::{Slot as _, Source};
use soap_runtime::xml::{
    DecodeError, DecodeErrorKind, Deviation, DeviationKind, Limits, Reader, decode,
};
use soap_runtime::{CallError, DecodeOptions, SoapVersion};

use super::tables::Tables;
use super::value::Type;
use super::{Contract, Operation};
use crate::ir;
use crate::ir::{Api, Entry, EntryKind, RustType, TypeKind, WireName};

/// One thing that is wrong with a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// The line, 1-based.
    pub line: usize,
    /// The column, 1-based, in characters.
    pub column: usize,
    /// The element: `/order/line/sku`. Empty where it is about the whole document.
    pub path: String,
    /// What is expected, and what is found.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)?;
        match self.path.as_str() {
            "" => Ok(()),
            path => write!(f, ", at {path}"),
        }
    }
}

/// What was found: deviations, and what ended the reading.
type Found = (Vec<Deviation>, Option<DecodeError>);

impl Contract {
    /// All that is wrong with a document: an envelope with a message of any operation, or an element that the contract
    /// declares. In the order of the document, but for what ends the reading, which comes last.
    pub fn check(&self, document: &[u8]) -> Vec<Problem> {
        let limits = Limits::schema();
        let text = match decode(document, None, &limits) {
            Ok(text) => text,
            Err(error) => return vec![problem("", &error)],
        };
        let name = match root_name(&text, &limits) {
            Ok(name) => name,
            Err(error) => return vec![problem(&text, &error)],
        };
        let is_envelope = name.1 == "Envelope" && SoapVersion::of_namespace(&name.0).is_some();
        let found = match is_envelope {
            true => self.check_envelope(&text, &limits),
            false => self.check_element(&text, &name, &limits),
        };
        match found {
            Ok((deviations, error)) => {
                let deviations = deviations.iter();
                let mut problems: Vec<Problem> =
                    deviations.map(|it| deviation(&text, it)).collect();
                problems.extend(error.map(|error| problem(&text, &error)));
                problems
            }
            Err(error) => vec![problem(&text, &error)],
        }
    }

    /// The elements that a document of the contract can be, with their types.
    fn elements(&self) -> impl Iterator<Item = (&RustType, &Entry)> {
        let operations = self
            .api
            .clients
            .iter()
            .flat_map(|client| &client.operations);
        let messages = operations.flat_map(|it| [Some(&it.request), it.response.as_ref()]);
        let of_message = |message: &ir::Message| !message.encoded;
        let messages = messages.flatten().filter(move |it| of_message(it));
        let elements = self.api.elements.iter();
        elements
            .map(|element| (&element.ty, &element.entry))
            .chain(messages.map(|message| (&message.ty, &message.entry)))
    }

    fn check_element(
        &self,
        text: &str,
        (namespace, local): &(String, String),
        limits: &Limits,
    ) -> Result<Found, DecodeError> {
        let is_it = |entry: &Entry| {
            let name = entry.name().map(|name| named(&self.api, name));
            name == Some((namespace, local))
        };
        let mut elements = self.elements();
        let Some((ty, entry)) = elements.find(|(_, entry)| is_it(entry)) else {
            return Err(unknown((namespace, local)));
        };
        let tables = Tables::new(&self.api, &self.translated);
        let mut value = Type {
            tables: &tables,
            ty,
        }
        .blank();
        let field = tables.field(entry);
        let mut reader = Reader::new(text, limits)?;
        reader.child()?;
        let read = value.read(&mut reader, &field, Source::Element);
        let error = read.and_then(|()| reader.finish()).err();
        Ok((reader.take_deviations(), error))
    }

    fn check_envelope(&self, text: &str, limits: &Limits) -> Result<Found, DecodeError> {
        let Some((namespace, local)) = body_name(text, limits)? else {
            let error = "an element in `Body`";
            return Err(DecodeError::new(
                DecodeErrorKind::Missing,
                "/Envelope/Body",
                0,
                error,
                "none",
            ));
        };
        let is_fault = local == "Fault" && SoapVersion::of_namespace(&namespace).is_some();
        let mut best: Option<Found> = None;
        for operation in self.operations() {
            for is_request in [true, false] {
                let begins = operation.begins(is_request, (&namespace, &local));
                if !(begins || is_fault && !is_request) {
                    continue;
                }
                let options = DecodeOptions::default().with_limits(limits.clone());
                let found = match operation.examine(is_request, text, &options) {
                    Ok(deviations) => (deviations, None),
                    Err(CallError::Fault(fault)) => (Vec::new(), fault.incomplete.clone()),
                    Err(CallError::Decode(answer)) => {
                        let answer = answer.into_inner();
                        (answer.deviations, Some(answer.error))
                    }
                    Err(error) => (Vec::new(), Some(whole(&error))),
                };
                let count =
                    |(deviations, error): &Found| (usize::from(error.is_some()), deviations.len());
                if (best.as_ref()).is_none_or(|best| count(&found) < count(best)) {
                    best = Some(found);
                }
            }
        }
        best.ok_or_else(|| unknown((&namespace, &local)))
    }
}

impl Operation<'_> {
    /// Whether the request or answer begins with this element.
    fn begins(&self, is_request: bool, name: (&str, &str)) -> bool {
        let message = match is_request {
            true => Some(&self.operation.request),
            false => self.operation.response.as_ref(),
        };
        message.is_some_and(|message| begins(&self.contract.api, &message.entry, name))
    }
}

/// Whether what stands at `entry` can begin with this element.
fn begins(api: &Api, entry: &Entry, name: (&str, &str)) -> bool {
    let is_begun = |entry: &Entry| begins(api, entry, name);
    match &entry.kind {
        EntryKind::Element(wire) | EntryKind::Wrapper(wire, _) => named(api, wire) == name,
        EntryKind::Choice(id) | EntryKind::Group(id) => match &api.types[id.0].kind {
            TypeKind::Struct(record) => record.fields.iter().any(|field| is_begun(&field.entry)),
            TypeKind::Choice(choice) => {
                (choice.alternatives.iter()).any(|alternative| is_begun(&alternative.entry))
            }
            TypeKind::Enumeration(_)
            | TypeKind::Family(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => false,
        },
        EntryKind::Attribute(_)
        | EntryKind::Text
        | EntryKind::Any(_)
        | EntryKind::AnyAttributes(_)
        | EntryKind::Mixed
        | EntryKind::MixedText
        | EntryKind::Attachment(_) => false,
    }
}

fn named<'a>(api: &'a Api, wire: &'a WireName) -> (&'a str, &'a str) {
    let uri = (wire.namespace).map_or("", |id| api.namespaces[id].uri.as_str());
    (uri, &wire.local)
}

/// Namespace and local name of the root element.
fn root_name(text: &str, limits: &Limits) -> Result<(String, String), DecodeError> {
    let mut reader = Reader::new(text, limits)?;
    reader.child()?;
    let (namespace, local) = reader.name();
    Ok((namespace.to_owned(), local.to_owned()))
}

/// Namespace and local name of the first element in the body of an envelope.
fn body_name(text: &str, limits: &Limits) -> Result<Option<(String, String)>, DecodeError> {
    let mut reader = Reader::new(text, limits)?;
    reader.child()?;
    reader.enter();
    while reader.child()? {
        if reader.name().1 != "Body" {
            reader.skip()?;
            continue;
        }
        reader.enter();
        if !reader.child()? {
            return Ok(None);
        }
        let (namespace, local) = reader.name();
        return Ok(Some((namespace.to_owned(), local.to_owned())));
    }
    Ok(None)
}

/// No message of the contract begins so.
fn unknown((namespace, local): (&str, &str)) -> DecodeError {
    let found = match namespace {
        "" => format!("`{local}` of no namespace"),
        namespace => format!("`{local}` of `{namespace}`"),
    };
    let expected = "an element that the contract declares";
    DecodeError::new(DecodeErrorKind::Unexpected, "", 0, expected, found)
}

/// An error about the whole message.
fn whole(error: &dyn fmt::Display) -> DecodeError {
    let expected = "a message of the contract";
    DecodeError::new(DecodeErrorKind::Unexpected, "", 0, expected, error)
}

fn problem(text: &str, error: &DecodeError) -> Problem {
    let found = error.found().map(|found| format!(", found {found}"));
    let message = format!("expected {}{}", error.expected(), found.unwrap_or_default());
    placed(text, error.position(), error.path(), message)
}

fn deviation(text: &str, deviation: &Deviation) -> Problem {
    let Deviation {
        path,
        position,
        expected,
        found,
        ..
    } = deviation;
    let message = match (deviation.kind, found.as_str()) {
        (_, "") => format!("expected {expected}"),
        // The error of a facet says what was expected; where it was, the path says.
        (DeviationKind::Facet, _) => format!("expected {expected}"),
        (_, found) => format!("expected {expected}, found {found}"),
    };
    placed(text, *position, path, message)
}

fn placed(text: &str, position: usize, path: &str, message: String) -> Problem {
    let before = text.get(..position).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Problem {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        path: path.to_owned(),
        message,
    }
}
