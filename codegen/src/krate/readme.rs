//! `README.md` of a generated crate, which is its documentation's first page as well.

use crate::config::Run;
use crate::emit::needs;
use crate::format::HEADER;
use crate::ir::{Api, Client, SoapVersion};

use super::documents;
use super::examples::{Example, is_plain, type_name};
use super::markdown::code;
use super::values::raw;

/// The text.
pub(super) fn readme(package: &str, library: &str, run: &Run, examples: &[Example]) -> String {
    let header = HEADER.trim_start_matches("// ");
    let mut text = format!(
        "<!-- {header}. Delete this line to keep your edits. -->\n\n# {package}\n\n{}\n",
        match run.is_schemas_only() {
            true =>
                "Types of XML schemas. Do not edit `src/generated`: change the schemas or the settings and generate again.",
            false =>
                "A typed SOAP client, generated from a WSDL. Do not edit `src/generated`: change the WSDL or the settings and generate again.",
        }
    );
    let Some(api) = &run.generated.api else {
        return text;
    };
    if !api.docs.is_empty() {
        text.push('\n');
    }
    for line in &api.docs {
        text.push_str(line);
        text.push('\n');
    }
    if let Some(it) = examples.first() {
        text.push_str(&format!("\n## Use\n\n```rust,no_run\n{}```\n", it.body));
    }
    if run.is_schemas_only() {
        documents::push_readme(&mut text, api);
        push_again(&mut text, run);
        return text;
    }
    if let Some(it) = examples.first() {
        text.push_str(&format!(
            "\n`cargo run --example {0}` runs it, and `cargo run --example {0} -- <URL>` against another address{1}.\n",
            it.file,
            match examples.len() {
                1 => "",
                _ => "; `examples/` has one for each client",
            }
        ));
    }
    text.push_str(
        "
- `client.operation(request).await?` is the answer's body; `.send().await?` is the `Reply` with typed header blocks and with
  what deviates from the schema.
- Before the `.await`, `.timeout(…)`, `.endpoint(…)`, `.version(…)`, `.headers(…)` hold for that call; `with_…` of the client hold for all.
- Requests are built as struct literals, or by setters: `Request::default().name(\"…\")`, `Request::new(…)` where members are required,
  `Request::builder()` with `.build()?` where they are many: what is missing is an error that names it.
- A failed call is a `CallError`: transport, HTTP status, fault, or an answer that cannot be read, with its path.
- Passwords and other HTTP settings are the transport's, header blocks beyond the WSDL the client's: basic authentication, client
  certificates, proxies, WS-Security, WS-Addressing are recipes in the documentation of `soap_runtime`.
- The features of the runtime are features of this crate, listed in `Cargo.toml`: `blocking` is HTTP without an asynchronous runtime.
",
    );
    for client in &api.clients {
        push_client(&mut text, api, library, client);
    }
    let skipped = run.skipped();
    if !skipped.is_empty() {
        text.push_str(
            "\n## Not generated\n\nThese operations of the WSDL could not be generated.\n\n",
        );
        for (name, why) in skipped {
            text.push_str(&format!("- {}: {}\n", code(name), code(why)));
        }
    }
    push_again(&mut text, run);
    text
}

fn push_again(text: &mut String, run: &Run) {
    let input = match run.is_schemas_only() {
        true => "<SCHEMAS>",
        false => "<WSDL>",
    };
    text.push_str("\n## Generate again\n\n`src/generated/service.toml` records the settings. Copy it out of the folder, change it, and run\n\n```text\n");
    text.push_str(&format!(
        "wsdl-codegen generate {input} --out <this folder> --crate --config service.toml --runtime-path <folder of soap-runtime>\n```\n\nMade from {}.\n",
        run.capture.source_names().iter().map(|it| code(it)).collect::<Vec<_>>().join(", ")
    ));
}

