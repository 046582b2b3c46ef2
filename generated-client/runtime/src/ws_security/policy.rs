//! [`SecurityPolicy`]: what the policies of a contract demand of messages, as data that generated code is made of.
//!
//! In: nothing; `wsdl-codegen` writes these values from WS-SecurityPolicy. Knows no keys and no messages.

/// What one alternative of a policy demands of the messages in one direction; WS-SecurityPolicy 1.3.
///
/// Made from [`SecurityPolicy::NONE`], so that fields can be added:
///
/// ```
/// use soap_runtime::ws_security::{AlgorithmSuite, Part, SecurityPolicy, TokenDemand, TokenKind, TokenPurpose};
///
/// const POLICY: SecurityPolicy = SecurityPolicy {
///     tokens: &[TokenDemand::new(TokenKind::X509, TokenPurpose::Initiator)],
///     signed: &[Part::Body, Part::Header { namespace: "http://www.w3.org/2005/08/addressing", local: "" }],
///     suite: Some(AlgorithmSuite::Basic256Sha256),
///     timestamp: true,
///     ..SecurityPolicy::NONE
/// };
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SecurityPolicy {
    /// Messages travel over TLS: `sp:TransportBinding`, `sp:HttpsToken`; §5.4.9, §7.3.
    pub https: bool,
    /// The tokens that messages hold or that their keys come from; §5.
    pub tokens: &'static [TokenDemand],
    /// What is signed: `sp:SignedParts`; §4.1.1.
    pub signed: &'static [Part],
    /// What is encrypted: `sp:EncryptedParts`; §4.2.1.
    pub encrypted: &'static [Part],
    /// The algorithms: `sp:AlgorithmSuite`; §7.1. `None`: any.
    pub suite: Option<AlgorithmSuite>,
    /// Whether there is a `wsu:Timestamp`: `sp:IncludeTimestamp`; §6.2. A signature covers it.
    pub timestamp: bool,
    /// The order of elements in the `Security` header block; §6.7.
    pub layout: Layout,
    /// What is done first where a part is signed and encrypted; §6.3.
    pub order: ProtectionOrder,
    /// Whether the signature itself is encrypted: `sp:EncryptSignature`; §6.4.
    pub encrypt_signature: bool,
    /// Whether signatures cover the token of their key: `sp:ProtectTokens`; §6.5.
    pub protect_tokens: bool,
    /// Whether `sp:OnlySignEntireHeadersAndBody` is said; §6.6. Signatures made here do so anyway.
    pub whole_parts: bool,
    /// Assertions that nothing here satisfies, as the policy names them: `sp:RequireSignatureConfirmation`.
    pub others: &'static [&'static str],
}

impl SecurityPolicy {
    /// A policy that demands nothing.
    pub const NONE: Self = Self {
        https: false,
        tokens: &[],
        signed: &[],
        encrypted: &[],
        suite: None,
        timestamp: false,
        layout: Layout::Lax,
        order: ProtectionOrder::SignBeforeEncrypt,
        encrypt_signature: false,
        protect_tokens: false,
        whole_parts: false,
        others: &[],
    };
}

/// A part of a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Part {
    /// `soap:Body`.
    Body,
    /// Header blocks of this name, where there are any.
    Header {
        /// The namespace.
        namespace: &'static str,
        /// The local name; empty for all blocks of the namespace, and with an empty namespace for all blocks.
        local: &'static str,
    },
    /// The parts beside the envelope: `sp:Attachments`.
    Attachments,
}

/// A token that a policy demands; WS-SecurityPolicy 1.3 §5.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TokenDemand {
    /// What it is.
    pub kind: TokenKind,
    /// What it is for.
    pub purpose: TokenPurpose,
    /// How keys of it are referred to. `None`: as the user of the key says.
    pub reference: Option<KeyReference>,
    /// Whether keys are derived from it: `sp:RequireDerivedKeys`; §5.3.2.
    pub derived_keys: bool,
}

