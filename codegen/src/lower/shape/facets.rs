//! Facet tables: one for each content, shared by all fields that need it.
//!
//! In: merged facets. Out: an index into [`crate::ir::Api::facets`].

use std::collections::BTreeSet;

use crate::ir::FacetTable;
use crate::naming::scope::{self, Claim};

use crate::lower::ctx::Ctx;

/// The index of a table with this content; `None` where it asks nothing. `hint` names a new one.
pub(crate) fn intern(ctx: &mut Ctx<'_, '_>, table: FacetTable, hint: &str) -> Option<usize> {
    let content = unnamed(&table);
    if content == FacetTable::default() {
        return None;
    }
    let key = format!("{content:?}");
    if let Some(it) = ctx.facet_ids.get(&key) {
        return Some(*it);
    }
    let mut table = table;
    if table.ident.is_empty() {
        table.ident = format!("{hint}_FACETS");
    }
    ctx.facets.push(table);
    ctx.facet_ids.insert(key, ctx.facets.len() - 1);
    Some(ctx.facets.len() - 1)
}

/// `table` without its name.
pub(crate) fn unnamed(table: &FacetTable) -> FacetTable {
    FacetTable {
        ident: String::new(),
        ..table.clone()
    }
}

/// Whether a value can break table `id`: white space alone is mended, not broken.
pub(crate) fn checks(ctx: &Ctx<'_, '_>, id: usize) -> bool {
    let table = FacetTable {
        ident: String::new(),
        white_space: None,
        ..ctx.facets[id].clone()
    };
    table != FacetTable::default()
}

/// Gives every table a name of its own, apart from those in `taken`.
pub(crate) fn name(tables: &mut [FacetTable], taken: &BTreeSet<String>) {
    let claims: Vec<Claim> = tables
        .iter()
        .map(|it| Claim::new(vec![it.ident.clone()], 0))
        .collect();
    let idents = scope::allocate(&claims, taken, "_").idents;
    for (table, ident) in tables.iter_mut().zip(idents) {
        table.ident = ident;
    }
}
