//! Parts of messages: what each refers to, checked to be possible.
//!
//! In: a part; WSDL 1.1 §2.3.1. Out: the declaration that it names, or the [`Problem`] that keeps it from being generated.

use crate::symbols::Space;
use crate::wsdl::model as wsdl;

use crate::lower::contract::PartDecl;
use crate::lower::ctx::Ctx;
use crate::lower::problem::{Problem, skip};

/// What `part` refers to.
pub(crate) fn decl<'m>(ctx: &Ctx<'_, 'm>, part: &'m wsdl::Part) -> Result<PartDecl<'m>, Problem> {
    let (space, name, span) = match &part.content {
        wsdl::PartContent::Element(name, span) => (Space::Element, name, *span),
        wsdl::PartContent::Type(name, span) => (Space::Type, name, *span),
        wsdl::PartContent::Absent => {
            let message = format!("part `{}` has neither element nor type", part.name);
            return Err(skip(message, part.span));
        }
    };
    if let Some(problem) = ctx.declared.gate.problem(space, name, Some(span)) {
        return Err(problem);
    }
    if space == Space::Type {
        return Ok(PartDecl::Type(name, span));
    }
    // The element of a whole schema is known, and nothing declares it.
    let decl = ctx.declared.element(name).map(PartDecl::Element);
    decl.ok_or_else(|| skip(format!("element `{name}` cannot stand in a message"), span))
}
