//! What clients said, counted.

use std::collections::BTreeMap;

use super::client::{Peer, Said};

/// How many examples of a reason are named.
const MOST_EXAMPLES: usize = 3;

/// The numbers of one client.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    roots: usize,
    served: usize,
    loaded: usize,
    /// Roots of which every operation that was called came back whole.
    wholly: usize,
    called: usize,
    whole: usize,
    /// Stages and reasons without what stands between quotes, with how often and where.
    reasons: BTreeMap<String, (usize, Vec<String>)>,
}

impl Tally {
    /// Adds what a client said of the root at `path`; an error where there was no stub.
    pub(super) fn add(&mut self, path: &str, said: &Result<Vec<Said>, String>) {
        self.roots += 1;
        let said = match said {
            Ok(said) => said,
            Err(reason) => return self.reason("not served", reason, path),
        };
        self.served += 1;
        let mut is_whole = true;
        for said in said {
            let is_good = match &said.operation {
                None => {
                    self.loaded += usize::from(said.stage == "loaded");
                    said.stage == "loaded"
                }
                Some(_) => {
                    self.called += 1;
                    self.whole += usize::from(said.stage == "whole");
                    said.stage == "whole"
                }
            };
            if !is_good {
                is_whole = false;
                let place = match &said.operation {
                    Some(operation) => format!("{path} {operation}"),
                    None => path.to_owned(),
                };
                self.reason(&said.stage, &said.reason, &place);
            }
        }
        self.wholly += usize::from(is_whole);
    }

    fn reason(&mut self, stage: &str, reason: &str, place: &str) {
        let first = reason.lines().next().unwrap_or_default();
        let key = format!("{stage}: {}", without_names(first));
        let (n, places) = self.reasons.entry(key).or_default();
        *n += 1;
        if places.len() < MOST_EXAMPLES {
            places.push(place.to_owned());
        }
    }

    /// The numbers, and the reasons, most frequent first.
    pub(super) fn text(&self, peer: Peer) -> String {
        let Self {
            roots,
            served,
            loaded,
            wholly,
            called,
            whole,
            ..
        } = self;
        let mut text = format!(
            "{}: {roots} roots, {served} served, {loaded} loaded, {wholly} wholly; {called} operations, {whole} whole\n",
            peer.word()
        );
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
        for (reason, (n, places)) in reasons {
            text.push_str(&format!("{n:6}  {reason}\n"));
            for place in places {
                text.push_str(&format!("          {place}\n"));
            }
        }
        text
    }
}

/// What is not whole, a line each.
pub(super) fn lines(peer: Peer, path: &str, said: &Result<Vec<Said>, String>) -> Vec<String> {
    let line = |operation: &str, stage: &str, reason: &str| {
        format!("{} {path} {operation}\t{stage}\t{reason}", peer.word())
    };
    match said {
        Err(reason) => vec![line("", "not served", reason)],
        Ok(said) => {
            let wrong = said
                .iter()
                .filter(|said| !matches!(said.stage.as_str(), "whole" | "loaded"));
            let lines = wrong.map(|said| {
                let operation = said.operation.as_deref().unwrap_or_default();
                line(operation, &said.stage, &said.reason)
            });
            lines.collect()
        }
    }
}

/// The message without what is quoted and without digits, so that equal causes are equal texts.
fn without_names(message: &str) -> String {
    let parts = message.split(['`', '\'', '"']).enumerate();
    let kept: String = parts
        .map(|(index, part)| if index % 2 == 0 { part } else { "…" })
        .collect();
    kept.chars().filter(|c| !c.is_ascii_digit()).collect()
}
