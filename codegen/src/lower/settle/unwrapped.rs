//! Unwrapped methods: `client.add(2, 3).await? == 5`, beside `client.add_with(request)`.
//!
//! In: the messages of an operation that the settings name, and the contents of all types. Out: what its method takes and
//! gives: the members of the request where they are few, the answer's member where it has one only.

use crate::ir::{Field, Message, Unwrapped};

use crate::lower::draft::DraftKind;

use super::constructors::MOST_ARGUMENTS;
use super::setters;

/// The unwrapped form of an operation, whose other method is called `request_ident`; `None` where there is nothing to unwrap.
pub(super) fn form(
    kinds: &[DraftKind],
    request: &Message,
    response: Option<&Message>,
    request_ident: String,
) -> Option<Unwrapped> {
    let few = |fields: &&[_]| fields.len() <= MOST_ARGUMENTS;
    let arguments: Option<Vec<bool>> = fields(kinds, request).filter(few).map(|fields| {
        let fields = fields.iter();
        (fields.map(|field| setters::is_exact(kinds, &field.ty))).collect()
    });
    let only = |fields: &[_]| fields.len() == 1;
    let single = (response.and_then(|it| fields(kinds, it))).is_some_and(only);
    let takes_members = arguments.as_ref().is_some_and(|it| !it.is_empty());
    (takes_members || single).then_some(Unwrapped {
        request_ident,
        arguments,
        single,
    })
}

fn fields<'k>(kinds: &'k [DraftKind], message: &Message) -> Option<&'k [Field]> {
    kinds[message.ty.named()?.0].record()
}
