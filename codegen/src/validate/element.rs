//! One element: which declaration and type it has, and what of it is wrong; XSD 1.0 §3.3.4, §3.4.4.

use std::rc::Rc;

use soap_runtime::value::Scalar as _;
use soap_runtime::xml::{DecodeError, XSI_NAMESPACE};

use super::identity::Content as Keyed;
use super::model::{Compiled, Leaf, Progress};
use super::{InScope, Root, Walk, derivation, path_of, shown};
use crate::document::builtin::is_builtin;
use crate::names::QName;
use crate::symbols::rules::particles::content_within;
use crate::symbols::rules::types::{Described, Ty};
use crate::xml::trim;
use crate::xsd::model::{Block, ComplexContent, ElementDecl, ProcessContents};

/// Content models with more particles than these are not looked at.
const MAX_PARTICLES: usize = 20_000;

/// An element whose end was not read.
pub(super) struct Open<'m> {
    decl: Option<&'m ElementDecl>,
    content: Content<'m>,
    position: usize,
    is_nil: bool,
    /// Its text, where that is asked for.
    text: String,
    has_children: bool,
    /// Whether text was reported.
    has_stray_text: bool,
}

enum Content<'m> {
    /// It is not looked at.
    Skipped,
    /// Anything; what is declared is looked at.
    Lax,
    Simple(Described<'m>),
    Elements {
        model: Rc<Compiled<'m>>,
        progress: Progress,
        is_mixed: bool,
    },
}

/// What an element is taken for.
#[derive(Clone, Copy)]
enum Role<'m> {
    Declared(&'m ElementDecl),
    /// No declaration is known; its type may be.
    Unknown {
        must_be_known: bool,
    },
    Skipped,
}

impl<'m> Walk<'_, 'm, '_> {
    /// The pending element begins.
    pub(super) fn start(&mut self) -> Result<(), DecodeError> {
        self.start = self.reader.position();
        let (namespace, local) = self.reader.name();
        let name = QName::new(namespace, local);
        self.names.push(name.clone());
        let (role, message) = self.role(&name);
        if let Some(message) = message {
            self.report(format!("expected {message}, found `{}`", name.local));
        }
        let mut open = Open {
            decl: None,
            content: Content::Skipped,
            position: self.start,
            is_nil: false,
            text: String::new(),
            has_children: false,
            has_stray_text: false,
        };
        if let Role::Declared(decl) = role {
            open.decl = Some(decl);
            if decl.is_abstract {
                let local = &name.local;
                self.report(format!(
                    "expected an element that stands for `{local}`, found `{local}` itself, which is abstract"
                ));
            }
        }
        if !matches!(role, Role::Skipped) {
            self.open_known(&mut open, role)?;
        }
        self.open.push(open);
        Ok(())
    }

