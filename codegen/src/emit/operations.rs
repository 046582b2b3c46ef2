//! Operations: `operation!` for each, and what several of them refer to.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::{self, Ctx};
use crate::emit::tables::{File, emit_entry};
use crate::emit::ty::{Side, display, emit_ty};
use crate::emit::{EmittedFile, attributes, demands, docs, ident};
use crate::ir::{
    Client, Docs, EntryKind, FailureMessage, FailureRule, Field, Operation, RustType, TypeId,
    TypeKind,
};

/// `operations.rs`.
pub(super) fn emit_operations(ctx: &Ctx<'_>) -> EmittedFile {
    let mut items = path::emit_imports(ctx, crate::ir::File::Operations);
    items.extend(demands::emit_lists(ctx));
    let secrets = &ctx.api.secrets;
    for client in &ctx.api.clients {
        items.extend(emit_failures(ctx, client));
        for operation in &client.operations {
            let of_operation = emit_operation(ctx, client, operation, !secrets.is_empty());
            items.extend(attributes::behind(&operation.features, vec![of_operation]));
        }
    }
    if !secrets.is_empty() {
        let names = secrets.iter().map(|it| Literal::string(&it.wire));
        let docs =
            docs::emit_docs(&["The names of what holds secrets, in any message.".to_owned()]);
        items.push(quote! {
            #docs
            const SECRETS: &[&str] = &[#(#names),*];
        });
    }
    EmittedFile {
        name: "operations.rs".to_owned(),
        docs: docs::emit_file_docs(&[
            "The operations of this service, as the runtime sees them.".to_owned()
        ]),
        items,
    }
}

/// The documentation of a method: the operation, what it gives besides what the signature says, which faults, what is lost.
pub(super) fn docs_of_method(ctx: &Ctx<'_>, client: &Client, it: &Operation) -> Docs {
    let gives = match &it.response {
        Some(response) => format!("Gives {}.", linked(ctx, &response.ty)),
        None => "There is no answer.".to_owned(),
    };
    let mut lines = it.docs.clone();
    if !docs::is_spelling(&it.method_ident, &it.wire) {
        lines = docs::with_line(&lines, format!("XML: operation {}.", docs::code(&it.wire)));
    }
    let mut lines = docs::with_line(&lines, gives);
    if !it.request_headers.is_empty() {
        let headers = it.request_headers.iter().map(|it| docs::code(it));
        let headers: Vec<String> = headers.collect();
        lines.push(format!("Header blocks: {}.", headers.join(", ")));
    }
    if let (Some(id), Some(_)) = (client.response_headers, &it.response) {
        let headers = linked(ctx, &RustType::Named(id));
        lines.push(format!("Header blocks of the answer are {headers}."));
    }
    if let Some(fault) = it.fault {
        let names = fault_names(ctx, fault).join(", ");
        let fault = linked(ctx, &RustType::Named(fault));
        lines.push(format!("Declared faults: {names}, as {fault}."));
    }
    for loss in &it.losses {
        let loss = loss.trim_end_matches('.');
        lines.extend([String::new(), format!("Not generated: {loss}.")]);
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
    let name = |detail: &Field| {
        let wire = detail.entry.name().map(|name| &name.local);
        docs::code(wire.unwrap_or(&detail.ident))
    };
    let item = ctx.type_item(id);
    match &item.kind {
        TypeKind::Choice(choice) => choice.alternatives.iter().map(name).collect(),
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

/// `operation!`: the marker, its messages, and the facts of its table that are not the default.
fn emit_operation(
    ctx: &Ctx<'_>,
    client: &Client,
    it: &Operation,
    has_secrets: bool,
) -> TokenStream {
    let marker = ident::ident(&it.marker_ident);
    let request = emit_ty(ctx, Side::Outside, &it.request.ty);
    let response = it.response.as_ref().map(|it| {
        let ty = emit_ty(ctx, Side::Outside, &it.ty);
        quote!(=> #ty)
    });
    let headers = [client.request_headers, client.response_headers];
    let headers = headers.iter().any(Option::is_some).then(|| {
        let [sent, answered] = headers.map(|id| emit_or(ctx, id, quote!(rt::NoHeaders)));
        quote!(, headers #sent => #answered)
    });
    let fault = it.fault.map(|id| {
        let ty = emit_ty(ctx, Side::Outside, &RustType::Named(id));
        quote!(, fault #ty)
    });
    let mut facts = emit_facts(ctx, client, it);
    facts.extend(demands::emit_facts(ctx, client, it));
    facts.extend(it.idempotent.then(|| quote!(idempotent())));
    facts.extend(has_secrets.then(|| quote!(secrets(SECRETS))));
    quote!(rt::operation!(#marker: #request #response, { #(#facts,)* } #fault #headers);)
}

/// The arguments of `OperationInfo::new`, and calls of its other functions.
fn emit_facts(ctx: &Ctx<'_>, client: &Client, it: &Operation) -> Vec<TokenStream> {
    let name = Literal::string(&it.wire);
    let request = emit_entry(ctx, File::Outside, &it.request.entry);
    let mut facts = vec![quote!(operation(#name, #request))];
    if !it.soap_action.is_empty() {
        let action = Literal::string(&it.soap_action);
        facts.push(quote!(soap_action(#action)));
    }
    if let Some(it) = &it.response {
        let entry = emit_entry(ctx, File::Outside, &it.entry);
        facts.push(quote!(response(#entry)));
    }
    let names = |idents: &[String]| {
        let names = idents.iter().map(|ident| {
            let name = emit_header(ctx, client.request_headers, ident);
            quote!((#name))
        });
        quote!(&[#(#names),*])
    };
    if !ctx.api.sends_all_headers(client, it) {
        let names = names(&it.request_headers);
        facts.push(quote!(request_headers(#names)));
    }
    if !client.failures.is_empty() {
        let failures = ident::ident(&client.failures_ident);
        facts.push(quote!(failures(#failures)));
    }
    if it.request.encoded || it.response.as_ref().is_some_and(|it| it.encoded) {
        facts.push(quote!(encoded()));
    }
    if !it.encoded_headers.is_empty() {
        let names = names(&it.encoded_headers);
        facts.push(quote!(encoded_headers(#names)));
    }
    facts
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
