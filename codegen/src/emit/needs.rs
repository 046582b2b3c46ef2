//! What a client needs by its policies, and the code that gives it: for its documentation and the README of a crate.
//!
//! In: a client. Out: Markdown lines. The code is made of checked identifiers and fixed words.

use crate::emit::ident;
use crate::ir::{self, Client, Demands, Docs, Password, TokenKind};

/// How the code is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style<'a> {
    /// The opening of a code block.
    pub(crate) fence: &'a str,
    /// The path of the module that holds the client.
    pub(crate) module: &'a str,
}

/// The lines; none where policies demand nothing that the caller must see to.
pub(crate) fn lines(client: &Client, style: Style<'_>) -> Docs {
    let mut res = Vec::new();
    let operations = client.operations.iter();
    let own = operations.filter_map(|it| {
        let unmet = ir::unmet(&it.demands).filter(|_| it.demands != client.demands)?;
        Some((ir::needs(&it.demands).unwrap_or(unmet), it))
    });
    let mut first = client.demands.first();
    if let Some(needs) = ir::needs(&client.demands).filter(|_| ir::unmet(&client.demands).is_some())
    {
        res.push(format!("By the policies of the WSDL calls need: {needs}."));
    }
    for (needs, operation) in own {
        let method = ident::ident(&operation.method_ident);
        res.push(format!("Calls of `{method}` need: {needs}."));
        first = first.or(operation.demands.first());
    }
    let (Some(first), false) = (first, res.is_empty()) else {
        return Vec::new();
    };
    res.push("What is missing of it is an error before anything is sent.".to_owned());
    // Each need is a paragraph.
    let mut res: Docs = res.into_iter().flat_map(|it| [it, String::new()]).collect();
    res.extend(code(client, first, style));
    res
}

fn code(client: &Client, demands: &Demands, style: Style<'_>) -> Docs {
    let name = ident::ident(&client.ident);
    let tokens = || demands.security.tokens.iter().map(|it| &it.kind);
    let is_text = tokens().all(|it| matches!(it, TokenKind::UserName(Password::Text)));
    let is_user_name = is_text && tokens().next().is_some();
    if !is_user_name {
        return vec![
            "Protect messages in a hook (`with_hook`) or a transport of your own, and say so by `with_policy_check(false)`."
                .to_owned(),
        ];
    }
    let lines = [
        style.fence.to_owned(),
        "use soap_runtime::ws_security::UsernameToken;".to_owned(),
        format!("use {}::{name};", style.module),
        String::new(),
        format!(
            "fn client(user: &str, password: &str) -> Result<{name}, Box<dyn std::error::Error>> {{"
        ),
        "    let token = UsernameToken::text(user, password);".to_owned(),
        format!("    Ok({name}::new().with_extra_header(token.to_header()?))"),
        "}".to_owned(),
        "```".to_owned(),
    ];
    lines.into()
}
