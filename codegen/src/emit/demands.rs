//! What policies demand, as the runtime checks it before it sends.
//!
//! In: the lists of the IR. Out: constants for them, and what an operation says of itself.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::path::Ctx;
use crate::emit::{attributes, ident};
use crate::ir::{Client, Demands, Operation, Parts, Password, Token, TokenKind, TokenRole};

/// The messages of one direction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Direction {
    Request,
    Response,
}

/// The constants that operations refer to, behind the features of those that do.
pub(super) fn emit_lists(ctx: &Ctx<'_>) -> Vec<TokenStream> {
    let mut res = Vec::new();
    for list in &ctx.api.policies {
        let cfg = attributes::emit_cfg(&list.features);
        for (direction, ident) in [
            (Direction::Request, &list.request_ident),
            (Direction::Response, &list.response_ident),
        ] {
            let Some(ident) = ident else { continue };
            let ident = ident::ident(ident);
            let policies = list.checked.iter().map(|it| emit_policy(it, direction));
            res.push(quote! {
                #cfg
                const #ident: &[rt::ws_security::SecurityPolicy] = &[#(#policies),*];
            });
        }
    }
    res
}

/// What the table of `it` says of its demands: calls of functions of `OperationInfo`.
pub(super) fn emit_facts(ctx: &Ctx<'_>, client: &Client, it: &Operation) -> Vec<TokenStream> {
    let policies = it.policies.map(|idx| &ctx.api.policies[idx]);
    let list = |ident: Option<&String>, name: &str| {
        let (name, ident) = (ident::ident(name), ident::ident(ident?));
        Some(quote!(#name(#ident)))
    };
    let action = (it.action != it.soap_action).then(|| {
        let action = Literal::string(&it.action);
        quote!(action(#action))
    });
    let first = it.demands.first();
    let of_all = client.demands.first().is_some_and(|it| it.mtom);
    let facts = [
        action,
        (first.is_some_and(|it| it.addressing)).then(|| quote!(addressing())),
        (first.is_some_and(|it| it.mtom && !of_all)).then(|| quote!(mtom())),
        list(
            policies.and_then(|it| it.request_ident.as_ref()),
            "request_security",
        ),
        list(
            policies.and_then(|it| it.response_ident.as_ref()),
            "response_security",
        ),
    ];
    facts.into_iter().flatten().collect()
}

fn parts(it: &Demands, direction: Direction) -> (&Parts, &Parts) {
    let protection = match direction {
        Direction::Request => &it.security.request,
        Direction::Response => &it.security.response,
    };
    (&protection.signed, &protection.encrypted)
}

/// One alternative; only what differs from a policy that demands nothing.
fn emit_policy(it: &Demands, direction: Direction) -> TokenStream {
    let security = &it.security;
    let (signed, encrypted) = parts(it, direction);
    let mut others: Vec<String> = security
        .others
        .iter()
        .map(|it| format!("sp:{it}"))
        .collect();
    others.extend(elements(signed, "sp:SignedElements"));
    others.extend(elements(encrypted, "sp:EncryptedElements"));
    if security.confirm_signature {
        others.push("sp:RequireSignatureConfirmation".to_owned());
    }
    let others = others.iter().map(|it| Literal::string(it));
    let tokens = security.tokens.iter().filter(|it| match direction {
        Direction::Request => true,
        // Supporting tokens come with requests only.
        Direction::Response => !matches!(it.role, TokenRole::Supporting { .. }),
    });
    let tokens = tokens.map(emit_token);
    let fields = [
        it.https.then(|| quote!(https: true)),
        list(quote!(tokens), tokens),
        list(quote!(signed), emit_parts(signed)),
        list(quote!(encrypted), emit_parts(encrypted)),
        (security.algorithms.as_deref())
            .and_then(suite)
            .map(ident::ident)
            .map(|it| quote!(suite: ::core::option::Option::Some(rt::ws_security::AlgorithmSuite::#it))),
        security.timestamp.then(|| quote!(timestamp: true)),
        (security.layout.as_deref())
            .and_then(layout)
            .map(ident::ident)
            .map(|it| quote!(layout: rt::ws_security::Layout::#it)),
        (security.encrypt_first)
            .then(|| quote!(order: rt::ws_security::ProtectionOrder::EncryptBeforeSign)),
        security.encrypt_signature.then(|| quote!(encrypt_signature: true)),
        security.protect_tokens.then(|| quote!(protect_tokens: true)),
        list(quote!(others), others.map(|it| quote!(#it))),
    ];
    let fields: Vec<TokenStream> = fields.into_iter().flatten().collect();
    if fields.is_empty() {
        return quote!(rt::ws_security::SecurityPolicy::NONE);
    }
    quote!(rt::ws_security::SecurityPolicy { #(#fields,)* ..rt::ws_security::SecurityPolicy::NONE })
}

fn list(name: TokenStream, items: impl IntoIterator<Item = TokenStream>) -> Option<TokenStream> {
    let items: Vec<TokenStream> = items.into_iter().collect();
    (!items.is_empty()).then(|| quote!(#name: &[#(#items),*]))
}

/// Parts by XPath are nothing that the runtime signs or encrypts.
fn elements(parts: &Parts, name: &str) -> Option<String> {
    (!parts.elements.is_empty()).then(|| name.to_owned())
}

fn emit_parts(parts: &Parts) -> Vec<TokenStream> {
    let header = |namespace: &str, local: &str| {
        let (namespace, local) = (Literal::string(namespace), Literal::string(local));
        quote!(rt::ws_security::Part::Header { namespace: #namespace, local: #local })
    };
    let mut res = Vec::new();
    if parts.body {
        res.push(quote!(rt::ws_security::Part::Body));
    }
    if parts.all_headers {
        res.push(header("", ""));
    }
    for (namespace, local) in &parts.headers {
        res.push(header(namespace, local.as_deref().unwrap_or_default()));
    }
    if parts.attachments {
        res.push(quote!(rt::ws_security::Part::Attachments));
    }
    res
}

fn emit_token(it: &Token) -> TokenStream {
    let kind = match &it.kind {
        TokenKind::UserName(Password::Text) => quote!(Username),
        TokenKind::UserName(Password::Digest) => quote!(UsernameDigest),
        TokenKind::UserName(Password::Absent) => quote!(UsernameOnly),
        TokenKind::X509 => quote!(X509),
        TokenKind::Saml { is_v11: true } => quote!(Saml11),
        TokenKind::Saml { is_v11: false } => quote!(Saml20),
        TokenKind::Other(it) => {
            let name = Literal::string(&format!("sp:{it}"));
            quote!(Other(#name))
        }
    };
    let purpose = match it.role {
        TokenRole::Initiator => quote!(Initiator),
        TokenRole::Recipient => quote!(Recipient),
        TokenRole::Protection => quote!(Protection),
        TokenRole::Supporting {
            signed,
            endorsing,
            encrypted,
        } => {
            quote!(Supporting { signed: #signed, endorsing: #endorsing, encrypted: #encrypted })
        }
    };
    let token = quote!(
        rt::ws_security::TokenDemand::new(rt::ws_security::TokenKind::#kind, rt::ws_security::TokenPurpose::#purpose)
    );
    let reference = (it.reference.as_deref()).and_then(reference).map(|it| {
        let it = ident::ident(it);
        quote!(reference: ::core::option::Option::Some(rt::ws_security::KeyReference::#it),)
    });
    let derived = it.derived_keys.then(|| quote!(derived_keys: true,));
    match (&reference, &derived) {
        (None, None) => token,
        _ => quote!(rt::ws_security::TokenDemand { #reference #derived ..#token }),
    }
}

fn reference(assertion: &str) -> Option<&'static str> {
    Some(match assertion {
        "RequireIssuerSerialReference" => "IssuerSerial",
        "RequireKeyIdentifierReference" => "SubjectKeyIdentifier",
        "RequireThumbprintReference" => "Thumbprint",
        "RequireEmbeddedTokenReference" => "Certificate",
        _ => return None,
    })
}

fn layout(assertion: &str) -> Option<&'static str> {
    Some(match assertion {
        "Strict" => "Strict",
        "LaxTsFirst" | "LaxTimestampFirst" => "LaxTimestampFirst",
        "LaxTsLast" | "LaxTimestampLast" => "LaxTimestampLast",
        _ => return None,
    })
}

/// The suites of WS-SecurityPolicy 1.3 §6.1, and those with GCM as CXF names them.
fn suite(assertion: &str) -> Option<&'static str> {
    const SUITES: [&str; 16] = [
        "Basic256",
        "Basic192",
        "Basic128",
        "TripleDes",
        "Basic256Rsa15",
        "Basic192Rsa15",
        "Basic128Rsa15",
        "TripleDesRsa15",
        "Basic256Sha256",
        "Basic192Sha256",
        "Basic128Sha256",
        "TripleDesSha256",
        "Basic256Sha256Rsa15",
        "Basic192Sha256Rsa15",
        "Basic128Sha256Rsa15",
        "TripleDesSha256Rsa15",
    ];
    match assertion {
        "Basic256GCMSha256" => Some("Basic256GcmSha256"),
        "Basic128GCMSha256" => Some("Basic128GcmSha256"),
        _ => SUITES.into_iter().find(|it| *it == assertion),
    }
}
