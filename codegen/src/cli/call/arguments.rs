//! Members as arguments: `order.lines[0].sku=7` to the JSON of a request.
//!
//! In: the IR, a type, and arguments. Out: JSON in the form that serde gives generated types. A member is called by its
//! name in XML or in Rust; what is no member is looked for in the choices and groups of its type, and a type that can be
//! another is followed by the name of that. Facets are not looked at: whoever writes the message does.

mod given;
mod members;

use serde_json::{Map, Value as Json};
use wsdl_codegen::ir::{Api, EntryKind, RustType, TypeId, TypeKind};
use wsdl_codegen::nearest::nearest;

pub(super) use given::Given;
use members::{Named, Types, is_transparent, listed};

/// The highest index of a list.
const MAX_INDEX: usize = 10_000;

/// A step of a path: a name, and the index behind it.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    index: Option<usize>,
}

enum Problem {
    /// There is a value already.
    Taken,
    Wrong(String),
}

impl From<String> for Problem {
    fn from(message: String) -> Self {
        Self::Wrong(message)
    }
}

/// Sets what `key` names in `json`, which is of the type `ty`.
pub(super) fn set(
    api: &Api,
    ty: &RustType,
    json: &mut Json,
    key: &str,
    given: &Given,
) -> Result<(), String> {
    let steps = steps(key)?;
    let types = Types { api };
    let setting = Setting { types, given };
    // A body that is one value has no members: any name is its own.
    let (index, rest) = match (types.record(ty), &steps[..]) {
        (None, [own, rest @ ..]) => (own.index, rest),
        (_, steps) => (None, steps),
    };
    match setting.set(ty, json, index, rest) {
        Ok(()) => Ok(()),
        Err(Problem::Taken) => Err(format!("`{key}` is given twice, and is no list")),
        Err(Problem::Wrong(message)) => Err(format!("`{key}`: {message}")),
    }
}

/// The paths of the members of `ty`, to be completed: those of `prefix` and one level below.
pub(super) fn candidates(api: &Api, ty: &RustType, typed: &str) -> Vec<String> {
    let types = Types { api };
    let (parent, _) = typed.rsplit_once('.').unwrap_or_default();
    let mut ty = ty.clone();
    for step in steps(parent).into_iter().flatten() {
        match types
            .members(&ty, 0)
            .into_iter()
            .find(|it| it.is(&step.name))
        {
            Some(member) => ty = member.ty,
            None => return Vec::new(),
        }
    }
    let dot = if parent.is_empty() { "" } else { "." };
    let names = types.members(&ty, 0).into_iter().map(|member| {
        let end = match types.members(&member.ty, 0).is_empty() {
            true => "=",
            false => ".",
        };
        format!("{parent}{dot}{}{end}", member.shown())
    });
    names.filter(|name| name.starts_with(typed)).collect()
}

/// `order.lines[0].sku` as steps; XML names may hold dots, but those of members that people type do not.
fn steps(key: &str) -> Result<Vec<Step>, String> {
    let mut res = Vec::new();
    for part in key.split('.').filter(|part| !part.is_empty()) {
        let (name, index) = match part.strip_suffix(']').and_then(|it| it.split_once('[')) {
            Some((name, index)) => {
                let index: Option<usize> = index.parse().ok().filter(|it| *it <= MAX_INDEX);
                let message = || format!("`{part}`: expected an index of at most {MAX_INDEX}");
                (name, Some(index.ok_or_else(message)?))
            }
            None => (part, None),
        };
        res.push(Step {
            name: name.to_owned(),
            index,
        });
    }
    if res.is_empty() && !key.is_empty() {
        return Err(format!("`{key}` names nothing"));
    }
    Ok(res)
}

#[derive(Clone, Copy)]
struct Setting<'a> {
    types: Types<'a>,
    given: &'a Given,
}

