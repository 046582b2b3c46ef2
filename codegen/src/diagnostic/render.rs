//! Diagnostics as text: position, source line and caret.
//!
//! In: [`Diagnostics`] and the [`SourceMap`] that their spans are of. Out: text without control characters but line
//! ends, whatever the documents hold.

use std::fmt::Write as _;

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::map::SourceMap;
use crate::source::span::Span;
use crate::words::counted;

/// The most diagnostics that are printed as text; JSON has all.
const MAX_SHOWN: usize = 1_000;
/// The most characters of a source line that are shown.
const MAX_LINE: usize = 120;
/// Of those, how many stand in front of the caret where the line is cut.
const BEFORE_CARET: usize = 40;
/// The most characters of a message that are shown.
const MAX_MESSAGE: usize = 2_000;

/// Prints the diagnostics, at most 1,000, in the order they were found, and a line that counts them. Empty where there are none.
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let mut out = String::new();
    for it in diagnostics.items.iter().take(MAX_SHOWN) {
        render_one(it, sources, &mut out);
        out.push('\n');
    }
    if let Some(more) = diagnostics.items.len().checked_sub(MAX_SHOWN + 1) {
        let _ = writeln!(out, "… and {} more, which are not shown\n", more + 1);
    }
    if !diagnostics.items.is_empty() {
        let _ = writeln!(out, "{}", summary(diagnostics));
    }
    out
}

/// How many there are of each severity, in words, e.g. `1 error, 2 warnings`.
pub fn summary(diagnostics: &Diagnostics) -> String {
    let mut parts = Vec::new();
    for severity in Severity::ALL {
        let count = diagnostics.of(severity).count();
        if count > 0 {
            parts.push(counted(count, &format!("{severity}s")));
        }
    }
    if parts.is_empty() {
        "no diagnostics".to_owned()
    } else {
        parts.join(", ")
    }
}

fn render_one(it: &Diagnostic, sources: &SourceMap, out: &mut String) {
    let message = clean(&it.message);
    let _ = writeln!(out, "{}[{}]: {message}", it.severity, it.code);
    // The gutter is as wide as the greatest line number, so that carets line up between places.
    let spans = it.primary.iter().chain(it.labels.iter().map(|it| &it.0));
    let width = spans
        .filter(|it| sources.contains(**it))
        .map(|it| sources.position(*it).line.to_string().len())
        .max()
        .unwrap_or(1);
    if let Some(span) = it.primary {
        render_place(span, "", "-->", width, sources, out);
    }
    for (span, text) in &it.labels {
        render_place(*span, &clean(text), ":::", width, sources, out);
    }
    if let Some(help) = &it.help {
        let _ = writeln!(out, "{:width$} = help: {}", "", clean(help));
    }
}

fn render_place(
    span: Span,
    label: &str,
    arrow: &str,
    width: usize,
    sources: &SourceMap,
    out: &mut String,
) {
    if !sources.contains(span) {
        return;
    }
    let file = sources.file(span.file);
    let at = sources.position(span);
    let _ = writeln!(
        out,
        "{:width$}{arrow} {}:{}:{}",
        "",
        clean(file.shown()),
        at.line,
        at.column
    );
    let line = file.line(at.line);
    let length = sources
        .text(span)
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    let offset = (span.start as usize).saturating_sub(file.line_start(at.line));
    let mut offset = offset.min(line.len());
    while !line.is_char_boundary(offset) {
        offset -= 1;
    }
    let shown = cut(line, offset, length);
    let _ = writeln!(out, "{:width$} |", "");
    let _ = writeln!(out, "{:>width$} | {}", at.line, shown.text);
    let marks = format!(
        "{:before$}{}",
        "",
        "^".repeat(shown.length.max(1)),
        before = shown.before
    );
    let _ = writeln!(
        out,
        "{:width$} | {}",
        "",
        format!("{marks} {label}").trim_end()
    );
}

/// A source line made fit to print, with where the caret goes.
struct Shown {
    text: String,
    /// Characters in front of the caret.
    before: usize,
    /// Carets.
    length: usize,
}

/// Looks only at the characters around the caret: a document may be one line of megabytes.
fn cut(line: &str, at: usize, length: usize) -> Shown {
    let is_long = line.chars().nth(MAX_LINE).is_some();
    let before = line[..at].char_indices().rev().nth(BEFORE_CARET - 1);
    let is_cut = is_long && before.is_some_and(|it| it.0 > 0);
    let from = match before {
        Some((from, _)) if is_cut => from,
        // Common indentation says nothing about one line.
        _ => {
            let head = &line[..at];
            head.len() - head.trim_start().len()
        }
    };
    let mut shown = Shown {
        text: String::new(),
        before: 0,
        length: 0,
    };
    if is_cut {
        shown.text.push('…');
        shown.before = 1;
    }
    let mut piece = String::new();
    let mut marked = 0;
    let mut rest = line[from..].char_indices();
    for (offset, it) in rest.by_ref().take(MAX_LINE) {
        piece.clear();
        push_clean(it, &mut piece);
        if from + offset < at {
            shown.before += piece.chars().count();
        } else if marked < length {
            marked += 1;
            shown.length += piece.chars().count();
        }
        shown.text.push_str(&piece);
    }
    if rest.next().is_some() {
        shown.text.push('…');
    }
    shown
}

/// Documents choose names and text, so what is no plain character is spelled out.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, it) in text.chars().enumerate() {
        if index == MAX_MESSAGE {
            out.push('…');
            break;
        }
        push_clean(it, &mut out);
    }
    out
}

fn push_clean(it: char, out: &mut String) {
    match it {
        '\t' => out.push_str("    "),
        it if is_unprintable(it) => {
            let _ = write!(out, "\\u{{{:x}}}", it as u32);
        }
        it => out.push(it),
    }
}

/// Whether `it` would move the cursor or turn the line around.
pub(crate) fn is_unprintable(it: char) -> bool {
    it.is_control()
        || matches!(it,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
