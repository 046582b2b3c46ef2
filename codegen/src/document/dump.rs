//! The documents as text: file, how it was reached, namespaces.

use std::fmt::Write as _;

use super::{DocumentSet, Kind};
use crate::source::map::SourceMap;

/// Prints the documents of a run, one paragraph each, in loading order.
pub fn dump_documents(set: &DocumentSet, sources: &SourceMap) -> String {
    let mut out = String::new();
    for document in &set.documents {
        let file = sources.file(document.file);
        let kind = match &document.kind {
            Kind::Wsdl => "wsdl",
            Kind::Schema => "schema",
            Kind::BuiltIn => "built in",
            Kind::Other(_) => "other",
        };
        let _ = write!(
            out,
            "{}: {kind} `{}`, {} bytes, {} lines",
            file.path,
            document.target_namespace,
            file.text.len(),
            file.n_lines()
        );
        match (&document.reached, &document.kind) {
            (Some((how, span)), _) => {
                let at = sources.position(*span);
                let by = &sources.file(span.file).path;
                let _ = writeln!(out, ", {how} at {by}:{}:{}", at.line, at.column);
            }
            (None, Kind::BuiltIn) => out.push('\n'),
            (None, Kind::Wsdl | Kind::Schema | Kind::Other(_)) => out.push_str(", root\n"),
        }
        for unit in set.schemas.iter().filter(|it| it.file == document.file) {
            let chameleon = if unit.chameleon { ", chameleon" } else { "" };
            let _ = writeln!(
                out,
                "  schema {} `{}`{chameleon}",
                unit.index, unit.target_namespace
            );
        }
    }
    out
}
