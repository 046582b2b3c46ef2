//! Why something cannot be generated.

use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::source::span::Span;
use crate::symbols::Space;

/// A reason that has no code of its own.
pub(super) fn skip(message: impl Into<String>, span: Span) -> Problem {
    Problem {
        code: Code::OperationSkipped,
        message: message.into(),
        span: Some(span),
    }
}

/// Why something cannot be generated.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) span: Option<Span>,
}

pub(super) fn unresolved(space: Space, name: &QName, span: Option<Span>) -> Problem {
    Problem {
        code: Code::UnresolvedName,
        message: format!("{space} `{name}` is not declared"),
        span,
    }
}
