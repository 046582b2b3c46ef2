//! [`Time`]: `xs:time`; XSD 1.0 part 2 §3.2.8.

use std::cmp::Ordering;
use std::fmt;

use super::lexical::{Cursor, Problem, write_fraction, write_offset};
use super::moment::Moment;
use super::offset::Offset;
use super::temporal;
use crate::value::scalar::{LexicalError, Scalar};

/// A time of day with or without a time zone, `xs:time`; fractions down to nanoseconds.
///
/// Equality is that of the fields; [`Time::order`] is the order in time. The default is midnight.
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
    offset: Option<Offset>,
}

temporal! { Time "xs:time" }

impl Time {
    /// The time without an offset.
    ///
    /// # Errors
    /// There is no such time; XSD 1.0 has no leap seconds.
    pub fn new(hour: u8, minute: u8, second: u8) -> Result<Self, LexicalError> {
        Self::checked(hour, minute, second).map_err(|reason| LexicalError {
            expected: Self::XSD,
            reason,
        })
    }

    /// The same time with this fraction of a second.
    ///
    /// # Errors
    /// `nanosecond` is a whole second or more.
    pub fn with_nanosecond(self, nanosecond: u32) -> Result<Self, LexicalError> {
        if nanosecond >= 1_000_000_000 {
            return Err(LexicalError::because(Self::XSD, "nanosecond out of range"));
        }
        Ok(Self { nanosecond, ..self })
    }

    /// The same time with `offset`, or with none.
    pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
        Self {
            offset: offset.into(),
            ..self
        }
    }

    /// The hour, 0 to 23.
    pub const fn hour(&self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    pub const fn minute(&self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59.
    pub const fn second(&self) -> u8 {
        self.second
    }

    /// The fraction of the second in nanoseconds.
    pub const fn nanosecond(&self) -> u32 {
        self.nanosecond
    }

    /// The distance from UTC, where the text had one.
    pub const fn offset(&self) -> Option<Offset> {
        self.offset
    }

    /// The order in time; `None` where only one side has an offset and they are too near.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        let moment = |it: &Self| it.after(Moment::of_day(1972, 12, 31, it.offset));
        moment(self).order(moment(other))
    }

    /// The moment of this time on the day that starts at `midnight`.
    pub(super) fn after(&self, midnight: Moment) -> Moment {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute);
        midnight.plus(minutes * 60 + i64::from(self.second), self.nanosecond)
    }

    fn checked(hour: u8, minute: u8, second: u8) -> Result<Self, Problem> {
        if hour > 23 {
            return Err(Some("hour out of range"));
        }
        if minute > 59 {
            return Err(Some("minute out of range"));
        }
        if second > 59 {
            return Err(Some("second out of range"));
        }
        Ok(Self {
            hour,
            minute,
            second,
            ..Self::default()
        })
    }

    /// Takes a time without an offset, and whether it is midnight at the end of the day: 24:00:00.
    pub(super) fn take(cursor: &mut Cursor<'_>) -> Result<(Self, bool), Problem> {
        let hour = cursor.two()?;
        cursor.expect(":")?;
        let minute = cursor.two()?;
        cursor.expect(":")?;
        let second = cursor.two()?;
        let nanosecond = cursor.fraction()?.unwrap_or(0);
        if (hour, minute, second, nanosecond) == (24, 0, 0, 0) {
            return Ok((Self::default(), true));
        }
        let time = Self::checked(hour, minute, second)?;
        Ok((Self { nanosecond, ..time }, false))
    }

    fn read(text: &str) -> Result<Self, Problem> {
        let mut cursor = Cursor::new(text);
        let (time, _) = Self::take(&mut cursor)?;
        let offset = cursor.offset()?;
        cursor.end()?;
        Ok(time.with_offset(offset))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        write_fraction(f, self.nanosecond)?;
        write_offset(f, self.offset)
    }
}