fn push_client(text: &mut String, api: &Api, library: &str, client: &Client) {
    text.push_str(&format!(
        "\n## `{library}::{}`\n\nService {}.\n",
        client.ident,
        code(&client.service)
    ));
    push_ports(text, client);
    push_headers(text, api, client);
    let style = needs::Style {
        fence: "```rust,no_run",
        module: library,
    };
    for (idx, line) in needs::lines(client, style).iter().enumerate() {
        if idx == 0 {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    let has_faults = client.operations.iter().any(|it| it.fault.is_some());
    let has_docs = client
        .operations
        .iter()
        .any(|it| it.docs.iter().any(|it| !it.trim().is_empty()));
    text.push_str("\n| method | operation | request | answer |");
    let mut rule = "|---|---|---|---|".to_owned();
    for (is_on, title) in [(has_faults, " fault detail |"), (has_docs, " |")] {
        if is_on {
            text.push_str(title);
            rule.push_str("---|");
        }
    }
    text.push_str(&format!("\n{rule}\n"));
    for it in &client.operations {
        let request = match it.request.is_empty {
            true => String::new(),
            false => name(type_name(api, &it.request.ty)),
        };
        let answer = match &it.response {
            Some(response) => name(type_name(api, &response.ty)),
            None => "one-way".to_owned(),
        };
        text.push_str(&format!(
            "| `{}` | {} | {request} | {answer} |",
            raw(it.request_method()),
            code(&it.wire)
        ));
        if has_faults {
            let fault = it.fault.map(|id| raw(&api.types[id.0].ident));
            text.push_str(&format!(
                " {} |",
                fault.map_or(String::new(), |it| format!("`{it}`"))
            ));
        }
        if has_docs {
            let first = it.docs.iter().find(|it| !it.trim().is_empty());
            let docs = first.map_or(String::new(), |it| it.replace('|', "\\|"));
            text.push_str(&format!(" {docs} |"));
        }
        text.push('\n');
    }
}

/// A type's name in a table; what is not a generated type says its own method.
fn name(ident: Option<String>) -> String {
    ident.map_or("a built-in type".to_owned(), |it| format!("`{it}`"))
}

fn push_ports(text: &mut String, client: &Client) {
    if client.ports.is_empty() {
        return;
    }
    text.push_str("\n| port | SOAP | address |\n|---|---|---|\n");
    for port in &client.ports {
        let version = match port.version {
            SoapVersion::V11 => "1.1",
            SoapVersion::V12 => "1.2",
        };
        let address = port
            .address
            .as_deref()
            .map_or("none: name one with `with_endpoint`".to_owned(), code);
        text.push_str(&format!(
            "| {} | {version} | {address} |\n",
            code(&port.wire)
        ));
    }
    let first = client.ports.first().map(|it| it.version);
    let other = client.ports.iter().find(|it| Some(it.version) != first);
    if let Some(same) = client
        .ports
        .iter()
        .skip(1)
        .find(|it| Some(it.version) == first)
    {
        text.push_str(&format!(
            "\nCalls go to the first; `with_port({:?})` names another.\n",
            same.wire
        ));
    }
    if let Some(second) = other {
        text.push_str(&format!(
            "\nCalls go to the first; `with_version(soap_runtime::SoapVersion::{:?})` takes the other version.\n",
            second.version
        ));
    }
    if client
        .ports
        .iter()
        .filter_map(|it| it.address.as_deref())
        .any(is_plain)
    {
        text.push_str("\nPlain http is not called because a WSDL says so: name the address with `with_endpoint`, as https if the service has it.\n");
    }
}

fn push_headers(text: &mut String, api: &Api, client: &Client) {
    let members = |id: Option<crate::ir::TypeId>| {
        let item = &api.types[id?.0];
        let fields = item.kind.as_struct()?.fields.iter();
        let members: Vec<String> = fields
            .map(|field| format!("`{}`", raw(&field.ident)))
            .collect();
        Some((raw(&item.ident), members.join(", ")))
    };
    if let Some((ident, members)) = members(client.request_headers) {
        text.push_str(&format!(
            "\nHeader blocks that are sent: `{ident}` with {members}; `with_headers(…)` for all calls, `.headers(…)` for one.\n"
        ));
    }
    if let Some((ident, members)) = members(client.response_headers) {
        text.push_str(&format!(
            "\nHeader blocks that are answered: `{ident}` with {members}, in `headers` of what `.send().await?` gives.\n"
        ));
    }
}
