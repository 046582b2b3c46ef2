//! The catalogue of diagnostic codes. A code is stable: tools and settings name it.

use crate::words::words;

macro_rules! catalogue {
    ($($variant:ident = $text:literal: $what:literal,)+) => {
        words! {
            /// What kind of problem it is; the catalogue has them in this order.
            #[derive(Hash)]
            #[non_exhaustive]
            pub enum Code {
                $(#[doc = $what] $variant = $text,)+
            }
        }

        impl Code {
            /// What the code means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $what,)+
                }
            }
        }
    };
}

catalogue! {
    Unreadable = "unreadable": "A file cannot be read.",
    NotWellFormed = "not-well-formed": "A document is not well-formed XML, or passes a limit.",
    NotWsdl = "not-wsdl": "The root element is not `wsdl:definitions`.",
    ImportNotFound = "import-not-found": "An imported or included document is not in the capture.",
    ImportOutside = "import-outside": "An import names a place outside the capture's folder or on the network.",
    MissingAttribute = "missing-attribute": "A required attribute is absent.",
    BadValue = "bad-value": "An attribute holds a value that its type forbids.",
    UnboundPrefix = "unbound-prefix": "A prefix is not declared where it is used.",
    UnknownElement = "unknown-element": "An element is not known where it stands, and is read past.",
    Duplicate = "duplicate": "A name is declared twice with different content.",
    UnresolvedName = "unresolved-name": "A name refers to nothing that is declared.",
    Cycle = "cycle": "Definitions refer to each other in a way that has no end.",
    OperationSkipped = "operation-skipped": "An operation cannot be generated and is left out.",
    PortSkipped = "port-skipped": "A port or binding is not SOAP, or a better one for the same operations is generated.",
    Lossy = "lossy": "Something the schema says is not carried over to Rust; the message says what.",
    InvalidSchema = "invalid-schema": "A schema breaks a rule of XML Schema; it is read all the same.",
    Facet = "facet": "A facet can hardly be meant as it stands, or cannot be checked.",
    NameCollision = "name-collision": "Two names meet in Rust; the rule that joined them was undone.",
    Settings = "settings": "`service.toml` says something that the documents do not support.",
    PolicyIgnored = "policy-ignored": "A policy asks for what the client does not do by itself; the message says what.",
    LimitPassed = "limit-passed": "The documents ask for more than the generator's limits allow.",
}
