//! What a type is by its derivation: the built-in type it comes from, the facets on the way, the members of lists and unions.

use std::cell::Cell;

use soap_runtime::value::pattern::Translated;
use soap_runtime::value::{NoScope, Scope};
use soap_runtime::xml::Limits;

use crate::names::QName;
use crate::namespaces::XSD;
use crate::symbols::builtin::builtin_type;
use crate::symbols::{SymbolTable, is_builtin_type};
use crate::xsd::model::{
    ComplexContent, ComplexType, ElementDecl, Facet, FacetKind, SimpleType, TypeBody, TypeDecl,
    TypeRef,
};

/// More steps than any schema has.
const MAX_STEPS: usize = 256;

/// The types of a model.
#[derive(Clone, Copy)]
pub(crate) struct Types<'t, 'm> {
    pub(crate) table: &'t SymbolTable<'m>,
    /// Those of the schemas.
    pub(crate) patterns: &'t Translated,
    /// Counts the steps that they take.
    pub(crate) scope: &'t dyn Scope,
}

/// Counts the steps that the patterns of schemas take with what stands in these themselves.
#[derive(Debug, Default)]
pub(crate) struct Steps(Cell<usize>);

impl Scope for Steps {
    fn resolve(&self, prefix: &str) -> Option<&str> {
        NoScope.resolve(prefix)
    }

    fn take_steps(&self, n_steps: usize) -> bool {
        self.0.set(self.0.get().saturating_add(n_steps));
        self.0.get() <= Limits::schema().pattern_steps
    }
}

/// A type.
#[derive(Clone, Copy)]
pub(crate) enum Ty<'m> {
    /// By its local name in the namespace of XML Schema.
    BuiltIn(&'m str),
    Decl(&'m TypeDecl),
}

/// A simple type, or the text of a complex one.
pub(crate) struct Described<'m> {
    pub(crate) variety: Variety<'m>,
    /// The built-in type that it comes from; `anySimpleType` for lists and unions.
    pub(crate) built_in: &'m str,
    /// The facets of each step, the last derivation first.
    pub(crate) steps: Vec<&'m [Facet]>,
}

pub(crate) enum Variety<'m> {
    /// `xs:anySimpleType` itself.
    Any,
    Atomic,
    List(Ty<'m>),
    Union(Vec<Ty<'m>>),
}

impl<'m> Ty<'m> {
    /// Whether both are the same definition.
    pub(crate) fn is(self, other: Ty<'_>) -> bool {
        match (self, other) {
            (Ty::BuiltIn(one), Ty::BuiltIn(other)) => one == other,
            (Ty::Decl(one), Ty::Decl(other)) => std::ptr::eq(one, other),
            _ => false,
        }
    }

    pub(crate) fn complex(self) -> Option<&'m ComplexType> {
        match self {
            Ty::Decl(decl) => decl.complex(),
            Ty::BuiltIn(_) => None,
        }
    }

    /// Whether it extends its base.
    pub(crate) fn is_extension(self) -> bool {
        self.complex().is_some_and(|it| it.content.is_extension())
    }

    /// The built-in type `name`.
    #[cfg(feature = "live")]
    pub(crate) fn built_in(name: &QName) -> Option<Ty<'static>> {
        let (name, _) = builtin_type(&name.local).filter(|_| name.namespace == XSD)?;
        Some(Ty::BuiltIn(name))
    }

    /// Whether its values may be complex: `xs:anyType` is neither simple nor declared.
    pub(crate) fn is_complex(self) -> bool {
        matches!(self, Ty::BuiltIn("anyType")) || self.complex().is_some()
    }
}

impl<'m> Described<'m> {
    /// The facets of `kind`, the last derivation first.
    pub(crate) fn facets(&self, kind: FacetKind) -> impl Iterator<Item = &'m Facet> {
        let all = self.steps.iter().copied().flatten();
        all.filter(move |it| it.kind == kind)
    }
}

