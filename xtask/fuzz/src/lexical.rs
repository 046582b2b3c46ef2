//! Any text as a value of any simple type: what is read is what the grammars of XSD 1.1 (part 2, §3.3, which give them as
//! regular expressions) take, with values that other crates agree on.
//!
//! The first line is the type, the second a text, the third one to compare it with.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use soap_runtime::value::facets::{Facets, WhiteSpace};
use soap_runtime::value::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, LexicalError, NoPrefixes, NoScope, QName, Scalar, Time, white_space,
};

use crate::plain::assert_plain;

const ZONE: &str = r"(Z|[+-](([0-9]|0[0-9]|1[0-3]):[0-5][0-9]|14:00))?";
const YEAR: &str = r"-?([1-9][0-9]{3,}|0[0-9]{3})";
const MONTH: &str = r"(0[1-9]|1[0-2])";
const DAY: &str = r"(0[1-9]|[12][0-9]|3[01])";
const CLOCK: &str = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)";
const SECONDS: &str = r"[0-9]+(\.[0-9]+)?S";
const FLOAT: &str = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+-]?[0-9]+)?|-?INF|NaN";

/// The lexical space of each type.
static GRAMMARS: LazyLock<BTreeMap<&str, Regex>> = LazyLock::new(|| {
    let zone = ZONE.replace("[0-9]|0[0-9]", "0[0-9]");
    let clocks = format!("([0-9]+H([0-9]+M)?({SECONDS})?|[0-9]+M({SECONDS})?|{SECONDS})");
    let days = "([0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D)";
    let all = [
        ("boolean", "true|false|1|0".to_owned()),
        ("decimal", r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)".to_owned()),
        ("integer", "[+-]?[0-9]+".to_owned()),
        ("byte", "[+-]?[0-9]+".to_owned()),
        ("long", "[+-]?[0-9]+".to_owned()),
        ("unsigned", r"\+?[0-9]+|-0+".to_owned()),
        ("float", FLOAT.to_owned()),
        ("double", FLOAT.to_owned()),
        ("date", format!("{YEAR}-{MONTH}-{DAY}{zone}")),
        ("dateTime", format!("{YEAR}-{MONTH}-{DAY}T{CLOCK}{zone}")),
        ("time", format!("{CLOCK}{zone}")),
        ("gYear", format!("{YEAR}{zone}")),
        ("gYearMonth", format!("{YEAR}-{MONTH}{zone}")),
        // With the form of the first edition.
        ("gMonth", format!("--{MONTH}(--)?{zone}")),
        ("gMonthDay", format!("--{MONTH}-{DAY}{zone}")),
        ("gDay", format!("---{DAY}{zone}")),
        ("duration", format!("-?P({days}(T{clocks})?|T{clocks})")),
        ("hex", "([0-9A-Fa-f]{2})*".to_owned()),
        (
            "base64",
            "((([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]|([A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=))?"
                .to_owned(),
        ),
    ];
    let compiled = all.map(|(name, text)| {
        (
            name,
            Regex::new(&format!(r"\A(?:{text})\z")).expect("written above"),
        )
    });
    compiled.into()
});

/// Texts to begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    let values = [
        ("boolean", "true", "1"),
        ("decimal", "-0012.500", "+.5"),
        ("integer", "-00123456789012345678901234567890", "+7"),
        ("byte", "-128", "+127"),
        ("long", "-9223372036854775808", "9223372036854775807"),
        ("unsigned", "-0", "4294967295"),
        ("float", "-1.5E-3", "INF"),
        ("double", "1e400", "NaN"),
        ("date", "2024-02-29+14:00", "-0001-12-31Z"),
        (
            "dateTime",
            "2024-12-31T24:00:00.000-00:00",
            "1999-01-01T23:59:59.123456789Z",
        ),
        ("time", "24:00:00Z", "00:00:00.5-13:59"),
        ("gYear", "12024", "-0004Z"),
        ("gYearMonth", "2024-02", "2024-02+01:00"),
        ("gMonth", "--12", "--01Z"),
        ("gMonthDay", "--02-29", "--12-31"),
        ("gDay", "---31", "---01-01:00"),
        ("duration", "-P1Y2M3DT4H5M6.7S", "PT0S"),
        ("hex", "0aFF", "00"),
        ("base64", "AA EC AQ==", "Zm8="),
        ("qname", "a", "b:c"),
    ];
    values
        .map(|(name, one, other)| format!("{name}\n{one}\n{other}").into_bytes())
        .into()
}