impl TokenDemand {
    /// A token, referred to in any way.
    pub const fn new(kind: TokenKind, purpose: TokenPurpose) -> Self {
        Self {
            kind,
            purpose,
            reference: None,
            derived_keys: false,
        }
    }
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TokenKind {
    /// A user name, with the password as text or digest: `sp:UsernameToken`; §5.4.1.
    Username,
    /// A user name with the digest of the password: `sp:HashPassword`.
    UsernameDigest,
    /// A user name alone: `sp:NoPassword`.
    UsernameOnly,
    /// A certificate: `sp:X509Token`; §5.4.3.
    X509,
    /// An assertion of SAML 1.1: `sp:SamlToken`; §5.4.8.
    Saml11,
    /// An assertion of SAML 2.0.
    Saml20,
    /// Any other, as the policy names it: `sp:SecureConversationToken`.
    Other(&'static str),
}

/// What a token is for; WS-SecurityPolicy 1.3 §7 and §8.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TokenPurpose {
    /// The client's key: signs requests, and answers are encrypted for it. `sp:InitiatorToken` of `sp:AsymmetricBinding`.
    Initiator,
    /// The service's key: signs answers, and requests are encrypted for it. `sp:RecipientToken`.
    Recipient,
    /// The service's certificate, for which the client encrypts one key that protects both directions:
    /// `sp:ProtectionToken` of `sp:SymmetricBinding`.
    Protection,
    /// A token that says more of the client: `sp:SupportingTokens` and its kin.
    Supporting {
        /// The message's signature covers it.
        signed: bool,
        /// Its key signs the message's signature, or the timestamp where TLS protects messages.
        endorsing: bool,
        /// It is encrypted.
        encrypted: bool,
    },
}

/// How a key is referred to; WSS X.509 Certificate Token Profile 1.1 §3.2.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyReference {
    /// The certificate is in the message as a `BinarySecurityToken`, and a reference leads to it.
    #[default]
    BinarySecurityToken,
    /// By issuer and serial number: `sp:RequireIssuerSerialReference`.
    IssuerSerial,
    /// By the subject key identifier: `sp:RequireKeyIdentifierReference`.
    SubjectKeyIdentifier,
    /// By the SHA-1 of the certificate: `sp:RequireThumbprintReference`.
    Thumbprint,
    /// The certificate itself, in the reference: `sp:RequireEmbeddedTokenReference`.
    Certificate,
}

/// The order of elements in the `Security` header block; WS-SecurityPolicy 1.3 §6.7.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Layout {
    /// Tokens before what uses them. What is written here keeps to it whatever the policy says.
    Strict,
    /// Any order.
    #[default]
    Lax,
    /// Any order, the timestamp first.
    LaxTimestampFirst,
    /// Any order, the timestamp last.
    LaxTimestampLast,
}

/// What is done first; WS-SecurityPolicy 1.3 §6.3.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum ProtectionOrder {
    /// Signatures are over plain text.
    #[default]
    SignBeforeEncrypt,
    /// Signatures are over what is encrypted.
    EncryptBeforeSign,
}

/// A set of algorithms; WS-SecurityPolicy 1.3 §6.1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum AlgorithmSuite {
    /// AES-256-CBC, RSA-OAEP, SHA-1.
    Basic256,
    /// AES-192-CBC, RSA-OAEP, SHA-1.
    Basic192,
    /// AES-128-CBC, RSA-OAEP, SHA-1.
    Basic128,
    /// 3DES, RSA-OAEP, SHA-1.
    TripleDes,
    /// AES-256-CBC, RSA 1.5, SHA-1.
    Basic256Rsa15,
    /// AES-192-CBC, RSA 1.5, SHA-1.
    Basic192Rsa15,
    /// AES-128-CBC, RSA 1.5, SHA-1.
    Basic128Rsa15,
    /// 3DES, RSA 1.5, SHA-1.
    TripleDesRsa15,
    /// AES-256-CBC, RSA-OAEP, SHA-256.
    Basic256Sha256,
    /// AES-192-CBC, RSA-OAEP, SHA-256.
    Basic192Sha256,
    /// AES-128-CBC, RSA-OAEP, SHA-256.
    Basic128Sha256,
    /// 3DES, RSA-OAEP, SHA-256.
    TripleDesSha256,
    /// AES-256-CBC, RSA 1.5, SHA-256.
    Basic256Sha256Rsa15,
    /// AES-192-CBC, RSA 1.5, SHA-256.
    Basic192Sha256Rsa15,
    /// AES-128-CBC, RSA 1.5, SHA-256.
    Basic128Sha256Rsa15,
    /// 3DES, RSA 1.5, SHA-256.
    TripleDesSha256Rsa15,
    /// AES-256-GCM, RSA-OAEP, SHA-256: what CXF calls `Basic256GCMSha256`.
    Basic256GcmSha256,
    /// AES-128-GCM, RSA-OAEP, SHA-256.
    Basic128GcmSha256,
}

impl AlgorithmSuite {
    /// Whether its digests and signatures are made with SHA-1.
    pub(crate) fn is_sha1(self) -> bool {
        matches!(
            self,
            Self::Basic256
                | Self::Basic192
                | Self::Basic128
                | Self::TripleDes
                | Self::Basic256Rsa15
                | Self::Basic192Rsa15
                | Self::Basic128Rsa15
                | Self::TripleDesRsa15
        )
    }

    /// Whether its encryption is supported: AES with 128 or 256 bits and RSA-OAEP.
    pub(crate) fn is_supported(self) -> bool {
        matches!(
            self,
            Self::Basic256
                | Self::Basic128
                | Self::Basic256Sha256
                | Self::Basic128Sha256
                | Self::Basic256GcmSha256
                | Self::Basic128GcmSha256
        )
    }
}
