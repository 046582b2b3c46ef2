//! Dates, times and durations of `chrono`.

use chrono::{
    Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _, Utc,
};

use super::parts;
use crate::value::{Date, DateTime, Duration, LexicalError, Time};

impl TryFrom<NaiveDate> for Date {
    type Error = LexicalError;

    fn try_from(it: NaiveDate) -> Result<Self, LexicalError> {
        let part = |it: u32| u8::try_from(it).map_err(|_| parts::range("xs:date"));
        Self::new(
            parts::year_in(it.year()),
            part(it.month())?,
            part(it.day())?,
        )
    }
}

impl TryFrom<Date> for NaiveDate {
    type Error = LexicalError;

    fn try_from(it: Date) -> Result<Self, LexicalError> {
        const TARGET: &str = "chrono::NaiveDate";
        parts::without(it.offset(), TARGET)?;
        Self::from_ymd_opt(
            parts::year_out(it.year()),
            it.month().into(),
            it.day().into(),
        )
        .ok_or(parts::range(TARGET))
    }
}

impl TryFrom<NaiveTime> for Time {
    type Error = LexicalError;

    /// A leap second is an error.
    fn try_from(it: NaiveTime) -> Result<Self, LexicalError> {
        let part = |it: u32| u8::try_from(it).map_err(|_| parts::range("xs:time"));
        Self::new(part(it.hour())?, part(it.minute())?, part(it.second())?)?
            .with_nanosecond(it.nanosecond())
    }
}

impl TryFrom<Time> for NaiveTime {
    type Error = LexicalError;

    fn try_from(it: Time) -> Result<Self, LexicalError> {
        const TARGET: &str = "chrono::NaiveTime";
        parts::without(it.offset(), TARGET)?;
        let (hour, minute, second) = (it.hour().into(), it.minute().into(), it.second().into());
        Self::from_hms_nano_opt(hour, minute, second, it.nanosecond()).ok_or(parts::range(TARGET))
    }
}

impl TryFrom<NaiveDateTime> for DateTime {
    type Error = LexicalError;

    fn try_from(it: NaiveDateTime) -> Result<Self, LexicalError> {
        Ok(Self::from_parts(
            it.date().try_into()?,
            it.time().try_into()?,
        ))
    }
}

impl TryFrom<DateTime> for NaiveDateTime {
    type Error = LexicalError;

    fn try_from(it: DateTime) -> Result<Self, LexicalError> {
        parts::without(it.offset(), "chrono::NaiveDateTime")?;
        let date = NaiveDate::try_from(it.date())?;
        Ok(date.and_time(it.time().try_into()?))
    }
}

impl TryFrom<chrono::DateTime<FixedOffset>> for DateTime {
    type Error = LexicalError;

    fn try_from(it: chrono::DateTime<FixedOffset>) -> Result<Self, LexicalError> {
        let offset = parts::offset_in(it.offset().local_minus_utc())?;
        Ok(Self::try_from(it.naive_local())?.with_offset(offset))
    }
}

impl TryFrom<DateTime> for chrono::DateTime<FixedOffset> {
    type Error = LexicalError;

    fn try_from(it: DateTime) -> Result<Self, LexicalError> {
        const TARGET: &str = "chrono::DateTime<FixedOffset>";
        let offset = parts::with(it.offset(), TARGET)?;
        let offset =
            FixedOffset::east_opt(parts::offset_out(offset)).ok_or(parts::range(TARGET))?;
        let local = NaiveDateTime::try_from(it.with_offset(None))?;
        local
            .and_local_timezone(offset)
            .single()
            .ok_or(parts::range(TARGET))
    }
}

impl TryFrom<chrono::DateTime<Utc>> for DateTime {
    type Error = LexicalError;

    fn try_from(it: chrono::DateTime<Utc>) -> Result<Self, LexicalError> {
        Self::try_from(it.fixed_offset())
    }
}

impl TryFrom<DateTime> for chrono::DateTime<Utc> {
    type Error = LexicalError;

    /// The same moment; its offset is not kept.
    fn try_from(it: DateTime) -> Result<Self, LexicalError> {
        Ok(chrono::DateTime::<FixedOffset>::try_from(it)?.to_utc())
    }
}

impl TryFrom<TimeDelta> for Duration {
    type Error = LexicalError;

    fn try_from(it: TimeDelta) -> Result<Self, LexicalError> {
        let nanosecond = it.subsec_nanos().unsigned_abs();
        Self::new(
            it < TimeDelta::zero(),
            0,
            it.num_seconds().unsigned_abs(),
            nanosecond,
        )
    }
}

impl TryFrom<Duration> for TimeDelta {
    type Error = LexicalError;

    /// Months are an error.
    fn try_from(it: Duration) -> Result<Self, LexicalError> {
        const TARGET: &str = "chrono::TimeDelta";
        let (seconds, nanoseconds) = parts::span(&it, TARGET)?;
        Self::try_seconds(seconds)
            .and_then(|it| it.checked_add(&Self::nanoseconds(nanoseconds.into())))
            .ok_or(parts::range(TARGET))
    }
}
