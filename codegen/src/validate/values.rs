//! Whether a text is a value of its type, and the one that is fixed; XSD 1.0 §3.3.4, §3.2.4, §3.14.4.

use soap_runtime::value::{NoScope, QName, Scalar as _};

use super::{InScope, Walk, path_of, shown};
use crate::symbols::rules::literal::{complaint, value_of};
use crate::symbols::rules::types::{Described, Variety};
use crate::xml::trim;
use crate::xsd::model::ValueConstraint;

impl<'m> Walk<'_, 'm, '_> {
    /// Reports what is wrong with `text`, which should be of `ty`, where `constraint` may fix a value. Out: the value, for
    /// keys; `None` where it is none.
    pub(super) fn check_value(
        &mut self,
        ty: &Described<'m>,
        text: &str,
        constraint: Option<&'m ValueConstraint>,
        position: usize,
    ) -> Option<String> {
        if let Some(complaint) = complaint(self.types, ty, text).or_else(|| self.unbound(ty, text))
        {
            let message = format!(
                "expected a value of its type, found {} ({complaint})",
                self.found(text)
            );
            self.report_at(position, message);
            return None;
        }
        let (names, attribute) = (&self.names, self.attribute.as_deref());
        let place = || (position, path_of(names, attribute));
        if let Some(message) = self.ids.take(self.types, ty, text, &place) {
            self.report_at(position, message);
        }
        let fixed = constraint.filter(|constraint| constraint.fixed);
        if fixed.is_none() && !self.identity.is_active() {
            return Some(String::new());
        }
        let value = value_of(self.types, ty, text, &InScope(&self.reader));
        if let Some(fixed) = fixed
            // Names mean what they mean in the schema, where prefixes may be others.
            && !matches!(ty.built_in, "QName" | "NOTATION")
            && fixed.text != text
            && value_of(self.types, ty, &fixed.text, &NoScope) != value
        {
            let message = format!(
                "expected the fixed value {}, found {}",
                shown(&fixed.text),
                self.found(text)
            );
            self.report_at(position, message);
        }
        Some(value)
    }

    /// What is wrong with the prefix of a name.
    fn unbound(&self, ty: &Described<'_>, text: &str) -> Option<String> {
        let is_name =
            matches!(ty.variety, Variety::Atomic) && matches!(ty.built_in, "QName" | "NOTATION");
        let is_bound = || QName::parse(trim(text), &InScope(&self.reader)).is_ok();
        (is_name && !is_bound()).then(|| "its prefix is not declared".to_owned())
    }
}
