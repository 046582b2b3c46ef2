//! Methods: the operations of a client under their names.
//!
//! In: the [`Plan`]s of a client. Out: names, header indices and [`OperationDraft`]s.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Entry, RustType, TypeId};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;

use crate::lower::contract::{Block, Direction, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::setting::{Global, Setting};
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

/// The header blocks of all operations, each once.
#[derive(Default)]
pub(crate) struct Blocks<'m> {
    pub(crate) list: Vec<Block<'m>>,
    index_of: BTreeMap<QName, usize>,
}

impl<'m> Blocks<'m> {
    pub(crate) fn add(&mut self, blocks: &[Block<'m>]) {
        for block in blocks {
            if !self.index_of.contains_key(&block.name) {
                self.index_of.insert(block.name.clone(), self.list.len());
                self.list.push(block.clone());
            }
        }
    }
}

/// An operation whose marker type has no final name.
pub(crate) struct OperationDraft<'m> {
    pub(crate) plan: Plan<'m>,
    pub(crate) method_ident: String,
    /// What its marker type would like to be called.
    pub(crate) marker: String,
    pub(crate) request: (RustType, Entry),
    pub(crate) response: Option<(RustType, Entry)>,
    pub(crate) fault: Option<TypeId>,
    /// The indices of its header blocks among those of the client.
    pub(crate) request_headers: Vec<usize>,
    pub(crate) features: Vec<String>,
    pub(crate) idempotent: bool,
    /// Whether its method is to take members and give one.
    pub(crate) unwrapped: bool,
}

/// Lowers the operation of `plan`; `shares_faults`: another one declares the same.
pub(crate) fn operation<'m>(
    ctx: &mut Ctx<'_, 'm>,
    plan: Plan<'m>,
    method_ident: String,
    shares_faults: bool,
    request_blocks: &Blocks<'m>,
) -> OperationDraft<'m> {
    let wire = &plan.operation.name;
    let marker = naming::upper_camel(&method_ident);
    let features = features(&mut ctx.told, wire);
    let settings = &ctx.told.settings.operations;
    let told = &mut ctx.told;
    let idempotent = told.is_listed(&Setting::Idempotent, &settings.idempotent, wire);
    let unwrapped = told.is_listed(&Setting::Unwrapped, &settings.unwrapped, wire);
    let fault = faults::lower(ctx, &plan, &marker, shares_faults);
    let mut message = |body, direction| messages::message(ctx, wire, &marker, body, direction);
    let request = message(&plan.request, Direction::Request);
    let response = plan.response.as_ref();
    let response = response.map(|body| message(body, Direction::Response));
    let index_of = |block: &Block<'_>| request_blocks.index_of.get(&block.name).copied();
    let request_headers = plan.request_headers.iter().filter_map(index_of).collect();
    OperationDraft {
        plan,
        method_ident,
        marker,
        request,
        response,
        fault,
        request_headers,
        features,
        idempotent,
        unwrapped,
    }
}

/// The features that `operation` is behind, by the settings; sorted.
fn features(told: &mut Told<'_>, operation: &str) -> Vec<String> {
    let mut res = Vec::new();
    for (feature, patterns) in &told.settings.features.per_operation_group {
        let feature = feature.as_str().to_owned();
        if told.is_listed(&Setting::Feature(feature.clone()), patterns, operation) {
            res.push(feature);
        }
    }
    res
}
