//! Problems in the input: what is wrong, where, and how to mend it.
//!
//! In: reports of every stage. Out: [`Diagnostics`], rendered by [`render`](render::render) as `file:line:column`,
//! the source line and a caret. The catalogue of codes is `code.rs`.

pub mod code;
mod invalid;
pub mod json;
pub mod render;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::source::span::Span;
use crate::words::words;
use code::Code;

/// One problem.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Diagnostic {
    /// The catalogue code.
    pub code: Code,
    /// Whether it stops the run at the next barrier.
    pub severity: Severity,
    /// What is wrong: lowercase, no full stop, names in backticks.
    pub message: String,
    /// The smallest offending text; `None` where no document holds it.
    pub primary: Option<Span>,
    /// Related places, each with a few words.
    pub labels: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

words! {
    /// How bad a problem is.
    pub enum Severity {
        /// Nothing is generated.
        Error = "error",
        /// Something is skipped or lost; the message says what.
        Warning = "warning",
        /// Something to know; nothing is lost.
        Note = "note",
    }
}

/// The problems of a run, in the order they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    /// The problems.
    pub items: Vec<Diagnostic>,
    /// How often each rule of XML Schema is broken.
    broken: BTreeMap<Cow<'static, str>, usize>,
}

impl Diagnostics {
    /// Reports an error at `span`.
    pub fn error(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report(Severity::Error, code, span, message)
    }

    /// Reports a loss at `span`.
    pub fn warning(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report(Severity::Warning, code, span, message)
    }

    /// Reports something to know at `span`.
    pub fn note(
        &mut self,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report(Severity::Note, code, span, message)
    }

    /// Reports a problem whose severity the caller decides.
    pub fn report(
        &mut self,
        severity: Severity,
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.items.push(Diagnostic {
            code,
            severity,
            message: message.into(),
            primary: span.into(),
            labels: Vec::new(),
            help: None,
        });
        self.items
            .last_mut()
            .expect("an item was pushed in the line above")
    }

    /// Those of one severity.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter().filter(move |it| it.severity == severity)
    }

    /// Whether the next barrier stops the run.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|it| it.severity == Severity::Error)
    }
}

impl Diagnostic {
    /// Adds a related place.
    pub fn label(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.labels.push((span, text.into()));
        self
    }

    /// Says what to do.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }
}
