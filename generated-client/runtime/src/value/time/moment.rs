//! [`Moment`]: the point on the time line that orders dates and times; XSD 1.0 part 2 §3.2.7.4.

use std::cmp::Ordering;

use super::offset::Offset;
use crate::calendar::day_of;

/// Seconds on the local time line, and where that line lies if it is known.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    seconds: i64,
    nanosecond: u32,
    offset: Option<Offset>,
}

impl Moment {
    /// The start of a day. There is no year 0, which leaves a gap and changes no order.
    pub(super) fn of_day(year: i32, month: u8, day: u8, offset: Option<Offset>) -> Self {
        Self {
            seconds: day_of(year.into(), month.into(), day.into()) * 86_400,
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
