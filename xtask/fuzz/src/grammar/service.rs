//! `definitions`: messages, a port type, its binding and a service.

use std::fmt::Write as _;

use super::{Kind, Maker, NAMES, VALUES};

impl<I: Iterator<Item = u8>> Maker<I> {
    pub(super) fn definitions(&mut self) {
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
        self.declare();
        self.components();
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
                            format!("element=\"t:{}\"", self.known(&[Kind::Element]))
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

    pub(super) fn documentation(&mut self) {
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
}
