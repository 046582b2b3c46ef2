//! WSDL documents from a grammar, whose choices are bytes: right ones, and wrong ones of all kinds.

#[path = "grammar/schema.rs"]
mod schema;
#[path = "grammar/service.rs"]
mod service;

use std::fmt::Write as _;

const NAMES: &[&str] = &[
    "a",
    "b",
    "T",
    "U",
    "order",
    "Order",
    "ORDER",
    "type",
    "Self",
    "self",
    "x-1",
    "x.1",
    "_",
    "größe",
    "URLs",
    "OAuth2Token",
    "new",
    "String",
    "Option",
    "Vec",
    "into",
    "Type",
    "text",
    "content",
    "value",
    "r",
    "a1",
    "A_1",
    "__",
    "crate",
];
const TYPES: &[&str] = &[
    "string",
    "int",
    "boolean",
    "decimal",
    "dateTime",
    "date",
    "duration",
    "base64Binary",
    "hexBinary",
    "QName",
    "anyType",
    "anyURI",
    "unsignedByte",
    "integer",
    "double",
    "float",
    "NMTOKENS",
    "token",
    "ID",
    "gYear",
    "anySimpleType",
    "byte",
    "language",
    "positiveInteger",
    "IDREFS",
];
const VALUES: &[&str] = &[
    "",
    "0",
    "1",
    "-1",
    "true",
    "abc",
    "a b",
    "2024-01-01",
    "P1D",
    "AQ==",
    "1.5",
    "\u{202e}x",
    "&quot;&lt;",
    "99999999999",
    "*/",
];
const PATTERNS: &[&str] = &[
    "[a-z]+",
    r"\d{3}",
    ".*",
    "a|b",
    "^x$",
    r"\p{IsBasicLatin}*",
    "[a-z-[aeiou]]",
    "(a",
];
/// Elements at most, so that a run takes milliseconds.
const MOST: usize = 120;

/// The document that `choices` make.
pub fn document(choices: &[u8]) -> String {
    let mut maker = Maker {
        choices: choices.iter().copied(),
        declared: Vec::new(),
        n_written: 0,
        left: MOST,
        out: String::new(),
    };
    maker.definitions();
    maker.out
}

/// What a schema declares by name.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Element,
    Complex,
    Simple,
    Group,
    AttributeGroup,
}

struct Maker<I> {
    choices: I,
    /// Known before the first is written, so that most references lead to something.
    declared: Vec<(Kind, &'static str)>,
    /// How many of them are written: what holds or extends another refers to these, so that few go round in circles.
    n_written: usize,
    left: usize,
    out: String,
}

impl<I: Iterator<Item = u8>> Maker<I> {
    fn below(&mut self, n: usize) -> usize {
        usize::from(self.choices.next().unwrap_or(0)) % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    fn pick(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }

    fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// An attribute, now and then.
    fn maybe(&mut self, n: usize, name: &str, values: &[&'static str]) {
        if self.one_in(n) {
            let value = self.pick(values);
            let _ = write!(self.out, " {name}=\"{value}\"");
        }
    }

    /// Decides what is declared: an element at least, each name once, or twice now and then.
    fn declare(&mut self) {
        let n = 2 + self.below(10);
        for index in 0..n {
            use Kind::{AttributeGroup, Complex, Element, Group, Simple};
            let kinds = [
                Element,
                Element,
                Complex,
                Complex,
                Complex,
                Simple,
                Group,
                AttributeGroup,
            ];
            let kind = kinds[if index == 0 {
                0
            } else {
                self.below(kinds.len())
            }];
            let name = self.pick(NAMES);
            let is_type = |it: Kind| [Complex, Simple].contains(&it);
            let is_same = |(other, known): &(Kind, &str)| {
                *known == name && (*other == kind || is_type(*other) && is_type(kind))
            };
            if !self.declared.iter().any(is_same) || self.one_in(24) {
                self.declared.push((kind, name));
            }
        }
    }

    /// A name of one of `kinds`; of nothing now and then, or where there is none.
    fn known(&mut self, kinds: &[Kind]) -> &'static str {
        self.of_first(self.declared.len(), kinds)
    }

    /// As [`known`](Self::known), of what is written already.
    fn earlier(&mut self, kind: Kind) -> &'static str {
        let n = match self.one_in(40) {
            true => self.declared.len(),
            false => self.n_written,
        };
        self.of_first(n, &[kind])
    }

    fn of_first(&mut self, n: usize, kinds: &[Kind]) -> &'static str {
        let first = self.declared[..n].iter();
        let names: Vec<&'static str> = first
            .filter(|(kind, _)| kinds.contains(kind))
            .map(|(_, name)| *name)
            .collect();
        match names.is_empty() || self.one_in(60) {
            true => self.pick(NAMES),
            false => self.pick(&names),
        }
    }

    fn has(&self, kind: Kind) -> bool {
        self.declared[..self.n_written]
            .iter()
            .any(|(it, _)| *it == kind)
    }

    fn simple_name(&mut self) -> String {
        match self.has(Kind::Simple) && self.one_in(3) {
            true => format!("t:{}", self.earlier(Kind::Simple)),
            false if self.one_in(100) => String::from("xs:nope"),
            false => format!("xs:{}", self.pick(TYPES)),
        }
    }

    fn type_name(&mut self) -> String {
        let complex = self.one_in(3).then(|| self.known(&[Kind::Complex]));
        match complex {
            Some(name) => format!("t:{name}"),
            None => self.simple_name(),
        }
    }
}
