//! What a file names that stands in another file or in the runtime, and so has to import.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use std::collections::BTreeSet;

use super::{
    Api, Client, Entry, EntryKind, Field, File, Message, ModuleId, NamespaceId, Operation,
    RustType, TypeId, TypeKind, TypeLabel, Wildcard,
};

/// What a file names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Uses {
    /// Constants of namespaces: indices of [`Api::namespaces`].
    pub namespaces: BTreeSet<usize>,
    /// Tables of facets, from another file than theirs.
    pub codec: bool,
    /// Markers of operations.
    pub operations: bool,
    /// Generated types.
    pub types: bool,
    /// `Facets` of the runtime.
    pub facets: bool,
    /// `WhiteSpace` of the runtime.
    pub white_space: bool,
}

impl Api {
    /// What `file` names; types and what stands in `types` are seen by their members.
    pub fn uses(&self, file: File) -> Uses {
        let mut uses = Uses::default();
        match file {
            File::Codec(scope) => self.add_tables(scope, &mut uses),
            File::Operations => {
                for client in &self.clients {
                    self.add_operations(client, &mut uses);
                }
            }
            File::Client => {
                for client in &self.clients {
                    self.add_client(client, &mut uses);
                }
            }
            File::Root | File::Types(_) | File::Server => {}
        }
        uses
    }

    /// The namespace that most entries of the module's types name; what several name as often is the first of them.
    pub fn main_namespace(&self, module: ModuleId) -> NamespaceId {
        let mut counts = vec![0_usize; self.namespaces.len()];
        let types = self.types.iter().filter(|item| item.module == module);
        for entry in types
            .flat_map(|item| item.kind.fields())
            .map(|field| &field.entry)
        {
            if let Some(id) = entry.name().and_then(|name| name.namespace) {
                counts[id] += 1;
            }
        }
        let most = counts.iter().max()?;
        counts.iter().position(|count| count == most)
    }

    /// All cargo features that switch operations on, sorted.
    pub fn features(&self) -> BTreeSet<&str> {
        let operations = self.clients.iter().flat_map(|client| &client.operations);
        let features = operations.flat_map(|operation| &operation.features);
        features.map(String::as_str).collect()
    }

    /// The fields of a message; none where its type is no struct.
    pub fn fields(&self, message: &Message) -> &[Field] {
        self.record(&message.ty)
            .map_or(&[], |record| &record.fields)
    }

    /// Whether `operation` sends all header blocks that `client` has.
    pub fn sends_all_headers(&self, client: &Client, operation: &Operation) -> bool {
        client.request_headers.is_none_or(|id| {
            let all = self.types[id.0].kind.fields().iter();
            (operation.request_headers.iter()).eq(all.map(|field| &field.ident))
        })
    }

    fn add_tables(&self, scope: ModuleId, uses: &mut Uses) {
        for item in self.types.iter().filter(|item| item.module == scope) {
            uses.types |= !matches!(item.kind, TypeKind::Alias(_));
            let fields = item.kind.fields().iter();
            fields.for_each(|field| uses.entry(&field.entry));
            if let TypeKind::Family(family) = &item.kind {
                let names = family.members.iter().map(|member| &member.wire);
                names.for_each(|name| uses.namespaces.extend(name.namespace));
            }
        }
        if scope.is_none() {
            uses.types |= !self.roots.is_empty();
            let roots = self.roots.iter().flat_map(|root| &root.entries);
            roots.for_each(|entry| uses.entry(entry));
            for id in self.used_facets() {
                let table = &self.facets[id].table;
                uses.facets = true;
                uses.white_space |= table.white_space.is_some()
                    || (table.item.as_ref()).is_some_and(|item| item.white_space.is_some());
            }
        }
        // They stand there.
        uses.codec = false;
    }

    fn add_operations(&self, client: &Client, uses: &mut Uses) {
        for rule in &client.failures {
            let message = rule.message.as_ref().map(|message| &message.header);
            for ident in [Some(&rule.header), message].into_iter().flatten() {
                self.add_header(client.response_headers, ident, uses);
            }
        }
        let headers = [client.request_headers, client.response_headers];
        for operation in &client.operations {
            for message in operation.messages() {
                uses.entry(&message.entry);
                uses.ty(&message.ty);
            }
            uses.types |= operation.fault.is_some() || headers.iter().any(Option::is_some);
            let sent = match self.sends_all_headers(client, operation) {
                true => &[][..],
                false => &operation.request_headers,
            };
            for ident in sent.iter().chain(&operation.encoded_headers) {
                self.add_header(client.request_headers, ident, uses);
            }
        }
    }

    fn add_header(&self, headers: Option<TypeId>, ident: &str, uses: &mut Uses) {
        let (_, field) = self.header(headers, ident);
        let namespace = field.entry.name().and_then(|name| name.namespace);
        uses.namespaces.extend(namespace);
    }

    fn add_client(&self, client: &Client, uses: &mut Uses) {
        uses.types |= client.request_headers.is_some();
        uses.operations |= !client.operations.is_empty() || !client.failures.is_empty();
        for operation in &client.operations {
            if !operation.request.is_empty {
                uses.ty(&operation.request.ty);
            }
            let Some(form) = &operation.unwrapped else {
                continue;
            };
            if form.arguments.is_some() && !operation.request.is_empty {
                let fields = self.fields(&operation.request).iter();
                fields.for_each(|field| uses.ty(&field.ty));
            }
            if let Some(response) = &operation.response {
                match self.fields(response) {
                    [field, ..] if form.single => uses.ty(&field.ty),
                    _ => uses.ty(&response.ty),
                }
            }
        }
    }
}

impl Uses {
    fn ty(&mut self, ty: &RustType) {
        self.types |= ty.innermost().named().is_some();
    }

    fn entry(&mut self, entry: &Entry) {
        self.codec |= entry.facets.is_some();
        let name = entry.name().and_then(|name| name.namespace);
        self.namespaces.extend(name);
        match &entry.kind {
            EntryKind::Wrapper(_, item) => self.entry(item),
            EntryKind::Choice(_) | EntryKind::Group(_) => self.types = true,
            EntryKind::Any(it) | EntryKind::AnyAttributes(it) => self.wildcard(it),
            EntryKind::Element(_)
            | EntryKind::Attribute(_)
            | EntryKind::Text
            | EntryKind::Mixed
            | EntryKind::MixedText
            | EntryKind::Attachment(_) => {}
        }
        if let Some(TypeLabel::Declared(name)) = &entry.type_name {
            self.namespaces.extend(name.namespace);
        }
    }

    fn wildcard(&mut self, wildcard: &Wildcard) {
        match wildcard {
            Wildcard::Any => {}
            Wildcard::Other(id) => self.namespaces.extend(*id),
            Wildcard::OneOf(ids) | Wildcard::Not(ids) => {
                self.namespaces.extend(ids.iter().flatten());
            }
            Wildcard::Except(wildcard, names) => {
                self.wildcard(wildcard);
                let ids = names.iter().filter_map(|name| name.namespace);
                self.namespaces.extend(ids);
            }
        }
    }
}
