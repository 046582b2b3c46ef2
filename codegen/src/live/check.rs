//! Whether a document is what the contract says.
//!
//! In: its text. Out: all that is wrong with it, each with its place. What a reader puts up with is listed too.

use std::fmt;

use soap_runtime::record::slot::{Slot as _, Source};
use soap_runtime::ws_security::WSSE;
use soap_runtime::xml::{
    DecodeError, DecodeErrorKind, Deviation, DeviationKind, Limits, Reader, decode,
};
use soap_runtime::{CallError, DecodeOptions, SoapVersion};

use super::json::Secrets;
use super::value::Type;
use super::{Contract, Operation};
use crate::diagnostic::render::clean;
use crate::ir;
use crate::ir::{Api, Entry, EntryKind, RustType, WireName};
use crate::namespaces::WSA;
use crate::symbols::Model;
use crate::validate::{Root, Rules, validate};

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

/// Some schemas have types with more attributes than messages have.
const MAX_ATTRIBUTES: usize = 4_096;

/// What was found: deviations, and what ended the reading.
type Found = (Vec<Deviation>, Option<DecodeError>);

impl Contract {
    /// All that is wrong with a document: an envelope with a message of any operation, or an element that the contract
    /// declares. In the order of the document, but for what ends the reading, which comes last.
    ///
    /// A contract that was opened holds it to its schemas. An envelope that they have nothing to say about is also read as a
    /// client or server would, and what that notices is told.
    pub fn check(&self, document: &[u8]) -> Vec<Problem> {
        self.check_with(self.model.as_ref(), document)
    }

    /// The same, by the schemas of `model`, which the contract was lowered from. Without one, any document is read as a client
    /// or server would: that notices what the types say, and departures that it puts up with.
    pub fn check_with(&self, model: Option<&Model>, document: &[u8]) -> Vec<Problem> {
        let mut limits = Limits::schema();
        limits.attributes = MAX_ATTRIBUTES;
        let text = match decode(document, None, &limits) {
            Ok(text) => text,
            Err(error) => return vec![Places::new("").problem(&error)],
        };
        let mut places = Places::new(&text);
        let name = match root_name(&text, &limits) {
            Ok(name) => name,
            Err(error) => return vec![places.problem(&error)],
        };
        let is_envelope = name.1 == "Envelope" && SoapVersion::of_namespace(&name.0).is_some();
        let is_read = is_envelope || self.element(&name).is_some();
        if let Some(model) = model.filter(|_| !(is_envelope && self.is_encoded(&text, &limits))) {
            let secrets = &self.api.secrets;
            let is_secret = |local: &str| {
                self.secrets == Secrets::Hidden && secrets.iter().any(|it| it.wire == local)
            };
            let rules = Rules {
                model,
                patterns: &self.translated,
                root: if is_read { Root::Any } else { Root::Declared },
                is_secret: &is_secret,
            };
            let (findings, error) = validate(rules, &text, &limits);
            let findings = findings
                .into_iter()
                .map(|it| places.at(it.position, &it.path, it.message));
            let mut problems: Vec<Problem> = findings.collect();
            problems.extend(error.map(|error| places.problem(&error)));
            if !problems.is_empty() || !is_envelope {
                return problems;
            }
        }
        let found = match is_envelope {
            true => self.check_envelope(&text, &limits),
            false => self.check_element(&text, &name, &limits),
        };
        let (deviations, error) = found.unwrap_or_else(|error| (Vec::new(), Some(error)));
        let problems = deviations.iter().map(|it| places.deviation(it));
        let mut problems: Vec<Problem> = problems.collect();
        problems.extend(error.map(|error| places.problem(&error)));
        problems
    }

    /// Whether the envelope may hold a message of use `encoded`: those are not what schemas say, SOAP 1.1 §5.
    fn is_encoded(&self, text: &str, limits: &Limits) -> bool {
        let Ok(Some((namespace, local))) = body_name(text, limits) else {
            return false;
        };
        let name = (namespace.as_str(), local.as_str());
        let is_it =
            |message: &ir::Message| message.encoded && begins(&self.api, &message.entry, name);
        self.messages().any(is_it)
    }

