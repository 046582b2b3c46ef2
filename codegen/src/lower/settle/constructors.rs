//! Constructors: how a value is begun and finished, of a request as of an answer: servers and mocks make those.
//!
//! | members that a caller must give | how |
//! |---|---|
//! | none | `T::default()` |
//! | none, but the schema fixes some | `T::new()`, which is `Default` as well |
//! | up to six | `T::new(…)` with the required ones |
//! | more | `T::builder()`, a setter for each member, `.build()?` |
//!
//! In: the types with their content, and their names. Out: the setters of structs, and their [`Constructor`]s.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Builder, Builtin, Client, Constructor, Field, FixedValue, ModuleId, RustType, Setter,
};
use crate::naming::scope;
use crate::xml::trim;

use crate::lower::draft::DraftKind;

use super::modules::Modules;
use super::{ranks, setters};

/// `new` with more arguments than this would be unreadable.
pub(super) const MOST_ARGUMENTS: usize = 6;

/// How values of a struct are made.
#[derive(Default)]
pub(crate) struct Making {
    /// How each field is set.
    pub(crate) setters: Vec<Setter>,
    /// How a value is begun where `Default` is not enough.
    pub(crate) constructor: Option<Constructor>,
}

/// How values of each type are made; `idents` are their names.
pub(crate) fn of_types(
    kinds: &[DraftKind],
    clients: &[Client],
    idents: &[String],
    modules: &Modules,
) -> Vec<Making> {
    let defaults = ranks::defaults(kinds);
    let mut taken: BTreeMap<ModuleId, BTreeSet<String>> =
        BTreeMap::from([(None, modules.idents())]);
    let beside = clients.iter().flat_map(|it| [&it.ident, &it.service_ident]);
    taken.entry(None).or_default().extend(beside.cloned());
    for (ident, module) in idents.iter().zip(&modules.of_types) {
        taken.entry(*module).or_default().insert(ident.clone());
    }
    let types = Types {
        kinds,
        defaults: &defaults,
    };
    let makings = kinds.iter().enumerate().map(|(id, kind)| {
        let Some(fields) = kind.record() else {
            return Making::default();
        };
        let taken = taken.entry(modules.of_types[id]).or_default();
        Making {
            setters: setters::of_fields(kinds, fields),
            constructor: constructor(types, fields, defaults[id], &idents[id], taken),
        }
    });
    makings.collect()
}

/// What the types are that fields may have.
#[derive(Clone, Copy)]
struct Types<'t> {
    kinds: &'t [DraftKind],
    /// Whether each has a natural empty value.
    defaults: &'t [bool],
}

/// The constructor of a struct, which is called `ident`; `None` where `Default` is all it takes.
fn constructor(
    types: Types<'_>,
    fields: &[Field],
    has_default: bool,
    ident: &str,
    taken: &mut BTreeSet<String>,
) -> Option<Constructor> {
    let mut arguments = Vec::new();
    let mut fixed = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        if !is_required(types, field) {
            continue;
        }
        match fixed_value(types, field) {
            Some(value) => fixed.push((index, value)),
            None => arguments.push(index),
        }
    }
    if arguments.is_empty() && has_default {
        return None;
    }
    // A setter has its field's name, so a field `new` leaves no room for the function.
    let is_new_free = fields.iter().all(|field| field.ident != "new");
    let builder = (!is_new_free || arguments.len() > MOST_ARGUMENTS).then(|| {
        // Lists that may not be empty as well: a builder has room for them.
        arguments.extend((0..fields.len()).filter(|index| is_list(&fields[*index])));
        arguments.sort_unstable();
        builder(fields, ident, taken)
    });
    Some(Constructor {
        arguments,
        fixed,
        builder,
    })
}

fn is_list(field: &Field) -> bool {
    field.entry.min > 0 && matches!(field.ty, RustType::Vec(_) | RustType::List(_))
}

fn builder(fields: &[Field], ident: &str, taken: &mut BTreeSet<String>) -> Builder {
    let setters: BTreeSet<String> = fields.iter().map(|it| it.ident.clone()).collect();
    let ident = scope::free(&format!("{ident}Builder"), "", taken);
    taken.insert(ident.clone());
    Builder {
        ident,
        start: scope::free("builder", "_", &setters),
        finish: scope::free("build", "_", &setters),
    }
}

/// Whether a caller must give the field: nothing stands for its absence.
fn is_required(types: Types<'_>, field: &Field) -> bool {
    match &field.ty {
        RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) | RustType::List(_) => false,
        ty => field.entry.min > 0 || !has_default(types, ty),
    }
}

