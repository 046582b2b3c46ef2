//! Parts of dates that stand alone: `xs:gYear` and its kin; XSD 1.0 part 2 §3.2.10 to §3.2.14.

use std::cmp::Ordering;
use std::fmt;

use super::lexical::{
    Cursor, Problem, check_day, check_month, check_year, offset_forms, write_offset, write_year,
};
use super::moment::Moment;
use super::offset::Offset;
use super::temporal;
use crate::value::scalar::{LexicalError, Scalar};

/// The order of parts of dates: XSD 1.0 part 2 §3.2.10 to §3.2.14 make them intervals, which start
/// in this leap year and on these days where the part is not given.
const YEAR: i32 = 1972;

macro_rules! parts {
    ($(
        $(#[$docs:meta])*
        $rust:ident { $($field:ident: $ty:ident, $doc:literal;)* }
        check $check:expr;
        take($cursor:ident) $take:expr;
        moment($this:ident) $moment:expr;
        write($that:ident, $f:ident) $write:expr;
    )*) => {$(
        $(#[$docs])*
        #[derive(Clone, Copy, Eq, Hash, PartialEq)]
        pub struct $rust {
            $($field: $ty,)*
            offset: Option<Offset>,
        }

        impl $rust {
            /// The value without an offset.
            ///
            /// # Errors
            /// The calendar has no such value.
            pub fn new($($field: $ty),*) -> Result<Self, LexicalError> {
                Self::checked($($field),*).map_err(|reason| LexicalError { expected: Self::XSD, reason })
            }

            /// The same value with `offset`, or with none.
            pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
                Self { offset: offset.into(), ..self }
            }

            $(
                #[doc = $doc]
                pub const fn $field(&self) -> $ty {
                    self.$field
                }
            )*

            /// The distance from UTC, where the text had one.
            pub const fn offset(&self) -> Option<Offset> {
                self.offset
            }

            /// The order in time; `None` where only one side has an offset and they are too near.
            pub fn order(&self, other: &Self) -> Option<Ordering> {
                self.moment().order(other.moment())
            }

            fn forms(&self) -> Vec<String> {
                let offsets = offset_forms(self.offset).into_iter();
                offsets.map(|it| self.with_offset(it).to_string()).collect()
            }

            fn checked($($field: $ty),*) -> Result<Self, Problem> {
                $check?;
                Ok(Self { $($field,)* offset: None })
            }

            fn moment(&self) -> Moment {
                let $this = self;
                let (year, month, day) = $moment;
                Moment::of_day(year, month, day, self.offset)
            }

            fn read(text: &str) -> Result<Self, Problem> {
                let mut cursor = Cursor::new(text);
                let $cursor = &mut cursor;
                let value: Self = $take?;
                let offset = cursor.offset()?;
                cursor.end()?;
                Ok(value.with_offset(offset))
            }
        }

        impl Default for $rust {
            fn default() -> Self {
                Self { $($field: 1,)* offset: None }
            }
        }

        impl fmt::Display for $rust {
            fn fmt(&self, $f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $that = self;
                $write?;
                write_offset($f, self.offset)
            }
        }
    )*};
}

parts! {
    /// A year, `xs:gYear`: `2024`. The default is year 1.
    GYear { year: i32, "The year; negative before year 1."; }
    check check_year(year);
    take(cursor) Self::checked(cursor.year()?);
    moment(this) (this.year, 1, 1);
    write(this, f) write_year(f, this.year);

    /// A month of a year, `xs:gYearMonth`: `2024-05`. The default is 0001-01.
    GYearMonth {
        year: i32, "The year; negative before year 1.";
        month: u8, "The month, 1 to 12.";
    }
    check check_year(year).and_then(|()| check_month(month));
    take(cursor) {
        let year = cursor.year()?;
        cursor.expect("-")?;
        Self::checked(year, cursor.two()?)
    };
    moment(this) (this.year, this.month, 1);
    write(this, f) write_year(f, this.year).and_then(|()| write!(f, "-{:02}", this.month));

    /// A month of any year, `xs:gMonth`: `--05`. The default is January.
    GMonth { month: u8, "The month, 1 to 12."; }
    check check_month(month);
    take(cursor) {
        cursor.expect("--")?;
        let month = cursor.two()?;
        // The first edition of XSD 1.0 wrote `--05--`, which its errata corrected.
        let _ = cursor.expect("--");
        Self::checked(month)
    };
    moment(this) (YEAR, this.month, 1);
    write(this, f) write!(f, "--{:02}", this.month);

    /// A day of any year, `xs:gMonthDay`: `--05-31`. The default is January 1.
    GMonthDay {
        month: u8, "The month, 1 to 12.";
        day: u8, "The day of the month, 1 to 31.";
    }
    check check_month(month).and_then(|()| check_day(None, month, day));
    take(cursor) {
        cursor.expect("--")?;
        let month = cursor.two()?;
        cursor.expect("-")?;
        Self::checked(month, cursor.two()?)
    };
    moment(this) (YEAR, this.month, this.day);
    write(this, f) write!(f, "--{:02}-{:02}", this.month, this.day);

    /// A day of any month, `xs:gDay`: `---31`. The default is the first.
    GDay { day: u8, "The day of the month, 1 to 31."; }
    check check_day(None, 1, day);
    take(cursor) {
        cursor.expect("---")?;
        Self::checked(cursor.two()?)
    };
    moment(this) (YEAR, 1, this.day);
    write(this, f) write!(f, "---{:02}", this.day);
}

temporal! {
    GYear "xs:gYear" |_| None;
    GYearMonth "xs:gYearMonth" |_| None;
    GMonth "xs:gMonth" |_| None;
    GMonthDay "xs:gMonthDay" |_| None;
    GDay "xs:gDay" |_| None;
}
