//! What each diagnostic code means, with a wrong and a right document.
//!
//! In: a [`Code`]. Out: text. The documents are tested: the wrong one gives the code, the right one does not. Where the mistake is
//! one of the command line, there are commands instead, which no test runs.

mod texts;

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use crate::diagnostic::code::Code;
use crate::nearest::nearest;

/// Characters of a line.
const WIDTH: usize = 100;

/// One code explained.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Explanation {
    /// Why it is reported, and what it costs.
    pub(crate) why: &'static str,
    /// What the two texts are part of.
    pub(crate) frame: Frame,
    /// A text that gives the code.
    pub(crate) wrong: &'static str,
    /// The same mended.
    pub(crate) right: &'static str,
    /// What to do.
    pub(crate) proceed: &'static str,
}

/// What the texts of an explanation are part of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Frame {
    /// A whole document.
    Document,
    /// Declarations in a schema, of which `tns:Order` is used.
    Schema,
    /// Children of `wsdl:definitions`.
    Wsdl,
    /// A `service.toml`.
    Settings,
    /// Commands.
    Commands,
}

/// The code that is spelled `text`.
///
/// # Errors
/// There is none; the text names the nearest.
pub fn find(text: &str) -> Result<Code, String> {
    Code::named(text).ok_or_else(
        || match nearest(text, Code::ALL.iter().map(|it| it.as_str())) {
            Some(near) => format!("there is no code `{text}`; there is one named `{near}`"),
            None => format!("there is no code `{text}`; `wsdl-codegen explain` lists them all"),
        },
    )
}

/// What `code` means, as plain text.
pub fn explain(code: Code) -> String {
    let it = texts::explanation(code);
    let place = match it.frame {
        Frame::Document => "a document",
        Frame::Schema => "in a schema",
        Frame::Wsdl => "in a WSDL",
        Frame::Settings => "in `service.toml`",
        Frame::Commands => "commands",
    };
    let mut out = format!("{code}: {}\n\n", code.meaning());
    let _ = writeln!(out, "{}\n", wrapped(it.why));
    let _ = writeln!(out, "Wrong ({place}):\n\n{}\n", indented(it.wrong));
    let _ = writeln!(out, "Right:\n\n{}\n", indented(it.right));
    let _ = writeln!(out, "{}", wrapped(&format!("What to do: {}", it.proceed)));
    out
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|it| match it.is_empty() {
        true => String::new(),
        false => format!("    {it}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text with its lines broken anew, so that none is longer than [`WIDTH`] where words allow it.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}
