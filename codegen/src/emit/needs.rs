//! What a client needs by its policies, and the code that gives it: for its documentation and the README of a crate.
//!
//! In: a client. Out: Markdown lines. The code is made of checked identifiers and fixed words.

use crate::emit::ident;
use crate::ir::{self, Client, Demands, Docs, Password, TokenKind, TokenRole};

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
    let mut paragraphs = Vec::new();
    let asks = |it: &[Demands]| ir::needs(it).filter(|_| ir::unmet(it).is_some());
    if let Some(needs) = asks(&client.demands) {
        paragraphs.push(format!("By the policies of the WSDL calls need: {needs}."));
    }
    for it in &client.operations {
        let needs = asks(&it.demands).filter(|_| it.demands != client.demands);
        let method = ident::ident(&it.method_ident);
        paragraphs.extend(needs.map(|needs| format!("Calls of `{method}` need: {needs}.")));
    }
    let Some(most) = (client.asks.as_ref()).filter(|_| !paragraphs.is_empty()) else {
        return Vec::new();
    };
    let given = Given::of(most);
    if most.has_security() {
        paragraphs.push("What is missing of it is an error before anything is sent.".to_owned());
    }
    let foreign = foreign(most);
    if !foreign.is_empty() {
        paragraphs.push(format!(
            "Not done here: {}. See to it in a hook (`with_hook`) or a transport of your own; `with_policy_check(false)` says that you do.",
            foreign.join(", ")
        ));
    }
    if given.needs_feature() {
        paragraphs.push("With feature `ws-security` of `soap-runtime`:".to_owned());
    }
    let mut res: Docs = Vec::new();
    for it in paragraphs {
        res.extend([it, String::new()]);
    }
    match most.takes_credentials() {
        true => res.extend(given.code(client, style)),
        false => drop(res.pop()),
    }
    res
}

/// Whether the code for `client` takes the feature `ws-security`.
pub(crate) fn needs_feature(client: &Client) -> bool {
    (client.asks.as_ref()).is_some_and(|it| Given::of(it).needs_feature())
}

/// What nothing here does.
fn foreign(demands: &Demands) -> Vec<String> {
    let security = &demands.security;
    let mut res: Vec<String> = demands.others.clone();
    res.extend(security.others.iter().map(|it| format!("`sp:{it}`")));
    res.extend(security.tokens.iter().filter_map(|it| match &it.kind {
        TokenKind::Other(name) => Some(format!("`sp:{name}`")),
        _ => it.derived_keys.then(|| "derived keys".to_owned()),
    }));
    let protections = [&security.request, &security.response];
    let mut parts = protections
        .iter()
        .flat_map(|it| [&it.signed, &it.encrypted]);
    if parts.clone().any(|it| it.attachments) {
        res.push("protected attachments".to_owned());
    }
    if parts.any(|it| !it.elements.is_empty()) {
        res.push("protected elements".to_owned());
    }
    if security.confirm_signature {
        res.push("signature confirmation".to_owned());
    }
    let login = demands.http_login.as_deref().filter(|it| *it != "basic");
    res.extend(login.map(|it| format!("HTTP {it} authentication")));
    res.dedup();
    res
}

/// What the caller gives.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Given {
    user: Option<Password>,
    own_key: bool,
    their_certificate: bool,
    assertion: bool,
    timestamp: bool,
    client_certificate: bool,
    basic: bool,
}

impl Given {
    fn of(demands: &Demands) -> Self {
        let security = &demands.security;
        let mut res = Self {
            timestamp: security.timestamp,
            client_certificate: demands.client_certificate,
            basic: demands.http_login.as_deref() == Some("basic"),
            ..Self::default()
        };
        for it in &security.tokens {
            match (&it.kind, it.role) {
                (TokenKind::UserName(password), _) => res.user = Some(*password),
                (TokenKind::X509, TokenRole::Recipient | TokenRole::Protection) => {
                    res.their_certificate = true;
                }
                (TokenKind::X509, _) => res.own_key = true,
                (TokenKind::Saml { .. }, _) => res.assertion = true,
                (TokenKind::Other(_), _) => {}
            }
        }
        res
    }

