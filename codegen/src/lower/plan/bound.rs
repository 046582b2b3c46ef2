//! Bound operations: which binding operation belongs to which operation of the port type.
//!
//! In: a port type, its binding, the settings' choice; WSDL 1.1 §2.5. Out: the [`Plan`]s of the operations that are
//! generated; the others are reported, and kept with the reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::code::Code;
use crate::ir::{Demands, Reason, Skipped};
use crate::wsdl::model as wsdl;

use crate::lower::contract::{Bound, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::problem;
use crate::lower::setting::{Nameable, Setting};

use super::demands::Endpoint;
use super::operations;

pub(crate) fn plans<'m>(
    ctx: &mut Ctx<'_, 'm>,
    port_type: &'m wsdl::PortType,
    binding: &'m wsdl::Binding,
    endpoint: (&Endpoint<'m>, &[Demands]),
) -> (Vec<Plan<'m>>, Vec<Skipped>) {
    let mut res = Vec::new();
    let mut skipped = Vec::new();
    let mut skip = |operation: &wsdl::Operation, reason| {
        skipped.push(Skipped {
            wire: operation.name.clone(),
            span: operation.span,
            reason,
        });
    };
    let named = Named::new(port_type, binding);
    for operation in &port_type.operations {
        if ctx.is_spent() {
            break;
        }
        if !is_wanted(ctx, &operation.name) {
            skip(operation, Reason::Settings);
            continue;
        }
        let plan = match (&operation.broken, named.bound(operation)) {
            (Some(why), _) => Err(problem::skip(why.as_str(), operation.span)),
            (None, Some(in_binding)) => {
                let bound = Bound {
                    operation,
                    binding,
                    in_binding,
                };
                operations::plan(ctx, bound, endpoint)
            }
            (None, None) => {
                let message = format!("binding `{}` does not bind it", binding.name);
                Err(problem::skip(message, operation.span))
            }
        };
        match plan {
            Ok(it) => res.push(it),
            Err(problem) => {
                let (name, why) = (&operation.name, &problem.message);
                let message = format!("operation `{name}` is left out: {why}");
                let diagnostic =
                    (ctx.told.diagnostics).warning(Code::OperationSkipped, operation.span, message);
                if let Some(span) = problem.span.filter(|it| *it != operation.span) {
                    diagnostic.label(span, problem.code.meaning());
                }
                skip(operation, Reason::Problem(problem.message));
            }
        }
    }
    (res, skipped)
}

/// Whether the settings ask for `operation`.
fn is_wanted(ctx: &mut Ctx<'_, '_>, operation: &str) -> bool {
    ctx.told.offer(Nameable::Operation, operation);
    let settings = &ctx.told.settings.operations;
    let told = &mut ctx.told;
    let is_in = told.is_listed(&Setting::Operation, &settings.only, operation);
    let is_out = told.is_listed(&Setting::NoOperation, &settings.exclude, operation);
    (is_in || settings.only.is_empty()) && !is_out
}

/// What a binding binds, its port type must have; WSDL 1.1 §2.5.
pub(crate) fn check(ctx: &mut Ctx<'_, '_>, port_type: &wsdl::PortType, binding: &wsdl::Binding) {
    let declared: BTreeSet<&str> = (port_type.operations.iter())
        .map(|it| it.name.as_str())
        .collect();
    for bound in &binding.operations {
        if !declared.contains(bound.name.as_str()) {
            let message = format!(
                "operation `{}` is left out: port type `{}` does not declare it",
                bound.name, port_type.name
            );
            (ctx.told.diagnostics).warning(Code::UnresolvedName, bound.span, message);
        }
    }
}

/// The operations of a port type and of its binding by their names.
#[derive(Default)]
struct Named<'m> {
    overloads: BTreeMap<&'m str, Vec<&'m wsdl::Operation>>,
    bound: BTreeMap<&'m str, Vec<&'m wsdl::BindingOperation>>,
}

impl<'m> Named<'m> {
    fn new(port_type: &'m wsdl::PortType, binding: &'m wsdl::Binding) -> Self {
        let mut res = Self::default();
        for it in &port_type.operations {
            res.overloads.entry(&it.name).or_default().push(it);
        }
        for it in &binding.operations {
            res.bound.entry(&it.name).or_default().push(it);
        }
        res
    }

    /// The binding of `operation`; overloads are told apart by the names of their inputs and outputs, WSDL 1.1 §2.5.
    fn bound(&self, operation: &wsdl::Operation) -> Option<&'m wsdl::BindingOperation> {
        let name = operation.name.as_str();
        let named = self.bound.get(name)?;
        let overloads = self.overloads.get(name)?;
        if named.len() < 2 || overloads.len() < 2 {
            return named.first().copied();
        }
        fn name_of(reference: Option<&wsdl::MessageRef>) -> Option<&str> {
            reference.and_then(|it| it.name.as_deref())
        }
        let input = name_of(operation.input.as_ref());
        let output = name_of(operation.output.as_ref());
        let fits = |it: &&wsdl::BindingOperation| {
            let bound_input = it.input.as_ref().and_then(|it| it.name.as_deref());
            let bound_output = it.output.as_ref().and_then(|it| it.name.as_deref());
            (input.is_some() || output.is_some())
                && (bound_input.is_none() || bound_input == input)
                && (bound_output.is_none() || bound_output == output)
        };
        let by_name = named.iter().copied().find(|it| fits(it));
        // Without names only the order tells them apart.
        let position = overloads.iter().position(|it| std::ptr::eq(*it, operation));
        by_name.or_else(|| position.and_then(|it| named.get(it).copied()))
    }
}
