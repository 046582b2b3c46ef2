//! What services become: one fixture of `fixtures/services` a feature.

use crate::support::{Stage, cases, check, run};

fn check_service(case: &str) {
    let path = format!("services/{case}");
    let generated = run(&path);
    check(Stage::Ir, &path, &generated);
    if !generated.diagnostics.items.is_empty() {
        check(Stage::Diagnostics, &path, &generated);
    }
}

cases! {
    check_service, "services":
    addressing = "addressing",
    array_forms = "array-forms",
    attachments = "attachments",
    bare_bodies = "bare-bodies",
    document_encoded = "document-encoded",
    encoded_headers = "encoded-headers",
    fault_parts = "fault-parts",
    faults = "faults",
    headers = "headers",
    imports = "imports",
    mtom = "mtom",
    nillable_bodies = "nillable-bodies",
    no_simple_type = "no-simple-type",
    overloads = "overloads",
    own_schemas = "own-schemas",
    patterns = "patterns",
    policy = "policy",
    policy_alternatives = "policy-alternatives",
    ports = "ports",
    rpc_encoded = "rpc-encoded",
    rpc_literal = "rpc-literal",
    split = "split",
    stand_ins = "stand-ins",
    transports = "transports",
    two_ports = "two-ports",
    unbound = "unbound",
    wrapped = "wrapped",
}