    /// What the pending element is, by what it stands in, and what is expected where it may not stand there.
    fn role(&mut self, name: &QName) -> (Role<'m>, Option<String>) {
        let types = self.types;
        let global = self.table.elements.get(name).copied();
        let lax = match global {
            Some(decl) => Role::Declared(decl),
            None => Role::Unknown {
                must_be_known: false,
            },
        };
        let Some(parent) = self.open.last_mut() else {
            let role = match (global, self.rules.root) {
                (None, Root::Declared) => Role::Unknown {
                    must_be_known: true,
                },
                _ => lax,
            };
            return (role, None);
        };
        let is_first = !std::mem::replace(&mut parent.has_children, true);
        let once = |message: &str| is_first.then(|| message.to_owned());
        if parent.is_nil {
            return (Role::Skipped, once("nothing in an element that is nil"));
        }
        let (model, progress) = match &mut parent.content {
            Content::Skipped => return (Role::Skipped, None),
            Content::Lax => return (lax, None),
            Content::Simple(_) => return (Role::Skipped, once("text alone")),
            Content::Elements {
                model, progress, ..
            } => (model, progress),
        };
        if !progress.is_lost {
            let mut is_it = |leaf: Leaf<'m>| match leaf {
                Leaf::Element(decl) => derivation::stands_for(types, name, decl).is_some(),
                Leaf::Any(any) => any.lets_in(name) && !(any.except_defined && global.is_some()),
            };
            let role = model
                .take(progress, &mut is_it, self.work)
                .map(|leaf| match leaf {
                    Leaf::Element(decl) => {
                        let own = derivation::stands_for(types, name, decl);
                        own.map_or(Role::Skipped, Role::Declared)
                    }
                    Leaf::Any(any) => match (any.process, global) {
                        (ProcessContents::Skip, _) => Role::Skipped,
                        (_, Some(decl)) => Role::Declared(decl),
                        (process, None) => Role::Unknown {
                            must_be_known: process == ProcessContents::Strict,
                        },
                    },
                });
            if let Some(role) = role {
                return (role, None);
            }
        }
        let expected = (!progress.is_lost).then(|| model.expected(progress));
        let Some(decl) = model.find(name) else {
            // What is after it is as it would be without it.
            return (lax, expected);
        };
        progress.is_lost = true;
        (Role::Declared(decl), expected)
    }

    /// Looks at the attributes of the pending element, and at what its type is.
    fn open_known(&mut self, open: &mut Open<'m>, role: Role<'m>) -> Result<(), DecodeError> {
        let given = self.given_type()?;
        let declared = open.decl.and_then(|decl| self.types.of_element(decl));
        if let (Some(decl), None, None) = (open.decl, declared, given) {
            let local = &decl.name.local;
            self.report(format!(
                "expected a type for `{local}`, found none: nothing declares it"
            ));
        }
        let mut is_known = true;
        let ty = match (declared, given) {
            (Some(declared), Some(given)) => {
                let own = open.decl.map_or(Block::default(), |decl| decl.block);
                let blocked = derivation::both(own, derivation::block_of(declared));
                match derivation::check(self.types, given, declared, blocked) {
                    Ok(()) => Some(given),
                    Err(reason) => {
                        self.report(format!("expected the type of the element or one that derives from it, found {} in xsi:type, {reason}", type_name(given)));
                        is_known = false;
                        None
                    }
                }
            }
            (declared, given) => given.or(declared),
        };
        if ty.is_none()
            && let Role::Unknown {
                must_be_known: true,
            } = role
        {
            let QName { namespace, local } = &self.names[self.names.len() - 1];
            let namespace = match namespace.as_str() {
                "" => "no namespace".to_owned(),
                namespace => format!("`{namespace}`"),
            };
            self.report(format!(
                "expected an element that the contract declares, found `{local}` of {namespace}"
            ));
        }
        let is_foreign = |name: &QName| is_builtin(&name.namespace);
        let is_incomplete = open.decl.is_some_and(|decl| is_foreign(&decl.name))
            || matches!(ty, Some(Ty::Decl(decl)) if ty.is_some_and(Ty::is_complex) && decl.name.as_ref().is_some_and(is_foreign));
        let ty = ty.filter(|_| !is_incomplete);
        if let Some(complex) = ty.and_then(Ty::complex)
            && complex.is_abstract
        {
            self.report("expected xsi:type with a type that derives from that of the element, which is abstract, found none".to_owned());
        }
        self.check_nil(open)?;
        let attributes = self.check_attributes(ty)?;
        open.content = match ty {
            Some(ty) => self.content_of(ty),
            // Whose content it is, nobody knows.
            None if !is_known => Content::Skipped,
            None => Content::Lax,
        };
        if self.identity.is_active() || open.decl.is_some_and(|decl| !decl.constraints.is_empty()) {
            let (position, names) = (open.position, &self.names);
            let place = || (position, path_of(names, None));
            let found = self
                .identity
                .begin(&self.names, open.decl, &attributes, &place, self.work);
            self.report_all(found);
        }
        Ok(())
    }

    /// The type that `xsi:type` names.
    fn given_type(&mut self) -> Result<Option<Ty<'m>>, DecodeError> {
        let Some(index) = self.reader.find_attribute(XSI_NAMESPACE, "type") else {
            return Ok(None);
        };
        let value = self.reader.attribute_value(index)?;
        let name = QName::parse(trim(&value), &InScope(&self.reader));
        let found = name.ok().and_then(|name| {
            // The table lends its own name, which lives as long as it does.
            let declared = self.table.types.get(&name).map(|decl| Ty::Decl(decl));
            declared.or_else(|| Ty::built_in(&name))
        });
        if found.is_none() {
            self.report(format!(
                "expected the name of a type that the contract declares, found {}",
                shown(&value)
            ));
        }
        Ok(found)
    }

    fn check_nil(&mut self, open: &mut Open<'m>) -> Result<(), DecodeError> {
        let Some(index) = self.reader.find_attribute(XSI_NAMESPACE, "nil") else {
            return Ok(());
        };
        let value = self.reader.attribute_value(index)?;
        match (trim(&value), open.decl) {
            ("true" | "1" | "false" | "0", Some(decl)) if !decl.nillable => {
                self.report(format!(
                    "expected no xsi:nil, found it at `{}`, which is not nillable",
                    decl.name.local
                ));
            }
            ("true" | "1", decl) => {
                open.is_nil = true;
                let value = decl.and_then(|decl| decl.value.as_ref());
                if let Some(fixed) = value.filter(|value| value.fixed) {
                    self.report(format!(
                        "expected the fixed value {}, found nil",
                        shown(&fixed.text)
                    ));
                }
            }
            ("false" | "0", _) => {}
            (other, _) => self.report(format!(
                "expected xs:boolean in xsi:nil, found {}",
                shown(other)
            )),
        }
        Ok(())
    }

    fn content_of(&mut self, ty: Ty<'m>) -> Content<'m> {
        if let Some(described) = self.types.describe(ty) {
            return Content::Simple(described);
        }
        let (Ty::Decl(decl), types) = (ty, self.types) else {
            return Content::Lax;
        };
        let key = std::ptr::from_ref(decl).addr();
        let made =
            || content_within(types, ty, MAX_PARTICLES).map(|root| Rc::new(Compiled::new(&root)));
        match self.models.entry(key).or_insert_with(made) {
            Some(model) => Content::Elements {
                model: Rc::clone(model),
                progress: Progress::default(),
                is_mixed: self.is_mixed(ty),
            },
            None => Content::Lax,
        }
    }

    /// Whether text may stand beside elements; §3.4.2: an extension by nothing is as its base is.
    fn is_mixed(&self, ty: Ty<'m>) -> bool {
        for ty in self.types.bases(ty) {
            let Some(complex) = ty.complex() else {
                return true;
            };
            let is_more = !matches!(
                complex.content,
                ComplexContent::Extension { particle: None, .. }
            );
            if complex.mixed || is_more {
                return complex.mixed;
            }
        }
        false
    }

    pub(super) fn text(&mut self, text: &str) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let is_blank = trim(text).is_empty();
        let expected = match &open.content {
            Content::Skipped => return,
            _ if open.is_nil && !text.is_empty() => "nothing in an element that is nil",
            Content::Simple(_) => return open.text.push_str(text),
            Content::Lax | Content::Elements { is_mixed: true, .. } => {
                if open.decl.is_some_and(|decl| decl.value.is_some()) {
                    open.text.push_str(text);
                }
                return;
            }
            Content::Elements { .. } if is_blank => return,
            Content::Elements { .. } => "elements alone",
        };
        if !std::mem::replace(&mut open.has_stray_text, true) {
            self.report_at(
                self.reader.position(),
                format!("expected {expected}, found text"),
            );
        }
    }

    /// The innermost element ends.
    pub(super) fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let constraint = open.decl.and_then(|decl| decl.value.as_ref());
        let is_nillable = open.decl.is_some_and(|decl| decl.nillable);
        let keyed = match &open.content {
            _ if open.is_nil => Keyed::Nil,
            Content::Skipped => Keyed::Invalid,
            Content::Lax => {
                self.check_fixed(&open);
                Keyed::Complex
            }
            Content::Simple(ty) => {
                // §3.3.4: an empty element has its default value.
                let text = match constraint {
                    Some(value) if open.text.is_empty() && !open.has_children => &value.text,
                    _ => &open.text,
                };
                let value = match open.has_children {
                    true => None,
                    false => self.check_value(ty, text, constraint, open.position),
                };
                value.map_or(Keyed::Invalid, |value| Keyed::Value { value, is_nillable })
            }
            Content::Elements {
                model,
                progress,
                is_mixed,
            } => {
                if !progress.is_lost && !model.may_end(progress, self.work) {
                    let expected = model.expected(progress);
                    let name = &self.names[self.names.len() - 1].local;
                    let message = format!("expected {expected}, found the end of `{name}`");
                    self.report_at(open.position, message);
                }
                if *is_mixed {
                    self.check_fixed(&open);
                }
                Keyed::Complex
            }
        };
        if self.identity.is_active() {
            let found = self.identity.end(&self.names, &keyed, self.work);
            self.report_all(found);
        }
        self.names.pop();
    }

    /// Looks at the text of an element with mixed content, where one is fixed.
    fn check_fixed(&mut self, open: &Open<'m>) {
        let value = open.decl.and_then(|decl| decl.value.as_ref());
        let Some(fixed) = value.filter(|value| value.fixed) else {
            return;
        };
        if open.has_children || !(open.text.is_empty() || open.text == fixed.text) {
            let message = format!(
                "expected the fixed value {} and nothing else, found {}",
                shown(&fixed.text),
                self.found(&open.text)
            );
            self.report_at(open.position, message);
        }
    }
}

fn type_name(ty: Ty<'_>) -> String {
    match ty {
        Ty::BuiltIn(name) => format!("`xs:{name}`"),
        Ty::Decl(decl) => match &decl.name {
            Some(name) => format!("`{}`", name.local),
            None => "a type in place".to_owned(),
        },
    }
}
