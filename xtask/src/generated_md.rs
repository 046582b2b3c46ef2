//! `codegen/GENERATED.md`: schema constructs beside the Rust they become, both taken from the fixtures.
//!
//! In: the document with its markers, the fixtures, their generated types. Out: the document with what stands between
//! the markers written anew.
//!
//! ```text
//! <!-- types/choice: Order => Order, OrderChoice -->
//! (the schema component `Order`, then the Rust items)
//! <!-- end -->
//! ```

use crate::captures::{FIXTURE_OUTPUT, workspace_root};
use crate::files::read;

/// The document.
pub(crate) const DOCUMENT: &str = "codegen/GENERATED.md";

const END: &str = "<!-- end -->";

/// The document as it should be.
pub(crate) fn render() -> Result<String, String> {
    let old = read(workspace_root().join(DOCUMENT))?;
    let mut new = String::new();
    let mut lines = old.lines();
    while let Some(line) = lines.next() {
        new.push_str(line);
        new.push('\n');
        let marker = line
            .strip_prefix("<!-- ")
            .and_then(|it| it.strip_suffix(" -->"));
        if let Some(marker) = marker {
            new.push_str(&example(marker)?);
            new.push_str(END);
            new.push('\n');
            if !lines.by_ref().any(|it| it == END) {
                return Err(format!("{DOCUMENT}: `{marker}` has no `{END}`"));
            }
        }
    }
    Ok(new)
}

fn example(marker: &str) -> Result<String, String> {
    let wrong =
        || format!("{DOCUMENT}: expected `folder/fixture: Component => Item, …`, found `{marker}`");
    let (fixture, rest) = marker.split_once(": ").ok_or_else(wrong)?;
    let (component, items) = rest.split_once(" => ").ok_or_else(wrong)?;
    let schema = read(workspace_root().join(format!("codegen/tests/fixtures/{fixture}.wsdl")))?;
    let module = fixture
        .rsplit('/')
        .next()
        .unwrap_or(fixture)
        .replace('-', "_");
    let types = read(workspace_root().join(format!("{FIXTURE_OUTPUT}/{module}/types.rs")))?;
    let missing = |name: &str| format!("{DOCUMENT}: `{fixture}` has no `{name}`");
    let xml = xml_component(&schema, component).ok_or_else(|| missing(component))?;
    let mut rust = Vec::new();
    for item in items.split(", ") {
        rust.push(rust_item(&types, item).ok_or_else(|| missing(item))?);
    }
    Ok(format!(
        "```xml\n{xml}\n```\n\n```rust\n{}\n```\n",
        rust.join("\n\n")
    ))
}

/// The schema component `name`: from its start tag to the end tag that is indented alike.
fn xml_component(schema: &str, name: &str) -> Option<String> {
    let quoted = format!("name=\"{name}\"");
    let mut lines = schema
        .lines()
        .skip_while(|it| !(it.trim_start().starts_with("<xs:") && it.contains(&quoted)));
    let first = lines.next()?;
    let indent = first.len() - first.trim_start().len();
    let mut found = vec![first[indent..].to_owned()];
    let is_whole = first.ends_with("/>")
        || first.contains("</xs:complexType>")
        || first.contains("</xs:simpleType>");
    if !is_whole {
        for line in lines {
            found.push(line.get(indent..).unwrap_or_default().to_owned());
            if line.get(indent..).is_some_and(|it| it.starts_with("</")) {
                break;
            }
        }
    }
    Some(found.join("\n"))
}

/// The struct, enum or alias `name` with its documentation and attributes.
fn rust_item(types: &str, name: &str) -> Option<String> {
    let lines: Vec<&str> = types.lines().collect();
    let is_head = |it: &&str| {
        ["struct", "enum"]
            .iter()
            .any(|word| it.starts_with(&format!("pub {word} {name} {{")))
            || it.starts_with(&format!("pub type {name} "))
    };
    let head = lines.iter().position(is_head)?;
    let is_above = |it: &&&str| it.starts_with("///") || it.starts_with("#[");
    let n_above = lines[..head].iter().rev().take_while(is_above).count();
    let n_below = lines[head..]
        .iter()
        .position(|it| *it == "}" || it.ends_with(';') || it.ends_with("{}"))?;
    Some(lines[head - n_above..=head + n_below].join("\n"))
}
