//! WS-SecurityPolicy: bindings, tokens, protected parts. In: one assertion with its nested policy. Out: what it adds.

use crate::ir::{
    Demands, Inclusion, Parts, Password, Security, SecurityBinding, Token, TokenKind, TokenRole,
};
use crate::wsdl::policy::{Assertion, Taken};

use super::{Scope, other};

/// What an assertion costs: tokens and bindings by the work that they are for the caller, their properties nothing.
pub(super) fn cost(local: &str) -> u64 {
    match local {
        "UsernameToken" => 10,
        "X509Token" => 20,
        "SymmetricBinding" | "AsymmetricBinding" => 50,
        "SamlToken" => 100,
        _ if is_token(local) => 10_000,
        _ => 0,
    }
}

/// The tokens of WS-SecurityPolicy 1.3 §5.4 but `HttpsToken`, which is no part of messages.
fn is_token(local: &str) -> bool {
    local.ends_with("Token")
        && matches!(
            local,
            "UsernameToken"
                | "IssuedToken"
                | "X509Token"
                | "KerberosToken"
                | "SpnegoContextToken"
                | "SecurityContextToken"
                | "SecureConversationToken"
                | "SamlToken"
                | "RelToken"
                | "KeyValueToken"
        )
}

/// Adds what `it` asks.
pub(super) fn demand(demands: &mut Demands, taken: &Taken<'_>, scope: Scope) {
    let local = taken.assertion.name.local.as_str();
    match local {
        "TransportBinding" => binding(demands, taken, SecurityBinding::Transport),
        "SymmetricBinding" => binding(demands, taken, SecurityBinding::Symmetric),
        "AsymmetricBinding" => binding(demands, taken, SecurityBinding::Asymmetric),
        "SignedParts" | "EncryptedParts" => protect(demands, taken, scope, add_parts),
        "SignedElements" | "EncryptedElements" | "ContentEncryptedElements" => {
            protect(demands, taken, scope, add_elements);
        }
        // What a message holds is in its schema; these only repeat it.
        "RequiredElements" | "RequiredParts" => {}
        "Wss10" | "Wss11" => {
            demands.security.confirm_signature |=
                taken.nested("RequireSignatureConfirmation").is_some();
        }
        // How security token services are spoken to, where a token asks for one.
        "Trust10" | "Trust13" => {}
        _ if local.ends_with("SupportingTokens") => {
            let role = TokenRole::Supporting {
                signed: local.contains("Signed"),
                endorsing: local.contains("Endorsing"),
                encrypted: local.contains("Encrypted"),
            };
            supporting(demands, taken, role);
        }
        _ => other(&mut demands.security.others, local),
    }
}

fn binding(demands: &mut Demands, taken: &Taken<'_>, kind: SecurityBinding) {
    demands.security.binding = Some(kind);
    // Some contracts leave out the nested `wsp:Policy`, so that nothing is known but the binding.
    for property in &taken.nested {
        let local = property.assertion.name.local.as_str();
        let security = &mut demands.security;
        match local {
            "AlgorithmSuite" => security.algorithms = suite(property),
            "Layout" => security.layout = property.nested.first().map(local_name),
            "IncludeTimestamp" => security.timestamp = true,
            "EncryptBeforeSigning" => security.encrypt_first = true,
            "EncryptSignature" => security.encrypt_signature = true,
            "ProtectTokens" => security.protect_tokens = true,
            "OnlySignEntireHeadersAndBody" => {}
            "TransportToken" => transport(demands, property),
            "InitiatorToken" | "InitiatorSignatureToken" | "InitiatorEncryptionToken" => {
                tokens(demands, property, TokenRole::Initiator);
            }
            "RecipientToken" | "RecipientSignatureToken" | "RecipientEncryptionToken" => {
                tokens(demands, property, TokenRole::Recipient);
            }
            "ProtectionToken" | "SignatureToken" | "EncryptionToken" => {
                tokens(demands, property, TokenRole::Protection);
            }
            _ => other(&mut demands.security.others, local),
        }
    }
    demands.https |= kind == SecurityBinding::Transport;
}

fn local_name(taken: &Taken<'_>) -> String {
    taken.assertion.name.local.clone()
}

/// The suite beside what canonicalises and selects.
fn suite(taken: &Taken<'_>) -> Option<String> {
    const OTHERS: [&str; 8] = [
        "InclusiveC14N",
        "InclusiveC14N11",
        "SoapNormalization10",
        "STRTransform10",
        "Path10",
        "XPathFilter20",
        "XPath10",
        "AbsXPath",
    ];
    let names = taken.nested.iter().map(local_name);
    names.into_iter().find(|it| !OTHERS.contains(&it.as_str()))
}

/// `sp:TransportToken` with its `sp:HttpsToken`; WS-SecurityPolicy 1.3 §5.4.10, and 1.1 §5.3.10 for the attribute.
fn transport(demands: &mut Demands, taken: &Taken<'_>) {
    demands.https = true;
    for token in &taken.nested {
        let by_attribute = attribute(token.assertion, "RequireClientCertificate");
        demands.client_certificate |= matches!(by_attribute, Some("true" | "1"))
            || token.nested("RequireClientCertificate").is_some();
        for (local, login) in [
            ("HttpBasicAuthentication", "basic"),
            ("HttpDigestAuthentication", "digest"),
        ] {
            if token.nested(local).is_some() {
                demands.http_login = Some(login.to_owned());
            }
        }
    }
}

