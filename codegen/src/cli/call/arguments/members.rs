//! What can be named below a type: its members, those of its choices and groups, and the types that it can be.

use wsdl_codegen::ir::{Api, Entry, EntryKind, Field, RustType, TypeId, TypeKind};
use wsdl_codegen::nearest::nearest;

/// How deep it is looked for a member in choices and groups.
const MAX_DEPTH: usize = 8;
/// How many names a message lists.
const MOST_NAMES: usize = 12;

/// What a step can name.
pub(super) struct Named {
    pub(super) ident: String,
    pub(super) wire: Option<String>,
    pub(super) ty: RustType,
}

impl Named {
    pub(super) fn of(field: &Field) -> Self {
        Self {
            ident: field.ident.clone(),
            wire: field.entry.name().map(|name| name.local.clone()),
            ty: field.ty.clone(),
        }
    }

    pub(super) fn shown(&self) -> &str {
        self.wire.as_ref().unwrap_or(&self.ident)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        let is_it = |own: &str| own.eq_ignore_ascii_case(name);
        is_it(&self.ident) || self.wire.as_deref().is_some_and(is_it)
    }
}

/// The types that are named.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
}

impl Types<'_> {
    pub(super) fn record(self, ty: &RustType) -> Option<TypeId> {
        let id = self.api.plain(ty).named()?;
        let kind = &self.api.types[id.0].kind;
        let has_members = matches!(
            kind,
            TypeKind::Struct(_) | TypeKind::Choice(_) | TypeKind::Family(_)
        );
        has_members.then_some(id)
    }

    /// All that a step below `ty` can name.
    pub(super) fn members(self, ty: &RustType, depth: usize) -> Vec<Named> {
        let Some(id) = self.record(ty).filter(|_| depth < MAX_DEPTH) else {
            return Vec::new();
        };
        let mut res = Vec::new();
        match &self.api.types[id.0].kind {
            kind @ (TypeKind::Struct(_) | TypeKind::Choice(_)) => {
                for field in kind.fields() {
                    match is_transparent(&field.entry) {
                        true => res.extend(self.members(&field.ty, depth + 1)),
                        false => res.push(Named::of(field)),
                    }
                }
            }
            TypeKind::Family(it) => {
                if let Some(first) = it.members.first().filter(|_| it.first_is_declared) {
                    res.extend(self.members(&first.ty, depth + 1));
                }
                res.extend(it.members.iter().map(|it| Named {
                    ident: it.ident.clone(),
                    wire: Some(it.wire.local.clone()),
                    ty: it.ty.clone(),
                }));
            }
            TypeKind::Enumeration(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {}
        }
        res
    }

    pub(super) fn holds(self, ty: &RustType, name: &str, depth: usize) -> bool {
        self.members(ty, depth).iter().any(|it| it.is(name))
    }

    /// What is said of a name that is none, or of a type that needs one.
    pub(super) fn unknown(self, name: Option<&str>, id: TypeId) -> String {
        let members = self.members(&RustType::Named(id), 0);
        let names: Vec<String> = members.iter().map(|it| it.shown().to_owned()).collect();
        let idents = members.iter().map(|it| it.ident.as_str());
        let near = name.and_then(|name| {
            let of_wire = nearest(name, names.iter().map(String::as_str));
            of_wire.or_else(|| nearest(name, idents))
        });
        let ty = self.api.path(id);
        match (name, near) {
            (Some(name), Some(near)) => format!("`{ty}` has no member `{name}`; there is `{near}`"),
            (Some(name), None) => {
                format!("`{ty}` has no member `{name}`; there are {}", listed(names))
            }
            (None, _) => format!("`{ty}` has members, give these: {}", listed(names)),
        }
    }
}

/// Whether it has no name of its own in XML.
pub(super) fn is_transparent(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Choice(_) | EntryKind::Group(_))
}

pub(super) fn listed(names: Vec<String>) -> String {
    let mut shown: Vec<String> = (names.iter().take(MOST_NAMES))
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len() {
        0 => "none".to_owned(),
        n if n > MOST_NAMES => {
            shown.push(format!("{} more", n - MOST_NAMES));
            shown.join(", ")
        }
        _ => shown.join(", "),
    }
}
