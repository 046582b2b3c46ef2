//! References between elements of an encoded body: every `href="#id"` becomes a copy of what it refers to.
//!
//! In: the text of an envelope. Out: the same text where nothing is referred to; else a text without references, no
//! longer than the limit of bytes, for the record engine to read. SOAP 1.1 §5.1 rule 5, §5.4.1; SOAP 1.2 part 2 §3.1.5.
//! Knows no types.
//!
//! ```text
//! <r><a href="#1"/></r><multiRef id="1" xsi:type="n:A" xmlns:n="urn:n"><b>1</b></multiRef>
//! <r><a xmlns:n="urn:n" xsi:type="n:A"><b>1</b></a></r>
//! ```

mod expand;
mod place;
mod survey;

use std::borrow::Cow;

use crate::xml::{DecodeError, Limits};

/// The text of an envelope with all references in its body replaced by what they refer to.
///
/// What is not well-formed comes back as it is: reading it says what is wrong.
///
/// # Errors
/// A reference leads nowhere, to several elements or back to itself, or the expanded text passes the limit of bytes.
pub(super) fn resolve_references<'a>(
    text: Cow<'a, str>,
    limits: &Limits,
) -> Result<Cow<'a, str>, DecodeError> {
    // `href="#id"` in SOAP 1.1, `enc:ref="id"` in SOAP 1.2.
    if memchr::memmem::find(text.as_bytes(), b"ref").is_none() {
        return Ok(text);
    }
    let expanded = match survey::survey(&text, limits) {
        Ok(survey) if !survey.references.is_empty() => expand::expand(&survey, limits)?,
        Ok(_) | Err(_) => return Ok(text),
    };
    Ok(Cow::Owned(expanded))
}
