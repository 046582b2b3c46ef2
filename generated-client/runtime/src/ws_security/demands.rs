//! Whether what a user configured satisfies what a contract's policies demand.
//!
//! In: the alternatives of a policy, and an [`Offer`]. Out: the first alternative that is satisfied, or what is missing.

use super::error::{SecurityError, SecurityErrorKind};
use super::policy::{
    AlgorithmSuite, Layout, Part, SecurityPolicy, TokenDemand, TokenKind, TokenPurpose,
};

/// What a user configured, as far as policies ask for it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Offer {
    /// The endpoint is an `https` URL.
    pub(crate) https: bool,
    /// A user name, with password as text or digest.
    pub(crate) user: Option<Password>,
    /// A key and certificate that sign what is sent.
    pub(crate) signing_key: bool,
    /// An algorithm that signs, whatever policies say.
    pub(crate) signature: bool,
    /// A certificate that what is sent is encrypted for.
    pub(crate) encryption_key: bool,
    /// Keys or roots that answers are verified with.
    pub(crate) trust: bool,
    /// A private key that answers are decrypted with.
    pub(crate) decryption_key: bool,
    /// A SAML assertion.
    pub(crate) assertion: bool,
    /// Timestamps are made, from a clock.
    pub(crate) timestamp: bool,
}

/// How a password is sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(dead_code, reason = "the digest needs feature `ws-security`")]
pub(crate) enum Password {
    None,
    Text,
    Digest,
}

/// The first alternative for requests that is satisfied, together with those of answers; `None` if nothing is demanded.
///
/// # Errors
/// No alternative is satisfied; the message names what the one with the fewest gaps lacks.
pub(crate) fn choose<'p>(
    requests: &'p [SecurityPolicy],
    answers: &[SecurityPolicy],
    offer: &Offer,
) -> Result<Option<&'p SecurityPolicy>, SecurityError> {
    let answer_gaps = fewest(answers, |it| answer_gaps(it, offer));
    let request_gaps = fewest(requests, |it| request_gaps(it, offer));
    let mut gaps: Vec<String> = request_gaps
        .iter()
        .chain(&answer_gaps)
        .flat_map(|(_, gaps)| gaps.clone())
        .collect();
    if gaps.is_empty() {
        return Ok(request_gaps.map(|(policy, _)| policy));
    }
    gaps.dedup();
    Err(SecurityError::new(
        SecurityErrorKind::Unmet,
        gaps.join("; "),
    ))
}

fn fewest(
    policies: &[SecurityPolicy],
    gaps: impl Fn(&SecurityPolicy) -> Vec<String>,
) -> Option<(&SecurityPolicy, Vec<String>)> {
    let all = policies.iter().map(|policy| (policy, gaps(policy)));
    all.min_by_key(|(_, gaps)| gaps.len())
}

/// What a request would lack.
fn request_gaps(policy: &SecurityPolicy, offer: &Offer) -> Vec<String> {
    let mut gaps = common_gaps(policy);
    if policy.https && !offer.https {
        gaps.push("an https endpoint (TLS)".into());
    }
    let mut needs_signature = false;
    for token in policy.tokens {
        gaps.extend(token_gap(token, offer));
        needs_signature |= matches!(token.purpose, TokenPurpose::Initiator);
    }
    let symmetric = is_symmetric(policy);
    if !policy.signed.is_empty()
        && !needs_signature
        && !symmetric
        && !policy.https
        && !offer.signing_key
    {
        gaps.push(format!("a key that signs {}", names(policy.signed)));
    }
    if !policy.encrypted.is_empty() && !policy.https && !offer.encryption_key {
        gaps.push(format!(
            "the service's certificate, to encrypt {}",
            names(policy.encrypted)
        ));
    }
    let by_suite = policy.suite.is_some_and(AlgorithmSuite::is_sha1);
    if needs_signature && by_suite && !offer.signature {
        gaps.push("a signature algorithm: RSA-SHA1 of the policy's suite is not made".into());
    }
    if policy.timestamp && !offer.timestamp {
        gaps.push("a timestamp".into());
    }
    gaps
}

/// What an answer could not be checked for.
fn answer_gaps(policy: &SecurityPolicy, offer: &Offer) -> Vec<String> {
    let mut gaps = common_gaps(policy);
    if policy.https || is_symmetric(policy) {
        return gaps;
    }
    if !policy.signed.is_empty() && !offer.trust {
        gaps.push("the service's certificate or its root, to verify answers".into());
    }
    if !policy.encrypted.is_empty() && !offer.decryption_key {
        gaps.push("a private key, to decrypt answers".into());
    }
    gaps
}

fn common_gaps(policy: &SecurityPolicy) -> Vec<String> {
    let mut gaps: Vec<String> = policy
        .others
        .iter()
        .map(|name| format!("`{name}`, which is not supported"))
        .collect();
    if policy.tokens.iter().any(|token| token.derived_keys) {
        gaps.push("`sp:RequireDerivedKeys`, which is not supported".into());
    }
    if policy.layout == Layout::LaxTimestampLast {
        gaps.push("`sp:LaxTsLast`, which is not supported".into());
    }
    let unwraps = |token: &TokenDemand| {
        matches!(
            token.purpose,
            TokenPurpose::Recipient | TokenPurpose::Protection
        )
    };
    let encrypts = !policy.encrypted.is_empty() || policy.tokens.iter().any(unwraps);
    if let Some(suite) = policy
        .suite
        .filter(|suite| encrypts && !suite.is_supported())
    {
        gaps.push(format!("`sp:{suite:?}`, whose encryption is not supported"));
    }
    let parts = policy.signed.iter().chain(policy.encrypted);
    if parts.into_iter().any(|part| *part == Part::Attachments) {
        gaps.push("signed or encrypted attachments, which are not supported".into());
    }
    gaps
}

