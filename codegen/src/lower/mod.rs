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
mod declared;
mod docs;
mod draft;
mod gate;
mod made;
mod occurs;
mod plan;
mod problem;
mod scalar;
mod setting;
mod settle;
mod shape;
mod soap_array;
mod told;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::settings::Settings;
use crate::symbols::{Model, SymbolTable};

use ctx::Ctx;
use declared::Declared;
use draft::DraftKind;
use made::Made;
use settle::finish::Decided;
use settle::{
    boxing, clients, constructors, documentation, extras, features, finish, modules, names,
    namespaces, nils, policies, renames, sizes, unused,
};
use shape::facets;
use told::Told;

/// Decides what is generated for `model`, and how it is named.
pub fn lower<'m>(
    model: &'m Model,
    symbols: &SymbolTable<'m>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Api {
    let target = model.target_namespace();
    let mut ctx = Ctx {
        declared: Declared::new(symbols, settings, target),
        made: Made::default(),
        told: Told::new(settings, diagnostics),
    };
    let plans = plan::plan(&mut ctx, model);
    let elements = match plans.is_empty() {
        true => api::offer(&mut ctx, model),
        false => Vec::new(),
    };
    let mut roots = api::roots(&elements);
    let clients = api::lower(&mut ctx, plans);
    api::also(&mut ctx, model);
    shape::fill(&mut ctx);
    if ctx.is_spent() {
        // An error was reported; what is there has holes.
        return Api::default();
    }

    let (mut types, mut told) = (ctx.made.finish(), ctx.told);
    boxing::settle(&mut types, told.diagnostics);
    sizes::settle(&mut types.kinds);
    nils::check(&types, told.diagnostics);
    let modules = modules::settle(&mut told, &types.drafts, model.is_schemas_only());
    let mut idents = names::of_types(&mut told, &types.drafts, &modules);
    renames::of_types(&mut told, &mut types.kinds, &mut idents, &modules);
    let taken = modules.beside(&idents);
    let mut clients = clients::settle(&mut told, clients, &types.kinds, &taken);
    renames::of_clients(&mut told, &mut clients, &taken);
    documentation::of_types(&mut told, &mut types, &idents);
    documentation::of_clients(&mut told, &mut clients);
    let policies = policies::settle(&mut clients);
    // What is another name for a plain value is no type of its own.
    roots.retain(|root| !matches!(types.kinds[root.ty.0], DraftKind::Alias(_)));
    let makings = constructors::of_types(&types.kinds, &clients, &idents, &modules);
    let extras = extras::of_types(&mut told, &types, &idents);
    let features = features::of_types(&types.kinds, &clients);
    let facet_features = features::of_facets(types.facets.len(), &types.kinds, &clients, &features);
    let mut namespaces = namespaces::name(&types.namespaces, target);
    renames::of_namespaces(&mut told, &mut namespaces);
    unused::check(&mut told, symbols);
    let table_idents = names::of_tables(&types.kinds, &idents, &modules, &namespaces);
    let mut taken: BTreeSet<String> = modules.outside(&table_idents).cloned().collect();
    taken.extend(namespaces.iter().map(|namespace| namespace.ident.clone()));
    let facets = std::mem::take(&mut types.facets);
    let facets = facets::finish(facets, facet_features, &taken);
    let decided = Decided {
        idents,
        modules: modules.of_types,
        extras,
        features,
        makings,
    };
    Api {
        ident: match &settings.module {
            Some(module) => module.as_str().to_owned(),
            None => clients::module_ident(&clients),
        },
        docs: documentation::of_module(model.definitions.docs.as_deref(), settings),
        namespaces,
        facets,
        modules: modules.list,
        policies,
        secrets: told.secrets(),
        types: finish::types(types, decided),
        clients,
        roots,
        elements,
    }
}
