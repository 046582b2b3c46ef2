//! serde for the values that generated types hold, so that these can derive `Serialize` and `Deserialize`.
//!
//! In: any format of serde. Out: values, exactly those that were written; but for secrets, which are not written.
//!
//! | value | form |
//! |---|---|
//! | numbers without a limit, dates, times, durations, octets | the text that XML would hold |
//! | `QName` | `{namespace}local` |
//! | `List` | a sequence |
//! | `Nillable` | `"absent"`, `"nil"` or `{"value": …}` |
//! | `AnyElement` | its XML |
//! | `MixedText` | the list of its pieces: `after` how many child elements, and the `text` |
//! | `AnyType`, `MixedContent` | the XML of an element `content` that holds it |
//! | `AnyAttribute` | `namespace`, `local` and `value` |
//! | `Attachment` | `content_id`, `content_type`, `headers` and `bytes`, these in Base64 |
//! | `Secret` | nothing: null, which reads as no value; [`super::exposed`] writes it |

use std::borrow::Cow;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, List, Nillable, NoPrefixes, NoScope, QName, Scalar, Secret, Time,
    white_space,
};
use crate::Attachment;
use crate::xml::{
    AnyAttribute, AnyElement, AnyType, DecodeError, Limits, MixedContent, MixedText, Reader,
    is_name,
};

macro_rules! texts {
    ($($rust:ident)*) => {$(
        impl Serialize for $rust {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut text = String::new();
                self.format(&mut text, &mut NoPrefixes);
                serializer.serialize_str(&text)
            }
        }

        impl<'de> Deserialize<'de> for $rust {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let text = white_space(Cow::Owned(text), Self::WHITE_SPACE);
                Self::parse(&text, &NoScope).map_err(D::Error::custom)
            }
        }
    )*};
}

texts! {
    Base64Binary Date DateTime Decimal Duration GDay GMonth GMonthDay GYear GYearMonth HexBinary Integer Time
}

impl Serialize for QName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for QName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (namespace, local) = match text.strip_prefix('{') {
            Some(rest) => rest
                .rsplit_once('}')
                .ok_or_else(|| D::Error::custom("expected `{namespace}local`"))?,
            None => ("", text.as_str()),
        };
        if !local.is_empty() && !is_name(local) {
            return Err(D::Error::custom("expected `{namespace}local`"));
        }
        Ok(Self::new(namespace, local))
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

/// The form of a [`Nillable`]: the three states, told apart in every format.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase", rename = "Nillable")]
enum State<T> {
    Absent,
    Nil,
    Value(T),
}

impl<T: Serialize> Serialize for Nillable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => State::Absent,
            Self::Nil => State::Nil,
            Self::Value(it) => State::Value(it),
        }
        .serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nillable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match State::deserialize(deserializer)? {
            State::Absent => Self::Absent,
            State::Nil => Self::Nil,
            State::Value(it) => Self::Value(it),
        })
    }
}

/// Writes no value: what is logged or stored by accident holds no secret.
impl<T> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

impl Serialize for AnyElement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for AnyElement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            return Ok(Self::default());
        }
        Self::parse(&text).map_err(D::Error::custom)
    }
}

/// The name of the element around what is no element.
const WRAPPER: &str = "content";

/// What `capture` takes from the element around it.
fn unwrapped<T>(
    text: &str,
    capture: impl FnOnce(&mut Reader<'_>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let limits = Limits::response();
    let mut reader = Reader::new(text, &limits)?;
    reader.child()?;
    let res = capture(&mut reader)?;
    reader.finish()?;
    Ok(res)
}

impl Serialize for AnyType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let element = self.to_element("", WRAPPER).map_err(S::Error::custom)?;
        serializer.serialize_str(element.as_str())
    }
}

impl<'de> Deserialize<'de> for AnyType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        unwrapped(&text, |it| it.capture_content()).map_err(D::Error::custom)
    }
}

impl Serialize for MixedContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AnyType::from_content(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for MixedContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        unwrapped(&text, |it| it.capture_mixed()).map_err(D::Error::custom)
    }
}

/// The form of a piece of a [`MixedText`].
#[derive(Deserialize, Serialize)]
#[serde(rename = "MixedText")]
struct Piece<'a> {
    after: usize,
    text: Cow<'a, str>,
}

impl Serialize for MixedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let piece = |(after, text)| Piece {
            after,
            text: Cow::Borrowed(text),
        };
        serializer.collect_seq(self.pieces().map(piece))
    }
}

impl<'de> Deserialize<'de> for MixedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut res = Self::new();
        for piece in Vec::<Piece<'_>>::deserialize(deserializer)? {
            res.push(piece.after, &piece.text);
        }
        Ok(res)
    }
}

/// The form of an [`AnyAttribute`].
#[derive(Deserialize, Serialize)]
#[serde(rename = "AnyAttribute")]
struct Attribute<'a> {
    namespace: Cow<'a, str>,
    local: Cow<'a, str>,
    value: Cow<'a, str>,
}

impl Serialize for AnyAttribute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = Attribute {
            namespace: Cow::Borrowed(&self.namespace),
            local: Cow::Borrowed(&self.local),
            value: Cow::Borrowed(&self.value),
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for AnyAttribute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let it = Attribute::deserialize(deserializer)?;
        Ok(Self::new(it.namespace, it.local, it.value))
    }
}

/// The form of an [`Attachment`].
#[derive(Deserialize, Serialize)]
#[serde(rename = "Attachment")]
struct Part {
    content_id: String,
    content_type: String,
    headers: Vec<(String, String)>,
    bytes: Base64Binary,
}

impl Serialize for Attachment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = Part {
            content_id: self.content_id.clone(),
            content_type: self.content_type.clone(),
            headers: self.headers.clone(),
            bytes: Base64Binary(self.bytes.to_vec()),
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Attachment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let it = Part::deserialize(deserializer)?;
        let mut res = Self::new(it.content_type, it.bytes.0);
        (res.content_id, res.headers) = (it.content_id, it.headers);
        Ok(res)
    }
}
