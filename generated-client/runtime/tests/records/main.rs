//! The record engine over hand-written tables: the shapes that generated code is made of.

mod choices;
mod derived;
mod members;
#[cfg(feature = "patterns")]
mod patterns;
mod values;

use soap_runtime::field::{repeated, required};
use soap_runtime::record::shape::{Field, Shaped};
use soap_runtime::record::slot::{Member, Slot, Source};
use soap_runtime::value::facets::{Facets, WhiteSpace};
use soap_runtime::value::{List, Nillable, Secret};
use soap_runtime::xml::{
    AnyAttribute, AnyElement, AnyType, DecodeError, DecodeErrorKind, DeviationKind, EncodeError,
    Limits, MixedContent, Reader, Writer,
};

const NS: &str = "urn:x";

/// Reads `xml` as the element that `field` names; returns the value and what deviated.
fn read<T: Member>(xml: &str, field: &Field<'_>) -> Result<(T, Vec<DeviationKind>), DecodeError> {
    let limits = Limits::response();
    let mut reader = Reader::new(xml, &limits)?;
    let mut value = T::blank();
    assert!(reader.child()?, "a document has a root");
    value.read(&mut reader, field, Source::Element)?;
    assert!(!reader.child()?, "the root is the last element");
    let kinds = reader.take_deviations().iter().map(|it| it.kind).collect();
    Ok((value, kinds))
}

fn write<T: Member>(value: &T, field: &Field<'_>) -> Result<String, EncodeError> {
    let mut writer = Writer::new();
    value.write(&mut writer, field)?;
    writer.finish()
}

/// Reads without a deviation, and writes what was read byte for byte.
fn round_trip<T: Member>(xml: &str, field: &Field<'_>) -> T {
    let (value, deviations) =
        read::<T>(xml, field).unwrap_or_else(|error| panic!("{xml}: {error}"));
    assert_eq!(deviations, [], "{xml}");
    assert_eq!(
        write(&value, field).expect("what was read can be written"),
        xml
    );
    value
}
