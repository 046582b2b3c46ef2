//! Entries as text: where a member stands in the XML.

use super::Dump;
use crate::ir::{Entry, EntryKind, NamespaceId, TypeLabel, Wildcard, WireName};

impl Dump<'_> {
    pub(super) fn entry(&self, entry: &Entry) -> String {
        let mut res = match &entry.kind {
            EntryKind::Element(it) => format!("element {}", self.wire(it)),
            EntryKind::Wrapper(it, item) => {
                format!("wrapper {} of ({})", self.wire(it), self.entry(item))
            }
            EntryKind::Attribute(it) => format!("attribute {}", self.wire(it)),
            EntryKind::Text => "text".to_owned(),
            EntryKind::Choice(id) => format!("choice {}", self.ident(*id)),
            EntryKind::Group(id) => format!("group {}", self.ident(*id)),
            EntryKind::Any(it) => format!("any {}", self.wildcard(it)),
            EntryKind::AnyAttributes(it) => format!("any attributes {}", self.wildcard(it)),
            EntryKind::Mixed => "mixed".to_owned(),
            EntryKind::MixedText => "text between elements".to_owned(),
            EntryKind::Attachment(name) => format!("attachment {name}"),
        };
        match entry.max {
            Some(1) if entry.min == 1 => {}
            Some(max) => res.push_str(&format!(" {}..{max}", entry.min)),
            None => res.push_str(&format!(" {}..*", entry.min)),
        }
        if entry.nillable {
            res.push_str(" nillable");
        }
        if let Some(it) = &entry.value {
            let kind = if it.fixed { "fixed" } else { "default" };
            res.push_str(&format!(" {kind} {:?}", it.text));
        }
        if let Some(it) = entry.facets.and_then(|it| self.api.facets.get(it)) {
            res.push_str(&format!(" facets {}", it.ident));
        }
        if let Some(it) = &entry.type_name {
            let name = match it {
                TypeLabel::Xsd(local) => format!("xs:{local}"),
                TypeLabel::Encoding(local) => format!("soapenc:{local}"),
                TypeLabel::Declared(it) => self.wire(it),
            };
            res.push_str(&format!(" typed {name}"));
        }
        if entry.any_name {
            res.push_str(" any name");
        }
        res
    }

    fn wildcard(&self, wildcard: &Wildcard) -> String {
        match wildcard {
            Wildcard::Any => "of any namespace".to_owned(),
            Wildcard::Other(it) => format!("not of {}", self.namespace(*it)),
            Wildcard::OneOf(list) => {
                let list: Vec<&str> = list.iter().map(|it| self.namespace(*it)).collect();
                format!("of {}", list.join(" or "))
            }
            Wildcard::Not(list) => {
                let list: Vec<&str> = list.iter().map(|it| self.namespace(*it)).collect();
                format!("not of {}", list.join(" or "))
            }
            Wildcard::Except(wildcard, names) => {
                let names: Vec<String> = names.iter().map(|name| self.wire(name)).collect();
                format!("{} but {}", self.wildcard(wildcard), names.join(", "))
            }
        }
    }

    pub(super) fn wire(&self, wire: &WireName) -> String {
        match wire.namespace {
            Some(_) => format!("{{{}}}{}", self.namespace(wire.namespace), wire.local),
            None => wire.local.clone(),
        }
    }

    fn namespace(&self, id: NamespaceId) -> &str {
        id.and_then(|it| self.api.namespaces.get(it))
            .map_or("none", |it| it.ident.as_str())
    }
}
