//! Whether a schema document is one: the schema for schemas, and the rules that look at one element alone; XSD 1.0 part 1
//! appendix A, §3 ("Schema Representation Constraints").
//!
//! In: an `xs:schema`. Out: notes. What is wrong is read all the same, as well as it can be: nothing depends on them.
//! What needs more than the document is checked on components (`symbols/rules`).

mod attributes;
mod content;
mod exclusions;
mod identity;
mod ids;
mod lexical;
mod redefine;
mod references;
mod table;
mod values;

use crate::diagnostic::Diagnostics;
use crate::namespaces::XSD;
use crate::xml::Element;

/// Checks the schema document at `schema`.
pub(crate) fn check_document(schema: Element<'_>, diagnostics: &mut Diagnostics) {
    // Drafts had other rules.
    if schema.draft().is_some() {
        return;
    }
    let mut right = content::Right::default();
    let mut ids = ids::Ids::default();
    let mut constraints = identity::Constraints::default();
    let mut imported = references::Imported::by(schema);
    let mut open = vec![(schema, "")];
    while let Some((element, parent)) = open.pop() {
        ids.check(element, diagnostics);
        if let Some(row) = table::row(element.local(), parent) {
            attributes::check(element, row, diagnostics);
            content::check(element, row, &mut right, diagnostics);
            exclusions::check(element, parent, diagnostics);
            values::check(element, schema, diagnostics);
            constraints.check(element, diagnostics);
            imported.check(element, diagnostics);
            if parent == "redefine" {
                redefine::check(element, schema, diagnostics);
            }
        }
        // Whatever stands there is for others.
        if !matches!(element.local(), "appinfo" | "documentation") {
            let before = open.len();
            let children = element.children().filter(|child| child.namespace() == XSD);
            open.extend(children.map(|child| (child, element.local())));
            open[before..].reverse();
        }
    }
    constraints.check_references(schema, diagnostics);
}
