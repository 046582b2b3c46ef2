//! What a contract demands of a call beyond its message, as its policies say.
//!
//! Plain data, written by `lower` and read by `emit`, `inspect` and `krate`, as all of [`super`].

/// One alternative of the demands on the calls of an operation, or on all calls of a client.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Demands {
    /// The header blocks of WS-Addressing.
    pub addressing: bool,
    /// Octets beside the envelope: MTOM.
    pub mtom: bool,
    /// Transport security.
    pub https: bool,
    /// A certificate of the client for transport security.
    pub client_certificate: bool,
    /// A login by HTTP, e.g. `basic`.
    pub http_login: Option<String>,
    /// What the message itself shows and protects.
    pub security: Security,
    /// Assertions of other vocabularies, by their names; nothing here knows what they ask.
    pub others: Vec<String>,
}

/// What the runtime checks of the demands on the calls of some operations: constants.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyList {
    /// The alternatives that the runtime can tell from each other.
    pub checked: Vec<Demands>,
    /// The constant of what is demanded of requests, e.g. `REQUEST_SECURITY`; `None` where nothing is.
    pub request_ident: Option<String>,
    /// Likewise of answers.
    pub response_ident: Option<String>,
    /// The cargo features of which any switches it on; always on where empty.
    pub features: Vec<String>,
}

/// Message security; WS-SecurityPolicy 1.3.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Security {
    /// Where the keys come from.
    pub binding: Option<SecurityBinding>,
    /// The algorithm suite by its name, e.g. `Basic256Sha256`; §7.1.
    pub algorithms: Option<String>,
    /// The order of the elements of the header block, e.g. `Strict`; §7.7.
    pub layout: Option<String>,
    /// A timestamp in each message; §7.2.
    pub timestamp: bool,
    /// Encryption comes before the signature; §7.3.
    pub encrypt_first: bool,
    /// The signature covers the token that made it; §7.5.
    pub protect_tokens: bool,
    /// The signature is encrypted; §7.4.
    pub encrypt_signature: bool,
    /// Answers confirm the signatures of requests; §9.2.
    pub confirm_signature: bool,
    /// The tokens.
    pub tokens: Vec<Token>,
    /// Assertions that have no member here, by their local names.
    pub others: Vec<String>,
    /// What is protected of requests.
    pub request: Protection,
    /// What is protected of answers.
    pub response: Protection,
}

/// A security binding; WS-SecurityPolicy 1.3 §8.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SecurityBinding {
    /// The transport protects the messages.
    Transport,
    /// Both sides use one key.
    Symmetric,
    /// Each side has its own.
    Asymmetric,
}

/// A token in messages; WS-SecurityPolicy 1.3 §5.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// What it is for.
    pub role: TokenRole,
    /// Whether it stands in the messages, and in which.
    pub inclusion: Inclusion,
    /// How signatures refer to it, by the assertion that says so, e.g. `RequireThumbprintReference`.
    pub reference: Option<String>,
    /// Keys are derived from it.
    pub derived_keys: bool,
}

/// The kinds of tokens.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TokenKind {
    /// A user name; §5.4.1.
    UserName(Password),
    /// A certificate; §5.4.3.
    X509,
    /// A SAML assertion, of version 1.1 or else 2.0; §5.4.8.
    Saml {
        /// Version 1.1.
        is_v11: bool,
    },
    /// Any other, by its assertion, e.g. `IssuedToken`.
    Other(String),
}

/// How a user name proves itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Password {
    /// By the password as it is.
    Text,
    /// By its digest.
    Digest,
    /// Not at all.
    Absent,
}

/// What a token is for; WS-SecurityPolicy 1.3 §7, §8.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TokenRole {
    /// The client signs with it, and answers to it are encrypted.
    Initiator,
    /// The service signs with it, and requests to it are encrypted.
    Recipient,
    /// Both sides do.
    Protection,
    /// It comes beside the main signature.
    Supporting {
        /// The main signature covers it.
        signed: bool,
        /// It signs the main signature, or the timestamp where the transport protects.
        endorsing: bool,
        /// It is encrypted.
        encrypted: bool,
    },
}

/// Whether a token stands in messages; WS-SecurityPolicy 1.3 §5.1.1.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Inclusion {
    /// In none: it is referred to.
    Never,
    /// In requests.
    ToRecipient,
    /// In answers.
    ToInitiator,
    /// In all.
    #[default]
    Always,
}

