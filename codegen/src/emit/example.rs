//! The example in a client's documentation: header blocks set, one operation called.
//!
//! In: a client. Out: documentation lines with a code block, compiled where the module's path is known.

use proc_macro2::Ident;

use crate::emit::ident;
use crate::emit::path::Ctx;
use crate::ir::{Client, Docs, ExampleRequest, TypeId};

/// The lines of an example, or `None` for a client without one.
pub(super) fn example(ctx: &Ctx<'_>, client: &Client) -> Option<Docs> {
    let example = client.example.as_ref()?;
    let operation = &client.operations[example.operation];
    let headers = client
        .request_headers
        .filter(|_| !example.headers.is_empty());
    let client_ident = ident::ident(&client.ident);
    let (request, value) = match &example.request {
        ExampleRequest::Absent => (None, None),
        ExampleRequest::Parameter(id) => (Some(*id), None),
        ExampleRequest::Texts(id, texts) => (Some(*id), Some(value(ctx, *id, texts))),
    };
    let mut names = vec![client_ident.clone()];
    for id in [request, headers].into_iter().flatten() {
        let name = imported(ctx, id);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let (fence, path) = place(ctx);
    let parameter = match (request, &value) {
        (Some(id), None) => format!("request: {}", path_of(ctx, id)),
        (Some(_) | None, _) => String::new(),
    };
    let mut lines = vec![
        String::new(),
        "# Example".to_owned(),
        String::new(),
        fence.to_owned(),
        format!("use {path}::{};", listed(&names)),
        String::new(),
        format!("# async fn example({parameter}) -> Result<(), Box<dyn std::error::Error>> {{"),
    ];
    match headers {
        Some(id) => {
            let headers = self::value(ctx, id, &example.headers);
            lines.push(format!("let headers = {headers};"));
            lines.push(format!(
                "let client = {client_ident}::new().with_headers(headers);"
            ));
        }
        None => lines.push(format!("let client = {client_ident}::new();")),
    }
    lines.extend(value.as_ref().map(|it| format!("let request = {it};")));
    let method = ident::ident(operation.request_method());
    let argument = if request.is_some() { "request" } else { "" };
    if operation.response.is_some() {
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
    match ctx.crate_path {
        Some(path) => ("```no_run", path.replace(' ', "")),
        None => (
            "```ignore",
            format!("crate::{}", ident::ident(&ctx.api.ident)),
        ),
    }
}

/// An expression for a value of type `id` with `texts` set.
fn value(ctx: &Ctx<'_>, id: TypeId, texts: &[String]) -> String {
    let mut text = format!("{}::default()", path_of(ctx, id));
    for setter in texts {
        text.push_str(&format!(".{}(\"…\")", ident::ident(setter)));
    }
    text
}

/// What the example imports to name a type: itself, or its module.
fn imported(ctx: &Ctx<'_>, id: TypeId) -> Ident {
    let item = ctx.type_item(id);
    match item.module {
        Some(it) => ctx.module_ident(it),
        None => ident::ident(&item.ident),
    }
}

/// How the example names a type.
fn path_of(ctx: &Ctx<'_>, id: TypeId) -> String {
    let item = ctx.type_item(id);
    let ident = ident::ident(&item.ident);
    match item.module {
        Some(it) => format!("{}::{ident}", ctx.module_ident(it)),
        None => ident.to_string(),
    }
}

fn listed(names: &[Ident]) -> String {
    let names: Vec<String> = names.iter().map(Ident::to_string).collect();
    match names.as_slice() {
        [name] => name.clone(),
        names => format!("{{{}}}", names.join(", ")),
    }
}
