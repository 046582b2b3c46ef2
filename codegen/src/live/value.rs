//! [`Value`]: a value of any type of a contract, as a tree.
//!
//! It is what the engine of the runtime reads and writes: this file only says how a blank value is made and how one gets at
//! a member. What is read and written, the functions of `soap_runtime::record` do, which generated types run too.

use soap_runtime::Attachment;
use soap_runtime::record::Record;
use soap_runtime::record::choice::{Choice, read_choice, write_choice};
use soap_runtime::record::containers::{
    read_nillable, read_option, write_nillable, write_option, write_option_item,
};
use soap_runtime::record::family::{Family, Names, read_family, write_family};
use soap_runtime::record::lists::{read_list, write_list};
use soap_runtime::record::no_such_member;
use soap_runtime::record::read::read_record;
use soap_runtime::record::scalars::{read_simple, write_simple};
use soap_runtime::record::shape::{Field, Shape};
use soap_runtime::record::slot::{MemberType, Slot, Source};
use soap_runtime::record::write::write_record;
use soap_runtime::value::{Nillable, Secret};
use soap_runtime::xml::{
    AnyAttribute, AnyElement, AnyType, DecodeError, EncodeError, MixedContent, MixedText, Reader,
    Writer,
};

use super::simple::{Atom, Simple};
use super::tables::Tables;
use crate::ir;
use crate::ir::{Builtin, RustType, TypeId, TypeKind};

/// The type of a value: an expression of the IR, and where what it names is found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type<'t> {
    pub(super) tables: &'t Tables<'t>,
    pub(super) ty: &'t RustType,
}

/// A value of a type. What is large is boxed: a record has one of these for each of its members, absent or not.
#[derive(Debug)]
pub(super) enum Value<'t> {
    Record(RecordValue<'t>),
    Choice(ChoiceValue<'t>),
    Family(FamilyValue<'t>),
    /// The type of what is held, and it.
    Option(Type<'t>, Option<Box<Value<'t>>>),
    /// The type of what is held, and it.
    Nillable(Type<'t>, Nillable<Box<Value<'t>>>),
    /// The type of the items, and they.
    List(Type<'t>, Vec<Value<'t>>),
    Secret(Secret<Box<Value<'t>>>),
    Simple(Simple<'t>, Box<Atom>),
    AnyType(Box<AnyType>),
    AnyElement(Box<AnyElement>),
    AnyAttribute(Box<AnyAttribute>),
    MixedContent(Box<MixedContent>),
    MixedText(MixedText),
    Attachment(Box<Attachment>),
    /// The answer of a one-way operation.
    Nothing,
}

/// A value of a struct.
#[derive(Debug)]
pub(super) struct RecordValue<'t> {
    pub(super) item: &'t ir::TypeItem,
    pub(super) record: &'t ir::Struct,
    pub(super) shape: &'t Shape<'t>,
    pub(super) members: Vec<Value<'t>>,
}

/// A value of a choice: the alternative at this index.
#[derive(Debug)]
pub(super) struct ChoiceValue<'t> {
    pub(super) tables: &'t Tables<'t>,
    pub(super) id: TypeId,
    pub(super) choice: &'t ir::Choice,
    pub(super) index: usize,
    pub(super) payload: Box<Value<'t>>,
}

/// A value of a family: the member at this index, `None` for a type that it does not know.
#[derive(Debug)]
pub(super) struct FamilyValue<'t> {
    tables: &'t Tables<'t>,
    id: TypeId,
    pub(super) family: &'t ir::Family,
    pub(super) index: Option<usize>,
    pub(super) payload: Box<Value<'t>>,
}

impl<'t> Type<'t> {
    pub(super) fn new(tables: &'t Tables<'t>, ty: &'t RustType) -> Self {
        Self { tables, ty }
    }

    /// The type `ty` of the same API.
    pub(super) fn with(self, ty: &'t RustType) -> Self {
        Self { ty, ..self }
    }

    /// The value before anything was read.
    pub(super) fn blank(self) -> Value<'t> {
        let tables = self.tables;
        match self.ty {
            RustType::Option(inner) => Value::Option(self.with(inner), None),
            RustType::Nillable(inner) => Value::Nillable(self.with(inner), Nillable::Absent),
            RustType::Vec(item) => Value::List(self.with(item), Vec::new()),
            RustType::Boxed(inner) => self.with(inner).blank(),
            RustType::Secret(inner) => {
                Value::Secret(Secret::new(Box::new(self.with(inner).blank())))
            }
            RustType::Builtin(Builtin::AnyType | Builtin::AnySimpleType) => {
                Value::AnyType(Box::default())
            }
            RustType::Builtin(Builtin::AnyElement) => Value::AnyElement(Box::default()),
            RustType::Builtin(Builtin::AnyAttribute) => Value::AnyAttribute(Box::default()),
            RustType::Builtin(Builtin::MixedContent) => Value::MixedContent(Box::default()),
            RustType::Builtin(Builtin::MixedText) => Value::MixedText(MixedText::default()),
            RustType::Builtin(Builtin::Attachment) => Value::Attachment(Box::default()),
            RustType::Named(id) => Value::of(tables, *id),
            RustType::Builtin(_) | RustType::List(_) | RustType::External(_) => {
                Value::simple(Simple::of(tables, self.ty))
            }
        }
    }

    /// As `Member::required_attribute`.
    fn required(self) -> Option<&'t str> {
        match self.ty {
            RustType::Boxed(inner) => self.with(inner).required(),
            RustType::Named(id) => match &self.tables.api.types[id.0].kind {
                TypeKind::Struct(_) => self.tables.shape(*id).required_attribute(),
                TypeKind::Family(family) if family.first_is_declared => {
                    self.with(&family.members.first()?.ty).required()
                }
                TypeKind::Alias(ty) => self.with(ty).required(),
                TypeKind::Family(_)
                | TypeKind::Enumeration(_)
                | TypeKind::Choice(_)
                | TypeKind::Union(_) => None,
            },
            RustType::Builtin(_)
            | RustType::Option(_)
            | RustType::Vec(_)
            | RustType::Nillable(_)
            | RustType::Secret(_)
            | RustType::List(_)
            | RustType::External(_) => None,
        }
    }

    /// As `Member::is_scalar`.
    fn is_text(self) -> bool {
        let is_part = matches!(self.ty, RustType::Builtin(Builtin::Attachment));
        !is_part && Simple::of(self.tables, self.ty).is_some()
    }
}

