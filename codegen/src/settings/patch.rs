//! `[[patch]]`: small documented repairs of a capture, applied to what was read, not to the files.
//!
//! In: TOML. Out: [`Patch`]es: one [`Repair`] each, and why it is there. What they do is `crate::patch`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One repair and its reason.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "Written", into = "Written")]
#[non_exhaustive]
pub struct Patch {
    /// Why the documents are not right as they are; shown in the module's documentation.
    pub reason: String,
    /// What is repaired.
    pub repair: Repair,
}

/// What a patch does. Names are wire names: `Local` or `{namespace}Local`, members `Type.member`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Repair {
    /// Reads a file for a namespace that nothing tells the place of.
    AddImportLocation(AddImportLocation),
    /// Keeps the declarations of one name that stand in one file.
    KeepVersion(KeepVersion),
    /// Gives a type, element or member another name on the wire.
    Rename(Rename),
    /// Lets a member be absent.
    Optional(String),
    /// Asks for a member.
    Required(String),
    /// Gives a member another type.
    SetType(SetType),
    /// Adds literals to a simple type.
    AddEnumeration(AddEnumeration),
    /// Removes an operation.
    DropOperation(String),
    /// Moves the body elements of an operation to another namespace.
    TargetNamespace(OfOperation),
    /// Gives an operation another SOAPAction.
    SoapAction(OfOperation),
    /// Gives a port another address.
    Address(Address),
}

/// `add-import-location`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AddImportLocation {
    /// The namespace.
    pub namespace: String,
    /// The file that declares it, relative to the capture's folder.
    pub file: String,
}

/// `keep-version`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeepVersion {
    /// What is declared more than once: a type, element, message or the like.
    pub name: String,
    /// The file whose declaration stays: its path in the capture, or the end of it; with `:` and a line where the file has
    /// several.
    pub file: String,
}

/// `rename`: exactly one of `type`, `element` and `member`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rename {
    /// A named type.
    #[serde(rename = "type")]
    pub type_: Option<String>,
    /// A global element.
    pub element: Option<String>,
    /// An element or attribute in a type: `Type.member`.
    pub member: Option<String>,
    /// The new local name.
    pub to: String,
}

/// `set-type`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SetType {
    /// `Type.member`.
    pub member: String,
    /// The type: `xs:int`, `Local` or `{namespace}Local`.
    #[serde(rename = "type")]
    pub type_: String,
}

/// `add-enumeration`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AddEnumeration {
    /// The simple type, or `Type.member` for one that is written in place.
    #[serde(rename = "type")]
    pub type_: String,
    /// The literals.
    pub values: Vec<String>,
}

/// `target-namespace` and `soap-action`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OfOperation {
    /// The operation.
    pub operation: String,
    /// The new value.
    pub to: String,
}

/// `address`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Address {
    /// The `wsdl:port`.
    pub port: String,
    /// The new address.
    pub to: String,
}

/// A patch as TOML writes it: the repair is the one key besides `reason`.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    reason: String,
    add_import_location: Option<AddImportLocation>,
    keep_version: Option<KeepVersion>,
    rename: Option<Rename>,
    optional: Option<String>,
    required: Option<String>,
    set_type: Option<SetType>,
    add_enumeration: Option<AddEnumeration>,
    drop_operation: Option<String>,
    target_namespace: Option<OfOperation>,
    soap_action: Option<OfOperation>,
    address: Option<Address>,
}

impl From<Patch> for Written {
    fn from(it: Patch) -> Self {
        let mut res = Self {
            reason: it.reason,
            ..Self::default()
        };
        match it.repair {
            Repair::AddImportLocation(it) => res.add_import_location = Some(it),
            Repair::KeepVersion(it) => res.keep_version = Some(it),
            Repair::Rename(it) => res.rename = Some(it),
            Repair::Optional(it) => res.optional = Some(it),
            Repair::Required(it) => res.required = Some(it),
            Repair::SetType(it) => res.set_type = Some(it),
            Repair::AddEnumeration(it) => res.add_enumeration = Some(it),
            Repair::DropOperation(it) => res.drop_operation = Some(it),
            Repair::TargetNamespace(it) => res.target_namespace = Some(it),
            Repair::SoapAction(it) => res.soap_action = Some(it),
            Repair::Address(it) => res.address = Some(it),
        }
        res
    }
}

impl TryFrom<Written> for Patch {
    type Error = String;

    fn try_from(it: Written) -> Result<Self, String> {
        if it.reason.trim().is_empty() {
            return Err("a patch says why it is needed: `reason` is empty".to_owned());
        }
        let named = |it: &Rename| {
            let names = [&it.type_, &it.element, &it.member];
            names.into_iter().flatten().count()
        };
        if it.rename.as_ref().is_some_and(|it| named(it) != 1) {
            return Err("`rename` names one of `type`, `element` and `member`".to_owned());
        }
        let repairs = [
            it.add_import_location.map(Repair::AddImportLocation),
            it.keep_version.map(Repair::KeepVersion),
            it.rename.map(Repair::Rename),
            it.optional.map(Repair::Optional),
            it.required.map(Repair::Required),
            it.set_type.map(Repair::SetType),
            it.add_enumeration.map(Repair::AddEnumeration),
            it.drop_operation.map(Repair::DropOperation),
            it.target_namespace.map(Repair::TargetNamespace),
            it.soap_action.map(Repair::SoapAction),
            it.address.map(Repair::Address),
        ];
        let mut repairs = repairs.into_iter().flatten();
        match (repairs.next(), repairs.next()) {
            (Some(repair), None) => Ok(Self {
                reason: it.reason,
                repair,
            }),
            (None, _) => Err("a patch repairs something: it has only a `reason`".to_owned()),
            (Some(_), Some(_)) => {
                Err("a patch repairs one thing; write a `[[patch]]` for each".to_owned())
            }
        }
    }
}

impl Rename {
    /// The setting's word for what is renamed, and its name.
    pub fn what(&self) -> (&'static str, &str) {
        let kinds = [
            ("type", &self.type_),
            ("element", &self.element),
            ("member", &self.member),
        ];
        let found = kinds
            .into_iter()
            .find_map(|(kind, name)| Some((kind, name.as_deref()?)));
        found.unwrap_or(("member", ""))
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddImportLocation(it) => {
                write!(f, "namespace `{}` is read from `{}`", it.namespace, it.file)
            }
            Self::KeepVersion(it) => {
                write!(f, "`{}` is the one of `{}`", it.name, it.file)
            }
            Self::Rename(it) => {
                let (kind, name) = it.what();
                write!(f, "{kind} `{name}` is called `{}`", it.to)
            }
            Self::Optional(member) => write!(f, "`{member}` may be absent"),
            Self::Required(member) => write!(f, "`{member}` is required"),
            Self::SetType(it) => write!(f, "`{}` has type `{}`", it.member, it.type_),
            Self::AddEnumeration(it) => {
                let values: Vec<String> = it.values.iter().map(|it| format!("`{it}`")).collect();
                write!(f, "`{}` lists {}", it.type_, values.join(", "))
            }
            Self::DropOperation(operation) => write!(f, "operation `{operation}` is removed"),
            Self::TargetNamespace(it) => {
                write!(
                    f,
                    "the body of operation `{}` is in namespace `{}`",
                    it.operation, it.to
                )
            }
            Self::SoapAction(it) => {
                write!(f, "operation `{}` has SOAPAction `{}`", it.operation, it.to)
            }
            Self::Address(it) => write!(f, "port `{}` is at `{}`", it.port, it.to),
        }
    }
}
