//! Methods: the operations of a client under their names.
//!
//! In: the [`Plan`]s of a client. Out: names, header indices and [`ir::Operation`]s.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{self, TypeId, TypeKind};
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;

use crate::lower::contract::{Block, Direction, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::docs;

use super::{faults, messages};

/// What the methods would like to be called: overloads after their input.
pub(crate) fn claims(ctx: &mut Ctx<'_, '_>, plans: &[Plan<'_>]) -> Vec<Claim> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in plans {
        *names.entry(&plan.operation.name).or_default() += 1;
    }
    let mut res = Vec::new();
    for plan in plans {
        let name = &plan.operation.name;
        if let Some(it) = ctx.renamed_global("operation", &QName::new("", name)) {
            res.push(Claim::new(vec![naming::snake(&it)], 0));
            continue;
        }
        let plain = naming::snake(name);
        let mut wished = Vec::new();
        let input = plan
            .operation
            .input
            .as_ref()
            .and_then(|it| it.name.as_deref());
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
pub(crate) fn reserved() -> BTreeSet<String> {
    let names = [
        "new",
        "with_transport",
        "with_endpoint",
        "with_version",
        "with_headers",
        "with_limits",
        "with_timeout",
        "with_strict",
        "endpoint",
        "transport",
        "version",
        "headers",
        "limits",
        "timeout",
        "inner",
        "clone",
    ];
    names.map(str::to_owned).into()
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

/// The Rust names of the blocks `sent`, which are some of those of `headers`.
pub(crate) fn header_names(
    ctx: &Ctx<'_, '_>,
    headers: Option<TypeId>,
    blocks: &Blocks<'_>,
    sent: &[QName],
) -> Vec<String> {
    let kind = headers.map(|id| &ctx.drafts[id.0].kind);
    let Some(TypeKind::Struct(record)) = kind else {
        return Vec::new();
    };
    let field = |name: &QName| record.fields[blocks.index_of[name]].ident.clone();
    sent.iter().map(field).collect()
}

/// The operation of `plan`, but for its header blocks: their names are known once all operations are.
pub(crate) fn operation<'m>(
    ctx: &mut Ctx<'_, 'm>,
    client: usize,
    plan: Plan<'m>,
    method_ident: String,
    shared_fault: bool,
) -> ir::Operation {
    let operation = plan.operation;
    let marker = naming::upper_camel(&method_ident);
    let features = features(ctx, &operation.name);
    let fault = faults::lower(ctx, &plan, &marker, shared_fault);
    let request = messages::message(
        ctx,
        client,
        operation,
        &marker,
        plan.request,
        Direction::Request,
    );
    let response = plan
        .response
        .map(|it| messages::message(ctx, client, operation, &marker, it, Direction::Response));
    ir::Operation {
        method_ident,
        marker_ident: marker,
        wire: operation.name.clone(),
        span: operation.span,
        docs: docs::lines(operation.docs.as_deref()),
        soap_action: plan.soap_action,
        request,
        response,
        fault,
        request_headers: Vec::new(),
        losses: plan
            .losses
            .iter()
            .flat_map(|it| docs::lines(Some(it)))
            .collect(),
        features,
    }
}

/// The features that `operation` is behind, by the settings; sorted.
fn features(ctx: &mut Ctx<'_, '_>, operation: &str) -> Vec<String> {
    let mut res = Vec::new();
    for (feature, patterns) in &ctx.settings.features.per_operation_group {
        let mut is_in = false;
        for it in patterns.iter().filter(|it| it.matches(operation)) {
            is_in = true;
            let key = format!("feature:{} {}", feature.as_str(), it.as_str());
            ctx.used.insert(key);
        }
        if is_in {
            res.push(feature.as_str().to_owned());
        }
    }
    res
}
