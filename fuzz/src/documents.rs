//! WSDL documents from a grammar, whose choices are the bytes of the input; or any text, where it begins with `<`. Each is
//! generated from, and what comes out is Rust.

use std::fmt::Write as _;

use wsdl_codegen::settings::Settings;

use crate::support::run as run_all;

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
    "nope",
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

/// Inputs to begin with: choices, and the fixtures as text.
pub fn seeds() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = folder
        .ancestors()
        .find(|it| it.join("schemas/README.md").exists())
        .expect("inside the repository");
    let fixtures = root.join("codegen/tests/fixtures");
    let mut seeds: Vec<Vec<u8>> = (1..40_u8)
        .map(|n| {
            (0..200)
                .map(|it: u8| it.wrapping_mul(it).wrapping_mul(n) ^ (it >> 3))
                .collect()
        })
        .collect();
    for folder in ["types", "services", "errors"] {
        for entry in std::fs::read_dir(fixtures.join(folder)).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.extension().is_some_and(|it| it == "wsdl") {
                seeds.push(std::fs::read(path).expect("the file can be read"));
            }
        }
    }
    seeds.retain(|seed| seed.len() < 8 << 10);
    seeds.sort();
    seeds
}

/// Generates from the document that `data` stands for.
pub fn run(data: &[u8]) {
    let made;
    let bytes = match data.first() {
        Some(b'<') => data,
        _ => {
            made = document(data);
            made.as_bytes()
        }
    };
    let run = run_all(&[("a.wsdl", bytes)], &Settings::default());
    for (name, file) in run.files.iter().flatten() {
        syn::parse_file(file).unwrap_or_else(|error| panic!("{name}: {error}\n{file}"));
    }
}

/// The document that `choices` make.
pub fn document(choices: &[u8]) -> String {
    let mut maker = Maker {
        choices: choices.iter().copied(),
        left: MOST,
        out: String::new(),
    };
    maker.definitions();
    maker.out
}

struct Maker<I> {
    choices: I,
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

    fn type_name(&mut self) -> String {
        match self.below(3) {
            0 => format!("t:{}", self.pick(NAMES)),
            _ => format!("xs:{}", self.pick(TYPES)),
        }
    }

