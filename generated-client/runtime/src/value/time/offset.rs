//! [`Offset`]: the time zone of a date or time, as the distance from UTC.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::value::scalar::LexicalError;

/// The distance from UTC in minutes, at most 14 hours either way; XSD 1.0 part 2 §3.2.7.3.
///
/// That of UTC is written `Z`, or `+00:00` where it was read so.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offset {
    minutes: i16,
    /// Whether UTC is written in digits; no part of the value.
    in_digits: bool,
}

impl Offset {
    /// `Z`.
    pub const UTC: Self = Self {
        minutes: 0,
        in_digits: false,
    };

    /// The greatest distance.
    pub(super) const MAX_MINUTES: i16 = 14 * 60;

    /// The offset of `minutes`, positive east of Greenwich.
    ///
    /// # Errors
    /// More than 14 hours either way.
    pub const fn from_minutes(minutes: i16) -> Result<Self, LexicalError> {
        if minutes < -Self::MAX_MINUTES || minutes > Self::MAX_MINUTES {
            return Err(LexicalError::because("a time zone", "offset out of range"));
        }
        Ok(Self {
            minutes,
            in_digits: false,
        })
    }

    /// The same offset, written in digits also where it is that of UTC: `+00:00`.
    #[must_use]
    pub const fn in_digits(self) -> Self {
        Self {
            in_digits: true,
            ..self
        }
    }

    /// The distance in minutes, positive east of Greenwich.
    pub const fn minutes(self) -> i16 {
        self.minutes
    }
}

impl PartialEq for Offset {
    fn eq(&self, other: &Self) -> bool {
        self.minutes == other.minutes
    }
}

impl Eq for Offset {}

impl Hash for Offset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.minutes.hash(state);
    }
}

impl Ord for Offset {
    fn cmp(&self, other: &Self) -> Ordering {
        self.minutes.cmp(&other.minutes)
    }
}

impl PartialOrd for Offset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `Z` or `+02:00`.
impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minutes == 0 && !self.in_digits {
            return f.write_str("Z");
        }
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
