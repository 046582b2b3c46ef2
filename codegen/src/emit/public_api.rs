//! The public API as text: one line for each thing that callers of a module can use.
//!
//! In: an [`Api`]. Out: lines in module order, for a snapshot whose diff says what callers gain or lose.

use std::fmt::Write as _;

use crate::emit::ty;
use crate::ir::{
    Api, Client, Enumeration, Operation, RustType, Setter, SoapVersion, Struct, TypeId, TypeItem,
    TypeKind,
};

/// The public items of the module of `api`.
pub fn public_api(api: &Api) -> String {
    let mut out = String::new();
    let api = &*api.qualified();
    for it in &api.modules {
        line(&mut out, format_args!("mod {}", it.ident));
    }
    for it in &api.namespaces {
        line(
            &mut out,
            format_args!("const {}: &str = {:?}", it.ident, it.uri),
        );
    }
    for item in &api.types {
        write_type(&mut out, api, item);
    }
    for client in &api.clients {
        write_client(&mut out, api, client);
    }
    out
}

/// `ty`, in an API whose names are paths already.
fn shown(api: &Api, ty: &RustType) -> String {
    ty::display(&|id| api.types[id.0].ident.clone(), ty)
}

fn write_type(out: &mut String, api: &Api, item: &TypeItem) {
    let name = &item.ident;
    match &item.kind {
        TypeKind::Struct(it) => write_struct(out, api, name, it),
        TypeKind::Enumeration(it) => write_enumeration(out, name, it),
        TypeKind::Choice(it) => {
            line(out, format_args!("enum {name}"));
            for it in &it.alternatives {
                let ty = shown(api, &it.ty);
                line(out, format_args!("{name}::{}({ty})", it.ident));
            }
        }
        TypeKind::Family(it) => {
            line(out, format_args!("enum {name}"));
            for it in &it.members {
                let ty = shown(api, &it.ty);
                line(out, format_args!("{name}::{}({ty})", it.ident));
            }
            line(out, format_args!("{name}::{}(AnyType)", it.other_ident));
            for index in &it.conversions {
                let ty = match &it.members[*index].ty {
                    RustType::Boxed(inner) => inner,
                    ty => ty,
                };
                let ty = shown(api, ty);
                line(out, format_args!("impl From<{ty}> for {name}"));
            }
            for field in &it.shared {
                let ty = shown(api, &field.ty);
                line(
                    out,
                    format_args!("fn {name}::{}() -> Option<&{ty}>", field.ident),
                );
            }
        }
        TypeKind::Union(it) => {
            line(out, format_args!("enum {name}"));
            for it in &it.members {
                let ty = shown(api, &it.ty);
                line(out, format_args!("{name}::{}({ty})", it.ident));
            }
            if let Some(other) = &it.other_ident {
                line(out, format_args!("{name}::{other}(String)"));
            }
        }
        TypeKind::Alias(it) => line(out, format_args!("type {name} = {}", shown(api, it))),
    }
}

fn write_struct(out: &mut String, api: &Api, name: &str, it: &Struct) {
    let default = if it.has_default() { ": Default" } else { "" };
    line(out, format_args!("struct {name}{default}"));
    for it in &it.fields {
        let ty = shown(api, &it.ty);
        line(out, format_args!("{name}.{}: {ty}", it.ident));
    }
    if let Some(constructor) = &it.constructor {
        let asked = constructor.arguments.iter().map(|index| &it.fields[*index]);
        let asked = asked.map(|it| format!("{}: {}", it.ident, shown(api, &it.ty)));
        let asked: Vec<String> = asked.collect();
        let asked = asked.join(", ");
        match &constructor.builder {
            None => line(out, format_args!("fn {name}::new({asked})")),
            Some(it) => {
                let (start, builder, finish) = (&it.start, &it.ident, &it.finish);
                line(out, format_args!("fn {name}::{start}() -> {builder}"));
                line(out, format_args!("fn {builder}::{finish}: needs {asked}"));
            }
        }
    }
    for it in &it.setters {
        match it {
            Setter::Text(second) | Setter::List { push: second, .. } => {
                line(out, format_args!("setter {name}::{second}"));
            }
            Setter::Into | Setter::Exact => {}
        }
    }
}

fn write_enumeration(out: &mut String, name: &str, it: &Enumeration) {
    line(out, format_args!("enum {name}"));
    for it in &it.variants {
        line(out, format_args!("{name}::{} = {:?}", it.ident, it.literal));
    }
    if let Some(other) = &it.other_ident {
        line(out, format_args!("{name}::{other}(String)"));
    }
}

fn write_client(out: &mut String, api: &Api, client: &Client) {
    let name = &client.ident;
    line(
        out,
        format_args!("struct {name}: service {:?}", client.service),
    );
    line(out, format_args!("struct {}", client.service_ident));
    if client.demands.first().is_some_and(|it| it.mtom) {
        line(out, format_args!("MTOM {name}"));
    }
    for it in &client.ports {
        let version = match it.version {
            SoapVersion::V11 => "1.1",
            SoapVersion::V12 => "1.2",
        };
        let address = it.address.as_deref().unwrap_or("no address");
        line(
            out,
            format_args!("port {name}: {:?}, SOAP {version}, {address:?}", it.wire),
        );
    }
    let headers = |id: Option<TypeId>| id.map_or("none", |it| api.types[it.0].ident.as_str());
    line(
        out,
        format_args!(
            "request headers {name}: {}",
            headers(client.request_headers)
        ),
    );
    line(
        out,
        format_args!(
            "response headers {name}: {}",
            headers(client.response_headers)
        ),
    );
    for rule in &client.failures {
        let sign = match &rule.equals {
            Some(text) => format!("is {text:?}"),
            None => "is filled".to_owned(),
        };
        line(out, format_args!("failure {name}: {} {sign}", rule.header));
    }
    for it in &client.operations {
        write_operation(out, api, client, it);
    }
}

fn write_operation(out: &mut String, api: &Api, client: &Client, it: &Operation) {
    if it.unwrapped.is_some() {
        line(
            out,
            format_args!("fn {}::{}: unwrapped", client.ident, it.method_ident),
        );
    }
    let name = format!("{}::{}", client.ident, it.request_method());
    let request = if it.request.is_empty {
        String::new()
    } else {
        shown(api, &it.request.ty)
    };
    let response = match &it.response {
        Some(it) => shown(api, &it.ty),
        None => "()".to_owned(),
    };
    line(out, format_args!("fn {name}({request}) -> {response}"));
    line(out, format_args!("struct operations::{}", it.marker_ident));
    if !it.request_headers.is_empty() {
        let names = it.request_headers.join(", ");
        line(out, format_args!("headers {name}: {names}"));
    }
    if let Some(fault) = it.fault {
        let fault = shown(api, &RustType::Named(fault));
        line(out, format_args!("fault {name}: {fault}"));
    }
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("writing to a String does not fail");
}
