//! [`Row`]: what the list of a generated type says, as data, so that the compiler has fewer calls to check than members.
//!
//! In: the entries of [`record!`](crate::record!) or [`choice!`](crate::choice!) as rows. Out: a [`Table`], made where it is
//! used. The names that an entry is written with are those of [`names`].

use crate::record::field;
use crate::record::index::Table;
use crate::record::shape::{Field, Kind};
use crate::value::facets::Facets;

/// A member, or what is said behind it. The texts are a namespace name and a local name.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Row {
    Required(&'static str, &'static str),
    Optional(&'static str, &'static str),
    Repeated(&'static str, &'static str),
    Attribute(&'static str, &'static str),
    RequiredAttribute(&'static str, &'static str),
    /// Any other member.
    Member(Field<'static>),
    /// What the element only wraps.
    Of(&'static Field<'static>),
    Nillable(),
    Default(&'static str),
    Fixed(&'static str),
    Facets(&'static Facets<'static>),
    Typed(&'static str, &'static str),
    Xsd(&'static str),
    Encoding(&'static str),
    AnyName(),
    Occurs(u32, u32),
    AtLeast(u32),
}

impl<const N: usize> Table<'static, N> {
    /// The table that `rows` tell of these members, whose names only say how many they are.
    ///
    /// # Panics
    /// They are more or fewer, or a row stands in front of all of them. As tables are constants, that does not compile.
    pub const fn of(_members: [&str; N], rows: &[Row]) -> Self {
        let mut fields = [Field::new(Kind::Text, "", "", 0, 0); N];
        let mut n_fields = 0;
        let mut index = 0;
        while index < rows.len() {
            let last = match n_fields {
                0 => Field::new(Kind::Text, "", "", 0, 0),
                _ => fields[n_fields - 1],
            };
            let (is_member, field) = match rows[index] {
                Row::Required(namespace, local) => (true, field::required(namespace, local)),
                Row::Optional(namespace, local) => (true, field::optional(namespace, local)),
                Row::Repeated(namespace, local) => (true, field::repeated(namespace, local)),
                Row::Attribute(namespace, local) => (true, field::attribute(namespace, local)),
                Row::RequiredAttribute(namespace, local) => {
                    (true, field::required_attribute(namespace, local))
                }
                Row::Member(field) => (true, field),
                Row::Of(item) => (false, last.of(item)),
                Row::Nillable() => (false, last.nillable()),
                Row::Default(value) => (false, last.default(value)),
                Row::Fixed(value) => (false, last.fixed(value)),
                Row::Facets(facets) => (false, last.facets(facets)),
                Row::Typed(namespace, local) => (false, last.typed(namespace, local)),
                Row::Xsd(local) => (false, last.xsd(local)),
                Row::Encoding(local) => (false, last.encoding(local)),
                Row::AnyName() => (false, last.any_name()),
                Row::Occurs(min, max) => (false, last.occurs(min, max)),
                Row::AtLeast(min) => (false, last.at_least(min)),
            };
            if is_member {
                n_fields += 1;
            }
            fields[n_fields - 1] = field;
            index += 1;
        }
        assert!(n_fields == N, "each member has a row of its own");
        Self::new(fields)
    }
}

/// The names of rows, as entries are written.
#[doc(hidden)]
pub mod names {
    use super::Row;
    use crate::record::field;
    use crate::record::shape::Shaped;

    pub use super::Row::{
        AnyName as any_name, AtLeast as at_least, Attribute as attribute, Default as default,
        Encoding as encoding, Facets as facets, Fixed as fixed, Nillable as nillable,
        Occurs as occurs, Of as of, Optional as optional, Optional as wrapper,
        Repeated as repeated, Required as required, RequiredAttribute as required_attribute,
        Typed as typed, Xsd as xsd,
    };
    pub use crate::record::shape::Wildcard;

    pub const fn text() -> Row {
        Row::Member(field::text())
    }

    pub const fn choice<T: Shaped>() -> Row {
        Row::Member(field::choice::<T>())
    }

    pub const fn group<T: Shaped>() -> Row {
        Row::Member(field::group::<T>())
    }

    pub const fn any(wildcard: Wildcard<'static>) -> Row {
        Row::Member(field::any(wildcard))
    }

    pub const fn any_attributes(wildcard: Wildcard<'static>) -> Row {
        Row::Member(field::any_attributes(wildcard))
    }

    pub const fn attachment(name: &'static str) -> Row {
        Row::Member(field::attachment(name))
    }

    pub const fn mixed_text() -> Row {
        Row::Member(field::mixed_text())
    }

    pub const fn mixed() -> Row {
        Row::Member(field::mixed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::field::{optional, required, text, wrapper};

    #[test]
    fn rows_say_what_fields_do() {
        static ITEM: Field<'static> = field::repeated("urn:x", "item");
        static FACETS: Facets<'static> = Facets::NONE;
        let fields = [
            required("urn:x", "a").typed("urn:x", "A").facets(&FACETS),
            wrapper("urn:x", "b", &ITEM).nillable().any_name(),
            field::repeated("", "c").at_least(2),
            field::attribute("", "d").default("1"),
            field::required_attribute("", "e").fixed("1").xsd("int"),
            optional("", "f").occurs(1, 3).encoding("Array"),
            text(),
        ];
        let rows = [
            Row::Required("urn:x", "a"),
            Row::Typed("urn:x", "A"),
            Row::Facets(&FACETS),
            names::wrapper("urn:x", "b"),
            Row::Nillable(),
            Row::AnyName(),
            Row::Of(&ITEM),
            Row::Repeated("", "c"),
            Row::AtLeast(2),
            Row::Attribute("", "d"),
            Row::Default("1"),
            Row::RequiredAttribute("", "e"),
            Row::Fixed("1"),
            Row::Xsd("int"),
            Row::Optional("", "f"),
            Row::Occurs(1, 3),
            Row::Encoding("Array"),
            names::text(),
        ];
        let (told, expected) = (
            Table::of(["a", "b", "c", "d", "e", "f", "g"], &rows),
            Table::new(fields),
        );
        assert_eq!(format!("{told:?}"), format!("{expected:?}"));
    }
}
