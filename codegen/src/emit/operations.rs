//! Operations: a marker type for each, and its implementation of `Operation`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::path::{self, Ctx};
use crate::emit::tables::{Place, emit_entry};
use crate::emit::ty::{Side, emit_ty};
use crate::emit::{EmittedFile, attributes, docs, ident};
use crate::ir::{
    Client, Docs, Entry, EntryKind, FailureRule, Operation, RustType, TypeId, TypeKind,
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
        .map(|it| Literal::usize_unsuffixed(*it));
    let failures = match failures_ident(ctx, client) {
        Some(it) => quote!(#it),
        None => quote!(&[]),
    };
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
            }
        },
    ]
}

/// The distinct lists of failure rules; most often one, and every operation has it.
fn failure_lists<'a>(ctx: &Ctx<'a>) -> Vec<&'a [FailureRule]> {
    let mut lists: Vec<&[FailureRule]> = Vec::new();
    for client in &ctx.api.clients {
        let list = client.failures.as_slice();
        if !list.is_empty() && !client.operations.is_empty() && !lists.contains(&list) {
            lists.push(list);
        }
    }
    lists
}

fn emit_failure_lists(ctx: &Ctx<'_>) -> Vec<TokenStream> {
    let rt = &ctx.options.runtime;
    let lists = failure_lists(ctx).into_iter().enumerate();
    lists
        .map(|(index, rules)| {
            let ident = failures_const(index);
            // Where each operation that has it is behind a feature, so is the list.
            let users = (ctx.api.clients.iter())
                .filter(|it| it.failures == rules)
                .flat_map(|it| &it.operations);
            let mut features: Vec<String> = Vec::new();
            let mut is_always_on = false;
            for user in users {
                is_always_on |= user.features.is_empty();
                features.extend(user.features.iter().cloned());
            }
            features.sort();
            features.dedup();
            if is_always_on {
                features.clear();
            }
            let cfg = attributes::emit_cfg(&features);
            let rules = rules.iter().map(|it| emit_failure(ctx, it));
            quote!(#cfg const #ident: &[#rt::FailureRule] = &[#(#rules),*];)
        })
        .collect()
}

fn failures_ident(ctx: &Ctx<'_>, client: &Client) -> Option<Ident> {
    let lists = failure_lists(ctx);
    let index = lists.iter().position(|it| *it == client.failures)?;
    Some(failures_const(index))
}

fn failures_const(index: usize) -> Ident {
    match index {
        0 => ident::ident("FAILURES"),
        _ => ident::ident(&format!("FAILURES_{}", index + 1)),
    }
}

fn emit_failure(ctx: &Ctx<'_>, it: &FailureRule) -> TokenStream {
    let rt = &ctx.options.runtime;
    match it {
        FailureRule::HeaderEquals { field, text } => {
            let field = Literal::usize_unsuffixed(*field);
            let text = Literal::string(text);
            quote!(#rt::FailureRule::HeaderEquals { field: #field, text: #text })
        }
        FailureRule::HeaderFilled { field } => {
            let field = Literal::usize_unsuffixed(*field);
            quote!(#rt::FailureRule::HeaderFilled { field: #field })
        }
    }
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
