//! The time and random bytes of messages, from the system or from whoever is injected.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand;

use crate::calendar::{TO_1970, date_of, day_of};
use crate::opaque::opaque;
use crate::value::DateTime;
use crate::ws_security::error::{SecurityError, configuration};

/// Seconds of a day.
const DAY: u64 = 86_400;

/// Fills bytes with random ones.
type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// Where time and random bytes come from; the system by default.
#[derive(Clone, Default)]
pub(super) struct Sources {
    pub(super) now: Option<Arc<dyn Fn() -> SystemTime + Send + Sync>>,
    pub(super) random: Option<Arc<Fill>>,
    /// What the other side's clock is ahead of ours, in seconds, if it is to be learnt.
    pub(super) offset: Option<Arc<AtomicI64>>,
}

impl Sources {
    pub(super) fn learns_offset(&self) -> bool {
        self.offset.is_some()
    }

    /// The time since 1970 by our clock.
    pub(super) fn now(&self) -> Duration {
        let now = self.now.as_ref().map_or_else(SystemTime::now, |it| it());
        now.duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    /// The time since 1970 by the other side's clock, as far as it is known.
    pub(super) fn their_now(&self) -> Duration {
        let offset = self
            .offset
            .as_ref()
            .map_or(0, |it| it.load(Ordering::Relaxed));
        let offset_len = Duration::from_secs(offset.unsigned_abs());
        match offset < 0 {
            true => self.now().saturating_sub(offset_len),
            false => self.now().saturating_add(offset_len),
        }
    }

    /// Takes note of what time it is on the other side.
    pub(super) fn hear(&self, theirs: Duration) {
        if let Some(offset) = &self.offset {
            let ahead = theirs.as_secs() as i64 - self.now().as_secs() as i64;
            // A second or two are the way of the message.
            let ahead = if ahead.abs() <= 2 { 0 } else { ahead };
            offset.store(ahead, Ordering::Relaxed);
        }
    }

    pub(super) fn fill(&self, bytes: &mut [u8]) -> Result<(), SecurityError> {
        match &self.random {
            Some(fill) => {
                fill(bytes);
                Ok(())
            }
            None => rand::fill(bytes).map_err(|_| configuration("no random bytes")),
        }
    }

    pub(super) fn bytes<const N: usize>(&self) -> Result<[u8; N], SecurityError> {
        let mut res = [0; N];
        self.fill(&mut res)?;
        Ok(res)
    }
}

opaque!(Sources);

/// A time since 1970 as `xs:dateTime` in UTC, to the millisecond.
pub(super) fn format(time: Duration) -> String {
    let seconds = time.as_secs();
    let (year, month, day) = date_of((seconds / DAY) as i64 + TO_1970);
    let (hour, minute, second) = (seconds % DAY / 3600, seconds % 3600 / 60, seconds % 60);
    let millis = time.subsec_millis();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// The time since 1970 of an `xs:dateTime`; one without an offset is taken for UTC, and one before 1970 for none.
pub(super) fn parse(text: &str) -> Option<Duration> {
    let value: DateTime = text.trim().parse().ok()?;
    let day = day_of(
        value.year().into(),
        value.month().into(),
        value.day().into(),
    );
    let days = u64::try_from(day - TO_1970).ok()?;
    let clock = u64::from(value.hour()) * 3600 + u64::from(value.minute()) * 60;
    let local = days * DAY + clock + u64::from(value.second());
    let minutes = value.offset().map_or(0, |it| i64::from(it.minutes()));
    let seconds = local.checked_add_signed(-minutes * 60)?;
    Some(Duration::new(seconds, value.nanosecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_and_read() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00.000Z", 0),
            ("2000-02-29T23:59:59.000Z", 951_868_799),
            ("2026-01-31T12:00:00.000Z", 1_769_860_800),
            ("2100-03-01T00:00:00.000Z", 4_107_542_400),
        ] {
            let time = Duration::from_secs(seconds);
            assert_eq!(format(time), text);
            assert_eq!(parse(text), Some(time), "{text}");
        }
        let noon = Duration::from_secs(1_769_860_800);
        for text in [
            "2026-01-31T13:00:00+01:00",
            "2026-01-31T12:00:00",
            " 2026-01-31T12:00:00Z ",
        ] {
            assert_eq!(parse(text), Some(noon), "{text}");
        }
        for text in [
            "",
            "2026-01-31",
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00+01:00",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
