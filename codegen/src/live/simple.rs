//! Simple types of a contract: [`Simple`] is one, [`Atom`] a value of one.
//!
//! Built-in types are those of the runtime. Enumerations, lists and unions run the functions that its macros call.

use std::borrow::Cow;
use std::cmp::Ordering;

use soap_runtime::record::enumeration::{Line, Token, literal, unlisted};
use soap_runtime::record::union::{check_member, or_another, own_form, parse_member};
use soap_runtime::value::facets::{FacetError, Facets, WhiteSpace};
use soap_runtime::value::{
    Attachment, Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear,
    GYearMonth, HexBinary, Integer, LexicalError, ListOf, Prefixes, QName, Scalar, Scope,
    SimpleType, Static, Time,
};

use super::tables::Tables;
use crate::ir;
use crate::ir::{Builtin, EnumerationBase, RustType, TypeId, TypeKind};

/// What messages call the values of a union.
const UNION: &str = "a member of the union";

/// A simple type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Simple<'t> {
    /// A built-in type.
    Builtin(BuiltinType),
    /// An enumeration of texts: its literals, and what else is said of it.
    Enumeration(&'t [&'t str], &'t ir::Enumeration),
    /// A list of items.
    List(Item<'t>),
    /// A union of members.
    Union(&'t Tables<'t>, &'t ir::Union),
    /// A type whose values nothing shows.
    Secret(Item<'t>),
}

/// The type inside of another, by its expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'t>(&'t Tables<'t>, &'t RustType);

impl<'t> Item<'t> {
    pub(super) fn simple(self) -> Simple<'t> {
        // What is inside of a simple type is one: lowering makes no other.
        Simple::of(self.0, self.1).unwrap_or(Simple::Builtin(BuiltinType::String))
    }
}

impl<'t> Simple<'t> {
    /// The simple type that the expression `ty` is, if it is one.
    pub(super) fn of(tables: &'t Tables<'t>, ty: &'t RustType) -> Option<Self> {
        match ty {
            RustType::Builtin(builtin) => BuiltinType::of(*builtin).map(Self::Builtin),
            RustType::Named(id) => Self::named(tables, *id),
            RustType::List(item) => Some(Self::List(Item(tables, item))),
            RustType::Boxed(ty) => Self::of(tables, ty),
            RustType::Secret(ty) => Self::of(tables, ty).map(|_| Self::Secret(Item(tables, ty))),
            // What the type of a user takes only the user knows.
            RustType::External(_) => Some(Self::Builtin(BuiltinType::String)),
            RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) => None,
        }
    }

    /// The simple type that the generated type `id` is, if it is one.
    pub(super) fn named(tables: &'t Tables<'t>, id: TypeId) -> Option<Self> {
        match &tables.api.types[id.0].kind {
            TypeKind::Enumeration(it) => Some(Self::Enumeration(tables.literals(id, it), it)),
            TypeKind::Union(it) => Some(Self::Union(tables, it)),
            TypeKind::Alias(ty) => Self::of(tables, ty),
            TypeKind::Struct(_) | TypeKind::Choice(_) | TypeKind::Family(_) => None,
        }
    }

    /// As `Scalar::blank`.
    pub(super) fn blank(self) -> Atom {
        match self {
            Self::Builtin(builtin) => builtin.blank(),
            Self::Enumeration(literals, enumeration) => Atom::String(match literals {
                [first, ..] if enumeration.other_ident.is_none() => (*first).to_owned(),
                _ => String::new(),
            }),
            Self::List(_) => Atom::List(Vec::new()),
            Self::Union(tables, union) => match union.members.first() {
                Some(member) => {
                    Atom::Member(0, Box::new(Item(tables, &member.ty).simple().blank()))
                }
                None => Atom::String(String::new()),
            },
            Self::Secret(inner) => inner.simple().blank(),
        }
    }

    /// The member of a union at `index`, with its facets.
    pub(super) fn member(self, index: usize) -> Option<(Self, Option<&'t Facets<'t>>)> {
        let Self::Union(tables, union) = self else {
            return None;
        };
        let member = union.members.get(index)?;
        let facets = member.facets.map(|id| tables.facets(id));
        Some((Item(tables, &member.ty).simple(), facets))
    }
}

