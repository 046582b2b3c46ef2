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
    for (setting, text) in wanted(told.settings) {
        if told.is_used(&setting, text) {
            continue;
        }
        let message = match setting {
            Setting::ResultMember => "`naming.result-member` finds no member to name".to_owned(),
            Setting::StripEnumPrefixes => {
                "`naming.strip-enum-prefixes` finds no enumeration whose literals share a prefix"
                    .to_owned()
            }
            Setting::PreferredVersion => {
                "`ports.prefer` names a version of SOAP that no port speaks".to_owned()
            }
            _ => format!("`{}` names `{text}`, which nothing matches", setting.path()),
        };
        let near = (setting.names()).map_or_else(Vec::new, |nameable| {
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
    if let Some(rest) = name.strip_prefix(RUST) {
        return rest;
    }
    match name.split_once(':') {
        Some((word, rest)) if Global::named(word).is_some() => rest,
        Some(_) | None => name,
    }
}

/// All settings that should match something, with their texts.
fn wanted<'s>(settings: &'s Settings) -> Vec<(Setting, &'s str)> {
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
    let mut res: Vec<(Setting, &'s str)> = Vec::new();
    let mut add = |setting: Setting, texts: Vec<&'s str>| {
        res.extend(texts.into_iter().map(|text| (setting.clone(), text)));
    };
    add(Setting::Rename, texts(naming.rename.keys()));
    add(Setting::MemberPrefix, texts(&naming.strip_member_prefixes));
    add(Setting::EnumPrefix, texts(&naming.enum_prefixes));
    add(Setting::Module, texts(modules.names.keys()));
    add(Setting::Map, texts(types.map.keys()));
    add(Setting::Secret, texts(&secrets.also));
    add(Setting::NoSecret, texts(&secrets.never));
    add(Setting::Also, texts(&types.also));
    add(Setting::Closed, patterns(&types.closed));
    add(Setting::Unchecked, texts(&facets.off));
    for failure in failure {
        add(Setting::Failure, vec![&failure.header]);
        let (header, _) = failure.message_path();
        add(Setting::FailureMessage, Vec::from_iter(header));
    }
    add(Setting::Port, texts(&ports.only));
    add(Setting::Operation, patterns(&operations.only));
    add(Setting::NoOperation, patterns(&operations.exclude));
    add(Setting::Idempotent, patterns(&operations.idempotent));
    add(Setting::Unwrapped, patterns(&operations.unwrapped));
    for (feature, of_feature) in &features.per_operation_group {
        let feature = Setting::Feature(feature.as_str().to_owned());
        add(feature, patterns(of_feature));
    }
    for (is_set, setting) in [
        (naming.result_member, Setting::ResultMember),
        (naming.strip_enum_prefixes, Setting::StripEnumPrefixes),
        (ports.prefer.is_some(), Setting::PreferredVersion),
    ] {
        add(setting, Vec::from_iter(is_set.then_some("")));
    }
    res
}

fn texts<'s>(texts: impl IntoIterator<Item = &'s String>) -> Vec<&'s str> {
    texts.into_iter().map(String::as_str).collect()
}

fn patterns(patterns: &[Pattern]) -> Vec<&str> {
    patterns.iter().map(Pattern::as_str).collect()
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
            told.used(Setting::Secret, "Code");
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
