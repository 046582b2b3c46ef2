//! [`DateTime`]: `xs:dateTime`; XSD 1.0 part 2 §3.2.7.

use std::cmp::Ordering;
use std::fmt;

use super::date::Date;
use super::lexical::{Cursor, Problem};
use super::offset::Offset;
use super::temporal;
use super::time_of_day::Time;
use crate::value::meant;
use crate::value::scalar::LexicalError;

/// A day and a time of day with or without a time zone, `xs:dateTime`; fractions down to nanoseconds.
///
/// Equality is that of the fields; [`DateTime::order`] is the order in time. The default is
/// 0001-01-01T00:00:00.
///
/// ```
/// use soap_runtime::value::{DateTime, Offset};
///
/// let start = DateTime::new(2024, 5, 31, 8, 30, 0)?.with_offset(Offset::from_minutes(120)?);
/// assert_eq!(start.to_string(), "2024-05-31T08:30:00+02:00");
/// let same: DateTime = "2024-05-31T06:30:00Z".parse()?;
/// assert_eq!(start.order(&same), Some(std::cmp::Ordering::Equal));
/// # Ok::<(), soap_runtime::value::LexicalError>(())
/// ```
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq)]
pub struct DateTime {
    // Invariant: the date has no offset; that of the time is the offset of both.
    date: Date,
    time: Time,
}

temporal! { DateTime "xs:dateTime" meant::date_time; }

impl DateTime {
    /// The moment without an offset. Years before year 1 are negative; there is no year 0.
    ///
    /// # Errors
    /// There is no such day or time.
    pub fn new(
        year: i32,
        month: u8,
        day: u8,
        hour: u8,
        minute: u8,
        second: u8,
    ) -> Result<Self, LexicalError> {
        Ok(Self {
            date: Date::new(year, month, day)?,
            time: Time::new(hour, minute, second)?,
        })
    }

    /// The moment `time` on the day `date`, with the offset of `time`, or else of `date`.
    pub fn from_parts(date: Date, time: Time) -> Self {
        Self {
            time: time.with_offset(time.offset().or(date.offset())),
            date: date.with_offset(None),
        }
    }

    /// The same moment with this fraction of a second.
    ///
    /// # Errors
    /// `nanosecond` is a whole second or more.
    pub fn with_nanosecond(self, nanosecond: u32) -> Result<Self, LexicalError> {
        Ok(Self {
            time: self.time.with_nanosecond(nanosecond)?,
            ..self
        })
    }

    /// The same moment, written with at least so many digits of the second's fraction, 9 at most.
    #[must_use]
    pub fn with_fraction_digits(self, places: u8) -> Self {
        Self {
            time: self.time.with_fraction_digits(places),
            ..self
        }
    }

    /// The same fields with `offset`, or with none.
    pub fn with_offset(self, offset: impl Into<Option<Offset>>) -> Self {
        Self {
            time: self.time.with_offset(offset),
            ..self
        }
    }

    /// The day, with the offset.
    pub fn date(&self) -> Date {
        self.date.with_offset(self.offset())
    }

    /// The time of day, with the offset.
    pub const fn time(&self) -> Time {
        self.time
    }

    /// The year; negative before year 1.
    pub const fn year(&self) -> i32 {
        self.date.year()
    }

    /// The month, 1 to 12.
    pub const fn month(&self) -> u8 {
        self.date.month()
    }

    /// The day of the month, 1 to 31.
    pub const fn day(&self) -> u8 {
        self.date.day()
    }

    /// The hour, 0 to 23.
    pub const fn hour(&self) -> u8 {
        self.time.hour()
    }

    /// The minute, 0 to 59.
    pub const fn minute(&self) -> u8 {
        self.time.minute()
    }

    /// The second, 0 to 59.
    pub const fn second(&self) -> u8 {
        self.time.second()
    }

    /// The fraction of the second in nanoseconds.
    pub const fn nanosecond(&self) -> u32 {
        self.time.nanosecond()
    }

    /// The distance from UTC, where the text had one.
    pub const fn offset(&self) -> Option<Offset> {
        self.time.offset()
    }

    /// The order in time; `None` where only one side has an offset and they are too near.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        let moment = |it: &Self| it.time.after(it.date().moment());
        moment(self).order(moment(other))
    }

    /// As written, and the same instant in UTC.
    fn forms(&self) -> Vec<String> {
        let in_utc = self.time.in_utc().and_then(|(time, days)| {
            let date = match days {
                -1 => self.date.previous()?,
                1 => self.date.next()?,
                _ => self.date,
            };
            Some(Self { date, time })
        });
        let moments = [Some(*self), in_utc].into_iter().flatten();
        let spellings = moments.flat_map(|Self { date, time }| {
            let times = time.spellings().into_iter();
            times.map(move |time| Self { date, time }.to_string())
        });
        spellings.collect()
    }

    fn read(text: &str) -> Result<Self, Problem> {
        let mut cursor = Cursor::new(text);
        let mut date = Date::take(&mut cursor)?;
        cursor.expect("T")?;
        let (time, is_end_of_day) = Time::take(&mut cursor)?;
        let offset = cursor.offset()?;
        cursor.end()?;
        // XSD 1.0 part 2 §3.2.7.1: 24:00:00 is the first instant of the next day.
        if is_end_of_day {
            date = date.next().ok_or(Some("year out of range"))?;
        }
        Ok(Self {
            date,
            time: time.with_offset(offset),
        })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}
