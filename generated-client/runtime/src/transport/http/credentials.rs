//! What a transport tells the server besides the request: HTTP headers, tokens, certificates.

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::{HttpTransportBuilder, tls};

impl HttpTransportBuilder {
    /// Sends this HTTP header with every request, e.g. an API key; `Debug` does not show its value.
    ///
    /// It takes the place of one that the request has, so `Content-Type` and `SOAPAction` are best left alone.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes());
        match (name, HeaderValue::from_str(value)) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                self.extras.headers.insert(name, value);
            }
            (Err(_), _) => self.set_problem("the name of a header is not one of HTTP"),
            (Ok(name), Err(_)) => {
                self.set_problem(format!(
                    "the value of header `{name}` cannot be sent in HTTP"
                ));
            }
        }
        self
    }

    /// Sends this token with every request, to whatever endpoint it goes; RFC 6750.
    pub fn bearer_auth(self, token: &str) -> Self {
        self.header(AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    /// Shows this certificate to servers that ask for one: the PEM texts of the certificate, with those that lead to
    /// its root, and of its private key. Both may be the same text.
    pub fn client_certificate_pem(mut self, certificates: &[u8], key: &[u8]) -> Self {
        match (tls::parse_pem(certificates), tls::parse_key(key)) {
            (Ok(certificates), Ok(key)) => {
                self.trust.identity = Some(tls::Identity { certificates, key });
            }
            (Err(problem), _) | (_, Err(problem)) => {
                self.set_problem(format!("client certificate: {problem}"));
            }
        }
        self
    }

    /// Shows the certificate of this PKCS#12 file (`.p12`, `.pfx`) to servers that ask for one.
    #[cfg(feature = "pkcs12")]
    pub fn client_certificate_pkcs12(mut self, file: &[u8], password: &str) -> Self {
        match tls::parse_pkcs12(file, password) {
            Ok(identity) => self.trust.identity = Some(identity),
            Err(problem) => self.set_problem(format!("client certificate: {problem}")),
        }
        self
    }
}
