//! The attributes that an element has: whether it may, whether they are values, and which are missing; XSD 1.0 §3.4.4, clauses
//! 3 to 5.

use std::rc::Rc;

use soap_runtime::xml::{DecodeError, XSI_NAMESPACE};

use super::Walk;
use super::attributes::Attributes;
use crate::names::QName;
use crate::symbols::rules::attributes::is_id;
use crate::symbols::rules::types::{Described, Ty};
use crate::xsd::model::{AttributeDecl, ProcessContents, Usage};

impl<'m> Walk<'_, 'm, '_> {
    /// Looks at the attributes of the pending element, of type `ty`. Out: their values, defaults among them, where keys may
    /// ask for them.
    pub(super) fn check_attributes(
        &mut self,
        ty: Option<Ty<'m>>,
    ) -> Result<Vec<(QName, Option<String>)>, DecodeError> {
        let known = match ty {
            Some(Ty::BuiltIn("anyType")) | None => None,
            Some(ty) => Some(self.attributes_of(ty)),
        };
        let mut values = Vec::new();
        let mut has_id = false;
        for index in 0..self.reader.attribute_count() {
            let (namespace, local) = self.reader.attribute(index);
            let name = QName::new(namespace, local);
            if name.namespace == XSI_NAMESPACE
                && matches!(
                    local,
                    "type" | "nil" | "schemaLocation" | "noNamespaceSchemaLocation"
                )
            {
                continue;
            }
            let text = self.reader.attribute_value(index)?;
            let position = self.reader.position();
            self.attribute = Some(name.local.clone());
            let global = self.table.attributes.get(&name).copied();
            let (decl, value) = match &known {
                None => (global, None),
                Some(known) => match known.uses.get(&name) {
                    Some(it) => {
                        has_id |= is_id(self.types, it.decl);
                        (Some(it.decl), it.value())
                    }
                    None => match (known.let_in(&name, global.is_some()), global) {
                        (None, _) => {
                            self.report(format!(
                                "expected no attribute `{}`, found {}",
                                name.local,
                                self.found(&text)
                            ));
                            continue;
                        }
                        (Some(ProcessContents::Skip), _) => continue,
                        (Some(ProcessContents::Strict), None) => {
                            self.report(format!(
                                "expected an attribute that the contract declares, found `{}`",
                                name.local
                            ));
                            continue;
                        }
                        (Some(_), global) => {
                            // §3.4.4, clause 5: one attribute identifies an element.
                            let is_id = global.is_some_and(|decl| is_id(self.types, decl));
                            if is_id && std::mem::replace(&mut has_id, true) {
                                self.report(format!(
                                    "expected one identifier, found a second in `{}`",
                                    name.local
                                ));
                            }
                            (global, None)
                        }
                    },
                },
            };
            let Some(decl) = decl else { continue };
            if let Some(ty) = self.described(decl) {
                let constraint = value.or(decl.value.as_ref());
                values.push((name, self.check_value(&ty, &text, constraint, position)));
            }
        }
        self.attribute = None;
        let Some(known) = known else {
            return Ok(values);
        };
        for (name, it) in &known.uses {
            let given = self.reader.find_attribute(&name.namespace, &name.local);
            if given.is_some() {
                continue;
            }
            if it.usage == Usage::Required {
                self.report(format!("expected attribute `{}`, found none", name.local));
            }
            let Some(value) = it.value() else { continue };
            if let Some(ty) = self
                .described(it.decl)
                .filter(|_| self.identity.is_active())
            {
                let value = self.check_value(&ty, &value.text, None, self.start);
                values.push(((*name).clone(), value));
            }
        }
        Ok(values)
    }

    fn described(&self, decl: &'m AttributeDecl) -> Option<Described<'m>> {
        self.types.describe(self.types.simple(&decl.ty)?)
    }

    fn attributes_of(&mut self, ty: Ty<'m>) -> Rc<Attributes<'m>> {
        let types = self.types;
        let made = || Rc::new(Attributes::of(types, ty));
        match ty {
            Ty::Decl(decl) => {
                let key = std::ptr::from_ref(decl).addr();
                Rc::clone(self.attributes.entry(key).or_insert_with(made))
            }
            Ty::BuiltIn(_) => made(),
        }
    }
}
