//! Values to JSON and back, in the form that serde gives generated types (`serde = true` in the settings).
//!
//! | type | form |
//! |---|---|
//! | struct | an object: members by their Rust names, in wire order; `None` is null |
//! | choice, family, union | an object with one member: the variant, and what it holds |
//! | enumeration | the literal; what the schema does not list as it is |
//! | all others | as `soap_runtime` documents for its feature `serde` |
//!
//! What is read may leave out lists and nillable members, which have none then. A member that the type has not is an error,
//! so that a slip is not lost. Secrets are null unless they are asked for.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::ser::{Error as _, SerializeMap as _};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};
use soap_runtime::value::{Nillable, Secret};

use super::simple::{Atom, Simple};
use super::value::{ChoiceValue, FamilyValue, RecordValue, Type, Value};
use crate::ir::{RustType, TypeItem, TypeKind};
use crate::nearest::nearest;

/// What secrets become.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Secrets {
    /// Null, but for members whose settings expose them.
    Hidden,
    /// What they are.
    Shown,
}

/// JSON is none of the type that it should be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct JsonError {
    /// Where: `lines[0].sku`; empty for the whole.
    pub path: String,
    /// What is wrong, in one line.
    pub message: String,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "at `{path}`: {}", self.message),
        }
    }
}

impl std::error::Error for JsonError {}

impl JsonError {
    pub(super) fn new(message: impl fmt::Display) -> Self {
        Self {
            path: String::new(),
            message: message.to_string(),
        }
    }

    fn under(mut self, step: &str) -> Self {
        let dot = match self.path.as_str() {
            "" => "",
            rest if rest.starts_with('[') => "",
            _ => ".",
        };
        self.path = format!("{step}{dot}{}", self.path);
        self
    }
}

/// A value as serde writes it.
pub(super) struct Shown<'v, 't> {
    pub(super) value: &'v Value<'t>,
    pub(super) secrets: Secrets,
}

impl<'v, 't> Shown<'v, 't> {
    fn of(&self, value: &'v Value<'t>) -> Self {
        let secrets = self.secrets;
        Self { value, secrets }
    }

    /// The member `index` of `item`.
    fn member(&self, item: &TypeItem, index: usize, value: &'v Value<'t>) -> Self {
        let secrets = match exposes(item, index) {
            true => Secrets::Shown,
            false => self.secrets,
        };
        Self { value, secrets }
    }
}

impl Serialize for Shown<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Record(record) => {
                let mut map = serializer.serialize_map(Some(record.members.len()))?;
                for (index, member) in record.members.iter().enumerate() {
                    let value = self.member(record.item, index, member);
                    map.serialize_entry(&record.record.fields[index].ident, &value)?;
                }
                map.end()
            }
            Value::Choice(choice) => {
                let ident = &choice.choice.alternatives[choice.index].ident;
                let item = &choice.tables.api.types[choice.id.0];
                let payload = self.member(item, choice.index, &choice.payload);
                one(serializer, ident, &payload)
            }
            Value::Family(family) => {
                let member = family
                    .index
                    .map(|index| &family.family.members[index].ident);
                let ident = member.unwrap_or(&family.family.other_ident);
                one(serializer, ident, &self.of(&family.payload))
            }
            Value::Option(_, None) => serializer.serialize_none(),
            Value::Option(_, Some(value)) => self.of(value).serialize(serializer),
            Value::Nillable(_, value) => value
                .as_ref()
                .map(|value| self.of(value))
                .serialize(serializer),
            Value::List(_, items) => serializer.collect_seq(items.iter().map(|item| self.of(item))),
            Value::Secret(secret) => match self.secrets {
                Secrets::Hidden => serializer.serialize_none(),
                Secrets::Shown => self.of(secret.expose()).serialize(serializer),
            },
            Value::Simple(ty, atom) => ShownAtom {
                ty: *ty,
                atom,
                secrets: self.secrets,
            }
            .serialize(serializer),
            Value::AnyType(value) => value.serialize(serializer),
            Value::AnyElement(value) => value.serialize(serializer),
            Value::AnyAttribute(value) => value.serialize(serializer),
            Value::MixedContent(value) => value.serialize(serializer),
            Value::MixedText(value) => value.serialize(serializer),
            Value::Attachment(value) => value.serialize(serializer),
            Value::Nothing => serializer.serialize_unit(),
        }
    }
}

struct ShownAtom<'v, 't> {
    ty: Simple<'t>,
    atom: &'v Atom,
    secrets: Secrets,
}

