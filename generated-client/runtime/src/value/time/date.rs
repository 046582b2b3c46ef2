//! [`Date`]: `xs:date`; XSD 1.0 part 2 §3.2.9.

use std::cmp::Ordering;
use std::fmt;

use super::lexical::{
    Cursor, Problem, check_day, check_month, check_year, offset_forms, write_offset, write_year,
};
use super::moment::Moment;
use super::offset::Offset;
use super::temporal;
use crate::value::meant;
use crate::value::scalar::{LexicalError, Scalar};

/// A calendar day with or without a time zone, `xs:date`.
///
/// Equality is that of the fields; [`Date::order`] is the order in time. The default is 0001-01-01.
///
/// ```
/// use soap_runtime::value::{Date, Offset};
///
/// let day = Date::new(2024, 2, 29)?;
/// assert_eq!(day.to_string(), "2024-02-29");
/// assert_eq!(day.with_offset(Offset::UTC).to_string(), "2024-02-29Z");
/// assert!(Date::new(2023, 2, 29).is_err());
/// # Ok::<(), soap_runtime::value::LexicalError>(())
/// ```
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
    offset: Option<Offset>,
}

temporal! { Date "xs:date" meant::date; }

impl Date {
    /// The day without an offset. Years before year 1 are negative; there is no year 0.
    ///
    /// # Errors
    /// There is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, LexicalError> {
        Self::checked(year, month, day).map_err(|reason| LexicalError {
            expected: Self::XSD,
            reason,
        })
    }

    /// The same day with `offset`, or with none.
    pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
        Self {
            offset: offset.into(),
            ..self
        }
    }

    /// The year; negative before year 1.
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(&self) -> u8 {
        self.day
    }

    /// The distance from UTC, where the text had one.
    pub const fn offset(&self) -> Option<Offset> {
        self.offset
    }

    /// The order in time; `None` where only one side has an offset and they are too near.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        self.moment().order(other.moment())
    }

    pub(super) fn checked(year: i32, month: u8, day: u8) -> Result<Self, Problem> {
        check_year(year)?;
        check_month(month)?;
        check_day(Some(year), month, day)?;
        Ok(Self {
            year,
            month,
            day,
            offset: None,
        })
    }

    pub(super) fn moment(&self) -> Moment {
        Moment::of_day(self.year, self.month, self.day, self.offset)
    }

    /// The day after, or `None` after the last year.
    pub(super) fn next(self) -> Option<Self> {
        let next_year = if self.year == -1 {
            1
        } else {
            self.year.checked_add(1)?
        };
        let candidates = [
            (self.year, self.month, self.day + 1),
            (self.year, self.month + 1, 1),
            (next_year, 1, 1),
        ];
        let mut days = candidates.into_iter();
        let next = days.find_map(|(year, month, day)| Self::checked(year, month, day).ok())?;
        Some(next.with_offset(self.offset))
    }

    /// The day before, or `None` before the first year.
    pub(super) fn previous(self) -> Option<Self> {
        let last_year = if self.year == 1 {
            -1
        } else {
            self.year.checked_sub(1)?
        };
        let day = |year, month, day: u8| Self::checked(year, month, day).ok();
        let ends = |year, month| (28..=31).rev().find_map(|it| day(year, month, it));
        let previous = day(self.year, self.month, self.day - 1)
            .or_else(|| ends(self.year, self.month - 1))
            .or_else(|| ends(last_year, 12))?;
        Some(previous.with_offset(self.offset))
    }

    fn forms(&self) -> Vec<String> {
        let offsets = offset_forms(self.offset).into_iter();
        offsets.map(|it| self.with_offset(it).to_string()).collect()
    }

    /// Takes a date without an offset.
    pub(super) fn take(cursor: &mut Cursor<'_>) -> Result<Self, Problem> {
        let year = cursor.year()?;
        cursor.expect("-")?;
        let month = cursor.two()?;
        cursor.expect("-")?;
        Self::checked(year, month, cursor.two()?)
    }

    fn read(text: &str) -> Result<Self, Problem> {
        let mut cursor = Cursor::new(text);
        let date = Self::take(&mut cursor)?;
        let offset = cursor.offset()?;
        cursor.end()?;
        Ok(date.with_offset(offset))
    }
}

impl Default for Date {
    fn default() -> Self {
        Self {
            year: 1,
            month: 1,
            day: 1,
            offset: None,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_year(f, self.year)?;
        write!(f, "-{:02}-{:02}", self.month, self.day)?;
        write_offset(f, self.offset)
    }
}
