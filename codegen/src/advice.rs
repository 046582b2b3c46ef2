//! Settings that would make a module read better, for `inspect` and `generate`.
//!
//! In: an [`Api`]. Out: sentences, none where nothing could be better.

use crate::ir::{Api, EntryKind, Field, RustType};

/// What `service.toml` could say.
pub fn advice(api: &Api) -> Vec<String> {
    let structs = api.types.iter().filter_map(|item| item.kind.as_struct());
    let fields = structs.flat_map(|record| &record.fields);
    let n_lists = fields.filter(|field| is_list_of_options(field)).count();
    let subject = match n_lists {
        0 => return Vec::new(),
        1 => "1 array is a".to_owned(),
        n => format!("{n} arrays are each a"),
    };
    vec![format!(
        "{subject} `Vec<Option<T>>`, as items may be nil; with `types.collapse-nil = true` in `service.toml` it is a `Vec<T>`, and a nil item a deviation"
    )]
}

/// Whether it is an array whose items may all be nil, as services of ASP.NET declare every array of classes or texts.
fn is_list_of_options(field: &Field) -> bool {
    let ty = match &field.ty {
        RustType::Option(inner) | RustType::Nillable(inner) => inner,
        ty => ty,
    };
    let is_array = matches!(field.entry.kind, EntryKind::Wrapper(..));
    is_array && matches!(ty, RustType::Vec(item) if matches!(**item, RustType::Option(_)))
}
