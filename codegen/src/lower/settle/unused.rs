//! Settings that matched nothing: a name that is wrong, or one that a new capture no longer has.
//!
//! In: the settings, what was used of them, and what they could have named. Out: diagnostics, with the nearest name.

use std::collections::BTreeMap;

use crate::diagnostic::code::Code;
use crate::nearest::nearest;
use crate::settings::{Pattern, Settings};
use crate::symbols::SymbolTable;

use crate::lower::setting::{Global, Nameable, RUST, Setting};
use crate::lower::told::Told;

/// How many names a message offers.
const MAX_CANDIDATES: usize = 3;

/// Reports every setting that had no effect.
pub(crate) fn check(told: &mut Told<'_>, symbols: &SymbolTable<'_>) {
    if !told.settings.types.map.is_empty() {
        for name in symbols.types.keys() {
            told.offer(Nameable::Type, &name.local);
            told.offer(Nameable::Type, &name.to_string());
        }
    }
    for setting in wanted(told.settings) {
        if told.is_used(&setting) {
            continue;
        }
        let (message, text) = describe(&setting);
        let near = text.map_or_else(Vec::new, |(text, nameable)| {
            candidates(text, told.offered(nameable))
        });
        let diagnostic = told.diagnostics.warning(Code::Settings, None, message);
        if !near.is_empty() {
            diagnostic.help(format!("did you mean {}?", near.join(" or ")));
        }
    }
}

/// The names of `offered` that are nearest to `text`, in backticks. What kind a name is of does not count.
fn candidates<'n>(text: &str, offered: impl Iterator<Item = &'n str>) -> Vec<String> {
    let offered: Vec<&str> = offered.filter(|it| *it != text).collect();
    let whole = nearest(text, offered.iter().copied());
    let mut res: Vec<String> = whole.iter().map(|it| format!("`{it}`")).collect();
    let mut by_bare: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in offered {
        if whole.is_none_or(|whole| bare(whole) != bare(it)) {
            by_bare.entry(bare(it)).or_default().push(it);
        }
    }
    for _ in res.len()..MAX_CANDIDATES {
        let Some(near) = nearest(bare(text), by_bare.keys().copied()) else {
            break;
        };
        let names = by_bare.remove(near).unwrap_or_default();
        // The same kind says it best, the shortest next.
        let kind = &text[..text.len() - bare(text).len()];
        let best = names
            .iter()
            .min_by_key(|it| (!it.starts_with(kind), it.len()));
        res.extend(best.map(|it| format!("`{it}`")));
    }
    res
}

/// A name without the word for its kind.
fn bare(name: &str) -> &str {
    let is_kind = |word: &str| Global::ALL.iter().any(|global| global.word() == word);
    if let Some(rest) = name.strip_prefix(RUST) {
        return rest;
    }
    match name.split_once(':') {
        Some((word, rest)) if is_kind(word) => rest,
        Some(_) | None => name,
    }
}

/// All settings that should match something.
fn wanted(settings: &Settings) -> Vec<Setting> {
    let Settings {
        naming,
        types,
        modules,
        secrets,
        facets,
        failure,
        ports,
        operations,
        features,
        ..
    } = settings;
    let mut res: Vec<Setting> = Vec::new();
    res.extend(naming.rename.keys().cloned().map(Setting::Rename));
    let prefixes = naming.strip_member_prefixes.iter();
    res.extend(prefixes.cloned().map(Setting::MemberPrefix));
    res.extend(
        naming
            .enum_prefixes
            .iter()
            .cloned()
            .map(Setting::EnumPrefix),
    );
    res.extend(modules.names.keys().cloned().map(Setting::Module));
    res.extend(types.map.keys().cloned().map(Setting::Map));
    res.extend(secrets.also.iter().cloned().map(Setting::Secret));
    res.extend(secrets.never.iter().cloned().map(Setting::NoSecret));
    res.extend(types.also.iter().cloned().map(Setting::Also));
    let closed = types.closed.iter().map(|it| it.as_str().to_owned());
    res.extend(closed.map(Setting::Closed));
    res.extend(facets.off.iter().cloned().map(Setting::Unchecked));
    for failure in failure {
        res.push(Setting::Failure(failure.header.clone()));
        let (header, _) = failure.message_path();
        res.extend(header.map(|header| Setting::FailureMessage(header.to_owned())));
    }
    res.extend(ports.only.iter().cloned().map(Setting::Port));
    let text = |pattern: &Pattern| pattern.as_str().to_owned();
    res.extend(operations.only.iter().map(text).map(Setting::Operation));
    res.extend(
        operations
            .exclude
            .iter()
            .map(text)
            .map(Setting::NoOperation),
    );
    let idempotent = operations.idempotent.iter().map(text);
    res.extend(idempotent.map(Setting::Idempotent));
    let unwrapped = operations.unwrapped.iter().map(text);
    res.extend(unwrapped.map(Setting::Unwrapped));
    for (feature, patterns) in &features.per_operation_group {
        let feature = || feature.as_str().to_owned();
        res.extend(
            patterns
                .iter()
                .map(|it| Setting::Feature(feature(), text(it))),
        );
    }
    res.extend(naming.result_member.then_some(Setting::ResultMember));
    res.extend(
        naming
            .strip_enum_prefixes
            .then_some(Setting::StripEnumPrefixes),
    );
    res.extend(ports.prefer.map(|_| Setting::PreferredVersion));
    res
}

