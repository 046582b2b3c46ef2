//! What an operation takes and gives, as Rust writes it: `Add(int_a: i32, int_b: i32) -> i32`.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::emit::type_text;
use crate::ir::{Api, Message, Operation, RustType};

/// The members of the request, and the answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Signature {
    /// The operation's name on the wire.
    pub name: String,
    /// Name and type of each member of the request; one named `body` where it is no struct.
    pub arguments: Vec<(String, String)>,
    /// The answer's type, or that of its only member; `None` for a one-way operation.
    pub answer: Option<String>,
}

impl Signature {
    /// Of `operation`, which is one of `api`.
    pub fn new(api: &Api, operation: &Operation) -> Self {
        let text = |(ident, ty): (String, &RustType)| (ident, type_text(api, ty));
        Self {
            name: operation.wire.clone(),
            arguments: arguments(api, &operation.request)
                .into_iter()
                .map(text)
                .collect(),
            answer: (operation.response.as_ref()).map(|message| {
                answer(api, message).map_or("()".to_owned(), |ty| type_text(api, ty))
            }),
        }
    }

    /// With at most `most` members, and how many more there are.
    pub fn shortened(&self, most: usize) -> String {
        let mut arguments: Vec<String> = (self.arguments.iter())
            .take(most)
            .map(|(ident, ty)| format!("{ident}: {ty}"))
            .collect();
        if self.arguments.len() > most {
            arguments.push(format!("… {} more", self.arguments.len() - most));
        }
        let answer = self.answer.as_deref().filter(|answer| *answer != "()");
        let answer = answer.map_or_else(String::new, |answer| format!(" -> {answer}"));
        format!("{}({}){answer}", self.name, arguments.join(", "))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shortened(usize::MAX))
    }
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The members of a request with their types.
pub(super) fn arguments<'a>(api: &'a Api, request: &'a Message) -> Vec<(String, &'a RustType)> {
    if request.is_empty {
        return Vec::new();
    }
    match api.record(&request.ty) {
        Some(record) => (record.fields.iter())
            .map(|field| (field.ident.clone(), &field.ty))
            .collect(),
        None => vec![("body".to_owned(), &request.ty)],
    }
}

/// What an answer gives: its only member, or all of it; `None` where there is nothing in it.
pub(super) fn answer<'a>(api: &'a Api, response: &'a Message) -> Option<&'a RustType> {
    match api.record(&response.ty).map(|record| &record.fields[..]) {
        Some([]) => None,
        Some([only]) => Some(&only.ty),
        Some(_) | None => Some(&response.ty),
    }
}
