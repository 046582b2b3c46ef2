//! Members as arguments: `order.lines[0].sku=7` to the JSON of a request.
//!
//! In: the IR, a type, and arguments. Out: JSON in the form that serde gives generated types. A member is called by its
//! name in XML or in Rust; what is no member is looked for in the choices and groups of its type, and a type that can be
//! another is followed by the name of that. Facets are not looked at: whoever writes the message does.

use serde_json::{Map, Value as Json};
use wsdl_codegen::ir::{Api, Builtin, Entry, EntryKind, RustType, TypeId, TypeKind};
use wsdl_codegen::nearest::nearest;

/// How deep it is looked for a member in choices and groups.
const MAX_DEPTH: usize = 8;
/// The highest index of a list.
const MAX_INDEX: usize = 10_000;
/// How many names a message lists.
const MOST_NAMES: usize = 12;

/// What an argument gives.
#[derive(Clone, Debug)]
pub(super) enum Given {
    /// A text, as XML holds it.
    Text(String),
    /// The content of a file.
    Bytes(Vec<u8>),
    /// JSON as it is.
    Json(Json),
}

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
    let setting = Setting { api, given };
    // A body that is one value has no members: any name is its own.
    let (index, rest) = match (setting.record(ty), &steps[..]) {
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
    let given = Given::Text(String::new());
    let setting = Setting { api, given: &given };
    let (parent, _) = typed.rsplit_once('.').unwrap_or_default();
    let mut ty = setting.plain(ty);
    for step in steps(parent).into_iter().flatten() {
        match setting
            .members(&ty, 0)
            .into_iter()
            .find(|it| it.is(&step.name))
        {
            Some(member) => ty = setting.plain(&member.ty),
            None => return Vec::new(),
        }
    }
    let dot = if parent.is_empty() { "" } else { "." };
    let names = setting.members(&ty, 0).into_iter().map(|member| {
        let end = match setting.members(&setting.plain(&member.ty), 0).is_empty() {
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

/// What a step can name.
struct Named {
    ident: String,
    wire: Option<String>,
    ty: RustType,
}

impl Named {
    fn new(ident: &str, entry: Option<&Entry>, ty: &RustType) -> Self {
        let wire = entry.and_then(|it| it.name()).map(|it| it.local.clone());
        Self {
            ident: ident.to_owned(),
            wire,
            ty: ty.clone(),
        }
    }

    fn shown(&self) -> &str {
        self.wire.as_ref().unwrap_or(&self.ident)
    }

    fn is(&self, name: &str) -> bool {
        let is_it = |own: &str| own.eq_ignore_ascii_case(name);
        is_it(&self.ident) || self.wire.as_deref().is_some_and(is_it)
    }
}

#[derive(Clone, Copy)]
struct Setting<'a> {
    api: &'a Api,
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
                let is_list = matches!(self.unwrapped(ty), RustType::Vec(_));
                if !is_list {
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
                        api: self.api,
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
                [] => put(json, self.value(*builtin)?),
                [step, ..] => Err(format!("has no member `{}`: it is one value", step.name).into()),
            },
            RustType::External(_) => put(json, Json::from(self.text()?)),
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
        match &self.api.types[id.0].kind {
            TypeKind::Alias(ty) => self.set(ty, json, None, steps),
            TypeKind::Struct(record) => {
                let Some(step) = steps.first() else {
                    let text = record
                        .fields
                        .iter()
                        .find(|it| it.entry.kind == EntryKind::Text);
                    return match text {
                        Some(field) => {
                            let member = object(json).entry(&field.ident).or_insert(Json::Null);
                            self.set(&field.ty, member, None, &[])
                        }
                        // An element without content.
                        None if self.text()?.is_empty() => {
                            object(json);
                            Ok(())
                        }
                        None => Err(self.unknown(None, id).into()),
                    };
                };
                let all = record.fields.iter();
                let named = all
                    .clone()
                    .find(|it| Named::new(&it.ident, Some(&it.entry), &it.ty).is(&step.name));
                if let Some(field) = named {
                    let member = object(json).entry(&field.ident).or_insert(Json::Null);
                    return self.set(&field.ty, member, step.index, &steps[1..]);
                }
                let holds = |ty: &RustType| self.holds(ty, &step.name, 0);
                match all
                    .clone()
                    .find(|it| is_transparent(&it.entry) && holds(&it.ty))
                {
                    Some(field) => {
                        let member = object(json).entry(&field.ident).or_insert(Json::Null);
                        self.set(&field.ty, member, None, steps)
                    }
                    None => Err(self.unknown(Some(&step.name), id).into()),
                }
            }
            TypeKind::Choice(choice) => {
                let Some(step) = steps.first() else {
                    return Err(self.unknown(None, id).into());
                };
                let all = &choice.alternatives;
                let is_named = |it: &&_| {
                    let it: &wsdl_codegen::ir::Alternative = it;
                    Named::new(&it.ident, Some(&it.entry), &it.ty).is(&step.name)
                };
                if let Some(found) = all.iter().find(is_named) {
                    let payload = variant(json, &found.ident)?;
                    return self.set(&found.ty, payload, step.index, &steps[1..]);
                }
                let within = |it: &&wsdl_codegen::ir::Alternative| {
                    is_transparent(&it.entry) && self.holds(&it.ty, &step.name, 0)
                };
                match all.iter().find(within) {
                    Some(found) => {
                        let payload = variant(json, &found.ident)?;
                        self.set(&found.ty, payload, None, steps)
                    }
                    None => Err(self.unknown(Some(&step.name), id).into()),
                }
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
                        .unknown(steps.first().map(|it| it.name.as_str()), id)
                        .into()),
                }
            }
            TypeKind::Enumeration(enumeration) => {
                let text = self.text()?;
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
                        let value = Json::from(self.text()?);
                        put(json, Json::Object(Map::from_iter([(other.clone(), value)])))
                    }
                    None => Err("is a value of no member of the union".to_owned().into()),
                }
            }
        }
    }

    fn text(self) -> Result<String, String> {
        match self.given {
            Given::Text(text) => Ok(text.clone()),
            Given::Bytes(bytes) => String::from_utf8(bytes.clone())
                .map_err(|_| "is a text, and the file is not UTF-8".to_owned()),
            Given::Json(json) => Ok(json.to_string()),
        }
    }

    fn value(self, builtin: Builtin) -> Result<Json, String> {
        if let (Given::Bytes(bytes), true) = (self.given, builtin == Builtin::Base64Binary) {
            let value = soap_runtime::value::Base64Binary::from(bytes.clone());
            return serde_json::to_value(value).map_err(|it| it.to_string());
        }
        if let (Given::Bytes(bytes), true) = (self.given, builtin == Builtin::HexBinary) {
            let value = soap_runtime::value::HexBinary::from(bytes.clone());
            return serde_json::to_value(value).map_err(|it| it.to_string());
        }
        let text = self.text()?;
        let number = |what: &str| {
            let number = serde_json::from_str::<serde_json::Number>(text.trim_start_matches('+'));
            number
                .map(Json::from)
                .map_err(|_| format!("expected {what}, found `{text}`"))
        };
        match builtin {
            Builtin::Bool => match text.as_str() {
                "true" | "1" => Ok(Json::from(true)),
                "false" | "0" => Ok(Json::from(false)),
                _ => Err(format!("expected `true` or `false`, found `{text}`")),
            },
            Builtin::I8
            | Builtin::I16
            | Builtin::I32
            | Builtin::I64
            | Builtin::U8
            | Builtin::U16
            | Builtin::U32
            | Builtin::U64 => number("a whole number"),
            Builtin::F32 | Builtin::F64 => match text.as_str() {
                "INF" | "-INF" | "NaN" => Ok(Json::from(text)),
                _ => number("a number"),
            },
            Builtin::AnyType | Builtin::MixedContent => {
                let content = match text.starts_with('<') {
                    true => text,
                    false => text.replace('&', "&amp;").replace('<', "&lt;"),
                };
                Ok(Json::from(format!("<content>{content}</content>")))
            }
            Builtin::MixedText => Ok(serde_json::json!([{ "after": 0, "text": text }])),
            _ => Ok(Json::from(text)),
        }
    }

    /// Without what says how often it stands, and other names.
    fn plain(self, ty: &RustType) -> RustType {
        let ty = self.unwrapped(ty);
        match ty {
            RustType::Vec(inner) => self.plain(inner),
            ty => ty.clone(),
        }
    }

    fn unwrapped<'t>(self, ty: &'t RustType) -> &'t RustType
    where
        Self: 't,
    {
        match ty {
            RustType::Option(inner)
            | RustType::Boxed(inner)
            | RustType::Secret(inner)
            | RustType::Nillable(inner) => self.unwrapped(inner),
            ty => ty,
        }
    }

    fn record(self, ty: &RustType) -> Option<TypeId> {
        match self.plain(ty) {
            RustType::Named(id) => match &self.api.types[id.0].kind {
                TypeKind::Alias(ty) => self.record(ty),
                TypeKind::Struct(_) | TypeKind::Choice(_) | TypeKind::Family(_) => Some(id),
                TypeKind::Enumeration(_) | TypeKind::Union(_) => None,
            },
            _ => None,
        }
    }

    /// All that a step below `ty` can name.
    fn members(self, ty: &RustType, depth: usize) -> Vec<Named> {
        let Some(id) = self.record(ty).filter(|_| depth < MAX_DEPTH) else {
            return Vec::new();
        };
        let mut res = Vec::new();
        let mut add = |ident: &str, ty: &RustType, entry: &Entry| match is_transparent(entry) {
            true => res.extend(self.members(ty, depth + 1)),
            false => res.push(Named::new(ident, Some(entry), ty)),
        };
        match &self.api.types[id.0].kind {
            TypeKind::Struct(it) => it
                .fields
                .iter()
                .for_each(|it| add(&it.ident, &it.ty, &it.entry)),
            TypeKind::Choice(it) => {
                (it.alternatives.iter()).for_each(|it| add(&it.ident, &it.ty, &it.entry))
            }
            TypeKind::Family(it) => {
                if let Some(first) = it.members.first().filter(|_| it.first_is_declared) {
                    res.extend(self.members(&first.ty, depth + 1));
                }
                res.extend(it.members.iter().map(|it| Named {
                    ident: it.ident.clone(),
                    wire: Some(it.wire.local.clone()),
                    ty: it.ty.clone(),
                }));
            }
            TypeKind::Enumeration(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {}
        }
        res
    }

    fn holds(self, ty: &RustType, name: &str, depth: usize) -> bool {
        self.members(ty, depth).iter().any(|it| it.is(name))
    }

    /// What is said of a name that is none, or of a type that needs one.
    fn unknown(self, name: Option<&str>, id: TypeId) -> String {
        let members = self.members(&RustType::Named(id), 0);
        let names: Vec<String> = members.iter().map(|it| it.shown().to_owned()).collect();
        let idents = members.iter().map(|it| it.ident.as_str());
        let near = name.and_then(|name| {
            let of_wire = nearest(name, names.iter().map(String::as_str));
            of_wire.or_else(|| nearest(name, idents))
        });
        let ty = self.api.path(id);
        match (name, near) {
            (Some(name), Some(near)) => format!("`{ty}` has no member `{name}`; there is `{near}`"),
            (Some(name), None) => {
                format!("`{ty}` has no member `{name}`; there are {}", listed(names))
            }
            (None, _) => format!("`{ty}` has members, give these: {}", listed(names)),
        }
    }
}

/// Whether it has no name of its own in XML.
fn is_transparent(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Choice(_) | EntryKind::Group(_))
}

fn put(json: &mut Json, value: Json) -> Result<(), Problem> {
    if !json.is_null() {
        return Err(Problem::Taken);
    }
    *json = value;
    Ok(())
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

fn listed(names: Vec<String>) -> String {
    let mut shown: Vec<String> = (names.iter().take(MOST_NAMES))
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len() {
        0 => "none".to_owned(),
        n if n > MOST_NAMES => {
            shown.push(format!("{} more", n - MOST_NAMES));
            shown.join(", ")
        }
        _ => shown.join(", "),
    }
}
