//! Demands as text: the needs in words, then what they do not say.

use std::fmt::Write as _;

use crate::ir::{Demands, Security, SecurityBinding, Token, TokenRole};

/// The lines for each of `alternatives`.
pub(super) fn lines(alternatives: &[Demands]) -> Vec<String> {
    let mut res = Vec::new();
    for (idx, it) in alternatives.iter().enumerate() {
        let or = if idx == 0 { "" } else { "or " };
        res.push(format!("{or}needs {}", it.needs().join(", ")));
        res.extend(lines_of(it));
    }
    res
}

fn lines_of(demands: &Demands) -> Vec<String> {
    let mut res = Vec::new();
    let security = &demands.security;
    let details = details(security);
    if !details.is_empty() {
        res.push(format!("security {}", details.join(", ")));
    }
    res.extend(security.tokens.iter().map(token));
    for (what, parts) in [
        ("signed in requests", &security.request.signed),
        ("encrypted in requests", &security.request.encrypted),
        ("signed in answers", &security.response.signed),
        ("encrypted in answers", &security.response.encrypted),
    ] {
        for (namespace, local) in &parts.headers {
            res.push(format!(
                "{what}: header {{{namespace}}}{}",
                local.as_deref().unwrap_or("*")
            ));
        }
        for it in &parts.elements {
            res.push(format!("{what}: {it}"));
        }
    }
    res
}

fn details(it: &Security) -> Vec<String> {
    let binding = it.binding.map(|it| match it {
        SecurityBinding::Transport => "transport",
        SecurityBinding::Symmetric => "symmetric",
        SecurityBinding::Asymmetric => "asymmetric",
    });
    let words = [binding, it.algorithms.as_deref(), it.layout.as_deref()];
    let mut res: Vec<String> = words.into_iter().flatten().map(str::to_owned).collect();
    for (is_on, text) in [
        (it.encrypt_first, "encrypt first"),
        (it.protect_tokens, "protect tokens"),
    ] {
        res.extend(is_on.then(|| text.to_owned()));
    }
    res
}

fn token(it: &Token) -> String {
    let mut res = format!("token {:?}", it.kind);
    let role = match it.role {
        TokenRole::Initiator => " of the initiator",
        TokenRole::Recipient => " of the recipient",
        TokenRole::Protection => " of both",
        TokenRole::Supporting { .. } => " supporting",
    };
    res.push_str(role);
    if let TokenRole::Supporting {
        signed,
        endorsing,
        encrypted,
    } = it.role
    {
        for (is_on, text) in [
            (signed, " signed"),
            (endorsing, " endorsing"),
            (encrypted, " encrypted"),
        ] {
            res.push_str(if is_on { text } else { "" });
        }
    }
    let _ = write!(res, " in {:?}", it.inclusion);
    if let Some(reference) = &it.reference {
        let _ = write!(res, " {reference}");
    }
    if it.derived_keys {
        res.push_str(" derived keys");
    }
    res
}
