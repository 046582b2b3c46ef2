//! Who calls: credentials from the environment or a file, never from the command line, which other processes see.

use std::path::PathBuf;

use http::{HeaderName, HeaderValue};
use soap_runtime::BlockingHttpTransport;
use soap_runtime::ws_security::Security;
use wsdl_codegen::ir::{Demands, Password, TokenKind};
use wsdl_codegen::live::Operation;

use super::security;

/// The variable that holds the password of `--user`.
const PASSWORD: &str = "WSDL_CODEGEN_PASSWORD";

#[derive(Debug, clap::Args)]
pub(super) struct CredentialFlags {
    /// The user; the password is read from `WSDL_CODEGEN_PASSWORD`.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Read user and password from this file: `USER:PASSWORD`.
    #[arg(long, value_name = "FILE", conflicts_with = "user")]
    credentials: Option<PathBuf>,
    /// How user and password are sent; by default as the contract's policies say, or else as HTTP Basic.
    #[arg(long, value_enum)]
    auth: Option<Auth>,
    /// Trust the authorities of this PEM file as well.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// The client's certificate and key for TLS, in one PEM file.
    #[arg(long, value_name = "FILE")]
    client_certificate: Option<PathBuf>,
    #[command(flatten)]
    security: security::KeyFlags,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
enum Auth {
    /// HTTP Basic.
    Basic,
    /// HTTP Digest.
    Digest,
    /// A user name token of WS-Security, with the password as it is.
    Token,
    /// The same with a digest of the password, a nonce and the time.
    TokenDigest,
}

/// What was read.
pub(super) struct Credentials {
    user: Option<(String, String)>,
    auth: Option<Auth>,
    ca: Option<Vec<u8>>,
    certificate: Option<Vec<u8>>,
    keys: security::Keys,
}

impl CredentialFlags {
    pub(super) fn read(&self) -> Result<Credentials, String> {
        let read = |path: &PathBuf| super::read(path);
        let user = match (&self.user, &self.credentials) {
            (Some(user), _) => {
                let password = std::env::var(PASSWORD);
                let password =
                    password.map_err(|_| format!("`--user` needs the password in `{PASSWORD}`"))?;
                Some((user.clone(), password))
            }
            (None, Some(path)) => {
                let text = String::from_utf8(read(path)?).unwrap_or_default();
                let line = text.lines().next().unwrap_or_default();
                let pair = line.split_once(':');
                let (user, password) =
                    pair.ok_or_else(|| format!("`{}`: expected `USER:PASSWORD`", path.display()))?;
                Some((user.to_owned(), password.to_owned()))
            }
            (None, None) => None,
        };
        Ok(Credentials {
            user,
            auth: self.auth,
            ca: self.ca.as_ref().map(read).transpose()?,
            certificate: self.client_certificate.as_ref().map(read).transpose()?,
            keys: self.security.read()?,
        })
    }
}

impl Credentials {
    /// What protects the messages of `operation`; `None` where nothing was given that does.
    pub(super) fn security(&self, operation: Operation<'_>) -> Option<Security> {
        let demands = self.nearest(operation);
        let user = (self.user.as_ref()).and_then(|(user, password)| match self.form(operation) {
            Auth::Token => Some(Security::new().with_user(user, password)),
            Auth::TokenDigest => Some(Security::new().with_user_digest(user, password)),
            Auth::Basic | Auth::Digest => None,
        });
        self.keys.applied(user, demands)
    }

    /// What the contract's policies ask for and was not given, in words.
    pub(super) fn missing(&self, operation: Operation<'_>) -> Vec<String> {
        let demands = self.nearest(operation);
        demands
            .map(|demands| self.lacks(demands))
            .unwrap_or_default()
    }

    /// The alternative of the policies that lacks least.
    fn nearest<'c>(&self, operation: Operation<'c>) -> Option<&'c Demands> {
        let all = operation.ir().demands.iter();
        all.min_by_key(|demands| self.lacks(demands).len())
    }

    fn lacks(&self, demands: &Demands) -> Vec<String> {
        let mut words = Vec::new();
        let is_user = |kind: &TokenKind| matches!(kind, TokenKind::UserName(_));
        let mut tokens = demands.security.tokens.iter();
        let asks = demands.http_login.is_some() || tokens.any(|token| is_user(&token.kind));
        if asks && self.user.is_none() {
            words.push("a user (`--user`)".to_owned());
        }
        if demands.client_certificate && self.certificate.is_none() {
            words.push("a certificate for TLS (`--client-certificate`)".to_owned());
        }
        words.extend(self.keys.missing(demands));
        words
    }

    /// How the user is sent.
    fn form(&self, operation: Operation<'_>) -> Auth {
        if let Some(auth) = self.auth {
            return auth;
        }
        let Some(demands) = self.nearest(operation) else {
            return Auth::Basic;
        };
        for token in &demands.security.tokens {
            match token.kind {
                TokenKind::UserName(Password::Text) => return Auth::Token,
                TokenKind::UserName(Password::Digest) => return Auth::TokenDigest,
                _ => {}
            }
        }
        match demands.http_login.as_deref() {
            Some("digest") => Auth::Digest,
            _ => Auth::Basic,
        }
    }

    pub(super) fn transport(&self, operation: Operation<'_>) -> BlockingHttpTransport {
        let mut builder = BlockingHttpTransport::builder().environment_proxies();
        if let Some((user, password)) = &self.user {
            builder = match self.form(operation) {
                Auth::Basic => builder.basic_auth(user, password),
                Auth::Digest => builder.digest_auth(user, password),
                Auth::Token | Auth::TokenDigest => builder,
            };
        }
        if let Some(pem) = &self.ca {
            builder = builder.root_certificates_pem(pem);
        }
        if let Some(pem) = &self.certificate {
            builder = builder.client_certificate_pem(pem, pem);
        }
        builder.build_blocking()
    }
}

/// A header of HTTP; `$NAME` as the value is read from the environment.
pub(super) fn header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = (text.split_once(':'))
        .ok_or_else(|| format!("`--header {text}`: expected `NAME: VALUE`"))?;
    let value = match value.trim().strip_prefix('$') {
        Some(variable) => std::env::var(variable)
            .map_err(|_| format!("`--header {name}`: there is no variable `{variable}`"))?,
        None => value.trim().to_owned(),
    };
    let name = HeaderName::from_bytes(name.trim().as_bytes())
        .map_err(|_| format!("`{name}` is no name of a header"))?;
    let value = HeaderValue::from_str(&value)
        .map_err(|_| format!("the value of `{name}` cannot be sent"))?;
    Ok((name, value))
}
