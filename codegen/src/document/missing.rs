//! Documents that are not where an import says: found by what they declare, or reported.
//!
//! In: the imports that led nowhere. Out: work for what was found, diagnostics for the rest.

use crate::diagnostic::code::Code;
use crate::source::span::FileId;

use super::scan::{Reference, ReferenceKind};
use super::{Document, Finding, Kind, builtin};

pub(super) struct Missing {
    pub(super) reference: Reference,
    pub(super) from: FileId,
    pub(super) namespace: String,
    pub(super) outside: bool,
}

impl Finding<'_> {
    /// Reads, for imports that lead to no file, the one file beside the importing document that has the namespace.
    ///
    /// Tools that store metadata name the files after their namespaces and leave the locations as they were.
    pub(super) fn find_by_namespace(&mut self) {
        let mut next = 0;
        // What is read may itself import by namespace, which adds to the list.
        while let Some(missing) = self.missing.get(next) {
            next += 1;
            let (reference, from) = (missing.reference.clone(), missing.from);
            let namespace = missing.namespace.clone();
            let is_wsdl = reference.kind == ReferenceKind::WsdlImport;
            if !reference.kind.is_import() || namespace.is_empty() || self.is_answered(missing) {
                continue;
            }
            let found = (self.finder).find_by_namespace(from, &namespace, is_wsdl);
            let [path] = found.as_slice() else {
                continue;
            };
            // Without a location nothing says that a file is meant, and a folder of several contracts holds those of others.
            if reference.location.is_none() && self.has_strangers(from) {
                continue;
            }
            let loaded = self.finder.load(path, Some(reference.span));
            if let Some(Ok(file)) = loaded {
                let message = format!(
                    "`{namespace}` is read from `{path}`, the only file beside this one that has it"
                );
                (self.finder.diagnostics).note(Code::ImportOutside, reference.span, message);
                // It is told where it was found, so not again as missing.
                self.missing[next - 1].reference.location = None;
                self.take(&reference, file, &namespace, None);
                self.run();
            }
        }
    }

    /// Whether WSDLs that were not read lie beside `from`: contracts of others.
    fn has_strangers(&mut self, from: FileId) -> bool {
        let beside = self.finder.wsdls_beside(from);
        let known = |path: &String| {
            let mut documents = self.set.documents.iter();
            documents.any(|it| self.finder.sources.file(it.file).path == *path)
        };
        beside.iter().any(|path| !known(path))
    }

    /// Whether a document that was read is what the reference may mean.
    fn is_answered(&self, missing: &Missing) -> bool {
        let has_schema = self.schema_of.contains_key(&missing.namespace);
        let is_wsdl = |it: &Document| {
            it.kind == Kind::Wsdl
                && it.file != missing.from
                && it.target_namespace == missing.namespace
        };
        match missing.reference.kind {
            ReferenceKind::Import => has_schema,
            ReferenceKind::WsdlImport => has_schema || self.set.documents.iter().any(is_wsdl),
            ReferenceKind::Include | ReferenceKind::Redefine => false,
        }
    }

    /// Whether something of a missing document is needed is seen when names are resolved.
    pub(super) fn report_missing(&mut self) {
        for missing in std::mem::take(&mut self.missing) {
            let Some(location) = missing.reference.location.as_deref() else {
                continue;
            };
            let (code, why) = if missing.outside {
                (Code::ImportOutside, "is outside the capture")
            } else {
                (Code::ImportNotFound, "is not in the capture")
            };
            let span = missing.reference.span;
            let is_answered = self.is_answered(&missing);
            let is_builtin = missing.reference.kind == ReferenceKind::Import
                && builtin::is_builtin(&missing.namespace);
            if is_answered {
                let message = format!(
                    "`{location}` {why}; the loaded documents of `{}` are used",
                    missing.namespace
                );
                (self.finder.diagnostics).note(code, span, message);
            } else if is_builtin {
                let what = "the schema that comes with the generator is used";
                (self.finder.diagnostics).note(code, span, format!("`{location}` {why}; {what}"));
            } else {
                self.finder
                    .diagnostics
                    .warning(code, span, format!("`{location}` {why}"))
                    .help(how_to_add(location));
            }
        }
    }
}

/// What to do about a document that is not there. A location is text of a stranger, so only a host that a shell takes
/// literally becomes part of a command.
fn how_to_add(location: &str) -> String {
    let rest = (location.strip_prefix("https://")).or_else(|| location.strip_prefix("http://"));
    let host = rest.and_then(|it| it.split(['/', '?', '#']).next());
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-.:[]".contains(it);
    let allow = match host {
        Some(host) if !host.is_empty() && host.chars().all(is_plain) => {
            format!(" --allow-host '{host}'")
        }
        Some(_) | None => String::new(),
    };
    format!(
        "fetch the WSDL again with all that it imports: `wsdl-codegen capture{allow} <address of the WSDL> <folder>`; \
         or put the document into the capture's folder and let the location name it there"
    )
}
