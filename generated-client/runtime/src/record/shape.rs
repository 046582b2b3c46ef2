//! The tables of types: which XML a record is made of.
//!
//! A [`Shape`] lists the [`Field`]s of one record in wire order; generated code holds nothing else.
//! All constructors are `const`, so that a table costs nothing at start-up, and what reading asks of a whole table is
//! known when it is compiled. `'t` is how long what a table names lives: `'static` in generated code, as long as the
//! contract where tables are made at run time.

use crate::value::facets::Facets;
use crate::xml::is_ascii_name;

/// The greatest number of occurrences: `maxOccurs="unbounded"`.
pub(super) const UNBOUNDED: u32 = u32::MAX;

/// Words of bits that say which fields are required; fields behind them are asked one by one.
pub(super) const REQUIRED_WORDS: usize = 4;

/// What a record is made of: its fields in wire order, attributes first.
#[non_exhaustive]
#[derive(Debug)]
pub struct Shape<'t> {
    /// The fields. A field's index is its position here.
    pub fields: &'t [Field<'t>],
    /// Whether the elements may stand in any order: `xs:all`; XSD 1.0 §3.8.1.
    pub any_order: bool,
    /// The path of the Rust type.
    path: &'t str,
    /// How many fields there are up to the last that is an attribute.
    n_attributes: usize,
    /// Whether one of them means something where it is not there: it must be, or has a default.
    asks_for_attributes: bool,
    /// The field that is the whole content, or the text between all of it.
    content: Option<usize>,
    has_attachments: bool,
    /// Whether an element may be taken whatever its name is, here or in a choice or group.
    has_wildcards: bool,
    /// The order of the fields by local name; empty where all are asked.
    pub(super) by_name: &'t [u32],
    /// Which of the first fields must occur in the content, a bit for each.
    required: [u64; REQUIRED_WORDS],
    has_required: bool,
    /// Whether the local names that there are are names in ASCII, without a colon.
    has_plain_names: bool,
}

/// A type that has a table.
///
/// Implemented by [`record!`](crate::record!) and [`choice!`](crate::choice!); where their members are numbered, for every `M`,
/// which says nothing: of an implementation for any type the compiler makes the table where it is used, so that one that
/// nobody asks for costs nothing.
pub trait Shaped<M = ()> {
    /// The table.
    const SHAPE: &'static Shape<'static>;

    /// As [`Member::blank`](crate::record::slot::Member::blank).
    fn empty() -> Self
    where
        Self: Sized;
}

/// One member of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field<'t> {
    /// The namespace name of the element or attribute; empty for none.
    pub namespace: &'t str,
    /// The local name of the element or attribute; empty for kinds without a name.
    pub local: &'t str,
    /// Where in the XML the member stands.
    pub kind: Kind<'t>,
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest number of occurrences; `u32::MAX` for no bound.
    pub max: u32,
    /// Whether `xsi:nil="true"` is allowed; XSD 1.0 §3.3.1.
    pub nillable: bool,
    /// The value of an absent attribute or an empty element; XSD 1.0 §3.2.1, §3.3.1.
    pub default: Option<&'t str>,
    /// Whether the default is the only value allowed.
    pub fixed: bool,
    /// What the value must satisfy.
    pub facets: Option<&'t Facets<'t>>,
    /// The type for `xsi:type`, and when the element says it.
    pub type_label: Option<TypeLabel<'t>>,
    /// Whether an element of another name is taken as well, as its name carries no meaning: calls and items of encoded
    /// arrays.
    pub any_name: bool,
}

/// The name of a type, as `xsi:type` gives it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TypeName<'t> {
    /// The namespace name; empty for none.
    pub namespace: &'t str,
    /// The local name.
    pub local: &'t str,
}

impl<'t> TypeName<'t> {
    /// The type `local` of `namespace`.
    pub const fn new(namespace: &'t str, local: &'t str) -> Self {
        Self { namespace, local }
    }
}