impl<'t> Value<'t> {
    /// The blank value of the generated type `id`.
    pub(super) fn of(tables: &'t Tables<'t>, id: TypeId) -> Self {
        let blank = |ty| Type::new(tables, ty).blank();
        let item = &tables.api.types[id.0];
        match &item.kind {
            TypeKind::Struct(record) => Self::Record(RecordValue {
                item,
                record,
                shape: tables.shape(id),
                members: record.fields.iter().map(|field| blank(&field.ty)).collect(),
            }),
            TypeKind::Choice(choice) => Self::Choice(ChoiceValue {
                tables,
                id,
                choice,
                index: choice.blank,
                payload: Box::new(blank(&choice.alternatives[choice.blank].ty)),
            }),
            TypeKind::Family(family) => Self::Family(FamilyValue {
                tables,
                id,
                family,
                index: None,
                payload: Box::new(Self::AnyType(Box::default())),
            }),
            TypeKind::Alias(ty) => blank(ty),
            TypeKind::Enumeration(_) | TypeKind::Union(_) => {
                Self::simple(Simple::named(tables, id))
            }
        }
    }

    fn simple(simple: Option<Simple<'t>>) -> Self {
        simple.map_or(Self::Nothing, |simple| {
            Self::Simple(simple, Box::new(simple.blank()))
        })
    }

    /// The value of a struct.
    pub(super) fn into_record(self) -> Option<RecordValue<'t>> {
        match self {
            Self::Record(record) => Some(record),
            _ => None,
        }
    }
}

impl<'t, T: From<Value<'t>> + Slot> MemberType<T> for Type<'t> {
    fn blank(&self) -> T {
        Type::blank(*self).into()
    }

    fn required_attribute(&self) -> Option<&str> {
        self.required()
    }

    fn is_scalar(&self) -> bool {
        self.is_text()
    }
}

