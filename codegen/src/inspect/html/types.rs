//! The types of a page: each with its members, what they are called in XML, how often they stand, and what they allow.

use std::fmt::Write as _;

use super::{escaped, push_docs, type_html};
use crate::ir::{
    Api, Docs, Entry, EntryKind, FacetTable, NamespaceId, Origin, RustType, TypeId, TypeItem,
    TypeKind,
};

pub(super) fn push_types(out: &mut String, api: &Api) {
    let _ = writeln!(
        out,
        "<section id=\"types\"><h2>Types <span class=\"tag\">{}</span></h2>",
        api.types.len()
    );
    for (idx, item) in api.types.iter().enumerate() {
        push_type(out, api, TypeId(idx), item);
    }
    out.push_str("</section>\n");
}

fn push_type(out: &mut String, api: &Api, id: TypeId, item: &TypeItem) {
    let path = escaped(&api.path(id));
    let word = match &item.kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::Enumeration(_) => "enumeration",
        TypeKind::Choice(_) => "choice",
        TypeKind::Family(_) => "types by xsi:type",
        TypeKind::Union(_) => "union",
        TypeKind::Alias(_) => "alias",
    };
    let _ = write!(
        out,
        "<details id=\"type-{path}\" data-name=\"{}\"><summary><code><b>{path}</b></code>\
         <span class=\"tag\">{word}</span></summary><div>\n<p class=\"soft\">{}</p>\n",
        path.to_lowercase(),
        escaped(&origin(&item.origin))
    );
    push_docs(out, &item.docs);
    match &item.kind {
        TypeKind::Struct(_) | TypeKind::Choice(_) => {
            let fields = item.kind.fields().iter();
            let rows = fields.map(|it| row(api, &it.ident, &it.docs, &it.ty, Some(&it.entry)));
            push_table(out, rows);
        }
        TypeKind::Family(it) => {
            let rows =
                (it.members.iter()).map(|it| row(api, &it.ident, &Docs::new(), &it.ty, None));
            push_table(out, rows);
        }
        TypeKind::Union(it) => {
            let rows =
                (it.members.iter()).map(|it| row(api, &it.ident, &Docs::new(), &it.ty, None));
            push_table(out, rows);
        }
        TypeKind::Enumeration(it) => {
            out.push_str("<ul>");
            for variant in &it.variants {
                let _ = write!(out, "<li><code>{}</code> ", escaped(&variant.literal));
                push_docs(out, &variant.docs);
                out.push_str("</li>");
            }
            out.push_str("</ul>\n");
        }
        TypeKind::Alias(ty) => {
            let _ = writeln!(out, "<p><code>{}</code></p>", type_html(api, ty));
        }
    }
    out.push_str("</div></details>\n");
}

fn push_table(out: &mut String, rows: impl Iterator<Item = String>) {
    out.push_str("<table class=\"members\"><thead><tr><th>Member</th><th>Type</th><th>In XML</th><th></th></tr></thead>\n<tbody>");
    rows.for_each(|row| out.push_str(&row));
    out.push_str("</tbody></table>\n");
}

fn row(api: &Api, ident: &str, docs: &Docs, ty: &RustType, entry: Option<&Entry>) -> String {
    let mut notes = String::new();
    push_docs(&mut notes, docs);
    let (place, allowed) =
        entry.map_or_else(Default::default, |it| (place(api, it), allowed(api, it)));
    if !allowed.is_empty() {
        let _ = write!(
            notes,
            "<p class=\"soft\">{}</p>",
            escaped(&allowed.join(", "))
        );
    }
    format!(
        "<tr><td><code>{}</code></td><td><code>{}</code></td><td class=\"soft\">{}</td><td>{notes}</td></tr>\n",
        escaped(ident),
        type_html(api, ty),
        escaped(&place)
    )
}

/// Where a member stands, and how often.
fn place(api: &Api, entry: &Entry) -> String {
    let what = match &entry.kind {
        EntryKind::Element(name) => format!("<{}>", name.local),
        EntryKind::Wrapper(name, item) => format!("<{}> of {}", name.local, place(api, item)),
        EntryKind::Attribute(name) => format!("attribute {}", name.local),
        EntryKind::Text => "text".to_owned(),
        EntryKind::Choice(_) => "choice".to_owned(),
        EntryKind::Group(_) => "group".to_owned(),
        EntryKind::Any(_) => "any element".to_owned(),
        EntryKind::AnyAttributes(_) => "any attributes".to_owned(),
        EntryKind::Mixed => "mixed content".to_owned(),
        EntryKind::MixedText => "text between elements".to_owned(),
        EntryKind::Attachment(name) => format!("attachment {name}"),
    };
    let often = match (entry.min, entry.max) {
        (1, Some(1)) => String::new(),
        (min, Some(max)) => format!(" {min}..{max}"),
        (min, None) => format!(" {min}..*"),
    };
    let of = entry
        .name()
        .map_or_else(String::new, |name| namespace(api, name.namespace));
    format!("{what}{often}{of}")
}

/// The namespace, where it is not the first of the module.
fn namespace(api: &Api, id: NamespaceId) -> String {
    match id {
        Some(1..) => format!(" in {}", api.uri(id)),
        Some(0) | None => String::new(),
    }
}

/// What values are allowed.
fn allowed(api: &Api, entry: &Entry) -> Vec<String> {
    let mut res: Vec<String> = Vec::new();
    if entry.nillable {
        res.push("may be nil".to_owned());
    }
    if let Some(it) = &entry.value {
        let word = if it.fixed { "fixed" } else { "default" };
        res.push(format!("{word} {:?}", it.text));
    }
    if let Some(facets) = entry.facets {
        push_facets(&mut res, &api.facets[facets].table);
    }
    res
}

fn push_facets(res: &mut Vec<String>, facets: &FacetTable) {
    let numbers = [
        ("length", facets.length),
        ("length at least", facets.min_length),
        ("length at most", facets.max_length),
        ("digits at most", facets.total_digits.map(u64::from)),
        (
            "digits of fraction at most",
            facets.fraction_digits.map(u64::from),
        ),
    ];
    let bounds = [
        ("≥", &facets.min_inclusive),
        (">", &facets.min_exclusive),
        ("≤", &facets.max_inclusive),
        ("<", &facets.max_exclusive),
    ];
    if !facets.names.is_empty() {
        res.push(format!("one of {}", facets.names.join(", ")));
    }
    let numbers = numbers
        .into_iter()
        .filter_map(|(word, n)| Some(format!("{word} {}", n?)));
    res.extend(numbers);
    let bounds = bounds
        .into_iter()
        .filter_map(|(sign, n)| Some(format!("{sign} {}", n.as_ref()?)));
    res.extend(bounds);
    res.extend(
        facets
            .patterns
            .iter()
            .map(|step| format!("pattern {}", step.join(" or "))),
    );
    if let Some(item) = &facets.item {
        push_facets(res, item);
    }
}

fn origin(origin: &Origin) -> String {
    let name =
        |kind: &str, it: &crate::names::QName| format!("{kind} {} of {}", it.local, it.namespace);
    match origin {
        Origin::Type(it) => name("type", it),
        Origin::Element(it) => name("element", it),
        Origin::Inside(owner) => format!("inside {owner}"),
        Origin::Family(it) => name("types derived from", it),
        Origin::Headers(service) => format!("header blocks of {service}"),
        Origin::Faults(operation) => format!("faults of {operation}"),
    }
}
