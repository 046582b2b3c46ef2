//! Diagnostics for programs: one JSON object a line; `COMMAND-LINE.md` describes the members.

use serde::Serialize;

use super::{Diagnostic, Diagnostics, Severity};
use crate::json::to_line;
use crate::source::map::SourceMap;
use crate::source::span::Span;

#[derive(Serialize)]
struct Line<'d> {
    severity: &'static str,
    code: Option<&'static str>,
    message: &'d str,
    primary: Option<Location<'d>>,
    labels: Vec<Label<'d>>,
    help: Option<&'d str>,
}

#[derive(Serialize)]
struct Label<'d> {
    text: &'d str,
    span: Option<Location<'d>>,
}

#[derive(Serialize)]
struct Location<'d> {
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Prints one JSON object a diagnostic and line: `severity`, `code`, `message`, `primary`, `labels`, `help`.
pub fn render_json(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let items = diagnostics.items.iter();
    items.map(|it| to_line(&line(it, sources))).collect()
}

/// The same for an error that no document holds.
pub fn render_json_error(message: &str) -> String {
    to_line(&Line {
        severity: Severity::Error.as_str(),
        code: None,
        message,
        primary: None,
        labels: Vec::new(),
        help: None,
    })
}

fn line<'d>(it: &'d Diagnostic, sources: &'d SourceMap) -> Line<'d> {
    let label = |(span, text): &'d (Span, String)| Label {
        text,
        span: place(*span, sources),
    };
    Line {
        severity: it.severity.as_str(),
        code: Some(it.code.as_str()),
        message: &it.message,
        primary: it.primary.and_then(|span| place(span, sources)),
        labels: it.labels.iter().map(label).collect(),
        help: it.help.as_deref(),
    }
}

/// `None` where the span is of no file here.
fn place(span: Span, sources: &SourceMap) -> Option<Location<'_>> {
    if !sources.contains(span) {
        return None;
    }
    let file = sources.file(span.file);
    let start = sources.position(span);
    let end = file.position(span.end as usize);
    Some(Location {
        file: file.shown(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    })
}
