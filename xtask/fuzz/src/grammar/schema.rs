//! The components of a schema.

use std::fmt::Write as _;

use super::{Kind, Maker, NAMES, PATTERNS, VALUES};

const PATHS: &[&str] = &[
    ".",
    "t:a",
    ".//t:b",
    "t:T/t:order",
    "@a",
    "t:a/@b",
    "*",
    "t:a|.//t:b",
    "x:y",
    "//a",
    "..",
];

impl<I: Iterator<Item = u8>> Maker<I> {
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

    /// All that is declared.
    pub(super) fn components(&mut self) {
        for (kind, name) in self.declared.clone() {
            match kind {
                Kind::Element => self.element(Some(name), 3),
                Kind::Complex => self.complex_type(Some(name), 3),
                Kind::Simple => self.simple_type(Some(name), 2),
                Kind::Group => {
                    let _ = write!(self.out, "<xs:group name=\"{name}\">");
                    self.model_group(2);
                    self.add("</xs:group>");
                }
                Kind::AttributeGroup => {
                    let _ = write!(self.out, "<xs:attributeGroup name=\"{name}\">");
                    self.attributes();
                    self.add("</xs:attributeGroup>");
                }
            }
            self.n_written += 1;
        }
    }

    /// `xs:unique` and the like, of what is there or is not.
    fn constraint(&mut self) {
        if self.one_in(12) {
            let kind = self.pick(&["unique", "key", "keyref"]);
            let (name, path) = (self.pick(NAMES), self.pick(PATHS));
            let refer = match kind {
                "keyref" => format!(" refer=\"t:{}\"", self.pick(NAMES)),
                _ => String::new(),
            };
            let _ = write!(
                self.out,
                "<xs:{kind} name=\"{name}\"{refer}><xs:selector xpath=\"{path}\"/>"
            );
            for _ in 0..=self.below(2) {
                let path = self.pick(PATHS);
                let _ = write!(self.out, "<xs:field xpath=\"{path}\"/>");
            }
            let _ = write!(self.out, "</xs:{kind}>");
        }
    }

    fn element(&mut self, global: Option<&str>, depth: usize) {
        let is_reference = global.is_none() && self.one_in(6);
        let name = match global {
            Some(name) => name,
            None if is_reference => self.known(&[Kind::Element]),
            None => self.pick(NAMES),
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
                let head = self.earlier(Kind::Element);
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
        self.constraint();
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
                let base = self.simple_name();
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
            1 | 2 if self.has(Kind::Complex) => {
                let base = match self.one_in(8) {
                    true => "e:Array".to_owned(),
                    false => format!("t:{}", self.earlier(Kind::Complex)),
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
                1 if kind != "all" && self.has(Kind::Group) => {
                    let name = self.earlier(Kind::Group);
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
            match self.below(6) {
                0 if self.has(Kind::AttributeGroup) => {
                    let name = self.earlier(Kind::AttributeGroup);
                    let _ = write!(self.out, "<xs:attributeGroup ref=\"t:{name}\"/>");
                }
                1 => {
                    self.add("<xs:attribute ref=\"xml:lang\"/>");
                }
                _ => {
                    let (name, ty) = (self.pick(NAMES), self.simple_name());
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
        let ty = self.simple_name();
        match self.below(6) {
            0 => {
                let _ = write!(self.out, "<xs:list itemType=\"{ty}\"/>");
            }
            1 => {
                let other = self.simple_name();
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
