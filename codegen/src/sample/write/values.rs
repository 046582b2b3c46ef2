//! The text of values.
//!
//! In: types of the IR with their facets. Out: text that is not escaped. Which one is asked of what was tried.

use crate::ir::{Builtin, Entry, FacetTable, RustType, TypeKind};

use super::{Mode, Question, Writer, scalar};

impl<'a> Writer<'a, '_> {
    pub(super) fn table(&self, entry: &Entry) -> Option<&'a FacetTable> {
        let api = self.api;
        entry.facets.map(|it| &api.facets[it].table)
    }

    /// The text of a value of `ty`.
    pub(super) fn value(
        &mut self,
        entry: &Entry,
        table: Option<&FacetTable>,
        ty: &RustType,
        depth: usize,
    ) -> String {
        if let Some(it) = entry.value.as_ref().filter(|it| it.fixed) {
            return it.text.clone();
        }
        match self.api.plain(ty) {
            &RustType::Builtin(it) if self.mode == Mode::Filled => {
                self.tried.serial += 1;
                let text = scalar::plain_text(it, table, self.tried.serial);
                self.prefixed(it, text)
            }
            &RustType::Builtin(it) => {
                let mut texts = scalar::texts(it, table, self.tried.serial);
                self.tried.serial += 1;
                let index = self.pick(entry, Question::Text, texts.len(), depth);
                self.prefixed(it, texts.swap_remove(index))
            }
            RustType::List(item) => {
                let lengths = scalar::list_lengths(table);
                let index = self.pick(entry, Question::Items, lengths.len(), depth);
                let table = table.and_then(|it| it.item.as_deref());
                let items = (0..lengths[index]).map(|_| match self.api.plain(item) {
                    RustType::Builtin(Builtin::String) => {
                        let mut texts = scalar::words(table, self.tried.serial);
                        self.tried.serial += 1;
                        let index = self.pick(entry, Question::Text, texts.len(), depth);
                        texts.swap_remove(index)
                    }
                    item => self.value(entry, table, item, depth),
                });
                let items: Vec<String> = items.collect();
                items.join(" ")
            }
            RustType::Named(id) => {
                let api = self.api;
                match &api.types[id.0].kind {
                    TypeKind::Enumeration(it) => {
                        if self.mode == Mode::Unknown && it.other_ident.is_some() {
                            self.tried.has_unknown = true;
                            return "not-a-known-value".to_owned();
                        }
                        let index = self.pick(it, Question::Which, it.variants.len(), depth);
                        let variant = it.variants.get(index);
                        variant.map_or_else(String::new, |it| it.literal.clone())
                    }
                    TypeKind::Union(it) => {
                        let index = self.pick(it, Question::Which, it.members.len(), depth);
                        let member = it.members.get(index);
                        let Some(member) = member else {
                            return String::new();
                        };
                        let facets = member.facets.map(|it| &api.facets[it].table);
                        self.value(entry, facets, &member.ty, depth)
                    }
                    // What is no text.
                    _ => String::new(),
                }
            }
            _ => String::new(),
        }
    }

    /// `text` with a prefix where it is an expanded name.
    fn prefixed(&mut self, ty: Builtin, text: String) -> String {
        let expanded = text.strip_prefix('{').and_then(|it| it.split_once('}'));
        match expanded.filter(|_| ty == Builtin::QName) {
            Some((namespace, local)) => {
                let known = self.prefixes.iter().position(|it| it == namespace);
                let index = known.unwrap_or_else(|| {
                    self.prefixes.push(namespace.to_owned());
                    self.prefixes.len() - 1
                });
                format!("q{index}:{local}")
            }
            None => text,
        }
    }
}