    /// The requests and answers of all operations.
    fn messages(&self) -> impl Iterator<Item = &ir::Message> {
        self.operations().flat_map(|it| it.operation.messages())
    }

    /// The elements that a document of the contract can be, with their types.
    fn elements(&self) -> impl Iterator<Item = (&RustType, &Entry)> {
        let messages = self.messages().filter(|it| !it.encoded);
        let elements = self.api.elements.iter();
        elements
            .map(|element| (&element.ty, &element.entry))
            .chain(messages.map(|message| (&message.ty, &message.entry)))
    }

    /// The element called `name`, with its type.
    fn element(&self, (namespace, local): &(String, String)) -> Option<(&RustType, &Entry)> {
        let is_it = |entry: &Entry| {
            let name = entry.name().map(|name| named(&self.api, name));
            name == Some((namespace, local))
        };
        self.elements().find(|(_, entry)| is_it(entry))
    }

    fn check_element(
        &self,
        text: &str,
        name: &(String, String),
        limits: &Limits,
    ) -> Result<Found, DecodeError> {
        let Some((ty, entry)) = self.element(name) else {
            return Err(unknown((&name.0, &name.1)));
        };
        let tables = self.tables();
        let mut value = Type::new(&tables, ty).blank();
        let field = tables.field(entry);
        let mut reader = Reader::new(text, limits)?;
        reader.child()?;
        let read = value.read(&mut reader, &field, Source::Element);
        let error = read.and_then(|()| reader.finish()).err();
        Ok((reader.take_deviations(), error))
    }

    fn check_envelope(&self, text: &str, limits: &Limits) -> Result<Found, DecodeError> {
        let Some((namespace, local)) = body_name(text, limits)? else {
            // Of a message without parts nothing stands in the body; WSDL 1.1 §3.5.
            let has_nothing =
                |message: &ir::Message| message.is_empty && message.entry.name().is_none();
            if self.messages().any(has_nothing) {
                return Ok((Vec::new(), None));
            }
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
                // No contract declares the header blocks of protocols, and each end understands them.
                let options = DecodeOptions::default()
                    .with_limits(limits.clone())
                    .with_understood(WSSE)
                    .with_understood(WSA);
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
        let message = self.message(is_request);
        message.is_some_and(|message| begins(&self.contract.api, &message.entry, name))
    }
}

/// Whether what stands at `entry` can begin with this element.
fn begins(api: &Api, entry: &Entry, name: (&str, &str)) -> bool {
    match &entry.kind {
        EntryKind::Element(wire) | EntryKind::Wrapper(wire, _) => named(api, wire) == name,
        EntryKind::Choice(id) | EntryKind::Group(id) => {
            let mut fields = api.types[id.0].kind.fields().iter();
            fields.any(|field| begins(api, &field.entry, name))
        }
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
    (api.uri(wire.namespace), &wire.local)
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

/// Places in a document. They are asked for mostly in its order, so that each goes on from the one before.
struct Places<'t> {
    text: &'t str,
    /// Where the one before was.
    position: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            position: 0,
            line: 1,
            column: 1,
        }
    }

    fn problem(&mut self, error: &DecodeError) -> Problem {
        let found = error.found().map(|found| format!(", found {found}"));
        let message = format!("expected {}{}", error.expected(), found.unwrap_or_default());
        self.at(error.position(), error.path(), message)
    }

    fn deviation(&mut self, deviation: &Deviation) -> Problem {
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
        self.at(*position, path, message)
    }

    fn at(&mut self, position: usize, path: &str, message: String) -> Problem {
        if position < self.position {
            *self = Self::new(self.text);
        }
        let between = self.text.get(self.position..position).unwrap_or_default();
        match between.rsplit_once('\n') {
            Some((before, last)) => {
                self.line += before.matches('\n').count() + 1;
                self.column = last.chars().count() + 1;
            }
            None => self.column += between.chars().count(),
        }
        self.position = position;
        Problem {
            line: self.line,
            column: self.column,
            path: path.to_owned(),
            message: clean(&message),
        }
    }
}
