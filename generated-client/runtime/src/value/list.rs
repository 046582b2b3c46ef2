//! [`List`]: `xs:list`, items separated by white space; XSD 1.0 part 2 §2.5.1.2.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use super::facets::{FacetError, Facets, WhiteSpace};
use super::scalar::{LexicalError, NoPrefixes, NoScope, Prefixes, Scalar, Scope, words};

/// The items of an `xs:list`, written in one text with blanks between them.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct List<T>(pub Vec<T>);

impl<T> List<T> {
    /// A list without items.
    pub const fn new() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T, const N: usize> From<[T; N]> for List<T> {
    fn from(items: [T; N]) -> Self {
        Self(items.into())
    }
}

impl<T> From<List<T>> for Vec<T> {
    fn from(list: List<T>) -> Self {
        list.0
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T> Extend<T> for List<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut List<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

impl<T: Scalar> List<T> {
    /// Checks every item with its part of `text`.
    fn each(
        &self,
        text: &str,
        check: impl Fn(&T, &str) -> Result<(), FacetError>,
    ) -> Result<(), FacetError> {
        let mut texts: Vec<Cow<'_, str>> = words(text).map(Cow::Borrowed).collect();
        // An item that has blanks in it, which only a caller can make.
        if texts.len() != self.0.len() {
            let formatted = |item: &T| {
                let mut text = String::new();
                item.format(&mut text, &mut NoPrefixes);
                Cow::Owned(text)
            };
            texts = self.0.iter().map(formatted).collect();
        }
        let mut pairs = self.0.iter().zip(&texts);
        pairs.try_for_each(|(item, text)| check(item, text))
    }
}

impl<T: Scalar> Scalar for List<T> {
    const XSD: &'static str = "xs:list";
    const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);
    const SECRET: bool = T::SECRET;

    fn parse(text: &str, scope: &dyn Scope) -> Result<Self, LexicalError> {
        words(text).map(|item| T::parse(item, scope)).collect()
    }

    fn format(&self, out: &mut String, prefixes: &mut dyn Prefixes) {
        for (index, item) in self.0.iter().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            item.format(out, prefixes);
        }
    }

    fn meant(text: &str) -> Option<String> {
        let item = |item: &str| match T::parse(item, &NoScope) {
            Ok(_) => Some(item.to_owned()),
            Err(_) => T::meant(item),
        };
        let items: Option<Vec<String>> = words(text).map(item).collect();
        items.map(|it| it.join(" "))
    }

    fn find_form(
        &self,
        facets: Option<&'static Facets>,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        let item_facets = facets.and_then(|it| it.item)?;
        let form = |item: &T| {
            let mut text = String::new();
            item.format(&mut text, &mut NoPrefixes);
            let mut is_allowed = |text: &str| item_facets.check(item, text).is_ok();
            if is_allowed(&text) {
                return Some(text);
            }
            item.find_form(Some(item_facets), &mut is_allowed)
        };
        let items: Option<Vec<String>> = self.0.iter().map(form).collect();
        items.map(|it| it.join(" ")).filter(|it| is_allowed(it))
    }

    fn length(&self) -> Option<u64> {
        Some(self.0.len() as u64)
    }

    fn check_items(&self, facets: &Facets, text: &str) -> Result<(), FacetError> {
        self.each(text, |item, text| facets.check(item, text))
    }

    fn check_member(&self, text: &str) -> Result<(), FacetError> {
        self.each(text, T::check_member)
    }

    fn is_known(&self) -> bool {
        self.0.iter().all(Scalar::is_known)
    }

    fn blank() -> Self {
        Self::new()
    }
}
