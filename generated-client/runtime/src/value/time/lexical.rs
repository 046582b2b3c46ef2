//! The parts that the lexical forms of dates and times are made of.

use std::fmt;

use super::offset::Offset;

/// What is wrong with a text; `None` where its form is.
pub(super) type Problem = Option<&'static str>;

/// Reads a text from left to right.
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text.as_bytes(),
        }
    }

    /// Takes `byte` if it is next.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes `text`, which must be next.
    pub(super) fn expect(&mut self, text: &str) -> Result<(), Problem> {
        self.rest = self.rest.strip_prefix(text.as_bytes()).ok_or(None)?;
        Ok(())
    }

    /// Takes all digits that are next.
    pub(super) fn digits(&mut self) -> &'a [u8] {
        let count = self
            .rest
            .iter()
            .take_while(|it| it.is_ascii_digit())
            .count();
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        digits
    }

    /// Takes exactly two digits.
    pub(super) fn two(&mut self) -> Result<u8, Problem> {
        match self.rest {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
                self.rest = rest;
                Ok((tens - b'0') * 10 + (ones - b'0'))
            }
            _ => Err(None),
        }
    }

    /// Takes a year: an optional minus, four or more digits, none of them a needless zero.
    pub(super) fn year(&mut self) -> Result<i32, Problem> {
        let negative = self.take(b'-');
        let digits = self.digits();
        if digits.len() < 4 || (digits.len() > 4 && digits[0] == b'0') {
            return Err(None);
        }
        let year = number(digits)
            .and_then(|it| i32::try_from(it).ok())
            .ok_or(Some("year out of range"))?;
        check_year(year)?;
        Ok(if negative { -year } else { year })
    }

    /// Takes a decimal point and what follows it, if it is next: nanoseconds, and the digits they were given in.
    pub(super) fn fraction(&mut self) -> Result<Option<(u32, u8)>, Problem> {
        if !self.take(b'.') {
            return Ok(None);
        }
        let digits = self.digits();
        if digits.is_empty() {
            return Err(None);
        }
        let (kept, lost) = digits.split_at(digits.len().min(9));
        if lost.iter().any(|it| *it != b'0') {
            return Err(Some("finer than a nanosecond"));
        }
        let nanoseconds = kept
            .iter()
            .fold(0, |acc, it| acc * 10 + u32::from(it - b'0'));
        let places = kept.len() as u8;
        Ok(Some((
            nanoseconds * 10_u32.pow(9 - u32::from(places)),
            places,
        )))
    }

    /// Takes an offset if there is one: `Z`, `+02:00`.
    pub(super) fn offset(&mut self) -> Result<Option<Offset>, Problem> {
        if self.take(b'Z') {
            return Ok(Some(Offset::UTC));
        }
        let negative = match self.rest.first() {
            Some(b'+') => false,
            Some(b'-') => true,
            _ => return Ok(None),
        };
        self.rest = &self.rest[1..];
        let hours = i16::from(self.two()?);
        self.expect(":")?;
        let minutes = i16::from(self.two()?);
        if minutes > 59 {
            return Err(Some("offset out of range"));
        }
        let minutes = hours * 60 + minutes;
        let offset = Offset::from_minutes(if negative { -minutes } else { minutes });
        offset
            .map(|it| Some(it.in_digits()))
            .map_err(|it| it.reason())
    }

    /// Nothing is left.
    pub(super) fn end(&self) -> Result<(), Problem> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(None)
        }
    }
}

/// The ways to write one offset: as it is, and that of UTC in both forms.
pub(super) fn offset_forms(offset: Option<Offset>) -> Vec<Option<Offset>> {
    match offset {
        Some(it) if it == Offset::UTC => vec![Some(Offset::UTC), Some(it.in_digits())],
        offset => vec![offset],
    }
}

/// The value of ASCII digits, if it fits.
pub(super) fn number(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |acc, it| {
        acc.checked_mul(10)?.checked_add(u64::from(it - b'0'))
    })
}