/// Reads the texts of `data` as the type it names.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut lines = text.split('\n');
    let (Some(name), Some(one)) = (lines.next(), lines.next()) else {
        return;
    };
    // The types do not see white space as it came.
    let collapsed = |text| white_space(Cow::Borrowed(text), Some(WhiteSpace::Collapse));
    let (one, other) = (&*collapsed(one), &*collapsed(lines.next().unwrap_or("")));
    match name {
        "boolean" => drop(checked::<bool>(name, one)),
        "decimal" => decimals(one, other),
        "integer" => integers(one, other),
        "byte" => small::<i8>(name, one, |text| text.parse::<i128>().ok()),
        "long" => small::<i64>(name, one, |text| text.parse::<i128>().ok()),
        "unsigned" => small::<u32>(name, one, |text| text.parse::<i128>().ok()),
        "float" => drop(checked::<f32>(name, one).map(|value| {
            floats(one, f64::from(value), |text| {
                text.parse::<f32>().ok().map(f64::from)
            })
        })),
        "double" => drop(
            checked::<f64>(name, one).map(|value| floats(one, value, |text| text.parse().ok())),
        ),
        "date" => drop(checked::<Date>(name, one)),
        "dateTime" => date_times(one, other),
        "time" => drop(checked::<Time>(name, one)),
        "gYear" => drop(checked::<GYear>(name, one)),
        "gYearMonth" => drop(checked::<GYearMonth>(name, one)),
        "gMonth" => drop(checked::<GMonth>(name, one)),
        "gMonthDay" => drop(checked::<GMonthDay>(name, one)),
        "gDay" => drop(checked::<GDay>(name, one)),
        "duration" => durations(one, other),
        "hex" => hex(one),
        "base64" => drop(checked::<Base64Binary>(name, one)),
        _ => drop(QName::parse(one, &NoScope)),
    }
}

/// The value of `text`. It has one exactly where the grammar says so, but for what the type says is out of range; it is
/// written as a text of the grammar that has the same value.
fn checked<T: Scalar + PartialEq>(name: &str, text: &str) -> Option<T> {
    let grammar = &GRAMMARS[name];
    let value = match T::parse(text, &NoScope) {
        Ok(value) => value,
        Err(error) => {
            assert_plain(&error);
            assert!(
                !grammar.is_match(text) || is_range(&error, text),
                "{name} {text:?} is refused: {error}"
            );
            let _ = T::meant(text);
            return None;
        }
    };
    assert!(grammar.is_match(text), "{name} {text:?} is no such value");
    let mut written = String::new();
    value.format(&mut written, &mut NoPrefixes);
    assert!(
        grammar.is_match(&written),
        "{name} {text:?} is written {written:?}"
    );
    let again =
        T::parse(&written, &NoScope).unwrap_or_else(|error| panic!("{name} {written:?}: {error}"));
    let mut twice = String::new();
    again.format(&mut twice, &mut NoPrefixes);
    assert_eq!(written, twice);
    assert!(
        again == value || written == "NaN",
        "{name} {text:?} is read back as {written:?}"
    );
    Facets::NONE
        .check(&value, text)
        .expect("there are no facets");
    Some(value)
}

/// Whether the text has the form, and stands for nothing: a day that is in no calendar, a number of too many digits.
fn is_range(error: &LexicalError, text: &str) -> bool {
    error.reason().is_some() || text.len() > 1000
}

fn small<T: Scalar + PartialEq + TryFrom<i128> + Copy>(
    name: &str,
    text: &str,
    wide: impl Fn(&str) -> Option<i128>,
) {
    let read = T::parse(text, &NoScope);
    let expected = GRAMMARS["integer"]
        .is_match(text)
        .then(|| wide(text))
        .flatten();
    match expected.and_then(|wide| T::try_from(wide).ok()) {
        Some(expected) => assert!(read == Ok(expected), "{name} {text:?}"),
        None => assert!(read.is_err(), "{name} {text:?}"),
    }
    checked::<T>(name, text);
}

