//! What a crate of schemas alone has in place of calls: an example that reads a document, and the README's part about it.
//!
//! In: the IR. Out: texts of checked identifiers and fixed words.

use crate::format::HEADER;
use crate::ir::Api;

use super::examples::Example;
use super::markdown::code;
use super::values::raw;

/// Reads a file, prints the value, and writes it again; `None` where no type is a document.
pub(super) fn example(api: &Api, library: &str) -> Option<Example> {
    let path = path(api, api.roots.first()?.ty);
    let body = format!(
        "use {library}::soap_runtime::Document as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let path = std::env::args_os().nth(1).ok_or(\"name a file\")?;
    let value = {library}::{path}::from_xml(std::fs::read(path)?)?;
    println!(\"{{value:#?}}\");
    println!(\"{{}}\", value.to_xml()?);
    Ok(())
}}
"
    );
    Some(Example {
        file: "read".to_owned(),
        text: format!(
            "{HEADER}. Delete this line to keep your edits.\n\n//! Reads a document, prints it, and writes it again.\n\n{body}"
        ),
        body,
    })
}

/// How documents are read and written, and which there are.
pub(super) fn push_readme(text: &mut String, api: &Api) {
    text.push_str(
        "
- `T::from_xml(text)?` reads a document; what departs from the schema is an error with its path. `T::from_xml_loosely` puts up with
  what it can, and says what that was.
- `value.to_xml()?` writes it; `value.validate()?` checks facets, required members and listed values.
- Values are built as struct literals, or by setters: `T::default().name(\"…\")`, `T::new(…)` where members are required,
  `T::builder()` with `.build()?` where they are many.
- No HTTP and no asynchronous runtime are among the dependencies.

| element | type |
|---|---|
",
    );
    for root in &api.roots {
        let names = root.entries.iter().filter_map(|entry| entry.name());
        let names: Vec<String> = names.map(|name| code(&name.local)).collect();
        let ty = path(api, root.ty);
        text.push_str(&format!("| {} | `{ty}` |\n", names.join(", ")));
    }
}

fn path(api: &Api, id: crate::ir::TypeId) -> String {
    let path = api.path(id);
    let parts: Vec<String> = path.split("::").map(raw).collect();
    parts.join("::")
}
