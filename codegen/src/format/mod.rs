//! From tokens to text: prettyplease, headers.
