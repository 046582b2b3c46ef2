//! Which texts a type takes, and what it writes for them.

use std::borrow::Cow;

use super::{text_of, value_of};
use crate::value::*;

/// Every `text => canonical` is read and written so; every text of `invalid` is refused.
pub(super) fn check<T: Scalar>(valid: &[(&str, &str)], invalid: &[&str]) {
    for (text, canonical) in valid {
        let value: T = value_of(text);
        assert_eq!(text_of(&value), *canonical, "{} {text:?}", T::XSD);
        let again: T = value_of(canonical);
        assert_eq!(text_of(&again), *canonical, "{} {text:?}", T::XSD);
    }
    for text in invalid {
        let Err(error) = T::parse(text, &NoScope) else {
            panic!("{} takes {text:?}", T::XSD)
        };
        assert!(error.to_string().starts_with("expected "), "{error}");
    }
}

const NO_NUMBERS: &[&str] = &[
    "", "+", "-", "+-1", "--1", "1_000", "1,000", "0x1", "1 ", " 1", "\u{a0}1", "1\u{85}",
    "\u{0661}", "one",
];

#[test]
fn booleans() {
    let valid = [
        ("true", "true"),
        ("1", "true"),
        ("false", "false"),
        ("0", "false"),
    ];
    check::<bool>(
        &valid,
        &["", "True", "TRUE", "yes", "01", " true", "true\u{a0}"],
    );
}

#[test]
fn strings_keep_everything() {
    check::<String>(&[("", ""), (" a\t\n ", " a\t\n ")], &[]);
    let text = String::from("owned");
    let start = text.as_ptr();
    let value = String::parse_owned(Cow::Owned(text), &NoScope).unwrap();
    assert_eq!(value.as_ptr(), start);
    assert_eq!(String::from("żółw").length(), Some(4));
}

#[test]
fn bounded_integers() {
    let zeros = |n: usize| "0".repeat(n - 1) + "1";
    check::<u8>(&[(&zeros(1_000), "1")], &[&zeros(1_001)]);
    check::<i8>(
        &[("-128", "-128"), ("+127", "127"), ("-0", "0")],
        &["128", "-129"],
    );
    check::<u8>(
        &[
            ("-0", "0"),
            ("+0", "0"),
            ("+255", "255"),
            ("000000000000000000000000007", "7"),
        ],
        &["-1", "256", "-00001"],
    );
    check::<i16>(
        &[("-32768", "-32768"), ("32767", "32767")],
        &["32768", "-32769"],
    );
    check::<u16>(&[("65535", "65535")], &["65536"]);
    check::<i32>(
        &[("-2147483648", "-2147483648"), ("2147483647", "2147483647")],
        &["2147483648", "-2147483649", "1.0", "1e3"],
    );
    check::<u32>(&[("4294967295", "4294967295")], &["4294967296"]);
    check::<i64>(
        &[
            ("-9223372036854775808", "-9223372036854775808"),
            ("9223372036854775807", "9223372036854775807"),
        ],
        &[
            "9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999999",
        ],
    );
    check::<u64>(
        &[("18446744073709551615", "18446744073709551615")],
        &["18446744073709551616", "184467440737095516150"],
    );
    check::<i32>(&[], NO_NUMBERS);
    check::<u64>(&[], NO_NUMBERS);
    check::<i64>(&[], &[&"0".repeat(1_001)]);
    // A wrong character is named as such even where the digits before it do not fit.
    let error = i64::parse("999999999999999999999999x", &NoScope).unwrap_err();
    assert_eq!(error.to_string(), "expected xs:long");
    let error = u8::parse("256", &NoScope).unwrap_err();
    assert_eq!(error.to_string(), "expected xs:unsignedByte (out of range)");
}

