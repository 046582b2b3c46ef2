//! Answers that are read while they arrive: the items of one list, each as soon as it is whole, then the rest.
//!
//! In: an operation, which list of its answer is meant, and pieces of the body. Out: typed items, and the [`Reply`] without
//! them, or the error. Knows no IO.
//!
//! ```text
//! <Envelope><Header/><Body><listResponse><entry/><entry/><entry/><next/></listResponse></Body></Envelope>
//! └───────────────── the rest ─────────────────┘└─ as they come ┘└────────── the rest ──────────────────┘
//! ```
//!
//! Which elements are items, the first of them tells: what has arrived is closed where it is open, and read by the engine
//! that reads all answers; the list that the caller means has then an item, and the engine noted where that stands.
//! From then on runs of items are read inside copies of the start tags that are open around them. The rest is read as
//! every answer is, at the end; it keeps the first item, for what a schema demands of its list.

mod cut;
mod items;
mod list;
mod noted;
mod rest;
mod scan;

pub(crate) use items::{ItemReader, Select, Step};
pub use list::List;

#[cfg(doc)]
use crate::soap::Reply;