impl<'m> Types<'_, 'm> {
    /// The type that `name` names; `None` where nothing does, which was reported.
    pub(crate) fn named(self, name: &'m QName) -> Option<Ty<'m>> {
        match self.table.types.get(name) {
            Some(decl) => Some(Ty::Decl(decl)),
            None if name.namespace == XSD && is_builtin_type(name) => {
                Some(Ty::BuiltIn(&name.local))
            }
            None => None,
        }
    }

    /// The type of `reference`, where that is a simple type if nothing is said.
    pub(crate) fn simple(self, reference: &'m TypeRef) -> Option<Ty<'m>> {
        match reference {
            TypeRef::Named(name, _) => self.named(name),
            TypeRef::Anonymous(decl) => Some(Ty::Decl(decl)),
            TypeRef::Absent => Some(Ty::BuiltIn("anySimpleType")),
        }
    }

    /// What `ty` derives from; `None` at the end, and where nothing declares it.
    pub(crate) fn base(self, ty: Ty<'m>) -> Option<Ty<'m>> {
        match ty {
            Ty::BuiltIn(name) => builtin_type(name)?.1.map(Ty::BuiltIn),
            Ty::Decl(decl) => match &decl.body {
                TypeBody::Simple(SimpleType::Restriction { base, .. }) => self.simple(base),
                TypeBody::Simple(_) => Some(Ty::BuiltIn("anySimpleType")),
                TypeBody::Complex(complex) => match complex.content.base() {
                    Some((base, _)) => self.named(base),
                    None => Some(Ty::BuiltIn("anyType")),
                },
            },
        }
    }

    /// `ty` and all that it derives from, as far as they are declared.
    pub(crate) fn bases(self, ty: Ty<'m>) -> impl Iterator<Item = Ty<'m>> {
        std::iter::successors(Some(ty), move |ty| self.base(*ty)).take(MAX_STEPS)
    }

    /// Whether a named type extends `decl`.
    pub(super) fn is_extended(self, decl: &TypeDecl) -> bool {
        let name = decl.name.as_ref();
        let derived = name.and_then(|name| self.table.derived.get(name));
        let mut derived = derived.into_iter().flatten();
        derived.any(|name| {
            let ty = self.table.types.get(name).map(|decl| Ty::Decl(decl));
            let complex = ty.and_then(Ty::complex);
            complex.is_some_and(|it| matches!(it.content, ComplexContent::Extension { .. }))
        })
    }

    /// Whether `ty` is `base`, or derives from it in any number of steps; XSD 1.0 §3.4.6, §3.14.6.
    pub(crate) fn derives(self, ty: Ty<'m>, base: Ty<'m>) -> bool {
        if self.bases(ty).any(|it| it.is(base)) {
            return true;
        }
        // Each member of a union is derived from it.
        match self.describe(base).map(|it| it.variety) {
            Some(Variety::Union(members)) => members.into_iter().any(|it| self.derives(ty, it)),
            _ => false,
        }
    }

    /// The name of an element and of all that may stand for it.
    pub(crate) fn stand_ins(self, decl: &'m ElementDecl) -> Vec<&'m QName> {
        let mut names = vec![&decl.name];
        let declared = self.table.elements.get(&decl.name);
        let is_global = declared.is_some_and(|it| std::ptr::eq(*it, decl));
        let mut next = 0;
        while is_global
            && !decl.block.substitution
            && let Some(name) = names.get(next)
        {
            next += 1;
            let more = self.table.substitutes.get(name);
            names.extend(more.into_iter().flatten().copied());
        }
        names
    }

    /// The type of an element: its own, that of the head it stands for, or any; XSD 1.0 §3.3.2.
    pub(crate) fn of_element(self, decl: &'m ElementDecl) -> Option<Ty<'m>> {
        let mut decl = decl;
        for _ in 0..MAX_STEPS {
            match (&decl.ty, &decl.substitution_head) {
                (TypeRef::Absent, Some((head, _))) => decl = self.table.elements.get(head)?,
                (TypeRef::Absent, None) => return Some(Ty::BuiltIn("anyType")),
                (TypeRef::Named(..) | TypeRef::Anonymous(_), _) => return self.simple(&decl.ty),
            }
        }
        None
    }

    /// What the text of `ty` is; `None` for a type without simple content, or where a part of it is not declared.
    pub(crate) fn describe(self, ty: Ty<'m>) -> Option<Described<'m>> {
        let mut steps: Vec<&'m [Facet]> = Vec::new();
        let mut ty = ty;
        for _ in 0..MAX_STEPS {
            let (variety, built_in) = match ty {
                Ty::BuiltIn(name) => {
                    let variety = match name {
                        "anyType" => return None,
                        "anySimpleType" | "anyAtomicType" => Variety::Any,
                        "NMTOKENS" => Variety::List(Ty::BuiltIn("NMTOKEN")),
                        "IDREFS" => Variety::List(Ty::BuiltIn("IDREF")),
                        "ENTITIES" => Variety::List(Ty::BuiltIn("ENTITY")),
                        _ => Variety::Atomic,
                    };
                    (variety, name)
                }
                Ty::Decl(decl) => match &decl.body {
                    TypeBody::Simple(SimpleType::Restriction { base, facets }) => {
                        steps.push(facets);
                        ty = self.simple(base)?;
                        continue;
                    }
                    TypeBody::Simple(SimpleType::List { item }) => {
                        (Variety::List(self.simple(item)?), "anySimpleType")
                    }
                    TypeBody::Simple(SimpleType::Union { members }) => {
                        let members = members.iter().map(|member| self.simple(member));
                        let members = members.collect::<Option<_>>()?;
                        (Variety::Union(members), "anySimpleType")
                    }
                    TypeBody::Complex(complex) => {
                        let (base, _) = complex
                            .content
                            .base()
                            .filter(|_| complex.content.is_simple())?;
                        let mut in_place = None;
                        if let ComplexContent::SimpleRestriction { simple, facets, .. } =
                            &complex.content
                        {
                            steps.push(facets);
                            in_place = simple.as_deref().map(Ty::Decl);
                        }
                        ty = match in_place {
                            Some(ty) => ty,
                            None => self.named(base)?,
                        };
                        continue;
                    }
                },
            };
            return Some(Described {
                variety,
                built_in,
                steps,
            });
        }
        None
    }
}

/// The built-in type `name` and all that it derives from.
pub(crate) fn built_in_bases(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| builtin_type(name)?.1)
}
