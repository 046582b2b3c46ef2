//! Dates, times, moments and durations of `jiff`.

use jiff::{SignedDuration, Timestamp, civil, tz};

use super::parts;
use crate::value::{Date, DateTime, Duration, LexicalError, Offset, Time};

/// A part of a date or time of `jiff`, whose parts are signed and never negative.
fn part(it: i8) -> Result<u8, LexicalError> {
    u8::try_from(it).map_err(|_| parts::range("a part of a date or time"))
}

/// And back.
fn signed(it: u8, target: &'static str) -> Result<i8, LexicalError> {
    i8::try_from(it).map_err(|_| parts::range(target))
}

impl TryFrom<civil::Date> for Date {
    type Error = LexicalError;

    fn try_from(it: civil::Date) -> Result<Self, LexicalError> {
        Self::new(
            parts::year_in(it.year().into()),
            part(it.month())?,
            part(it.day())?,
        )
    }
}

impl TryFrom<Date> for civil::Date {
    type Error = LexicalError;

    fn try_from(it: Date) -> Result<Self, LexicalError> {
        const TARGET: &str = "jiff::civil::Date";
        parts::without(it.offset(), TARGET)?;
        let year = i16::try_from(parts::year_out(it.year())).map_err(|_| parts::range(TARGET))?;
        Self::new(year, signed(it.month(), TARGET)?, signed(it.day(), TARGET)?)
            .map_err(|_| parts::range(TARGET))
    }
}

impl TryFrom<civil::Time> for Time {
    type Error = LexicalError;

    fn try_from(it: civil::Time) -> Result<Self, LexicalError> {
        let nanosecond = it.subsec_nanosecond().unsigned_abs();
        Self::new(part(it.hour())?, part(it.minute())?, part(it.second())?)?
            .with_nanosecond(nanosecond)
    }
}

impl TryFrom<Time> for civil::Time {
    type Error = LexicalError;

    fn try_from(it: Time) -> Result<Self, LexicalError> {
        const TARGET: &str = "jiff::civil::Time";
        parts::without(it.offset(), TARGET)?;
        let nanosecond = i32::try_from(it.nanosecond()).map_err(|_| parts::range(TARGET))?;
        let (hour, minute) = (signed(it.hour(), TARGET)?, signed(it.minute(), TARGET)?);
        Self::new(hour, minute, signed(it.second(), TARGET)?, nanosecond)
            .map_err(|_| parts::range(TARGET))
    }
}

impl TryFrom<civil::DateTime> for DateTime {
    type Error = LexicalError;

    fn try_from(it: civil::DateTime) -> Result<Self, LexicalError> {
        Ok(Self::from_parts(
            it.date().try_into()?,
            it.time().try_into()?,
        ))
    }
}

impl TryFrom<DateTime> for civil::DateTime {
    type Error = LexicalError;

    fn try_from(it: DateTime) -> Result<Self, LexicalError> {
        parts::without(it.offset(), "jiff::civil::DateTime")?;
        let date = civil::Date::try_from(it.date())?;
        Ok(date.to_datetime(it.time().try_into()?))
    }
}

impl TryFrom<Timestamp> for DateTime {
    type Error = LexicalError;

    fn try_from(it: Timestamp) -> Result<Self, LexicalError> {
        let local = tz::Offset::UTC.to_datetime(it);
        Ok(Self::try_from(local)?.with_offset(Offset::UTC))
    }
}

impl TryFrom<DateTime> for Timestamp {
    type Error = LexicalError;

    /// The same moment; its offset is not kept.
    fn try_from(it: DateTime) -> Result<Self, LexicalError> {
        const TARGET: &str = "jiff::Timestamp";
        let offset = parts::with(it.offset(), TARGET)?;
        let offset = tz::Offset::from_seconds(parts::offset_out(offset))
            .map_err(|_| parts::range(TARGET))?;
        let local = civil::DateTime::try_from(it.with_offset(None))?;
        offset.to_timestamp(local).map_err(|_| parts::range(TARGET))
    }
}

impl TryFrom<SignedDuration> for Duration {
    type Error = LexicalError;

    fn try_from(it: SignedDuration) -> Result<Self, LexicalError> {
        let nanosecond = it.subsec_nanos().unsigned_abs();
        Self::new(it.is_negative(), 0, it.as_secs().unsigned_abs(), nanosecond)
    }
}

impl TryFrom<Duration> for SignedDuration {
    type Error = LexicalError;

    /// Months are an error.
    fn try_from(it: Duration) -> Result<Self, LexicalError> {
        let (seconds, nanoseconds) = parts::span(&it, "jiff::SignedDuration")?;
        Ok(Self::new(seconds, nanoseconds))
    }
}
