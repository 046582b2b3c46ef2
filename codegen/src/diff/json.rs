//! A comparison for programs; `DIFF.md` describes the members.

use serde::Serialize;

use super::change::{Change, Effect, Place, Report, Step};
use crate::json::{counts, to_pretty};

/// The number of the JSON format; a change that breaks readers changes it.
pub const JSON_FORMAT: usize = 1;

#[derive(Serialize)]
struct Whole<'r> {
    format: usize,
    old: &'r str,
    new: &'r str,
    step: &'static str,
    breaking: bool,
    #[serde(serialize_with = "counts")]
    listed: Vec<(&'static str, usize)>,
    #[serde(serialize_with = "counts")]
    having: Vec<(&'static str, usize)>,
    changes: Vec<One<'r>>,
}

#[derive(Serialize)]
struct One<'r> {
    effect: &'static str,
    effects: Vec<&'static str>,
    step: &'static str,
    kind: &'static str,
    item: &'r str,
    wire: Option<&'r str>,
    message: &'r str,
    code: &'r Option<String>,
    reach: Option<&'static str>,
    old: &'r Option<Place>,
    new: &'r Option<Place>,
}

/// The report as one JSON object.
pub fn to_json(report: &Report) -> String {
    let counted = |count: &dyn Fn(Effect) -> usize| {
        let effects = Effect::ALL.into_iter();
        effects.map(|it| (it.as_str(), count(it))).collect()
    };
    to_pretty(&Whole {
        format: JSON_FORMAT,
        old: &report.old,
        new: &report.new,
        step: report.step().as_str(),
        breaking: report.is_breaking(),
        listed: counted(&|effect| report.of(effect).count()),
        having: counted(&|effect| report.count(effect)),
        changes: report.changes.iter().map(one).collect(),
    })
}

fn one(change: &Change) -> One<'_> {
    let reach = change.reach.as_str();
    One {
        effect: change.effect().as_str(),
        effects: change.effects.iter().map(|it| it.as_str()).collect(),
        step: Step::of(change.effect()).as_str(),
        kind: change.kind.as_str(),
        item: &change.item,
        wire: Some(change.wire.as_str()).filter(|it| !it.is_empty()),
        message: &change.message,
        code: &change.code,
        reach: Some(reach).filter(|it| !it.is_empty()),
        old: &change.old,
        new: &change.new,
    }
}