impl Slot for Value<'_> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        match self {
            Self::Record(value) => value.read(reader, field, source),
            Self::Choice(value) => value.read(reader, field, source),
            Self::Family(value) => value.read(reader, field, source),
            Self::Option(ty, value) => read_option(ty, value, reader, field, source),
            Self::Nillable(ty, value) => read_nillable(ty, value, reader, field, source),
            Self::List(ty, items) => read_list(ty, items, reader, field, source),
            Self::Secret(value) => value.read(reader, field, source),
            Self::Simple(ty, value) => read_simple(ty, &mut **value, reader, field, source),
            Self::AnyType(value) => value.read(reader, field, source),
            Self::AnyElement(value) => value.read(reader, field, source),
            Self::AnyAttribute(value) => value.read(reader, field, source),
            Self::MixedContent(value) => value.read(reader, field, source),
            Self::MixedText(value) => value.read(reader, field, source),
            Self::Attachment(value) => value.read(reader, field, source),
            Self::Nothing => ().read(reader, field, source),
        }
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        match self {
            Self::Record(value) => value.write(writer, field),
            Self::Choice(value) => value.write(writer, field),
            Self::Family(value) => value.write(writer, field),
            Self::Option(ty, value) => write_option(ty, value.as_ref(), writer, field),
            Self::Nillable(ty, value) => write_nillable(ty, value.as_ref(), writer, field),
            Self::List(_, items) => write_list(items, writer, field),
            Self::Secret(value) => value.write(writer, field),
            Self::Simple(ty, value) => write_simple(ty, &**value, writer, field),
            Self::AnyType(value) => value.write(writer, field),
            Self::AnyElement(value) => value.write(writer, field),
            Self::AnyAttribute(value) => value.write(writer, field),
            Self::MixedContent(value) => value.write(writer, field),
            Self::MixedText(value) => value.write(writer, field),
            Self::Attachment(value) => value.write(writer, field),
            Self::Nothing => Ok(()),
        }
    }

    fn write_item(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        match self {
            Self::Option(ty, value) => write_option_item(ty, value.as_ref(), writer, field),
            _ => self.write(writer, field),
        }
    }

    fn item_count(&self) -> Option<usize> {
        match self {
            Self::List(_, items) => Some(items.len()),
            _ => None,
        }
    }

    fn is_absent(&self) -> bool {
        match self {
            Self::Option(_, value) => value.is_none(),
            Self::Nillable(_, value) => value.is_absent(),
            Self::List(_, items) => items.is_empty(),
            Self::Secret(value) => value.is_absent(),
            Self::Nothing => true,
            _ => false,
        }
    }
}

impl Record for RecordValue<'_> {
    fn slot(&self, index: usize) -> &dyn Slot {
        match self.members.get(index) {
            Some(member) => member,
            None => no_such_member::<Self>(index),
        }
    }

    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
        match self.members.get_mut(index) {
            Some(member) => member,
            None => no_such_member::<Self>(index),
        }
    }
}

impl Slot for RecordValue<'_> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        // Its size does not tell what it holds, and an element without content makes all of it.
        reader.count_value(size_of_val(&*self.members))?;
        let shape = self.shape;
        read_record(self, shape, reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_record(self, self.shape, writer, field)
    }
}

impl Choice for ChoiceValue<'_> {
    fn start(&mut self, index: usize) {
        let Some(alternative) = self.choice.alternatives.get(index) else {
            no_such_member::<Self>(index)
        };
        self.index = index;
        *self.payload = Type::new(self.tables, &alternative.ty).blank();
    }

    fn payload(&self) -> (usize, &dyn Slot) {
        (self.index, &*self.payload)
    }

    fn payload_mut(&mut self) -> &mut dyn Slot {
        &mut *self.payload
    }
}

impl Slot for ChoiceValue<'_> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        let shape = self.tables.shape(self.id);
        read_choice(self, shape, reader)
    }

    fn write(&self, writer: &mut Writer, _: &Field<'_>) -> Result<(), EncodeError> {
        write_choice(self, self.tables.shape(self.id), writer)
    }
}

impl<'t> FamilyValue<'t> {
    fn names(&self) -> Names<'t> {
        Names {
            members: self.tables.names(self.id, self.family),
            first_is_declared: self.family.first_is_declared,
        }
    }
}

impl Family for FamilyValue<'_> {
    fn start(&mut self, index: Option<usize>) {
        let member = index.and_then(|index| self.family.members.get(index));
        self.index = index.filter(|_| member.is_some());
        *self.payload = match member {
            Some(member) => Type::new(self.tables, &member.ty).blank(),
            None => Value::AnyType(Box::default()),
        };
    }

    fn payload(&self) -> (Option<usize>, &dyn Slot) {
        (self.index, &*self.payload)
    }

    fn payload_mut(&mut self) -> &mut dyn Slot {
        &mut *self.payload
    }
}

impl Slot for FamilyValue<'_> {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        let names = self.names();
        read_family(self, names, reader, field)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_family(self, self.names(), writer, field)
    }
}
