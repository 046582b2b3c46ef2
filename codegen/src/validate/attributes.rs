//! The attributes that a type has; XSD 1.0 §3.4.2.

use std::collections::BTreeMap;

use crate::names::QName;
use crate::symbols::rules::attributes::{Use, inherited};
use crate::symbols::rules::types::{Ty, Types};
use crate::xsd::model::{AttributeUse, ComplexType, ProcessContents, Wildcard};

/// More groups than any type names.
const MAX_GROUPS: usize = 5_000;

/// What a type says of attributes.
pub(super) struct Attributes<'m> {
    pub(super) uses: BTreeMap<&'m QName, Use<'m>>,
    /// The names that are let in beside: all wildcards of one entry must take one. The nearest derivation first.
    any: Vec<Vec<&'m Wildcard>>,
}

impl<'m> Attributes<'m> {
    pub(super) fn of(types: Types<'_, 'm>, ty: Ty<'m>) -> Self {
        let uses = inherited(types, ty);
        let mut any = Vec::new();
        for complex in types.bases(ty).map_while(Ty::complex) {
            let own = wildcards(types, complex);
            any.extend((!own.is_empty()).then_some(own));
            // Extensions let in what their base does, restrictions what they say.
            if !complex.content.is_extension() {
                break;
            }
        }
        Self {
            uses: uses.into_iter().map(|it| (&it.decl.name, it)).collect(),
            any,
        }
    }

    /// How an attribute that is none of the type's own is looked at; `None` where it may not be there.
    pub(super) fn let_in(&self, name: &QName, is_declared: bool) -> Option<ProcessContents> {
        let lets_in = |any: &&Wildcard| any.lets_in(name) && !(any.except_defined && is_declared);
        let takes = |all: &&Vec<&Wildcard>| all.iter().all(lets_in);
        self.any.iter().find(takes)?;
        // §3.4.2: the nearest says how, also for what only the base lets in.
        Some(self.any.first()?.first()?.process)
    }
}

/// The attribute wildcards of `complex` itself and of the groups that it names, its own first.
fn wildcards<'m>(types: Types<'_, 'm>, complex: &'m ComplexType) -> Vec<&'m Wildcard> {
    let mut found: Vec<&Wildcard> = complex.any_attribute.iter().collect();
    let mut open: Vec<&AttributeUse> = complex.attributes.iter().collect();
    let mut n_groups = 0;
    while let Some(attribute) = open.pop() {
        if let AttributeUse::Group(name, _) = attribute
            && n_groups < MAX_GROUPS
            && let Some(group) = types.table.attribute_groups.get(name)
        {
            n_groups += 1;
            found.extend(&group.any_attribute);
            open.extend(&group.attributes);
        }
    }
    found
}
