//! Declarations of WSDL: messages, port types, bindings, services.

use super::{Dump, show};
use crate::wsdl::model as wsdl;
use crate::wsdl::policy::{Assertion, Expression};

impl Dump {
    pub(super) fn message(&mut self, decl: &wsdl::Message) {
        self.line(format_args!("message {}", show(&decl.name)));
        self.indented(|it| {
            it.policies(&decl.policies);
            for part in &decl.parts {
                let content = match &part.content {
                    wsdl::PartContent::Element(name, _) => format!("element {}", show(name)),
                    wsdl::PartContent::Type(name, _) => format!("type {}", show(name)),
                    wsdl::PartContent::Absent => "nothing".to_owned(),
                };
                it.line(format_args!("part `{}`: {content}", part.name));
            }
        });
    }

    pub(super) fn port_type(&mut self, decl: &wsdl::PortType) {
        self.line(format_args!("port type {}", show(&decl.name)));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            it.policies(&decl.policies);
            for operation in &decl.operations {
                it.line(format_args!(
                    "operation `{}`: {:?}",
                    operation.name, operation.pattern
                ));
                it.indented(|it| it.operation(operation));
            }
        });
    }

    pub(super) fn operation(&mut self, operation: &wsdl::Operation) {
        self.docs(operation.docs.as_deref());
        self.policies(&operation.policies);
        if !operation.parameter_order.is_empty() {
            let order = operation.parameter_order.join(" ");
            self.line(format_args!("parameter order {order}"));
        }
        let messages = [("input", &operation.input), ("output", &operation.output)];
        let messages = messages
            .iter()
            .filter_map(|(what, it)| Some((*what, it.as_ref()?)));
        for (what, it) in messages.chain(operation.faults.iter().map(|it| ("fault", it))) {
            let name = named(it.name.as_ref());
            let action = given("action", it.action.as_ref());
            self.line(format_args!(
                "{what}{name}: message {}{action}",
                show(&it.message)
            ));
            self.indented(|dump| dump.policies(&it.policies));
        }
    }

    pub(super) fn binding(&mut self, decl: &wsdl::Binding) {
        let transport = decl.transport.as_deref().unwrap_or_default();
        self.line(format_args!(
            "binding {}: port type {}, {:?}, {:?}, transport `{transport}`",
            show(&decl.name),
            show(&decl.port_type.0),
            decl.protocol,
            decl.style,
        ));
        self.indented(|it| {
            it.policies(&decl.policies);
            it.extensions(&decl.extensions);
            for operation in &decl.operations {
                let action = operation.soap_action.as_ref().map(|it| &it.0);
                let action = given("action", action);
                let style = operation.style.map(|it| format!(", {it:?}"));
                let style = style.unwrap_or_default();
                it.line(format_args!(
                    "operation `{}`{action}{style}",
                    operation.name
                ));
                it.indented(|it| it.binding_operation(operation));
            }
        });
    }

    pub(super) fn binding_operation(&mut self, operation: &wsdl::BindingOperation) {
        self.policies(&operation.policies);
        self.extensions(&operation.extensions);
        for (what, message) in [("input", &operation.input), ("output", &operation.output)] {
            let Some(message) = message else { continue };
            let name = named(message.name.as_ref());
            self.line(format_args!("{what}{name}"));
            self.indented(|it| it.binding_message(message));
        }
        for fault in &operation.faults {
            self.line(format_args!("fault `{}`, {:?}", fault.name, fault.usage));
            self.indented(|it| it.policies(&fault.policies));
        }
    }

    pub(super) fn binding_message(&mut self, message: &wsdl::BindingMessage) {
        if let Some(body) = &message.body {
            let parts = (body.parts.as_ref())
                .map_or(String::new(), |it| format!(", parts [{}]", it.join(" ")));
            let namespace = given("namespace", body.namespace.as_ref());
            self.line(format_args!("body {:?}{parts}{namespace}", body.usage));
        }
        for header in &message.headers {
            self.line(format_args!(
                "header {} part `{}`, {:?}",
                (header.message.as_ref()).map_or_else(|| "of its operation".to_owned(), show),
                header.part,
                header.usage
            ));
            self.indented(|it| {
                for (message, part) in &header.faults {
                    it.line(format_args!("fault {} part `{part}`", show(message)));
                }
            });
        }
        for it in &message.attachments {
            let part = it.part.as_deref().unwrap_or("the only one");
            self.line(format_args!("attachment `{part}` [{}]", it.media.join(" ")));
        }
        self.policies(&message.policies);
        self.extensions(&message.extensions);
    }

    pub(super) fn extensions(&mut self, extensions: &[wsdl::Extension]) {
        for it in extensions {
            let required = if it.required { ", required" } else { "" };
            self.line(format_args!("extension {}{required}", show(&it.name)));
        }
    }

    pub(super) fn policies(&mut self, policies: &[Expression]) {
        for it in policies {
            self.policy(it);
        }
    }

    fn policy(&mut self, expression: &Expression) {
        let (head, list) = match expression {
            Expression::All(list, _) => ("all of", list),
            Expression::ExactlyOne(list, _) => ("one of", list),
            Expression::Reference(uri, _) => {
                self.line(format_args!("policy `{uri}`"));
                return;
            }
            Expression::Assertion(it) => {
                self.assertion(it);
                return;
            }
        };
        self.line(format_args!("{head}"));
        self.indented(|it| it.policies(list));
    }

    fn assertion(&mut self, assertion: &Assertion) {
        let optional = if assertion.optional { ", optional" } else { "" };
        let mut more = String::new();
        for (name, value) in &assertion.attributes {
            more.push_str(&format!(", {} `{value}`", name.local));
        }
        if !assertion.text.is_empty() {
            more.push_str(&format!(": {}", assertion.text));
        }
        self.line(format_args!(
            "assertion {}{optional}{more}",
            show(&assertion.name)
        ));
        self.indented(|it| {
            for parameter in &assertion.parameters {
                it.assertion(parameter);
            }
            it.policies(&assertion.nested);
        });
    }

    pub(super) fn service(&mut self, decl: &wsdl::Service) {
        self.line(format_args!("service {}", show(&decl.name)));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            it.policies(&decl.policies);
            for port in &decl.ports {
                let address = given("address", port.address.as_ref());
                let binding = show(&port.binding.0);
                it.line(format_args!(
                    "port `{}`: binding {binding}{address}",
                    port.name
                ));
                it.indented(|it| it.policies(&port.policies));
            }
        });
    }
}

fn given(what: &str, text: Option<&String>) -> String {
    text.map_or_else(String::new, |text| format!(", {what} `{text}`"))
}

fn named(name: Option<&String>) -> String {
    name.map_or_else(String::new, |name| format!(" `{name}`"))
}