macro_rules! builtins {
    ($($name:ident = $rust:ty),* $(,)?) => {
        /// A built-in type whose values are texts.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub(super) enum BuiltinType {
            $($name,)*
        }

        /// A value of a simple type.
        #[derive(Clone, Debug, PartialEq)]
        pub(super) enum Atom {
            $($name($rust),)*
            /// The items of a list.
            List(Vec<Atom>),
            /// The value of a union's member at this index. A text that no member takes is a string.
            Member(usize, Box<Atom>),
        }

        impl BuiltinType {
            fn of(builtin: Builtin) -> Option<Self> {
                match builtin {
                    $(Builtin::$name => Some(Self::$name),)*
                    Builtin::AnyType
                    | Builtin::AnySimpleType
                    | Builtin::AnyElement
                    | Builtin::AnyAttribute
                    | Builtin::MixedContent
            | Builtin::MixedText => None,
                }
            }

            fn blank(self) -> Atom {
                match self {
                    $(Self::$name => Atom::$name(<$rust>::blank()),)*
                }
            }

            /// The value that serde reads.
            #[allow(clippy::wrong_self_convention, reason = "`self` is the type that makes the value")]
            pub(super) fn from_json(self, json: &serde_json::Value) -> Result<Atom, serde_json::Error> {
                match self {
                    $(Self::$name => <$rust as serde::Deserialize>::deserialize(json).map(Atom::$name),)*
                }
            }
        }

        impl Atom {
            /// Writes the value of a built-in type as serde does; `None` for that of another.
            pub(super) fn to_json<S: serde::Serializer>(&self, serializer: S) -> Result<Result<S::Ok, S::Error>, S> {
                match self {
                    $(Self::$name(value) => Ok(serde::Serialize::serialize(value, serializer)),)*
                    Self::List(_) | Self::Member(..) => Err(serializer),
                }
            }
        }

        /// What the methods of a built-in type are; `atom` is a value of it.
        impl SimpleType for BuiltinType {
            type Value = Atom;

            fn xsd(&self) -> &'static str {
                match self {
                    $(Self::$name => <$rust>::XSD,)*
                }
            }

            fn white_space(&self) -> Option<WhiteSpace> {
                match self {
                    $(Self::$name => <$rust>::WHITE_SPACE,)*
                }
            }

            fn is_octets(&self) -> bool {
                match self {
                    $(Self::$name => <$rust>::OCTETS,)*
                }
            }

            fn parse(&self, text: Cow<'_, str>, scope: &dyn Scope) -> Result<Atom, LexicalError> {
                match self {
                    $(Self::$name => <$rust>::parse_owned(text, scope).map(Atom::$name),)*
                }
            }

            fn format(&self, value: &Atom, out: &mut String, prefixes: &mut dyn Prefixes) {
                match value {
                    $(Atom::$name(value) => value.format(out, prefixes),)*
                    Atom::List(_) | Atom::Member(..) => {}
                }
            }

            fn meant(&self, text: &str) -> Option<String> {
                match self {
                    $(Self::$name => <$rust>::meant(text),)*
                }
            }

            fn find_form(
                &self,
                value: &Atom,
                facets: Option<&Facets<'_>>,
                scope: &dyn Scope,
                is_allowed: &mut dyn FnMut(&str) -> bool,
            ) -> Option<String> {
                match value {
                    $(Atom::$name(value) => value.find_form(facets, scope, is_allowed),)*
                    Atom::List(_) | Atom::Member(..) => None,
                }
            }

            fn from_octets(&self, octets: &[u8]) -> Option<Atom> {
                match self {
                    $(Self::$name => <$rust>::from_octets(octets).map(Atom::$name),)*
                }
            }

            fn octets<'v>(&self, value: &'v Atom) -> Option<&'v [u8]> {
                match value {
                    $(Atom::$name(value) => value.octets(),)*
                    Atom::List(_) | Atom::Member(..) => None,
                }
            }

            fn compare(&self, value: &Atom, bound: &str) -> Option<Ordering> {
                match value {
                    $(Atom::$name(value) => value.compare(bound),)*
                    Atom::List(_) | Atom::Member(..) => None,
                }
            }

            fn length(&self, value: &Atom) -> Option<u64> {
                match value {
                    $(Atom::$name(value) => value.length(),)*
                    Atom::List(_) | Atom::Member(..) => None,
                }
            }

            fn is_known(&self, value: &Atom) -> bool {
                match value {
                    $(Atom::$name(value) => value.is_known(),)*
                    Atom::List(_) | Atom::Member(..) => true,
                }
            }
        }
    };
}

