//! `wsdl:portType` and its operations; WSDL 1.1 §2.4.

use super::super::model::{MessageRef, Operation, Pattern, PortType};
use super::{Parser, docs, policy};
use crate::names::is_ncname;
use crate::namespaces::{WSA, WSA_METADATA, WSA_WSDL, WSA_WSDL_DRAFT, WSDL};
use crate::xml::{Element, items, trim};

/// The namespaces of `Action` on messages: WS-Addressing WSDL binding, its metadata, and the draft that .NET writes.
const ACTION_NAMESPACES: [&str; 4] = [WSA_METADATA, WSA_WSDL, WSA, WSA_WSDL_DRAFT];

impl Parser<'_> {
    pub(super) fn parse_port_type(&mut self, element: Element<'_>) -> Option<PortType> {
        let (name, span) = self.global_name(element)?;
        let mut policies = policy::references(element);
        let mut operations = Vec::new();
        for child in element.children() {
            if child.is(WSDL, "operation") {
                operations.extend(self.parse_operation(child));
            } else {
                self.read_past(child, &mut policies);
            }
        }
        Some(PortType {
            name,
            docs: docs(element),
            operations,
            policies,
            span,
        })
    }

    fn parse_operation(&mut self, element: Element<'_>) -> Option<Operation> {
        let name = self.required(element, "name")?;
        let mut policies = policy::references(element);
        let (mut input, mut output, mut faults) = (None, None, Vec::new());
        let mut output_first = false;
        let mut is_broken = false;
        for child in element.children() {
            if child.namespace() != WSDL {
                self.attach(child, &mut policies);
                continue;
            }
            match child.local() {
                "input" => {
                    input = self.parse_message_ref(child);
                    is_broken |= input.is_none();
                }
                "output" => {
                    output_first = input.is_none();
                    output = self.parse_message_ref(child);
                    is_broken |= output.is_none();
                }
                "fault" => faults.extend(self.parse_message_ref(child)),
                "documentation" => {}
                _ => self.report_unknown(child),
            }
        }
        let pattern = match (&input, &output) {
            (Some(_), Some(_)) if output_first => Pattern::SolicitResponse,
            (Some(_), Some(_)) => Pattern::RequestResponse,
            (None, Some(_)) => Pattern::Notification,
            (Some(_) | None, None) => Pattern::OneWay,
        };
        let broken = if !is_ncname(trim(name.value)) {
            Some("no document can hold its name")
        } else if is_broken {
            // Without one of its messages it would look like an operation of another pattern.
            Some("it does not say which message its input or output is")
        } else if input.is_none() && output.is_none() {
            Some("it has neither `wsdl:input` nor `wsdl:output`")
        } else {
            None
        };
        Some(Operation {
            name: trim(name.value).to_owned(),
            docs: docs(element),
            pattern,
            input,
            output,
            faults,
            parameter_order: (element.attribute("parameterOrder"))
                .map(|it| items(it.value).map(str::to_owned).collect())
                .unwrap_or_default(),
            policies,
            broken: broken.map(str::to_owned),
            span: name.span,
        })
    }

    fn parse_message_ref(&mut self, element: Element<'_>) -> Option<MessageRef> {
        let message = self.required(element, "message")?;
        let (message, span) = self.reference(element, message);
        let mut policies = policy::references(element);
        for child in element.children().filter(|it| it.namespace() != WSDL) {
            self.attach(child, &mut policies);
        }
        let action = (ACTION_NAMESPACES.iter())
            .find_map(|namespace| element.attribute_in(namespace, "Action"));
        Some(MessageRef {
            name: element.value("name").map(str::to_owned),
            message,
            action: action
                .map(|it| trim(it.value).to_owned())
                .filter(|it| !it.is_empty()),
            policies,
            span,
        })
    }
}
