//! `service.toml`: what a capture's owner decides about its Rust form.
//!
//! In: TOML. Out: [`Settings`], checked as far as they can be without the documents: what is Rust parses, what is a
//! pattern is one. Does not know the documents; a setting that matches nothing is seen in `lower`.
//! The reference is `codegen/SETTINGS.md`.

mod help;
mod locate;
mod operations;
pub mod patch;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::names::QName;
use crate::symbols::is_builtin_type;

pub(crate) use locate::locate;
pub use patch::Patch;
pub use text::{Attribute, FeatureName, Pattern, RustName, RustPath};

/// The settings of one capture. Every one has a default, so that a bare WSDL needs none.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Settings {
    /// The Rust module; by default the folder's or file's name in snake case.
    pub module: Option<RustName>,
    /// The root WSDLs, relative to the capture's folder; by default every `*.wsdl` directly in it.
    pub roots: Vec<String>,
    /// The cargo feature that switches the module on.
    pub feature: Option<String>,
    /// The path of the runtime; `::soap_runtime` by default.
    pub runtime: Option<RustPath>,
    /// The path of the module for its users, which the examples in its documentation name.
    pub crate_path: Option<RustPath>,
    /// Derives on every type besides those it has, e.g. `::serde::Serialize`.
    pub derives: Vec<RustPath>,
    /// Attributes on every type, below the derives.
    pub attributes: Vec<Attribute>,
    /// Whether every type derives `Serialize` and `Deserialize` of serde, enumerations in the form of their literals.
    pub serde: bool,
    /// How names are made.
    pub naming: Naming,
    /// How types are made.
    pub types: Types,
    /// Documentation for what the documents say nothing of.
    pub docs: Documentation,
    /// Whether types stand in modules.
    pub modules: Modules,
    /// Which members are secret.
    pub secrets: Secrets,
    /// Which facets are checked.
    pub facets: Facets,
    /// What marks an answer as a failure.
    pub failure: Vec<Failure>,
    /// Which ports to generate.
    pub ports: Ports,
    /// Which operations to generate, with what they reach.
    #[serde(deserialize_with = "operations::deserialize")]
    pub operations: Operations,
    /// Which cargo features switch parts of the module on.
    pub features: Features,
    /// What single types have besides what all have.
    #[serde(rename = "type")]
    pub type_: Vec<TypeSettings>,
    /// What single members and variants have.
    pub member: Vec<MemberSettings>,
    /// Repairs of the documents, in the order they are applied.
    pub patch: Vec<Patch>,
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
    /// `type:`, `element:`, `operation:`, `service:`, `port-type:`, `family:`, `faults:`, `request-headers:` and
    /// `response-headers:` in front of a name mean only that kind; `rust:` means what has that Rust name otherwise.
    pub rename: BTreeMap<String, RustName>,
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
    /// Types that are generated though no message names them, as they come only by `xsi:type`: `Local`,
    /// `{namespace}Local`, or `{namespace}*` for all of a namespace.
    pub also: Vec<String>,
    /// Enumerations without a variant for values that the schema does not list, `Type` or `Type.member`; they are `Copy`.
    pub closed: Vec<Pattern>,
    /// Rust types of the user by schema type, `{namespace}Local` or `Local`: used in its place, which is not generated.
    pub map: BTreeMap<String, RustPath>,
}

impl Default for Types {
    fn default() -> Self {
        Self {
            collapse_nil: false,
            unwrap_arrays: true,
            also: Vec::new(),
            closed: Vec::new(),
            map: BTreeMap::new(),
        }
    }
}

impl Types {
    /// The user's type in place of the schema type `name`, with the key of the setting; the longer key wins.
    /// Types of XSD itself are only meant by their full name.
    pub fn mapped(&self, name: &QName) -> Option<(&str, &RustPath)> {
        if self.map.is_empty() {
            return None;
        }
        let full = format!("{{{}}}{}", name.namespace, name.local);
        let found = self.map.get_key_value(&full);
        let is_builtin = is_builtin_type(name);
        let short = || self.map.get_key_value(&name.local).filter(|_| !is_builtin);
        found.or_else(short).map(|(key, path)| (key.as_str(), path))
    }
}

