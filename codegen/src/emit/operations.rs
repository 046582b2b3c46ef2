//! Operations: a marker type for each, and its implementation of `Operation`.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use crate::emit::path::{self, Ctx};
use crate::emit::tables::{Place, emit_entry};
use crate::emit::ty::{Side, emit_ty};
use crate::emit::{EmittedFile, attributes, demands, docs, ident};
use crate::ir::{
    Client, Docs, Entry, EntryKind, FailureMessage, FailureRule, Operation, RustType, TypeId,
    TypeKind,
};

/// `operations.rs`.
pub(super) fn emit_operations(ctx: &Ctx<'_>) -> EmittedFile {
    let mut items = Vec::new();
    for client in &ctx.api.clients {
        for operation in &client.operations {
            let of_operation = emit_operation(ctx, client, operation);
            items.extend(attributes::behind(&operation.features, of_operation));
        }
    }
    if !items.is_empty() {
        let mut imports = path::emit_operation_imports(ctx, &emit_entries(ctx));
        imports.extend(emit_failure_lists(ctx));
        imports.extend(demands::emit_lists(ctx));
        imports.append(&mut items);
        items = imports;
    }
    EmittedFile {
        name: "operations.rs".to_owned(),
        docs: docs::emit_file_docs(&[
            "The operations of this service, as the runtime sees them.".to_owned()
        ]),
        items,
    }
}

/// The entries of all messages.
pub(super) fn emit_entries(ctx: &Ctx<'_>) -> Vec<TokenStream> {
    let operations = ctx.api.clients.iter().flat_map(|it| &it.operations);
    operations
        .flat_map(|it| [Some(&it.request), it.response.as_ref()])
        .flatten()
        .map(|it| emit_entry(ctx, Place::Outside, &it.entry))
        .collect()
}

/// What an operation is on the wire, for documentation: name, action, faults, losses.
pub(super) fn docs_of(ctx: &Ctx<'_>, it: &Operation) -> Docs {
    let name = docs::code(&it.wire);
    let action = if it.soap_action.is_empty() {
        "without a SOAPAction".to_owned()
    } else {
        format!("SOAPAction {}", docs::code(&it.soap_action))
    };
    let mut lines = docs::with_line(&it.docs, format!("XML: operation {name}, {action}."));
    if let Some(fault) = it.fault {
        let names = fault_names(ctx, fault);
        lines.push(String::new());
        lines.push(format!("Declared faults: {}.", names.join(", ")));
    }
    for loss in &it.losses {
        lines.push(String::new());
        lines.push(format!("Not generated: {}.", loss.trim_end_matches('.')));
    }
    lines
}

fn fault_names(ctx: &Ctx<'_>, id: TypeId) -> Vec<String> {
    let name = |entry: &Entry, ident: &str| match &entry.kind {
        EntryKind::Element(it) | EntryKind::Wrapper(it, _) => docs::code(&it.local),
        EntryKind::Attribute(_)
        | EntryKind::Text
        | EntryKind::Choice(_)
        | EntryKind::Group(_)
        | EntryKind::Any(_)
        | EntryKind::AnyAttributes(_)
        | EntryKind::Mixed
        | EntryKind::Attachment(_) => docs::code(ident),
    };
    let item = ctx.type_item(id);
    match &item.kind {
        TypeKind::Choice(it) => it
            .alternatives
            .iter()
            .map(|it| name(&it.entry, &it.ident))
            .collect(),
        TypeKind::Struct(_)
        | TypeKind::Enumeration(_)
        | TypeKind::Family(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_) => vec![docs::code(&item.ident)],
    }
}