impl Serialize for ShownAtom<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let with = |ty, atom| ShownAtom {
            ty,
            atom,
            secrets: self.secrets,
        };
        match (self.ty, self.atom) {
            (Simple::Secret(_), _) if self.secrets == Secrets::Hidden => {
                serializer.serialize_none()
            }
            (Simple::Secret(inner), atom) => with(inner.simple(), atom).serialize(serializer),
            (Simple::List(item), Atom::List(atoms)) => {
                let item = item.simple();
                serializer.collect_seq(atoms.iter().map(|atom| with(item, atom)))
            }
            (Simple::Union(_, union), Atom::Member(index, atom)) => {
                let Some((member, _)) = self.ty.member(*index) else {
                    return Err(S::Error::custom("no such member of the union"));
                };
                one(
                    serializer,
                    &union.members[*index].ident,
                    &with(member, atom),
                )
            }
            (Simple::Union(_, union), Atom::String(text)) => one(
                serializer,
                union.other_ident.as_deref().unwrap_or_default(),
                text,
            ),
            (_, atom) => match atom.to_json(serializer) {
                Ok(result) => result,
                Err(_) => Err(S::Error::custom("a value of another type")),
            },
        }
    }
}

/// A variant with what it holds.
fn one<S: Serializer>(
    serializer: S,
    ident: &str,
    value: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(ident, value)?;
    map.end()
}

/// Whether the settings write the secret that is the member `index` of `item`.
fn exposes(item: &TypeItem, index: usize) -> bool {
    let attributes = item.member_attributes.get(&index);
    let mut attributes = attributes.into_iter().flatten();
    attributes.any(|attribute| attribute.contains("value::exposed"))
}

impl<'t> Type<'t> {
    /// The value that `json` is.
    ///
    /// # Errors
    /// It is none of the type.
    pub(super) fn read_json(self, json: &Json) -> Result<Value<'t>, JsonError> {
        match self.blank() {
            Value::Record(mut record) => {
                let object = object(json)?;
                self.read_members(&mut record, object)?;
                Ok(Value::Record(record))
            }
            Value::Choice(choice) => self.read_choice(choice, json),
            Value::Family(family) => self.read_family(family, json),
            Value::Option(ty, _) => Ok(Value::Option(
                ty,
                match json {
                    Json::Null => None,
                    json => Some(Box::new(ty.read_json(json)?)),
                },
            )),
            Value::Nillable(ty, _) => read_nillable(ty, json),
            Value::List(ty, _) => {
                let items = read_items(json, |item| ty.read_json(item))?;
                Ok(Value::List(ty, items))
            }
            Value::Secret(_) => {
                let inner = self.inside().read_json(json)?;
                Ok(Value::Secret(Secret::new(Box::new(inner))))
            }
            Value::Simple(ty, _) => Ok(Value::Simple(ty, Box::new(read_atom(ty, json)?))),
            Value::AnyType(_) => from_serde(json).map(Value::AnyType),
            Value::AnyElement(_) => from_serde(json).map(Value::AnyElement),
            Value::AnyAttribute(_) => from_serde(json).map(Value::AnyAttribute),
            Value::MixedContent(_) => from_serde(json).map(Value::MixedContent),
            Value::MixedText(_) => from_serde(json).map(Value::MixedText),
            Value::Attachment(_) => from_serde(json).map(Value::Attachment),
            Value::Nothing => Ok(Value::Nothing),
        }
    }

    fn read_members(
        self,
        record: &mut RecordValue<'t>,
        object: &Map<String, Json>,
    ) -> Result<(), JsonError> {
        let fields = &record.record.fields;
        for name in object.keys() {
            if !fields.iter().any(|field| field.ident == *name) {
                let idents = fields.iter().map(|field| field.ident.as_str());
                let near = nearest(name, idents).map(|near| format!("; did you mean `{near}`?"));
                let near = near.unwrap_or_default();
                return Err(JsonError::new(format_args!("no member `{name}`{near}")));
            }
        }
        for (field, member) in fields.iter().zip(&mut record.members) {
            match object.get(&field.ident) {
                Some(json) => {
                    let value = self.with(&field.ty).read_json(json);
                    *member = value.map_err(|error| error.under(&field.ident))?;
                }
                None if may_be_left_out(&field.ty) => {}
                None => {
                    let ident = &field.ident;
                    return Err(JsonError::new(format_args!("member `{ident}` is missing")));
                }
            }
        }
        Ok(())
    }

    fn read_choice(self, mut value: ChoiceValue<'t>, json: &Json) -> Result<Value<'t>, JsonError> {
        let alternatives = &value.choice.alternatives;
        let idents: Vec<&str> = alternatives.iter().map(|it| it.ident.as_str()).collect();
        let (index, payload) = variant(json, &idents)?;
        value.index = index;
        let payload = self.with(&alternatives[index].ty).read_json(payload);
        value.payload = Box::new(payload.map_err(|error| error.under(idents[index]))?);
        Ok(Value::Choice(value))
    }

    fn read_family(self, mut value: FamilyValue<'t>, json: &Json) -> Result<Value<'t>, JsonError> {
        let members = &value.family.members;
        let mut idents: Vec<&str> = members.iter().map(|it| it.ident.as_str()).collect();
        idents.push(&value.family.other_ident);
        let (index, payload) = variant(json, &idents)?;
        value.index = (index < members.len()).then_some(index);
        let payload = match members.get(index) {
            Some(member) => self.with(&member.ty).read_json(payload),
            None => from_serde(payload).map(Value::AnyType),
        };
        value.payload = Box::new(payload.map_err(|error| error.under(idents[index]))?);
        Ok(Value::Family(value))
    }

    /// The type that this one hides or boxes.
    fn inside(self) -> Self {
        match self.ty {
            RustType::Secret(inner) => self.with(inner),
            RustType::Boxed(inner) => self.with(inner).inside(),
            RustType::Named(id) => match &self.tables.api.types[id.0].kind {
                TypeKind::Alias(ty) => self.with(ty).inside(),
                _ => self,
            },
            _ => self,
        }
    }
}

fn read_nillable<'t>(ty: Type<'t>, json: &Json) -> Result<Value<'t>, JsonError> {
    let value = match json {
        Json::String(word) if word == "absent" => Nillable::Absent,
        Json::String(word) if word == "nil" => Nillable::Nil,
        Json::Object(object) if object.len() == 1 && object.contains_key("value") => {
            let value = ty.read_json(&object["value"]);
            Nillable::Value(Box::new(value.map_err(|error| error.under("value"))?))
        }
        json => return Err(unlike("\"absent\", \"nil\" or {\"value\": …}", json)),
    };
    Ok(Value::Nillable(ty, value))
}

