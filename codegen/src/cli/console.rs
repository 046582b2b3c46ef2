//! Standard output and error: colour, message format, how many messages.
//!
//! In: texts and diagnostics. Out: bytes on the two streams. A closed stream ends nothing: `… | head` is no error.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal as _, Write as _};

use wsdl_codegen::diagnostic::code::Code;
use wsdl_codegen::diagnostic::json::{render_json, render_json_error};
use wsdl_codegen::diagnostic::render::{render, summary};
use wsdl_codegen::diagnostic::{Diagnostic, Diagnostics, Severity};
use wsdl_codegen::generate::Generated;
use wsdl_codegen::source::map::SourceMap;

use super::waiting::Waiting;
use super::{Color, MessageFormat};

/// How many warnings of one code are shown without `--verbose`; with errors as many notes, else none.
const MOST_OF_A_CODE: usize = 5;
/// How many errors of one code are.
const MOST_ERRORS: usize = 20;

const BOLD_RED: &str = "\u{1b}[1;31m";
const BOLD_YELLOW: &str = "\u{1b}[1;33m";
const BOLD_CYAN: &str = "\u{1b}[1;36m";
const BOLD_GREEN: &str = "\u{1b}[1;32m";
const BLUE: &str = "\u{1b}[34m";
const RESET: &str = "\u{1b}[0m";

/// Where messages go, and in which form.
#[derive(Clone, Debug)]
pub(super) struct Console {
    color_out: bool,
    color_err: bool,
    format: MessageFormat,
    verbose: bool,
}

