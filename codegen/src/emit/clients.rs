//! Clients: the service's marker type with its ports, the client, and a method for each operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::{self, Ctx};
use crate::emit::ty::{Side, emit_ty};
use crate::emit::{EmittedFile, attributes, docs, example, ident, needs, operations};
use crate::ir::{Client, Docs, File, Operation, Port, SoapVersion};

/// `client.rs`.
pub(super) fn emit_clients(ctx: &Ctx<'_>) -> EmittedFile {
    let mut items = path::emit_imports(ctx, File::Client);
    for client in &ctx.api.clients {
        items.extend(emit_client(ctx, client));
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
        let failures = ident::ident(&client.failures_ident);
        quote!(.failures(operations::#failures))
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
            .flat_map(|it| [emit_unwrapped(ctx, it), Some(emit_method(ctx, client, it))]);
        let methods = methods.flatten();
        items.push(quote!(impl<T> #ident<T> { #(#methods)* }));
    }
    items
}

fn emit_method(ctx: &Ctx<'_>, client: &Client, it: &Operation) -> TokenStream {
    let docs = docs::emit_docs(&operations::docs_of_method(ctx, client, it));
    let cfg = attributes::emit_cfg(&it.features);
    let attributes = quote!(#docs #cfg);
    let method = ident::ident(it.request_method());
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

/// The method that takes members and gives one.
fn emit_unwrapped(ctx: &Ctx<'_>, it: &Operation) -> Option<TokenStream> {
    let form = it.unwrapped.as_ref()?;
    let docs = docs::emit_docs(&docs::with_line(
        &it.docs,
        format!(
            "As [`Self::{0}`], which takes the request.",
            ident::ident(&form.request_ident)
        ),
    ));
    let cfg = attributes::emit_cfg(&it.features);
    let [method, request_method] =
        [&it.method_ident, &form.request_ident].map(|it| ident::ident(it));
    let marker = ident::ident(&it.marker_ident);
    let request = emit_ty(ctx, Side::Outside, &it.request.ty);
    let (parameters, argument) = match &form.arguments {
        _ if it.request.is_empty => (Vec::new(), TokenStream::new()),
        None => (vec![quote!(request: #request)], quote!(request)),
        Some(exact) => {
            let fields = ctx.api.fields(&it.request).iter().zip(exact);
            let (parameters, values): (Vec<_>, Vec<_>) = fields
                .map(|(field, is_exact)| {
                    let ident = ident::ident(&field.ident);
                    let ty = emit_ty(ctx, Side::Outside, &field.ty);
                    match is_exact {
                        true => (quote!(#ident: #ty), quote!(#ident)),
                        false => (
                            quote!(#ident: impl ::core::convert::Into<#ty>),
                            quote!(#ident: #ident.into()),
                        ),
                    }
                })
                .unzip();
            (parameters, quote!(#request { #(#values),* }))
        }
    };
    let single = it
        .response
        .as_ref()
        .filter(|_| form.single)
        .and_then(|it| ctx.api.fields(it).first());
    let (value, picked) = match (single, &it.response) {
        (Some(field), _) => {
            let ident = ident::ident(&field.ident);
            (
                emit_ty(ctx, Side::Outside, &field.ty),
                quote!(response.#ident),
            )
        }
        (None, Some(response)) => (emit_ty(ctx, Side::Outside, &response.ty), quote!(response)),
        (None, None) => (quote!(()), quote!(response)),
    };
    Some(quote! {
        #docs
        #cfg
        pub fn #method(&self, #(#parameters),*) -> rt::PlainCall<'_, operations::#marker, T, #value> {
            self.#request_method(#argument).map(|response| #picked)
        }
    })
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