fn read_atom(ty: Simple<'_>, json: &Json) -> Result<Atom, JsonError> {
    match ty {
        Simple::Builtin(builtin) => builtin.from_json(json).map_err(JsonError::new),
        Simple::Enumeration(literals, enumeration) => {
            let text: String = from_serde(json)?;
            match enumeration.other_ident {
                None if !literals.contains(&text.as_str()) => Err(JsonError::new(format_args!(
                    "no value `{text}`: expected one of `{}`",
                    literals.join("`, `")
                ))),
                _ => Ok(Atom::String(text)),
            }
        }
        Simple::Secret(inner) => read_atom(inner.simple(), json),
        Simple::List(item) => {
            read_items(json, |json| read_atom(item.simple(), json)).map(Atom::List)
        }
        Simple::Union(_, union) => {
            let mut idents: Vec<&str> = union.members.iter().map(|it| it.ident.as_str()).collect();
            idents.extend(union.other_ident.as_deref());
            let (index, json) = variant(json, &idents)?;
            let read = match ty.member(index) {
                Some((member, _)) => {
                    read_atom(member, json).map(|atom| Atom::Member(index, Box::new(atom)))
                }
                None => from_serde(json).map(Atom::String),
            };
            read.map_err(|error| error.under(idents[index]))
        }
    }
}

/// The variant that an object with one member is, and what it holds.
fn variant<'j>(json: &'j Json, idents: &[&str]) -> Result<(usize, &'j Json), JsonError> {
    let names = || idents.join("`, `");
    let mut members = object(json)?.iter();
    let (Some((name, payload)), None) = (members.next(), members.next()) else {
        return Err(JsonError::new(format_args!(
            "expected one member: one of `{}`",
            names()
        )));
    };
    match idents.iter().position(|ident| ident == name) {
        Some(index) => Ok((index, payload)),
        None => Err(JsonError::new(format_args!(
            "no variant `{name}`: expected one of `{}`",
            names()
        ))),
    }
}

fn object(json: &Json) -> Result<&Map<String, Json>, JsonError> {
    match json {
        Json::Object(object) => Ok(object),
        json => Err(unlike("an object", json)),
    }
}

/// The items of a list, each by `read`.
fn read_items<T>(
    json: &Json,
    read: impl Fn(&Json) -> Result<T, JsonError>,
) -> Result<Vec<T>, JsonError> {
    let Json::Array(items) = json else {
        return Err(unlike("a list", json));
    };
    let items = items.iter().enumerate().map(|(index, json)| {
        let item = read(json);
        item.map_err(|error| error.under(&format!("[{index}]")))
    });
    items.collect()
}

fn unlike(expected: &str, found: &Json) -> JsonError {
    JsonError::new(format_args!("expected {expected}, found {}", kind(found)))
}

fn from_serde<T: DeserializeOwned>(json: &Json) -> Result<T, JsonError> {
    T::deserialize(json).map_err(JsonError::new)
}

/// Whether a member of this type has a natural value where it is left out.
fn may_be_left_out(ty: &RustType) -> bool {
    match ty {
        RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) => true,
        RustType::Boxed(inner) => may_be_left_out(inner),
        RustType::Builtin(_)
        | RustType::Named(_)
        | RustType::Secret(_)
        | RustType::List(_)
        | RustType::External(_) => false,
    }
}

fn kind(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}