builtins! {
    Attachment = Attachment,
    Base64Binary = Base64Binary,
    Bool = bool,
    Date = Date,
    DateTime = DateTime,
    Decimal = Decimal,
    Duration = Duration,
    F32 = f32,
    F64 = f64,
    GDay = GDay,
    GMonth = GMonth,
    GMonthDay = GMonthDay,
    GYear = GYear,
    GYearMonth = GYearMonth,
    HexBinary = HexBinary,
    I16 = i16,
    I32 = i32,
    I64 = i64,
    I8 = i8,
    Integer = Integer,
    QName = QName,
    String = String,
    Time = Time,
    U16 = u16,
    U32 = u32,
    U64 = u64,
    U8 = u8,
}

impl SimpleType for Simple<'_> {
    type Value = Atom;

    fn xsd(&self) -> &'static str {
        match self {
            Self::Builtin(builtin) => builtin.xsd(),
            Self::Enumeration(..) => "xs:string",
            Self::List(item) => ListOf(item.simple()).xsd(),
            Self::Union(..) => UNION,
            Self::Secret(inner) => inner.simple().xsd(),
        }
    }

    fn white_space(&self) -> Option<WhiteSpace> {
        match self {
            Self::Builtin(builtin) => builtin.white_space(),
            Self::Enumeration(..) | Self::Union(..) => None,
            Self::List(item) => ListOf(item.simple()).white_space(),
            Self::Secret(inner) => inner.simple().white_space(),
        }
    }

    fn is_secret(&self) -> bool {
        match self {
            Self::Builtin(_) | Self::Enumeration(..) | Self::Union(..) => false,
            Self::List(item) => item.simple().is_secret(),
            Self::Secret(_) => true,
        }
    }

    fn is_octets(&self) -> bool {
        matches!(self, Self::Builtin(builtin) if builtin.is_octets())
    }

    fn parse(&self, text: Cow<'_, str>, scope: &dyn Scope) -> Result<Atom, LexicalError> {
        match self {
            Self::Builtin(builtin) => builtin.parse(text, scope),
            Self::Enumeration(literals, enumeration) => {
                let found = match &enumeration.base {
                    EnumerationBase::Text => literal(&Static::<String>::TYPE, &text, literals),
                    EnumerationBase::Spaced(ir::WhiteSpace::Collapse) => {
                        literal(&Static::<Token>::TYPE, &text, literals)
                    }
                    EnumerationBase::Spaced(ir::WhiteSpace::Replace) => {
                        literal(&Static::<Line>::TYPE, &text, literals)
                    }
                    EnumerationBase::Values(builtin) => match BuiltinType::of(*builtin) {
                        Some(builtin) => literal(&builtin, &text, literals),
                        None => literal(&Static::<String>::TYPE, &text, literals),
                    },
                };
                let text = found?;
                match enumeration.other_ident {
                    None if !literals.contains(&&*text) => Err(unlisted()),
                    _ => Ok(Atom::String(text.into_owned())),
                }
            }
            Self::List(item) => ListOf(item.simple()).parse(text, scope).map(Atom::List),
            Self::Union(_, union) => {
                for index in 0..union.members.len() {
                    if let Some((member, facets)) = self.member(index)
                        && let Some(value) = parse_member(&member, &text, facets, scope)?
                    {
                        return Ok(Atom::Member(index, Box::new(value)));
                    }
                }
                match union.other_ident {
                    Some(_) => Ok(Atom::String(text.into_owned())),
                    None => Err(LexicalError::new(UNION)),
                }
            }
            Self::Secret(inner) => {
                let parsed = inner.simple().parse(text, scope);
                parsed.map_err(LexicalError::redacted)
            }
        }
    }

    fn format(&self, value: &Atom, out: &mut String, prefixes: &mut dyn Prefixes) {
        match (self, value) {
            (Self::List(item), Atom::List(values)) => {
                ListOf(item.simple()).format(values, out, prefixes);
            }
            (Self::Union(..), Atom::Member(index, inner)) => {
                if let Some((member, _)) = self.member(*index) {
                    let start = out.len();
                    member.format(inner, out, prefixes);
                    let is_own = |it: &Atom| matches!(it, Atom::Member(it, _) if it == index);
                    let form = own_form(self, value, &out[start..], prefixes.scope(), &is_own);
                    if let Some(form) = form {
                        out.replace_range(start.., &form);
                    }
                }
            }
            (Self::Secret(inner), value) => inner.simple().format(value, out, prefixes),
            (_, value) => BuiltinType::String.format(value, out, prefixes),
        }
    }

    fn meant(&self, text: &str) -> Option<String> {
        match self {
            Self::Builtin(builtin) => builtin.meant(text),
            Self::Enumeration(..) | Self::Union(..) => None,
            Self::List(item) => ListOf(item.simple()).meant(text),
            Self::Secret(inner) => inner.simple().meant(text),
        }
    }

    fn find_form(
        &self,
        value: &Atom,
        facets: Option<&Facets<'_>>,
        scope: &dyn Scope,
        is_allowed: &mut dyn FnMut(&str) -> bool,
    ) -> Option<String> {
        match (self, value) {
            (Self::Builtin(builtin), value) => builtin.find_form(value, facets, scope, is_allowed),
            (Self::List(item), Atom::List(values)) => {
                ListOf(item.simple()).find_form(values, facets, scope, is_allowed)
            }
            (Self::Union(..), Atom::Member(index, value)) => {
                let (member, facets) = self.member(*index)?;
                member.find_form(value, facets, scope, is_allowed)
            }
            (Self::Secret(inner), value) => {
                inner.simple().find_form(value, facets, scope, is_allowed)
            }
            (Self::Enumeration(..) | Self::List(_) | Self::Union(..), _) => None,
        }
    }

    fn from_octets(&self, octets: &[u8]) -> Option<Atom> {
        match self {
            Self::Builtin(builtin) => builtin.from_octets(octets),
            Self::Enumeration(..) | Self::List(_) | Self::Union(..) | Self::Secret(_) => None,
        }
    }

    fn octets<'v>(&self, value: &'v Atom) -> Option<&'v [u8]> {
        match self {
            Self::Builtin(builtin) => builtin.octets(value),
            Self::Enumeration(..) | Self::List(_) | Self::Union(..) | Self::Secret(_) => None,
        }
    }

    fn compare(&self, value: &Atom, bound: &str) -> Option<Ordering> {
        match self {
            Self::Builtin(builtin) => builtin.compare(value, bound),
            Self::Enumeration(..) | Self::List(_) | Self::Union(..) => None,
            Self::Secret(inner) => inner.simple().compare(value, bound),
        }
    }

    fn length(&self, value: &Atom) -> Option<u64> {
        match (self, value) {
            (Self::Builtin(builtin), value) => builtin.length(value),
            (Self::List(item), Atom::List(values)) => ListOf(item.simple()).length(values),
            (Self::Secret(inner), value) => inner.simple().length(value),
            (Self::Enumeration(..) | Self::List(_) | Self::Union(..), _) => None,
        }
    }

    fn check_items(
        &self,
        value: &Atom,
        facets: &Facets<'_>,
        text: &str,
        scope: &dyn Scope,
    ) -> Result<(), FacetError> {
        match (self, value) {
            (Self::List(item), Atom::List(values)) => {
                ListOf(item.simple()).check_items(values, facets, text, scope)
            }
            (_, _) => Ok(()),
        }
    }

    fn check_member(&self, value: &Atom, text: &str, scope: &dyn Scope) -> Result<(), FacetError> {
        match (self, value) {
            (Self::List(item), Atom::List(values)) => {
                ListOf(item.simple()).check_member(values, text, scope)
            }
            (Self::Union(..), Atom::Member(index, value)) => {
                let Some((member, facets)) = self.member(*index) else {
                    return Ok(());
                };
                let checked = check_member(&member, value, text, facets, scope);
                or_another(self, checked, text, scope)
            }
            (_, _) => Ok(()),
        }
    }

    fn is_known(&self, value: &Atom) -> bool {
        match (self, value) {
            (Self::Enumeration(literals, _), Atom::String(text)) => {
                literals.contains(&text.as_str())
            }
            (Self::List(item), Atom::List(values)) => ListOf(item.simple()).is_known(values),
            (Self::Union(..), value) => matches!(value, Atom::Member(..)),
            (_, _) => true,
        }
    }
}
