//! JSON as output: values whose members keep the order they were given in. In: [`Json`]. Out: text.
//!
//! Knows no schema. Reads nothing.

use std::fmt::{self, Write as _};

use crate::diagnostic::render::json_string;

/// A JSON value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A count.
    Number(usize),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Members in output order.
    Object(Vec<(&'static str, Json)>),
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<usize> for Json {
    fn from(value: usize) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(value: Vec<T>) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}

impl Json {
    /// The value over several lines, for people who look at it.
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out.push('\n');
        out
    }

    /// `indent` is the depth; `None` puts all on one line. Values are as deep as the code that builds them.
    fn write(&self, out: &mut String, indent: Option<usize>) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(it) => {
                let _ = write!(out, "{it}");
            }
            Self::Number(it) => {
                let _ = write!(out, "{it}");
            }
            Self::Text(it) => out.push_str(&json_string(it)),
            Self::List(items) => {
                let items = items.iter().map(|it| (None, it));
                write_all(out, indent, ['[', ']'], items);
            }
            Self::Object(members) => {
                let items = members.iter().map(|(name, it)| (Some(*name), it));
                write_all(out, indent, ['{', '}'], items);
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out, None);
        f.write_str(&out)
    }
}

fn write_all<'j>(
    out: &mut String,
    indent: Option<usize>,
    [open, close]: [char; 2],
    items: impl Iterator<Item = (Option<&'static str>, &'j Json)>,
) {
    out.push(open);
    let mut is_empty = true;
    let inner = indent.map(|it| it + 1);
    for (name, item) in items {
        if !is_empty {
            out.push(',');
        }
        is_empty = false;
        line(out, inner);
        if let Some(name) = name {
            let blank = if inner.is_some() { " " } else { "" };
            let _ = write!(out, "{}:{blank}", json_string(name));
        }
        item.write(out, inner);
    }
    if !is_empty {
        line(out, indent);
    }
    out.push(close);
}

fn line(out: &mut String, indent: Option<usize>) {
    if let Some(depth) = indent {
        let _ = write!(out, "\n{:1$}", "", depth * 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order() {
        let value = Json::Object(vec![
            ("b", Json::from("x\"y")),
            ("a", Json::from(vec![1_usize, 2])),
            ("c", Json::List(Vec::new())),
        ]);
        assert_eq!(value.to_string(), r#"{"b":"x\"y","a":[1,2],"c":[]}"#);
        assert_eq!(
            value.to_pretty(),
            "{\n  \"b\": \"x\\\"y\",\n  \"a\": [\n    1,\n    2\n  ],\n  \"c\": []\n}\n"
        );
    }
}
