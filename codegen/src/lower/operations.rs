//! Operations: what each needs, and whether it can be generated.
//!
//! In: an operation of a port type and its binding; WSDL 1.1 §2.4, §3.4. Out: a [`Plan`] that is checked to be possible, or
//! the [`Problem`] that is not.

use crate::diagnostic::code::Code;
use crate::source::span::Span;
use crate::wsdl::model as wsdl;

use super::body::{self, Body};
use super::ctx::Ctx;
use super::faults::{self, Detail};
use super::headers::{self, Block};
use super::reach::Problem;

/// An operation that can be generated.
pub(super) struct Plan<'m> {
    pub(super) operation: &'m wsdl::Operation,
    pub(super) soap_action: String,
    pub(super) request: Body<'m>,
    pub(super) response: Option<Body<'m>>,
    pub(super) request_headers: Vec<Block<'m>>,
    pub(super) response_headers: Vec<Block<'m>>,
    /// Header blocks that come with faults.
    pub(super) fault_headers: Vec<Block<'m>>,
    /// The details of its declared faults.
    pub(super) faults: Vec<Detail<'m>>,
    pub(super) losses: Vec<String>,
}

impl Plan<'_> {
    /// Whether one of its messages uses SOAP encoding.
    pub(super) fn is_encoded(&self) -> bool {
        self.request.encoded || self.response.as_ref().is_some_and(|it| it.encoded)
    }
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// An operation and where it is bound.
#[derive(Clone, Copy)]
pub(super) struct Bound<'m> {
    pub(super) operation: &'m wsdl::Operation,
    pub(super) binding: &'m wsdl::Binding,
    pub(super) bound: &'m wsdl::BindingOperation,
}

/// Checks everything that `it` needs.
pub(super) fn plan<'m>(ctx: &mut Ctx<'_, 'm>, it: Bound<'m>) -> Result<Plan<'m>, Problem> {
    let operation = it.operation;
    match operation.pattern {
        wsdl::Pattern::OneWay | wsdl::Pattern::RequestResponse => {}
        wsdl::Pattern::SolicitResponse => {
            return Err(skip(
                "it begins with a message of the server",
                operation.span,
            ));
        }
        // Over HTTP nobody sends unasked. What is meant is a call that needs no parameters.
        wsdl::Pattern::Notification => {
            let message = format!(
                "operation `{}` has no input; it is generated as a call with an empty request",
                operation.name
            );
            ctx.diagnostics
                .warning(Code::Lossy, operation.span, message);
        }
    }
    let mut losses = Vec::new();
    let soap_action = soap_action(it)?;
    let request = match &operation.input {
        Some(input) => body::of(ctx, it, input, Direction::Request, &mut losses)?,
        None => body::empty(it),
    };
    let response = match &operation.output {
        Some(output) => Some(body::of(ctx, it, output, Direction::Response, &mut losses)?),
        None => None,
    };
    let request_headers = headers::blocks(ctx, it, Direction::Request, &mut losses);
    let response_headers = headers::blocks(ctx, it, Direction::Response, &mut losses);
    let fault_headers = headers::fault_blocks(ctx, it, &mut losses);
    let faults = faults::declared(ctx, it, &mut losses);
    let blocks = request_headers.len() + response_headers.len() + fault_headers.len();
    let blocks = blocks + faults.len();
    let parts = request.n_parts() + response.as_ref().map_or(0, Body::n_parts);
    ctx.spend(blocks + parts);
    for loss in &losses {
        ctx.diagnostics.warning(
            Code::Lossy,
            operation.span,
            format!("operation `{}`: {loss}", operation.name),
        );
    }
    Ok(Plan {
        operation,
        soap_action,
        request,
        response,
        request_headers,
        response_headers,
        fault_headers,
        faults,
        losses,
    })
}

/// A reason that has no code of its own.
pub(super) fn skip(message: impl Into<String>, span: Span) -> Problem {
    Problem {
        code: Code::OperationSkipped,
        message: message.into(),
        span: Some(span),
    }
}

fn soap_action(it: Bound<'_>) -> Result<String, Problem> {
    let Some((action, span)) = &it.bound.soap_action else {
        return Ok(String::new());
    };
    // It is sent as a quoted header value; RFC 9110 §5.5 allows visible ASCII and blanks.
    match action
        .chars()
        .find(|it| !matches!(it, ' '..='~') || *it == '"' || *it == '\\')
    {
        Some(bad) => Err(skip(
            format!("its soapAction holds the character {bad:?}, which no HTTP header can carry"),
            *span,
        )),
        None => Ok(action.clone()),
    }
}
