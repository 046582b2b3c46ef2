//! `wsdl:binding` with its SOAP, HTTP and MIME extensions; WSDL 1.1 §2.5, §3–§5.

use super::super::model::{
    AttachedPart, Binding, BindingFault, BindingMessage, BindingOperation, Body, Header, Protocol,
    Style, Use,
};
use super::{Parser, policy};
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::namespaces::{WSDL, WSDL_HTTP, WSDL_MIME, WSDL_SOAP11, WSDL_SOAP12};
use crate::xml::{Attribute, Element, items, trim};

fn is_soap(element: Element<'_>, local: &str) -> bool {
    element.is(WSDL_SOAP11, local) || element.is(WSDL_SOAP12, local)
}

impl Parser<'_> {
    pub(super) fn parse_binding(&mut self, element: Element<'_>) -> Option<Binding> {
        let (name, span) = self.global_name(element)?;
        let port_type = self.required(element, "type")?;
        let mut binding = Binding {
            name,
            port_type: self.reference(element, port_type),
            protocol: Protocol::Other(String::new()),
            style: Style::Document,
            transport: None,
            operations: Vec::new(),
            policies: policy::references(element),
            extensions: Vec::new(),
            span,
        };
        let mut has_protocol = false;
        for child in element.children() {
            if child.is(WSDL, "operation") {
                binding
                    .operations
                    .extend(self.parse_binding_operation(child));
            } else if is_soap(child, "binding") {
                has_protocol = true;
                binding.protocol = if child.namespace() == WSDL_SOAP11 {
                    Protocol::Soap11
                } else {
                    Protocol::Soap12
                };
                binding.style = self.parse_style(child).unwrap_or(Style::Document);
                let transport = child.attribute("transport");
                binding.transport = transport.map(|it| trim(it.value).to_owned());
            } else if child.is(WSDL_HTTP, "binding") {
                has_protocol = true;
                let verb = child.value("verb").unwrap_or_default();
                binding.protocol = Protocol::Http(verb.to_owned());
            } else if child.namespace() == WSDL {
                if child.local() != "documentation" {
                    self.report_unknown(child);
                }
            } else {
                // The first extension named like a binding is the protocol, e.g. `jms:binding`.
                if !has_protocol && child.local() == "binding" {
                    binding.protocol = Protocol::Other(child.name().to_string());
                }
                self.extend(child, &mut binding.policies, &mut binding.extensions);
            }
        }
        Some(binding)
    }

    fn parse_binding_operation(&mut self, element: Element<'_>) -> Option<BindingOperation> {
        let name = self.required(element, "name")?;
        let mut operation = BindingOperation::new(trim(name.value).to_owned(), name.span);
        operation.policies = policy::references(element);
        for child in element.children() {
            if is_soap(child, "operation") {
                let action = child.attribute("soapAction");
                operation.soap_action = action.map(|it| (trim(it.value).to_owned(), it.span));
                operation.style = self.parse_style(child);
            } else if child.is(WSDL_HTTP, "operation") {
                // HTTP bindings are not generated from; their operations are only counted.
            } else if child.namespace() == WSDL {
                match child.local() {
                    "input" => operation.input = Some(self.parse_binding_message(child)),
                    "output" => operation.output = Some(self.parse_binding_message(child)),
                    "fault" => operation.faults.extend(self.parse_binding_fault(child)),
                    "documentation" => {}
                    _ => self.report_unknown(child),
                }
            } else {
                self.extend(child, &mut operation.policies, &mut operation.extensions);
            }
        }
        Some(operation)
    }

    fn parse_binding_message(&mut self, element: Element<'_>) -> BindingMessage {
        let name = element.value("name").map(str::to_owned);
        let mut message = BindingMessage::new(name, element.span());
        message.policies = policy::references(element);
        for child in element.children() {
            if child.is(WSDL_MIME, "multipartRelated") {
                // WSDL 1.1 §5.5: the root part holds the SOAP body, the others are attachments.
                for part in child.children() {
                    if part.is(WSDL_MIME, "part") {
                        for child in part.children() {
                            self.parse_message_extension(child, &mut message);
                        }
                    } else {
                        self.parse_message_extension(part, &mut message);
                    }
                }
            } else {
                self.parse_message_extension(child, &mut message);
            }
        }
        message
    }

    fn parse_message_extension(&mut self, element: Element<'_>, message: &mut BindingMessage) {
        if is_soap(element, "body") {
            message.body = Some(Body {
                parts: (element.attribute("parts"))
                    .map(|it| items(it.value).map(str::to_owned).collect()),
                usage: self.parse_use(element),
                namespace: namespace(element),
                span: element.span(),
            });
        } else if is_soap(element, "header") {
            message.headers.extend(self.parse_header(element));
        } else if element.is(WSDL_MIME, "content") || element.is(WSDL_MIME, "mimeXml") {
            attach(element, message);
        } else if element.namespace() == WSDL {
            if element.local() != "documentation" {
                self.report_unknown(element);
            }
        } else {
            self.extend(element, &mut message.policies, &mut message.extensions);
        }
    }

    fn parse_header(&mut self, element: Element<'_>) -> Option<Header> {
        let part = trim(self.required(element, "part")?.value).to_owned();
        let message = element.attribute("message");
        let message = message.map(|it| self.reference(element, it).0);
        if message.is_none() {
            let text = "`header` has no `message`; that of its operation is meant";
            (self.diagnostics).warning(Code::MissingAttribute, element.span(), text);
        }
        let mut faults = Vec::new();
        for child in element.children() {
            if is_soap(child, "headerfault") {
                faults.extend(self.header_part(child));
            } else if !child.is(WSDL, "documentation") {
                self.report_unknown(child);
            }
        }
        Some(Header {
            message,
            part,
            usage: self.parse_use(element),
            namespace: namespace(element),
            faults,
            span: element.span(),
        })
    }

    fn header_part(&mut self, element: Element<'_>) -> Option<(QName, String)> {
        let message = self.required(element, "message")?;
        let (message, _) = self.reference(element, message);
        let part = self.required(element, "part")?;
        Some((message, trim(part.value).to_owned()))
    }

    fn parse_binding_fault(&mut self, element: Element<'_>) -> Option<BindingFault> {
        let soap = element.children().find(|it| is_soap(*it, "fault"));
        // Some services name only the `soap:fault`.
        let name = match (
            element.attribute("name"),
            soap.and_then(|it| it.attribute("name")),
        ) {
            (Some(name), _) | (None, Some(name)) => name,
            (None, None) => self.required(element, "name")?,
        };
        let mut policies = policy::references(element);
        for child in element
            .children()
            .filter(|it| it.namespace() != WSDL && !is_soap(*it, "fault"))
        {
            self.attach(child, &mut policies);
        }
        Some(BindingFault {
            name: trim(name.value).to_owned(),
            usage: soap.map_or(Use::Literal, |it| self.parse_use(it)),
            namespace: soap.and_then(namespace),
            policies,
            span: element.span(),
        })
    }

    fn parse_style(&mut self, element: Element<'_>) -> Option<Style> {
        self.word(element, "style", Style::named, "`document` or `rpc`")
    }

    fn parse_use(&mut self, element: Element<'_>) -> Use {
        let usage = self.word(element, "use", Use::named, "`literal` or `encoded`");
        usage.unwrap_or(Use::Literal)
    }

    /// What the attribute `local` says, of the words that are `named`.
    fn word<T>(
        &mut self,
        element: Element<'_>,
        local: &str,
        named: fn(&str) -> Option<T>,
        expected: &str,
    ) -> Option<T> {
        let attribute = element.attribute(local)?;
        let value = trim(attribute.value);
        let found = named(value);
        if found.is_none() {
            let message =
                format!("`{local}` is `{value}`, expected {expected}; the default is used");
            (self.diagnostics).warning(Code::BadValue, attribute.span, message);
        }
        found
    }
}

/// Several elements for one part are alternatives; WSDL 1.1 §5.3.
fn attach(element: Element<'_>, message: &mut BindingMessage) {
    let trimmed = |it: Attribute<'_>| Some(trim(it.value).to_owned()).filter(|it| !it.is_empty());
    let part = element.attribute("part").and_then(trimmed);
    let media = match element.local() {
        "mimeXml" => Some("text/xml".to_owned()),
        _ => element.attribute("type").and_then(trimmed),
    };
    let known = message.attachments.iter().position(|it| it.part == part);
    let index = known.unwrap_or(message.attachments.len());
    if known.is_none() {
        message.attachments.push(AttachedPart {
            part,
            media: Vec::new(),
            span: element.span(),
        });
    }
    message.attachments[index].media.extend(media);
}

fn namespace(element: Element<'_>) -> Option<String> {
    element.value("namespace").map(str::to_owned)
}
