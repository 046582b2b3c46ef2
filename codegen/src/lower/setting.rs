//! The settings that should match something, and the names that they could give.
//!
//! Data only: passes note in [`Told`](super::told::Told) what matched, `settle/unused.rs` reports what did not.

use crate::words::words;

/// What a key of `naming.rename` begins with that means a name of generated code.
pub(super) const RUST: &str = "rust:";

macro_rules! settings {
    ($($setting:ident $path:literal $names:expr;)+) => {
        /// A setting that should match something, or each text of which should.
        #[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
        pub(super) enum Setting {
            $(#[doc = concat!("`", $path, "`.")] $setting,)+
            /// A feature of `features.per-operation-group`.
            Feature(String),
        }

        impl Setting {
            /// Where it stands in the settings.
            pub(super) fn path(&self) -> String {
                match self {
                    $(Self::$setting => $path.to_owned(),)+
                    Self::Feature(feature) => format!("features.per-operation-group.{feature}"),
                }
            }

            /// What its texts name.
            pub(super) fn names(&self) -> Option<Nameable> {
                match self {
                    $(Self::$setting => $names,)+
                    Self::Feature(_) => Some(Nameable::Operation),
                }
            }
        }
    };
}

settings! {
    Rename "naming.rename" Some(Nameable::Renamed);
    MemberPrefix "naming.strip-member-prefixes" None;
    EnumPrefix "naming.enum-prefixes" None;
    ResultMember "naming.result-member" None;
    StripEnumPrefixes "naming.strip-enum-prefixes" None;
    Module "modules.names" Some(Nameable::Namespace);
    Map "types.map" Some(Nameable::Type);
    Also "types.also" Some(Nameable::Type);
    Closed "types.closed" Some(Nameable::Enumeration);
    Secret "secrets.also" Some(Nameable::Member);
    NoSecret "secrets.never" Some(Nameable::Member);
    Unchecked "facets.off" Some(Nameable::Checked);
    Failure "failure.header" Some(Nameable::Header);
    FailureMessage "failure.message" Some(Nameable::Header);
    Port "ports.only" Some(Nameable::Port);
    PreferredVersion "ports.prefer" None;
    Operation "operations.only" Some(Nameable::Operation);
    NoOperation "operations.exclude" Some(Nameable::Operation);
    Idempotent "operations.idempotent" Some(Nameable::Operation);
    Unwrapped "operations.unwrapped" Some(Nameable::Operation);
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

words! {
    /// What has a name of its own in generated code; a key of `naming.rename` may say which it means.
    pub(super) enum Global {
        /// A named type.
        Type = "type",
        /// The anonymous type of a global element.
        Element = "element",
        /// An operation.
        Operation = "operation",
        /// The enum over what may stand for a type or element.
        Family = "family",
        /// The enum over the faults of an operation.
        Faults = "faults",
        /// A port type.
        PortType = "port-type",
        /// The header blocks that a client sends.
        RequestHeaders = "request-headers",
        /// The header blocks that a client may get.
        ResponseHeaders = "response-headers",
        /// A service.
        Service = "service",
    }
}

impl Global {
    /// Whether a key without a word means it: the name alone cannot mean a part of something.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Type | Self::Element | Self::Operation)
    }
}
