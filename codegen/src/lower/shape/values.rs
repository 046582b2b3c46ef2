//! Default and fixed values: whether they are values at all.
//!
//! In: `default` and `fixed` of an element or attribute, and its type; XSD 1.0 §3.2.6, §3.3.6, part 2 §4. Out: the value, or a
//! report and none: a reader that takes it for what is absent would fail on every message.

use crate::diagnostic::code::Code;
use crate::ir::{Entry, EntryKind, RustType};
use crate::symbols::rules::literal;
use crate::symbols::rules::types::{Ty, Variety};
use crate::xsd::model::{self as xsd, FacetKind};

use crate::lower::ctx::Ctx;
use crate::lower::declared::Declared;
use crate::lower::draft::Typed;
use crate::lower::occurs::Occurs;
use crate::lower::scalar;
use crate::lower::shape::{facets, presence};
use crate::lower::told::Once;

/// The Rust type and the entry of the element `decl`, which stands as `kind` says.
pub(crate) fn element<'m>(
    ctx: &mut Ctx<'_, 'm>,
    typed: Typed,
    kind: EntryKind,
    occurs: Occurs,
    decl: &'m xsd::ElementDecl,
) -> (RustType, Entry) {
    let collapse_nil = ctx.told.settings.types.collapse_nil;
    let (ty, mut entry) = presence::element(typed, kind, occurs, decl, collapse_nil);
    settle(ctx, &mut entry, decl.value.as_ref(), &decl.ty);
    (ty, entry)
}

/// Takes the default or fixed value from `entry` where the type `ty` has no such value.
pub(crate) fn settle<'m>(
    ctx: &mut Ctx<'_, 'm>,
    entry: &mut Entry,
    value: Option<&xsd::ValueConstraint>,
    ty: &'m xsd::TypeRef,
) {
    let Some(value) = value else { return };
    if let xsd::TypeRef::Named(name, _) = ty
        && ctx.told.settings.types.mapped(name).is_some()
    {
        return;
    }
    let is_checked = entry.facets.is_some_and(|id| facets::checks(&ctx.made, id));
    let Some(complaint) = complaint(&ctx.declared, ty, &value.text, is_checked) else {
        return;
    };
    let what = if value.fixed { "fixed" } else { "default" };
    entry.value = None;
    if ctx.told.first(Once::Value(value.span)) {
        let text = &value.text;
        let message = format!("the {what} value `{text}` is left out, as it is {complaint}");
        (ctx.told.diagnostics)
            .warning(Code::BadValue, value.span, message)
            .help("what is absent stays absent when it is read");
    }
}

/// The built-in type that has the values of `name` and those that its own facets forbid, which are in a table as all are.
fn unchecked(name: &str) -> &str {
    match name {
        "language" | "Name" | "NCName" | "ID" | "IDREF" | "ENTITY" | "NMTOKEN" => "token",
        "positiveInteger" | "nonNegativeInteger" | "negativeInteger" | "nonPositiveInteger" => {
            "integer"
        }
        name => name,
    }
}

/// What keeps `text` from being a value of the simple type `ty`; `None` where it is one, or nobody can tell. Facets that no
/// reader checks, as those that the settings switch off, keep nothing.
fn complaint<'m>(
    declared: &Declared<'_, 'm>,
    ty: &'m xsd::TypeRef,
    text: &str,
    is_checked: bool,
) -> Option<String> {
    let is_simple = match ty {
        xsd::TypeRef::Named(name, _) => {
            scalar::is_builtin(name)
                || (declared.ty(name)).is_some_and(|decl| decl.complex().is_none())
        }
        xsd::TypeRef::Anonymous(decl) => decl.complex().is_none(),
        xsd::TypeRef::Absent => false,
    };
    let types = declared.types();
    let mut described = types.describe(types.simple(ty).filter(|_| is_simple)?)?;
    if !is_checked && described.facets(FacetKind::Enumeration).next().is_none() {
        described.steps.clear();
        described.built_in = unchecked(described.built_in);
        if let Variety::List(Ty::BuiltIn(item)) = &mut described.variety {
            // Of a built-in list, which has an item at least.
            described.built_in = "anySimpleType";
            *item = unchecked(item);
        }
    }
    // Prefixes mean what they mean where the value stands.
    let is_name = matches!(described.built_in, "QName" | "NOTATION");
    literal::complaint(types, &described, text).filter(|_| !is_name)
}
