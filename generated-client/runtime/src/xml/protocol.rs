//! What a protocol adds to the elements of the documents that it carries, as data: [`ReadProtocol`], [`WriteProtocol`].
//!
//! A reader or writer holds one for the record engine, which looks at it where a table says that values are encoded.
//! Plain XML has none. Names are a namespace and a local name.

/// What is read besides data.
#[derive(Debug)]
pub struct ReadProtocol {
    /// Namespaces whose attributes steer the protocol and are no data.
    pub control: &'static [&'static str],
    /// The attribute of an array that says where its first item stands: `[2]`.
    pub offset: (&'static str, &'static str),
    /// The attribute of an item that says where it stands: `[2]`.
    pub position: (&'static str, &'static str),
    /// The attributes of an array that say its sizes, one for each dimension, with commas or blanks between.
    pub sizes: &'static [(&'static str, &'static str)],
    /// The local name of elements that count more than all else, and the depth that they stand at; the root is at depth 1.
    pub outranking: (usize, &'static str),
}

/// What is written besides data, where values are encoded.
#[derive(Debug)]
pub struct WriteProtocol {
    /// The namespace of the encoding's own types and attributes.
    pub namespace: &'static str,
    /// An attribute that every element at this depth gets, by namespace, name and value; the root is at depth 1.
    pub mark: Option<(usize, &'static str, &'static str, &'static str)>,
    /// How arrays say what they hold.
    pub arrays: ArrayForm,
}

/// How an array says what it holds. Attributes are given by their local names.
#[derive(Clone, Copy, Debug)]
pub enum ArrayForm {
    /// In one attribute, with the type of the innermost items: `xsd:int[][2]`.
    One(&'static str),
    /// The type of its items in one, their number in another.
    Two {
        /// The attribute of the type.
        item: &'static str,
        /// The attribute of the number.
        size: &'static str,
    },
}
