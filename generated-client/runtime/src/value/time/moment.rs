//! [`Moment`]: the point on the time line that orders dates and times; XSD 1.0 part 2 §3.2.7.4.

use std::cmp::Ordering;

use super::offset::Offset;

/// Seconds on the local time line, and where that line lies if it is known.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    seconds: i64,
    nanosecond: u32,
    offset: Option<Offset>,
}

impl Moment {
    /// The start of a day.
    pub(super) fn of_day(year: i32, month: u8, day: u8, offset: Option<Offset>) -> Self {
        Self {
            seconds: days(i64::from(year), i64::from(month), i64::from(day)) * 86_400,
            nanosecond: 0,
            offset,
        }
    }

    pub(super) fn plus(self, seconds: i64, nanosecond: u32) -> Self {
        Self {
            seconds: self.seconds + seconds,
            nanosecond,
            ..self
        }
    }

    /// `None` where one side has an offset, the other has none, and they are less than 14 hours apart.
    pub(super) fn order(self, other: Self) -> Option<Ordering> {
        let key = |it: Self, minutes: i16| (it.seconds - i64::from(minutes) * 60, it.nanosecond);
        let max = Offset::MAX_MINUTES;
        match (self.offset, other.offset) {
            (None, None) => Some(key(self, 0).cmp(&key(other, 0))),
            (Some(a), Some(b)) => Some(key(self, a.minutes()).cmp(&key(other, b.minutes()))),
            (None, Some(_)) => other.order(self).map(Ordering::reverse),
            (Some(a), None) => {
                let this = key(self, a.minutes());
                if this < key(other, max) {
                    Some(Ordering::Less)
                } else if this > key(other, -max) {
                    Some(Ordering::Greater)
                } else {
                    None
                }
            }
        }
    }
}

/// Days from 0000-03-01 to a date. There is no year 0, which leaves a gap and changes no order.
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years are counted from March, so that the leap day is the last.
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1
}
