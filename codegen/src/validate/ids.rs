//! Identifiers: each is given once in a document, and each reference leads to one; XSD 1.0 §3.15.5, `cvc-id`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, shown};
use crate::symbols::rules::literal;
use crate::symbols::rules::types::{Described, Types, Variety, built_in_bases};
use crate::xml::{items, trim};

/// What was given and referred to so far.
#[derive(Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
    referred: BTreeMap<String, (usize, String)>,
}

impl Ids {
    /// Takes what `text`, a value of `ty`, gives or refers to. A message where it was given before.
    pub(super) fn take<'m>(
        &mut self,
        types: Types<'_, 'm>,
        ty: &Described<'m>,
        text: &str,
        place: &dyn Fn() -> (usize, String),
    ) -> Option<String> {
        match &ty.variety {
            Variety::Any => None,
            Variety::List(item) => {
                let item = types.describe(*item)?;
                let mut texts = items(text);
                texts.find_map(|text| self.take(types, &item, text, place))
            }
            Variety::Union(members) => {
                let mut members = members.iter().filter_map(|member| types.describe(*member));
                let is_it =
                    |member: &Described<'m>| literal::complaint(types, member, text).is_none();
                let member = members.find(is_it)?;
                self.take(types, &member, text, place)
            }
            Variety::Atomic => {
                let text = trim(text);
                let kind = built_in_bases(ty.built_in).find(|it| matches!(*it, "ID" | "IDREF"))?;
                if kind == "IDREF" {
                    if !self.referred.contains_key(text) {
                        self.referred.insert(text.to_owned(), place());
                    }
                    return None;
                }
                let is_new = self.given.insert(text.to_owned());
                (!is_new).then(|| {
                    format!(
                        "expected an identifier of its own, found {} a second time",
                        shown(text)
                    )
                })
            }
        }
    }

    /// References to what was not given.
    pub(super) fn dangling(&self) -> Vec<Finding> {
        let dangling = (self.referred.iter()).filter(|(text, _)| !self.given.contains(*text));
        let findings = dangling.map(|(text, (position, path))| Finding {
            position: *position,
            path: path.clone(),
            message: format!(
                "expected the identifier of an element, found {}, which none has",
                shown(text)
            ),
        });
        findings.collect()
    }
}
