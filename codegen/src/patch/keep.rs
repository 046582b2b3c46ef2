//! `keep-version`: of declarations of one name, those of one file stay, or the one on a line of it.
//!
//! In: the model and the files. Out: the model without the other declarations of that name.

use crate::names::QName;
use crate::settings::patch::KeepVersion;
use crate::source::map::SourceMap;
use crate::source::span::Span;
use crate::symbols::Model;

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
    for (name, span) in declarations(model) {
        if !is_meant(name) {
            continue;
        }
        match is_in(span) {
            true => kept.push(name.clone()),
            false => others.push(sources.file(span.file).path.clone()),
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
    let stays = |name: &QName, span: Span| !kept.contains(name) || is_in(span);
    for schema in &mut model.schemas {
        (schema.types).retain(|it| it.name.as_ref().is_none_or(|name| stays(name, it.span)));
        schema.elements.retain(|it| stays(&it.name, it.span));
        schema.attributes.retain(|it| stays(&it.name, it.span));
        schema.groups.retain(|it| stays(&it.name, it.span));
        (schema.attribute_groups).retain(|it| stays(&it.name, it.span));
    }
    model
        .definitions
        .messages
        .retain(|it| stays(&it.name, it.span));
    model
        .definitions
        .port_types
        .retain(|it| stays(&it.name, it.span));
    model
        .definitions
        .bindings
        .retain(|it| stays(&it.name, it.span));
    model
        .definitions
        .services
        .retain(|it| stays(&it.name, it.span));
    Ok(())
}

/// File and line of `shop.xsd:12`; of two declarations in one file the line chooses.
fn place(text: &str) -> (&str, Option<usize>) {
    let split = text.rsplit_once(':');
    let parsed = split.and_then(|(file, line)| Some((file, line.parse().ok()?)));
    parsed.map_or((text, None), |(file, line)| (file, Some(line)))
}

/// All that have a name of their own, in any symbol space.
fn declarations(model: &Model) -> Vec<(&QName, Span)> {
    let mut res: Vec<(&QName, Span)> = Vec::new();
    for schema in &model.schemas {
        let types = schema.types.iter();
        res.extend(types.filter_map(|it| Some((it.name.as_ref()?, it.span))));
        res.extend(schema.elements.iter().map(|it| (&it.name, it.span)));
        res.extend(schema.attributes.iter().map(|it| (&it.name, it.span)));
        res.extend(schema.groups.iter().map(|it| (&it.name, it.span)));
        let groups = schema.attribute_groups.iter();
        res.extend(groups.map(|it| (&it.name, it.span)));
    }
    let definitions = &model.definitions;
    res.extend(definitions.messages.iter().map(|it| (&it.name, it.span)));
    res.extend(definitions.port_types.iter().map(|it| (&it.name, it.span)));
    res.extend(definitions.bindings.iter().map(|it| (&it.name, it.span)));
    res.extend(definitions.services.iter().map(|it| (&it.name, it.span)));
    res
}

fn names(model: &Model) -> impl Iterator<Item = &str> {
    declarations(model)
        .into_iter()
        .map(|it| it.0.local.as_str())
}
