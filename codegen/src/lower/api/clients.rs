//! Clients: their operations and header blocks.
//!
//! In: [`ClientPlan`]s. Out: [`ClientDraft`]s.

use std::collections::BTreeMap;

use crate::ir::TypeId;
use crate::names::QName;
use crate::naming::{self, scope};

use crate::lower::contract::{Block, ClientPlan, DetailKey, Direction, Plan};
use crate::lower::ctx::Ctx;
use crate::lower::setting::Global;
use crate::lower::told::Told;

use super::headers;
use super::methods::{self, OperationDraft};

/// A client that has no name.
pub(crate) struct ClientDraft<'m> {
    pub(crate) plan: ClientPlan<'m>,
    /// The stem of its name, and that of its service.
    pub(crate) stems: [String; 2],
    /// What it may send.
    pub(crate) request: Headers<'m>,
    /// What it may get.
    pub(crate) response: Headers<'m>,
    /// What its operations are, in the plan's order.
    pub(crate) operations: Vec<OperationDraft>,
}

/// The header blocks of all operations in one direction.
#[derive(Default)]
pub(crate) struct Headers<'m> {
    /// Each once.
    pub(crate) blocks: Vec<Block<'m>>,
    /// Where each stands among them.
    pub(crate) index_of: BTreeMap<QName, usize>,
    /// The struct with a field for each; `None` where there are none.
    pub(crate) ty: Option<TypeId>,
}

impl<'m> Headers<'m> {
    fn add(&mut self, blocks: &[Block<'m>]) {
        for block in blocks {
            if !self.index_of.contains_key(&block.name) {
                self.index_of.insert(block.name.clone(), self.blocks.len());
                self.blocks.push(block.clone());
            }
        }
    }
}

/// Lowers all clients. Their requests and responses are the first types to be met.
pub(crate) fn lower<'m>(ctx: &mut Ctx<'_, 'm>, plans: Vec<ClientPlan<'m>>) -> Vec<ClientDraft<'m>> {
    ctx.made.is_encoded = (plans.iter().flat_map(|plan| &plan.operations)).any(Plan::is_encoded);
    let services: Vec<&QName> = plans.iter().map(|plan| plan.service).collect();
    let mut res = Vec::new();
    for plan in plans {
        let n_of_service = services.iter().filter(|it| **it == plan.service).count();
        let stems = stems(&mut ctx.told, &plan, n_of_service == 1);
        let draft = client(ctx, plan, stems);
        res.push(draft);
    }
    res
}

/// The stems of a client's names: after the port type, then after the service, unless the settings say others.
fn stems(told: &mut Told<'_>, plan: &ClientPlan<'_>, is_only: bool) -> [String; 2] {
    let (service, port_type) = (plan.service, &plan.port_type.name);
    let of_service = told.renamed_global(Global::Service, service);
    let of_port_type = told.renamed_global(Global::PortType, port_type);
    // The name of a service with several port types would be that of several clients.
    let own = of_port_type.or_else(|| of_service.clone().filter(|_| is_only));
    let named_after = plan.named_after.as_ref().unwrap_or(&port_type.local);
    let own = own.filter(|_| plan.named_after.is_none());
    [
        own.unwrap_or_else(|| naming::client_stem(named_after)),
        of_service.unwrap_or_else(|| naming::client_stem(&service.local)),
    ]
}

fn client<'m>(ctx: &mut Ctx<'_, 'm>, plan: ClientPlan<'m>, stems: [String; 2]) -> ClientDraft<'m> {
    let claims = methods::claims(&mut ctx.told, &plan.operations);
    let methods = scope::allocate(&claims, &methods::reserved(), "_").idents;
    let mut request = Headers::default();
    let mut response = Headers::default();
    let mut n_users: BTreeMap<Vec<DetailKey>, usize> = BTreeMap::new();
    for operation in &plan.operations {
        request.add(&operation.request_headers);
        response.add(&operation.response_headers);
        response.add(&operation.fault_headers);
        *n_users.entry(operation.fault_key()).or_default() += 1;
    }
    let mut operations: Vec<OperationDraft> = Vec::new();
    for (operation, ident) in plan.operations.iter().zip(methods) {
        let shares_faults = n_users[&operation.fault_key()] > 1;
        let operation = methods::operation(ctx, operation, ident, shares_faults);
        operations.push(operation);
    }
    let (service, stem) = (&plan.service.local, &stems[0]);
    request.ty = headers::lower(ctx, service, stem, Direction::Request, &request.blocks);
    response.ty = headers::lower(ctx, service, stem, Direction::Response, &response.blocks);
    ClientDraft {
        plan,
        stems,
        request,
        response,
        operations,
    }
}
