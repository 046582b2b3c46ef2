//! Extensions of a binding that nothing here knows. In: the elements. Out: reports; clients must understand what is required.

use crate::diagnostic::code::Code;
use crate::wsdl::model as wsdl;

use crate::lower::told::{Once, Told};

/// Reports what is read past of `binding`, each thing once.
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
    for it in binding.extensions.iter().chain(inner) {
        if !told.first(Once::Extension(it.name.clone())) {
            continue;
        }
        if it.required {
            let message = format!("a required extension is read past: `{}`", it.name);
            told.diagnostics
                .warning(Code::UnknownElement, it.span, message)
                .help("the service says that clients must understand it");
        } else {
            let message = format!("`{}` is read past", it.name);
            told.diagnostics
                .note(Code::UnknownElement, it.span, message);
        }
    }
}