    fn definitions(&mut self) {
        let style = self.pick(&["document", "rpc"]);
        let usage = self.pick(&["literal", "literal", "literal", "encoded"]);
        let encoding = if usage == "encoded" {
            " encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\" namespace=\"urn:t\""
        } else {
            ""
        };
        self.add(r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" targetNamespace="urn:t"><types><xs:schema targetNamespace="urn:t""#);
        self.maybe(2, "elementFormDefault", &["qualified", "unqualified"]);
        self.maybe(6, "attributeFormDefault", &["qualified"]);
        self.maybe(8, "blockDefault", &["#all", "extension"]);
        self.add(">");
        if self.one_in(2) {
            self.add(r#"<xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>"#);
        }
        for _ in 0..=self.below(8) {
            self.component();
        }
        self.add("</xs:schema></types>");
        let n = 1 + self.below(4);
        for index in 0..n {
            for side in ["I", "O", "F"] {
                let _ = write!(self.out, "<message name=\"{side}{index}\">");
                let n_parts = if style == "document" {
                    usize::from(!self.one_in(8))
                } else {
                    self.below(4)
                };
                for part in 0..n_parts {
                    let by_element = style == "document" || side == "F";
                    let (name, of) = (
                        self.pick(NAMES),
                        if by_element {
                            format!("element=\"t:{}\"", self.pick(NAMES))
                        } else {
                            format!("type=\"{}\"", self.type_name())
                        },
                    );
                    let _ = write!(self.out, "<part name=\"{name}{part}\" {of}/>");
                }
                self.add("</message>");
            }
        }
        let names: Vec<&str> = (0..n).map(|_| self.pick(NAMES)).collect();
        let has_faults = self.one_in(3);
        self.add("<portType name=\"P\">");
        for (index, name) in names.iter().enumerate() {
            let _ = write!(self.out, "<operation name=\"{name}\">");
            self.documentation();
            let _ = write!(self.out, "<input message=\"t:I{index}\"/>");
            if !self.one_in(8) {
                let _ = write!(self.out, "<output message=\"t:O{index}\"/>");
            }
            if has_faults {
                let _ = write!(self.out, "<fault name=\"{name}\" message=\"t:F{index}\"/>");
            }
            self.add("</operation>");
        }
        let _ = write!(
            self.out,
            "</portType><binding name=\"B\" type=\"t:P\"><soap:binding style=\"{style}\" transport=\"http://schemas.xmlsoap.org/soap/http\"/>"
        );
        for (index, name) in names.iter().enumerate() {
            let action = self.pick(VALUES);
            let _ = write!(
                self.out,
                "<operation name=\"{name}\"><soap:operation soapAction=\"{action}\"/><input><soap:body use=\"{usage}\"{encoding}/>"
            );
            if self.one_in(6) {
                let _ = write!(
                    self.out,
                    "<soap:header message=\"t:F{index}\" part=\"a0\" use=\"literal\"/>"
                );
            }
            let _ = write!(
                self.out,
                "</input><output><soap:body use=\"{usage}\"{encoding}/></output>"
            );
            if has_faults {
                let _ = write!(
                    self.out,
                    "<fault name=\"{name}\"><soap:fault name=\"{name}\" use=\"literal\"/></fault>"
                );
            }
            self.add("</operation>");
        }
        let service = self.pick(NAMES);
        let _ = write!(
            self.out,
            "</binding><service name=\"{service}\"><port name=\"Q\" binding=\"t:B\"><soap:address location=\"http://example.test/\"/></port></service></definitions>"
        );
    }

    fn documentation(&mut self) {
        if self.one_in(5) {
            let text = self.pick(&[
                "Plain.",
                "    let x = 1;",
                "```rust\npanic!()\n```",
                "[a](b) &lt;script&gt; *\\/ //! #[x]",
                "\r\n\r\n\u{2028}",
            ]);
            let _ = write!(self.out, "<documentation>{text}</documentation>");
        }
    }

    fn annotation(&mut self) {
        if self.one_in(8) {
            self.add("<xs:annotation>");
            let start = self.out.len();
            self.documentation();
            let text = self
                .out
                .split_off(start)
                .replace("documentation>", "xs:documentation>");
            self.add(&text);
            self.add("</xs:annotation>");
        }
    }

    fn component(&mut self) {
        let name = self.pick(NAMES);
        match self.below(8) {
            0..=2 => self.element(Some(name), 3),
            3 | 4 => self.complex_type(Some(name), 3),
            5 => self.simple_type(Some(name), 2),
            6 => {
                let _ = write!(self.out, "<xs:group name=\"{name}\">");
                self.model_group(2);
                self.add("</xs:group>");
            }
            _ => {
                let _ = write!(self.out, "<xs:attributeGroup name=\"{name}\">");
                self.attributes();
                self.add("</xs:attributeGroup>");
            }
        }
    }

    fn element(&mut self, global: Option<&str>, depth: usize) {
        let is_reference = global.is_none() && self.one_in(6);
        let name = global.unwrap_or_else(|| NAMES[0]).to_owned();
        let name = if global.is_some() {
            name
        } else {
            self.pick(NAMES).to_owned()
        };
        match is_reference {
            true => write!(self.out, "<xs:element ref=\"t:{name}\"").ok(),
            false => write!(self.out, "<xs:element name=\"{name}\"").ok(),
        };
        if global.is_none() {
            self.occurs();
        } else {
            self.maybe(8, "abstract", &["true"]);
            if self.one_in(8) {
                let head = self.pick(NAMES);
                let _ = write!(self.out, " substitutionGroup=\"t:{head}\"");
            }
        }
        if is_reference {
            return self.add("/>");
        }
        self.maybe(6, "nillable", &["true", "false"]);
        self.maybe(10, "default", VALUES);
        self.maybe(12, "fixed", VALUES);
        self.maybe(12, "form", &["qualified", "unqualified"]);
        match self.below(5) {
            0 if depth > 0 => {
                self.add(">");
                self.annotation();
                self.complex_type(None, depth - 1);
            }
            1 if depth > 0 => {
                self.add(">");
                self.simple_type(None, 1);
            }
            2 => return self.add("/>"),
            _ => {
                let ty = self.type_name();
                let _ = write!(self.out, " type=\"{ty}\">");
            }
        }
        self.add("</xs:element>");
    }

    fn occurs(&mut self) {
        self.maybe(3, "minOccurs", &["0", "1", "0", "2"]);
        self.maybe(4, "maxOccurs", &["unbounded", "1", "3", "0"]);
    }

    fn complex_type(&mut self, global: Option<&str>, depth: usize) {
        self.add("<xs:complexType");
        if let Some(name) = global {
            let _ = write!(self.out, " name=\"{name}\"");
            self.maybe(8, "abstract", &["true"]);
        }
        self.maybe(8, "mixed", &["true"]);
        self.add(">");
        self.annotation();
        let derivation = self.pick(&["extension", "extension", "restriction"]);
        match self.below(6) {
            0 => {
                let base = self.type_name();
                let _ = write!(
                    self.out,
                    "<xs:simpleContent><xs:{derivation} base=\"{base}\">"
                );
                if derivation == "restriction" {
                    self.facets();
                }
                self.attributes();
                let _ = write!(self.out, "</xs:{derivation}></xs:simpleContent>");
            }
            1 | 2 => {
                let base = match self.one_in(8) {
                    true => "e:Array".to_owned(),
                    false => format!("t:{}", self.pick(NAMES)),
                };
                let _ = write!(
                    self.out,
                    "<xs:complexContent><xs:{derivation} base=\"{base}\">"
                );
                if base == "e:Array" && derivation == "restriction" {
                    let ty = self.type_name();
                    let _ = write!(
                        self.out,
                        "<xs:attribute ref=\"e:arrayType\" w:arrayType=\"{ty}[]\"/>"
                    );
                } else {
                    self.model_group(depth);
                    self.attributes();
                }
                let _ = write!(self.out, "</xs:{derivation}></xs:complexContent>");
            }
            _ => {
                self.model_group(depth);
                self.attributes();
            }
        }
        self.add("</xs:complexType>");
    }

    fn model_group(&mut self, depth: usize) {
        let kind = self.pick(&["sequence", "sequence", "choice", "all"]);
        let _ = write!(self.out, "<xs:{kind}");
        self.occurs();
        self.add(">");
        for _ in 0..self.below(5) {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            match self.below(10) {
                0 if depth > 0 && kind != "all" => self.model_group(depth - 1),
                1 if kind != "all" => {
                    let name = self.pick(NAMES);
                    let _ = write!(self.out, "<xs:group ref=\"t:{name}\"");
                    self.occurs();
                    self.add("/>");
                }
                2 if kind != "all" => {
                    self.add("<xs:any");
                    self.maybe(
                        2,
                        "namespace",
                        &["##any", "##other", "##targetNamespace", "##local urn:x"],
                    );
                    self.maybe(2, "processContents", &["lax", "skip", "strict"]);
                    self.occurs();
                    self.add("/>");
                }
                _ => self.element(None, depth),
            }
        }
        let _ = write!(self.out, "</xs:{kind}>");
    }

    fn attributes(&mut self) {
        for _ in 0..self.below(3) {
            let name = self.pick(NAMES);
            match self.below(6) {
                0 => {
                    let _ = write!(self.out, "<xs:attributeGroup ref=\"t:{name}\"/>");
                }
                1 => {
                    self.add("<xs:attribute ref=\"xml:lang\"/>");
                }
                _ => {
                    let ty = self.type_name();
                    let _ = write!(self.out, "<xs:attribute name=\"{name}\" type=\"{ty}\"");
                    self.maybe(3, "use", &["required", "optional", "prohibited"]);
                    self.maybe(8, "default", VALUES);
                    self.maybe(8, "fixed", VALUES);
                    self.add("/>");
                }
            }
        }
        if self.one_in(8) {
            self.add("<xs:anyAttribute/>");
        }
    }

    fn simple_type(&mut self, global: Option<&str>, depth: usize) {
        self.add("<xs:simpleType");
        if let Some(name) = global {
            let _ = write!(self.out, " name=\"{name}\"");
        }
        self.add(">");
        let ty = self.type_name();
        match self.below(6) {
            0 => {
                let _ = write!(self.out, "<xs:list itemType=\"{ty}\"/>");
            }
            1 => {
                let other = self.type_name();
                let _ = write!(self.out, "<xs:union memberTypes=\"{ty} {other}\">");
                if depth > 0 && self.one_in(2) {
                    self.simple_type(None, depth - 1);
                }
                self.add("</xs:union>");
            }
            _ => {
                let _ = write!(self.out, "<xs:restriction base=\"{ty}\">");
                self.facets();
                self.add("</xs:restriction>");
            }
        }
        self.add("</xs:simpleType>");
    }

    fn facets(&mut self) {
        let kind = self.below(4);
        for _ in 0..self.below(4) {
            let (facet, value) = match kind {
                0 | 1 => ("enumeration", self.pick(&[VALUES, NAMES].concat())),
                2 => ("pattern", self.pick(PATTERNS)),
                _ => {
                    let facet = self.pick(&[
                        "length",
                        "minLength",
                        "maxLength",
                        "minInclusive",
                        "maxExclusive",
                        "totalDigits",
                        "fractionDigits",
                        "whiteSpace",
                    ]);
                    (
                        facet,
                        self.pick(&["0", "1", "5", "-1", "collapse", "preserve", "2024-01-01"]),
                    )
                }
            };
            let _ = write!(self.out, "<xs:{facet} value=\"{value}\"/>");
        }
    }
}
