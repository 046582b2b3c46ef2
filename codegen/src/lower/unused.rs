//! Settings that matched nothing: a name that is wrong, or one that a new capture no longer has.
//!
//! In: the settings and what was used of them. Out: diagnostics.

use crate::diagnostic::code::Code;

use super::ctx::Ctx;

/// Reports every setting that had no effect.
pub(super) fn check_unused(ctx: &mut Ctx<'_, '_>) {
    let settings = ctx.settings;
    let mut wanted: Vec<(String, String)> = Vec::new();
    let mut add = |kind: &str, text: &str, setting: &str| {
        wanted.push((
            format!("{kind}:{text}"),
            format!("`{setting}` names `{text}`, which nothing matches"),
        ));
    };
    for it in settings.naming.rename.keys() {
        add("rename", it, "naming.rename");
    }
    for it in &settings.naming.strip_member_prefixes {
        add("member-prefix", it, "naming.strip-member-prefixes");
    }
    for it in &settings.naming.enum_prefixes {
        add("enum-prefix", it, "naming.enum-prefixes");
    }
    for it in &settings.secrets.also {
        add("also", it, "secrets.also");
    }
    for it in &settings.secrets.never {
        add("never", it, "secrets.never");
    }
    for it in &settings.failure {
        add("failure", &it.header, "failure.header");
    }
    for it in &settings.ports.only {
        add("port", it, "ports.only");
    }
    for it in &settings.operations {
        add("operation", it, "operations");
    }
    if settings.naming.result_member {
        wanted.push((
            "result-member".to_owned(),
            "`naming.result-member` finds no member to name".to_owned(),
        ));
    }
    for (key, message) in wanted {
        if !ctx.used.contains(&key) {
            ctx.diagnostics.warning(Code::Settings, None, message);
        }
    }
}
