//! [`Extras`]: what the HTTP transports add to requests and take off answers, whatever carries them.

use http::header::{ACCEPT_ENCODING, COOKIE};
use http::{HeaderMap, HeaderValue, Request, StatusCode};

#[cfg(feature = "gzip")]
use super::coding;
use super::coding::Accepted;
use super::cookies::Cookies;
#[cfg(feature = "digest")]
use super::digest::Digest;
use crate::transport::Body;

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
    /// Makes `request` what is sent. An answer that is read in pieces is not asked for in codings that can only be unpacked
    /// as a whole.
    pub(super) fn dress(&self, request: &mut Request<Body>, accepted: Accepted) {
        if let Some(accepted) = accepted.header() {
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

    /// A copy of `request` to answer a challenge with, where one may come and its body can be sent again.
    pub(super) fn copy(&self, request: &Request<Body>) -> Option<Request<Body>> {
        #[cfg(feature = "digest")]
        if self.digest.is_some() {
            let mut copy = Request::new(request.body().as_bytes()?.clone().into());
            *copy.method_mut() = request.method().clone();
            *copy.uri_mut() = request.uri().clone();
            *copy.headers_mut() = request.headers().clone();
            return Some(copy);
        }
        let _ = request;
        None
    }

    /// The request once more, if the answer to it asks who we are and we have not said so.
    pub(super) fn challenged(
        &self,
        copy: Option<Request<Body>>,
        (status, headers): (StatusCode, &HeaderMap),
    ) -> Option<Request<Body>> {
        #[cfg(feature = "digest")]
        if let (Some(digest), Some(mut request), 401) = (&self.digest, copy, status.as_u16()) {
            let is_worth_it = digest.learn(&request, headers);
            return (is_worth_it && digest.authorize(&mut request)).then_some(request);
        }
        #[cfg(not(feature = "digest"))]
        let _ = (copy, status, headers);
        None
    }
}
