//! Default and fixed values: each is a value of its type; XSD 1.0 §3.2.6, §3.3.6.

use super::content::is_emptiable;
use super::literal;
use super::types::{Ty, Types, built_in_bases};
use crate::diagnostic::Diagnostics;
use crate::xsd::model::{AttributeDecl, ComplexType, ElementDecl, ValueConstraint};

/// Notes a value that the element's type forbids.
pub(super) fn check_element<'m>(
    types: Types<'_, 'm>,
    decl: &'m ElementDecl,
    diagnostics: &mut Diagnostics,
) {
    let (Some(value), Some(ty)) = (&decl.value, types.of_element(decl)) else {
        return;
    };
    let has_elements = |complex: &&ComplexType| !complex.content.is_simple();
    if let Some(complex) = ty.complex().filter(has_elements)
        && !(complex.mixed && is_emptiable(types, ty))
    {
        let message = "a default or fixed value, where the type is neither text nor mixed with nothing required";
        diagnostics.invalid("cos-valid-default.2.2", value.span, message);
        return;
    }
    let rules = ["e-props-correct.2", "e-props-correct.5"];
    check(types, ty, value, rules, diagnostics);
}

/// Notes a value that the attribute's type forbids.
pub(super) fn check_attribute<'m>(
    types: Types<'_, 'm>,
    decl: &'m AttributeDecl,
    diagnostics: &mut Diagnostics,
) {
    if let (Some(value), Some(ty)) = (&decl.value, types.simple(&decl.ty)) {
        let rules = ["a-props-correct.2", "a-props-correct.3"];
        check(types, ty, value, rules, diagnostics);
    }
}

fn check<'m>(
    types: Types<'_, 'm>,
    ty: Ty<'m>,
    value: &ValueConstraint,
    [not_valid, is_id]: [&'static str; 2],
    diagnostics: &mut Diagnostics,
) {
    let Some(described) = types.describe(ty) else {
        return;
    };
    if built_in_bases(described.built_in).any(|it| it == "ID") {
        let message = "a default or fixed value of an identifier";
        diagnostics.invalid(is_id, value.span, message);
    } else if let Some(complaint) = literal::complaint(types, &described, &value.text) {
        let message = format!("the default or fixed value `{}` is {complaint}", value.text);
        diagnostics.invalid(not_valid, value.span, message);
    }
}
