//! Settings that matched nothing: a name that is wrong, or one that a new capture no longer has.
//!
//! In: the settings, what was used of them, and what they could have named. Out: diagnostics, with the nearest name.

use std::collections::BTreeMap;

use crate::diagnostic::code::Code;
use crate::nearest::nearest;
use crate::settings::Settings;

use crate::lower::ctx::Ctx;

/// How many names a message offers.
const MAX_CANDIDATES: usize = 3;

/// The words for kinds of names in `naming.rename`.
const KINDS: &[&str] = &[
    "element",
    "family",
    "faults",
    "operation",
    "port-type",
    "request-headers",
    "response-headers",
    "rust",
    "service",
    "type",
];

/// A setting that should match something.
struct Wanted {
    /// What [`Ctx::used`] holds where it did.
    key: String,
    message: String,
    /// What it says, and the kind of names it could have said.
    text: Option<(String, &'static str)>,
}

/// Reports every setting that had no effect.
pub(crate) fn check_unused(ctx: &mut Ctx<'_, '_>) {
    if !ctx.settings.types.map.is_empty() {
        let names: Vec<String> = ctx.symbols.types.keys().map(|it| it.to_string()).collect();
        let locals = ctx.symbols.types.keys().map(|it| it.local.clone());
        for it in locals.chain(names) {
            ctx.offer("map", &it);
        }
    }
    for it in wanted(ctx.settings) {
        if ctx.used.contains(&it.key) {
            continue;
        }
        let near = it.text.as_ref().map_or_else(Vec::new, |(text, kind)| {
            let names = ctx.offered.get(kind).into_iter().flatten();
            candidates(text, names.map(String::as_str))
        });
        let diagnostic = ctx.diagnostics.warning(Code::Settings, None, it.message);
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
    match name.split_once(':') {
        Some((kind, rest)) if KINDS.contains(&kind) => rest,
        Some(_) | None => name,
    }
}

fn wanted(settings: &Settings) -> Vec<Wanted> {
    let mut res: Vec<Wanted> = Vec::new();
    let mut add = |kind: &str, text: &str, setting: &str, offered: &'static str| {
        res.push(Wanted {
            key: format!("{kind}:{text}"),
            message: format!("`{setting}` names `{text}`, which nothing matches"),
            text: Some((text.to_owned(), offered)),
        });
    };
    for it in settings.naming.rename.keys() {
        add("rename", it, "naming.rename", "rename");
    }
    for it in &settings.naming.strip_member_prefixes {
        add("member-prefix", it, "naming.strip-member-prefixes", "");
    }
    for it in &settings.naming.enum_prefixes {
        add("enum-prefix", it, "naming.enum-prefixes", "");
    }
    for it in settings.modules.names.keys() {
        add("module", it, "modules.names", "module");
    }
    for it in settings.types.map.keys() {
        add("map", it, "types.map", "map");
    }
    for it in &settings.secrets.also {
        add("also", it, "secrets.also", "secret");
    }
    for it in &settings.secrets.never {
        add("never", it, "secrets.never", "secret");
    }
    for it in &settings.facets.off {
        add("facets", it, "facets.off", "facets");
    }
    for it in &settings.failure {
        add("failure", &it.header, "failure.header", "failure");
        if let Some(message) = &it.message {
            let header = message.split('/').next().unwrap_or_default();
            add("failure", header, "failure.message", "failure");
        }
    }
    for it in &settings.ports.only {
        add("port", it, "ports.only", "port");
    }
    for it in &settings.operations.only {
        add("operation", it.as_str(), "operations.only", "operation");
    }
    for it in &settings.operations.exclude {
        add("exclude", it.as_str(), "operations.exclude", "operation");
    }
    for (feature, patterns) in &settings.features.per_operation_group {
        for it in patterns {
            let (feature, pattern) = (feature.as_str(), it.as_str());
            res.push(Wanted {
                key: format!("feature:{feature} {pattern}"),
                message: format!(
                    "`features.per-operation-group.{feature}` names `{pattern}`, which nothing matches"
                ),
                text: Some((pattern.to_owned(), "operation")),
            });
        }
    }
    let switches = [
        (
            settings.naming.result_member,
            "result-member",
            "`naming.result-member` finds no member to name",
        ),
        (
            settings.naming.strip_enum_prefixes,
            "strip-enum-prefixes",
            "`naming.strip-enum-prefixes` finds no enumeration whose literals share a prefix",
        ),
        (
            settings.ports.prefer.is_some(),
            "prefer",
            "`ports.prefer` names a version of SOAP that no port speaks",
        ),
    ];
    for (is_set, key, message) in switches {
        if is_set {
            res.push(Wanted {
                key: key.to_owned(),
                message: message.to_owned(),
                text: None,
            });
        }
    }
    res
}
