//! The settings that should match something, and the names that they could give.
//!
//! Data only: passes note in [`Told`](super::told::Told) what matched, `settle/unused.rs` reports what did not.

/// What a key of `naming.rename` begins with that means a name of generated code.
pub(super) const RUST: &str = "rust:";

/// A setting that should match something.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Setting {
    /// A key of `naming.rename`.
    Rename(String),
    /// One of `naming.strip-member-prefixes`.
    MemberPrefix(String),
    /// One of `naming.enum-prefixes`.
    EnumPrefix(String),
    /// `naming.result-member`.
    ResultMember,
    /// `naming.strip-enum-prefixes`.
    StripEnumPrefixes,
    /// A key of `modules.names`.
    Module(String),
    /// A key of `types.map`.
    Map(String),
    /// One of `types.also`.
    Also(String),
    /// One of `types.closed`.
    Closed(String),
    /// One of `secrets.also`.
    Secret(String),
    /// One of `secrets.never`.
    NoSecret(String),
    /// One of `facets.off`.
    Unchecked(String),
    /// The header of a `failure`.
    Failure(String),
    /// The header in which the message of a `failure` stands.
    FailureMessage(String),
    /// One of `ports.only`.
    Port(String),
    /// `ports.prefer`.
    PreferredVersion,
    /// One of `operations.only`.
    Operation(String),
    /// One of `operations.exclude`.
    NoOperation(String),
    /// One of `operations.idempotent`.
    Idempotent(String),
    /// One of `operations.unwrapped`.
    Unwrapped(String),
    /// A feature of `features.per-operation-group`, and one of its patterns.
    Feature(String, String),
}

/// What a setting can name, for help where one matches nothing.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Nameable {
    /// What `naming.rename` can name.
    Renamed,
    /// A schema type.
    Type,
    /// A namespace of types.
    Namespace,
    /// A member that may be secret.
    Member,
    /// An enumeration.
    Enumeration,
    /// A simple type or member whose values are checked.
    Checked,
    /// A header block of an answer.
    Header,
    /// A port.
    Port,
    /// An operation.
    Operation,
}

/// What has a name of its own in generated code; a key of `naming.rename` may say which it means.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Global {
    /// A named type.
    Type,
    /// The anonymous type of a global element.
    Element,
    /// An operation.
    Operation,
    /// The enum over what may stand for a type or element.
    Family,
    /// The enum over the faults of an operation.
    Faults,
    /// A port type.
    PortType,
    /// The header blocks that a client sends.
    RequestHeaders,
    /// The header blocks that a client may get.
    ResponseHeaders,
    /// A service.
    Service,
}

impl Global {
    /// All of them.
    pub(super) const ALL: [Self; 9] = [
        Self::Type,
        Self::Element,
        Self::Operation,
        Self::Family,
        Self::Faults,
        Self::PortType,
        Self::RequestHeaders,
        Self::ResponseHeaders,
        Self::Service,
    ];

    /// The word before the colon of a key.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Element => "element",
            Self::Operation => "operation",
            Self::Family => "family",
            Self::Faults => "faults",
            Self::PortType => "port-type",
            Self::RequestHeaders => "request-headers",
            Self::ResponseHeaders => "response-headers",
            Self::Service => "service",
        }
    }

    /// Whether a key without a word means it: the name alone cannot mean a part of something.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Type | Self::Element | Self::Operation)
    }
}
