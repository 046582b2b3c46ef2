//! [`List`]: `xs:list`, items separated by white space, and [`ListOf`], the type of such lists; XSD 1.0 part 2 §2.5.1.2.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use super::facets::{FacetError, Facets, WhiteSpace};
use super::scalar::{LexicalError, Scalar, words};
use super::scope::{NoPrefixes, NoScope, Prefixes, Scope};
use super::simple::{SimpleType, Static};

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

impl<T: Scalar> Scalar for List<T> {
    const XSD: &'static str = "xs:list";
    const WHITE_SPACE: Option<WhiteSpace> = Some(WhiteSpace::Collapse);
    const SECRET: bool = T::SECRET;
    const ITEM_BYTES: usize = size_of::<T>();

    fn parse(text: &str, scope: &dyn Scope) -> Result<Self, LexicalError> {
        Self::TYPE.parse(Cow::Borrowed(text), scope).map(Self)
    }

    fn format(&self, out: &mut String, prefixes: &mut dyn Prefixes) {
        Self::TYPE.format(&self.0, out, prefixes);
    }

    fn meant(text: &str) -> Option<String> {
        Self::TYPE.meant(text)
    }

    fn find_form(
        &self,
        facets: Option<&Facets<'_>>,
        scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        Self::TYPE.find_form(&self.0, facets, scope, is_allowed)
    }

    fn length(&self) -> Option<u64> {
        Self::TYPE.length(&self.0)
    }

    fn check_items(
        &self,
        facets: &Facets<'_>,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        Self::TYPE.check_items(&self.0, facets, text, scope)
    }

    fn check_member(&self, text: &str, scope: &dyn Scope) -> Result<(), FacetError> {
        Self::TYPE.check_member(&self.0, text, scope)
    }

    fn is_known(&self) -> bool {
        Self::TYPE.is_known(&self.0)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Scalar> List<T> {
    const TYPE: ListOf<Static<T>> = ListOf(Static::TYPE);
}

/// The lists of items of this type.
#[derive(Clone, Copy, Debug)]
pub struct ListOf<S>(pub S);

impl<S: SimpleType> SimpleType for ListOf<S> {
    type Value = Vec<S::Value>;

    fn xsd(&self) -> &'static str {
        "xs:list"
    }

    fn white_space(&self) -> Option<WhiteSpace> {
        Some(WhiteSpace::Collapse)
    }

    fn is_secret(&self) -> bool {
        self.0.is_secret()
    }

    fn parse(&self, text: Cow<'_, str>, scope: &dyn Scope) -> Result<Self::Value, LexicalError> {
        words(&text)
            .map(|word| self.0.parse(Cow::Borrowed(word), scope))
            .collect()
    }

    fn format(&self, value: &Self::Value, out: &mut String, prefixes: &mut dyn Prefixes) {
        for (index, item) in value.iter().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            self.0.format(item, out, prefixes);
        }
    }

    fn meant(&self, text: &str) -> Option<String> {
        let word = |word: &str| match self.0.parse(Cow::Borrowed(word), &NoScope) {
            Ok(_) => Some(word.to_owned()),
            Err(_) => self.0.meant(word),
        };
        let words: Option<Vec<String>> = words(text).map(word).collect();
        words.map(|words| words.join(" "))
    }

    fn find_form(
        &self,
        value: &Self::Value,
        facets: Option<&Facets<'_>>,
        scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        let item_facets = facets.and_then(|facets| facets.item)?;
        let form = |item: &S::Value| {
            let text = formatted(&self.0, item);
            let mut is_allowed =
                |text: &str| item_facets.check_as(&self.0, item, text, scope).is_ok();
            if is_allowed(&text) {
                return Some(text);
            }
            self.0
                .find_form(item, Some(item_facets), scope, &mut is_allowed)
        };
        let forms: Option<Vec<String>> = value.iter().map(form).collect();
        let form = forms.map(|forms| forms.join(" "));
        form.filter(|form| is_allowed(form))
    }

    fn length(&self, value: &Self::Value) -> Option<u64> {
        Some(value.len() as u64)
    }

    fn check_items(
        &self,
        value: &Self::Value,
        facets: &Facets<'_>,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        each(&self.0, value, text, |item, text| {
            facets.check_as(&self.0, item, text, scope)
        })
    }

    fn check_member(
        &self,
        value: &Self::Value,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        each(&self.0, value, text, |item, text| {
            self.0.check_member(item, text, scope)
        })
    }

    fn is_known(&self, value: &Self::Value) -> bool {
        value.iter().all(|item| self.0.is_known(item))
    }
}

/// Checks every item with its part of `text`.
fn each<S: SimpleType>(
    item: &S,
    values: &[S::Value],
    text: &str,
    check: impl Fn(&S::Value, &str) -> Result<(), FacetError>,
) -> Result<(), FacetError> {
    let mut texts: Vec<Cow<'_, str>> = words(text).map(Cow::Borrowed).collect();
    // An item that has blanks in it, which only a caller can make.
    if texts.len() != values.len() {
        let formatted = |value: &S::Value| Cow::Owned(formatted(item, value));
        texts = values.iter().map(formatted).collect();
    }
    let mut pairs = values.iter().zip(&texts);
    pairs.try_for_each(|(value, text)| check(value, text))
}

fn formatted<S: SimpleType>(item: &S, value: &S::Value) -> String {
    let mut text = String::new();
    item.format(value, &mut text, &mut NoPrefixes);
    text
}
