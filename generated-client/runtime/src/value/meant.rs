//! What a text can only have meant that is no lexical form of its type: `TRUE`, `5.0` in an integer, `1E-7` in a decimal,
//! `2017-08-01 12:12:12`.
//!
//! In: the text. Out: the lexical form of the type, which its own parser reads; `None` where nothing or more than one
//! thing can be meant (`1,234`, `08/01/2017`).

use super::digits::{MAX_DIGITS, split_sign};

/// A number with an exponent, or with a point but no digits on one side.
pub(super) fn number(text: &str) -> Option<String> {
    let (negative, unsigned) = split_sign(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let shift = exponent.unsigned_abs() as usize;
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    if !is_number || digits.len() + shift > MAX_DIGITS {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    // With so many zeros on both sides the point moves within the digits.
    let padded = format!("{:0<shift$}{digits}{:0<shift$}", "", "");
    let point = shift + whole.len();
    let point = if exponent < 0 {
        point - shift
    } else {
        point + shift
    };
    let (whole, mut fraction) = padded.split_at(point);
    if exponent != 0 {
        fraction = fraction.trim_end_matches('0');
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let dot = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{dot}{fraction}"))
}

/// As [`number`], where the value is a whole one: `5.0`, `1E3`.
pub(super) fn whole_number(text: &str) -> Option<String> {
    let number = number(text)?;
    match number.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|it| it == b'0') => Some(whole.to_owned()),
        Some(_) => None,
        None => Some(number),
    }
}

/// The names that languages print for what is no finite number.
pub(super) fn special_number(text: &str) -> Option<String> {
    let (negative, name) = split_sign(text);
    let is = |it: &&str| name.eq_ignore_ascii_case(it);
    if ["inf", "infinity"].iter().any(is) {
        return Some(String::from(if negative { "-INF" } else { "INF" }));
    }
    is(&"nan").then(|| String::from("NaN"))
}

/// Base64 of the alphabet for URLs, or without padding; RFC 4648 §5, §3.2.
pub(super) fn base64(text: &str) -> Option<String> {
    let is_wanted = |it: &char| !it.is_ascii_whitespace() && *it != '=';
    let replaced = |it| match it {
        '-' => '+',
        '_' => '/',
        it => it,
    };
    let mut res: String = text.chars().filter(is_wanted).map(replaced).collect();
    while !res.len().is_multiple_of(4) {
        res.push('=');
    }
    (!res.is_empty()).then_some(res)
}

/// Hexadecimal digits with a prefix, or with marks between the octets: `0xAB`, `AB-CD`, `AB:CD`.
pub(super) fn hexadecimal(text: &str) -> Option<String> {
    let digits = text.strip_prefix("0x").or(text.strip_prefix("0X"));
    if let Some(digits) = digits {
        return Some(digits.to_owned());
    }
    let mark = ['-', ':', ' '].into_iter().find(|it| text.contains(*it))?;
    let octets: Vec<&str> = text.split(mark).collect();
    (octets.iter().all(|it| it.len() == 2)).then(|| octets.concat())
}

/// A length of time in lower case, with a plus, with weeks, or with a comma; ISO 8601 has all but the first.
pub(super) fn duration(text: &str) -> Option<String> {
    let text = text.to_ascii_uppercase().replace(',', ".");
    let text = text.strip_prefix('+').unwrap_or(&text);
    let (negative, rest) = split_sign(text);
    let sign = if negative { "-" } else { "" };
    let rest = rest.strip_prefix('P')?;
    if let Some(weeks) = rest.strip_suffix('W') {
        let days = weeks.parse::<u64>().ok()?.checked_mul(7)?;
        return Some(format!("{sign}P{days}D"));
    }
    let Some((head, fraction)) = rest.strip_suffix('S').and_then(|it| it.rsplit_once('.')) else {
        return Some(format!("{sign}P{rest}"));
    };
    Some(format!("{sign}P{head}.{}S", nanoseconds(fraction)))
}

/// A day with a time.
pub(super) fn date_time(text: &str) -> Option<String> {
    let (date, rest) = split_date(text)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, rest) = split_time(rest.trim_start_matches(' '))?;
    Some(format!("{date}T{time}{}", offset(rest)?))
}

