//! `keep-version`: of declarations of one name, those of one file stay, or the one on a line of it.
//!
//! In: the model and the files. Out: the model without the other declarations of that name.

use crate::names::QName;
use crate::settings::patch::KeepVersion;
use crate::source::map::SourceMap;
use crate::source::span::Span;
use crate::symbols::Model;
use crate::symbols::decl::Decl;

use super::Miss;

/// Keeps the declarations of `it.name` that stand in `it.file`, and drops those of other files.
pub(super) fn keep(
    model: &mut Model,
    sources: &SourceMap,
    version: &KeepVersion,
) -> Result<(), Miss> {
    let (file, line) = place(&version.file);
    let is_in = |span: Span| {
        let path = sources.file(span.file).path.as_str();
        let before = path.strip_suffix(file);
        before.is_some_and(|it| it.is_empty() || it.ends_with('/'))
            && line.is_none_or(|line| sources.position(span).line == line)
    };
    let is_meant = |name: &QName| name.local == version.name || name.to_string() == version.name;
    let mut kept: Vec<QName> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for decl in model.decls() {
        match decl.name().filter(|name| is_meant(name)) {
            Some(name) if is_in(decl.span()) => kept.push(name.clone()),
            Some(_) => others.push(sources.file(decl.span().file).path.clone()),
            None => {}
        }
    }
    if kept.is_empty() {
        let files = others.iter().map(String::as_str);
        return Err(match others.is_empty() {
            true => Miss::nothing("declaration", &version.name, names(model)),
            false => Miss {
                help: Miss::nothing("file", &version.file, files).help,
                message: format!("`{}` is not declared in `{}`", version.name, version.file),
            },
        });
    }
    if others.is_empty() {
        return Err(Miss {
            message: format!("no other file declares `{}`", version.name),
            help: (kept.len() > 1).then(|| {
                "of two in one file the line chooses, e.g. `file = \"shop.xsd:12\"`".to_owned()
            }),
        });
    }
    model.retain(|decl| match decl.name() {
        Some(name) => !kept.contains(name) || is_in(decl.span()),
        None => true,
    });
    Ok(())
}

/// File and line of `shop.xsd:12`; of two declarations in one file the line chooses.
fn place(text: &str) -> (&str, Option<usize>) {
    let split = text.rsplit_once(':');
    let parsed = split.and_then(|(file, line)| Some((file, line.parse().ok()?)));
    parsed.map_or((text, None), |(file, line)| (file, Some(line)))
}

fn names(model: &Model) -> impl Iterator<Item = &str> {
    let names = model.decls().filter_map(Decl::name);
    names.map(|name| name.local.as_str())
}
