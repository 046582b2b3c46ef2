//! The generator over small documents, and rules about its own source.
//!
//! Reviewers read fixture, then `@ir` (what was decided), then how it is spelled, in `generated-client/tests/conformance/generated`.

mod architecture;
mod circles;
mod contracts;
mod diagnostics;
mod documents;
mod inspect;
mod invalid_schemas;
mod live;
mod order;
mod sample;
mod services;
mod settings;
mod support;
mod types;
