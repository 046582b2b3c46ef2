//! Whether every service of `schemas` stands where cargo and people look for it: a feature of its own, a row of each table.
//!
//! In: the captures. Out: what is to be added where, which no generator can word.

use wsdl_codegen::capture::Capture;

use crate::captures::workspace_root;
use crate::files;

const MANIFEST: &str = "generated-client/Cargo.toml";
const CRATE: &str = "generated-client/src/lib.rs";
const TABLE: &str = "schemas/README.md";

/// Fails with all that is missing, a line each.
pub(crate) fn check(captures: &[Capture]) -> Result<(), String> {
    let manifest: toml::Table = read(MANIFEST)?
        .parse()
        .map_err(|error| format!("{MANIFEST}: {error}"))?;
    let (library, table) = (read(CRATE)?, read(TABLE)?);
    let mut missing = Vec::new();
    for capture in captures {
        let feature = capture.settings.feature.as_deref();
        missing.extend(feature.and_then(|it| missing_feature(&manifest, it)));
        let module = &capture.module;
        if !library.contains(&format!("//! | [`{module}`] |")) {
            missing.push(format!(
                "{CRATE}: add a row to the table, ``//! | [`{module}`] | service | feature |``"
            ));
        }
        let folder = capture.folder.file_name().unwrap_or_default();
        let folder = folder.to_string_lossy();
        if !table.contains(&format!("| `{folder}/` |")) {
            missing.push(format!(
                "{TABLE}: add a row to the table, ``| `{folder}/` | service | contract |``"
            ));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "nothing was written; the services of `schemas` are not all listed:\n  {}",
        missing.join("\n  ")
    ))
}

/// What the manifest needs so that the module behind `feature` is there.
fn missing_feature(manifest: &toml::Table, feature: &str) -> Option<String> {
    let features = manifest.get("features")?.as_table()?;
    if !features.contains_key(feature) {
        return Some(format!(
            "{MANIFEST}: add `{feature} = []` to `[features]`, and its name to `default`"
        ));
    }
    let defaults = features.get("default")?.as_array()?;
    let is_default = defaults.iter().any(|it| it.as_str() == Some(feature));
    (!is_default).then(|| format!("{MANIFEST}: add \"{feature}\" to `default`"))
}

fn read(path: &str) -> Result<String, String> {
    files::read(workspace_root().join(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::captures;

    #[test]
    fn a_service_that_is_listed_nowhere_is_named_for_each_place() {
        let mut services = captures::all().expect("the captures open");
        assert_eq!(check(&services), Ok(()));
        services[0].folder.set_file_name("billing");
        services[0].module = "billing".to_owned();
        services[0].settings.feature = Some("billing".to_owned());
        let text = check(&services).expect_err("the service is new");
        for place in [MANIFEST, CRATE, TABLE] {
            assert_eq!(text.matches(place).count(), 1, "{text}");
        }
    }

    #[test]
    fn a_feature_is_there_and_on() {
        let manifest = "[features]\ndefault = [\"a\"]\na = []\nb = []";
        let manifest: toml::Table = manifest.parse().expect("it is TOML");
        let missing = |feature| missing_feature(&manifest, feature).unwrap_or_default();
        assert_eq!(missing("a"), "");
        assert!(missing("b").contains("add \"b\" to `default`"));
        assert!(missing("c").contains("add `c = []`"));
    }
}