fn attribute<'a>(assertion: &'a Assertion, local: &str) -> Option<&'a str> {
    let mut attributes = assertion.attributes.iter();
    let (_, value) = attributes.find(|(name, _)| name.local == local)?;
    Some(value)
}

/// Supporting tokens, with what those sign and encrypt besides; WS-SecurityPolicy 1.3 §8.
fn supporting(demands: &mut Demands, taken: &Taken<'_>, role: TokenRole) {
    tokens(demands, taken, role);
    for inner in &taken.nested {
        match inner.assertion.name.local.as_str() {
            // Only the client sends supporting tokens.
            "SignedParts" | "SignedElements" | "EncryptedParts" | "EncryptedElements" => {
                demand(demands, inner, Scope::Request);
            }
            _ => {}
        }
    }
}

fn tokens(demands: &mut Demands, taken: &Taken<'_>, role: TokenRole) {
    let in_policy = (taken.nested.iter()).map(|it| (it.assertion, it.nested.as_slice()));
    // Some contracts leave out the `wsp:Policy` between.
    let parameters = (taken.assertion.parameters.iter()).map(|it| (it, &[][..]));
    let all = in_policy.chain(parameters);
    for (assertion, nested) in all.filter(|(it, _)| is_token(&it.name.local)) {
        let token = token(assertion, nested, role);
        if !demands.security.tokens.contains(&token) {
            demands.security.tokens.push(token);
        }
    }
}

fn token(assertion: &Assertion, nested: &[Taken<'_>], role: TokenRole) -> Token {
    let properties = || nested.iter().map(|it| &it.assertion.name.local);
    let has = |local: &str| properties().any(|it| it == local);
    let local = assertion.name.local.as_str();
    let password = match (has("NoPassword"), has("HashPassword")) {
        (true, _) => Password::Absent,
        (false, true) => Password::Digest,
        (false, false) => Password::Text,
    };
    Token {
        kind: match local {
            "UsernameToken" => TokenKind::UserName(password),
            "X509Token" => TokenKind::X509,
            "SamlToken" => TokenKind::Saml {
                is_v11: properties().any(|it| it.starts_with("WssSamlV1")),
            },
            _ => TokenKind::Other(local.to_owned()),
        },
        role,
        inclusion: inclusion(assertion, role),
        reference: properties()
            .find(|it| it.starts_with("Require") && it.ends_with("Reference"))
            .cloned(),
        derived_keys: properties().any(|it| it.ends_with("DerivedKeys")),
    }
}

/// The values are URIs that end in a word; WS-SecurityPolicy 1.3 §5.1.1.
fn inclusion(assertion: &Assertion, role: TokenRole) -> Inclusion {
    let value = attribute(assertion, "IncludeToken").unwrap_or_default();
    match value.rsplit('/').next().unwrap_or_default() {
        "Never" => Inclusion::Never,
        "Once" | "AlwaysToRecipient" => Inclusion::ToRecipient,
        "AlwaysToInitiator" => Inclusion::ToInitiator,
        "Always" => Inclusion::Always,
        _ => match role {
            TokenRole::Supporting { .. } => Inclusion::ToRecipient,
            TokenRole::Initiator | TokenRole::Recipient | TokenRole::Protection => {
                Inclusion::Always
            }
        },
    }
}

/// Adds what is signed or encrypted of the messages in `scope`.
fn protect(
    demands: &mut Demands,
    taken: &Taken<'_>,
    scope: Scope,
    add: fn(&mut Parts, &Assertion),
) {
    let Security {
        request, response, ..
    } = &mut demands.security;
    let is_signed = taken.assertion.name.local.starts_with("Signed");
    for (protection, other) in [(request, Scope::Response), (response, Scope::Request)] {
        if scope != other {
            let parts = match is_signed {
                true => &mut protection.signed,
                false => &mut protection.encrypted,
            };
            add(parts, taken.assertion);
        }
    }
}

/// `sp:SignedParts`, `sp:EncryptedParts`; WS-SecurityPolicy 1.3 §4.1.1: without children body and headers are meant.
fn add_parts(parts: &mut Parts, assertion: &Assertion) {
    if assertion.parameters.is_empty() {
        parts.body = true;
        parts.all_headers = assertion.name.local == "SignedParts";
    }
    for it in &assertion.parameters {
        match it.name.local.as_str() {
            "Body" => parts.body = true,
            "Attachments" => parts.attachments = true,
            "Header" => {
                let namespace = attribute(it, "Namespace").unwrap_or_default().to_owned();
                let local = attribute(it, "Name").map(str::to_owned);
                let header = (namespace, local);
                if !parts.headers.contains(&header) {
                    parts.headers.push(header);
                }
            }
            _ => {}
        }
    }
}

fn add_elements(parts: &mut Parts, assertion: &Assertion) {
    for it in assertion.parameters.iter().filter(|it| !it.text.is_empty()) {
        if !parts.elements.contains(&it.text) {
            parts.elements.push(it.text.clone());
        }
    }
}