#[test]
fn floats() {
    check::<f64>(
        &[
            ("INF", "INF"),
            ("-INF", "-INF"),
            ("NaN", "NaN"),
            ("-0", "-0"),
            ("1.", "1"),
            (".5", "0.5"),
            ("+1e3", "1000"),
            ("1E300", "1E300"),
            ("12.50", "12.5"),
            ("-1.5e-10", "-1.5E-10"),
            ("0.1", "0.1"),
            ("1e999", "INF"),
        ],
        &[
            "inf", "infinity", "nan", "+INF", "+NaN", "-NaN", ".", "1e", "e1", "1e1.5", "0x1p3",
            "1f", "1.2.3",
        ],
    );
    check::<f64>(&[], NO_NUMBERS);
    check::<f32>(
        &[("3.4028235e38", "3.4028235E38"), ("0.1", "0.1")],
        &["infinity"],
    );
    assert!(value_of::<f64>("-0").is_sign_negative());
}

#[test]
fn decimals() {
    check::<Decimal>(
        &[
            ("0", "0"),
            ("-0.00", "0.00"),
            ("0.10", "0.10"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+0012.3400", "12.3400"),
            ("-0.001", "-0.001"),
            ("100", "100"),
            ("100.0", "100.0"),
            (
                "123456789012345678901234567890.123456789",
                "123456789012345678901234567890.123456789",
            ),
        ],
        &["1e3", "1E3", ".", "-.", "1.2.3", "INF", "NaN", "1.-2"],
    );
    check::<Decimal>(&[], NO_NUMBERS);
    check::<Decimal>(&[], &[&"1".repeat(1_001)]);
    let (ones, more) = ("1".repeat(500), "1".repeat(501));
    let most = format!("{ones}.{ones}");
    check::<Decimal>(&[(&most, &most)], &[&format!("{more}.{ones}")]);
    let smallest = Decimal::new(1, 1_000).unwrap();
    assert_eq!(smallest.scale(), 1_000);
    assert!(Decimal::new(1, 1_001).is_err());
    assert_eq!(smallest.to_fixed(1_000), Some(smallest.to_string()));
    assert_eq!(smallest.to_fixed(1_001), None);
    assert_eq!(
        format!("{:?}", value_of::<Decimal>("-0.050")),
        "Decimal(-0.050)"
    );
    assert_eq!(Integer::try_from(value_of::<Decimal>("12.0")), "12".parse());
    assert!(Integer::try_from(value_of::<Decimal>("12.5")).is_err());
    assert_eq!("0.10".parse::<Decimal>(), "0.1".parse());
    assert_eq!(Decimal::new(1_250, 2).unwrap().to_string(), "12.50");
    assert_eq!(Decimal::new(-5, 3).unwrap().to_string(), "-0.005");
    assert_eq!(
        Decimal::new(i128::MIN, 0).unwrap(),
        Decimal::from(i128::MIN)
    );
    assert!(Decimal::new(1, 1_001).is_err());
    assert_eq!(
        Decimal::new(125, 1).unwrap().to_fixed(2).as_deref(),
        Some("12.50")
    );
    assert_eq!(Decimal::from(3).to_fixed(2).as_deref(), Some("3.00"));
    assert_eq!(Decimal::from(3).to_fixed(0).as_deref(), Some("3"));
    assert_eq!(Decimal::new(125, 2).unwrap().to_fixed(1), None);
    assert_eq!(i32::try_from(Decimal::from(-7)), Ok(-7));
    assert!(u8::try_from(Decimal::from(-7)).is_err());
    assert!(i32::try_from(Decimal::new(15, 1).unwrap()).is_err());
    assert_eq!(Decimal::new(125, 1).unwrap().to_f64_lossy(), 12.5);
}

#[test]
fn integers() {
    let long = "9".repeat(1_000);
    check::<Integer>(
        &[("-0", "0"), ("+007", "7"), ("-12", "-12"), (&long, &long)],
        &["1.0", "1e3", &"9".repeat(1_001)],
    );
    check::<Integer>(&[], NO_NUMBERS);
    assert_eq!(Integer::from(u128::MAX).to_string(), u128::MAX.to_string());
    assert_eq!(i128::try_from(Integer::from(i128::MIN)), Ok(i128::MIN));
    assert!(u64::try_from(Integer::from(u128::MAX)).is_err());
    assert!(u64::try_from(Integer::from(-1)).is_err());
    assert_eq!(u8::try_from(value_of::<Integer>("-0")), Ok(0));
    assert_eq!(format!("{:?}", value_of::<Integer>("-12")), "Integer(-12)");
}

#[test]
fn octets() {
    check::<Base64Binary>(
        &[
            ("", ""),
            ("AQID", "AQID"),
            (" A Q\tI\nD ", "AQID"),
            ("AQ==", "AQ=="),
            ("AQ = =", "AQ=="),
        ],
        &[
            "A",
            "AQ",
            "AQ=",
            "AQI",
            "AR==",
            "AQ==AQ==",
            "AQ-_",
            "=",
            "AQ\u{a0}==",
        ],
    );
    check::<HexBinary>(
        &[("", ""), ("0aFf", "0AFF")],
        &["0", "0g", "0 a", "0x", "é"],
    );
    assert_eq!(value_of::<Base64Binary>("AQID").length(), Some(3));
    assert_eq!(Base64Binary::from(b"abc").to_string(), "YWJj");
}

struct Names;

impl Scope for Names {
    fn resolve(&self, prefix: &str) -> Option<&str> {
        match prefix {
            "" => Some("urn:default"),
            "p" => Some("urn:p"),
            _ => None,
        }
    }
}

impl Prefixes for Names {
    fn prefix_for(&mut self, namespace: &str) -> String {
        if namespace == "urn:p" {
            "p".to_owned()
        } else {
            String::new()
        }
    }
}

#[test]
fn qualified_names() {
    let parse = |text: &str| QName::parse(text, &Names);
    assert_eq!(parse("p:a"), Ok(QName::new("urn:p", "a")));
    assert_eq!(parse("a"), Ok(QName::new("urn:default", "a")));
    assert_eq!(
        parse("xml:lang"),
        Ok(QName::new("http://www.w3.org/XML/1998/namespace", "lang"))
    );
    assert_eq!(QName::parse("a", &NoScope), Ok(QName::new("", "a")));
    for text in ["", ":", "p:", ":a", "p:a:b", "1a", "p:1", "a b", "q:a"] {
        assert!(parse(text).is_err(), "{text:?}");
    }
    let mut out = String::new();
    List::from([
        QName::new("urn:p", "a"),
        QName::new("urn:default", "b"),
        QName::new("", "c"),
    ])
    .format(&mut out, &mut Names);
    assert_eq!(out, "p:a b c");
    assert_eq!(QName::new("urn:p", "a").to_string(), "{urn:p}a");
}

#[test]
fn lists() {
    check::<List<i32>>(
        &[("", ""), ("1 +2\t\n3", "1 2 3")],
        &["1,2", "1\u{a0}2", "1 x"],
    );
    assert_eq!(value_of::<List<i32>>("1 2").length(), Some(2));
    assert_eq!(
        value_of::<List<String>>(" a  b "),
        List::from(["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(List::<i32>::from_iter([1, 2]).into_iter().sum::<i32>(), 3);
}

#[test]
fn nil_is_not_absent() {
    let states: [Nillable<i32>; 3] = [Nillable::Absent, Nillable::Nil, Nillable::Value(1)];
    assert_eq!(states.map(|it| it.is_absent()), [true, false, false]);
    assert_eq!(states.map(|it| it.is_nil()), [false, true, false]);
    assert_eq!(states.map(|it| it.value().copied()), [None, None, Some(1)]);
    assert_eq!(
        states.map(|it| it.map(|it| it + 1)),
        [Nillable::Absent, Nillable::Nil, 2.into()]
    );
    assert_eq!(Nillable::<i32>::from(None), Nillable::Absent);
    assert_eq!(
        Nillable::<String>::from("a").as_ref().into_option(),
        Some(&"a".to_owned())
    );
}

#[test]
fn secrets_are_not_shown() {
    let secret: Secret<Date> = value_of("2024-02-29");
    assert_eq!(
        format!("{secret:?} {:#?}", Some(&secret))
            .matches("2024")
            .count(),
        0
    );
    let error = Secret::<Date>::parse("2023-02-29", &NoScope).unwrap_err();
    assert_eq!(error.to_string(), "expected xs:date");
    assert_eq!(text_of(&secret), "2024-02-29");
    const { assert!(<List<Secret<i32>> as Scalar>::SECRET && !<List<i32> as Scalar>::SECRET) }
}