/// `[docs]`: Markdown, in place of what the documents say.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Documentation {
    /// What the module is for, and its client where there is one.
    pub service: Option<String>,
    /// What operations do, by wire name.
    pub operations: BTreeMap<String, String>,
    /// What types are, by wire name, with or without `{namespace}`, or Rust name.
    pub types: BTreeMap<String, String>,
    /// What members and variants are, by `Type.member`, each a wire name or Rust name.
    pub members: BTreeMap<String, String>,
}

/// `[modules]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Modules {
    /// Whether the types of each namespace stand in a module of their own, in which alone their names are unique.
    pub by_namespace: bool,
    /// The modules' names by namespace; namespaces of one name share a module.
    pub names: BTreeMap<String, RustName>,
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
    /// Whether serde writes them, where `serde` is set: a session that is stored must be whole.
    pub serde: bool,
}

impl Default for Secrets {
    fn default() -> Self {
        Self {
            by_name: true,
            also: Vec::new(),
            never: Vec::new(),
            serde: false,
        }
    }
}

/// `[facets]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Facets {
    /// Simple types and members whose values are not checked: `Type`, `Type.member` or `member`, wire names. Types that
    /// derive from a type are named by themselves.
    pub off: Vec<String>,
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
    /// Where the server says why: `ExceptionInfo/Message`, the local names of a header block and of elements inside it.
    /// The text is shown in errors.
    pub message: Option<String>,
}

impl Failure {
    /// The header block in which the server says why, and the elements inside it that lead to the text.
    pub fn message_path(&self) -> (Option<&str>, impl Iterator<Item = &str>) {
        let mut steps = self.message.iter().flat_map(|path| path.split('/'));
        (steps.next(), steps)
    }
}

/// `[ports]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Ports {
    /// Only these ports, by `wsdl:port` name; all SOAP ports where empty.
    pub only: Vec<String>,
    /// The version of SOAP that calls use where a service has ports for both; 1.1 by default.
    pub prefer: Option<PreferredVersion>,
}

/// A version of SOAP, as settings write it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum PreferredVersion {
    /// `"1.1"`.
    #[serde(rename = "1.1")]
    V11,
    /// `"1.2"`.
    #[serde(rename = "1.2")]
    V12,
}

/// `[operations]`; a list of patterns is short for `only`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Operations {
    /// Only these; all where empty.
    pub only: Vec<Pattern>,
    /// Not these, even where `only` names them.
    pub exclude: Vec<Pattern>,
    /// Those that may be called twice: nothing is done by it that is not the same done once.
    pub idempotent: Vec<Pattern>,
    /// Those whose methods take the members of the request and give the answer's only member: `client.add(2, 3).await?`.
    pub unwrapped: Vec<Pattern>,
}

/// `[features]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Features {
    /// Operations by the cargo feature that switches them on, together with the types that only they reach.
    pub per_operation_group: BTreeMap<FeatureName, Vec<Pattern>>,
}

/// One `[[type]]`: what a type has besides what all have.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct TypeSettings {
    /// The type: the wire name of its declaration, with or without `{namespace}`, or its Rust name.
    pub name: String,
    /// Derives besides those it has.
    #[serde(default)]
    pub derives: Vec<RustPath>,
    /// Attributes below the derives.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
}

/// One `[[member]]`: what members of structs and variants of enums have.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct MemberSettings {
    /// Which: `Type.member`, each a wire name or Rust name, with `*` and `?`.
    pub name: Pattern,
    /// Their attributes.
    pub attributes: Vec<Attribute>,
}

impl Settings {
    /// Reads the text of a `service.toml`.
    ///
    /// # Errors
    /// The text is not TOML, names a setting that does not exist, or gives one a value it cannot have; the message has
    /// line and column, and the nearest setting where there is one.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|it| help::explained(&it))
    }

    /// The settings as the text of a `service.toml`, defaults spelled out; [`Settings::parse`] reads it back.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self)
            .expect("settings are strings, flags, lists and tables of these")
    }
}
