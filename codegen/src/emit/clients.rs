//! Clients: the service's marker type with its ports, the client, and a method for each operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::{self, Ctx};
use crate::emit::ty::{Side, emit_ty};
use crate::emit::{EmittedFile, attributes, docs, example, ident, needs, operations};
use crate::ir::{Client, Docs, FailureMessage, FailureRule, Operation, Port, SoapVersion};

/// `client.rs`.
pub(super) fn emit_clients(ctx: &Ctx<'_>) -> EmittedFile {
    let mut items: Vec<TokenStream> = Vec::new();
    for client in &ctx.api.clients {
        items.extend(emit_client(ctx, client));
    }
    if !items.is_empty() {
        let mut imports = path::emit_imports(ctx, &items);
        imports.append(&mut items);
        items = imports;
    }
    EmittedFile {
        name: "client.rs".to_owned(),
        docs: docs::emit_file_docs(&["The client: one method for each operation.".to_owned()]),
        items,
    }
}

fn emit_client(ctx: &Ctx<'_>, client: &Client) -> Vec<TokenStream> {
    let ident = ident::ident(&client.ident);
    let service = ident::ident(&client.service_ident);
    // The client's own parameter, the transport, would hide a service of its name.
    let service_path = match client.service_ident.as_str() {
        "T" => quote!(self::#service),
        _ => quote!(#service),
    };
    let attributes = docs::emit_docs(&docs_of(ctx, client));
    let service_docs = docs::emit_docs(&[format!(
        "The contract of service {}.",
        docs::code(&client.service)
    )]);
    let headers = operations::emit_or(ctx, client.request_headers, quote!(rt::NoHeaders));
    let name = Literal::string(&client.service);
    let ports = client.ports.iter().map(emit_port);
    let mtom = client.demands.first().is_some_and(|it| it.mtom);
    let mtom = mtom.then(|| quote!(.mtom()));
    let failures = (!client.failures.is_empty()).then(|| {
        let rules = client.failures.iter();
        let rules = rules.map(|it| emit_failure(ctx, client, it));
        quote!(.failures(&[#(#rules),*]))
    });
    let mut items = vec![
        quote! {
            #attributes
            #[derive(Clone, Debug)]
            pub struct #ident<T = rt::DefaultTransport> {
                inner: rt::Client<#service_path, T>,
            }
        },
        quote! {
            #service_docs
            #[derive(Clone, Copy, Debug)]
            pub struct #service;
        },
        quote! {
            impl rt::Service for #service {
                type RequestHeaders = #headers;
                const INFO: rt::ServiceInfo =
                    rt::ServiceInfo::new(#name, &[#(#ports),*]) #mtom #failures;
            }
        },
        quote!(rt::client!(#ident, #service_path);),
    ];
    if !client.operations.is_empty() {
        let methods = client
            .operations
            .iter()
            .map(|it| emit_method(ctx, client, it));
        items.push(quote!(impl<T> #ident<T> { #(#methods)* }));
    }
    items
}

fn emit_method(ctx: &Ctx<'_>, client: &Client, it: &Operation) -> TokenStream {
    let docs = docs::emit_docs(&operations::docs_of_method(ctx, client, it));
    let cfg = attributes::emit_cfg(&it.features);
    let attributes = quote!(#docs #cfg);
    let method = ident::ident(&it.method_ident);
    let marker = ident::ident(&it.marker_ident);
    if it.request.is_empty {
        return quote! {
            #attributes
            pub fn #method(&self) -> rt::Call<'_, operations::#marker, T> {
                self.inner.call(::core::default::Default::default())
            }
        };
    }
    let request = emit_ty(ctx, Side::Outside, &it.request.ty);
    quote! {
        #attributes
        pub fn #method(&self, request: #request) -> rt::Call<'_, operations::#marker, T> {
            self.inner.call(request)
        }
    }
}

fn emit_port(it: &Port) -> TokenStream {
    let name = Literal::string(&it.wire);
    let version = match it.version {
        SoapVersion::V11 => quote!(V11),
        SoapVersion::V12 => quote!(V12),
    };
    let address = it.address.as_ref().map(|it| {
        let address = Literal::string(it);
        quote!(.address(#address))
    });
    quote!(rt::Port::new(#name, rt::SoapVersion::#version) #address)
}

fn emit_failure(ctx: &Ctx<'_>, client: &Client, it: &FailureRule) -> TokenStream {
    let name = |ident| operations::emit_header(ctx, client.response_headers, ident);
    let header = name(&it.header);
    let rule = match &it.equals {
        Some(text) => quote!(rt::FailureRule::equals(#header, #text)),
        None => quote!(rt::FailureRule::filled(#header)),
    };
    let message = it.message.as_ref().map(|FailureMessage { header, path }| {
        let header = name(header);
        quote!(.with_message(#header, &[#(#path),*]))
    });
    quote!(#rule #message)
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
