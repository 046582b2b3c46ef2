//! [`Limits`]: how much a document may ask for. On by default; no limit is switched off by accident.

/// The limits of one document. A document that passes one is refused with the limit and the position.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the document, decoded and decompressed. 8 MiB for a response.
    pub bytes: usize,
    /// Levels of elements. 100; never more than [`Limits::MAX_DEPTH`].
    pub depth: usize,
    /// Elements in the document. 1,000,000.
    pub elements: usize,
    /// Children of one element. 50,000.
    pub children: usize,
    /// Attributes of one element. 256.
    pub attributes: usize,
    /// Bytes of one attribute value. 64 KiB.
    pub attribute_bytes: usize,
    /// Namespace declarations in scope. 512, since some servers repeat those of their WSDL in every answer; 128 in schemas.
    pub namespaces: usize,
    /// Bytes of one name, or of the name of one namespace. 1,000.
    pub name_bytes: usize,
    /// Bytes of the text of one element. 8 MiB.
    pub text_bytes: usize,
    /// Bytes that the items of all lists take in memory, without what they hold elsewhere, as their texts, and those of the
    /// declarations that elements take along which are kept as XML. 128 MiB: an element of a few bytes, or one letter of a text
    /// that is a list, may stand for a value of many. Of types that are known only at run time
    /// ([`Reader::count_value`](super::Reader::count_value)) it counts the members of records too.
    pub value_bytes: usize,
    /// Steps that the `pattern`s of all values take. 256 Mi, a second or two. Where a pattern says at each byte what may come
    /// next, it takes a step for the byte; else one for each of its places that the text may have come to: few in patterns of
    /// real schemas, a thousand in `(a|b)*a(a|b){1000}`. What is written has the limit of a response.
    pub pattern_steps: usize,
    /// Digits of one number. 1,000.
    pub digits: usize,
    /// Parts of a message with attachments. 1,000.
    pub parts: usize,
    /// Bytes of the headers of one part. 16 KiB.
    pub part_header_bytes: usize,
}

impl Limits {
    /// The deepest nesting that can be allowed: reading a record takes stack for every level.
    pub const MAX_DEPTH: usize = 512;

    /// The limits for a response.
    pub const fn response() -> Self {
        Self {
            bytes: 8 << 20,
            depth: 100,
            elements: 1_000_000,
            children: 50_000,
            attributes: 256,
            attribute_bytes: 64 << 10,
            namespaces: 512,
            name_bytes: 1_000,
            text_bytes: 8 << 20,
            value_bytes: 128 << 20,
            pattern_steps: 256 << 20,
            digits: 1_000,
            parts: 1_000,
            part_header_bytes: 16 << 10,
        }
    }

    /// The limits for a WSDL or schema that is generated from.
    pub const fn schema() -> Self {
        Self {
            bytes: 32 << 20,
            depth: 256,
            elements: 4_000_000,
            children: 100_000,
            attributes: 256,
            attribute_bytes: 1 << 20,
            namespaces: 128,
            name_bytes: 1_000,
            text_bytes: 32 << 20,
            value_bytes: 512 << 20,
            pattern_steps: 1 << 30,
            digits: 1_000,
            parts: 1_000,
            part_header_bytes: 16 << 10,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::response()
    }
}