/// A type for `xsi:type`, and when an element says it.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TypeLabel<'t> {
    /// The declared type; said where a protocol encodes values.
    Declared(TypeName<'t>),
    /// The declared type, which is the protocol's own, by its local name; said where a protocol encodes values.
    Encoding(&'t str),
    /// A type derived from the declared one; said always.
    Actual(TypeName<'t>),
}

/// Where in the XML a member stands.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'t> {
    /// A child element that holds one value.
    Element,
    /// A child element that only wraps repeated items: `<Xs><X/><X/></Xs>`; the slot is the list of items.
    Wrapper(&'t Field<'t>),
    /// An attribute.
    Attribute,
    /// The text content of the element; XSD 1.0 §2.2.1.3, simple content.
    Text,
    /// One of several alternatives in place; the slot is an enum. XSD 1.0 §3.8, `choice`.
    /// Substitution groups are choices of elements as well.
    Choice(&'t Shape<'t>),
    /// A nested sequence without an element of its own; the slot is a record.
    Group(&'t Shape<'t>),
    /// Elements of any name; XSD 1.0 §3.10.
    Any(Wildcard<'t>),
    /// Attributes that no other field names; XSD 1.0 §3.4.1.
    AnyAttributes(Wildcard<'t>),
    /// The whole content of the element, text and elements mixed, kept raw; XSD 1.0 §3.4.1, `mixed`.
    Mixed,
    /// The text between the child elements, which the other members are; XSD 1.0 §3.4.1, `mixed`.
    MixedText,
    /// A part of the message beside the envelope; the slot is an [`Attachment`](crate::Attachment). WSDL 1.1 §5.
    Attachment,
}

/// Which names a wildcard lets in; XSD 1.0 §3.10.1.
#[derive(Clone, Copy, Debug)]
pub enum Wildcard<'t> {
    /// `##any`.
    Any,
    /// `##other`: a namespace that is neither absent nor this one.
    Other(&'t str),
    /// One of these; the empty string stands for no namespace.
    OneOf(&'t [&'t str]),
    /// None of these: `notNamespace`; XSD 1.1 §3.10.1.
    Not(&'t [&'t str]),
    /// As the first, but no element or attribute of these names: `notQName`; XSD 1.1 §3.10.1.
    Except(&'t (Self, &'t [(&'t str, &'t str)])),
}

impl<'t> Shape<'t> {
    /// The table of the Rust type `path`, which is made of `fields`.
    pub const fn new(path: &'t str, fields: &'t [Field<'t>]) -> Self {
        let mut res = Self {
            fields,
            any_order: false,
            path,
            n_attributes: 0,
            asks_for_attributes: false,
            content: None,
            has_attachments: false,
            has_wildcards: false,
            by_name: &[],
            required: [0; REQUIRED_WORDS],
            has_required: false,
            has_plain_names: true,
        };
        // `for` is not for constants.
        let mut index = fields.len();
        while index > 0 {
            index -= 1;
            let field = &fields[index];
            res.has_plain_names &= field.local.is_empty() || is_ascii_name(field.local.as_bytes());
            if field.min > 0 && field.is_content() {
                res.has_required = true;
                if index < REQUIRED_WORDS * 64 {
                    res.required[index / 64] |= 1 << (index % 64);
                }
            }
            res.asks_for_attributes |=
                matches!(field.kind, Kind::Attribute) && (field.min > 0 || field.default.is_some());
            res.has_wildcards |= field.any_name
                || matches!(field.kind, Kind::Any(_) | Kind::Choice(_) | Kind::Group(_));
            match field.kind {
                Kind::Attribute | Kind::AnyAttributes(_) if res.n_attributes == 0 => {
                    res.n_attributes = index + 1;
                }
                Kind::Text | Kind::Mixed | Kind::MixedText => res.content = Some(index),
                Kind::Attachment => res.has_attachments = true,
                Kind::Attribute
                | Kind::AnyAttributes(_)
                | Kind::Element
                | Kind::Wrapper(_)
                | Kind::Choice(_)
                | Kind::Group(_)
                | Kind::Any(_) => {}
            }
        }
        res
    }

    /// A table whose elements may stand in any order.
    pub const fn any_order(mut self) -> Self {
        self.any_order = true;
        self
    }

    /// The name of the Rust type, for messages.
    pub fn name(&self) -> &'t str {
        self.path.rsplit("::").next().unwrap_or(self.path).trim()
    }

    /// The index of the element of this name.
    pub(crate) fn find(&self, namespace: &str, local: &str) -> Option<usize> {
        let is_it = |field: &Field<'_>| (field.namespace, field.local) == (namespace, local);
        self.fields.iter().position(is_it)
    }

    /// Whether an element may be taken whatever its name is, here or in a choice or group.
    #[inline]
    pub(super) fn has_wildcards(&self) -> bool {
        self.has_wildcards
    }

    /// Which fields must occur in the content: a bit for each, and the position of the first field that has no bit. `None`
    /// where all may be absent.
    #[inline]
    pub(super) fn required(&self) -> Option<(&[u64; REQUIRED_WORDS], usize)> {
        (self.has_required).then_some((&self.required, REQUIRED_WORDS * 64))
    }

    /// The name of the element at `index`; empty if it has none, or one that has to be looked at closer.
    #[inline]
    pub(super) fn plain_name(&self, index: usize) -> (&'t str, &'t str) {
        match self.fields.get(index) {
            Some(field) if self.has_plain_names && field.is_element() => {
                (field.namespace, field.local)
            }
            Some(_) | None => ("", ""),
        }
    }

