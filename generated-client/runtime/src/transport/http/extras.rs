//! [`Extras`]: what the HTTP transports add to requests and take off answers, whatever carries them.

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, COOKIE};
use http::{HeaderMap, HeaderValue, Uri};

use super::coding;
use super::cookies::Cookies;
#[cfg(feature = "digest")]
use super::digest::Digest;
use crate::transport::TransportError;

/// What is added to requests and taken off answers. Clones share cookies and challenges.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    pub(super) headers: HeaderMap,
    pub(super) cookies: Cookies,
    #[cfg(feature = "gzip")]
    pub(super) packs_requests: bool,
    #[cfg(feature = "digest")]
    pub(super) digest: Option<std::sync::Arc<Digest>>,
}

impl Extras {
    /// Makes `request` what is sent.
    pub(super) fn dress(&self, request: &mut http::Request<Bytes>) {
        if let Some(accepted) = coding::ACCEPTED {
            let value = HeaderValue::from_static(accepted);
            request.headers_mut().insert(ACCEPT_ENCODING, value);
        }
        if let Some(value) = self.cookies.header(request.uri()) {
            request.headers_mut().insert(COOKIE, value);
        }
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        #[cfg(feature = "gzip")]
        if self.packs_requests {
            coding::pack(request);
        }
        #[cfg(feature = "digest")]
        if let Some(digest) = &self.digest {
            digest.authorize(request);
        }
    }

    /// A copy of `request` to answer a challenge with, where one may come.
    pub(super) fn copy(&self, request: &http::Request<Bytes>) -> Option<http::Request<Bytes>> {
        #[cfg(feature = "digest")]
        if self.digest.is_some() {
            return Some(request.clone());
        }
        let _ = request;
        None
    }

    /// The request once more, if `response` to it asks who we are and we have not said so.
    pub(super) fn challenged(
        &self,
        request: Option<http::Request<Bytes>>,
        response: &http::Response<Bytes>,
    ) -> Option<http::Request<Bytes>> {
        #[cfg(feature = "digest")]
        if let (Some(digest), Some(mut request), 401) =
            (&self.digest, request, response.status().as_u16())
        {
            let is_worth_it = digest.learn(&request, response.headers());
            return (is_worth_it && digest.authorize(&mut request)).then_some(request);
        }
        #[cfg(not(feature = "digest"))]
        let _ = (request, response);
        None
    }

    /// Makes `response` of `uri` what a caller gets.
    ///
    /// # Errors
    /// The body is damaged, or more than `max` bytes unpacked.
    pub(super) fn undress(
        &self,
        uri: &Uri,
        response: &mut http::Response<Bytes>,
        max: usize,
    ) -> Result<(), TransportError> {
        self.cookies.keep(uri, response.headers());
        coding::unpack(response, max)
    }
}
