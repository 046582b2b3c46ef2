//! [`Exchange`]: what a request leaves for reading or protecting its answer.

use super::algorithm::DigestAlgorithm;
use super::certificate::Certificate;
use crate::value::Secret;

/// What a request leaves for its answer.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// The key that protects both.
    pub(super) session: Option<Session>,
    /// Who signed the request: the answer is encrypted for them.
    pub(super) signer: Option<Certificate>,
    /// Which of the policy's alternatives the request keeps to, and so has its answer.
    pub(crate) alternative: Option<usize>,
    /// Whether what comes is a request: nobody checked before whether what the policy demands can be verified.
    pub(super) is_request: bool,
}

impl Exchange {
    /// What a server reads requests with.
    pub(crate) fn of_request() -> Self {
        Self {
            is_request: true,
            ..Self::default()
        }
    }
}

/// A key that protects both directions.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) key: Secret<Vec<u8>>,
    /// The SHA-1 of its encrypted form, which names it; WSS SOAP Message Security 1.1 §7.3.
    pub(super) sha1: Vec<u8>,
}

impl Session {
    pub(super) fn new(key: Secret<Vec<u8>>, wrapped: &[u8]) -> Self {
        Self {
            key,
            sha1: DigestAlgorithm::Sha1.digest(wrapped),
        }
    }
}

/// One exchange is as good as another where options are compared: it belongs to no setting.
impl PartialEq for Exchange {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Exchange {}
