//! What is asked of a run as a whole: that the operations exist which settings name, and that there are any.

use crate::capture::Capture;
use crate::diagnostic::Severity;
use crate::diagnostic::code::Code;
use crate::generate::Generated;
use crate::nearest::nearest;

/// Reports operations that the settings name and no port type has.
pub(super) fn operations(capture: &Capture, generated: &mut Generated) {
    let Some(loaded) = &generated.loaded else {
        return;
    };
    let port_types = loaded.model.definitions.port_types.iter();
    let known: Vec<&str> = port_types
        .flat_map(|it| &it.operations)
        .map(|it| it.name.as_str())
        .collect();
    for wanted in &capture.settings.operations.only {
        if known.iter().any(|it| wanted.matches(it)) {
            continue;
        }
        let wanted = wanted.as_str();
        // Lowering has warned of it already; here it is known that it can only be a mistake.
        let text = format!("`operations.only` names `{wanted}`");
        let items = &mut generated.diagnostics.items;
        items.retain(|it| it.code != Code::Settings || !it.message.starts_with(&text));
        let message = format!("there is no operation `{wanted}`");
        let diagnostic = generated.diagnostics.error(Code::Settings, None, message);
        if let Some(near) = nearest(wanted, known.iter().copied()) {
            diagnostic.help(format!("there is one named `{near}`"));
        } else {
            diagnostic.help("`wsdl-codegen inspect` lists the operations");
        }
    }
}

/// Reports a module without operations. What cannot be generated is a warning, as it is where others can be; documents
/// that are no contract at all are refused.
pub(super) fn emptiness(capture: &Capture, generated: &mut Generated) {
    let Some(api) = &generated.api else {
        return;
    };
    if generated.diagnostics.has_errors() || api.clients.iter().any(|it| !it.operations.is_empty())
    {
        return;
    }
    let is_schema = |it: &String| it.to_lowercase().ends_with(".xsd");
    let are_schemas = capture.roots.iter().all(is_schema);
    if are_schemas && api.is_schemas_only() {
        return;
    }
    let skipped = (generated.diagnostics.items.iter())
        .any(|it| matches!(it.code, Code::OperationSkipped | Code::PortSkipped));
    let has_types = !api.types.is_empty();
    let is_contract =
        (generated.loaded.as_ref()).is_some_and(|it| !it.model.definitions.port_types.is_empty());
    let is_skipped = skipped && is_contract;
    let (message, help) = if are_schemas {
        (
            "nothing to generate: the schemas declare no types of their own",
            "name those that do, or the WSDL that imports them",
        )
    } else if is_skipped && has_types {
        (
            "only types are generated: every operation or port is skipped",
            "the messages above say why each of them is",
        )
    } else if is_skipped {
        (
            "the module is empty: every operation or port is skipped",
            "the messages above say why each of them is",
        )
    } else {
        (
            "nothing to generate: no SOAP port has an operation",
            "name the WSDL with the services and bindings; it imports the others",
        )
    };
    let severity = match is_skipped {
        true => Severity::Warning,
        false => Severity::Error,
    };
    let diagnostics = &mut generated.diagnostics;
    diagnostics
        .report(severity, Code::OperationSkipped, None, message)
        .help(help);
}