/// What is said of a setting without effect; what it says, and what that could name.
fn describe(setting: &Setting) -> (String, Option<(&str, Nameable)>) {
    let (path, text, nameable) = match setting {
        Setting::Rename(key) => ("naming.rename", key, Some(Nameable::Renamed)),
        Setting::MemberPrefix(prefix) => ("naming.strip-member-prefixes", prefix, None),
        Setting::EnumPrefix(prefix) => ("naming.enum-prefixes", prefix, None),
        Setting::Module(uri) => ("modules.names", uri, Some(Nameable::Namespace)),
        Setting::Map(name) => ("types.map", name, Some(Nameable::Type)),
        Setting::Secret(name) => ("secrets.also", name, Some(Nameable::Member)),
        Setting::NoSecret(name) => ("secrets.never", name, Some(Nameable::Member)),
        Setting::Also(name) => ("types.also", name, Some(Nameable::Type)),
        Setting::Closed(name) => ("types.closed", name, Some(Nameable::Enumeration)),
        Setting::Unchecked(name) => ("facets.off", name, Some(Nameable::Checked)),
        Setting::FailureMessage(header) => ("failure.message", header, Some(Nameable::Header)),
        Setting::Failure(header) => ("failure.header", header, Some(Nameable::Header)),
        Setting::Port(name) => ("ports.only", name, Some(Nameable::Port)),
        Setting::Operation(name) => ("operations.only", name, Some(Nameable::Operation)),
        Setting::NoOperation(name) => ("operations.exclude", name, Some(Nameable::Operation)),
        Setting::Unwrapped(name) => ("operations.unwrapped", name, Some(Nameable::Operation)),
        Setting::Idempotent(name) => ("operations.idempotent", name, Some(Nameable::Operation)),
        Setting::Feature(feature, name) => {
            let path = format!("features.per-operation-group.{feature}");
            return (unmatched(&path, name), Some((name, Nameable::Operation)));
        }
        Setting::ResultMember => {
            let message = "`naming.result-member` finds no member to name";
            return (message.to_owned(), None);
        }
        Setting::StripEnumPrefixes => {
            let message =
                "`naming.strip-enum-prefixes` finds no enumeration whose literals share a prefix";
            return (message.to_owned(), None);
        }
        Setting::PreferredVersion => {
            let message = "`ports.prefer` names a version of SOAP that no port speaks";
            return (message.to_owned(), None);
        }
    };
    let named = nameable.map(|nameable| (text.as_str(), nameable));
    (unmatched(path, text), named)
}

fn unmatched(path: &str, text: &str) -> String {
    format!("`{path}` names `{text}`, which nothing matches")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;

    fn told_of(toml: &str, use_it: impl FnOnce(&mut Told<'_>)) -> Vec<(String, Option<String>)> {
        let settings = Settings::parse(toml).unwrap();
        let mut diagnostics = Diagnostics::default();
        let mut told = Told::new(&settings, &mut diagnostics);
        use_it(&mut told);
        check(&mut told, &SymbolTable::default());
        let items = diagnostics.items.into_iter();
        items.map(|it| (it.message, it.help)).collect()
    }

    #[test]
    fn what_had_an_effect_is_not_told() {
        let toml = "[secrets]\nalso = ['Code']\n[naming]\nrename = { 'type:Order' = 'Sale' }";
        let found = told_of(toml, |told| {
            told.used(Setting::Secret("Code".to_owned()));
            told.renamed("type:Order");
        });
        assert_eq!(found, []);
    }

    #[test]
    fn help_names_what_was_probably_meant() {
        let found = told_of("[ports]\nonly = ['ShopSaop']", |told| {
            told.offer(Nameable::Port, "ShopSoap");
            told.offer(Nameable::Operation, "ShopSaop");
        });
        let message = "`ports.only` names `ShopSaop`, which nothing matches";
        let help = "did you mean `ShopSoap`?";
        assert_eq!(found, [(message.to_owned(), Some(help.to_owned()))]);
    }

    #[test]
    fn the_kind_of_a_name_does_not_count() {
        let offered = ["type:Orders", "element:Order", "rust:Order"];
        let found = candidates("type:Ordr", offered.into_iter());
        assert!(found.iter().any(|it| it.contains("Order")), "{found:?}");
        assert_eq!(bare("rust:Order"), "Order");
        assert_eq!(bare("urn:Order"), "urn:Order");
    }
}
