//! Examples of a generated crate: one call for each client.
//!
//! In: the IR. Out: the text of small programs, made of checked identifiers, fixed words, and addresses as string
//! literals: nothing else of what documents say reaches them.

use crate::format::HEADER;
use crate::ir::{Api, Client, Operation, RustType, TypeKind};

use super::values::{TEXT, Values, raw};

/// Lines up to which a request is shown with what may be left out.
const MOST_LINES: usize = 30;
/// How deep members that may be left out are spelled out at most.
const OPTIONAL_DEPTHS: [usize; 4] = [4, 3, 2, 1];
/// The width of a line of rustfmt.
const MAX_WIDTH: usize = 100;
/// The width of calls behind each other that rustfmt leaves on a line.
const CHAIN_WIDTH: usize = 60;
/// How many operations are looked at for the best example.
const MOST_CANDIDATES: usize = 200;

/// One program.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// The file's name without `.rs`.
    pub(super) file: String,
    /// The whole file.
    pub(super) text: String,
    /// For the README: without the header, and with a fixed address.
    pub(super) body: String,
}

/// Where a program finds its address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Address {
    /// In its argument, or else in the WSDL.
    Argument,
    /// In the WSDL.
    Fixed,
}

/// One example for each client: the operation that shows most within a screen.
pub(super) fn examples(api: &Api, library: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for client in &api.clients {
        let Some(operation) = best(api, client, library) else {
            continue;
        };
        let mut file = operation.method_ident.clone();
        while examples
            .iter()
            .any(|it| it.file.eq_ignore_ascii_case(&file))
        {
            file.push_str("_again");
        }
        let write = |address| program(api, client, operation, library, &file, address);
        let (Some(text), Some(body)) = (write(Address::Argument), write(Address::Fixed)) else {
            continue;
        };
        examples.push(Example {
            text: format!("{HEADER}. Delete this line to keep your edits.\n\n{text}"),
            body,
            file,
        });
    }
    examples
}

/// The operation to show: one that can be spelled out, with an answer, texts to say, and not too long.
fn best<'a>(api: &'a Api, client: &'a Client, library: &str) -> Option<&'a Operation> {
    // What stands behind a feature may not be there when the example is compiled.
    let always = client.operations.iter().filter(|it| it.features.is_empty());
    let mut best: Option<(usize, &Operation)> = None;
    for it in always.take(MOST_CANDIDATES) {
        let Some(request) = request(api, it, library) else {
            continue;
        };
        let n_lines = request.0.lines().count();
        let says = request.0.matches(TEXT).count().min(3);
        let fits = usize::from(n_lines <= MOST_LINES);
        let score = fits * 10 + says * 2 + usize::from(it.response.is_some());
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, it));
        }
    }
    best.map(|it| it.1)
}

/// The request's expression and the types it names, as far spelled out as fits.
fn request<'a>(api: &'a Api, it: &Operation, library: &'a str) -> Option<(String, Values<'a>)> {
    if it.request.is_empty {
        return Some((String::new(), Values::new(api, library, 0)));
    }
    let mut last = None;
    for depth in OPTIONAL_DEPTHS {
        let mut values = Values::new(api, library, depth);
        let text = values.value(&it.request.ty, 1, 0)?;
        let fits = text.lines().count() <= MOST_LINES;
        last = Some((text, values));
        if fits {
            break;
        }
    }
    last
}

fn program(
    api: &Api,
    client: &Client,
    it: &Operation,
    library: &str,
    file: &str,
    address: Address,
) -> Option<String> {
    let (request, mut values) = request(api, it, library)?;
    let headers = header_value(client, it, &mut values);
    let ident = raw(&client.ident);
    values.uses.insert(ident.clone());
    let mut text = String::new();
    let constant = push_client(&mut text, client, &ident, file, address);
    if let Some(headers) = headers {
        text.push_str(&format!(
            "    // Header blocks for all calls; those of a single one are given to its `.headers(…)`.\n    let client = client.with_headers({headers});\n"
        ));
    }
    if !it.request.is_empty {
        text.push_str(&format!("    let request = {request};\n"));
    }
    let argument = if it.request.is_empty { "" } else { "request" };
    let method = raw(it.request_method());
    let done = match it.response {
        Some(_) => "Ok(response) => println!(\"{response:#?}\")",
        None => "Ok(()) => println!(\"sent\")",
    };
    let refusal = match it.fault {
        Some(_) => {
            "// What the service itself refuses, with what the WSDL declares for it.
        Err(CallError::Fault(fault)) => println!(\"{fault}\\n{:#?}\", fault.detail)"
        }
        None => {
            "// What the service itself refuses.
        Err(CallError::Fault(fault)) => println!(\"{fault}\")"
        }
    };
    let mut call = format!("client.{method}({argument}).await ");
    if call.trim_end().len() > CHAIN_WIDTH {
        call = format!("client\n        .{method}({argument})\n        .await\n    ");
    }
    text.push_str(&format!(
        "    match {call}{{
        {done},
        {refusal},
        Err(error) => return Err(error.into()),
    }}\n"
    ));
    let uses: Vec<String> = values.uses.into_iter().collect();
    let own = match uses.as_slice() {
        [one] => format!("use {library}::{one};\n"),
        many => wrapped_use(library, many),
    };
    // In the order of rustfmt.
    let mut uses = [own, "use soap_runtime::CallError;\n".to_owned()];
    uses.sort();
    Some(format!(
        "{uses}
{constant}#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
{text}    Ok(())
}}
",
        uses = uses.concat()
    ))
}

