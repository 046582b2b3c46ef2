//! What all passes of lowering share: the declarations, the types made so far, and what is still to do.
//!
//! A type gets its [`TypeId`] when it is first met, its content when its turn in the queue comes, its name at the very end.
//! So output order is the order of first use, and no pass recurses from type to type.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::ir::{FacetTable, NamespaceId, RustType, TypeId, TypeLabel, WireName};
use crate::names::QName;
use crate::naming;
use crate::settings::Settings;
use crate::symbols::SymbolTable;
use crate::xsd::model as xsd;

use super::contract::Detail;
use super::draft::{Draft, DraftName, Key, Owner, Typed, rank};
use super::gate::Gate;
use super::scalar;

/// Fields, alternatives, parts and header blocks of everything that is generated. Bases and groups are taken over, and
/// families list all that may stand for a type, so a small document could ask for an output without end.
const MAX_ENTRIES: usize = 300_000;

/// The state of one run.
pub(super) struct Ctx<'a, 'm> {
    pub(super) symbols: &'a SymbolTable<'m>,
    pub(super) settings: &'a Settings,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) gate: Gate<'m>,
    /// The target namespace of the root WSDL: its types keep their names where names meet.
    pub(super) target_namespace: &'a str,
    pub(super) drafts: Vec<Draft>,
    pub(super) by_key: BTreeMap<Key, TypeId>,
    pub(super) queue: VecDeque<Work<'m>>,
    pub(super) namespaces: Vec<String>,
    /// The index of a namespace by its name.
    pub(super) namespace_ids: BTreeMap<String, usize>,
    pub(super) facets: Vec<FacetTable>,
    /// The index of a facet table by its content.
    pub(super) facet_ids: BTreeMap<String, usize>,
    /// What references to named simple types are.
    pub(super) simple_types: BTreeMap<TypeId, Typed>,
    /// The settings that matched something, as `kind:text`.
    pub(super) used: BTreeSet<String>,
    /// The names that settings of a kind could have given, for help where one matches nothing.
    pub(super) offered: BTreeMap<&'static str, BTreeSet<String>>,
    /// What has been reported once.
    pub(super) reported: BTreeSet<String>,
    /// Whether an operation with encoded messages is generated, so that elements need the names of their types.
    pub(super) encoded: bool,
    /// What can stand for a type, once somebody asked.
    pub(super) derived: BTreeMap<QName, Rc<[&'m QName]>>,
    /// What can stand for an element, once somebody asked.
    pub(super) substitutes: BTreeMap<QName, Rc<[&'m xsd::ElementDecl]>>,
    /// Entries so far.
    pub(super) n_entries: usize,
}

/// A type whose content is still to be made.
pub(super) enum Work<'m> {
    /// A complex type.
    Complex(TypeId, &'m xsd::TypeDecl, Owner),
    /// A nested sequence.
    Group(TypeId, &'m [xsd::Particle], Owner),
    /// The family of a type.
    Family(TypeId, &'m QName),
    /// The choice of a substitution group.
    Substitution(TypeId, &'m QName),
    /// What may stand in the detail of a fault.
    Details(TypeId, Vec<Detail<'m>>),
}

impl<'m> Ctx<'_, 'm> {
    /// The type of `key`; where it is new, `make` gives its draft, which the caller completes.
    pub(super) fn draft(&mut self, key: Key, make: impl FnOnce() -> Draft) -> (TypeId, bool) {
        if let Some(id) = self.by_key.get(&key) {
            return (*id, false);
        }
        let id = TypeId(self.drafts.len());
        self.drafts.push(make());
        self.by_key.insert(key, id);
        (id, true)
    }

    /// The names a global declaration would like: the settings' alone, or the rules' in order.
    pub(super) fn own_name(&mut self, wire: &QName, first: Option<String>, rank: u8) -> DraftName {
        let kind = if rank == rank::ELEMENT {
            "element"
        } else {
            "type"
        };
        if let Some(it) = self.renamed_global(kind, wire) {
            return DraftName::Own(vec![it], rank::SETTINGS);
        }
        let plain = naming::upper_camel(&wire.local);
        let apart = naming::upper_camel_apart(&wire.local);
        let mut names: Vec<String> = first.into_iter().collect();
        if rank == rank::ELEMENT {
            names.extend([plain.clone(), format!("{plain}Element")]);
        } else {
            names.push(plain.clone());
        }
        if apart != plain {
            names.push(apart);
        }
        names.extend(naming::qualified(&wire.namespace, &plain));
        names.dedup();
        DraftName::Own(names, rank)
    }

    /// The name that the settings give to `wire`.
    pub(super) fn renamed(&mut self, wire: &str) -> Option<String> {
        let settings = &self.settings.naming.rename;
        if settings.is_empty() {
            return None;
        }
        self.offer("rename", wire);
        let it = settings.get(wire)?;
        self.used.insert(format!("rename:{wire}"));
        Some(it.as_str().to_owned())
    }

    /// The name that the settings give to a `kind` of global declaration: by kind and name, or where the name alone
    /// cannot mean a part of something, by name.
    pub(super) fn renamed_global(&mut self, kind: &str, wire: &QName) -> Option<String> {
        if self.settings.naming.rename.is_empty() {
            return None;
        }
        let (full, local) = (wire.to_string(), &wire.local);
        let of_kind = [format!("{kind}:{full}"), format!("{kind}:{local}")];
        let alone = [full, local.clone()].map(Some);
        let alone = if matches!(kind, "type" | "element" | "operation") {
            alone
        } else {
            [None, None]
        };
        let keys = of_kind.into_iter().chain(alone.into_iter().flatten());
        let mut res = None;
        for key in keys {
            // Each is offered and marked as used, whichever wins.
            res = self.renamed(&key).filter(|_| res.is_none()).or(res);
        }
        res
    }

    /// The user's type in place of the schema type `name`.
    pub(super) fn mapped(&mut self, name: &QName) -> Option<RustType> {
        let (key, path) = self.settings.types.mapped(name)?;
        self.used.insert(format!("map:{key}"));
        Some(RustType::External(path.as_str().to_owned()))
    }

    /// Notes that a setting of `kind` could say `text`.
    pub(super) fn offer(&mut self, kind: &'static str, text: &str) {
        let known = self.offered.entry(kind).or_default();
        if !known.contains(text) {
            known.insert(text.to_owned());
        }
    }

    pub(super) fn namespace(&mut self, uri: &str) -> NamespaceId {
        if uri.is_empty() {
            return None;
        }
        if let Some(known) = self.namespace_ids.get(uri) {
            return Some(*known);
        }
        let id = self.namespaces.len();
        self.namespaces.push(uri.to_owned());
        self.namespace_ids.insert(uri.to_owned(), id);
        Some(id)
    }

    pub(super) fn wire(&mut self, name: &QName) -> WireName {
        WireName {
            namespace: self.namespace(&name.namespace),
            local: name.local.clone(),
        }
    }

    /// The name of a declared type, where encoded messages need it; SOAP 1.1 §5.1.
    pub(super) fn type_name(&mut self, name: &QName) -> Option<TypeLabel> {
        self.encoded.then(|| self.type_label(name))
    }

    /// The name of a type, as `xsi:type` says it.
    pub(super) fn type_label(&mut self, name: &QName) -> TypeLabel {
        let local = name.local.clone();
        match name.namespace.as_str() {
            scalar::XSD => TypeLabel::Xsd(local),
            scalar::SOAP_ENCODING => TypeLabel::Encoding(local),
            _ => TypeLabel::Declared(self.wire(name)),
        }
    }

    /// As [`Ctx::type_name`], for the type of a declaration; one without a name has none to write.
    pub(super) fn type_name_of(&mut self, ty: &xsd::TypeRef) -> Option<TypeLabel> {
        match ty {
            xsd::TypeRef::Named(name, _) => self.type_name(name),
            xsd::TypeRef::Anonymous(_) | xsd::TypeRef::Absent => None,
        }
    }

    /// Counts `n` entries. `false` where the limit is passed: that is reported as an error, so nothing more need be made.
    pub(super) fn spend(&mut self, n: usize) -> bool {
        self.n_entries = self.n_entries.saturating_add(n);
        if self.is_spent() && self.first_report("entries") {
            self.diagnostics
                .error(
                    Code::LimitPassed,
                    None,
                    format!("more than {MAX_ENTRIES} fields and alternatives would be generated"),
                )
                .help("name the operations you need in `operations` of `service.toml`");
        }
        !self.is_spent()
    }

    /// Whether the limit of entries is passed.
    pub(super) fn is_spent(&self) -> bool {
        self.n_entries > MAX_ENTRIES
    }

    /// Whether `text` is reported for the first time.
    pub(super) fn first_report(&mut self, text: &str) -> bool {
        self.reported.insert(text.to_owned())
    }

    pub(super) fn type_decl(&self, name: &QName) -> Option<&'m xsd::TypeDecl> {
        self.symbols.types.get(name).copied()
    }
}