/// A day; also one with a time where that is midnight.
pub(super) fn date(text: &str) -> Option<String> {
    let (date, rest) = split_date(text)?;
    let Some(rest) = rest.strip_prefix(['T', 't', ' ']) else {
        return Some(date + &offset(rest)?);
    };
    let Some((time, rest)) = split_time(rest.trim_start_matches(' ')) else {
        return Some(date + &offset(rest)?);
    };
    let is_midnight = time.bytes().all(|it| matches!(it, b'0' | b':' | b'.'));
    let offset = offset(rest)?;
    is_midnight.then(|| date + &offset)
}

/// A time of day.
pub(super) fn time(text: &str) -> Option<String> {
    let (time, rest) = split_time(text)?;
    Some(time + &offset(rest)?)
}

/// A day whose year comes first, and what follows it: `2017-8-1`, `2017/08/01`, `20170801`.
fn split_date(text: &str) -> Option<(String, &str)> {
    let (year, rest) = digits(text, 4, 8)?;
    if let Some((year, day)) = year.split_at_checked(4).filter(|(_, it)| it.len() == 4) {
        return Some((format!("{year}-{}-{}", &day[..2], &day[2..]), rest));
    }
    let mark = rest
        .chars()
        .next()
        .filter(|it| matches!(it, '-' | '/' | '.'))?;
    let (month, rest) = digits(&rest[1..], 1, 2)?;
    let (day, rest) = digits(rest.strip_prefix(mark)?, 1, 2)?;
    (year.len() == 4).then(|| (format!("{year}-{month:0>2}-{day:0>2}"), rest))
}

/// A time of day and what follows it: `9:05`, `09:05:00,5`, `090500`.
fn split_time(text: &str) -> Option<(String, &str)> {
    let (hour, rest) = digits(text, 1, 6)?;
    let (time, rest) = match (hour.len(), rest.strip_prefix(':')) {
        (6, None) => (
            format!("{}:{}:{}", &hour[..2], &hour[2..4], &hour[4..]),
            rest,
        ),
        (1 | 2, Some(rest)) => {
            let (minute, rest) = digits(rest, 2, 2)?;
            let (second, rest) = match rest.strip_prefix(':') {
                Some(rest) => digits(rest, 2, 2)?,
                None => ("00", rest),
            };
            (format!("{hour:0>2}:{minute}:{second}"), rest)
        }
        _ => return None,
    };
    let Some(rest) = rest.strip_prefix(['.', ',']) else {
        return Some((time, rest));
    };
    let (fraction, rest) = digits(rest, 1, MAX_DIGITS)?;
    Some((format!("{time}.{}", nanoseconds(fraction)), rest))
}

/// An offset as XSD writes it, empty for none: of `z`, ` UTC`, `+0200`, `+02`, ` +02:00`.
fn offset(text: &str) -> Option<String> {
    let text = text.trim_start_matches(' ');
    if ["Z", "UTC", "GMT"]
        .iter()
        .any(|it| text.eq_ignore_ascii_case(it))
    {
        return Some(String::from("Z"));
    }
    let Some(sign) = text.chars().next() else {
        return Some(String::new());
    };
    if !matches!(sign, '+' | '-') {
        return None;
    }
    let (hours, rest) = digits(&text[1..], 1, 4)?;
    let (hours, minutes) = match (hours.len(), rest) {
        (4, "") => hours.split_at(2),
        (1 | 2, "") => (hours, "00"),
        (1 | 2, rest) => (hours, rest.strip_prefix(':')?),
        _ => return None,
    };
    Some(format!("{sign}{hours:0>2}:{minutes}"))
}

/// The first nine digits of a fraction: what is finer is cut.
fn nanoseconds(fraction: &str) -> &str {
    &fraction[..fraction.len().min(9)]
}

/// The digits that `text` begins with, if there are so many, and what follows.
fn digits(text: &str, min: usize, max: usize) -> Option<(&str, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (min..=max).contains(&end).then(|| text.split_at(end))
}
