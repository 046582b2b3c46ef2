//! The settings that a build script makes in Rust instead of in a `service.toml`.
//!
//! In: calls on a [`Config`]. Out: the same [`Settings`] that the file would have given, with these on top of them.
//! `SETTINGS.md` has each of them with an example.

use super::Config;
use crate::settings::{
    Attribute, FeatureName, MemberSettings, Pattern, RustName, RustPath, Settings, TypeSettings,
};

/// One setting; its texts are not checked yet.
#[derive(Clone, Debug)]
pub(super) enum Hook {
    Rename(String, String),
    Map(String, String),
    Derive(Option<String>, String),
    Attribute(Option<String>, String),
    MemberAttribute(String, String),
    Secret(String),
    NotSecret(String),
    ByNamespace,
    Module(String, String),
    Port(String),
    Runtime(String),
    CratePath(String),
    Serde,
    Feature(String, String),
}

impl Config {
    /// Gives an item the Rust name `rust`.
    ///
    /// `wire` is `Type`, `Type.member`, `Enumeration.literal` or `Operation`; a prefix such as `element:` or `rust:` says
    /// which of several is meant.
    pub fn rename(self, wire: impl Into<String>, rust: impl Into<String>) -> Self {
        self.with(Hook::Rename(wire.into(), rust.into()))
    }

    /// Uses the Rust type `path` in place of the schema type `name`, `{namespace}Local` or `Local`, which is not generated.
    pub fn map_type(self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.with(Hook::Map(name.into(), path.into()))
    }

    /// Derives `path`, e.g. `::std::hash::Hash`, for every type.
    pub fn derive(self, path: impl Into<String>) -> Self {
        self.with(Hook::Derive(None, path.into()))
    }

    /// Derives `path` for the type `name`, a wire name or Rust name.
    pub fn type_derive(self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.with(Hook::Derive(Some(name.into()), path.into()))
    }

    /// Puts `attribute`, e.g. `#[non_exhaustive]`, on every type.
    pub fn attribute(self, attribute: impl Into<String>) -> Self {
        self.with(Hook::Attribute(None, attribute.into()))
    }

    /// Puts `attribute` on the type `name`, a wire name or Rust name.
    pub fn type_attribute(self, name: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.with(Hook::Attribute(Some(name.into()), attribute.into()))
    }

    /// Puts `attribute` on the members and variants that `pattern` matches: `Type.member`, with `*` and `?`.
    pub fn member_attribute(
        self,
        pattern: impl Into<String>,
        attribute: impl Into<String>,
    ) -> Self {
        self.with(Hook::MemberAttribute(pattern.into(), attribute.into()))
    }

    /// Makes the member `name`, `member` or `Type.member`, a `Secret`, which does not show in `Debug`, errors or logs.
    pub fn secret(self, name: impl Into<String>) -> Self {
        self.with(Hook::Secret(name.into()))
    }

    /// Says that the member `name` is no secret, though its name sounds like one.
    pub fn not_secret(self, name: impl Into<String>) -> Self {
        self.with(Hook::NotSecret(name.into()))
    }

    /// Puts the types of each namespace in a module of their own, in which alone their names are unique.
    pub fn modules_by_namespace(self) -> Self {
        self.with(Hook::ByNamespace)
    }

    /// Puts the types of `namespace` in the module `name`.
    pub fn namespace_module(self, namespace: impl Into<String>, name: impl Into<String>) -> Self {
        self.with(Hook::Module(namespace.into(), name.into()))
    }

    /// Generates for this `wsdl:port`, and for no other that is not named likewise.
    pub fn port(self, name: impl Into<String>) -> Self {
        self.with(Hook::Port(name.into()))
    }

    /// Calls the runtime by this path; `::soap_runtime` by default.
    pub fn runtime(self, path: impl Into<String>) -> Self {
        self.with(Hook::Runtime(path.into()))
    }

    /// Says by which path users of the module name it, e.g. `my_crate::shop`: the examples in its documentation are
    /// compiled where that is known.
    pub fn crate_path(self, path: impl Into<String>) -> Self {
        self.with(Hook::CratePath(path.into()))
    }

    /// Derives serde's `Serialize` and `Deserialize` for every type; needs the runtime's feature `serde`.
    pub fn serde(self) -> Self {
        self.with(Hook::Serde)
    }

    /// Puts the operations that `pattern` matches, and the types that only they reach, behind the cargo feature `feature`.
    pub fn operation_feature(self, feature: impl Into<String>, pattern: impl Into<String>) -> Self {
        self.with(Hook::Feature(feature.into(), pattern.into()))
    }