/// Writes how the client is made. Returns the constant that this names, if it does.
fn push_client(
    text: &mut String,
    client: &Client,
    ident: &str,
    file: &str,
    address: Address,
) -> String {
    let wsdl = client.ports.first().and_then(|it| it.address.as_deref());
    // `Debug` of a text is a literal of Rust, whatever the document says.
    let literal = format!("{:?}", wsdl.unwrap_or("https://example.com/"));
    let why = match wsdl {
        None => "The WSDL names no address.",
        Some(it) if is_plain(it) => {
            "Plain http is called only where it is named, whatever the WSDL says."
        }
        Some(_) => "",
    };
    match address {
        Address::Fixed if why.is_empty() => {
            text.push_str(&format!("    let client = {ident}::new();\n"));
        }
        Address::Fixed => text.push_str(&format!(
            "    // {why}\n    let client = {ident}::new().with_endpoint({literal});\n"
        )),
        Address::Argument => {
            text.push_str(&format!(
                "    let url = std::env::args().nth(1);
    let url = url.as_deref().unwrap_or(ADDRESS);
    let client = {ident}::new().with_endpoint(url);\n"
            ));
            let (head, tail) = ("const ADDRESS: &str =", format!("{literal};"));
            let is_wide = |before: usize| before + tail.chars().count() > MAX_WIDTH;
            // What would not fit on a line of its own either stays where it is.
            let space = match is_wide(head.len() + 1) && !is_wide(4) {
                true => "\n    ",
                false => " ",
            };
            return format!(
                "/// Another is an argument: `cargo run --example {file} -- <URL>`.\n{head}{space}{tail}\n\n"
            );
        }
    }
    String::new()
}

/// Whether calls to this address are refused until somebody names it.
pub(super) fn is_plain(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    scheme.trim().eq_ignore_ascii_case("http")
}

/// The header blocks that the operation sends, as far as they can be spelled out.
fn header_value(client: &Client, it: &Operation, values: &mut Values<'_>) -> Option<String> {
    let id = client.request_headers?;
    let n_fields = values.api.types[id.0].kind.fields().len();
    if it.request_headers.is_empty() {
        return None;
    }
    let mut members = Vec::new();
    for name in &it.request_headers {
        let (_, field) = values.api.header(client.request_headers, name);
        let uses = values.uses.clone();
        match values.value(&field.ty, 2, 0) {
            Some(value) if value != "None" => {
                members.push(format!("        {}: {value},\n", raw(&field.ident)));
            }
            _ => values.uses = uses,
        }
    }
    if members.is_empty() {
        return None;
    }
    if members.len() < n_fields {
        members.push("        ..Default::default()\n".to_owned());
    }
    Some(format!(
        "{} {{\n{}    }}",
        values.ident(id),
        members.concat()
    ))
}

fn wrapped_use(library: &str, names: &[String]) -> String {
    let line = format!("use {library}::{{{}}};\n", names.join(", "));
    if line.len() <= MAX_WIDTH {
        return line;
    }
    let mut text = format!("use {library}::{{\n");
    let mut row = String::from("   ");
    for (idx, name) in names.iter().enumerate() {
        let is_last = idx + 1 == names.len();
        if row.len() + name.len() + 2 + usize::from(!is_last) > MAX_WIDTH {
            text.push_str(&row);
            text.push('\n');
            row = String::from("   ");
        }
        row.push_str(&format!(" {name},"));
    }
    text.push_str(&row);
    text.push_str("\n};\n");
    text
}

/// The Rust name of a message's type, where it has one of its own.
pub(super) fn type_name(api: &Api, ty: &RustType) -> Option<String> {
    match ty {
        RustType::Option(inner) | RustType::Boxed(inner) => type_name(api, inner),
        RustType::Named(id) => match &api.types[id.0].kind {
            TypeKind::Alias(ty) => type_name(api, ty),
            _ => Some(api.path(*id)),
        },
        _ => None,
    }
}