    /// A password as it is needs no cryptography and no clock.
    fn needs_feature(self) -> bool {
        let digest = matches!(self.user, Some(Password::Digest));
        digest || self.own_key || self.their_certificate || self.assertion || self.timestamp
    }

    fn code(self, client: &Client, style: Style<'_>) -> Docs {
        let name = ident::ident(&client.ident).to_string();
        let mut security: Vec<&str> = Vec::new();
        let (mut parameters, mut lines) = (Vec::new(), Vec::new());
        if self.user.is_some() {
            parameters.push("user: &str");
            if self.user != Some(Password::Absent) {
                parameters.push("password: &str");
            }
        }
        if self.basic && self.user.is_none() {
            parameters.extend(["user: &str", "password: &str"]);
        }
        if self.needs_feature() {
            security.push("Security::new()");
            security.extend(self.user.map(|it| match it {
                Password::Text => ".with_user(user, password)",
                Password::Digest => ".with_user_digest(user, password)",
                Password::Absent => ".with_user_name(user)",
            }));
        }
        if self.own_key {
            lines.push("let own = Identity::from_pem(&std::fs::read(\"client.pem\")?, &std::fs::read(\"client.key\")?)?;");
            security.push(".with_identity(own)");
        }
        if self.their_certificate {
            lines.push("let theirs = Certificate::from_pem(&std::fs::read(\"service.pem\")?)?;");
            security.push(".with_recipient(theirs[0].clone())");
            security.push(".with_trust(Trust::pinned(theirs))");
        }
        if self.assertion {
            parameters.push("assertion: soap_runtime::xml::AnyElement");
            security.push(".with_assertion(assertion)");
        }
        let has_transport = self.client_certificate || self.basic;
        if has_transport {
            lines.push("let transport = soap_runtime::HttpTransport::builder()");
            if self.client_certificate {
                lines.push("    .client_certificate_pem(&std::fs::read(\"client.pem\")?, &std::fs::read(\"client.key\")?)");
            }
            if self.basic {
                lines.push("    .basic_auth(user, password)");
            }
            lines.push("    .build();");
        }
        let client = match has_transport {
            true => format!("{name}::with_transport(transport)"),
            false => format!("{name}::new()"),
        };
        let mut body: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        let client = match (security.as_slice(), self.user) {
            ([], None) => client,
            ([], Some(password)) => {
                body.push(match password {
                    Password::Absent => "let token = UsernameToken::name_only(user);".to_owned(),
                    _ => "let token = UsernameToken::text(user, password);".to_owned(),
                });
                format!("{client}.with_extra_header(token.to_header()?)")
            }
            ([first, rest @ ..], _) => {
                body.push(format!("let security = {first}"));
                body.extend(rest.iter().map(|it| format!("    {it}")));
                if let Some(last) = body.last_mut() {
                    last.push(';');
                }
                format!("{client}.with_security(security)")
            }
        };
        let imports = [
            ("Certificate", self.their_certificate),
            ("Identity", self.own_key),
            ("Security", self.needs_feature()),
            ("Trust", self.their_certificate),
            ("UsernameToken", security.is_empty() && self.user.is_some()),
        ];
        let imports = imports.iter().filter(|it| it.1);
        let imports: Vec<&str> = imports.map(|it| it.0).collect();
        let mut res = vec![style.fence.to_owned()];
        match imports.as_slice() {
            [] => {}
            [one] => res.push(format!("use soap_runtime::ws_security::{one};")),
            all => res.push(format!(
                "use soap_runtime::ws_security::{{{}}};",
                all.join(", ")
            )),
        }
        res.push(format!("use {}::{name};", style.module));
        res.push(String::new());
        res.push(format!(
            "fn client({}) -> Result<{name}, Box<dyn std::error::Error>> {{",
            parameters.join(", ")
        ));
        res.extend(body.iter().map(|it| format!("    {it}")));
        res.push(format!("    Ok({client})"));
        res.extend(["}", "```"].map(str::to_owned));
        res
    }
}