    fn with(mut self, hook: Hook) -> Self {
        self.hooks.push(hook);
        self
    }

    /// Puts what was called on top of `settings`.
    pub(super) fn apply_hooks(&self, settings: &mut Settings) -> Result<(), String> {
        let mut all = self.hooks.iter().cloned();
        all.try_for_each(|it| apply(it, settings))
    }
}

fn apply(hook: Hook, settings: &mut Settings) -> Result<(), String> {
    match hook {
        Hook::Rename(wire, rust) => {
            let rust = RustName::try_from(rust)?;
            settings.naming.rename.insert(wire, rust);
        }
        Hook::Map(name, path) => {
            settings.types.map.insert(name, RustPath::try_from(path)?);
        }
        Hook::Derive(None, path) => settings.derives.push(RustPath::try_from(path)?),
        Hook::Derive(Some(name), path) => settings.type_.push(TypeSettings {
            name,
            derives: vec![RustPath::try_from(path)?],
            attributes: Vec::new(),
        }),
        Hook::Attribute(None, it) => settings.attributes.push(Attribute::try_from(it)?),
        Hook::Attribute(Some(name), it) => settings.type_.push(TypeSettings {
            name,
            derives: Vec::new(),
            attributes: vec![Attribute::try_from(it)?],
        }),
        Hook::MemberAttribute(pattern, it) => settings.member.push(MemberSettings {
            name: Pattern::try_from(pattern)?,
            attributes: vec![Attribute::try_from(it)?],
        }),
        Hook::Secret(name) => settings.secrets.also.push(name),
        Hook::NotSecret(name) => settings.secrets.never.push(name),
        Hook::ByNamespace => settings.modules.by_namespace = true,
        Hook::Module(namespace, name) => {
            let name = RustName::try_from(name)?;
            settings.modules.names.insert(namespace, name);
        }
        Hook::Port(name) => settings.ports.only.push(name),
        Hook::Runtime(path) => settings.runtime = Some(RustPath::try_from(path)?),
        Hook::CratePath(path) => settings.crate_path = Some(RustPath::try_from(path)?),
        Hook::Serde => settings.serde = true,
        Hook::Feature(feature, pattern) => {
            let groups = &mut settings.features.per_operation_group;
            let group = groups.entry(FeatureName::try_from(feature)?);
            group.or_default().push(Pattern::try_from(pattern)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every call, and the `service.toml` that says the same.
    #[test]
    fn calls_are_settings() {
        let config = Config::new("Shop.wsdl")
            .rename("Order.id", "number")
            .map_type("{urn:t}Money", "crate::Money")
            .derive("::std::hash::Hash")
            .type_derive("Order", "::std::cmp::Eq")
            .attribute("#[allow(dead_code)]")
            .type_attribute("Order", "#[non_exhaustive]")
            .member_attribute("Order.*", "#[deprecated]")
            .secret("pin")
            .not_secret("tokenCount")
            .modules_by_namespace()
            .namespace_module("urn:t", "shop")
            .port("ShopSoap")
            .runtime("crate::soap")
            .crate_path("my_crate::shop")
            .serde()
            .operation_feature("write", "Put*");
        let mut settings = Settings::default();
        config.apply_hooks(&mut settings).unwrap();
        let same = Settings::parse(
            r##"
            derives = ["::std::hash::Hash"]
            attributes = ["#[allow(dead_code)]"]
            runtime = "crate::soap"
            crate-path = "my_crate::shop"
            serde = true
            naming.rename."Order.id" = "number"
            types.map."{urn:t}Money" = "crate::Money"
            secrets.also = ["pin"]
            secrets.never = ["tokenCount"]
            modules.by-namespace = true
            modules.names."urn:t" = "shop"
            ports.only = ["ShopSoap"]
            features.per-operation-group.write = ["Put*"]
            [[type]]
            name = "Order"
            derives = ["::std::cmp::Eq"]
            [[type]]
            name = "Order"
            attributes = ["#[non_exhaustive]"]
            [[member]]
            name = "Order.*"
            attributes = ["#[deprecated]"]
            "##,
        );
        assert_eq!(settings.to_toml(), same.unwrap().to_toml());
    }

    #[test]
    fn what_is_no_rust_is_refused() {
        let wrong = [
            Config::new("a").rename("b", "1c"),
            Config::new("a").map_type("b", "Vec<u8>"),
            Config::new("a").derive("not a path"),
            Config::new("a").attribute("non_exhaustive"),
            Config::new("a").runtime(""),
        ];
        for config in wrong {
            let error = config.apply_hooks(&mut Settings::default()).unwrap_err();
            assert!(error.starts_with("expected"), "{error}");
        }
    }
}
