//! What the generator says of a schema.

use std::path::Path;

use wsdl_codegen::capture::Capture;
use wsdl_codegen::diagnostic::code::Code;
use wsdl_codegen::diagnostic::{Diagnostic, Severity};
use wsdl_codegen::generate::{Generated, analyse};
use wsdl_codegen::settings::Settings;

use super::groups::Group;

/// What the generator makes of the schema of `group`.
pub(crate) fn analysed(folder: &Path, group: &Group) -> Option<Generated> {
    let (top, _) = group.documents.first()?.split_once('/')?;
    let below = |document: &String| {
        let inner = document.strip_prefix(top)?.trim_start_matches('/');
        Some(inner.to_owned())
    };
    let capture = Capture {
        folder: folder.join(top),
        roots: group.documents.iter().filter_map(below).collect(),
        n_around: 0,
        settings: Settings::default(),
        module: "schema".to_owned(),
    };
    Some(analyse(&capture))
}

/// The first thing that says that the schema is wrong; `None` where nothing does.
pub(crate) fn complaint(generated: &Generated) -> Option<String> {
    let items = &generated.diagnostics.items;
    let is_whole = is_whole(generated);
    let found = (items.iter())
        .filter(|it| is_whole || !matches!(it.code, Code::UnresolvedName | Code::Cycle))
        .find(|it| is_complaint(it))?;
    Some(format!("{}: {}", found.code, found.message))
}

/// Whether all documents of the schema are there.
pub(crate) fn is_whole(generated: &Generated) -> bool {
    let mut items = generated.diagnostics.items.iter();
    !items.any(|it| is_gap(it.code))
}

/// Whether it says that the schema is wrong: not that a document is missing, that something is doubtful, or what Rust
/// makes of it.
fn is_complaint(diagnostic: &Diagnostic) -> bool {
    match diagnostic.code {
        Code::InvalidSchema => true,
        code if is_gap(code) => false,
        Code::Lossy | Code::NameCollision | Code::PortSkipped => false,
        // A type that no value can have is none to be forbidden.
        Code::Cycle => diagnostic.severity == Severity::Error,
        // The others are doubts.
        Code::Facet => (["is not checked", "no value can be right"].iter())
            .any(|it| diagnostic.message.contains(it)),
        _ => diagnostic.severity != Severity::Note,
    }
}

/// Whether a document is missing, and with it what others refer to: the suite has schemas whose parts were not kept.
fn is_gap(code: Code) -> bool {
    matches!(code, Code::ImportNotFound | Code::ImportOutside)
}
