//! The attributes of complex types: each once, one identifier, and restrictions that narrow; XSD 1.0 §3.4.6.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{Ty, Types, built_in_bases};
use crate::diagnostic::Diagnostics;
use crate::names::QName;
use crate::source::span::Span;
use crate::xsd::model::{
    AttributeDecl, AttributeUse, ComplexType, Usage, ValueConstraint, Wildcard,
};

/// More attributes than any type has: what is nested deeper is not looked at.
const MAX_USES: usize = 5_000;

/// An attribute of a type.
#[derive(Clone, Copy)]
pub(crate) struct Use<'m> {
    pub(crate) decl: &'m AttributeDecl,
    pub(crate) usage: Usage,
    value: Option<&'m ValueConstraint>,
    span: Span,
}

impl<'m> Use<'m> {
    /// The default or fixed value; one at the reference counts more.
    pub(crate) fn value(&self) -> Option<&'m ValueConstraint> {
        self.value.or(self.decl.value.as_ref())
    }
}

/// Notes what is wrong with the attributes of `complex`.
pub(super) fn check<'m>(
    types: Types<'_, 'm>,
    complex: &'m ComplexType,
    diagnostics: &mut Diagnostics,
) {
    let own = uses(types, &complex.attributes);
    for attribute in &own {
        check_fixed(attribute, diagnostics);
    }
    let base = complex.content.base();
    let base = base.and_then(|(base, _)| types.named(base));
    let is_extension = complex.content.is_extension();
    let inherited = base.map_or_else(Vec::new, |base| inherited(types, base));
    let mut all: Vec<Use<'m>> = Vec::new();
    if is_extension {
        all.extend(&inherited);
    }
    let mut names: BTreeSet<&QName> = all.iter().map(|it| &it.decl.name).collect();
    for attribute in own.iter().filter(|it| it.usage != Usage::Prohibited) {
        if !names.insert(&attribute.decl.name) {
            let message = format!("attribute `{}` is given twice", attribute.decl.name);
            diagnostics.invalid("ct-props-correct.4", attribute.span, message);
        }
        all.push(*attribute);
    }
    let mut ids = all.iter().filter(|it| is_id(types, it.decl));
    if let (Some(_), Some(second)) = (ids.next(), ids.next()) {
        let message = "two attributes are identifiers (`xs:ID`)";
        diagnostics.invalid("ct-props-correct.5", second.span, message);
    }
    if let Some(base) = base.filter(|base| !is_extension && base.complex().is_some()) {
        check_restriction(types, complex, (&own, &inherited), base, diagnostics);
    }
}

fn check_restriction<'m>(
    types: Types<'_, 'm>,
    complex: &'m ComplexType,
    (own, inherited): (&[Use<'m>], &[Use<'m>]),
    base: Ty<'m>,
    diagnostics: &mut Diagnostics,
) {
    // `None` where nothing is known of it: several bases and groups together.
    let wide = wildcard_of(types, base);
    let inherited: BTreeMap<&QName, &Use<'m>> =
        inherited.iter().map(|it| (&it.decl.name, it)).collect();
    for attribute in own {
        let name = &attribute.decl.name;
        let Some(old) = inherited.get(name) else {
            let is_allowed = wide.is_none_or(|wide| wide.is_some_and(|it| it.lets_in(name)));
            if attribute.usage != Usage::Prohibited && !is_allowed {
                let message = format!("a restriction adds attribute `{name}`");
                diagnostics.invalid("derivation-ok-restriction.2.2", attribute.span, message);
            }
            continue;
        };
        let (rule, what) = if old.usage == Usage::Required && attribute.usage != Usage::Required {
            ("derivation-ok-restriction.2.1.1", "is required in the base")
        } else if attribute.usage == Usage::Prohibited {
            continue;
        } else if !derives(types, attribute.decl, old.decl) {
            let what = "has a type that does not restrict that in the base";
            ("derivation-ok-restriction.2.1.2", what)
        } else if !keeps_fixed(attribute, old) {
            let what = "is fixed to a value in the base, and not here";
            ("derivation-ok-restriction.2.1.3", what)
        } else {
            continue;
        };
        diagnostics.invalid(rule, attribute.span, format!("attribute `{name}` {what}"));
    }
    if let (Some(own), Some(wide)) = (&complex.any_attribute, wide) {
        let fits = wide.is_some_and(|wide| own.is_subset(wide) && own.is_as_strict(wide));
        if !fits {
            let message = "`xs:anyAttribute` of a restriction lets in more than that of the base";
            diagnostics.invalid("derivation-ok-restriction.4", own.span, message);
        }
    }
}

