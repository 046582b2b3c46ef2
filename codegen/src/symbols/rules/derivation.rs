//! From which types complex types, and the types of substituting elements, may derive; XSD 1.0 §3.3.6, §3.4.6.

use super::content::is_emptiable;
use super::particles::{content, holds_all, is_empty};
use super::types::{Ty, Types};
use crate::diagnostic::Diagnostics;
use crate::xsd::model::{ComplexContent, ComplexType, ElementDecl, Finals, TypeDecl};

/// Notes what `decl` derives from though it may not, or not so.
pub(super) fn check<'m>(
    types: Types<'_, 'm>,
    (decl, complex): (&'m TypeDecl, &'m ComplexType),
    diagnostics: &mut Diagnostics,
) {
    let Some((base_name, span)) = complex.content.base() else {
        return;
    };
    let Some(base) = types.named(base_name) else {
        return;
    };
    let broken = match &complex.content {
        ComplexContent::Direct(_) => return,
        ComplexContent::Extension { .. } | ComplexContent::Restriction { .. }
            if !base.is_complex() =>
        {
            Some(("src-ct.1", "`xs:complexContent` derives from a simple type"))
        }
        ComplexContent::SimpleExtension { .. }
            if base.is_complex() && types.describe(base).is_none() =>
        {
            let message = "`xs:simpleContent` extends a type that is no text";
            Some(("src-ct.2", message))
        }
        ComplexContent::SimpleRestriction { simple, .. } => {
            let is_text = types.describe(base).is_some();
            let is_mixed = base.complex().is_some_and(|it| it.mixed) && is_emptiable(types, base);
            match (base.is_complex(), is_text, is_mixed && simple.is_some()) {
                (false, ..) => Some(("src-ct.2", "`xs:simpleContent` restricts a simple type")),
                (true, false, false) => {
                    let message = "`xs:simpleContent` restricts a type that is no text";
                    Some(("src-ct.2", message))
                }
                _ => None,
            }
        }
        ComplexContent::Extension { .. } => extended(types, decl, complex, base),
        ComplexContent::Restriction { .. } => restricted(types, decl, complex, base),
        ComplexContent::SimpleExtension { .. } => None,
    };
    let broken = broken.or_else(|| {
        let Ty::Decl(base) = base else { return None };
        match complex.content.is_extension() {
            true if base.finals.extension => {
                Some(("cos-ct-extends.1.1", "the base is final for extensions"))
            }
            false if base.finals.restriction => {
                let message = "the base is final for restrictions";
                Some(("derivation-ok-restriction.1", message))
            }
            _ => None,
        }
    });
    if let Some((rule, message)) = broken {
        diagnostics.invalid(rule, *span, format!("{message}: `{base_name}`"));
    }
}

type Broken = Option<(&'static str, &'static str)>;

fn extended<'m>(
    types: Types<'_, 'm>,
    decl: &'m TypeDecl,
    complex: &ComplexType,
    base: Ty<'m>,
) -> Broken {
    let base_type = base.complex()?;
    let is_text = types.describe(base).is_some();
    let own_is_empty = complex.content.particle().is_none() && !complex.mixed;
    if is_text {
        return (!own_is_empty).then_some(("cos-ct-extends.1.4", "elements are added to a text"));
    }
    let has_nothing = is_empty(types, base);
    if has_nothing && !base_type.mixed || complex.content.particle().is_none() {
        return None;
    }
    if complex.mixed != base_type.mixed {
        let message = "one of type and base is mixed, and the other is not";
        return Some(("cos-ct-extends.1.4.3.2.2.1", message));
    }
    let is_broken = !has_nothing && holds_all(types, Ty::Decl(decl));
    let message = "`xs:all` is extended, or extends something";
    is_broken.then_some(("cos-all-limited.1.2", message))
}

fn restricted<'m>(
    types: Types<'_, 'm>,
    decl: &'m TypeDecl,
    complex: &ComplexType,
    base: Ty<'m>,
) -> Broken {
    let base_type = base.complex()?;
    if types.describe(base).is_some() {
        let message = "a text is restricted to elements";
        return Some(("derivation-ok-restriction.5", message));
    }
    if complex.mixed && !base_type.mixed {
        let message = "the type is mixed and its base is not";
        return Some(("derivation-ok-restriction.5.4.1", message));
    }
    let is_empty = content(types, Ty::Decl(decl))?.total().1 == Some(0);
    let message = "nothing is left of a base that needs something";
    let is_broken = is_empty && !is_emptiable(types, base);
    is_broken.then_some(("derivation-ok-restriction.5.3", message))
}

/// Notes a type that may not stand where that of the head stands.
pub(super) fn check_substitution<'m>(
    types: Types<'_, 'm>,
    decl: &'m ElementDecl,
    diagnostics: &mut Diagnostics,
) {
    let Some((name, span)) = &decl.substitution_head else {
        return;
    };
    let Some(head) = types.table.elements.get(name) else {
        return;
    };
    let (Some(own), Some(old)) = (types.of_element(decl), types.of_element(head)) else {
        return;
    };
    let what = if !types.derives(own, old) {
        "does not derive from that of the head"
    } else if is_final(types, head.finals, own, old) {
        "derives from that of the head in a way that is final there"
    } else {
        return;
    };
    let message = format!("the type of `{}` {what} `{name}`", decl.name);
    diagnostics.invalid("e-props-correct.4", *span, message);
}

/// Whether a step from `ty` to `base` is one of `finals`.
fn is_final<'m>(types: Types<'_, 'm>, finals: Finals, ty: Ty<'m>, base: Ty<'m>) -> bool {
    let mut steps = types.bases(ty).take_while(|it| !it.is(base));
    steps.any(|step| match step.is_extension() {
        true => finals.extension,
        false => finals.restriction,
    })
}