fn floats(text: &str, value: f64, parse: impl Fn(&str) -> Option<f64>) {
    let expected = match text {
        "INF" => f64::INFINITY,
        "-INF" => f64::NEG_INFINITY,
        "NaN" => return assert!(value.is_nan()),
        text => parse(text).unwrap_or_else(|| panic!("{text:?} is a number")),
    };
    assert_eq!(value.to_bits(), expected.to_bits(), "{text:?}");
}

fn decimals(one: &str, other: &str) {
    let (Some(a), Some(b)) = (
        checked::<Decimal>("decimal", one),
        checked::<Decimal>("decimal", other),
    ) else {
        return;
    };
    assert_eq!(a.compare(other), Some(a.cmp(&b)), "{one} {other}");
    assert_eq!(a == b, a.cmp(&b) == Ordering::Equal);
    assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
    let exact = |text: &str| rust_decimal::Decimal::from_str_exact(text).ok();
    if let (Some(x), Some(y)) = (exact(one), exact(other)) {
        assert_eq!(a.cmp(&b), x.cmp(&y), "{one} {other}");
        assert_eq!(a.is_zero(), x.is_zero(), "{one}");
        assert_eq!(a.scale(), x.normalize().scale() as usize, "{one}");
        assert_eq!(exact(&a.to_string()), Some(x), "{one} is written {a}");
    }
    // The digits that facets count, by the digits that are written.
    let shortest = a.to_fixed(a.scale()).expect("it has no more");
    let digits: String = shortest.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_start_matches('0').len().max(a.scale());
    let total = u32::try_from(significant).expect("there are at most a thousand");
    let facets = |total| Facets {
        total_digits: Some(total),
        ..Facets::NONE
    };
    assert!(
        facets(total).check(&a, one).is_ok(),
        "{one} has {total} digits"
    );
    assert!(
        total == 0 || facets(total - 1).check(&a, one).is_err(),
        "{one} has {total} digits"
    );
}

fn integers(one: &str, other: &str) {
    let (Some(a), Some(b)) = (
        checked::<Integer>("integer", one),
        checked::<Integer>("integer", other),
    ) else {
        return;
    };
    if let (Ok(x), Ok(y)) = (one.parse::<i128>(), other.parse::<i128>()) {
        assert_eq!(a.cmp(&b), x.cmp(&y), "{one} {other}");
        assert_eq!(a.to_string(), x.to_string());
    }
    assert_eq!(a.compare(other), Some(a.cmp(&b)), "{one} {other}");
}

fn date_times(one: &str, other: &str) {
    let (Some(a), Some(b)) = (
        checked::<DateTime>("dateTime", one),
        checked::<DateTime>("dateTime", other),
    ) else {
        return;
    };
    // chrono reads RFC 3339: four digits of a year, always an offset, no 24:00:00.
    let rfc = |text: &str| {
        chrono::DateTime::parse_from_rfc3339(text)
            .ok()
            .filter(|_| !text.contains(' '))
    };
    if let (Some(x), Some(y)) = (rfc(one), rfc(other)) {
        assert_eq!(a.order(&b), Some(x.cmp(&y)), "{one} {other}");
    }
    let reverse = b.order(&a).map(Ordering::reverse);
    assert_eq!(a.order(&b), reverse, "{one} {other}");
}

fn durations(one: &str, other: &str) {
    let (Some(a), Some(b)) = (
        checked::<Duration>("duration", one),
        checked::<Duration>("duration", other),
    ) else {
        return;
    };
    assert_eq!(
        a.order(&b),
        b.order(&a).map(Ordering::reverse),
        "{one} {other}"
    );
    if a.months() == 0 && b.months() == 0 {
        let nanoseconds = |it: &Duration| {
            let length = i128::from(it.seconds()) * 1_000_000_000 + i128::from(it.nanosecond());
            if it.is_negative() { -length } else { length }
        };
        assert_eq!(
            a.order(&b),
            Some(nanoseconds(&a).cmp(&nanoseconds(&b))),
            "{one} {other}"
        );
    }
}

fn hex(text: &str) {
    let Some(value) = checked::<HexBinary>("hex", text) else {
        return;
    };
    let octets = text
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).expect("they are digits"));
    let octets: Vec<u8> = octets
        .map(|pair| u8::from_str_radix(pair, 16).expect("they are digits"))
        .collect();
    assert_eq!(value.octets().unwrap_or(&value.0), octets, "{text}");
}
