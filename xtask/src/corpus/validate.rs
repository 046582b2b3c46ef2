//! Whether what was written is valid by the word of libxml2.
//!
//! In: each root's folder with its written messages and its schemas. Out: a verdict in each outcome. Does nothing but say
//! so where there is no `xmllint`.

use std::path::Path;

use xtask::validation::{Validator, Verdict, Written, xmllint};

use super::child::{VALIDATOR, WRITTEN};
use super::outcome::Outcome;
use super::pool::each;
use crate::files;

/// Validates the messages of all roots, `jobs` at a time.
pub(crate) fn run(outcomes: &mut [Outcome], jobs: usize) -> Result<(), String> {
    if !xmllint::is_there() {
        eprintln!("not validated: `xmllint` is missing; Debian's package is `libxml2-utils`");
        return Ok(());
    }
    eprintln!("xmllint …");
    let verdicts = each(outcomes.len(), jobs, |index| validate(&outcomes[index].out));
    for (outcome, verdict) in outcomes.iter_mut().zip(verdicts) {
        outcome.validated = verdict?;
    }
    Ok(())
}

/// `None` where nothing was written.
fn validate(folder: &Path) -> Result<Option<Verdict>, String> {
    let (Ok(validator), Ok(text)) = (
        std::fs::read_to_string(folder.join(VALIDATOR)),
        std::fs::read_to_string(folder.join(WRITTEN)),
    ) else {
        return Ok(None);
    };
    let validator: Validator = serde_json::from_str(&validator).map_err(|it| it.to_string())?;
    let written: Vec<Written> = text.lines().filter_map(written).collect();
    let place = folder.join("validated");
    let verdict = validator.validate(&written, &place)?;
    if verdict.invalid.is_empty() && verdict.broken.is_none() {
        // Hundreds of megabytes that show nothing.
        files::remove(&place)?;
    }
    Ok(Some(verdict))
}

/// A line of what was written. Values that no schema lists are not asked about.
fn written(line: &str) -> Option<Written> {
    let mut parts = line.splitn(4, '\t');
    let [marker, side, name, envelope] = [(); 4].map(|()| parts.next().unwrap_or_default());
    let mut text = String::with_capacity(envelope.len());
    let mut chars = envelope.chars();
    while let Some(it) = chars.next() {
        text.push(match it {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                it => it?,
            },
            it => it,
        });
    }
    (name != wsdl_codegen::sample::UNKNOWN).then(|| Written {
        marker: marker.to_owned(),
        side: side.to_owned(),
        name: name.to_owned(),
        envelope: text,
    })
}