/// XSD 1.0 part 2 §3.2.7: there is no year 0000.
pub(super) fn check_year(year: i32) -> Result<(), Problem> {
    match year {
        0 => Err(Some("there is no year 0")),
        // Its absolute value would not fit.
        i32::MIN => Err(Some("year out of range")),
        _ => Ok(()),
    }
}

pub(super) fn check_month(month: u8) -> Result<(), Problem> {
    if (1..=12).contains(&month) {
        Ok(())
    } else {
        Err(Some("month out of range"))
    }
}

/// Whether `month` can have the day; `year` is `None` where any leap year will do.
pub(super) fn check_day(year: Option<i32>, month: u8, day: u8) -> Result<(), Problem> {
    if (1..=days_in_month(year, month)).contains(&day) {
        Ok(())
    } else {
        Err(Some("day out of range"))
    }
}

/// XSD 1.0 part 2 appendix E.1 applies the rule to the year as written, also before year 1.
fn days_in_month(year: Option<i32>, month: u8) -> u8 {
    let is_leap = |it: i32| it % 4 == 0 && (it % 100 != 0 || it % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        _ => 31,
    }
}

pub(super) fn write_year(f: &mut fmt::Formatter<'_>, year: i32) -> fmt::Result {
    let sign = if year < 0 { "-" } else { "" };
    write!(f, "{sign}{:04}", year.unsigned_abs())
}

pub(super) fn write_offset(f: &mut fmt::Formatter<'_>, offset: Option<Offset>) -> fmt::Result {
    match offset {
        Some(offset) => write!(f, "{offset}"),
        None => Ok(()),
    }
}

/// Writes `.5` for half a second and nothing for none; at least `places` digits.
pub(super) fn write_fraction(
    f: &mut fmt::Formatter<'_>,
    nanoseconds: u32,
    places: u8,
) -> fmt::Result {
    let digits = format!("{nanoseconds:09}");
    let needed = digits.trim_end_matches('0').len();
    match needed.max(usize::from(places)) {
        0 => Ok(()),
        places => write!(f, ".{}", &digits[..places]),
    }
}

/// `Debug`, `FromStr` and `Scalar` for types with `read(&str) -> Result<Self, Problem>`, `Display`, `Default`,
/// `order(&self, &Self) -> Option<Ordering>` and `forms(&self) -> Vec<String>`; `meant` is as [`Scalar::meant`].
///
/// [`Scalar::meant`]: crate::value::Scalar::meant
macro_rules! temporal {
    ($($rust:ident $xsd:literal $meant:expr;)*) => {$(
        impl ::std::fmt::Debug for $rust {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, "{}({self})", stringify!($rust))
            }
        }

        impl ::std::str::FromStr for $rust {
            type Err = $crate::value::LexicalError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                <Self as $crate::value::Scalar>::parse(
                    $crate::xml::trim(text),
                    &$crate::value::NoScope,
                )
            }
        }

        impl $crate::value::Scalar for $rust {
            const XSD: &'static str = $xsd;
            const WHITE_SPACE: Option<$crate::value::facets::WhiteSpace> =
                Some($crate::value::facets::WhiteSpace::Collapse);

            fn parse(
                text: &str,
                _scope: &dyn $crate::value::Scope,
            ) -> Result<Self, $crate::value::LexicalError> {
                Self::read(text).map_err(|reason| $crate::value::LexicalError { expected: $xsd, reason })
            }

            fn format(&self, out: &mut String, _prefixes: &mut dyn $crate::value::Prefixes) {
                $crate::value::scalar::display(self, out);
            }

            fn meant(text: &str) -> Option<String> {
                let meant: fn(&str) -> Option<String> = $meant;
                meant(text)
            }

            fn find_form(
                &self,
                _facets: Option<&$crate::value::facets::Facets<'_>>,
                _scope: &dyn $crate::value::Scope,
                is_allowed: &mut dyn FnMut(&str) -> bool,
            ) -> Option<String> {
                self.forms().into_iter().find(|it| is_allowed(it))
            }

            fn compare(&self, bound: &str) -> Option<::std::cmp::Ordering> {
                self.order(&Self::read(bound).ok()?)
            }

            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}
pub(super) use temporal;