    /// The fields that may be attributes.
    #[inline]
    pub(super) fn attributes(&self) -> &'t [Field<'t>] {
        &self.fields[..self.n_attributes]
    }

    /// Whether one of them means something where it is not there: it must be, or has a default.
    #[inline]
    pub(super) fn asks_for_attributes(&self) -> bool {
        self.asks_for_attributes
    }

    /// The field that is the whole content, or the text between all of it.
    #[inline]
    pub(super) fn content(&self) -> Option<usize> {
        self.content
    }

    /// Whether a field is a part beside the document.
    #[inline]
    pub(super) fn has_attachments(&self) -> bool {
        self.has_attachments
    }

    /// The first attribute that must be present.
    #[doc(hidden)]
    pub fn required_attribute(&self) -> Option<&'t str> {
        let is_required =
            |field: &&Field<'_>| matches!(field.kind, Kind::Attribute) && field.min > 0;
        let found = self.attributes().iter().find(is_required);
        found.map(|field| field.local)
    }
}

impl<'t> Field<'t> {
    pub(super) const fn new(
        kind: Kind<'t>,
        namespace: &'t str,
        local: &'t str,
        min: u32,
        max: u32,
    ) -> Self {
        Self {
            namespace,
            local,
            kind,
            min,
            max,
            nillable: false,
            default: None,
            fixed: false,
            facets: None,
            type_label: None,
            any_name: false,
        }
    }

    /// Whether it is an element with a name.
    #[inline]
    pub(super) const fn is_element(&self) -> bool {
        matches!(self.kind, Kind::Element | Kind::Wrapper(_))
    }

    /// The table of a choice or of a group.
    #[inline]
    pub(super) const fn table(&self) -> Option<&'t Shape<'t>> {
        match self.kind {
            Kind::Choice(table) | Kind::Group(table) => Some(table),
            Kind::Element
            | Kind::Wrapper(_)
            | Kind::Attribute
            | Kind::Text
            | Kind::Any(_)
            | Kind::AnyAttributes(_)
            | Kind::Mixed
            | Kind::MixedText
            | Kind::Attachment => None,
        }
    }

    /// Whether it has its turn in the content of an element: it stands neither in the start tag nor between all others.
    pub(super) const fn is_content(&self) -> bool {
        match self.kind {
            Kind::Attribute | Kind::AnyAttributes(_) | Kind::MixedText => false,
            Kind::Element
            | Kind::Wrapper(_)
            | Kind::Text
            | Kind::Choice(_)
            | Kind::Group(_)
            | Kind::Any(_)
            | Kind::Mixed
            | Kind::Attachment => true,
        }
    }

    /// An element that only wraps repeated items.
    pub(super) const fn of(mut self, item: &'t Self) -> Self {
        self.kind = Kind::Wrapper(item);
        self
    }

    /// A member that may also be `xsi:nil="true"`.
    pub const fn nillable(mut self) -> Self {
        self.nillable = true;
        self
    }

    /// A member with a default value.
    pub const fn default(mut self, value: &'t str) -> Self {
        self.default = Some(value);
        self
    }

    /// A member whose only value is `value`.
    pub const fn fixed(mut self, value: &'t str) -> Self {
        self.default = Some(value);
        self.fixed = true;
        self
    }

    /// A member whose value must satisfy `facets`.
    pub const fn facets(mut self, facets: &'t Facets<'t>) -> Self {
        self.facets = Some(facets);
        self
    }

    /// A member whose element says its declared type where a protocol encodes values.
    pub const fn typed(mut self, namespace: &'t str, local: &'t str) -> Self {
        self.type_label = Some(TypeLabel::Declared(TypeName::new(namespace, local)));
        self
    }

    /// As [`Field::typed`], for a type of XSD itself.
    pub const fn xsd(self, local: &'t str) -> Self {
        self.typed("http://www.w3.org/2001/XMLSchema", local)
    }

    /// As [`Field::typed`], for a type of the encoding itself: `Array` around items, and its copies of those of XSD.
    pub const fn encoding(mut self, local: &'t str) -> Self {
        self.type_label = Some(TypeLabel::Encoding(local));
        self
    }

    /// A member whose element may have any name when it is read.
    pub const fn any_name(mut self) -> Self {
        self.any_name = true;
        self
    }

    /// A member that occurs `min` to `max` times.
    pub const fn occurs(mut self, min: u32, max: u32) -> Self {
        self.min = min;
        self.max = max;
        self
    }

    /// A member that occurs `min` times or more.
    pub const fn at_least(self, min: u32) -> Self {
        self.occurs(min, UNBOUNDED)
    }
}
