//! Operations whose policies demand what the others do not: certificates of both sides, one key for both, a choice.

use soap_runtime::ws_security::{
    AlgorithmSuite, KeyReference, Part, SecurityPolicy, TokenDemand, TokenKind, TokenPurpose,
};
use soap_runtime::{NoFault, NoHeaders, Operation, OperationInfo};

use crate::service::{INFO, Order};

pub(crate) const SUPPORTING: TokenPurpose = TokenPurpose::Supporting {
    signed: true,
    endorsing: false,
    encrypted: true,
};

/// Mutual certificates, as a policy says it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mutual;
pub(crate) const MUTUAL: SecurityPolicy = SecurityPolicy {
    tokens: &[
        TokenDemand::new(TokenKind::X509, TokenPurpose::Initiator),
        TokenDemand {
            reference: Some(KeyReference::Thumbprint),
            ..TokenDemand::new(TokenKind::X509, TokenPurpose::Recipient)
        },
        TokenDemand::new(TokenKind::UsernameDigest, SUPPORTING),
    ],
    signed: &[Part::Body],
    encrypted: &[Part::Body],
    suite: Some(AlgorithmSuite::Basic256Sha256),
    timestamp: true,
    encrypt_signature: true,
    protect_tokens: true,
    ..SecurityPolicy::NONE
};
impl Operation for Mutual {
    type Request = Order;
    type Response = Order;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = INFO;
    const REQUEST_SECURITY: &'static [SecurityPolicy] = &[MUTUAL];
    const RESPONSE_SECURITY: &'static [SecurityPolicy] = &[SecurityPolicy {
        tokens: &[],
        ..MUTUAL
    }];
}

/// One key of the client's making for both directions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symmetric;
pub(crate) const SYMMETRIC: SecurityPolicy = SecurityPolicy {
    tokens: &[
        TokenDemand::new(TokenKind::X509, TokenPurpose::Protection),
        TokenDemand::new(TokenKind::Username, SUPPORTING),
    ],
    signed: &[Part::Body],
    encrypted: &[Part::Body],
    suite: Some(AlgorithmSuite::Basic256),
    timestamp: true,
    ..SecurityPolicy::NONE
};
impl Operation for Symmetric {
    type Request = Order;
    type Response = Order;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = INFO;
    const REQUEST_SECURITY: &'static [SecurityPolicy] = &[SYMMETRIC];
    const RESPONSE_SECURITY: &'static [SecurityPolicy] = &[SYMMETRIC];
}

/// Either of the two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Either;
impl Operation for Either {
    type Request = Order;
    type Response = Order;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = INFO;
    const REQUEST_SECURITY: &'static [SecurityPolicy] = &[OVER_TLS, MUTUAL];
    const RESPONSE_SECURITY: &'static [SecurityPolicy] = &[OVER_TLS, Mutual::RESPONSE_SECURITY[0]];
}
pub(crate) const OVER_TLS: SecurityPolicy = SecurityPolicy {
    https: true,
    ..SecurityPolicy::NONE
};
