//! Operations: a marker type for each, and its implementation of `Operation`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::{self, Ctx};
use crate::emit::tables::{File, emit_entry};
use crate::emit::ty::{Side, display, emit_ty};
use crate::emit::{EmittedFile, attributes, demands, docs, ident};
use crate::ir::{
    Client, Docs, Entry, EntryKind, FailureMessage, FailureRule, Operation, RustType, TypeId,
    TypeKind,
};

/// `operations.rs`.
pub(super) fn emit_operations(ctx: &Ctx<'_>) -> EmittedFile {
    let mut items = Vec::new();
    let secrets = &ctx.api.secrets;
    for client in &ctx.api.clients {
        items.extend(emit_failures(ctx, client));
        for operation in &client.operations {
            let of_operation = emit_operation(ctx, client, operation, !secrets.is_empty());
            items.extend(attributes::behind(&operation.features, of_operation));
        }
    }
    if !items.is_empty() && !secrets.is_empty() {
        let names = secrets.iter().map(|it| Literal::string(&it.wire));
        let docs =
            docs::emit_docs(&["The names of what holds secrets, in any message.".to_owned()]);
        items.push(quote! {
            #docs
            const SECRETS: &[&str] = &[#(#names),*];
        });
    }
    if !items.is_empty() {
        let mut all = demands::emit_lists(ctx);
        all.append(&mut items);
        items = all;
        let mut imports = path::emit_imports(ctx, &items);
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

/// What an operation is on the wire, for documentation.
fn wire_line(it: &Operation) -> String {
    let name = docs::code(&it.wire);
    let action = if it.soap_action.is_empty() {
        "without a SOAPAction".to_owned()
    } else {
        format!("SOAPAction {}", docs::code(&it.soap_action))
    };
    format!("XML: operation {name}, {action}.")
}

/// The documentation of a method: what it is on the wire, what it sends and gives, which faults, what is lost.
pub(super) fn docs_of_method(ctx: &Ctx<'_>, client: &Client, it: &Operation) -> Docs {
    let mut lines = docs::with_line(&it.docs, wire_line(it));
    let headers: Vec<String> = it.request_headers.iter().map(|it| docs::code(it)).collect();
    let headers = match headers.as_slice() {
        [] => String::new(),
        names => format!(", with header blocks {}", names.join(", ")),
    };
    let request = match it.request.is_empty {
        true => "an empty body".to_owned(),
        false => linked(ctx, &it.request.ty),
    };
    lines.extend([String::new(), format!("Sends {request}{headers}.")]);
    lines.push(match &it.response {
        Some(response) => format!("Gives {}.", linked(ctx, &response.ty)),
        None => "There is no answer.".to_owned(),
    });
    if let (Some(id), Some(_)) = (client.response_headers, &it.response) {
        let headers = linked(ctx, &RustType::Named(id));
        lines.push(format!("Header blocks of the answer are {headers}."));
    }
    let mut paragraph = |line: String| lines.extend([String::new(), line]);
    if let Some(fault) = it.fault {
        let names = fault_names(ctx, fault).join(", ");
        let fault = linked(ctx, &RustType::Named(fault));
        paragraph(format!("Declared faults: {names}, as {fault}."));
    }
    for loss in &it.losses {
        paragraph(format!("Not generated: {}.", loss.trim_end_matches('.')));
    }
    lines
}

/// A type, with a link to it where it is generated.
fn linked(ctx: &Ctx<'_>, ty: &RustType) -> String {
    let name = docs::code(&display(&|id| ctx.api.path(id), ty));
    match ty.named() {
        Some(id) => format!("[{name}](super::{})", ctx.api.path(id)),
        None => name,
    }
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
        | EntryKind::MixedText
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

/// What marks answers of `client` as failures.
fn emit_failures(ctx: &Ctx<'_>, client: &Client) -> Option<TokenStream> {
    if client.failures.is_empty() {
        return None;
    }
    let service = docs::code(&client.service);
    let docs = docs::emit_docs(&[format!(
        "What marks an answer of service {service} as a failure."
    )]);
    let ident = ident::ident(&client.failures_ident);
    let rules = client.failures.iter();
    let rules = rules.map(|it| emit_failure(ctx, client, it));
    Some(quote! {
        #docs
        pub(super) const #ident: &[rt::FailureRule<'static>] = &[#(#rules),*];
    })
}

fn emit_failure(ctx: &Ctx<'_>, client: &Client, it: &FailureRule) -> TokenStream {
    let name = |ident| emit_header(ctx, client.response_headers, ident);
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

fn emit_operation(
    ctx: &Ctx<'_>,
    client: &Client,
    it: &Operation,
    has_secrets: bool,
) -> Vec<TokenStream> {
    let attributes = docs::emit_docs(&[wire_line(it)]);
    let marker = ident::ident(&it.marker_ident);
    let request = emit_ty(ctx, Side::Outside, &it.request.ty);
    let response = match &it.response {
        Some(it) => emit_ty(ctx, Side::Outside, &it.ty),
        None => quote!(()),
    };
    let request_headers = emit_or(ctx, client.request_headers, quote!(rt::NoHeaders));
    let response_headers = emit_or(ctx, client.response_headers, quote!(rt::NoHeaders));
    let fault = emit_or(ctx, it.fault, quote!(rt::NoFault));
    let info = emit_info(ctx, client, it);
    let demands = demands::emit_members(ctx, client, it);
    let idempotent = (it.idempotent).then(|| {
        quote!(
            const IDEMPOTENT: bool = true;
        )
    });
    let secrets = has_secrets.then(|| {
        quote!(
            const SECRETS: &'static [&'static str] = SECRETS;
        )
    });
    vec![
        quote! {
            #attributes
            #[derive(Clone, Copy, Debug)]
            pub struct #marker;
        },
        quote! {
            impl rt::Operation for #marker {
                type Request = #request;
                type Response = #response;
                type RequestHeaders = #request_headers;
                type ResponseHeaders = #response_headers;
                type Fault = #fault;
                const INFO: rt::OperationInfo = #info;
                #idempotent
                #demands
                #secrets
            }
        },
    ]
}

/// `OperationInfo::new(…)`, with what is not the default.
fn emit_info(ctx: &Ctx<'_>, client: &Client, it: &Operation) -> TokenStream {
    let name = Literal::string(&it.wire);
    let request = emit_entry(ctx, File::Outside, &it.request.entry);
    let action = (!it.soap_action.is_empty()).then(|| {
        let action = Literal::string(&it.soap_action);
        quote!(.soap_action(#action))
    });
    let response = it.response.as_ref().map(|it| {
        let entry = emit_entry(ctx, File::Outside, &it.entry);
        quote!(.response(#entry))
    });
    let all = client.request_headers.map(|id| &ctx.type_item(id).kind);
    let is_all = match all {
        Some(TypeKind::Struct(all)) => {
            let all = all.fields.iter().map(|field| &field.ident);
            it.request_headers.iter().eq(all)
        }
        Some(_) | None => true,
    };
    let headers = (!is_all).then(|| {
        let names = it.request_headers.iter().map(|ident| {
            let name = emit_header(ctx, client.request_headers, ident);
            quote!((#name))
        });
        quote!(.request_headers(&[#(#names),*]))
    });
    let failures = (!client.failures.is_empty()).then(|| {
        let failures = ident::ident(&client.failures_ident);
        quote!(.failures(#failures))
    });
    let is_encoded = it.request.encoded || it.response.as_ref().is_some_and(|it| it.encoded);
    let encoded = is_encoded.then(|| quote!(.encoded()));
    let names = it.encoded_headers.iter().map(|ident| {
        let name = emit_header(ctx, client.request_headers, ident);
        quote!((#name))
    });
    let encoded_headers =
        (!it.encoded_headers.is_empty()).then(|| quote!(.encoded_headers(&[#(#names),*])));
    quote!(rt::OperationInfo::new(#name, #request) #action #response #headers #failures #encoded #encoded_headers)
}

/// Namespace and local name of a header block, by the name of its member.
pub(super) fn emit_header(ctx: &Ctx<'_>, headers: Option<TypeId>, ident: &str) -> TokenStream {
    let (_, field) = ctx.api.header(headers, ident);
    let (EntryKind::Element(name) | EntryKind::Wrapper(name, _)) = &field.entry.kind else {
        unreachable!("a header block is an element: {field:?}");
    };
    let namespace = ctx.namespace(name.namespace);
    let local = Literal::string(&name.local);
    quote!(#namespace, #local)
}

/// The generated type `id`, or `fallback`.
pub(super) fn emit_or(ctx: &Ctx<'_>, id: Option<TypeId>, fallback: TokenStream) -> TokenStream {
    match id {
        Some(id) => emit_ty(ctx, Side::Outside, &RustType::Named(id)),
        None => fallback,
    }
}
