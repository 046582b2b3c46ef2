//! `Cargo.toml` of a generated crate.

use std::path::{Path, PathBuf};

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
    let description = string(&format!(
        "Typed client of the SOAP service {}.",
        services.join(", ")
    ));
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
{serde}# HTTP with rustls is its feature `reqwest`, on by default; `default-features = false` leaves transports to you.
{hint}soap-runtime = {runtime}
{features}
[dev-dependencies]
tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}

[lints.rust]
unsafe_code = \"forbid\"
"
    )
}

/// The features that switch operations on, all by default; nothing where there are none.
fn features(run: &Run) -> String {
    let groups = &run.capture.settings.features.per_operation_group;
    if groups.is_empty() {
        return String::new();
    }
    let names: Vec<String> = groups.keys().map(|it| string(it.as_str())).collect();
    let mut text = format!("\n[features]\ndefault = [{}]\n", names.join(", "));
    for name in names {
        text.push_str(&format!("{name} = []\n"));
    }
    text
}

/// `path` as the manifest in `out` names it: relative where it was given so.
pub(super) fn relative(out: &Path, path: &Path) -> String {
    if path.is_absolute() {
        return slashes(path);
    }
    let (Ok(from), Ok(to)) = (out.canonicalize(), path.canonicalize()) else {
        let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        return slashes(&full);
    };
    let shared = from
        .iter()
        .zip(to.iter())
        .take_while(|(a, b)| a == b)
        .count();
    let up = std::iter::repeat_n("..", from.iter().count() - shared);
    let mut result: PathBuf = up.collect();
    result.extend(to.iter().skip(shared));
    slashes(&result)
}

fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

pub(super) fn string(text: &str) -> String {
    toml::Value::from(text).to_string()
}