/// A reference to an attribute with a fixed value may not give another; XSD 1.0 §3.5.6.
fn check_fixed(attribute: &Use<'_>, diagnostics: &mut Diagnostics) {
    let (Some(declared), Some(own)) = (&attribute.decl.value, attribute.value) else {
        return;
    };
    if declared.fixed && declared != own && !(own.fixed && own.text == declared.text) {
        let message = format!(
            "attribute `{}` is fixed to `{}`",
            attribute.decl.name, declared.text
        );
        diagnostics.invalid("au-props-correct.2", own.span, message);
    }
}

fn keeps_fixed(new: &Use<'_>, old: &Use<'_>) -> bool {
    let value = |it: &Use<'_>| it.value().filter(|it| it.fixed).map(|it| it.text.clone());
    match (value(old), value(new)) {
        (Some(old), Some(new)) => old.split_whitespace().eq(new.split_whitespace()),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

fn derives<'m>(types: Types<'_, 'm>, new: &'m AttributeDecl, old: &'m AttributeDecl) -> bool {
    match (types.simple(&new.ty), types.simple(&old.ty)) {
        (Some(new), Some(old)) => types.derives(new, old),
        _ => true,
    }
}

/// Whether its values are identifiers.
pub(crate) fn is_id<'m>(types: Types<'_, 'm>, decl: &'m AttributeDecl) -> bool {
    let described = types.simple(&decl.ty).and_then(|ty| types.describe(ty));
    described.is_some_and(|it| built_in_bases(it.built_in).any(|it| it == "ID"))
}

/// What `attributes` name, groups included.
fn uses<'m>(types: Types<'_, 'm>, attributes: &'m [AttributeUse]) -> Vec<Use<'m>> {
    let mut found = Vec::new();
    let mut open: Vec<&AttributeUse> = attributes.iter().collect();
    while let Some(attribute) = open.pop().filter(|_| found.len() + open.len() < MAX_USES) {
        match attribute {
            AttributeUse::Local { decl, usage } => found.push(Use {
                decl,
                usage: *usage,
                value: None,
                span: decl.span,
            }),
            AttributeUse::Ref {
                name,
                usage,
                value,
                span,
            } => {
                found.extend(types.table.attributes.get(name).map(|decl| Use {
                    decl,
                    usage: *usage,
                    value: value.as_ref(),
                    span: *span,
                }));
            }
            AttributeUse::Group(name, _) => {
                if let Some(group) = types.table.attribute_groups.get(name) {
                    open.extend(&group.attributes);
                }
            }
        }
    }
    found
}

/// The attributes of `ty`, those of its bases included.
pub(crate) fn inherited<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> Vec<Use<'m>> {
    let mut found: Vec<Use<'m>> = Vec::new();
    let mut names: BTreeSet<&QName> = BTreeSet::new();
    for complex in types.bases(ty).map_while(Ty::complex) {
        for attribute in uses(types, &complex.attributes) {
            // What is nearer replaces, or takes away, what is further.
            if names.insert(&attribute.decl.name) {
                found.push(attribute);
            }
        }
    }
    found.retain(|it| it.usage != Usage::Prohibited);
    found
}

/// The attribute wildcard of `ty`: `Some(None)` where it has none, `None` where it is put together of several.
fn wildcard_of<'m>(types: Types<'_, 'm>, ty: Ty<'m>) -> Option<Option<&'m Wildcard>> {
    let mut found: Option<&'m Wildcard> = None;
    for complex in types.bases(ty).map_while(Ty::complex) {
        let mut groups = complex.attributes.iter().filter_map(|it| match it {
            AttributeUse::Group(name, _) => types.table.attribute_groups.get(name),
            AttributeUse::Local { .. } | AttributeUse::Ref { .. } => None,
        });
        // Groups may hold wildcards, also by groups of their own.
        let is_group = |attribute: &AttributeUse| matches!(attribute, AttributeUse::Group(..));
        if groups.any(|it| it.any_attribute.is_some() || it.attributes.iter().any(is_group)) {
            return None;
        }
        match (found, &complex.any_attribute) {
            (Some(_), Some(_)) => return None,
            (None, Some(own)) => found = Some(own),
            (_, None) => {}
        }
        if !complex.content.is_extension() {
            break;
        }
    }
    Some(found)
}
