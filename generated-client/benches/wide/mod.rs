//! Types of three hundred members, whose elements are found by name: what no table has, members in the reverse order, the
//! last alternative of a choice, and all of them in turn, as in a substitution group.

use std::array;
use std::sync::OnceLock;

use soap_runtime::record::Record;
use soap_runtime::record::choice::{Choice, read_choice, write_choice};
use soap_runtime::record::field::optional;
use soap_runtime::record::index::Table;
use soap_runtime::record::read::read_record;
use soap_runtime::record::shape::{Field, Shape};
use soap_runtime::record::slot::{Member, Slot, Source};
use soap_runtime::record::write::write_record;
use soap_runtime::xml::{DecodeError, EncodeError, Reader, Writer};

/// Members of a type.
pub(crate) const MEMBERS: usize = 300;

/// The name of a member.
pub(crate) fn name(index: usize) -> String {
    format!("member{index:03}")
}

/// Elements of these names, in a root.
pub(crate) fn document(names: impl Iterator<Item = String>) -> String {
    let elements: String = names
        .map(|name| format!("<{name}>0123456789</{name}>"))
        .collect();
    format!("<wide xmlns=\"urn:wide\">{elements}</wide>")
}

fn shape() -> &'static Shape<'static> {
    static SHAPE: OnceLock<Shape<'static>> = OnceLock::new();
    SHAPE.get_or_init(|| {
        let field = |index| optional("urn:wide", &*Box::leak(name(index).into_boxed_str()));
        let fields: [Field<'static>; MEMBERS] = array::from_fn(field);
        Shape::of("Wide", Box::leak(Box::new(Table::new(fields)))).any_order()
    })
}

/// All members, each of which may be there once.
#[derive(Clone, Debug)]
pub(crate) struct Wide(Vec<Option<String>>);

impl Record for Wide {
    fn slot(&self, index: usize) -> &dyn Slot {
        &self.0[index]
    }

    fn slot_mut(&mut self, index: usize) -> &mut dyn Slot {
        &mut self.0[index]
    }
}

impl Slot for Wide {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_record(self, shape(), reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_record(self, shape(), writer, field)
    }
}

impl Member for Wide {
    fn blank() -> Self {
        Self(vec![None; MEMBERS])
    }
}

/// One of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alternative(usize, String);

impl Choice for Alternative {
    fn start(&mut self, index: usize) {
        *self = Self(index, String::new());
    }

    fn payload(&self) -> (usize, &dyn Slot) {
        (self.0, &self.1)
    }

    fn payload_mut(&mut self) -> &mut dyn Slot {
        &mut self.1
    }
}

impl Slot for Alternative {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _: &Field<'_>,
        _: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_choice(self, shape(), reader)
    }

    fn write(&self, writer: &mut Writer, _: &Field<'_>) -> Result<(), EncodeError> {
        write_choice(self, shape(), writer)
    }
}

impl Member for Alternative {
    fn blank() -> Self {
        Self::default()
    }
}

/// The choice, any number of times.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alternatives(Vec<Alternative>);

fn alternatives() -> &'static Shape<'static> {
    static SHAPE: OnceLock<Shape<'static>> = OnceLock::new();
    SHAPE.get_or_init(|| {
        let field = soap_runtime::record::field::choice_of(shape()).at_least(0);
        Shape::of("Alternatives", Box::leak(Box::new(Table::new([field]))))
    })
}

impl Record for Alternatives {
    fn slot(&self, _: usize) -> &dyn Slot {
        &self.0
    }

    fn slot_mut(&mut self, _: usize) -> &mut dyn Slot {
        &mut self.0
    }
}

impl Slot for Alternatives {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        read_record(self, alternatives(), reader, field, source)
    }

    fn write(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        write_record(self, alternatives(), writer, field)
    }
}

impl Member for Alternatives {
    fn blank() -> Self {
        Self::default()
    }
}
