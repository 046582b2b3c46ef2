//! Texts that are no lexical form of their type and can only mean one thing, and those that cannot.

use super::text_of;
use crate::value::*;

/// Every text of `meant` is refused by the type's parser and means what it says; those of `unclear` mean nothing.
fn check<T: Scalar>(meant: &[(&str, &str)], unclear: &[&str]) {
    let read = |text: &str| {
        let text = T::meant(text)?;
        T::parse(&text, &NoScope).ok()
    };
    for (text, expected) in meant {
        assert!(T::parse(text, &NoScope).is_err(), "{} {text:?}", T::XSD);
        let value = read(text).unwrap_or_else(|| panic!("{} {text:?}", T::XSD));
        assert_eq!(text_of(&value), *expected, "{} {text:?}", T::XSD);
    }
    for text in unclear {
        let value = read(text).map(|it| text_of(&it));
        assert_eq!(value, None, "{} {text:?}", T::XSD);
    }
}

#[test]
fn booleans() {
    check::<bool>(
        &[("True", "true"), ("TRUE", "true"), ("False", "false")],
        &["", "2", "truth", "-"],
    );
}

#[test]
fn numbers_of_many_digits() {
    let meant = |text: &str| Decimal::meant(text).map(|it| it.len());
    // A digit and 999 zeros; more digits together than a number may have; few digits far away.
    assert_eq!(meant("1E999"), Some(1_000));
    assert_eq!(meant("1E1000"), None);
    assert_eq!(meant("1E1001"), None);
    assert_eq!(meant("10E600"), Some(602));
    assert_eq!(meant(&("1".repeat(999) + "E-1")), Some(1_000));
}

#[test]
fn numbers() {
    check::<i32>(
        &[
            ("5.0", "5"),
            ("5.", "5"),
            ("-5.000", "-5"),
            ("1E3", "1000"),
            ("1.5e1", "15"),
            ("50E-1", "5"),
        ],
        &[
            "",
            "5.1",
            "1,234",
            "1 234",
            "5E-1",
            "1E10",
            "0x5",
            "five",
            ".",
            "E3",
            "1E",
            "1E99999999999",
        ],
    );
    check::<u8>(&[("255.0", "255")], &["256.0", "-1.0"]);
    check::<Integer>(&[("1E20", "100000000000000000000")], &["1E2000", "-"]);
    check::<Decimal>(
        &[
            ("1E-7", "0.0000001"),
            ("-1.25E+2", "-125"),
            ("1.50E1", "15"),
            ("12.5e-1", "1.25"),
            ("0E0", "0"),
            ("1e0", "1"),
        ],
        &[
            "", "1,5", "1.2.3", "1E1001", "1E-1001", "INF", "NaN", "--1E1",
        ],
    );
    check::<f64>(
        &[
            ("Infinity", "INF"),
            ("-inf", "-INF"),
            ("+INF", "INF"),
            ("nan", "NaN"),
        ],
        &["", "1,5", "infinite"],
    );
}

#[test]
fn date_times() {
    check::<DateTime>(
        &[
            ("2017-08-01 12:12:12", "2017-08-01T12:12:12"),
            ("2017-08-01t12:12:12z", "2017-08-01T12:12:12Z"),
            ("2017-08-01T12:12:12+0200", "2017-08-01T12:12:12+02:00"),
            ("2017-08-01T12:12:12-03", "2017-08-01T12:12:12-03:00"),
            ("2017-08-01 12:12:12 +02:00", "2017-08-01T12:12:12+02:00"),
            ("2017-08-01 12:12:12 UTC", "2017-08-01T12:12:12Z"),
            ("2017-08-01T12:12", "2017-08-01T12:12:00"),
            ("2017-08-01T12:12Z", "2017-08-01T12:12:00Z"),
            ("2017-8-1 9:05:00", "2017-08-01T09:05:00"),
            ("2017/08/01 12:12:12.5", "2017-08-01T12:12:12.5"),
            ("20170801T121212Z", "2017-08-01T12:12:12Z"),
            ("2017-08-01T12:12:12,25", "2017-08-01T12:12:12.25"),
            (
                "2017-08-01T12:12:12.1234567891Z",
                "2017-08-01T12:12:12.123456789Z",
            ),
        ],
        &[
            "",
            "2017-08-01",
            "01/08/2017 12:12:12",
            "2017-08-01T",
            "2017-13-01 12:12:12",
            "2017-02-30 12:12:12",
            "2017-08-01 25:00:00",
            "2017-08-01 12:12:12 CET",
            "2017-08-01 12:12:12 +15:00",
            "2017-08-01 12",
            "17-08-01 12:12:12",
            "now",
        ],
    );
}

#[test]
fn dates_and_times() {
    check::<Date>(
        &[
            ("2017-8-1", "2017-08-01"),
            ("2017/08/01", "2017-08-01"),
            ("20170801", "2017-08-01"),
            ("2017-08-01+0200", "2017-08-01+02:00"),
            ("2017-08-01z", "2017-08-01Z"),
            ("2017-08-01T00:00:00", "2017-08-01"),
            ("2017-08-01 00:00:00.000Z", "2017-08-01Z"),
        ],
        &[
            "",
            "2017-08-01T12:00:00",
            "01.08.2017",
            "08/01/2017",
            "2017-08",
            "2017-02-29",
            "170801",
        ],
    );
    check::<Time>(
        &[
            ("9:05", "09:05:00"),
            ("09:05", "09:05:00"),
            ("090500", "09:05:00"),
            ("09:05:00+0100", "09:05:00+01:00"),
            ("09:05:00.1234567891", "09:05:00.123456789"),
        ],
        &["", "9", "905", "25:00", "09:05 PM", "09:60"],
    );
    check::<Duration>(
        &[
            ("p1d", "P1D"),
            ("P2W", "P14D"),
            ("+PT1H", "PT1H"),
            ("PT1,5S", "PT1.5S"),
            ("PT0.12345678912S", "PT0.123456789S"),
        ],
        &["", "P", "PT", "3600", "01:00:00", "P1.5D"],
    );
}

#[test]
fn octets() {
    check::<Base64Binary>(
        &[
            ("-_-_", "+/+/"),
            ("AQI", "AQI="),
            ("AQ", "AQ=="),
            ("A Q=", "AQ=="),
        ],
        &["A", "not base64!", "===="],
    );
    check::<HexBinary>(
        &[("0xAB", "AB"), ("ab-cd", "ABCD"), ("AB:CD:EF", "ABCDEF")],
        &["A", "xyz", "A-B"],
    );
}

#[test]
fn lists_and_secrets() {
    check::<List<i32>>(&[("1 2.0 3", "1 2 3")], &["1 x"]);
    check::<Secret<bool>>(&[("TRUE", "true")], &["?"]);
    // What any text is a value of has no other meaning.
    assert_eq!(String::meant("5.0"), None);
}
