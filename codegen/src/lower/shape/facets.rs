//! Facet tables: one for each content, shared by all fields that need it.
//!
//! In: merged facets. Out: an index into [`crate::ir::Api::facets`].

use std::collections::BTreeSet;

use soap_runtime::value::pattern;

use crate::diagnostic::code::Code;
use crate::ir::{FacetItem, FacetTable};
use crate::naming::scope::{self, Claim};
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::draft::{DraftFacets, Site, Typed};
use crate::lower::made::Made;
use crate::lower::setting::{Nameable, Setting};
use crate::lower::told::{Once, Told};

/// The index of a table with this content; `None` where it asks nothing. A new one is called `claim`.
pub(crate) fn intern(
    made: &mut Made<'_>,
    table: FacetTable,
    claim: impl FnOnce() -> String,
) -> Option<usize> {
    if table == FacetTable::default() {
        return None;
    }
    if let Some(id) = made.facet_ids.get(&table) {
        return Some(*id);
    }
    let id = made.facets.len();
    made.facets.push(DraftFacets {
        claim: Claim::new(vec![claim()], 0),
        table: table.clone(),
    });
    made.facet_ids.insert(table, id);
    Some(id)
}

/// Whether a value can break table `id`: white space alone is mended, not broken.
pub(crate) fn checks(made: &Made<'_>, id: usize) -> bool {
    let table = &made.facets[id].table;
    let alone = FacetTable {
        white_space: table.white_space,
        ..FacetTable::default()
    };
    *table != alone
}

/// `typed` without what its values are checked for, where the settings switch the facets of the member at `site` off.
pub(crate) fn of_member(ctx: &mut Ctx<'_, '_>, site: Site<'_>, typed: Typed) -> Typed {
    if typed.facets.is_none_or(|id| !checks(&ctx.made, id)) {
        return typed;
    }
    unchecked(ctx, &[site.member, &site.wire()], typed)
}

/// As [`of_member`], for the simple type `wire`.
pub(crate) fn of_type(ctx: &mut Ctx<'_, '_>, wire: &str, typed: Typed) -> Typed {
    unchecked(ctx, &[wire], typed)
}

fn unchecked(ctx: &mut Ctx<'_, '_>, names: &[&str], typed: Typed) -> Typed {
    let off = &ctx.told.settings.facets.off;
    if off.is_empty() {
        return typed;
    }
    for name in names {
        ctx.told.offer(Nameable::Checked, name);
    }
    let Some(listed) = off.iter().find(|name| names.contains(&name.as_str())) else {
        return typed;
    };
    ctx.told.used(Setting::Unchecked, listed);
    let white_space = typed
        .facets
        .and_then(|id| ctx.made.facets[id].table.white_space);
    let kept = FacetTable {
        white_space,
        ..FacetTable::default()
    };
    Typed {
        facets: intern(&mut ctx.made, kept, || "UNCHECKED_FACETS".to_owned()),
        ..typed
    }
}

/// Says which patterns of a step cannot be checked, and which can hardly be meant.
pub(crate) fn check_patterns(told: &mut Told<'_>, decl: &xsd::TypeDecl, wire: &str) {
    let xsd::TypeBody::Simple(xsd::SimpleType::Restriction { facets, .. }) = &decl.body else {
        return;
    };
    let patterns = facets
        .iter()
        .filter(|facet| facet.kind == xsd::FacetKind::Pattern);
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
        if !told.first(Once::Pattern(facet.span)) {
            continue;
        }
        let warning = told.diagnostics.warning(Code::Facet, facet.span, message);
        if is_checked {
            warning.help(format!(
                "if the server takes other values, say `facets.off = [\"{wire}\"]` in service.toml"
            ));
        }
    }
}

/// All tables, each with a name of its own, apart from those in `taken`, and what switches it on.
pub(crate) fn finish(
    tables: Vec<DraftFacets>,
    features: Vec<Vec<String>>,
    taken: &BTreeSet<String>,
) -> Vec<FacetItem> {
    let claims: Vec<Claim> = tables.iter().map(|it| it.claim.clone()).collect();
    let idents = scope::allocate(&claims, taken, "_").idents;
    let all = tables.into_iter().zip(features).zip(idents);
    let item = |((draft, features), ident): ((DraftFacets, _), _)| FacetItem {
        ident,
        features,
        table: draft.table,
    };
    all.map(item).collect()
}