fn has_default(types: Types<'_>, ty: &RustType) -> bool {
    match ty {
        RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) | RustType::List(_) => true,
        RustType::Boxed(inner) | RustType::Secret(inner) => has_default(types, inner),
        RustType::External(_) => false,
        RustType::Named(id) => types.defaults[id.0],
        RustType::Builtin(builtin) => {
            matches!(builtin, Builtin::String | Builtin::Bool)
                || range(*builtin).is_some()
                || matches!(builtin, Builtin::F32 | Builtin::F64)
        }
    }
}

/// The only value of a required field that the schema fixes, where it is plain to write.
fn fixed_value(types: Types<'_>, field: &Field) -> Option<FixedValue> {
    let fixed = field.entry.value.as_ref().filter(|it| it.fixed)?;
    let RustType::Builtin(builtin) = setters::behind_aliases(types.kinds, &field.ty) else {
        return None;
    };
    let text = fixed.text.as_str();
    let collapsed = trim(text);
    match builtin {
        Builtin::String => Some(FixedValue::Text(text.to_owned())),
        Builtin::Bool => match collapsed {
            "true" | "1" => Some(FixedValue::Bool(true)),
            "false" | "0" => Some(FixedValue::Bool(false)),
            _ => None,
        },
        builtin => {
            let (least, most) = range(*builtin)?;
            let value: i128 = collapsed.parse().ok()?;
            (least..=most)
                .contains(&value)
                .then_some(FixedValue::Integer(value))
        }
    }
}

/// The values of an integer type of Rust.
fn range(builtin: Builtin) -> Option<(i128, i128)> {
    Some(match builtin {
        Builtin::I8 => (i8::MIN.into(), i8::MAX.into()),
        Builtin::I16 => (i16::MIN.into(), i16::MAX.into()),
        Builtin::I32 => (i32::MIN.into(), i32::MAX.into()),
        Builtin::I64 => (i64::MIN.into(), i64::MAX.into()),
        Builtin::U8 => (u8::MIN.into(), u8::MAX.into()),
        Builtin::U16 => (u16::MIN.into(), u16::MAX.into()),
        Builtin::U32 => (u32::MIN.into(), u32::MAX.into()),
        Builtin::U64 => (u64::MIN.into(), u64::MAX.into()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Entry, EntryKind, FixedOrDefault};

    fn field(ident: &str, builtin: Builtin, fixed: Option<&str>) -> Field {
        Field {
            ident: ident.to_owned(),
            docs: Vec::new(),
            ty: RustType::Builtin(builtin),
            entry: Entry {
                value: fixed.map(|text| FixedOrDefault {
                    text: text.to_owned(),
                    fixed: true,
                }),
                ..Entry::new(EntryKind::Text, 1, Some(1))
            },
        }
    }

    fn made(fields: Vec<Field>) -> Option<Constructor> {
        let types = Types {
            kinds: &[],
            defaults: &[],
        };
        let mut taken = BTreeSet::from(["OrderBuilder".to_owned()]);
        constructor(types, &fields, fields.is_empty(), "Order", &mut taken)
    }

    #[test]
    fn few_members_are_arguments() {
        assert_eq!(made(Vec::new()), None);
        let six = (0..6).map(|n| field(&format!("f{n}"), Builtin::I32, None));
        let made = made(six.collect()).unwrap();
        assert_eq!(made.arguments, [0, 1, 2, 3, 4, 5]);
        assert_eq!(made.builder, None);
    }

    #[test]
    fn many_members_are_set_one_by_one() {
        let names = ["new", "builder", "build", "f3", "f4", "f5", "f6"];
        let made = made(names.map(|it| field(it, Builtin::Bool, None)).into()).unwrap();
        assert_eq!(made.arguments.len(), 7);
        let builder = made.builder.unwrap();
        assert_eq!(
            [builder.ident, builder.start, builder.finish],
            ["OrderBuilder2", "builder_2", "build_2"]
        );
    }

    #[test]
    fn a_field_new_leaves_no_room_for_the_function() {
        let made = made(vec![field("new", Builtin::Bool, None)]).unwrap();
        assert!(made.builder.is_some());
    }

    #[test]
    fn what_is_fixed_is_not_asked_for() {
        let fields = vec![
            field("version", Builtin::U8, Some(" 2 ")),
            field("too_large", Builtin::U8, Some("256")),
            field("flag", Builtin::Bool, Some("1")),
            field("text", Builtin::String, Some(" 2 ")),
            field("number", Builtin::Decimal, Some("2")),
        ];
        let made = made(fields).unwrap();
        assert_eq!(made.arguments, [1, 4]);
        assert_eq!(
            made.fixed,
            [
                (0, FixedValue::Integer(2)),
                (2, FixedValue::Bool(true)),
                (3, FixedValue::Text(" 2 ".to_owned())),
            ]
        );
    }
}
