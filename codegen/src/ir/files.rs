//! Which files a module consists of: those that hold something.
//!
//! In: the [`Api`]. Out: what `emit` is asked for, and what of the facet tables each file needs.

use std::collections::BTreeSet;

use super::{Api, Entry, ModuleId, TypeKind};

/// A file of a generated module.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum File {
    /// `mod.rs`, which is always there.
    Root,
    /// The types of a module, or those that stand in none.
    Types(ModuleId),
    /// The tables of the same.
    Codec(ModuleId),
    /// The operations.
    Operations,
    /// The clients.
    Client,
    /// The other side of the same services.
    Server,
}

impl Api {
    /// The files, in the order in which they are emitted.
    pub fn files(&self) -> Vec<File> {
        let modules = || (0..self.modules.len()).map(Some);
        let types = |module| self.types.iter().filter(move |item| item.module == module);
        let has_types = |module: &ModuleId| types(*module).next().is_some();
        let is_table = |kind: &TypeKind| !matches!(kind, TypeKind::Alias(_));
        let has_tables = |module: &ModuleId| types(*module).any(|item| is_table(&item.kind));
        let tables: Vec<ModuleId> = modules().filter(has_tables).collect();
        let has_codec = !tables.is_empty()
            || has_tables(&None)
            || !self.roots.is_empty()
            || !self.used_facets().is_empty();
        let has_operations = self.clients.iter().any(|it| !it.operations.is_empty());
        let has_failures = self.clients.iter().any(|it| !it.failures.is_empty());
        let mut files = vec![File::Root];
        files.extend((has_types(&None) || !self.modules.is_empty()).then_some(File::Types(None)));
        files.extend(modules().filter(has_types).map(File::Types));
        files.extend(has_codec.then_some(File::Codec(None)));
        files.extend(tables.into_iter().map(File::Codec));
        files.extend((has_operations || has_failures).then_some(File::Operations));
        files.extend((!self.clients.is_empty()).then_some(File::Client));
        files.extend(has_operations.then_some(File::Server));
        files
    }

    /// The facet tables that any entry or member names: indices of [`Api::facets`].
    pub fn used_facets(&self) -> BTreeSet<usize> {
        let mut used = BTreeSet::new();
        for item in &self.types {
            let fields = item.kind.fields().iter();
            fields.for_each(|field| add(&mut used, &field.entry));
            if let TypeKind::Union(it) = &item.kind {
                used.extend(it.members.iter().filter_map(|it| it.facets));
            }
        }
        let roots = self.roots.iter().flat_map(|root| &root.entries);
        roots.for_each(|entry| add(&mut used, entry));
        used.extend(self.exported_facets());
        used
    }

    /// Those that messages name: `operations.rs` does, for what is said of a body.
    pub fn exported_facets(&self) -> BTreeSet<usize> {
        let mut used = BTreeSet::new();
        for operation in self.clients.iter().flat_map(|client| &client.operations) {
            let messages = operation.messages();
            messages.for_each(|message| add(&mut used, &message.entry));
        }
        used
    }
}

/// Adds the table of `entry`, and that of the items that it wraps.
fn add(used: &mut BTreeSet<usize>, entry: &Entry) {
    used.extend(entry.with_items().filter_map(|entry| entry.facets));
}
