//! Facet tables: one for each content, shared by all fields that need it.
//!
//! In: merged facets. Out: an index into [`crate::ir::Api::facets`].

use std::collections::BTreeSet;

use soap_runtime::value::pattern;

use crate::diagnostic::code::Code;
use crate::ir::FacetTable;
use crate::naming::scope::{self, Claim};
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{Owner, Typed};

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

/// `typed` without what its values are checked for, where the settings switch the facets of the member `wire` off.
pub(crate) fn of_member(ctx: &mut Ctx<'_, '_>, owner: &Owner, wire: &str, typed: Typed) -> Typed {
    if typed.facets.is_none_or(|it| !checks(ctx, it)) {
        return typed;
    }
    let full = format!("{}.{wire}", owner.wire);
    unchecked(ctx, &[wire, &full], typed)
}

/// As [`of_member`], for the simple type `wire`.
pub(crate) fn of_type(ctx: &mut Ctx<'_, '_>, wire: &str, typed: Typed) -> Typed {
    unchecked(ctx, &[wire], typed)
}

fn unchecked(ctx: &mut Ctx<'_, '_>, names: &[&str], typed: Typed) -> Typed {
    let off = &ctx.settings.facets.off;
    if off.is_empty() {
        return typed;
    }
    let listed = off.iter().find(|it| names.contains(&it.as_str())).cloned();
    for name in names {
        ctx.offer("facets", name);
    }
    let Some(listed) = listed else {
        return typed;
    };
    ctx.used.insert(format!("facets:{listed}"));
    let white_space = typed.facets.and_then(|it| ctx.facets[it].white_space);
    let kept = FacetTable {
        white_space,
        ..FacetTable::default()
    };
    Typed {
        facets: intern(ctx, kept, "UNCHECKED"),
        ..typed
    }
}

/// Says which patterns of a step cannot be checked, and which can hardly be meant.
pub(crate) fn check_patterns(ctx: &mut Ctx<'_, '_>, step: &[xsd::Facet], wire: &str) {
    let patterns = step.iter().filter(|it| it.kind == xsd::FacetKind::Pattern);
    for facet in patterns {
        let text = &facet.value;
        let (message, is_checked) = match (pattern::check_syntax(text), pattern::doubt(text)) {
            (Err(reason), _) => (
                format!("the pattern `{text}` is not checked: {reason}"),
                false,
            ),
            (Ok(()), Some(doubt)) => (
                format!("the pattern `{text}` can hardly be meant: {doubt}"),
                true,
            ),
            (Ok(()), None) => continue,
        };
        if !ctx.reported.insert(format!("pattern {:?}", facet.span)) {
            continue;
        }
        let warning = ctx.diagnostics.warning(Code::Facet, facet.span, message);
        if is_checked {
            warning.help(format!(
                "if the server takes other values, say `facets.off = [\"{wire}\"]` in service.toml"
            ));
        }
    }
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