impl Console {
    pub(super) fn new(color: Color, format: MessageFormat, verbose: bool) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        let wanted = |is_terminal: bool| match color {
            Color::Auto => is_terminal && !no_color,
            Color::Always => true,
            Color::Never => false,
        };
        Self {
            color_out: wanted(io::stdout().is_terminal()),
            color_err: wanted(io::stderr().is_terminal()),
            format,
            verbose,
        }
    }

    pub(super) fn is_json(&self) -> bool {
        self.format == MessageFormat::Json
    }

    /// Whether all is to be shown that could be left out.
    pub(super) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Says `what` goes on, where it takes over a second and somebody looks.
    pub(super) fn waiting(&self, what: &'static str) -> Waiting {
        Waiting::new(what, io::stderr().is_terminal() && !self.is_json())
    }

    /// Prints a result on standard output.
    pub(super) fn print(&self, text: &str) {
        // Nobody is left to hear that standard output is closed.
        let _ = io::stdout().write_all(text.as_bytes());
    }

    /// `text` in the colour of success, where standard output has colours.
    pub(super) fn good(&self, text: &str) -> String {
        paint(self.color_out, BOLD_GREEN, text)
    }

    /// `text` in the colour of warnings, where standard output has colours.
    pub(super) fn doubtful(&self, text: &str) -> String {
        paint(self.color_out, BOLD_YELLOW, text)
    }

    /// `text` in the colour of headings, where standard output has colours.
    pub(super) fn heading(&self, text: &str) -> String {
        paint(self.color_out, BOLD_CYAN, text)
    }

    /// Prints an error that no document holds.
    pub(super) fn error(&self, message: &str) {
        if self.is_json() {
            self.print_aside(&render_json_error(message));
        } else {
            let word = paint(self.color_err, BOLD_RED, "error");
            self.print_aside(&format!("{word}: {message}\n"));
        }
    }

    /// Prints a warning that no document holds on standard error, for people only.
    pub(super) fn warning(&self, message: &str) {
        if !self.is_json() {
            let word = paint(self.color_err, BOLD_YELLOW, "warning");
            self.print_aside(&format!("{word}: {message}\n"));
        }
    }

    /// Prints something to know on standard error, for people only.
    pub(super) fn note(&self, message: &str) {
        if !self.is_json() {
            let word = paint(self.color_err, BOLD_CYAN, "note");
            self.print_aside(&format!("{word}: {message}\n"));
        }
    }

    /// Prints the errors of a run on standard error, and with `--verbose` all else.
    pub(super) fn errors(&self, generated: &Generated) {
        let mut diagnostics = generated.diagnostics.clone();
        if !self.verbose {
            diagnostics
                .items
                .retain(|it| it.severity == Severity::Error);
        }
        self.print_diagnostics(generated, &diagnostics);
    }

    /// Prints the diagnostics of a run on standard error.
    pub(super) fn diagnostics(&self, generated: &Generated) {
        self.print_diagnostics(generated, &generated.diagnostics);
    }

    fn print_diagnostics(&self, generated: &Generated, diagnostics: &Diagnostics) {
        let none = SourceMap::default();
        let sources = generated.loaded.as_ref().map_or(&none, |it| &it.sources);
        self.diagnostics_in(diagnostics, sources);
    }

    /// Prints diagnostics about the texts of `sources` on standard error.
    pub(super) fn diagnostics_in(&self, diagnostics: &Diagnostics, sources: &SourceMap) {
        if self.is_json() {
            self.print_aside(&render_json(diagnostics, sources));
            return;
        }
        if diagnostics.items.is_empty() {
            return;
        }
        let (shown, hidden) = self.choose(diagnostics);
        let mut text = String::new();
        let mut helped: BTreeSet<&str> = BTreeSet::new();
        for it in &shown.items {
            let mut own = it.clone();
            // The same advice once is enough.
            let known = |help: &String| !self.verbose && helped.contains(help.as_str());
            own.help = own.help.filter(|help| !known(help));
            helped.extend(it.help.as_deref());
            let mut one = Diagnostics::default();
            one.items.push(own);
            // Each text ends with a count of its own; the count of all stands at the end.
            let rendered = render(&one, sources);
            let end = rendered.trim_end().rfind('\n').unwrap_or(rendered.len());
            text.push_str(&rendered[..end]);
            text.push('\n');
        }
        let mut notes: Vec<String> = Vec::new();
        for ((severity, code), n) in hidden {
            if severity == Severity::Note {
                notes.push(format!("{code} {n}"));
                continue;
            }
            text.push_str(&format!(
                "{severity}[{code}]: {n} more like these; `--verbose` shows them\n"
            ));
        }
        if !notes.is_empty() {
            let is_loss = |it: &Diagnostic| it.severity != Severity::Note || it.code == Code::Lossy;
            let begin = match diagnostics.items.iter().any(is_loss) {
                true => "there is more to know",
                false => "nothing is lost, but there is more to know",
            };
            text.push_str(&format!(
                "note: {begin} ({}); `--verbose` shows it\n",
                notes.join(", ")
            ));
        }
        // One line about notes says how many there are.
        if shown.items.is_empty() {
            self.print_aside(&self.colored(&text));
            return;
        }
        text.push_str(&summary(diagnostics));
        text.push('\n');
        self.print_aside(&self.colored(&text));
    }

    /// The first diagnostics of each code, and how many are left out. Notes explain errors; without errors they can wait.
    fn choose(&self, all: &Diagnostics) -> (Diagnostics, BTreeMap<(Severity, String), usize>) {
        let mut shown = Diagnostics::default();
        let mut counts: BTreeMap<(Severity, String), usize> = BTreeMap::new();
        let mut hidden: BTreeMap<(Severity, String), usize> = BTreeMap::new();
        let has_errors = all.has_errors();
        for it in &all.items {
            let key = (it.severity, it.code.to_string());
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            let most = match it.severity {
                Severity::Error => MOST_ERRORS,
                Severity::Note if !has_errors => 0,
                Severity::Warning | Severity::Note => MOST_OF_A_CODE,
            };
            if self.verbose || *count <= most {
                shown.items.push(it.clone());
            } else {
                *hidden.entry(key).or_default() += 1;
            }
        }
        (shown, hidden)
    }

    fn colored(&self, text: &str) -> String {
        if !self.color_err {
            return text.to_owned();
        }
        let words = [
            ("error", BOLD_RED),
            ("warning", BOLD_YELLOW),
            ("note", BOLD_CYAN),
        ];
        let mut out = String::new();
        for line in text.lines() {
            let word = words.iter().find(|it| {
                line.strip_prefix(it.0)
                    .is_some_and(|rest| rest.starts_with(['[', ':']))
            });
            let trimmed = line.trim_start();
            if let Some((_, color)) = word {
                let (head, rest) = line.split_at(line.find(": ").unwrap_or(0));
                out.push_str(&format!("{}{rest}", paint(true, color, head)));
            } else if trimmed.starts_with("--> ") || trimmed.starts_with("::: ") {
                let (arrow, rest) = trimmed.split_at(3);
                let indent = &line[..line.len() - trimmed.len()];
                out.push_str(&format!("{indent}{}{rest}", paint(true, BLUE, arrow)));
            } else {
                out.push_str(line);
            }
            out.push('\n');
        }
        out
    }

    /// Prints on standard error what is beside the result.
    pub(super) fn print_aside(&self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

fn paint(is_on: bool, color: &str, text: &str) -> String {
    if is_on {
        format!("{color}{text}{RESET}")
    } else {
        text.to_owned()
    }
}
