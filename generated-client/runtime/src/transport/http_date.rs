//! Dates of HTTP, in whatever form servers write them; RFC 6265 §5.1.1 reads all that RFC 9110 §5.6.7 allows.

use crate::calendar::{TO_1970, day_of};

/// Seconds since 1970, 0 for what was before; `None` for what is no date.
pub(crate) fn parse_http_date(text: &str) -> Option<u64> {
    let is_delimiter = |ch: char| !(ch.is_ascii_alphanumeric() || ch == ':');
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    for token in text.split(is_delimiter).filter(|token| !token.is_empty()) {
        if time.is_none() && token.contains(':') {
            time = Some(parse_time(token)?);
        } else if day.is_none() && token.len() <= 2 {
            day = token.parse().ok();
        } else if month.is_none() && !token.starts_with(|ch: char| ch.is_ascii_digit()) {
            month = month_of(token);
        } else if year.is_none() {
            year = year_of(token);
        }
    }
    let (day, month, year) = (day?, month?, year?);
    if !(1..=31).contains(&day) {
        return None;
    }
    let days = u64::try_from(day_of(year, month, day) - TO_1970).unwrap_or_default();
    Some(days.saturating_mul(86_400).saturating_add(time?))
}

fn parse_time(token: &str) -> Option<u64> {
    let mut parts = token.split(':').map(str::parse::<u64>);
    let (hour, minute, second) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    (hour < 24 && minute < 60 && second < 60).then(|| hour * 3_600 + minute * 60 + second)
}

/// 1 to 12.
fn month_of(token: &str) -> Option<i64> {
    const NAMES: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = token.get(..3)?.to_ascii_lowercase();
    let index = NAMES.iter().position(|known| *known == name)?;
    Some(index as i64 + 1)
}

fn year_of(token: &str) -> Option<i64> {
    match token.parse().ok()? {
        year @ 0..=69 => Some(year + 2_000),
        year @ 70..=99 => Some(year + 1_900),
        year @ 1601..=9_999 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_forms_that_servers_write() {
        for (text, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(784_111_777)),
            ("Sun Nov  6 08:49:37 1994", Some(784_111_777)),
            ("Sat, 31 Jan 2026 12:00:00 GMT", Some(1_769_860_800)),
            ("Tue, 29 Feb 2028 12:00:00 GMT", Some(1_835_438_400)),
            ("Mon, 01-Jan-1601 00:00:00 GMT", Some(0)),
            ("Thu, 01-Jan-70 11111111111111111110:00:00 GMT", None),
            ("Tue, 29-Feb-28 12:00:00 GMT", Some(1_835_438_400)),
            ("Tue, 29 Feb 2028 24:00:00 GMT", None),
            ("Tue, 29 Feb 2028 12:60:00 GMT", None),
            ("Tue, 29 Feb 2028 12:00:60 GMT", None),
            ("tomorrow", None),
            ("Sun, 06 Nov 1994", None),
            ("Sun, 32 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 24:49:37 GMT", None),
        ] {
            assert_eq!(parse_http_date(text), expected, "{text}");
        }
    }
}
