//! Examples: the call that the documentation of a client shows.
//!
//! In: operations with their messages, the contents of types. Out: the operation that says most about calling, and what it
//! is called with.

use crate::ir::{Builtin, Example, ExampleRequest, Field, Operation, RustType, TypeId};

use crate::lower::draft::DraftKind;

/// Two members show how setters chain.
const SHOWN: usize = 2;

/// The example of a client: a request with texts to set, else one without an argument, else any.
/// `defaults` says of each type whether it has a natural empty value.
pub(crate) fn choose(
    operations: &[Operation],
    request_headers: Option<TypeId>,
    kinds: &[DraftKind],
    defaults: &[bool],
) -> Option<Example> {
    let texts = |id: TypeId| {
        let fields = kinds[id.0].record().filter(|_| defaults[id.0]);
        fields.map_or_else(Vec::new, texts)
    };
    let request = |operation: &Operation| match &operation.request.ty {
        _ if operation.request.is_empty => Some(ExampleRequest::Absent),
        RustType::Named(id) => Some(match texts(*id) {
            texts if texts.is_empty() => ExampleRequest::Parameter(*id),
            texts => ExampleRequest::Texts(*id, texts),
        }),
        _ => None,
    };
    // What stands behind a feature may not be there when the example is compiled.
    let always = operations
        .iter()
        .enumerate()
        .filter(|(_, it)| it.features.is_empty());
    let calls = always.filter_map(|(operation, it)| Some((operation, request(it)?)));
    let rank = |(_, request): &(usize, ExampleRequest)| match request {
        ExampleRequest::Texts(_, texts) => SHOWN - texts.len(),
        ExampleRequest::Absent => SHOWN,
        ExampleRequest::Parameter(_) => SHOWN + 1,
    };
    let (operation, request) = calls.min_by_key(rank)?;
    Some(Example {
        operation,
        request,
        headers: request_headers.map(texts).unwrap_or_default(),
    })
}

/// The members that a text shows well.
fn texts(fields: &[Field]) -> Vec<String> {
    // A setter `default` would be meant by `T::default()`.
    if fields.iter().any(|field| field.ident == "default") {
        return Vec::new();
    }
    let is_text = |field: &&Field| match &field.ty {
        RustType::Option(inner) => match inner.as_ref() {
            RustType::Builtin(builtin) => *builtin == Builtin::String,
            RustType::Secret(inner) => **inner == RustType::Builtin(Builtin::String),
            _ => false,
        },
        _ => false,
    };
    let texts = fields.iter().filter(is_text).take(SHOWN);
    texts.map(|field| field.ident.clone()).collect()
}
