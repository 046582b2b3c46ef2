//! serde: what is read of a text, a sequence or a map, without any format.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StrDeserializer};

use crate::value::exposed::Exposed as _;
use crate::value::{Decimal, List, Nillable, QName, Secret};
use crate::xml::{AnyAttribute, AnyElement, AnyType, MixedContent};

fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Error> {
    let deserializer: StrDeserializer<'de, Error> = text.into_deserializer();
    T::deserialize(deserializer)
}

#[test]
fn texts_are_read_as_xml_reads_them() {
    assert_eq!(
        read(" 1.50 "),
        Ok(Decimal::new(15, 1).expect("it is short"))
    );
    assert!(read::<Decimal>("1,5").is_err());
    assert_eq!(read("{urn:p}a"), Ok(QName::new("urn:p", "a")));
    assert_eq!(read("a"), Ok(QName::new("", "a")));
    // A name before anything was read.
    assert_eq!(read(""), Ok(QName::default()));
    for wrong in ["{urn:p", "{urn:p}1a", "a b"] {
        assert!(read::<QName>(wrong).is_err(), "{wrong}");
    }
    assert_eq!(read("nil"), Ok(Nillable::<String>::Nil));
    let secret: Secret<String> = read("s3").expect("any text is a secret");
    assert_eq!(secret.expose(), "s3");
}

#[test]
fn fragments_are_read_from_their_xml() {
    let element: AnyElement = read("<a>b</a>").expect("it is an element");
    assert_eq!(element.as_str(), "<a>b</a>");
    assert_eq!(read(""), Ok(AnyElement::default()));
    assert!(read::<AnyElement>("<a>").is_err());
    let mixed: MixedContent = read("<content>a<b/></content>").expect("it has content");
    assert_eq!(mixed.as_str(), "a<b/>");
    let anything: AnyType = read("<content>a</content>").expect("it has content");
    assert_ne!(anything, AnyType::default());
}

#[test]
fn sequences_and_maps_are_read() {
    let items = SeqDeserializer::<_, Error>::new([1, 2].into_iter());
    assert_eq!(List::<i32>::deserialize(items), Ok(List(vec![1, 2])));
    let pairs = [("namespace", "urn:a"), ("local", "b"), ("value", "c")];
    let attribute = AnyAttribute::deserialize(MapDeserializer::<_, Error>::new(pairs.into_iter()));
    assert_eq!(attribute, Ok(AnyAttribute::new("urn:a", "b", "c")));
}

#[test]
fn secrets_are_open_where_that_is_asked_for() {
    let secret = || Secret::new(7);
    assert_eq!(Some(secret()).open(), Some(&7));
    assert_eq!(vec![secret()].open(), [&7]);
    assert_eq!(Nillable::Value(secret()).open(), Nillable::Value(&7));
}
