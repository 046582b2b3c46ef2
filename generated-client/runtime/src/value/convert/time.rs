//! Dates, times and durations of `time`, whose years have four digits.

use ::time::{Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use super::parts;
use crate::value::{Date, DateTime, Duration, LexicalError, Time};

impl TryFrom<::time::Date> for Date {
    type Error = LexicalError;

    fn try_from(it: ::time::Date) -> Result<Self, LexicalError> {
        Self::new(parts::year_in(it.year()), it.month().into(), it.day())
    }
}

impl TryFrom<Date> for ::time::Date {
    type Error = LexicalError;

    fn try_from(it: Date) -> Result<Self, LexicalError> {
        const TARGET: &str = "time::Date";
        parts::without(it.offset(), TARGET)?;
        let month = Month::try_from(it.month()).map_err(|_| parts::range(TARGET))?;
        Self::from_calendar_date(parts::year_out(it.year()), month, it.day())
            .map_err(|_| parts::range(TARGET))
    }
}

impl TryFrom<::time::Time> for Time {
    type Error = LexicalError;

    fn try_from(it: ::time::Time) -> Result<Self, LexicalError> {
        let (hour, minute, second, nanosecond) = it.as_hms_nano();
        Self::new(hour, minute, second)?.with_nanosecond(nanosecond)
    }
}

impl TryFrom<Time> for ::time::Time {
    type Error = LexicalError;

    fn try_from(it: Time) -> Result<Self, LexicalError> {
        const TARGET: &str = "time::Time";
        parts::without(it.offset(), TARGET)?;
        Self::from_hms_nano(it.hour(), it.minute(), it.second(), it.nanosecond())
            .map_err(|_| parts::range(TARGET))
    }
}

impl TryFrom<PrimitiveDateTime> for DateTime {
    type Error = LexicalError;

    fn try_from(it: PrimitiveDateTime) -> Result<Self, LexicalError> {
        Ok(Self::from_parts(
            it.date().try_into()?,
            it.time().try_into()?,
        ))
    }
}

impl TryFrom<DateTime> for PrimitiveDateTime {
    type Error = LexicalError;

    fn try_from(it: DateTime) -> Result<Self, LexicalError> {
        parts::without(it.offset(), "time::PrimitiveDateTime")?;
        Ok(Self::new(it.date().try_into()?, it.time().try_into()?))
    }
}

impl TryFrom<OffsetDateTime> for DateTime {
    type Error = LexicalError;

    fn try_from(it: OffsetDateTime) -> Result<Self, LexicalError> {
        let offset = parts::offset_in(it.offset().whole_seconds())?;
        let local = PrimitiveDateTime::new(it.date(), it.time());
        Ok(Self::try_from(local)?.with_offset(offset))
    }
}

impl TryFrom<DateTime> for OffsetDateTime {
    type Error = LexicalError;

    fn try_from(it: DateTime) -> Result<Self, LexicalError> {
        const TARGET: &str = "time::OffsetDateTime";
        let offset = parts::with(it.offset(), TARGET)?;
        let offset = UtcOffset::from_whole_seconds(parts::offset_out(offset))
            .map_err(|_| parts::range(TARGET))?;
        Ok(PrimitiveDateTime::try_from(it.with_offset(None))?.assume_offset(offset))
    }
}

impl TryFrom<::time::Duration> for Duration {
    type Error = LexicalError;

    fn try_from(it: ::time::Duration) -> Result<Self, LexicalError> {
        let nanosecond = it.subsec_nanoseconds().unsigned_abs();
        Self::new(
            it.is_negative(),
            0,
            it.whole_seconds().unsigned_abs(),
            nanosecond,
        )
    }
}

impl TryFrom<Duration> for ::time::Duration {
    type Error = LexicalError;

    /// Months are an error.
    fn try_from(it: Duration) -> Result<Self, LexicalError> {
        let (seconds, nanoseconds) = parts::span(&it, "time::Duration")?;
        Ok(Self::new(seconds, nanoseconds))
    }
}
