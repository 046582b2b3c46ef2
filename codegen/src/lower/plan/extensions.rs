//! What a binding asks beyond SOAP: policies, addressing, extensions that clients must understand.
//!
//! In: the extensions of a binding that is generated; WSDL 1.1 §2.1.3, WS-PolicyAttachment §4. Out: reports only: nothing
//! is generated from them, and nobody shall find that out by a refused call.

use crate::diagnostic::code::Code;
use crate::wsdl::model as wsdl;

use crate::lower::ctx::Ctx;

/// Whether the octets in all messages of `binding` travel beside the envelope.
pub(crate) fn asks_for_mtom(binding: &wsdl::Binding) -> bool {
    binding.extensions.iter().any(|it| it.mtom)
}

/// Reports what `binding` asks, each thing once.
pub(crate) fn check_extensions(ctx: &mut Ctx<'_, '_>, binding: &wsdl::Binding) {
    if !ctx.first_report(&format!("extensions of {}", binding.name)) {
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
        if ctx.first_report("MTOM of an operation") {
            let message = "a policy asks for MTOM in some of the messages only";
            ctx.diagnostics
                .note(Code::PolicyIgnored, it.span, message)
                .help("`mtom` of a call turns it on");
        }
    }
    for it in binding.extensions.iter().chain(inner) {
        if it.text.is_empty() || !ctx.first_report(&it.text) {
            continue;
        }
        if it.required {
            let message = format!("a required extension is read past: {}", it.text);
            ctx.diagnostics
                .warning(Code::PolicyIgnored, it.span, message)
                .help("the service says that clients must understand it");
        } else {
            ctx.diagnostics
                .note(Code::PolicyIgnored, it.span, it.text.clone());
        }
    }
}
