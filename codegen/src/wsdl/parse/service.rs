//! `wsdl:service` and its ports; WSDL 1.1 §2.6, §2.7.

use super::super::model::{Port, Service};
use super::{Parser, docs, policy};
use crate::namespaces::{WSDL, WSDL_HTTP, WSDL_SOAP11, WSDL_SOAP12};
use crate::xml::{Element, trim};

impl Parser<'_> {
    pub(super) fn parse_service(&mut self, element: Element<'_>) -> Option<Service> {
        let (name, span) = self.global_name(element)?;
        let mut policies = policy::references(element);
        let mut ports = Vec::new();
        for child in element.children() {
            if child.is(WSDL, "port") {
                ports.extend(self.parse_port(child));
            } else if child.namespace() != WSDL {
                self.attach(child, &mut policies);
            } else if child.local() != "documentation" {
                self.report_unknown(child);
            }
        }
        Some(Service {
            name,
            docs: docs(element),
            ports,
            policies,
            span,
        })
    }

    fn parse_port(&mut self, element: Element<'_>) -> Option<Port> {
        let name = self.required(element, "name")?;
        let binding = self.required(element, "binding")?;
        let binding = self.reference(element, binding);
        let mut policies = policy::references(element);
        let mut address = None;
        for child in element.children() {
            let is_address = [WSDL_SOAP11, WSDL_SOAP12, WSDL_HTTP]
                .iter()
                .any(|namespace| child.is(namespace, "address"));
            if is_address {
                address = child
                    .attribute("location")
                    .map(|it| trim(it.value).to_owned());
            } else if child.namespace() != WSDL {
                self.attach(child, &mut policies);
            } else if child.local() != "documentation" {
                self.report_unknown(child);
            }
        }
        Some(Port {
            name: trim(name.value).to_owned(),
            binding,
            address,
            policies,
            span: name.span,
        })
    }
}
