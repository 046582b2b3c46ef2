//! serde: what is read of a text, a sequence or a map, without any format.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

use crate::Attachment;
use crate::value::exposed::Exposed as _;
use crate::value::{Decimal, List, Nillable, QName, Secret};
use crate::xml::{AnyAttribute, AnyElement, AnyType, MixedContent, MixedText};

/// What a format holds, in the open.
enum Form {
    Number(u64),
    Text(&'static str),
    List(Vec<Form>),
    Map(Vec<(&'static str, Form)>),
}

impl IntoDeserializer<'_> for Form {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Form {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Number(number) => visitor.visit_u64(number),
            Self::Text(text) => visitor.visit_str(text),
            Self::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter())),
            Self::Map(pairs) => visitor.visit_map(MapDeserializer::new(pairs.into_iter())),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

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
    let items = Form::List(vec![Form::Number(1), Form::Number(2)]);
    assert_eq!(List::<i32>::deserialize(items), Ok(List(vec![1, 2])));
    let attribute = Form::Map(vec![
        ("namespace", Form::Text("urn:a")),
        ("local", Form::Text("b")),
        ("value", Form::Text("c")),
    ]);
    let expected = AnyAttribute::new("urn:a", "b", "c");
    assert_eq!(AnyAttribute::deserialize(attribute), Ok(expected));
    let piece = Form::Map(vec![("after", Form::Number(1)), ("text", Form::Text("a"))]);
    let mixed = MixedText::deserialize(Form::List(vec![piece])).expect("it is a piece");
    assert_eq!(mixed.pieces().collect::<Vec<_>>(), [(1, "a")]);
    let header = Form::List(vec![Form::Text("X-A"), Form::Text("b")]);
    let attachment = Form::Map(vec![
        ("content_id", Form::Text("a@b")),
        ("content_type", Form::Text("text/plain")),
        ("headers", Form::List(vec![header])),
        ("bytes", Form::Text("YQ==")),
    ]);
    let expected = Attachment::new("text/plain", "a").with_content_id("a@b");
    let expected = expected.with_header("X-A", "b");
    assert_eq!(Attachment::deserialize(attachment), Ok(expected));
}

#[test]
fn secrets_are_open_where_that_is_asked_for() {
    let secret = || Secret::new(7);
    assert_eq!(Some(secret()).open(), Some(&7));
    assert_eq!(vec![secret()].open(), [&7]);
    assert_eq!(Nillable::Value(secret()).open(), Nillable::Value(&7));
}