impl Setting<'_> {
    fn set(
        self,
        ty: &RustType,
        json: &mut Json,
        index: Option<usize>,
        steps: &[Step],
    ) -> Result<(), Problem> {
        match (ty, self.given, steps) {
            (RustType::Vec(_), _, _) => {}
            (_, Given::Json(given), []) => return put(json, given.clone()),
            (_, _, _)
                if index.is_some() && !matches!(ty, RustType::Option(_) | RustType::Boxed(_)) =>
            {
                let mut ty = ty;
                while let RustType::Nillable(inner)
                | RustType::Secret(inner)
                | RustType::Option(inner)
                | RustType::Boxed(inner) = ty
                {
                    ty = inner;
                }
                if !matches!(ty, RustType::Vec(_)) {
                    return Err("is no list, so it has no index".to_owned().into());
                }
            }
            (_, _, _) => {}
        }
        match ty {
            RustType::Option(inner) | RustType::Boxed(inner) | RustType::Secret(inner) => {
                self.set(inner, json, index, steps)
            }
            RustType::Nillable(inner) => {
                let inner_json = object(json).entry("value").or_insert(Json::Null);
                self.set(inner, inner_json, index, steps)
            }
            RustType::Vec(inner) => self.set_item(inner, json, index, steps),
            RustType::List(inner) => {
                let Given::Text(text) = self.given else {
                    return Err("is a list of values, not a file".to_owned().into());
                };
                for word in text.split_ascii_whitespace() {
                    let given = Given::Text(word.to_owned());
                    let mut item = Json::Null;
                    let setting = Setting {
                        types: self.types,
                        given: &given,
                    };
                    setting.set(inner, &mut item, None, &[])?;
                    array(json).push(item);
                }
                array(json);
                Ok(())
            }
            RustType::Named(id) => self.set_named(*id, json, steps),
            RustType::Builtin(builtin) => match steps {
                [] => put(json, self.given.value(*builtin)?),
                [step, ..] => Err(format!("has no member `{}`: it is one value", step.name).into()),
            },
            RustType::External(_) => put(json, Json::from(self.given.text()?)),
        }
    }

    /// The item at `index`; without one the last, or a new one where that has the value already.
    fn set_item(
        self,
        ty: &RustType,
        json: &mut Json,
        index: Option<usize>,
        steps: &[Step],
    ) -> Result<(), Problem> {
        if let (Given::Json(given @ Json::Array(_)), [], None) = (self.given, steps, index) {
            return put(json, given.clone());
        }
        let items = array(json);
        if let Some(index) = index {
            if items.len() <= index {
                items.resize(index + 1, Json::Null);
            }
            return self.set(ty, &mut items[index], None, steps);
        }
        if let (Some(last), false) = (items.last_mut(), steps.is_empty()) {
            match self.set(ty, last, None, steps) {
                Err(Problem::Taken) => {}
                result => return result,
            }
        }
        let mut item = Json::Null;
        self.set(ty, &mut item, None, steps)?;
        items.push(item);
        Ok(())
    }

    fn set_named(self, id: TypeId, json: &mut Json, steps: &[Step]) -> Result<(), Problem> {
        match &self.types.api.types[id.0].kind {
            TypeKind::Alias(ty) => self.set(ty, json, None, steps),
            TypeKind::Struct(record) if steps.is_empty() => {
                let mut fields = record.fields.iter();
                match fields.find(|field| field.entry.kind == EntryKind::Text) {
                    Some(text) => self.set(&text.ty, member(json, &text.ident), None, &[]),
                    // An element without content.
                    None if self.given.text()?.is_empty() => {
                        object(json);
                        Ok(())
                    }
                    None => Err(self.types.unknown(None, id).into()),
                }
            }
            kind @ (TypeKind::Struct(_) | TypeKind::Choice(_)) => {
                let Some(step) = steps.first() else {
                    return Err(self.types.unknown(None, id).into());
                };
                let mut fields = kind.fields().iter();
                let named = fields.clone().find(|field| Named::of(field).is(&step.name));
                let (field, index, rest) = match named {
                    Some(field) => (field, step.index, &steps[1..]),
                    None => {
                        let holds = |ty: &RustType| self.types.holds(ty, &step.name, 0);
                        let within = fields.find(|it| is_transparent(&it.entry) && holds(&it.ty));
                        let unknown = || self.types.unknown(Some(&step.name), id);
                        (within.ok_or_else(unknown)?, None, steps)
                    }
                };
                let place = match kind {
                    TypeKind::Choice(_) => variant(json, &field.ident)?,
                    _ => member(json, &field.ident),
                };
                self.set(&field.ty, place, index, rest)
            }
            TypeKind::Family(family) => {
                let named = steps.first().and_then(|step| {
                    let is_it = |name: &str| name.eq_ignore_ascii_case(&step.name);
                    let mut members = family.members.iter();
                    members.find(|it| is_it(&it.ident) || is_it(&it.wire.local))
                });
                if let Some(member) = named {
                    return self.set(&member.ty, variant(json, &member.ident)?, None, &steps[1..]);
                }
                let begun = json.as_object().and_then(|it| it.keys().next().cloned());
                let mut members = family.members.iter();
                let member = match begun {
                    Some(begun) => members.find(|it| it.ident == begun),
                    None => members.next().filter(|_| family.first_is_declared),
                };
                match member {
                    Some(member) => {
                        self.set(&member.ty, variant(json, &member.ident)?, None, steps)
                    }
                    None => Err(self
                        .types
                        .unknown(steps.first().map(|it| it.name.as_str()), id)
                        .into()),
                }
            }
            TypeKind::Enumeration(enumeration) => {
                let text = self.given.text()?;
                let literals = enumeration.variants.iter().map(|it| it.literal.as_str());
                if literals.clone().any(|it| it == text) {
                    return put(json, Json::from(text));
                }
                let near = nearest(&text, literals.clone());
                let help = match near {
                    Some(near) => format!("there is `{near}`"),
                    None => format!(
                        "there are {}",
                        listed(literals.map(str::to_owned).collect())
                    ),
                };
                Err(format!("`{text}` is not listed; {help}").into())
            }
            TypeKind::Union(union) => {
                for member in &union.members {
                    let mut value = Json::Null;
                    if self.set(&member.ty, &mut value, None, steps).is_ok() {
                        return put(
                            json,
                            Json::Object(Map::from_iter([(member.ident.clone(), value)])),
                        );
                    }
                }
                match &union.other_ident {
                    Some(other) => {
                        let value = Json::from(self.given.text()?);
                        put(json, Json::Object(Map::from_iter([(other.clone(), value)])))
                    }
                    None => Err("is a value of no member of the union".to_owned().into()),
                }
            }
        }
    }
}

fn put(json: &mut Json, value: Json) -> Result<(), Problem> {
    if !json.is_null() {
        return Err(Problem::Taken);
    }
    *json = value;
    Ok(())
}

fn member<'j>(json: &'j mut Json, ident: &str) -> &'j mut Json {
    object(json).entry(ident).or_insert(Json::Null)
}

/// The payload of the alternative `ident`.
fn variant<'j>(json: &'j mut Json, ident: &str) -> Result<&'j mut Json, Problem> {
    let map = object(json);
    // Of a list of choices another alternative begins the next item.
    if map.keys().any(|key| key != ident) {
        return Err(Problem::Taken);
    }
    Ok(map.entry(ident).or_insert(Json::Null))
}

fn object(json: &mut Json) -> &mut Map<String, Json> {
    if !json.is_object() {
        *json = Json::Object(Map::new());
    }
    match json {
        Json::Object(map) => map,
        _ => unreachable!("it was made one above"),
    }
}

fn array(json: &mut Json) -> &mut Vec<Json> {
    if !json.is_array() {
        *json = Json::Array(Vec::new());
    }
    match json {
        Json::Array(items) => items,
        _ => unreachable!("it was made one above"),
    }
}
