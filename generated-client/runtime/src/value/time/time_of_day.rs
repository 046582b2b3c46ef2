//! [`Time`]: `xs:time`; XSD 1.0 part 2 §3.2.8.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::lexical::{Cursor, Problem, offset_forms, write_fraction, write_offset};
use super::moment::Moment;
use super::offset::Offset;
use super::temporal;
use crate::value::meant;
use crate::value::scalar::{LexicalError, Scalar};

/// A time of day with or without a time zone, `xs:time`; fractions down to nanoseconds.
///
/// Equality is that of the fields; [`Time::order`] is the order in time. The default is midnight.
///
/// The fraction is written with the digits that it was read with: `12:00:00.000`.
#[derive(Clone, Copy, Default)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
    offset: Option<Offset>,
    /// Digits of the fraction that are written at least; no part of the value.
    places: u8,
}

temporal! { Time "xs:time" meant::time; }

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

    /// The same time, written with at least so many digits of the second's fraction, 9 at most.
    #[must_use]
    pub fn with_fraction_digits(self, places: u8) -> Self {
        Self {
            places: places.min(9),
            ..self
        }
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

    fn fields(&self) -> (u8, u8, u8, u32, Option<Offset>) {
        (
            self.hour,
            self.minute,
            self.second,
            self.nanosecond,
            self.offset,
        )
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
        let (nanosecond, places) = cursor.fraction()?.unwrap_or((0, 0));
        if (hour, minute, second, nanosecond) == (24, 0, 0, 0) {
            return Ok((Self::default().with_fraction_digits(places), true));
        }
        let time = Self::checked(hour, minute, second)?;
        let time = Self {
            nanosecond,
            places,
            ..time
        };
        Ok((time, false))
    }

    /// The ways to write the fraction of this time, and its offset.
    pub(super) fn spellings(self) -> Vec<Self> {
        let offsets = offset_forms(self.offset);
        let places = (0..=9).map(|places| self.with_fraction_digits(places));
        places
            .flat_map(|it| offsets.iter().map(move |offset| it.with_offset(*offset)))
            .collect()
    }

    /// The same instant in UTC, and by how many days that moves it: -1, 0 or 1. `None` without an offset.
    pub(super) fn in_utc(self) -> Option<(Self, i64)> {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute);
        let minutes = minutes - i64::from(self.offset?.minutes());
        let of_day = minutes.rem_euclid(24 * 60);
        let time = Self {
            hour: (of_day / 60) as u8,
            minute: (of_day % 60) as u8,
            offset: Some(Offset::UTC),
            ..self
        };
        Some((time, minutes.div_euclid(24 * 60)))
    }

    /// As written, and in UTC: XSD 1.0 part 2 §3.2.8.2 gives every time of day one form there.
    fn forms(&self) -> Vec<String> {
        let in_utc = self.in_utc().map(|(time, _)| time);
        let times = [Some(*self), in_utc].into_iter().flatten();
        let spellings = times.flat_map(Self::spellings);
        spellings.map(|it| it.to_string()).collect()
    }

    fn read(text: &str) -> Result<Self, Problem> {
        let mut cursor = Cursor::new(text);
        let (time, _) = Self::take(&mut cursor)?;
        let offset = cursor.offset()?;
        cursor.end()?;
        Ok(time.with_offset(offset))
    }
}

impl PartialEq for Time {
    fn eq(&self, other: &Self) -> bool {
        self.fields() == other.fields()
    }
}

impl Eq for Time {}

impl Hash for Time {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fields().hash(state);
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        write_fraction(f, self.nanosecond, self.places)?;
        write_offset(f, self.offset)
    }
}
