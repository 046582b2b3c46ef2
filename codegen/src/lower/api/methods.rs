//! Methods: the operations of a client under their names.
//!
//! In: the [`Plan`]s of a client. Out: names and [`OperationDraft`]s.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Entry, RustType, TypeId};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;

use crate::lower::contract::{Direction, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::setting::Global;
use crate::lower::told::Told;

use super::{faults, messages};

/// What the methods would like to be called: overloads after their input.
pub(crate) fn claims(told: &mut Told<'_>, plans: &[Plan<'_>]) -> Vec<Claim> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in plans {
        *names.entry(&plan.operation.name).or_default() += 1;
    }
    let mut res = Vec::new();
    for plan in plans {
        let name = &plan.operation.name;
        if let Some(it) = told.renamed_global(Global::Operation, &QName::new("", name)) {
            res.push(Claim::new(vec![naming::snake(&it)], 0));
            continue;
        }
        let plain = naming::snake(name);
        let mut wished = Vec::new();
        let input = plan.operation.input.as_ref();
        let input = input.and_then(|message| message.name.as_deref());
        if let (true, Some(input)) = (names[name.as_str()] > 1, input) {
            wished.push(naming::snake(input));
        }
        wished.push(plain.clone());
        wished.push(format!("{plain}_operation"));
        wished.dedup();
        res.push(Claim::new(wished, 1));
    }
    res
}

/// The methods that every client has.
const RESERVED: &str = "new with_transport with_endpoint with_version with_port with_headers with_extra_header with_addressing \
    with_understood with_limits with_timeout with_strict with_reading with_action_parameter \
    with_policy_check with_mtom with_hook with_security \
    with_retry boxed boxed_blocking on_deviations as_client clone";

pub(crate) fn reserved() -> BTreeSet<String> {
    let words = RESERVED.split_ascii_whitespace();
    words.map(str::to_owned).collect()
}

/// What is known of an operation before all types are.
pub(crate) struct OperationDraft {
    pub(crate) method_ident: String,
    pub(crate) request: (RustType, Entry),
    pub(crate) response: Option<(RustType, Entry)>,
    pub(crate) fault: Option<TypeId>,
}

impl OperationDraft {
    /// What its marker type would like to be called.
    pub(crate) fn marker(&self) -> String {
        naming::upper_camel(&self.method_ident)
    }
}

/// Lowers the operation of `plan`; `shares_faults`: another one declares the same.
pub(crate) fn operation<'m>(
    ctx: &mut Ctx<'_, 'm>,
    plan: &Plan<'m>,
    method_ident: String,
    shares_faults: bool,
) -> OperationDraft {
    let marker = naming::upper_camel(&method_ident);
    let fault = faults::lower(ctx, plan, &marker, shares_faults);
    let wire = &plan.operation.name;
    let mut message = |body, direction| messages::message(ctx, wire, &marker, body, direction);
    let request = message(&plan.request, Direction::Request);
    let response = plan.response.as_ref();
    let response = response.map(|body| message(body, Direction::Response));
    OperationDraft {
        method_ident,
        request,
        response,
        fault,
    }
}
