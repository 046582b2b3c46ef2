//! Failures: the header blocks of an answer that say it is one, by the settings.
//!
//! In: what a client may get, and the names of the fields for it. Out: its [`FailureRule`]s.

use crate::ir::{FailureMessage, FailureRule};

use crate::lower::api::Headers;
use crate::lower::setting::{Nameable, Setting};
use crate::lower::told::Told;

/// The rules for a client that gets `headers`, whose fields are called `idents`.
pub(super) fn of_client(
    told: &mut Told<'_>,
    headers: &Headers<'_>,
    idents: &[&str],
) -> Vec<FailureRule> {
    let mut res = Vec::new();
    let settings = told.settings;
    if !settings.failure.is_empty() {
        for block in &headers.blocks {
            told.offer(Nameable::Header, &block.name.local);
        }
    }
    let ident = |header: &str| {
        let mut blocks = headers.blocks.iter().zip(idents);
        let (_, ident) = blocks.find(|(block, _)| block.name.local == header)?;
        Some((*ident).to_owned())
    };
    for failure in &settings.failure {
        let Some(header) = ident(&failure.header) else {
            continue;
        };
        told.used(Setting::Failure, &failure.header);
        let (first, path) = failure.message_path();
        let message = first.and_then(|first| Some((first, ident(first)?)));
        if let Some((first, _)) = message {
            told.used(Setting::FailureMessage, first);
        }
        res.push(FailureRule {
            header,
            equals: failure.equals.clone(),
            message: message.map(|(_, header)| FailureMessage {
                header,
                path: path.map(str::to_owned).collect(),
            }),
        });
    }
    res
}
