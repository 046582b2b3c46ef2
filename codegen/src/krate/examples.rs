//! Examples of a generated crate: one call for each client.
//!
//! In: the IR. Out: the text of small programs, made of checked identifiers and fixed words only: nothing of what
//! documents say reaches them.

use crate::format::HEADER;
use crate::ir::{Api, Builtin, Client, Operation, RustType, Struct, TypeId, TypeKind};

/// How deep a value is spelled out; what is deeper has a recursion that is not worth an example.
const MOST_DEPTH: usize = 8;
/// How many members a value may have to be spelled out.
const MOST_MEMBERS: usize = 16;

/// One program.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// The file's name without `.rs`.
    pub(super) file: String,
    /// The whole file.
    pub(super) text: String,
    /// Without the header.
    pub(super) body: String,
}

/// One example for each client: its first operation whose request can be spelled out.
pub(super) fn examples(api: &Api, library: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for client in &api.clients {
        let Some(body) = always(client).find_map(|it| program(api, client, it, library)) else {
            continue;
        };
        let mut file = body.1;
        while examples
            .iter()
            .any(|it| it.file.eq_ignore_ascii_case(&file))
        {
            file.push_str("_again");
        }
        examples.push(Example {
            file,
            text: format!(
                "{HEADER}. Delete this line to keep your edits.\n\n{}",
                body.0
            ),
            body: body.0,
        });
    }
    examples
}

/// The operations that are behind no feature.
fn always(client: &Client) -> impl Iterator<Item = &Operation> {
    client.operations.iter().filter(|it| it.features.is_empty())
}

fn program(api: &Api, client: &Client, it: &Operation, library: &str) -> Option<(String, String)> {
    let method = raw(&it.method_ident);
    let ident = &client.ident;
    let request = match it.request.is_empty {
        true => String::new(),
        false => format!("    let request = {};\n", value(api, &it.request.ty, 1, 0)?),
    };
    let argument = if it.request.is_empty { "" } else { "request" };
    let new = match client.ports.first().and_then(|it| it.address.as_ref()) {
        Some(_) => format!("{ident}::new()"),
        None => format!("{ident}::new().with_endpoint(\"https://example.com/\")"),
    };
    let call = match it.response {
        Some(_) => format!(
            "    let response = client.{method}({argument}).await?;\n    println!(\"{{response:#?}}\");\n"
        ),
        None => format!("    client.{method}({argument}).await?;\n"),
    };
    let body = format!(
        "use {library}::*;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let client = {new};
{request}{call}    Ok(())
}}
"
    );
    Some((body, it.method_ident.clone()))
}

/// An expression of type `ty`: empty where the schema lets it be, spelled out where not.
fn value(api: &Api, ty: &RustType, indent: usize, depth: usize) -> Option<String> {
    if depth > MOST_DEPTH {
        return None;
    }
    let inner = |it: &RustType| value(api, it, indent, depth + 1);
    Some(match ty {
        RustType::Option(it) => match is_text(it) {
            // Texts show what the caller will want to say, and always have a value.
            true => "Some(\"…\".into())".to_owned(),
            false => "None".to_owned(),
        },
        RustType::Vec(_) => "Vec::new()".to_owned(),
        RustType::Nillable(_) | RustType::List(_) => "Default::default()".to_owned(),
        RustType::Boxed(it) => format!("Box::new({})", inner(it)?),
        RustType::Secret(it) => format!("soap_runtime::value::Secret::new({})", inner(it)?),
        RustType::Builtin(it) => builtin(*it).to_owned(),
        RustType::Named(id) => named(api, *id, indent, depth)?,
        // Only the user knows how to make one.
        RustType::External(_) => return None,
    })
}

fn named(api: &Api, id: TypeId, indent: usize, depth: usize) -> Option<String> {
    let item = &api.types[id.0];
    let ident = raw(&item.ident);
    let payload = |ty: &RustType| value(api, ty, indent, depth + 1);
    Some(match &item.kind {
        TypeKind::Struct(it) if it.default && (depth > 0 || it.fields.len() > MOST_MEMBERS) => {
            format!("{ident}::default()")
        }
        TypeKind::Struct(it) => literal(api, &ident, it, indent, depth)?,
        TypeKind::Enumeration(it) => match it.variants.first() {
            Some(first) => format!("{ident}::{}", raw(&first.ident)),
            None => format!("{ident}::{}(String::new())", raw(&it.other_ident)),
        },
        TypeKind::Choice(it) => {
            let it = it.alternatives.get(it.blank)?;
            format!("{ident}::{}({})", raw(&it.ident), payload(&it.ty)?)
        }
        TypeKind::Family(it) => {
            let it = it.members.first()?;
            format!("{ident}::{}({})", raw(&it.ident), payload(&it.ty)?)
        }
        TypeKind::Union(it) => {
            let it = it.members.first()?;
            format!("{ident}::{}({})", raw(&it.ident), payload(&it.ty)?)
        }
        TypeKind::Alias(ty) => payload(ty)?,
    })
}

fn literal(api: &Api, ident: &str, it: &Struct, indent: usize, depth: usize) -> Option<String> {
    if it.fields.is_empty() {
        return Some(format!("{ident} {{}}"));
    }
    let mut text = format!("{ident} {{\n");
    for field in &it.fields {
        let value = value(api, &field.ty, indent + 1, depth + 1)?;
        let pad = " ".repeat(4 * (indent + 1));
        text.push_str(&format!("{pad}{}: {value},\n", raw(&field.ident)));
    }
    text.push_str(&format!("{}}}", " ".repeat(4 * indent)));
    Some(text)
}

fn is_text(ty: &RustType) -> bool {
    match ty {
        RustType::Builtin(it) => *it == Builtin::String,
        RustType::Secret(it) => **it == RustType::Builtin(Builtin::String),
        RustType::Named(_)
        | RustType::Option(_)
        | RustType::Vec(_)
        | RustType::Nillable(_)
        | RustType::Boxed(_)
        | RustType::List(_)
        | RustType::External(_) => false,
    }
}

fn builtin(it: Builtin) -> &'static str {
    match it {
        Builtin::String => "\"…\".into()",
        Builtin::Bool => "false",
        Builtin::I8
        | Builtin::I16
        | Builtin::I32
        | Builtin::I64
        | Builtin::U8
        | Builtin::U16
        | Builtin::U32
        | Builtin::U64 => "0",
        Builtin::F32 | Builtin::F64 => "0.0",
        Builtin::Decimal
        | Builtin::Integer
        | Builtin::DateTime
        | Builtin::Date
        | Builtin::Time
        | Builtin::GYear
        | Builtin::GYearMonth
        | Builtin::GMonth
        | Builtin::GMonthDay
        | Builtin::GDay
        | Builtin::Duration
        | Builtin::Base64Binary
        | Builtin::HexBinary
        | Builtin::QName
        | Builtin::AnyType
        | Builtin::AnyElement
        | Builtin::AnyAttribute
        | Builtin::MixedContent
        | Builtin::Attachment => "Default::default()",
    }
}

/// A checked name of the IR as an identifier in source: raw where it is a keyword.
pub(super) fn raw(ident: &str) -> String {
    if syn::parse_str::<syn::Ident>(ident).is_ok() {
        ident.to_owned()
    } else {
        format!("r#{ident}")
    }
}
