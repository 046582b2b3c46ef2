//! What a binding asks beyond SOAP: policies, addressing, extensions that clients must understand.
//!
//! In: the extensions of a binding that is generated; WSDL 1.1 §2.1.3, WS-PolicyAttachment §4. Out: reports only: nothing
//! is generated from them, and nobody shall find that out by a refused call.

use crate::diagnostic::code::Code;
use crate::wsdl::model as wsdl;

use crate::lower::told::{Once, Told};

/// Whether the octets in all messages of `binding` travel beside the envelope.
pub(crate) fn asks_for_mtom(binding: &wsdl::Binding) -> bool {
    binding.extensions.iter().any(|it| it.mtom)
}

/// Reports what `binding` asks, each thing once.
pub(crate) fn check_extensions(told: &mut Told<'_>, binding: &wsdl::Binding) {
    if !told.first(Once::Binding(binding.name.clone())) {
        return;
    }
    let operations = binding.operations.iter();
    let messages = operations
        .clone()
        .flat_map(|it| it.input.iter().chain(&it.output));
    let inner =
        (operations.flat_map(|it| &it.extensions)).chain(messages.flat_map(|it| &it.extensions));
    for it in inner
        .clone()
        .filter(|it| it.mtom && !asks_for_mtom(binding))
    {
        if told.first(Once::Mtom) {
            let message = "a policy asks for MTOM in some of the messages only";
            told.diagnostics
                .note(Code::PolicyIgnored, it.span, message)
                .help("`mtom` of a call turns it on");
        }
    }
    for it in binding.extensions.iter().chain(inner) {
        if it.text.is_empty() || !told.first(Once::Extension(it.text.clone())) {
            continue;
        }
        if it.required {
            let message = format!("a required extension is read past: {}", it.text);
            told.diagnostics
                .warning(Code::PolicyIgnored, it.span, message)
                .help("the service says that clients must understand it");
        } else {
            told.diagnostics
                .note(Code::PolicyIgnored, it.span, it.text.clone());
        }
    }
}
