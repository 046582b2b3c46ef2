//! Demands: what the policies of an operation ask of its calls.
//!
//! In: the policies attached to a service, port, binding, port type, operation and its messages; WS-PolicyAttachment 1.5 §4,
//! WS-SecurityPolicy 1.1–1.3. Out: [`Demands`], merged as §4.1 says: those of an endpoint hold for all of its operations.
//! What the client does not do by itself is reported.

mod assertions;
mod security;

use assertions::{cost, demand};

use crate::diagnostic::code::Code;
use crate::ir::{self, Demands};
use crate::source::span::Span;
use crate::symbols::Model;
use crate::wsdl::model as wsdl;
use crate::wsdl::policy::{Expression, alternatives};

use crate::lower::contract::Bound;
use crate::lower::ctx::Ctx;
use crate::lower::told::Once;

/// What a policy asks that has been reported as broken.
const UNREADABLE: &str = "a policy that cannot be read";

/// Which messages a policy is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Scope {
    Both,
    Request,
    Response,
}

/// A port that is generated, with the policies of all that it is.
pub(crate) struct Endpoint<'m> {
    definitions: &'m wsdl::Definitions,
    policies: Vec<&'m Expression>,
    name: String,
    span: Span,
}

impl<'m> Endpoint<'m> {
    /// The endpoint of `binding`; `attached` are the policies of its service and port.
    pub(crate) fn new(
        model: &'m Model,
        attached: &[&'m Expression],
        binding: &'m wsdl::Binding,
        port_type: &'m wsdl::PortType,
    ) -> Self {
        let own = binding.policies.iter().chain(&port_type.policies);
        Self {
            definitions: &model.definitions,
            policies: attached.iter().copied().chain(own).collect(),
            name: binding.name.local.clone(),
            span: binding.span,
        }
    }

    /// What all calls must meet; what the client leaves to the caller is reported.
    pub(crate) fn demands(&self, ctx: &mut Ctx<'_, 'm>) -> Vec<Demands> {
        let res = self.alternatives(ctx, &[]);
        let at = self.policies.first().map_or(self.span, |it| it.span());
        if let Some(unmet) = ir::unmet(&res) {
            report(ctx, &format!("binding `{}`", self.name), at, &unmet);
        }
        res
    }

    /// What the calls of an operation must meet, where all must meet `of_all`.
    pub(crate) fn operation(
        &self,
        ctx: &mut Ctx<'_, 'm>,
        of_all: &[Demands],
        bound: Bound<'m>,
    ) -> Vec<Demands> {
        let (operation, bound) = (bound.operation, bound.in_binding);
        let both = operation.policies.iter().chain(&bound.policies);
        let input = self.message(operation.input.as_ref(), bound.input.as_ref());
        let output = self.message(operation.output.as_ref(), bound.output.as_ref());
        let mut own: Vec<(&Expression, Scope)> = both.map(|it| (it, Scope::Both)).collect();
        own.extend(input.into_iter().map(|it| (it, Scope::Request)));
        own.extend(output.into_iter().map(|it| (it, Scope::Response)));
        let Some((first, _)) = own.first() else {
            return of_all.to_vec();
        };
        let at = first.span();
        let res = self.alternatives(ctx, &own);
        if let Some(unmet) = ir::unmet(&res).filter(|it| Some(it) != ir::unmet(of_all).as_ref()) {
            let what = format!("operation `{}`", operation.name);
            report(ctx, &what, at, &unmet);
        }
        res
    }

    fn message(
        &self,
        reference: Option<&'m wsdl::MessageRef>,
        bound: Option<&'m wsdl::BindingMessage>,
    ) -> Vec<&'m Expression> {
        let messages = &self.definitions.messages;
        let message = reference.and_then(|it| messages.iter().find(|m| m.name == it.message));
        let of_message = message.into_iter().flat_map(|it| &it.policies);
        let of_reference = reference.into_iter().flat_map(|it| &it.policies);
        let of_binding = bound.into_iter().flat_map(|it| &it.policies);
        of_message.chain(of_reference).chain(of_binding).collect()
    }

    /// What the policies of the endpoint and `own` come to.
    fn alternatives(&self, ctx: &mut Ctx<'_, 'm>, own: &[(&'m Expression, Scope)]) -> Vec<Demands> {
        let all = self.policies.iter().map(|it| (*it, Scope::Both));
        let (policies, scopes): (Vec<&Expression>, Vec<Scope>) =
            all.chain(own.iter().copied()).unzip();
        let (found, n_steps) = alternatives(&self.definitions.policies, &policies, cost);
        ctx.spend(n_steps);
        for (span, message) in found.first().into_iter().flat_map(|it| &it.problems) {
            if ctx.told.first(Once::Policy(*span, message.clone())) {
                (ctx.told.diagnostics).warning(Code::PolicyIgnored, *span, message.clone());
            }
        }
        let mut res: Vec<Demands> = Vec::new();
        for (idx, it) in found.iter().enumerate() {
            let mut demands = Demands::default();
            match (it.problems.is_empty(), idx) {
                (true, _) => {}
                // None is better.
                (false, 0) => demands.others.push(UNREADABLE.to_owned()),
                (false, _) => continue,
            }
            for it in &it.assertions {
                demand(&mut demands, it, scopes[it.source]);
            }
            // What differs only in what the client does by itself is no choice.
            let is_known = (res.iter()).any(|it| it.unmet() == demands.unmet());
            if !is_known {
                res.push(demands);
            }
            if res.last().is_some_and(|it| it.unmet().is_empty()) {
                break;
            }
        }
        match res.as_slice() {
            [only] if only.is_empty() => Vec::new(),
            _ => res,
        }
    }
}

/// Nobody shall find out by a refused call.
fn report(ctx: &mut Ctx<'_, '_>, what: &str, at: Span, unmet: &str) {
    if unmet == UNREADABLE || !ctx.told.first(Once::Policy(at, unmet.to_owned())) {
        return;
    }
    let message = format!("{what} needs what the client does not do by itself: {unmet}");
    ctx.told.diagnostics
        .warning(Code::PolicyIgnored, at, message)
        .help("the documentation of the client says how to give it, and `explain policy-ignored` more");
}

/// Adds a demand that has no member of its own.
fn other(others: &mut Vec<String>, text: &str) {
    if !others.iter().any(|it| it == text) {
        others.push(text.to_owned());
    }
}
