//! What changed between two captures, and what that means for callers.
//!
//! In: two IRs, each with the documents it was lowered from. Out: a [`Report`], as text, Markdown or JSON. Compares what
//! is generated, so that the order of declarations, prefixes and the split into files say nothing. `DIFF.md` lists the
//! kinds of changes with their meaning.
//!
//! ```text
//! breaks requests (1)
//!   LoginRequest.email  `{urn:shop}sEmail`  [member-required]
//!     the member is required now
//!     code: `Option<String>` became `String`
//!     Shop.wsdl:12 -> Shop.wsdl:12
//! ```

pub mod change;
#[cfg(feature = "cli")]
pub mod command;
mod ctx;
mod facets;
pub mod input;
pub mod json;
mod locate;
mod members;
mod namespaces;
mod pairs;
mod relation;
pub mod render;
mod revision;
mod sequence;
mod services;
mod types;
mod view;

#[cfg(test)]
mod tests;

use crate::ir::Api;
use crate::load::Loaded;

pub use change::{Change, Effect, Kind, Place, Reach, Report, Step};

use ctx::{Findings, Sides};
use view::View;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What the report calls it.
    pub name: &'a str,
    /// What is generated from it.
    pub api: &'a Api,
    /// The documents, for line numbers; without them the report has none.
    pub loaded: Option<&'a Loaded>,
}

/// Compares two captures. The modules' own names do not matter: those come from file names.
pub fn compare(old: Subject<'_>, new: Subject<'_>) -> Report {
    let (old_api, new_api) = (old.api.qualified(), new.api.qualified());
    let mut old_view = View::new(&old_api, old.loaded);
    let new_view = View::new(&new_api, new.loaded);
    old_view.renamed = namespaces::renamed(old.api, new.api);
    let sides = Sides {
        pairs: pairs::pair(&old_view, &new_view),
        old: old_view,
        new: new_view,
    };
    let mut out = Findings::default();
    namespaces::compare(&sides, &mut out);
    services::compare(&sides, &mut out);
    types::compare(&sides, &mut out);
    let mut changes = out.changes;
    changes.sort_by(|a, b| order(a).cmp(&order(b)));
    changes.dedup();
    Report {
        old: old.name.to_owned(),
        new: new.name.to_owned(),
        changes,
    }
}

fn order(it: &Change) -> (Effect, &str, Kind, &str, &str) {
    (it.effect(), &it.item, it.kind, &it.wire, &it.message)
}
