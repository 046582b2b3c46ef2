//! Default and fixed values: each is a value of its type; XSD 1.0 §3.2.6, §3.3.6.

use super::content::is_emptiable;
use super::literal;
use super::types::{Ty, Types, built_in_bases};
use crate::diagnostic::Diagnostics;
use crate::xsd::model::{AttributeDecl, ComplexContent, ElementDecl, ValueConstraint};

/// Notes a value that the element's type forbids.
pub(super) fn check_element<'m>(
    types: Types<'_, 'm>,
    decl: &'m ElementDecl,
    diagnostics: &mut Diagnostics,
) {
    let (Some(value), Some(ty)) = (&decl.value, types.of_element(decl)) else {
        return;
    };
    if let Some(complex) = ty.complex() {
        let has_elements = !matches!(
            complex.content,
            ComplexContent::SimpleExtension { .. } | ComplexContent::SimpleRestriction { .. }
        );
        if has_elements && !(complex.mixed && is_emptiable(types, ty)) {
            let message = "a default or fixed value, where the type is neither text nor mixed with nothing required";
            diagnostics.invalid("cos-valid-default.2.2", value.span, message);
            return;
        }
    }
    check(
        types,
        ty,
        value,
        ["e-props-correct.2", "e-props-correct.5"],
        diagnostics,
    );
}

/// Notes a value that the attribute's type forbids.
pub(super) fn check_attribute<'m>(
    types: Types<'_, 'm>,
    decl: &'m AttributeDecl,
    diagnostics: &mut Diagnostics,
) {
    if let (Some(value), Some(ty)) = (&decl.value, types.simple(&decl.ty)) {
        check(
            types,
            ty,
            value,
            ["a-props-correct.2", "a-props-correct.3"],
            diagnostics,
        );
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
