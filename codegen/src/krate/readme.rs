//! `README.md` of a generated crate, which is its documentation's first page as well.

use crate::config::Run;
use crate::format::HEADER;
use crate::ir::{Client, SoapVersion};

use super::examples::{Example, raw};

/// The text.
pub(super) fn readme(package: &str, library: &str, run: &Run, examples: &[Example]) -> String {
    let header = HEADER.trim_start_matches("// ");
    let mut text = format!(
        "<!-- {header}. Delete this line to keep your edits. -->\n\n# {package}\n\n{}\n",
        "A typed SOAP client, generated from a WSDL. Do not edit `src/generated`: change the WSDL or the settings and generate again."
    );
    let Some(api) = &run.generated.api else {
        return text;
    };
    for line in &api.docs {
        text.push_str(line);
        text.push('\n');
    }
    if let Some(it) = examples.first() {
        text.push_str(&format!("\n## Use\n\n```rust,no_run\n{}```\n", it.body));
        text.push_str(&format!(
            "\n`cargo run --example {}` runs it; `examples/` has one for each client.\n",
            it.file
        ));
    }
    text.push_str(
        "\n- `.await` gives the answer's body; `.send().await` gives headers and deviations as well.
- `.timeout(…)`, `.endpoint(…)`, `.version(…)` and `.headers(…)` stand between the call and the `.await`.
- A failed call is a `CallError`: transport, HTTP status, fault, or an answer that cannot be read, with its path.
- Without an asynchronous runtime: feature `blocking` of `soap-runtime`.\n",
    );
    for client in &api.clients {
        push_client(&mut text, library, client);
    }
    let skipped = run.skipped();
    if !skipped.is_empty() {
        text.push_str("\n## Not generated\n\nThese operations of the WSDL could not be generated; the generator said why.\n\n");
        for name in skipped {
            text.push_str(&format!("- {}\n", code(&name)));
        }
    }
    text.push_str("\n## Generate again\n\n`src/generated/service.toml` records the settings. Copy it out of the folder, change it, and run\n\n```text\n");
    text.push_str(&format!(
        "wsdl-codegen generate <WSDL> --out <this folder> --crate --config service.toml\n```\n\nMade from {}.\n",
        run.capture.source_names().iter().map(|it| code(it)).collect::<Vec<_>>().join(", ")
    ));
    text
}

fn push_client(text: &mut String, library: &str, client: &Client) {
    text.push_str(&format!(
        "\n## `{library}::{}`\n\nService {}.\n",
        client.ident,
        code(&client.service)
    ));
    if !client.ports.is_empty() {
        text.push_str("\n| port | SOAP | address |\n|---|---|---|\n");
    }
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
    text.push_str("\n| method | operation | |\n|---|---|---|\n");
    for it in &client.operations {
        let first = it.docs.iter().find(|it| !it.trim().is_empty());
        let docs = first.map_or(String::new(), |it| it.replace('|', "\\|"));
        text.push_str(&format!(
            "| `{}` | {} | {docs} |\n",
            raw(&it.method_ident),
            code(&it.wire)
        ));
    }
}

/// `text` as a Markdown code span in a table cell. Names of documents may hold anything.
fn code(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|it| match it {
            '`' | '|' => '\'',
            it if it.is_control() => '\u{FFFD}',
            it => it,
        })
        .collect();
    format!("`{clean}`")
}
