//! The server's side: one macro call a service, which gives its trait, its endpoint and its mock.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::{EmittedFile, attributes, docs, ident};
use crate::ir::Client;

/// `server.rs`; empty without operations.
pub(super) fn emit_servers(ctx: &Ctx<'_>) -> EmittedFile {
    let clients = ctx.api.clients.iter();
    let lines = [
        "The server's side of the same services, for mocks and tests: a trait, an endpoint and a mock for each.",
        "",
        "Empty without feature `server` of the runtime.",
    ];
    EmittedFile {
        name: "server.rs".to_owned(),
        docs: docs::emit_file_docs(&lines.map(str::to_owned)),
        items: clients
            .filter(|client| !client.operations.is_empty())
            .map(|client| emit_server(ctx, client))
            .collect(),
    }
}

fn emit_server(ctx: &Ctx<'_>, client: &Client) -> TokenStream {
    let rt = &ctx.runtime;
    let server = ident::ident(&client.server_ident());
    let endpoint = ident::ident(&client.endpoint_ident());
    let mock = ident::ident(&client.mock_ident());
    let name = ident::ident(&client.ident);
    let service = Literal::string(&client.service);
    let operations = client.operations.iter().map(|operation| {
        let cfg = attributes::emit_cfg(&operation.features);
        let method = ident::ident(&operation.method_ident);
        let expect = ident::ident(&operation.expect_ident());
        let marker = ident::ident(&operation.marker_ident);
        quote!(#cfg #method #expect #marker)
    });
    quote!(#rt::server!(#server, #endpoint, #mock, #name, #service; #(#operations,)*);)
}
