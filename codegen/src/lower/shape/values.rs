//! Default and fixed values: whether they are values at all.
//!
//! In: `default` and `fixed` of an element or attribute, and its type; XSD 1.0 §3.2.6, §3.3.6, part 2 §4. Out: the value, or a
//! report and none: a reader that takes it for what is absent would fail on every message.

use std::cmp::Ordering;

use soap_runtime::value::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, NoScope, Scalar, Time,
};

use crate::diagnostic::code::Code;
use crate::ir::{Builtin, Entry, FacetTable};
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::declared::Declared;
use crate::lower::scalar::{self, Start, Variety};
use crate::lower::told::Once;

/// Types in types that are looked into.
const MAX_DEPTH: usize = 16;

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
    let Err(cause) = check(&ctx.declared, ty, &value.text, 0) else {
        return;
    };
    let what = if value.fixed { "fixed" } else { "default" };
    entry.value = None;
    if ctx.told.first(Once::Value(value.span)) {
        let message = format!("the {what} value `{}` is left out: {cause}", value.text);
        ctx.told
            .diagnostics
            .warning(Code::BadValue, value.span, message)
            .help("what is absent stays absent when it is read");
    }
}

fn check<'m>(
    declared: &Declared<'_, 'm>,
    ty: &'m xsd::TypeRef,
    text: &str,
    depth: usize,
) -> Result<(), String> {
    let is_simple = match ty {
        xsd::TypeRef::Named(name, _) => {
            scalar::is_builtin(name)
                || (declared.ty(name)).is_some_and(|decl| decl.complex().is_none())
        }
        xsd::TypeRef::Anonymous(decl) => decl.complex().is_none(),
        xsd::TypeRef::Absent => false,
    };
    if !is_simple || depth > MAX_DEPTH {
        return Ok(());
    }
    let simple = scalar::analyse(declared.symbols, Start::Ref(ty), &[]);
    if matches!(simple.variety, Variety::Atomic(Builtin::QName)) {
        return Ok(());
    }
    let words = || text.split_ascii_whitespace();
    match &simple.variety {
        Variety::Atomic(builtin) => atomic(*builtin, text, &simple.facets)?,
        Variety::BuiltinList(builtin) => {
            let none = FacetTable::default();
            words().try_for_each(|it| atomic(*builtin, it, &none))?;
        }
        Variety::List(item, _) => {
            words().try_for_each(|it| check(declared, item, it, depth + 1))?
        }
        Variety::Union(members, _) => {
            let mut members = members.iter();
            if !members.any(|it| check(declared, it, text, depth + 1).is_ok()) {
                return Err("no member of the union has it".to_owned());
            }
        }
    }
    if let Some((literals, _)) = &simple.literals {
        let text = text.trim();
        // Numbers have many forms of one value; texts have one.
        let is_text = matches!(simple.variety, Variety::Atomic(Builtin::String));
        if is_text && !literals.iter().any(|it| it.value.trim() == text) {
            return Err("the enumeration does not list it".to_owned());
        }
    }
    Ok(())
}

fn atomic(builtin: Builtin, text: &str, facets: &FacetTable) -> Result<(), String> {
    match builtin {
        Builtin::String => of::<String>(text, facets),
        Builtin::Bool => of::<bool>(text, facets),
        Builtin::I8 => of::<i8>(text, facets),
        Builtin::I16 => of::<i16>(text, facets),
        Builtin::I32 => of::<i32>(text, facets),
        Builtin::I64 => of::<i64>(text, facets),
        Builtin::U8 => of::<u8>(text, facets),
        Builtin::U16 => of::<u16>(text, facets),
        Builtin::U32 => of::<u32>(text, facets),
        Builtin::U64 => of::<u64>(text, facets),
        Builtin::F32 => of::<f32>(text, facets),
        Builtin::F64 => of::<f64>(text, facets),
        Builtin::Decimal => of::<Decimal>(text, facets),
        Builtin::Integer => of::<Integer>(text, facets),
        Builtin::DateTime => of::<DateTime>(text, facets),
        Builtin::Date => of::<Date>(text, facets),
        Builtin::Time => of::<Time>(text, facets),
        Builtin::GYear => of::<GYear>(text, facets),
        Builtin::GYearMonth => of::<GYearMonth>(text, facets),
        Builtin::GMonth => of::<GMonth>(text, facets),
        Builtin::GMonthDay => of::<GMonthDay>(text, facets),
        Builtin::GDay => of::<GDay>(text, facets),
        Builtin::Duration => of::<Duration>(text, facets),
        Builtin::Base64Binary => of::<Base64Binary>(text, facets),
        Builtin::HexBinary => of::<HexBinary>(text, facets),
        // Prefixes mean what they mean where the value stands, and so do parts; raw XML is anything.
        Builtin::QName
        | Builtin::Attachment
        | Builtin::AnyType
        | Builtin::AnySimpleType
        | Builtin::AnyElement
        | Builtin::AnyAttribute
        | Builtin::MixedContent
        | Builtin::MixedText => Ok(()),
    }
}

/// Lexical space, lengths and bounds. Patterns are left to the messages.
fn of<T: Scalar>(text: &str, facets: &FacetTable) -> Result<(), String> {
    let text = if T::WHITE_SPACE.is_some() {
        text.trim()
    } else {
        text
    };
    let value = T::parse(text, &NoScope).map_err(|it| format!("expected {}", it.expected()))?;
    let length = value.length();
    let lengths = [
        ("length", facets.length, Ordering::Equal),
        ("minLength", facets.min_length, Ordering::Greater),
        ("maxLength", facets.max_length, Ordering::Less),
    ];
    for (name, bound, wanted) in lengths {
        if let (Some(bound), Some(length)) = (bound, length)
            && ![wanted, Ordering::Equal].contains(&length.cmp(&bound))
        {
            return Err(format!("expected {name} `{bound}`, found {length}"));
        }
    }
    let bounds = [
        (
            "minInclusive",
            &facets.min_inclusive,
            Ordering::Greater,
            true,
        ),
        ("maxInclusive", &facets.max_inclusive, Ordering::Less, true),
        (
            "minExclusive",
            &facets.min_exclusive,
            Ordering::Greater,
            false,
        ),
        ("maxExclusive", &facets.max_exclusive, Ordering::Less, false),
    ];
    for (name, bound, wanted, inclusive) in bounds {
        let Some(bound) = bound else { continue };
        let holds = |it: Ordering| it == wanted || (inclusive && it == Ordering::Equal);
        if value.compare(bound).is_some_and(|it| !holds(it)) {
            return Err(format!("expected {name} `{bound}`"));
        }
    }
    Ok(())
}
