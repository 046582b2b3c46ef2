//! What is asked of the attributes of the pending element: how many there are, their names, their values.

use std::borrow::Cow;

use super::{DecodeError, Reader, State};
use crate::xml::chars;
use crate::xml::namespaces::NONE;

impl<'a> Reader<'a> {
    /// How many attributes the pending element has, namespace declarations excluded.
    #[inline]
    pub fn attribute_count(&self) -> usize {
        match self.state {
            State::Pending => self.attributes.len(),
            State::Entered | State::Closed => 0,
        }
    }

    /// Namespace and local name of an attribute of the pending element; the namespace is empty for none.
    ///
    /// # Panics
    /// `index` is not less than [`Reader::attribute_count`].
    pub fn attribute(&self, index: usize) -> (&str, &'a str) {
        let attribute = &self.attributes[index];
        (
            self.namespaces.uri(attribute.namespace),
            &attribute.qname[attribute.local as usize..],
        )
    }

    /// Whether an attribute of the pending element has this expanded name; `namespace` is empty for none.
    #[inline(always)]
    pub(crate) fn is_attribute(&self, index: usize, (namespace, local): (&str, &str)) -> bool {
        let attribute = &self.attributes[index];
        let is_of_namespace = match attribute.namespace {
            NONE => namespace.is_empty(),
            index => self.namespaces.uri(index) == namespace,
        };
        let own = &attribute.qname.as_bytes()[attribute.local as usize..];
        is_of_namespace && chars::is_same(own, local.as_bytes())
    }

    /// The value of an attribute of the pending element. Errors are reported at it until the next element.
    ///
    /// # Errors
    /// None that were not reported with the start tag.
    ///
    /// # Panics
    /// `index` is not less than [`Reader::attribute_count`].
    #[inline]
    pub fn attribute_value(&mut self, index: usize) -> Result<Cow<'a, str>, DecodeError> {
        self.attribute_read = Some(index);
        self.normalized(&self.attributes[index])
    }

    /// The index of the attribute with this expanded name.
    pub fn find_attribute(&self, namespace: &str, local: &str) -> Option<usize> {
        (0..self.attribute_count()).find(|&it| self.is_attribute(it, (namespace, local)))
    }
}
