//! Lowering: from what the documents declare to what will be generated, decided to the last name.
//!
//! In: the [`Model`], its [`SymbolTable`] and the [`Settings`]. Out: the [`Api`] and diagnostics; nothing here fails.
//! Knows no tokens and no files. What cannot be generated is left out with a report that names the cause.
//!
//! ```text
//! struct LoginRequest = element {urn:a}login
//!   email: Option<String> = element {urn:a}sEmail 0..1
//! ```

mod api;
mod contract;
mod ctx;
mod docs;
mod draft;
mod gate;
mod graph;
mod occurs;
mod plan;
mod problem;
mod scalar;
mod settle;
mod shape;
mod soap_array;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::settings::Settings;
use crate::symbols::{Model, SymbolTable};

use ctx::Ctx;
use settle::{boxing, finish, modules, nils, sizes};

/// Decides what is generated for `model`, and how it is named.
pub fn lower<'m>(
    model: &'m Model,
    symbols: &SymbolTable<'m>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Api {
    let mut ctx = Ctx {
        symbols,
        settings,
        diagnostics,
        gate: gate::Gate::new(symbols, &settings.types),
        target_namespace: &model.definitions.target_namespace,
        drafts: Vec::new(),
        by_key: BTreeMap::new(),
        queue: VecDeque::new(),
        namespaces: Vec::new(),
        namespace_ids: BTreeMap::new(),
        facets: Vec::new(),
        facet_ids: BTreeMap::new(),
        simple_types: BTreeMap::new(),
        used: BTreeSet::new(),
        offered: BTreeMap::new(),
        reported: BTreeSet::new(),
        encoded: false,
        derived: BTreeMap::new(),
        substitutes: BTreeMap::new(),
        n_entries: 0,
    };
    let plans = plan::plan(&mut ctx, model);
    if plans.is_empty() {
        api::offer(&mut ctx, model);
    }
    let clients = api::lower(&mut ctx, plans);
    shape::fill(&mut ctx);
    boxing::settle(&mut ctx.drafts, ctx.diagnostics);
    sizes::settle(&mut ctx.drafts);
    nils::check(&mut ctx);
    let modules = modules::settle(&mut ctx);
    finish::assemble(ctx, model.definitions.docs.as_deref(), clients, modules)
}
