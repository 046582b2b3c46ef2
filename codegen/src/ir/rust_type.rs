//! Rust type expressions.
//!
//! Plain data, written by `lower` and read by `emit`, as all of [`super`].

use super::TypeId;

/// A Rust type expression.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum RustType {
    /// A generated type.
    Named(TypeId),
    /// A built-in type of the runtime or of `std`.
    Builtin(Builtin),
    /// `Option<T>`.
    Option(Box<RustType>),
    /// `Vec<T>`: repeated elements.
    Vec(Box<RustType>),
    /// `Nillable<T>`: absent, nil or a value.
    Nillable(Box<RustType>),
    /// `Box<T>`, to break a recursion.
    Boxed(Box<RustType>),
    /// `Secret<T>`: hidden in `Debug`.
    Secret(Box<RustType>),
    /// `List<T>`: one text with values between blanks; XSD 1.0 §3.14, list.
    List(Box<RustType>),
    /// A type of the user, by its path as the settings give it.
    External(String),
}

impl RustType {
    /// What it is around: `T` of `Vec<T>`; `None` for a type by itself.
    pub fn inner(&self) -> Option<&RustType> {
        match self {
            Self::Option(inner)
            | Self::Vec(inner)
            | Self::Nillable(inner)
            | Self::Boxed(inner)
            | Self::Secret(inner)
            | Self::List(inner) => Some(inner),
            Self::Builtin(_) | Self::Named(_) | Self::External(_) => None,
        }
    }

    /// The type within all that is around it.
    pub fn innermost(&self) -> &RustType {
        self.inner().map_or(self, RustType::innermost)
    }

    /// The generated type, where it is one with nothing around it.
    pub fn named(&self) -> Option<TypeId> {
        let Self::Named(id) = self else {
            return None;
        };
        Some(*id)
    }

    /// The generated type behind all that `passes` says may be around it.
    pub fn named_within(&self, passes: fn(&RustType) -> bool) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            ty if passes(ty) => ty.inner()?.named_within(passes),
            _ => None,
        }
    }

    /// For people: `Option<i32>`, with `name` of generated types and no paths.
    pub fn text(&self, name: &dyn Fn(TypeId) -> String) -> String {
        let (around, inner) = match self {
            Self::Named(id) => return name(*id),
            Self::Builtin(builtin) => return builtin.text(),
            Self::External(path) => return path.clone(),
            Self::Option(inner) => ("Option", inner),
            Self::Vec(inner) => ("Vec", inner),
            Self::Nillable(inner) => ("Nillable", inner),
            Self::Boxed(inner) => ("Box", inner),
            Self::Secret(inner) => ("Secret", inner),
            Self::List(inner) => ("List", inner),
        };
        format!("{around}<{}>", inner.text(name))
    }

    /// Whether it is a secret, or may hold some.
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::Secret(_)) || self.inner().is_some_and(RustType::is_secret)
    }
}

/// The built-in types: each is a Rust type of `std` or of `soap_runtime::value`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Builtin {
    /// `String`: `xs:string` and all types that are text.
    String,
    /// `bool`.
    Bool,
    /// `i8`: `xs:byte`.
    I8,
    /// `i16`: `xs:short`.
    I16,
    /// `i32`: `xs:int`.
    I32,
    /// `i64`: `xs:long`.
    I64,
    /// `u8`: `xs:unsignedByte`.
    U8,
    /// `u16`: `xs:unsignedShort`.
    U16,
    /// `u32`: `xs:unsignedInt`.
    U32,
    /// `u64`: `xs:unsignedLong`.
    U64,
    /// `f32`: `xs:float`.
    F32,
    /// `f64`: `xs:double`.
    F64,
    /// `value::Decimal`.
    Decimal,
    /// `value::Integer`: `xs:integer` and its unbounded restrictions.
    Integer,
    /// `value::DateTime`.
    DateTime,
    /// `value::Date`.
    Date,
    /// `value::Time`.
    Time,
    /// `value::GYear`.
    GYear,
    /// `value::GYearMonth`.
    GYearMonth,
    /// `value::GMonth`.
    GMonth,
    /// `value::GMonthDay`.
    GMonthDay,
    /// `value::GDay`.
    GDay,
    /// `value::Duration`.
    Duration,
    /// `value::Base64Binary`.
    Base64Binary,
    /// `value::HexBinary`.
    HexBinary,
    /// `value::QName`: `xs:QName`, `xs:NOTATION`.
    QName,
    /// `xml::AnyType`: `xs:anyType`, the content and attributes of one element kept raw.
    AnyType,
    /// `xml::AnyType`: `xs:anySimpleType`, the text of one element with the type that it says.
    AnySimpleType,
    /// `xml::AnyElement`: one element kept raw, its name included; for `xs:any`.
    AnyElement,
    /// `xml::AnyAttribute`: one attribute of any name; for `xs:anyAttribute`.
    AnyAttribute,
    /// `xml::MixedContent`: text and elements kept raw.
    MixedContent,
    /// `xml::MixedText`: the text between child elements.
    MixedText,
    /// `value::Attachment`: a part of the message beside the envelope, or a reference to one, `wsi:swaRef`.
    Attachment,
}

impl Builtin {
    /// The numbers as Rust writes them, the rest by their own names.
    fn text(self) -> String {
        let name = format!("{self:?}");
        match self.is_number() || self == Self::Bool {
            true => name.to_lowercase(),
            false => name,
        }
    }

    /// Whether it is a whole number of Rust.
    pub fn is_whole(self) -> bool {
        matches!(
            self,
            Self::I8
                | Self::I16
                | Self::I32
                | Self::I64
                | Self::U8
                | Self::U16
                | Self::U32
                | Self::U64
        )
    }

    /// Whether it is a number of Rust: a whole one or a float.
    pub fn is_number(self) -> bool {
        self.is_whole() || matches!(self, Self::F32 | Self::F64)
    }
}
