//! What the passes over declarations share: what is declared, what is made, what is said.

use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::naming;
use crate::naming::scope::Claim;

use super::declared::Declared;
use super::draft::rank;
use super::made::Made;
use super::setting::Global;
use super::told::{Once, Told};

/// Fields, alternatives, parts and header blocks of everything that is generated. Bases and groups are taken over, and
/// families list all that may stand for a type, so a small document could ask for an output without end.
const MAX_ENTRIES: usize = 300_000;

/// The state of one run.
pub(super) struct Ctx<'a, 'm> {
    pub(super) declared: Declared<'a, 'm>,
    pub(super) made: Made<'m>,
    pub(super) told: Told<'a>,
}

impl Ctx<'_, '_> {
    /// The names a global declaration would like: the settings' alone, or the rules' in order.
    pub(super) fn own_name(&mut self, wire: &QName, first: Option<String>, rank: u8) -> Claim {
        let is_element = rank == rank::ELEMENT;
        let global = if is_element {
            Global::Element
        } else {
            Global::Type
        };
        if let Some(name) = self.told.renamed_global(global, wire) {
            return Claim::new(vec![name], rank::SETTINGS);
        }
        let plain = naming::upper_camel(&wire.local);
        let mut names: Vec<String> = first.into_iter().collect();
        names.push(plain.clone());
        if is_element {
            names.push(format!("{plain}Element"));
        }
        // Only where digits meet is anything put apart.
        let meet = |pair: &[u8]| pair.iter().all(u8::is_ascii_digit);
        if plain.as_bytes().windows(2).any(meet) {
            let apart = naming::upper_camel_apart(&wire.local);
            names.extend((apart != plain).then_some(apart));
        }
        let qualifiers = (self.made.qualifiers)
            .entry(wire.namespace.clone())
            .or_insert_with(|| naming::qualifiers(&wire.namespace));
        names.extend(qualifiers.iter().map(|it| format!("{it}{plain}")));
        names.dedup();
        Claim::new(names, rank)
    }

    /// Counts `n` entries. `false` where the limit is passed: that is reported as an error, so nothing more need be made.
    pub(super) fn spend(&mut self, n: usize) -> bool {
        self.made.n_entries = self.made.n_entries.saturating_add(n);
        if self.is_spent() && self.told.first(Once::Entries) {
            let message =
                format!("more than {MAX_ENTRIES} fields and alternatives would be generated");
            (self.told.diagnostics)
                .error(Code::LimitPassed, None, message)
                .help("name the operations you need in `operations` of `service.toml`");
        }
        !self.is_spent()
    }

    /// Whether the limit of entries is passed.
    pub(super) fn is_spent(&self) -> bool {
        self.made.n_entries > MAX_ENTRIES
    }
}
