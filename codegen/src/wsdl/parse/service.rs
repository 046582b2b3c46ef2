//! `wsdl:service` and its ports; WSDL 1.1 §2.6, §2.7.

use super::super::model::{Port, Service};
use super::{Parser, docs, policy};
use crate::diagnostic::code::Code;
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
            } else {
                self.read_past(child, &mut policies);
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
                let location = child.attribute("location");
                address = location.map(|it| self.without_user(name.value, trim(it.value)));
            } else {
                self.read_past(child, &mut policies);
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

    /// `address` without a user name and password, which would end up in generated code and messages.
    fn without_user(&mut self, port: &str, address: &str) -> String {
        let Some((scheme, rest)) = address.split_once("://") else {
            return address.to_owned();
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let Some(at) = rest[..end].rfind('@') else {
            return address.to_owned();
        };
        // `@host@:@port@` is for a build to fill in; a user name holds no `@` at its beginning.
        let (user, host) = (&rest[..at], &rest[at + 1..end]);
        if user.starts_with('@') || host.is_empty() || host.starts_with([':', '.']) {
            return address.to_owned();
        }
        // Without a place: the line that it stands in shows the password.
        let message = format!(
            "the address of port `{}` holds a user name or password, which is left out",
            trim(port)
        );
        self.diagnostics
            .warning(Code::BadValue, None, message)
            .help("give it to the transport, e.g. by `basic_auth`; what is in a WSDL is known to many");
        format!("{scheme}://{}", &rest[at + 1..])
    }
}
