//! What the settings add to types: derives and attributes.
//!
//! In: the settings, and the final names. Out: for each type what is added. A `[[type]]` that names none is reported.

use crate::diagnostic::code::Code;
use crate::ir::{Origin, TypeKind};
use crate::nearest::nearest;

use super::ctx::{Ctx, Draft};

/// What one type has besides what all of its kind have.
#[derive(Clone, Debug, Default)]
pub(super) struct Extra {
    pub(super) derives: Vec<String>,
    pub(super) attributes: Vec<String>,
}

/// What the settings add to each type.
pub(super) fn of_types(ctx: &mut Ctx<'_, '_>, idents: &[String]) -> Vec<Extra> {
    let settings = ctx.settings;
    let all: Vec<String> = (settings.derives.iter())
        .map(|it| it.as_str().to_owned())
        .collect();
    let mut res: Vec<Extra> = Vec::new();
    for draft in &ctx.drafts {
        let mut extra = Extra::default();
        if !is_alias(draft) {
            extra.derives.clone_from(&all);
        }
        res.push(extra);
    }
    for it in &settings.type_ {
        let mut is_found = false;
        for (idx, ident) in idents.iter().enumerate() {
            let draft = &ctx.drafts[idx];
            if *ident != it.name && !names(draft).contains(&it.name) {
                continue;
            }
            is_found = true;
            let attributes = it.attributes.iter().map(|it| it.as_str().to_owned());
            res[idx].attributes.extend(attributes);
            if is_alias(draft) && !it.derives.is_empty() {
                let message = format!(
                    "`type.derives` is for `{}`, which is another name for a type and derives nothing",
                    it.name
                );
                ctx.diagnostics.warning(Code::Settings, None, message);
                continue;
            }
            let derives = it.derives.iter().map(|it| it.as_str().to_owned());
            res[idx].derives.extend(derives);
        }
        if !is_found {
            let message = format!("`type.name` names `{}`, which nothing matches", it.name);
            let wires: Vec<String> = ctx.drafts.iter().flat_map(names).collect();
            let known = idents.iter().chain(&wires).map(String::as_str);
            let near = nearest(&it.name, known).map(str::to_owned);
            let diagnostic = ctx.diagnostics.warning(Code::Settings, None, message);
            if let Some(near) = near {
                diagnostic.help(format!("did you mean `{near}`?"));
            }
        }
    }
    res
}

fn is_alias(draft: &Draft) -> bool {
    matches!(draft.kind, TypeKind::Alias(_))
}

/// The wire names that mean the type.
fn names(draft: &Draft) -> Vec<String> {
    match &draft.origin {
        Origin::Type(it) | Origin::Element(it) => vec![it.local.clone(), it.to_string()],
        Origin::Inside(_) | Origin::Family(_) | Origin::Headers(_) | Origin::Faults(_) => {
            Vec::new()
        }
    }
}
