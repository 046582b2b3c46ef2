//! [`Reader`]: a pull parser that checks well-formedness and limits as it goes.

/// A pull parser over one document.
#[derive(Debug)]
pub struct Reader<'a> {
    _text: &'a str,
}
