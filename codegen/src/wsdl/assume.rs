//! What a WSDL leaves open: how messages are sent, where no binding says so.
//!
//! In: [`Definitions`] that are complete. Out: the same with a binding for each port type, where none speaks any protocol.
//! Contracts are published so for others to bind; what nearly all of them do is taken for granted, and said.

use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;

use super::model::{
    Binding, BindingMessage, BindingOperation, Definitions, MessageRef, PartContent, PortType,
    Protocol, Style,
};

/// Binds the port types of `definitions`, if it says of none how it is reached.
pub fn assume_bindings(definitions: &mut Definitions, diagnostics: &mut Diagnostics) {
    let says = |it: &Binding| it.protocol != Protocol::Other(String::new());
    if definitions.bindings.iter().any(says) {
        return;
    }
    let mut made = Vec::new();
    for port_type in &definitions.port_types {
        let style = style(definitions, port_type);
        let message = format!(
            "no binding says how the messages of port type `{}` are sent; SOAP 1.1 over HTTP, {style}/literal, is assumed",
            port_type.name
        );
        diagnostics
            .warning(Code::PortSkipped, port_type.span, message)
            .help(format!(
                "if the service says otherwise, add a `wsdl:binding` with `<soap:binding style=\"{style}\" …/>`"
            ));
        made.push(binding(port_type, style));
    }
    for binding in made {
        // Ports refer to bindings that are declared but empty.
        let empty = (definitions.bindings.iter_mut())
            .filter(|it| it.port_type.0 == binding.port_type.0)
            .collect::<Vec<_>>();
        if empty.is_empty() {
            definitions.bindings.push(binding);
            continue;
        }
        for it in empty {
            it.protocol = Protocol::Soap11;
            it.style = binding.style;
            // What it binds without a word on SOAP is bound all the same.
            for operation in &binding.operations {
                if !it.operations.iter().any(|it| it.name == operation.name) {
                    it.operations.push(operation.clone());
                }
            }
        }
    }
}

/// RPC where a message has parts by type, which a document-style body cannot have.
fn style(definitions: &Definitions, port_type: &PortType) -> Style {
    let operations = port_type.operations.iter();
    let mut messages = operations.flat_map(|it| [it.input.as_ref(), it.output.as_ref()]);
    let has_type = |it: &MessageRef| {
        let message = (definitions.messages.iter()).find(|message| message.name == it.message);
        let mut parts = message.into_iter().flat_map(|it| &it.parts);
        parts.any(|it| matches!(it.content, PartContent::Type(_, _)))
    };
    if messages.any(|it| it.is_some_and(has_type)) {
        Style::Rpc
    } else {
        Style::Document
    }
}

fn binding(port_type: &PortType, style: Style) -> Binding {
    let operations = port_type.operations.iter().map(|it| {
        let message = |reference: Option<&MessageRef>| {
            reference.map(|it| BindingMessage::new(it.name.clone(), it.span))
        };
        BindingOperation {
            input: message(it.input.as_ref()),
            output: message(it.output.as_ref()),
            ..BindingOperation::new(it.name.clone(), it.span)
        }
    });
    Binding {
        name: port_type.name.clone(),
        port_type: (port_type.name.clone(), port_type.span),
        protocol: Protocol::Soap11,
        style,
        transport: None,
        operations: operations.collect(),
        policies: Vec::new(),
        extensions: Vec::new(),
        span: port_type.span,
    }
}
