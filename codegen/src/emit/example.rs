//! The example in a client's documentation: header blocks set, one operation called.
//!
//! In: a client. Out: documentation lines with a code block, compiled where the module's path is known.

use proc_macro2::Ident;
use quote::ToTokens as _;

use crate::emit::path::Ctx;
use crate::emit::{ident, structs};
use crate::ir::{Client, Docs, Operation, RustType, TypeItem, TypeKind};

/// What the example calls.
struct Call<'a> {
    operation: &'a Operation,
    /// The request's type, where the method takes one.
    request: Option<&'a TypeItem>,
    /// An expression for the request; without it the example takes it as a parameter.
    value: Option<String>,
}

/// The lines of an example, or `None` for a client without operations.
pub(super) fn example(ctx: &Ctx<'_>, client: &Client) -> Option<Docs> {
    let call = easiest(ctx, client)?;
    let headers = client
        .request_headers
        .and_then(|it| value_of(ctx, ctx.type_item(it)));
    let client_ident = ident::ident(&client.ident);
    let mut names = vec![client_ident.clone()];
    names.extend(call.request.map(|it| imported(ctx, it)));
    names.extend(headers.as_ref().map(|(it, _)| imported(ctx, it)));
    let (fence, path) = place(ctx);
    let parameter = match (call.request, &call.value) {
        (Some(item), None) => format!("request: {}", path_of(ctx, item)),
        (Some(_) | None, _) => String::new(),
    };
    let mut lines = vec![
        String::new(),
        "# Example".to_owned(),
        String::new(),
        fence.to_owned(),
        format!("use {path}::{};", listed(names)),
        String::new(),
        format!("# async fn example({parameter}) -> Result<(), Box<dyn std::error::Error>> {{"),
    ];
    match headers {
        Some((_, headers)) => {
            lines.push(format!("let headers = {headers};"));
            lines.push(format!(
                "let client = {client_ident}::new().with_headers(headers);"
            ));
        }
        None => lines.push(format!("let client = {client_ident}::new();")),
    }
    lines.extend(call.value.as_ref().map(|it| format!("let request = {it};")));
    let method = ident::ident(&call.operation.method_ident);
    let argument = if call.request.is_some() {
        "request"
    } else {
        ""
    };
    if call.operation.response.is_some() {
        lines.push(format!(
            "let response = client.{method}({argument}).await?;"
        ));
        lines.push("println!(\"{response:?}\");".to_owned());
    } else {
        lines.push(format!("client.{method}({argument}).await?;"));
    }
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// How a code block begins, and the path of the module in it: it is compiled where that is known.
pub(super) fn place(ctx: &Ctx<'_>) -> (&'static str, String) {
    match &ctx.options.crate_path {
        Some(it) => (
            "```no_run",
            it.to_token_stream().to_string().replace(' ', ""),
        ),
        None => (
            "```ignore",
            format!("crate::{}", ident::ident(&ctx.api.ident)),
        ),
    }
}

/// The operation that says most about calling: one with members to set, else one without an argument, else any.
fn easiest<'a>(ctx: &Ctx<'a>, client: &'a Client) -> Option<Call<'a>> {
    // What stands behind a feature may not be there when the example is compiled.
    let operations = client.operations.iter().filter(|it| it.features.is_empty());
    let taking = operations.clone().filter(|it| !it.request.is_empty);
    let with_values = || {
        taking.clone().filter_map(|operation| {
            let (item, value) = value_of(ctx, named(ctx, operation)?)?;
            Some(Call {
                operation,
                request: Some(item),
                value: Some(value),
            })
        })
    };
    // Two members show how setters chain.
    let chains = |it: &Call<'_>| {
        it.value
            .as_ref()
            .is_some_and(|it| it.matches("(\"…\")").count() > 1)
    };
    let with_value = with_values().find(chains).or_else(|| with_values().next());
    let without_argument = || {
        let operation = operations.clone().find(|it| it.request.is_empty)?;
        Some(Call {
            operation,
            request: None,
            value: None,
        })
    };
    let any = || {
        taking.clone().find_map(|operation| {
            Some(Call {
                operation,
                request: Some(named(ctx, operation)?),
                value: None,
            })
        })
    };
    with_value.or_else(without_argument).or_else(any)
}

fn named<'a>(ctx: &Ctx<'a>, operation: &Operation) -> Option<&'a TypeItem> {
    match &operation.request.ty {
        RustType::Named(id) => Some(ctx.type_item(*id)),
        RustType::Builtin(_)
        | RustType::Option(_)
        | RustType::Vec(_)
        | RustType::Nillable(_)
        | RustType::Boxed(_)
        | RustType::Secret(_)
        | RustType::List(_)
        | RustType::External(_) => None,
    }
}

/// An expression for a value of `item`, if it has members that a text shows well.
fn value_of<'a>(ctx: &Ctx<'_>, item: &'a TypeItem) -> Option<(&'a TypeItem, String)> {
    match &item.kind {
        TypeKind::Struct(it) => Some((item, structs::example(&path_of(ctx, item), it)?)),
        TypeKind::Enumeration(_)
        | TypeKind::Choice(_)
        | TypeKind::Family(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_) => None,
    }
}

/// What the example imports to name `item`: itself, or its module.
fn imported(ctx: &Ctx<'_>, item: &TypeItem) -> Ident {
    match item.module {
        Some(it) => ctx.module_ident(it),
        None => ident::ident(&item.ident),
    }
}

/// How the example names `item`.
fn path_of(ctx: &Ctx<'_>, item: &TypeItem) -> String {
    let ident = ident::ident(&item.ident);
    match item.module {
        Some(it) => format!("{}::{ident}", ctx.module_ident(it)),
        None => ident.to_string(),
    }
}

fn listed(mut names: Vec<Ident>) -> String {
    names.sort();
    names.dedup();
    let names: Vec<String> = names.iter().map(Ident::to_string).collect();
    match names.as_slice() {
        [name] => name.clone(),
        names => format!("{{{}}}", names.join(", ")),
    }
}
