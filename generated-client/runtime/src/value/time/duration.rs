//! [`Duration`]: `xs:duration`, months and seconds apart; XSD 1.0 part 2 §3.2.6.

use std::cmp::Ordering;
use std::fmt;

use super::lexical::{Cursor, Problem, number, write_fraction};
use super::temporal;
use crate::calendar::day_of;
use crate::value::meant;
use crate::value::scalar::{LexicalError, Scalar};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The units in their order, in months or seconds.
const UNITS: [(u8, u64); 6] = [
    (b'Y', 12),
    (b'M', 1),
    (b'D', DAY),
    (b'H', HOUR),
    (b'M', MINUTE),
    (b'S', 1),
];

/// Where the units of time start.
const TIME_UNITS: usize = 3;

/// A length of time, `xs:duration`: months and seconds apart, since no number of days makes a month.
///
/// ```
/// use soap_runtime::value::Duration;
///
/// let lease: Duration = "P1Y2M3DT4H5M6.5S".parse()?;
/// assert_eq!(lease.months(), 14);
/// assert_eq!(Duration::from_seconds(5_400).to_string(), "PT1H30M");
/// # Ok::<(), soap_runtime::value::LexicalError>(())
/// ```
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq)]
pub struct Duration {
    // Invariant: zero is not negative; nanoseconds are less than a second.
    negative: bool,
    months: u64,
    seconds: u64,
    nanosecond: u32,
}

temporal! { Duration "xs:duration" meant::duration; }

impl Duration {
    /// The duration of so many months.
    pub const fn from_months(months: u64) -> Self {
        Self::parts(false, months, 0, 0)
    }

    /// The duration of so many seconds.
    pub const fn from_seconds(seconds: u64) -> Self {
        Self::parts(false, 0, seconds, 0)
    }

    /// The duration of all parts together, backwards where `negative`.
    ///
    /// # Errors
    /// `nanosecond` is a whole second or more.
    pub const fn new(
        negative: bool,
        months: u64,
        seconds: u64,
        nanosecond: u32,
    ) -> Result<Self, LexicalError> {
        if nanosecond >= 1_000_000_000 {
            return Err(LexicalError::because(Self::XSD, "nanosecond out of range"));
        }
        Ok(Self::parts(negative, months, seconds, nanosecond))
    }

    /// Whether the duration goes back in time.
    pub const fn is_negative(&self) -> bool {
        self.negative
    }

    /// The months, years included.
    pub const fn months(&self) -> u64 {
        self.months
    }

    /// The seconds, days included.
    pub const fn seconds(&self) -> u64 {
        self.seconds
    }

    /// The fraction of a second in nanoseconds.
    pub const fn nanosecond(&self) -> u32 {
        self.nanosecond
    }

