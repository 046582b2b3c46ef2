//! Who calls: credentials from the environment or a file, never from the command line, which other processes see.

use std::path::PathBuf;

use http::{HeaderName, HeaderValue};
use soap_runtime::ws_security::UsernameToken;
use soap_runtime::{BlockingHttpTransport, HeaderBlock};
use wsdl_codegen::ir::{Password, TokenKind};
use wsdl_codegen::live::Operation;

/// The variable that holds the password of `--user`.
const PASSWORD: &str = "WSDL_CODEGEN_PASSWORD";

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
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
    /// The client's certificate and key, in one PEM file.
    #[arg(long, value_name = "FILE")]
    client_certificate: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
enum Auth {
    /// HTTP Basic.
    Basic,
    /// A user name token of WS-Security, with the password as it is.
    Token,
}

/// What was read.
pub(super) struct Credentials {
    user: Option<(String, String)>,
    auth: Option<Auth>,
    ca: Option<Vec<u8>>,
    certificate: Option<Vec<u8>>,
}

impl Flags {
    pub(super) fn read(&self) -> Result<Credentials, String> {
        let read = |path: &PathBuf| {
            std::fs::read(path)
                .map_err(|error| format!("`{}` cannot be read ({error})", path.display()))
        };
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
        })
    }
}

impl Credentials {
    /// The header block that says who calls, where one does.
    pub(super) fn block(&self, operation: Operation<'_>) -> Result<Option<HeaderBlock>, String> {
        let Some((user, password)) = &self.user else {
            return Ok(None);
        };
        let mut demands = operation
            .ir()
            .demands
            .iter()
            .flat_map(|it| &it.security.tokens);
        let is_token = |kind: &TokenKind| matches!(kind, TokenKind::UserName(Password::Text));
        let asks = demands.any(|it| is_token(&it.kind));
        if self.auth == Some(Auth::Token) || (self.auth.is_none() && asks) {
            let block = UsernameToken::text(user, password).to_header();
            return block.map(Some).map_err(|error| error.to_string());
        }
        Ok(None)
    }

    pub(super) fn transport(&self) -> BlockingHttpTransport {
        let mut builder = BlockingHttpTransport::builder().environment_proxies();
        if let (Some((user, password)), Some(Auth::Basic) | None) = (&self.user, self.auth) {
            builder = builder.basic_auth(user, password);
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
