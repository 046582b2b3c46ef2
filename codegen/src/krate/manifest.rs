//! `Cargo.toml` of a generated crate.

use std::path::Path;

use super::RuntimeSource;
use crate::config::Run;
use crate::emit::needs;
use crate::format::HEADER;

/// The manifest. The crate has one dependency, the runtime, and `serde` where the settings ask for it; the examples have one more.
pub(super) fn manifest(package: &str, out: &Path, runtime: &RuntimeSource, run: &Run) -> String {
    let header = HEADER.trim_start_matches("// ");
    let services: Vec<&str> = (run.generated.api.iter())
        .flat_map(|it| &it.clients)
        .map(|it| it.service.as_str())
        .collect();
    let is_schemas = run.is_schemas_only();
    let description = string(&match is_schemas {
        true => format!("Types of the schemas {}.", run.capture.roots.join(", ")),
        false => format!("Typed client of the SOAP service {}.", services.join(", ")),
    });
    let dev_dependencies = match is_schemas {
        true => "",
        false => {
            "
[dev-dependencies]
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }
"
        }
    };
    let has_serde = run.capture.settings.serde;
    let serde = match has_serde {
        true => "serde = { version = \"1\", features = [\"derive\"] }\n",
        false => "",
    };
    let hint = match runtime.is_unpublished() {
        true => {
            "# It is not on crates.io yet: put `{ path = \"…\" }` or `{ git = \"…\" }` of its folder or repository in place of the version.\n"
        }
        false => "",
    };
    let mut clients = run.generated.api.iter().flat_map(|it| &it.clients);
    let has_security = clients.any(needs::needs_feature);
    let used: Vec<&str> = [(has_serde, "serde"), (has_security, "ws-security")]
        .into_iter()
        .filter_map(|(is_used, feature)| is_used.then_some(feature))
        .collect();
    let runtime = runtime.dependency(out, &used);
    let features = features(run);
    format!(
        "# {header}. Delete this line to keep your edits.

[package]
name = {package:?}
version = \"0.1.0\"
edition = \"2024\"
description = {description}
publish = false

[dependencies]
{serde}{hint}soap-runtime = {runtime}
{features}{dev_dependencies}
[lints.rust]
unsafe_code = \"forbid\"
"
    )
}

/// Features of the runtime, whether they are on by default, and what they are for.
const OF_RUNTIME: [(&str, bool, &str); 18] = [
    ("encodings", true, "answers in every encoding of the web"),
    (
        "patterns",
        true,
        "values are checked against the patterns of their types",
    ),
    (
        "hyper",
        true,
        "asynchronous HTTP with rustls; without it transports are yours",
    ),
    ("blocking", false, "HTTP without an asynchronous runtime"),
    (
        "http2",
        false,
        "HTTP/2, once the transport's builder asks for it",
    ),
    ("gzip", false, "answers in gzip and deflate"),
    ("brotli", false, "answers in brotli"),
    ("digest", false, "HTTP Digest"),
    ("pkcs12", false, "client certificates in PKCS#12 files"),
    (
        "tower",
        false,
        "services of tower as transports, and transports as services",
    ),
    ("tracing", false, "a span for every call"),
    (
        "ws-security",
        false,
        "signatures, encryption and tokens in messages",
    ),
    ("server", false, "a typed trait and a mock for each service"),
    ("serde", false, "values of XSD with serde"),
    ("chrono", false, "dates and times of chrono"),
    ("jiff", false, "those of jiff"),
    ("time", false, "those of time"),
    ("rust_decimal", false, "decimals of rust_decimal"),
];

/// Those of the features that have to do with values and documents; the others are about calls.
const OF_DOCUMENTS: [&str; 7] = [
    "encodings",
    "patterns",
    "serde",
    "chrono",
    "jiff",
    "time",
    "rust_decimal",
];

/// The features that switch operations on, all by default, and those of the runtime.
fn features(run: &Run) -> String {
    let groups = &run.capture.settings.features.per_operation_group;
    let own: Vec<&str> = groups.keys().map(|name| name.as_str()).collect();
    let of_runtime: Vec<&(&str, bool, &str)> = (OF_RUNTIME.iter())
        .filter(|(name, ..)| !own.contains(name))
        .filter(|(name, ..)| !run.is_schemas_only() || OF_DOCUMENTS.contains(name))
        .collect();
    let defaults = of_runtime.iter().filter(|(_, is_default, _)| *is_default);
    let defaults: Vec<String> = defaults
        .map(|(name, ..)| *name)
        .chain(own.iter().copied())
        .map(string)
        .collect();
    let mut text = format!("\n[features]\ndefault = [{}]\n", defaults.join(", "));
    for name in own {
        text.push_str(&format!("{} = []\n", string(name)));
    }
    text.push_str("# Of the runtime.\n");
    for (name, _, what) in of_runtime {
        text.push_str(&format!("# {what}\n{name} = [\"soap-runtime/{name}\"]\n"));
    }
    text
}

pub(super) fn string(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All but those that nobody switches on.
    #[test]
    fn all_features_of_the_runtime_are_forwarded() {
        let text = include_str!("../../../generated-client/runtime/Cargo.toml");
        let manifest: toml::Table = text.parse().unwrap();
        let features = manifest["features"].as_table().unwrap();
        let mut names: Vec<&str> = features.keys().map(String::as_str).collect();
        names.retain(|name| *name != "default" && !name.starts_with("__"));
        let mut forwarded: Vec<&str> = OF_RUNTIME.iter().map(|(name, ..)| *name).collect();
        forwarded.sort_unstable();
        names.sort_unstable();
        assert_eq!(forwarded, names);
        let defaults = features["default"].as_array().unwrap().iter();
        let defaults: Vec<&str> = defaults.map(|name| name.as_str().unwrap()).collect();
        let on: Vec<&str> = (OF_RUNTIME.iter().filter(|(_, is_default, _)| *is_default))
            .map(|(name, ..)| *name)
            .collect();
        assert_eq!(on, defaults);
    }
}
