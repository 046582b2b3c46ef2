//! Which values break which facets.

use super::{text_of, value_of};
use crate::value::facets::Facets;
use crate::value::*;

fn broken<T: Scalar>(facets: &Facets<'_>, text: &str) -> Option<String> {
    let value: T = value_of(text);
    let error = facets.check(&value, &text_of(&value)).err()?;
    Some(error.to_string())
}

#[test]
fn an_error_says_what_is_asked_for() {
    let facets = Facets {
        max_length: Some(3),
        ..Facets::NONE
    };
    let value = String::from("abcd");
    let error = facets.check(&value, &value).unwrap_err();
    let said = (error.facet(), error.bound(), error.found());
    assert_eq!(said, ("maxLength", "3", Some(4)));
}

#[test]
fn lengths() {
    let facets = Facets {
        min_length: Some(2),
        max_length: Some(3),
        ..Facets::NONE
    };
    assert_eq!(broken::<String>(&facets, "żół"), None);
    assert_eq!(
        broken::<String>(&facets, "a").as_deref(),
        Some("expected minLength `2`, found 1")
    );
    assert_eq!(
        broken::<String>(&facets, "abcd").as_deref(),
        Some("expected maxLength `3`, found 4")
    );
    assert_eq!(
        broken::<Secret<String>>(&facets, "abcd").as_deref(),
        Some("expected maxLength `3`")
    );
    assert_eq!(broken::<HexBinary>(&facets, "0102"), None);
    assert!(broken::<List<i32>>(&facets, "1").is_some());
    // A number has no length.
    assert_eq!(broken::<i32>(&facets, "12345"), None);
    let facets = Facets {
        length: Some(2),
        ..Facets::NONE
    };
    assert_eq!(broken::<String>(&facets, "ab"), None);
    assert!(broken::<String>(&facets, "abc").is_some());
}

#[test]
fn bounds() {
    let facets = Facets {
        min_inclusive: Some("1"),
        max_exclusive: Some("10"),
        ..Facets::NONE
    };
    assert_eq!(broken::<i32>(&facets, "1"), None);
    assert_eq!(broken::<i32>(&facets, "9"), None);
    assert_eq!(
        broken::<i32>(&facets, "0").as_deref(),
        Some("expected minInclusive `1`")
    );
    assert_eq!(
        broken::<i32>(&facets, "10").as_deref(),
        Some("expected maxExclusive `10`")
    );
    assert_eq!(broken::<Decimal>(&facets, "9.999"), None);
    assert_eq!(broken::<String>(&facets, "0"), None);
    let facets = Facets {
        min_exclusive: Some("2000-01-01"),
        max_inclusive: Some("2001-01-01"),
        ..Facets::NONE
    };
    assert!(broken::<Date>(&facets, "2000-01-01").is_some());
    assert_eq!(broken::<Date>(&facets, "2000-01-01Z"), None);
    assert_eq!(broken::<Date>(&facets, "2001-01-01"), None);
}

#[test]
fn digits() {
    let facets = Facets {
        total_digits: Some(4),
        fraction_digits: Some(2),
        ..Facets::NONE
    };
    for text in ["0", "12.34", "1234", "-0012.3400", "0.01", "99.9"] {
        assert_eq!(broken::<Decimal>(&facets, text), None, "{text}");
    }
    assert_eq!(
        broken::<Decimal>(&facets, "123.45").as_deref(),
        Some("expected totalDigits `4`, found 5")
    );
    assert_eq!(
        broken::<Decimal>(&facets, "0.125").as_deref(),
        Some("expected fractionDigits `2`, found 3")
    );
    assert!(broken::<i32>(&facets, "10000").is_some());
    // XSD 1.0 part 2 §4.3.11: the digits after the point count even where they are zeros.
    let facets = Facets {
        total_digits: Some(2),
        ..Facets::NONE
    };
    assert!(broken::<Decimal>(&facets, "0.001").is_some());
}

#[cfg(feature = "patterns")]
#[test]
fn every_step_needs_one_pattern() {
    let facets = Facets {
        patterns: &[&["[a-z]+", "[0-9]+"], &[".{3}"]],
        ..Facets::NONE
    };
    assert_eq!(broken::<String>(&facets, "abc"), None);
    assert_eq!(broken::<String>(&facets, "123"), None);
    assert_eq!(
        broken::<String>(&facets, "a1b").as_deref(),
        Some("expected pattern `[a-z]+|[0-9]+`")
    );
    assert_eq!(
        broken::<String>(&facets, "ab").as_deref(),
        Some("expected pattern `.{3}`")
    );
}