fn token_gap(token: &TokenDemand, offer: &Offer) -> Option<String> {
    match token.purpose {
        TokenPurpose::Initiator => {
            return (!offer.signing_key).then(|| "the client's key and certificate".into());
        }
        TokenPurpose::Recipient => {
            return (!offer.trust && !offer.encryption_key)
                .then(|| "the service's certificate".into());
        }
        TokenPurpose::Protection => {
            return (!offer.encryption_key).then(|| "the service's certificate".into());
        }
        TokenPurpose::Supporting { .. } => {}
    }
    let missing = match token.kind {
        TokenKind::Username => (!matches!(offer.user, Some(Password::Text | Password::Digest)))
            .then_some("a user name and password"),
        TokenKind::UsernameDigest => (offer.user != Some(Password::Digest))
            .then_some("a user name and password, sent as digest"),
        TokenKind::UsernameOnly => offer.user.is_none().then_some("a user name"),
        TokenKind::X509 => (!offer.signing_key).then_some("the client's key and certificate"),
        TokenKind::Saml11 | TokenKind::Saml20 => (!offer.assertion).then_some("a SAML assertion"),
        TokenKind::Other(name) => {
            return Some(format!("`{name}`, which is not supported"));
        }
    };
    missing.map(String::from)
}

/// Whether one key of the client's making protects both directions.
fn is_symmetric(policy: &SecurityPolicy) -> bool {
    let mut tokens = policy.tokens.iter();
    tokens.any(|token| token.purpose == TokenPurpose::Protection)
}

fn names(parts: &[Part]) -> String {
    parts.iter().map(name_of).collect::<Vec<_>>().join(", ")
}

/// What a part is called in errors.
pub(super) fn name_of(part: &Part) -> String {
    match part {
        Part::Body => "the body".to_owned(),
        Part::Header {
            local: "",
            namespace,
        } => format!("every header block of `{namespace}`"),
        Part::Header { local, .. } => format!("the header block `{local}`"),
        Part::Attachments => "the attachments".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: TokenDemand = TokenDemand::new(
        TokenKind::Username,
        TokenPurpose::Supporting {
            signed: true,
            endorsing: false,
            encrypted: false,
        },
    );
    const OVER_TLS: SecurityPolicy = SecurityPolicy {
        https: true,
        tokens: &[USER],
        timestamp: true,
        ..SecurityPolicy::NONE
    };
    const MUTUAL: SecurityPolicy = SecurityPolicy {
        tokens: &[
            TokenDemand::new(TokenKind::X509, TokenPurpose::Initiator),
            TokenDemand::new(TokenKind::X509, TokenPurpose::Recipient),
        ],
        signed: &[Part::Body],
        encrypted: &[Part::Body],
        ..SecurityPolicy::NONE
    };

    fn gaps(requests: &[SecurityPolicy], answers: &[SecurityPolicy], offer: Offer) -> String {
        match choose(requests, answers, &offer) {
            Ok(_) => String::new(),
            Err(error) => {
                assert_eq!(error.kind(), SecurityErrorKind::Unmet);
                let text = error.to_string();
                text.split_once(": ").unwrap().1.to_owned()
            }
        }
    }

    #[test]
    fn names_what_is_missing_and_nothing_else() {
        let none = Offer::default();
        assert_eq!(gaps(&[], &[], none), "");
        assert_eq!(
            gaps(&[OVER_TLS], &[], none),
            "an https endpoint (TLS); a user name and password; a timestamp"
        );
        let user = Offer {
            https: true,
            user: Some(Password::Text),
            timestamp: true,
            ..none
        };
        assert_eq!(gaps(&[OVER_TLS], &[OVER_TLS], user), "");
        assert_eq!(
            gaps(&[MUTUAL], &[MUTUAL], user),
            "the client's key and certificate; the service's certificate; the service's certificate, to encrypt the body; \
             the service's certificate or its root, to verify answers; a private key, to decrypt answers"
        );
        let keys = Offer {
            signing_key: true,
            encryption_key: true,
            trust: true,
            decryption_key: true,
            ..none
        };
        assert_eq!(gaps(&[MUTUAL], &[MUTUAL], keys), "");
    }

    #[test]
    fn one_alternative_is_enough() {
        let user = Offer {
            https: true,
            user: Some(Password::Text),
            timestamp: true,
            ..Offer::default()
        };
        let chosen = choose(&[MUTUAL, OVER_TLS], &[], &user).unwrap();
        assert_eq!(chosen, Some(&OVER_TLS));
    }

    #[test]
    fn what_is_not_supported_is_named() {
        const SUPPORTING: TokenPurpose = TokenPurpose::Supporting {
            signed: false,
            endorsing: false,
            encrypted: false,
        };
        const POLICY: SecurityPolicy = SecurityPolicy {
            tokens: &[TokenDemand::new(
                TokenKind::Other("sp:KerberosToken"),
                SUPPORTING,
            )],
            others: &["sp:RequireSignatureConfirmation"],
            ..SecurityPolicy::NONE
        };
        assert_eq!(
            gaps(&[POLICY], &[], Offer::default()),
            "`sp:RequireSignatureConfirmation`, which is not supported; `sp:KerberosToken`, which is not supported"
        );
    }
}
