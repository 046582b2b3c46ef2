//! Values of other crates: each behind a feature of its name, exact or an error.
//!
//! What has an offset becomes a type with one; a type without one is refused for it, and the other way round.
//! The calendars of those crates have a year 0, which XSD 1.0 calls -1; XSD 1.0 part 2 §3.2.7.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "time")]
mod time;

#[cfg(test)]
mod tests;

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod parts {
    use crate::value::{LexicalError, Offset};

    /// The year of XSD for one of a calendar with a year 0.
    pub(super) const fn year_in(year: i32) -> i32 {
        if year < 1 {
            year.saturating_sub(1)
        } else {
            year
        }
    }

    /// And back.
    pub(super) const fn year_out(year: i32) -> i32 {
        if year < 0 { year + 1 } else { year }
    }

    /// An error unless there is no offset.
    pub(super) fn without(
        offset: Option<Offset>,
        target: &'static str,
    ) -> Result<(), LexicalError> {
        match offset {
            Some(_) => Err(LexicalError::because(target, "it has an offset")),
            None => Ok(()),
        }
    }

    /// The offset, or an error where there is none.
    pub(super) fn with(
        offset: Option<Offset>,
        target: &'static str,
    ) -> Result<Offset, LexicalError> {
        offset.ok_or(LexicalError::because(target, "it has no offset"))
    }

    /// The offset of so many seconds.
    pub(super) fn offset_in(seconds: i32) -> Result<Offset, LexicalError> {
        let error =
            LexicalError::because("a time zone", "offset is no whole minute within 14 hours");
        if seconds % 60 != 0 {
            return Err(error);
        }
        let minutes = i16::try_from(seconds / 60).map_err(|_| error)?;
        Offset::from_minutes(minutes)
    }

    /// The offset in seconds.
    pub(super) fn offset_out(offset: Offset) -> i32 {
        i32::from(offset.minutes()) * 60
    }

    /// The error of a value that `target` has no room for.
    pub(super) const fn range(target: &'static str) -> LexicalError {
        LexicalError::because(target, "out of range")
    }

    /// The duration as signed seconds and nanoseconds of one sign.
    pub(super) fn span(
        it: &crate::value::Duration,
        target: &'static str,
    ) -> Result<(i64, i32), LexicalError> {
        if it.months() > 0 {
            return Err(LexicalError::because(target, "months have no fixed length"));
        }
        let seconds = i64::try_from(it.seconds()).map_err(|_| range(target))?;
        let nanoseconds = i32::try_from(it.nanosecond()).map_err(|_| range(target))?;
        Ok(if it.is_negative() {
            (-seconds, -nanoseconds)
        } else {
            (seconds, nanoseconds)
        })
    }
}