    /// The order where it is the same whatever the months are; XSD 1.0 part 2 §3.2.6.2.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        const REFERENCES: [(i64, i64); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];
        let mut orders = REFERENCES
            .into_iter()
            .map(|(year, month)| self.added_to(year, month).cmp(&other.added_to(year, month)));
        let first = orders.next()?;
        orders.all(|it| it == first).then_some(first)
    }

    const fn parts(negative: bool, months: u64, seconds: u64, nanosecond: u32) -> Self {
        let is_zero = months == 0 && seconds == 0 && nanosecond == 0;
        Self {
            negative: negative && !is_zero,
            months,
            seconds,
            nanosecond,
        }
    }

    /// Nanoseconds on the time line when added to the first of a month; appendix E.
    fn added_to(&self, year: i64, month: i64) -> i128 {
        let sign = if self.negative { -1 } else { 1 };
        let months = sign * i128::from(self.months) + i128::from(month) - 1;
        // 400 years always have the same number of days, which keeps the calendar in 64 bits.
        let cycles = months.div_euclid(4_800);
        let months = months.rem_euclid(4_800) as i64;
        let day = day_of(year + months / 12, months % 12 + 1, 1);
        let seconds = (cycles * 146_097 + i128::from(day)) * i128::from(DAY)
            + sign * i128::from(self.seconds);
        seconds * 1_000_000_000 + sign * i128::from(self.nanosecond)
    }

    /// Months with and without years, seconds with fewer units, and all units: `P14M`, `PT90M`, `P0Y0M0DT1H30M0S`.
    fn forms(&self) -> Vec<String> {
        let sign = if self.negative { "-" } else { "" };
        let (seconds, minute) = (self.seconds, self.seconds / MINUTE);
        let fraction = Fraction(self.nanosecond);
        let years = format!("{}Y{}M", self.months / 12, self.months % 12);
        let days = format!("{}D", seconds / DAY);
        let clock = format!(
            "T{}H{}M{}{fraction}S",
            seconds % DAY / HOUR,
            minute % 60,
            seconds % MINUTE
        );
        let dates = match self.months {
            0 => vec![String::new()],
            months => vec![years.clone(), format!("{months}M")],
        };
        let mut times = vec![
            format!("{days}{clock}"),
            format!(
                "T{}H{}M{}{fraction}S",
                seconds / HOUR,
                minute % 60,
                seconds % MINUTE
            ),
            format!("T{minute}M{}{fraction}S", seconds % MINUTE),
            format!("T{seconds}{fraction}S"),
        ];
        if self.nanosecond == 0 {
            let whole = [(MINUTE, 'M'), (HOUR, 'H')];
            let whole = whole
                .into_iter()
                .filter(|(unit, _)| seconds.is_multiple_of(*unit));
            times.extend(whole.map(|(unit, name)| format!("T{}{name}", seconds / unit)));
            if seconds.is_multiple_of(DAY) {
                times.push(days.clone());
            }
            if seconds == 0 && self.months > 0 {
                times.push(String::new());
            }
        }
        let pairs = dates
            .iter()
            .flat_map(|date| times.iter().map(move |time| (date, time)));
        let mut forms: Vec<String> = pairs
            .map(|(date, time)| format!("{sign}P{date}{time}"))
            .collect();
        forms.push(format!("{sign}P{years}{days}{clock}"));
        forms
    }

    fn read(text: &str) -> Result<Self, Problem> {
        const RANGE: Problem = Some("out of range");
        let mut cursor = Cursor::new(text);
        let negative = cursor.take(b'-');
        cursor.expect("P")?;
        let mut totals = [0_u64; UNITS.len()];
        let mut nanosecond = 0;
        // Every unit at most once and in order; from `T` on those of time, of which one must follow.
        let (mut next, mut end) = (0, TIME_UNITS);
        while next == 0 || cursor.end().is_err() {
            if end == TIME_UNITS && cursor.take(b'T') {
                (next, end) = (TIME_UNITS, UNITS.len());
            }
            let digits = cursor.digits();
            if digits.is_empty() {
                return Err(None);
            }
            let fraction = cursor.fraction()?;
            let unit = (next..end)
                .find(|unit| cursor.take(UNITS[*unit].0))
                .ok_or(None)?;
            next = unit + 1;
            match fraction {
                Some((fraction, _)) if next == UNITS.len() => nanosecond = fraction,
                Some(_) => return Err(None),
                None => {}
            }
            let total = number(digits).and_then(|it| it.checked_mul(UNITS[unit].1));
            totals[unit] = total.ok_or(RANGE)?;
        }
        let sum = |totals: &[u64]| {
            totals
                .iter()
                .try_fold(0_u64, |acc, it| acc.checked_add(*it))
        };
        let months = sum(&totals[..2]).ok_or(RANGE)?;
        let seconds = sum(&totals[2..]).ok_or(RANGE)?;
        Ok(Self::parts(negative, months, seconds, nanosecond))
    }
}

/// Nanoseconds as [`write_fraction`] writes them.
struct Fraction(u32);

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fraction(f, self.0, 0)
    }
}

impl From<std::time::Duration> for Duration {
    fn from(value: std::time::Duration) -> Self {
        Self::parts(false, 0, value.as_secs(), value.subsec_nanos())
    }
}

impl TryFrom<Duration> for std::time::Duration {
    type Error = LexicalError;

    fn try_from(value: Duration) -> Result<Self, LexicalError> {
        if value.negative {
            return Err(LexicalError::because("a time span", "negative"));
        }
        if value.months > 0 {
            return Err(LexicalError::because(
                "a time span",
                "months have no fixed length",
            ));
        }
        Ok(Self::new(value.seconds, value.nanosecond))
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return f.write_str("PT0S");
        }
        f.write_str(if self.negative { "-P" } else { "P" })?;
        let write = |f: &mut fmt::Formatter<'_>, value: u64, unit: char| match value {
            0 => Ok(()),
            value => write!(f, "{value}{unit}"),
        };
        write(f, self.months / 12, 'Y')?;
        write(f, self.months % 12, 'M')?;
        write(f, self.seconds / DAY, 'D')?;
        let (time, second) = (self.seconds % DAY, self.seconds % MINUTE);
        if time == 0 && self.nanosecond == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        write(f, time / HOUR, 'H')?;
        write(f, time % HOUR / MINUTE, 'M')?;
        if second == 0 && self.nanosecond == 0 {
            return Ok(());
        }
        write!(f, "{second}")?;
        write_fraction(f, self.nanosecond, 0)?;
        f.write_str("S")
    }
}
