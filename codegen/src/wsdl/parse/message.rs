//! `wsdl:message`; WSDL 1.1 §2.3.

use super::super::model::{Message, Part, PartContent};
use super::{Parser, policy};
use crate::diagnostic::code::Code;
use crate::names::is_ncname;
use crate::namespaces::WSDL;
use crate::xml::{Element, trim};

impl Parser<'_> {
    pub(super) fn parse_message(&mut self, element: Element<'_>) -> Option<Message> {
        let (name, span) = self.global_name(element)?;
        let mut policies = policy::references(element);
        let mut parts = Vec::new();
        for child in element.children() {
            if child.is(WSDL, "part") {
                parts.extend(self.parse_part(child));
            } else {
                self.read_past(child, &mut policies);
            }
        }
        Some(Message {
            name,
            parts,
            policies,
            span,
        })
    }

    fn parse_part(&mut self, element: Element<'_>) -> Option<Part> {
        let name = self.required(element, "name")?;
        let content = match (element.attribute("element"), element.attribute("type")) {
            (Some(it), _) => {
                let (name, span) = self.reference(element, it);
                PartContent::Element(name, span)
            }
            // The name of such a part is that of an element; WSDL 1.1 §3.5.
            (None, Some(_)) if !is_ncname(trim(name.value)) => {
                let message = format!(
                    "`name` is `{}`, which no document can hold as a name",
                    trim(name.value)
                );
                (self.diagnostics)
                    .warning(Code::BadValue, name.span, message)
                    .help(
                        "operations that need the part are left out; mend the name in the document",
                    );
                PartContent::Absent
            }
            (None, Some(it)) => {
                let (name, span) = self.reference(element, it);
                PartContent::Type(name, span)
            }
            (None, None) => PartContent::Absent,
        };
        Some(Part {
            name: trim(name.value).to_owned(),
            content,
            span: name.span,
        })
    }
}
