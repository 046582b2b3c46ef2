//! Clients: the service's marker type with its ports, the client, and a method for each operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::ty::{Side, emit_ty};
use crate::emit::{EmittedFile, attributes, docs, example, ident, needs, operations};
use crate::ir::{Client, Docs, Operation, Port, RustType, SoapVersion};

/// `client.rs`.
pub(super) fn emit_clients(ctx: &Ctx<'_>) -> EmittedFile {
    let clients = &ctx.api.clients;
    let mut items = Vec::new();
    if clients.iter().any(|it| !it.operations.is_empty()) {
        let is_types_used = clients.iter().any(|it| {
            it.request_headers.is_some()
                || it
                    .operations
                    .iter()
                    .any(|it| !it.request.is_empty && names_type(&it.request.ty))
        });
        let import = if is_types_used {
            quote!(
                use super::{operations, types};
            )
        } else {
            quote!(
                use super::operations;
            )
        };
        items.push(attributes::emit_import(ctx, import));
    } else if clients.iter().any(|it| it.request_headers.is_some()) {
        items.push(quote!(
            use super::types;
        ));
    }
    for client in clients {
        items.extend(emit_client(ctx, client));
    }
    EmittedFile {
        name: "client.rs".to_owned(),
        docs: docs::emit_file_docs(&["The client: one method for each operation.".to_owned()]),
        items,
    }
}

fn emit_client(ctx: &Ctx<'_>, client: &Client) -> Vec<TokenStream> {
    let rt = &ctx.options.runtime;
    let ident = ident::ident(&client.ident);
    let service = ident::ident(&client.service_ident);
    // The client's own parameter, the transport, would hide a service of its name.
    let mtom = client
        .demands
        .first()
        .is_some_and(|it| it.mtom)
        .then(|| quote!(const MTOM: #rt::MtomMode = #rt::MtomMode::ON;));
    let service_path = match client.service_ident.as_str() {
        "T" => quote!(self::#service),
        _ => quote!(#service),
    };
    let attributes = docs::emit_docs(&docs_of(ctx, client));
    let service_docs = docs::emit_docs(&[format!(
        "The contract of service {}.",
        docs::code(&client.service)
    )]);
    let headers = operations::emit_or(ctx, client.request_headers, quote!(#rt::NoHeaders));
    let name = Literal::string(&client.service);
    let ports = client.ports.iter().map(|it| emit_port(ctx, it));
    let mut items = vec![
        quote! {
            #attributes
            #[derive(Clone, Debug)]
            pub struct #ident<T = #rt::DefaultTransport> {
                inner: #rt::Client<#service_path, T>,
            }
        },
        quote! {
            #service_docs
            #[derive(Clone, Copy, Debug)]
            pub struct #service;
        },
        quote! {
            impl #rt::Service for #service {
                type RequestHeaders = #headers;
                const NAME: &'static str = #name;
                const PORTS: &'static [#rt::Port] = &[#(#ports),*];
                #mtom
            }
        },
        quote!(#rt::client!(#ident, #service_path);),
    ];
    if !client.operations.is_empty() {
        let methods = client.operations.iter().map(|it| emit_method(ctx, it));
        items.push(quote!(impl<T> #ident<T> { #(#methods)* }));
    }
    items
}

fn emit_method(ctx: &Ctx<'_>, it: &Operation) -> TokenStream {
    let rt = &ctx.options.runtime;
    let docs = docs::emit_docs(&operations::docs_of(ctx, it));
    let cfg = attributes::emit_cfg(&it.features);
    let attributes = quote!(#docs #cfg);
    let method = ident::ident(&it.method_ident);
    let marker = ident::ident(&it.marker_ident);
    if it.request.is_empty {
        return quote! {
            #attributes
            pub fn #method(&self) -> #rt::Call<'_, operations::#marker, T> {
                self.inner.call(::core::default::Default::default())
            }
        };
    }
    let request = emit_ty(ctx, Side::Outside, &it.request.ty);
    quote! {
        #attributes
        pub fn #method(&self, request: #request) -> #rt::Call<'_, operations::#marker, T> {
            self.inner.call(request)
        }
    }
}

fn emit_port(ctx: &Ctx<'_>, it: &Port) -> TokenStream {
    let rt = &ctx.options.runtime;
    let name = Literal::string(&it.wire);
    let version = match it.version {
        SoapVersion::V11 => quote!(V11),
        SoapVersion::V12 => quote!(V12),
    };
    let address = match &it.address {
        Some(it) => {
            let it = Literal::string(it);
            quote!(::core::option::Option::Some(#it))
        }
        None => quote!(::core::option::Option::None),
    };
    quote!(#rt::Port { name: #name, version: #rt::SoapVersion::#version, address: #address })
}

fn docs_of(ctx: &Ctx<'_>, client: &Client) -> Docs {
    let service = docs::code(&client.service);
    let mut lines = match client.docs.as_slice() {
        [] => vec![format!("Calls service {service}.")],
        _ => docs::with_line(&client.docs, format!("XML: service {service}.")),
    };
    let (fence, module) = example::place(ctx);
    let style = needs::Style {
        fence,
        module: &module,
    };
    let needs = needs::lines(client, style);
    if !needs.is_empty() {
        lines.push(String::new());
        lines.extend(needs);
    }
    lines.extend(example::example(ctx, client).unwrap_or_default());
    lines
}

fn names_type(ty: &RustType) -> bool {
    match ty {
        RustType::Named(_) => true,
        RustType::Builtin(_) | RustType::External(_) => false,
        RustType::Option(it)
        | RustType::Vec(it)
        | RustType::Nillable(it)
        | RustType::Boxed(it)
        | RustType::Secret(it)
        | RustType::List(it) => names_type(it),
    }
}
