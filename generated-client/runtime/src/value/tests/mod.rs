//! Tables of lexical forms, orders and facets, and round trips of any value.

mod containers;
mod facets;
mod forms;
mod meant;
mod order;
#[cfg(feature = "patterns")]
mod pattern;
mod round_trip;
mod run_time;
#[cfg(feature = "serde")]
mod serialized;
mod times;
#[cfg(feature = "patterns")]
mod written;

use super::{NoPrefixes, NoScope, Scalar};

fn text_of<T: Scalar>(value: &T) -> String {
    let mut out = String::new();
    value.format(&mut out, &mut NoPrefixes);
    out
}

fn value_of<T: Scalar>(text: &str) -> T {
    T::parse(text, &NoScope).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}
