//! What the head of an answer says of an answer that is none: who is asked for, how its body is packed.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, PROXY_AUTHENTICATE, WWW_AUTHENTICATE};

use crate::mime::outside_quotes;

/// The `Content-Encoding` that a body has, unless it is none.
pub(super) fn content_encoding(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_ENCODING)?;
    let value = String::from_utf8_lossy(value.as_bytes()).trim().to_owned();
    let says_nothing = value.is_empty() || value.eq_ignore_ascii_case("identity");
    (!says_nothing).then_some(value)
}

/// The names of the authentication schemes that an answer asks for; RFC 9110 §11.6.1, §11.7.1.
pub(super) fn challenges(headers: &HeaderMap) -> Vec<String> {
    let mut schemes: Vec<String> = Vec::new();
    for value in [WWW_AUTHENTICATE, PROXY_AUTHENTICATE].map(|name| headers.get_all(name)) {
        for value in value {
            let value = String::from_utf8_lossy(value.as_bytes());
            // A list of schemes, each with a list of parameters: a scheme is a word that no `=` follows.
            for item in outside_quotes(&value, ',') {
                let (word, rest) = item.trim().split_once(' ').unwrap_or((item.trim(), ""));
                let is_scheme = !word.is_empty()
                    && !rest.trim_start().starts_with('=')
                    && word
                        .bytes()
                        .all(|it| it.is_ascii_alphanumeric() || it == b'-');
                if is_scheme && !schemes.iter().any(|known| known == word) {
                    schemes.push(word.to_owned());
                }
            }
        }
    }
    schemes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_schemes_that_are_asked_for() {
        let mut headers = HeaderMap::new();
        for value in [
            "Negotiate",
            "Digest realm=\"a, Basic \\\" b\", qop=\"auth\", nonce = \"x\", Basic realm=\"y\"",
            "NTLM TlRM=",
        ] {
            headers.append(WWW_AUTHENTICATE, value.parse().unwrap());
        }
        headers.append(PROXY_AUTHENTICATE, "Basic realm=p".parse().unwrap());
        assert_eq!(
            challenges(&headers),
            ["Negotiate", "Digest", "Basic", "NTLM"]
        );
    }
}
