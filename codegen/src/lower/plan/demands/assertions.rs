//! What single assertions ask, and what they cost a client that can choose.

use crate::ir::Demands;
use crate::namespaces::{HTTP_POLICY, SECURITY_POLICY, SECURITY_POLICY_11};
use crate::wsdl::policy::{Assertion, Taken};

use super::{Scope, other, security};

/// The namespaces of assertions that are understood.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Vocabulary {
    Addressing,
    Mtom,
    Http,
    Security,
}

/// WS-SecurityPolicy 1.1, and 1.2 with 1.3, whose namespaces differ by the year.
pub(super) fn is_security(namespace: &str) -> bool {
    namespace == SECURITY_POLICY_11 || namespace.starts_with(SECURITY_POLICY)
}

fn vocabulary(assertion: &Assertion) -> Option<Vocabulary> {
    let namespace = assertion.name.namespace.to_ascii_lowercase();
    match assertion.name.local.as_str() {
        _ if is_security(&assertion.name.namespace) => Some(Vocabulary::Security),
        // WS-Addressing 1.0 WSDL Binding and Metadata, their drafts and the submission.
        "UsingAddressing" | "Addressing" if namespace.contains("addressing") => {
            Some(Vocabulary::Addressing)
        }
        "OptimizedMimeSerialization" => Some(Vocabulary::Mtom),
        "MTOM" if namespace.contains("mtom-policy") || namespace.contains("soap12-mtom") => {
            Some(Vocabulary::Mtom)
        }
        "BasicAuthentication"
        | "DigestAuthentication"
        | "NtlmAuthentication"
        | "NegotiateAuthentication"
            if namespace == HTTP_POLICY =>
        {
            Some(Vocabulary::Http)
        }
        _ => None,
    }
}

/// What an assertion costs, without what is nested in it: what the client does by itself least, what nothing here knows most.
pub(super) fn cost(assertion: &Assertion) -> u64 {
    match vocabulary(assertion) {
        Some(Vocabulary::Addressing | Vocabulary::Mtom) => 1,
        Some(Vocabulary::Http) => 10,
        Some(Vocabulary::Security) => security::cost(&assertion.name.local),
        None => 100_000,
    }
}

/// Adds what `it` asks of the messages in `scope`.
pub(super) fn demand(demands: &mut Demands, taken: &Taken<'_>, scope: Scope) {
    let assertion = taken.assertion;
    match vocabulary(assertion) {
        Some(Vocabulary::Addressing) => {
            demands.addressing = true;
            if taken.nested("NonAnonymousResponses").is_some() {
                other(&mut demands.others, "answers to another address");
            }
        }
        // Of answers it asks that they be read, which they always are.
        Some(Vocabulary::Mtom) => demands.mtom |= scope != Scope::Response,
        Some(Vocabulary::Http) => {
            let login = assertion.name.local.trim_end_matches("Authentication");
            demands.http_login = Some(login.to_ascii_lowercase());
        }
        Some(Vocabulary::Security) => security::demand(demands, taken, scope),
        None => other(&mut demands.others, &format!("`{}`", assertion.name)),
    }
}