/// What is protected of a message; WS-SecurityPolicy 1.3 §4.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Protection {
    /// What is signed.
    pub signed: Parts,
    /// What is encrypted.
    pub encrypted: Parts,
}

/// Parts of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// The body.
    pub body: bool,
    /// All header blocks.
    pub all_headers: bool,
    /// Header blocks: namespace, and local name where only one is meant.
    pub headers: Vec<(String, Option<String>)>,
    /// The attachments.
    pub attachments: bool,
    /// Elements by their XPaths.
    pub elements: Vec<String>,
}

/// What calls need, in words: the alternatives, the first preferred. `None` where nothing is demanded.
pub fn needs(alternatives: &[Demands]) -> Option<String> {
    in_words(alternatives, Demands::needs)
}

/// What of it the client does not do by itself.
pub fn unmet(alternatives: &[Demands]) -> Option<String> {
    in_words(alternatives, Demands::unmet)
}

fn in_words(alternatives: &[Demands], words: fn(&Demands) -> Vec<String>) -> Option<String> {
    let all: Vec<String> = (alternatives.iter())
        .map(|it| words(it).join(", "))
        .collect();
    let is_needed = all.iter().all(|it| !it.is_empty()) && !all.is_empty();
    is_needed.then(|| all.join("; or "))
}

impl Demands {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether messages are checked for what they protect, before they are sent.
    pub fn has_security(&self) -> bool {
        self.security != Security::default()
    }

    /// Whether a caller must give something that the client takes: keys, names, passwords, the time.
    pub fn takes_credentials(&self) -> bool {
        let is_known = |token: &Token| !matches!(token.kind, TokenKind::Other(_));
        self.client_certificate
            || self.http_login.as_deref() == Some("basic")
            || self.security.timestamp
            || self.security.tokens.iter().any(is_known)
    }

    /// What calls need, in words.
    pub fn needs(&self) -> Vec<String> {
        let met = [
            (self.https, "https"),
            (self.addressing, "WS-Addressing"),
            (self.mtom, "MTOM"),
        ];
        let met = met.iter().filter(|it| it.0).map(|it| it.1.to_owned());
        met.chain(self.unmet()).collect()
    }

    /// What the client does not do by itself, in words: it needs credentials, or code of the caller's.
    pub fn unmet(&self) -> Vec<String> {
        let mut res = Vec::new();
        let mut add = |is_on: bool, text: &str| {
            if is_on && !res.iter().any(|it| it == text) {
                res.push(text.to_owned());
            }
        };
        add(self.client_certificate, "client certificate");
        if let Some(it) = &self.http_login {
            add(true, &format!("HTTP {it} authentication"));
        }
        let Security {
            request, response, ..
        } = &self.security;
        for (what, sent, answered) in [
            ("signed", &request.signed, &response.signed),
            ("encrypted", &request.encrypted, &response.encrypted),
        ] {
            let answered = answered.words(what);
            for it in sent.words(what) {
                add(true, &it);
            }
            for it in answered.iter().filter(|it| !sent.words(what).contains(it)) {
                add(true, &format!("{it} of answers"));
            }
        }
        for it in &self.security.tokens {
            add(true, &it.words());
        }
        add(self.security.timestamp, "timestamp");
        add(self.security.encrypt_signature, "encrypted signature");
        add(self.security.confirm_signature, "signature confirmation");
        for it in &self.security.others {
            add(true, &format!("`sp:{it}`"));
        }
        for it in &self.others {
            add(true, it);
        }
        res
    }
}

impl Token {
    fn words(&self) -> String {
        match &self.kind {
            TokenKind::UserName(Password::Text) => "user name token".to_owned(),
            TokenKind::UserName(Password::Digest) => {
                "user name token with password digest".to_owned()
            }
            TokenKind::UserName(Password::Absent) => "user name token without password".to_owned(),
            TokenKind::X509 => "X.509 token".to_owned(),
            TokenKind::Saml { .. } => "SAML token".to_owned(),
            TokenKind::Other(it) => format!("`sp:{it}`"),
        }
    }
}

impl Parts {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn words(&self, what: &str) -> Vec<String> {
        let mut res = Vec::new();
        if self.body {
            res.push(format!("{what} body"));
        }
        if self.all_headers || !self.headers.is_empty() {
            res.push(format!("{what} headers"));
        }
        if self.attachments {
            res.push(format!("{what} attachments"));
        }
        if !self.elements.is_empty() {
            res.push(format!("{what} elements"));
        }
        res
    }
}
