//! Orders within a type, and of values whose order cannot be told.

use std::cmp::Ordering::{Equal, Greater, Less};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::value_of;
use crate::value::*;

#[test]
fn decimals_and_integers_are_ordered_by_value() {
    let ascending = [
        "-100", "-12.5", "-12.4", "-0.1", "-0.01", "0", "0.009", "0.01", "0.1", "1", "1.05", "9.9",
        "10", "100", "100.5",
    ];
    for (i, a) in ascending.iter().enumerate() {
        for (j, b) in ascending.iter().enumerate() {
            assert_eq!(
                value_of::<Decimal>(a).cmp(&value_of(b)),
                i.cmp(&j),
                "{a} {b}"
            );
            let order = value_of::<Decimal>(a).partial_cmp(&value_of(b));
            assert_eq!(order, Some(i.cmp(&j)), "{a} {b}");
            assert_eq!(value_of::<Decimal>(a).compare(b), order, "{a} {b}");
        }
    }
    let ascending = [
        "-100",
        "-99",
        "-1",
        "0",
        "1",
        "9",
        "10",
        "123456789012345678901234567890",
    ];
    for (i, a) in ascending.iter().enumerate() {
        for (j, b) in ascending.iter().enumerate() {
            assert_eq!(
                value_of::<Integer>(a).cmp(&value_of(b)),
                i.cmp(&j),
                "{a} {b}"
            );
            let order = value_of::<Integer>(a).partial_cmp(&value_of(b));
            assert_eq!(order, Some(i.cmp(&j)), "{a} {b}");
            assert_eq!(value_of::<Integer>(a).compare(b), order, "{a} {b}");
        }
    }
}

#[test]
fn equal_decimals_have_one_hash() {
    let hash = |text: &str| {
        let mut hasher = DefaultHasher::new();
        value_of::<Decimal>(text).hash(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash("1.50"), hash("1.5"));
    assert_ne!(hash("1.5"), hash("15"));
    assert_ne!(hash("0.5"), hash("0.05"));
}

#[test]
fn offsets_are_ordered_by_their_distance() {
    let offset = |text: &str| value_of::<Date>(text).offset().unwrap();
    let (zero, utc) = (offset("2000-01-01+00:00"), offset("2000-01-01Z"));
    let east = offset("2000-01-01+00:01");
    assert_eq!(zero, utc);
    assert_eq!(utc.partial_cmp(&east), Some(Less));
    let hash = |offset: Offset| {
        let mut hasher = DefaultHasher::new();
        offset.hash(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash(zero), hash(utc));
    assert_ne!(hash(utc), hash(east));
}

#[test]
fn moments_are_ordered_where_the_offset_allows_it() {
    // XSD 1.0 part 2 §3.2.7.4 has most of these.
    let cases = [
        ("2000-01-15T00:00:00", "2000-02-15T00:00:00", Some(Less)),
        ("2000-01-15T12:00:00", "2000-01-16T12:00:00Z", Some(Less)),
        ("2000-01-01T12:00:00", "1999-12-31T23:00:00Z", None),
        ("2000-01-16T12:00:00", "2000-01-16T12:00:00Z", None),
        ("2000-01-16T00:00:00", "2000-01-16T12:00:00Z", None),
        (
            "2000-03-04T20:00:00Z",
            "2000-03-04T23:00:00+03:00",
            Some(Equal),
        ),
        (
            "2000-03-04T20:00:00.1Z",
            "2000-03-04T20:00:00.01Z",
            Some(Greater),
        ),
        ("-0001-12-31T23:59:59", "0001-01-01T00:00:00", Some(Less)),
        // 14 hours apart: still within what an offset may be.
        ("2000-01-01T12:00:00Z", "2000-01-02T02:00:00", None),
        ("2000-01-02T12:00:00Z", "2000-01-01T22:00:00", None),
        ("9999-12-31T23:59:59", "10000-01-01T00:00:00", Some(Less)),
        ("2000-02-29T00:00:00Z", "2000-03-01T00:00:00Z", Some(Less)),
    ];
    for (a, b, expected) in cases {
        let (x, y): (DateTime, DateTime) = (value_of(a), value_of(b));
        assert_eq!(x.order(&y), expected, "{a} {b}");
        assert_eq!(y.order(&x), expected.map(|it| it.reverse()), "{b} {a}");
        assert_eq!(x.compare(b), expected);
    }
    assert_eq!(
        value_of::<Date>("2000-01-01+13:00").compare("2000-01-01-11:00"),
        Some(Less)
    );
    assert_eq!(
        value_of::<Date>("2000-01-01+12:00").compare("1999-12-31-12:00"),
        Some(Equal)
    );
    assert_eq!(
        value_of::<Time>("10:00:00Z").compare("10:00:00+01:00"),
        Some(Greater)
    );
    assert_eq!(
        value_of::<GMonthDay>("--02-29").compare("--03-01"),
        Some(Less)
    );
    assert_eq!(value_of::<GYear>("-0001").compare("0001"), Some(Less));
}

#[test]
fn durations_are_ordered_where_months_allow_it() {
    // XSD 1.0 part 2 §3.2.6.2.
    let cases = [
        ("P1Y", "P364D", Some(Greater)),
        ("P2M", "P58D", Some(Greater)),
        ("P2M", "P62D", None),
        ("P2M", "P63D", Some(Less)),
        ("P400Y", "P146097D", Some(Equal)),
        ("P800Y", "P292194D", Some(Equal)),
        ("PT1.1S", "PT2S", Some(Less)),
        ("PT0.5S", "PT0.4S", Some(Greater)),
        ("-PT0.5S", "-PT0.4S", Some(Less)),
        ("P1Y", "P365D", None),
        ("P1Y", "P366D", None),
        ("P1Y", "P367D", Some(Less)),
        ("P1M", "P27D", Some(Greater)),
        ("P1M", "P28D", None),
        ("P1M", "P31D", None),
        ("P1M", "P32D", Some(Less)),
        ("P5M", "P149D", Some(Greater)),
        ("P5M", "P150D", None),
        ("P5M", "P153D", None),
        ("P5M", "P154D", Some(Less)),
        ("-P1D", "PT0S", Some(Less)),
        ("P1D", "PT24H", Some(Equal)),
    ];
    for (a, b, expected) in cases {
        assert_eq!(value_of::<Duration>(a).compare(b), expected, "{a} {b}");
    }
    let longest = value_of::<Duration>("-P18446744073709551615M");
    assert_eq!(longest.compare("P18446744073709551615M"), Some(Less));
}

#[test]
fn numbers_compare_with_bounds_outside_their_type() {
    assert_eq!(200_u8.compare("1000"), Some(Less));
    assert_eq!(0_u8.compare("-1"), Some(Greater));
    assert_eq!(1.5_f64.compare("1.5"), Some(Equal));
    assert_eq!(f64::NAN.compare("1.5"), None);
    assert_eq!(String::from("a").compare("b"), None);
    assert_eq!(5_i32.compare("x"), None);
}
