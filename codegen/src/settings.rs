//! `service.toml`: what a capture's owner decides about its Rust form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The settings of one capture. Every one has a default, so that a bare WSDL needs none.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Settings {
    /// The Rust module; by default the folder's or file's name in snake case.
    pub module: Option<String>,
    /// The root WSDLs, relative to the capture's folder; by default every `*.wsdl` directly in it.
    pub roots: Vec<String>,
    /// The cargo feature that switches the module on.
    pub feature: Option<String>,
    /// How names are made.
    pub naming: Naming,
    /// How types are made.
    pub types: Types,
    /// Which members are secret.
    pub secrets: Secrets,
    /// What marks an answer as a failure.
    pub failure: Vec<Failure>,
    /// Which ports to generate.
    pub ports: Ports,
    /// Generate only these operations and what they reach; all where empty.
    pub operations: Vec<String>,
}

/// `[naming]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Naming {
    /// Member prefixes of one or more lowercase letters to strip before an uppercase letter: `s` turns `sEmail` into `email`.
    pub strip_member_prefixes: Vec<String>,
    /// Whether `{Operation}Result` becomes `result` in `{Operation}Response`.
    pub result_member: bool,
    /// Whether the prefix that all literals of an enumeration share up to an underscore is dropped from its variants.
    pub strip_enum_prefixes: bool,
    /// Further literal prefixes to drop, e.g. `consoleCheck_`, where no common one exists.
    pub enum_prefixes: Vec<String>,
    /// Rust names by wire name: `Type`, `Type.member`, `Enumeration.literal` or `Operation` on the left.
    pub rename: BTreeMap<String, String>,
}

/// `[types]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Types {
    /// Whether absent and nil become one `Option` where the schema allows both.
    pub collapse_nil: bool,
    /// Whether array types (`ArrayOf…`, dictionaries: one repeated element and nothing else) become `Vec` in the member.
    pub unwrap_arrays: bool,
}

impl Default for Types {
    fn default() -> Self {
        Self {
            collapse_nil: false,
            unwrap_arrays: true,
        }
    }
}

/// `[secrets]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Secrets {
    /// Whether text members whose name says password, ticket, token, secret, or authentication code are secret.
    pub by_name: bool,
    /// Further members: `member` or `Type.member`, wire names.
    pub also: Vec<String>,
    /// Members the name rule takes but that are not secret.
    pub never: Vec<String>,
}

impl Default for Secrets {
    fn default() -> Self {
        Self {
            by_name: true,
            also: Vec::new(),
            never: Vec::new(),
        }
    }
}

/// One `[[failure]]`: a response header that marks failure.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Failure {
    /// The local name of the header block.
    pub header: String,
    /// The lexical value that means failure; where absent, the block being filled does.
    pub equals: Option<String>,
}

/// `[ports]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Ports {
    /// Only these ports, by `wsdl:port` name; all SOAP ports where empty.
    pub only: Vec<String>,
}

impl Settings {
    /// Reads the text of a `service.toml`.
    ///
    /// # Errors
    /// The text is not TOML, or names a setting that does not exist; the message has line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|it| it.to_string())
    }

    /// The settings as the text of a `service.toml`, defaults spelled out; [`Settings::parse`] reads it back.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self)
            .expect("settings are strings, flags, lists and tables of these")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_as_written() {
        let text = "module = \"shop\"\noperations = [\"buy\"]\n[naming.rename]\n\"a.b\" = \"c\"\n[[failure]]\nheader = \"H\"\n";
        let settings = Settings::parse(text).unwrap();
        let again = Settings::parse(&settings.to_toml()).unwrap();
        assert_eq!(format!("{settings:?}"), format!("{again:?}"));
    }
}
