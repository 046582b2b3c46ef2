//! HTTP Digest: answers the challenge of a server, and further ones before they are asked; RFC 7616.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use digest_auth::{AuthContext, HttpMethod, WwwAuthenticateHeader};
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Request};

use crate::opaque::opaque;
use crate::transport::Body;

/// Who we are, and what the servers asked.
pub(super) struct Digest {
    user: String,
    password: String,
    /// The last challenge of each authority, which counts its uses.
    challenges: Mutex<BTreeMap<String, WwwAuthenticateHeader>>,
}

impl Digest {
    pub(super) fn new(user: &str, password: &str) -> Self {
        Self {
            user: user.to_owned(),
            password: password.to_owned(),
            challenges: Mutex::default(),
        }
    }

    /// Adds the answer to what the server asked last time, if it did.
    pub(super) fn authorize(&self, request: &mut Request<Body>) -> bool {
        let uri = request.uri();
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let context = AuthContext::new_with_method(
            self.user.as_str(),
            self.password.as_str(),
            path,
            request.body().as_bytes().map(|bytes| &bytes[..]),
            HttpMethod::POST,
        );
        let mut known = self
            .challenges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let challenge = authority(request).and_then(|authority| known.get_mut(&authority));
        let header = challenge.and_then(|challenge| challenge.respond(&context).ok());
        let value = header.and_then(|it| HeaderValue::from_str(&it.to_header_string()).ok());
        let Some(mut value) = value else {
            return false;
        };
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
        true
    }

    /// Takes the challenge of an answer to `request`, and says whether it is worth to send the request again: not where the
    /// server has refused an answer to the same challenge.
    pub(super) fn learn(&self, request: &Request<Body>, headers: &HeaderMap) -> bool {
        let challenge = headers
            .get_all(WWW_AUTHENTICATE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .find(|value| {
                value
                    .get(..7)
                    .is_some_and(|it| it.eq_ignore_ascii_case("digest "))
            })
            .and_then(|value| digest_auth::parse(&value[7..]).ok());
        let (Some(challenge), Some(authority)) = (challenge, authority(request)) else {
            return false;
        };
        let was_answered = request.headers().contains_key(AUTHORIZATION);
        let is_worth_it = !was_answered || challenge.stale;
        let mut known = self
            .challenges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        known.insert(authority, challenge);
        is_worth_it
    }
}

fn authority(request: &Request<Body>) -> Option<String> {
    Some(request.uri().authority()?.as_str().to_ascii_lowercase())
}

opaque!(Digest);
