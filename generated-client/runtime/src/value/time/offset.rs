//! [`Offset`]: the time zone of a date or time, as the distance from UTC.

use std::fmt;

use crate::value::scalar::LexicalError;

/// The distance from UTC in minutes, at most 14 hours either way; XSD 1.0 part 2 §3.2.7.3.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Offset {
    minutes: i16,
}

impl Offset {
    /// `Z`.
    pub const UTC: Self = Self { minutes: 0 };

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
        Ok(Self { minutes })
    }

    /// The distance in minutes, positive east of Greenwich.
    pub const fn minutes(self) -> i16 {
        self.minutes
    }
}

/// `Z` or `+02:00`.
impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minutes == 0 {
            return f.write_str("Z");
        }
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
