//! Declarations of WSDL: messages, port types, bindings, services.

use super::{Dump, show};
use crate::wsdl::model as wsdl;

impl Dump {
    pub(super) fn message(&mut self, decl: &wsdl::Message) {
        self.line(format_args!("message {}", show(&decl.name)));
        self.indented(|it| {
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
        if !operation.parameter_order.is_empty() {
            let order = operation.parameter_order.join(" ");
            self.line(format_args!("parameter order {order}"));
        }
        let messages = [("input", &operation.input), ("output", &operation.output)];
        let messages = messages
            .iter()
            .filter_map(|(what, it)| Some((*what, it.as_ref()?)));
        for (what, it) in messages.chain(operation.faults.iter().map(|it| ("fault", it))) {
            let name = it
                .name
                .as_ref()
                .map_or(String::new(), |it| format!(" `{it}`"));
            let action =
                (it.action.as_ref()).map_or(String::new(), |it| format!(", action `{it}`"));
            self.line(format_args!(
                "{what}{name}: message {}{action}",
                show(&it.message)
            ));
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
            it.extensions(&decl.extensions);
            for operation in &decl.operations {
                let action = match &operation.soap_action {
                    Some((action, _)) => format!(", action `{action}`"),
                    None => String::new(),
                };
                let style = operation
                    .style
                    .map_or(String::new(), |it| format!(", {it:?}"));
                it.line(format_args!(
                    "operation `{}`{action}{style}",
                    operation.name
                ));
                it.indented(|it| it.binding_operation(operation));
            }
        });
    }

    pub(super) fn binding_operation(&mut self, operation: &wsdl::BindingOperation) {
        self.extensions(&operation.extensions);
        for (what, message) in [("input", &operation.input), ("output", &operation.output)] {
            let Some(message) = message else { continue };
            let name = message
                .name
                .as_ref()
                .map_or(String::new(), |it| format!(" `{it}`"));
            self.line(format_args!("{what}{name}"));
            self.indented(|it| it.binding_message(message));
        }
        for fault in &operation.faults {
            self.line(format_args!("fault `{}`, {:?}", fault.name, fault.usage));
        }
    }

    pub(super) fn binding_message(&mut self, message: &wsdl::BindingMessage) {
        if let Some(body) = &message.body {
            let parts = (body.parts.as_ref())
                .map_or(String::new(), |it| format!(", parts [{}]", it.join(" ")));
            let namespace =
                (body.namespace.as_ref()).map_or(String::new(), |it| format!(", namespace `{it}`"));
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
        self.extensions(&message.extensions);
    }

    pub(super) fn extensions(&mut self, extensions: &[wsdl::Extension]) {
        for it in extensions {
            let required = if it.required { ", required" } else { "" };
            let mtom = if it.mtom { ", MTOM" } else { "" };
            self.line(format_args!(
                "extension {}{required}{mtom}: {}",
                show(&it.name),
                it.text
            ));
        }
    }

    pub(super) fn service(&mut self, decl: &wsdl::Service) {
        self.line(format_args!("service {}", show(&decl.name)));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            for port in &decl.ports {
                let address =
                    (port.address.as_ref()).map_or(String::new(), |it| format!(", address `{it}`"));
                let binding = show(&port.binding.0);
                it.line(format_args!(
                    "port `{}`: binding {binding}{address}",
                    port.name
                ));
            }
        });
    }
}
