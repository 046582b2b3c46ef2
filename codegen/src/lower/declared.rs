//! What the documents declare, and what of it can be generated.

use std::collections::BTreeMap;
use std::rc::Rc;

use soap_runtime::value::pattern::Translated;

use crate::names::QName;
use crate::settings::Settings;
use crate::symbols::SymbolTable;
use crate::symbols::rules::types::{Steps, Types};
use crate::xsd::model as xsd;

use super::gate::Gate;

/// The declarations, and answers to questions about them that cost much.
pub(super) struct Declared<'a, 'm> {
    pub(super) symbols: &'a SymbolTable<'m>,
    pub(super) gate: Gate<'m>,
    /// The target namespace of the root WSDL: its types keep their names where names meet.
    pub(super) target_namespace: &'a str,
    patterns: Translated,
    steps: Steps,
    /// What can stand for a type, once somebody asked.
    pub(super) derived: BTreeMap<QName, Rc<[&'m QName]>>,
    /// What can stand for an element, once somebody asked.
    pub(super) substitutes: BTreeMap<QName, Rc<[&'m xsd::ElementDecl]>>,
}

/// A complex type, and what is said of it as a type.
pub(super) type Complex<'m> = (&'m xsd::TypeDecl, &'m xsd::ComplexType);

/// `decl`, if it is complex.
pub(super) fn complex(decl: &xsd::TypeDecl) -> Option<Complex<'_>> {
    Some((decl, decl.complex()?))
}

/// The complex type that `ty` declares in place.
pub(super) fn in_place(ty: &xsd::TypeRef) -> Option<Complex<'_>> {
    match ty {
        xsd::TypeRef::Anonymous(decl) => complex(decl),
        xsd::TypeRef::Named(_, _) | xsd::TypeRef::Absent => None,
    }
}

impl<'a, 'm> Declared<'a, 'm> {
    pub(super) fn new(
        symbols: &'a SymbolTable<'m>,
        settings: &Settings,
        target_namespace: &'a str,
    ) -> Self {
        Self {
            symbols,
            gate: Gate::new(symbols, &settings.types),
            target_namespace,
            patterns: Translated::new(),
            steps: Steps::default(),
            derived: BTreeMap::new(),
            substitutes: BTreeMap::new(),
        }
    }

    /// Answers to questions about the derivation of types, and whether texts are values of them.
    pub(super) fn types(&self) -> Types<'_, 'm> {
        Types {
            table: self.symbols,
            patterns: &self.patterns,
            scope: &self.steps,
        }
    }

    pub(super) fn ty(&self, name: &QName) -> Option<&'m xsd::TypeDecl> {
        self.symbols.types.get(name).copied()
    }

    /// The type `name`, if it is complex.
    pub(super) fn complex(&self, name: &QName) -> Option<Complex<'m>> {
        self.ty(name).and_then(complex)
    }

    pub(super) fn element(&self, name: &QName) -> Option<&'m xsd::ElementDecl> {
        self.symbols.elements.get(name).copied()
    }

    pub(super) fn group(&self, name: &QName) -> Option<&'m xsd::GroupDecl> {
        self.symbols.groups.get(name).copied()
    }

    /// Whether `decl` is the global element of its name, not a local one that is called the same.
    pub(super) fn is_global(&self, decl: &xsd::ElementDecl) -> bool {
        let global = self.symbols.elements.get(&decl.name);
        global.is_some_and(|it| std::ptr::eq(*it, decl))
    }
}
