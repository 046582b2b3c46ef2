//! The server's side as HTTP: requests are opened before anybody reads them, answers are protected when they are written.

use bytes::Bytes;

use super::security::Security;
use super::verified::Verified;
#[cfg(feature = "server")]
use crate::mime::MediaType;
use crate::soap::Operation;
#[cfg(feature = "server")]
use crate::ws_security::error::malformed;
use crate::ws_security::error::{SecurityError, configuration};
use crate::ws_security::policy::SecurityPolicy;
#[cfg(feature = "server")]
use crate::xml::{Limits, decode};

impl Security {
    /// An answer of operation `O`, or a fault, with all that is to be in it. `request` is what is known of what it answers.
    ///
    /// # Errors
    /// A key cannot be used, or the answer has parts beside its envelope.
    pub fn protect_response<O: Operation>(
        &self,
        response: http::Response<Bytes>,
        request: Option<&Verified>,
    ) -> Result<http::Response<Bytes>, SecurityError> {
        let alternative = request.and_then(|it| it.exchange().alternative);
        let policy = O::RESPONSE_SECURITY.get(alternative.unwrap_or_default());
        self.protect_answer(response, policy, request)
    }

    pub(crate) fn protect_answer(
        &self,
        response: http::Response<Bytes>,
        policy: Option<&SecurityPolicy>,
        request: Option<&Verified>,
    ) -> Result<http::Response<Bytes>, SecurityError> {
        let (head, body) = response.into_parts();
        if body.is_empty() {
            return Ok(http::Response::from_parts(head, body));
        }
        let text = std::str::from_utf8(&body).ok();
        let text = text
            .filter(|text| text.starts_with('<'))
            .ok_or_else(|| configuration("parts beside the envelope cannot be signed"))?;
        let request = request.map(Verified::exchange);
        let (text, _) = self.protect(text, policy, request)?;
        Ok(http::Response::from_parts(head, text.into()))
    }

    /// A request with the envelope that is left of it once it was believed, and what is known of it.
    #[cfg(feature = "server")]
    pub(crate) fn open_request(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<(http::Request<Bytes>, Verified), SecurityError> {
        let limits = Limits::response();
        let (head, body) = request.into_parts();
        let media = MediaType::of(&head.headers);
        let charset = media.charset.as_deref();
        // What is left is UTF-8, which the head has to go on saying.
        let is_utf8 = charset.is_none_or(|it| it.eq_ignore_ascii_case("utf-8"));
        let text = decode(&body, charset, &limits);
        let text = text.map_err(|_| malformed("the request is no XML"))?;
        let opened = match is_utf8 && !media.is_multipart() {
            true => self.open(&text, &limits, &[], &super::Exchange::of_request())?,
            false => None,
        };
        match opened {
            Some(opened) => {
                let request = http::Request::from_parts(head, opened.text.into());
                Ok((request, opened.verified))
            }
            None => Err(malformed("the request is no envelope in UTF-8 by itself")),
        }
    }
}
