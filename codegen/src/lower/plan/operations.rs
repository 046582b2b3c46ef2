//! Operations: what each needs, and whether it can be generated.
//!
//! In: an operation of a port type and its binding; WSDL 1.1 §2.4, §3.4. Out: a [`Plan`] that is checked to be possible, or
//! the [`Problem`] that is not.

use crate::diagnostic::code::Code;
use crate::ir::Demands;
use crate::wsdl::model as wsdl;

use crate::lower::contract::{Body, Bound, Direction, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::problem::{Problem, skip};

use super::demands::Endpoint;
use super::{action, body, faults, headers};

/// Checks everything that `it` needs.
pub(crate) fn plan<'m>(
    ctx: &mut Ctx<'_, 'm>,
    bound: Bound<'m>,
    (endpoint, of_all): (&Endpoint<'m>, &[Demands]),
) -> Result<Plan<'m>, Problem> {
    let operation = bound.operation;
    match operation.pattern {
        wsdl::Pattern::OneWay | wsdl::Pattern::RequestResponse => {}
        wsdl::Pattern::SolicitResponse => {
            let message = "it begins with a message of the server";
            return Err(skip(message, operation.span));
        }
        // Over HTTP nobody sends unasked. What is meant is a call that needs no parameters.
        wsdl::Pattern::Notification => {
            let message = format!(
                "operation `{}` has no input; it is generated as a call with an empty request",
                operation.name
            );
            (ctx.told.diagnostics).warning(Code::Lossy, operation.span, message);
        }
    }
    let mut losses = Vec::new();
    let soap_action = soap_action(bound)?;
    let request = match &operation.input {
        Some(input) => body::of(ctx, bound, input, Direction::Request, &mut losses)?,
        None => body::empty(bound),
    };
    let response = match &operation.output {
        Some(output) => {
            let direction = Direction::Response;
            Some(body::of(ctx, bound, output, direction, &mut losses)?)
        }
        None => None,
    };
    let request_headers = headers::blocks(ctx, bound, Direction::Request, &mut losses);
    let response_headers = headers::blocks(ctx, bound, Direction::Response, &mut losses);
    let fault_headers = headers::fault_blocks(ctx, bound, &mut losses);
    let faults = faults::declared(ctx, bound, &mut losses);
    let blocks = request_headers.len() + response_headers.len() + fault_headers.len();
    let blocks = blocks + faults.len();
    let parts = request.n_parts() + response.as_ref().map_or(0, Body::n_parts);
    ctx.spend(blocks + parts);
    for loss in &losses {
        let text = format!("operation `{}`: {loss}", operation.name);
        (ctx.told.diagnostics).warning(Code::Lossy, operation.span, text);
    }
    Ok(Plan {
        operation,
        action: action::of_request(bound, &soap_action),
        demands: endpoint.operation(ctx, of_all, bound),
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

fn soap_action(bound: Bound<'_>) -> Result<String, Problem> {
    let Some((action, span)) = &bound.in_binding.soap_action else {
        return Ok(String::new());
    };
    // It is sent as a quoted header value; RFC 9110 §5.5 allows all but control characters.
    let is_bad = |it: &char| it.is_control() || matches!(it, '"' | '\\');
    let Some(bad) = action.chars().find(is_bad) else {
        return Ok(action.clone());
    };
    let message =
        format!("its soapAction holds the character {bad:?}, which no HTTP header can carry");
    Err(skip(message, *span))
}