fn emit_operation(ctx: &Ctx<'_>, client: &Client, it: &Operation) -> Vec<TokenStream> {
    let rt = &ctx.options.runtime;
    let attributes = docs::emit_docs(&docs_of(ctx, it));
    let marker = ident::ident(&it.marker_ident);
    let some = std_name(ctx, "Some");
    let none = std_name(ctx, "None");

    let request = emit_ty(ctx, Side::Outside, &it.request.ty);
    let response = match &it.response {
        Some(it) => emit_ty(ctx, Side::Outside, &it.ty),
        None => quote!(()),
    };
    let request_headers = emit_or(ctx, client.request_headers, quote!(#rt::NoHeaders));
    let response_headers = emit_or(ctx, client.response_headers, quote!(#rt::NoHeaders));
    let fault = emit_or(ctx, it.fault, quote!(#rt::NoFault));

    let name = Literal::string(&it.wire);
    let soap_action = Literal::string(&it.soap_action);
    let request_entry = emit_entry(ctx, Place::Outside, &it.request.entry);
    let response_entry = match &it.response {
        Some(it) => {
            let entry = emit_entry(ctx, Place::Outside, &it.entry);
            quote!(#some(#entry))
        }
        None => none,
    };
    let headers = it
        .request_headers
        .iter()
        .map(|it| emit_header(ctx, client.request_headers, it));
    let failures = match client.failures {
        Some(id) => ident::ident(&ctx.api.failures[id].ident).to_token_stream(),
        None => quote!(&[]),
    };
    let demands = demands::emit_members(ctx, client, it);
    let encoded = it.request.encoded || it.response.as_ref().is_some_and(|it| it.encoded);
    vec![
        quote! {
            #attributes
            #[derive(Clone, Copy, Debug)]
            pub struct #marker;
        },
        quote! {
            impl #rt::Operation for #marker {
                type Request = #request;
                type Response = #response;
                type RequestHeaders = #request_headers;
                type ResponseHeaders = #response_headers;
                type Fault = #fault;
                const INFO: #rt::OperationInfo = #rt::OperationInfo {
                    name: #name,
                    soap_action: #soap_action,
                    request: #request_entry,
                    response: #response_entry,
                    request_headers: &[#(#headers),*],
                    failures: #failures,
                    encoded: #encoded,
                };
                #demands
            }
        },
    ]
}

fn emit_failure_lists(ctx: &Ctx<'_>) -> Vec<TokenStream> {
    let rt = &ctx.options.runtime;
    let lists = ctx.api.failures.iter().enumerate();
    lists
        .map(|(id, list)| {
            let ident = ident::ident(&list.ident);
            let cfg = attributes::emit_cfg(&list.features);
            let mut clients = ctx.api.clients.iter();
            let headers = clients
                .find(|client| client.failures == Some(id))
                .and_then(|client| client.response_headers);
            let rules = list.rules.iter().map(|it| emit_failure(ctx, headers, it));
            quote!(#cfg const #ident: &[#rt::FailureRule] = &[#(#rules),*];)
        })
        .collect()
}

fn emit_failure(ctx: &Ctx<'_>, headers: Option<TypeId>, it: &FailureRule) -> TokenStream {
    let rt = &ctx.options.runtime;
    let field = emit_header(ctx, headers, &it.header);
    let rule = match &it.equals {
        Some(text) => quote!(#rt::FailureRule::header_equals(#field, #text)),
        None => quote!(#rt::FailureRule::header_filled(#field)),
    };
    match &it.message {
        Some(FailureMessage { header, path }) => {
            let field = emit_header(ctx, headers, header);
            quote!(#rule.with_message(#field, &[#(#path),*]))
        }
        None => rule,
    }
}

/// The index of a header block in the table of all.
fn emit_header(ctx: &Ctx<'_>, headers: Option<TypeId>, ident: &str) -> Literal {
    Literal::usize_unsuffixed(ctx.api.header(headers, ident).0)
}

/// The generated type `id`, or `fallback`.
pub(super) fn emit_or(ctx: &Ctx<'_>, id: Option<TypeId>, fallback: TokenStream) -> TokenStream {
    match id {
        Some(id) => emit_ty(ctx, Side::Outside, &RustType::Named(id)),
        None => fallback,
    }
}

/// `Some` or `None`, by its path where an operation of that name hides it.
fn std_name(ctx: &Ctx<'_>, name: &str) -> TokenStream {
    let ident = ident::ident(name);
    let operations = ctx.api.clients.iter().flat_map(|it| &it.operations);
    if operations.into_iter().any(|it| it.marker_ident == name) {
        quote!(::core::option::Option::#ident)
    } else {
        quote!(#ident)
    }
}
