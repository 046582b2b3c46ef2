//! The form that a value is written in where a pattern forbids the usual one.

use super::{text_of, value_of};
use crate::value::facets::Facets;
use crate::value::*;

/// The text of `value` that `pattern` allows.
fn written<T: Scalar>(value: &str, pattern: &'static str) -> Option<String> {
    let value: T = value_of(value);
    let mut is_allowed = |text: &str| pattern::is_match(pattern, text, &NoScope);
    let usual = text_of(&value);
    if is_allowed(&usual) {
        return Some(usual);
    }
    value.find_form(None, &NoScope, &mut is_allowed)
}

#[test]
fn numbers_have_the_digits_of_their_pattern() {
    let decimal = written::<Decimal>;
    assert_eq!(
        decimal("10", r"[\-]?[0-9]{1,11}\.[0-9]{2}").as_deref(),
        Some("10.00")
    );
    assert_eq!(
        decimal("-1.5", r"[\-]?[0-9]{1,11}\.[0-9]{2}").as_deref(),
        Some("-1.50")
    );
    assert_eq!(decimal("1.500", r"[0-9]+\.[0-9]").as_deref(), Some("1.5"));
    assert_eq!(decimal("10.00", r"\d+").as_deref(), Some("10"));
    assert_eq!(decimal("0.5", r"\.\d").as_deref(), Some(".5"));
    assert_eq!(decimal("1.5", r"\d{4}\.\d{3}").as_deref(), Some("0001.500"));
    assert_eq!(decimal("1.5", r"\+\d\.\d").as_deref(), Some("+1.5"));
    // A digit of the value is never left out.
    assert_eq!(decimal("1.555", r"\d+\.\d{2}"), None);
    assert_eq!(written::<i32>("42", r"\d{5}").as_deref(), Some("00042"));
    assert_eq!(written::<u8>("7", r"\+\d").as_deref(), Some("+7"));
    assert_eq!(written::<Integer>("-7", r"-\d{3}").as_deref(), Some("-007"));
    assert_eq!(written::<i32>("123456", r"\d{5}"), None);
    assert_eq!(
        written::<f64>("2.5", r"\d+\.\d{3}").as_deref(),
        Some("2.500")
    );
    assert_eq!(
        written::<f64>("1E300", r"\d\.\dE\+\d{3}").as_deref(),
        Some("1.0E+300")
    );
    assert_eq!(
        written::<f32>("0.1", r"\d\.\d{3}").as_deref(),
        Some("0.100")
    );
    assert_eq!(written::<f64>("2.5555", r"\d+\.\d{3}"), None);
    assert_eq!(written::<bool>("true", "0|1").as_deref(), Some("1"));
}

#[test]
fn times_have_the_fraction_and_offset_of_their_pattern() {
    let stamp = |text| written::<DateTime>(text, r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z");
    assert_eq!(
        stamp("2024-01-01T00:30:00Z").as_deref(),
        Some("2024-01-01T00:30:00.000Z")
    );
    assert_eq!(
        stamp("2024-01-01T00:30:00.1+02:00").as_deref(),
        Some("2023-12-31T22:30:00.100Z")
    );
    assert_eq!(
        stamp("2023-12-31T23:30:00-01:00").as_deref(),
        Some("2024-01-01T00:30:00.000Z")
    );
    assert_eq!(
        stamp("2024-03-01T00:30:00+00:00").as_deref(),
        Some("2024-03-01T00:30:00.000Z")
    );
    assert_eq!(
        stamp("2024-03-01T00:30:00+01:00").as_deref(),
        Some("2024-02-29T23:30:00.000Z")
    );
    // An offset is not invented, and no part of the value is cut.
    assert_eq!(stamp("2024-01-01T00:30:00"), None);
    assert_eq!(stamp("2024-01-01T00:30:00.1234Z"), None);
    let numeric = written::<DateTime>("2024-01-01T00:30:00Z", r".*[+-]\d\d:\d\d");
    assert_eq!(numeric.as_deref(), Some("2024-01-01T00:30:00+00:00"));
    assert_eq!(
        written::<Time>("10:00:00.000", r"\d\d:\d\d:\d\d").as_deref(),
        Some("10:00:00")
    );
    assert_eq!(
        written::<Time>("01:00:00+02:00", r".*Z").as_deref(),
        Some("23:00:00Z")
    );
    assert_eq!(
        written::<Date>("2024-01-01Z", r".*\+00:00").as_deref(),
        Some("2024-01-01+00:00")
    );
    assert_eq!(
        written::<GYear>("2024+00:00", r"\d+Z").as_deref(),
        Some("2024Z")
    );
}

#[test]
fn durations_have_the_units_of_their_pattern() {
    let duration = written::<Duration>;
    assert_eq!(duration("PT1H30M", r"PT\d+M").as_deref(), Some("PT90M"));
    assert_eq!(duration("PT1H30M", r"PT\d+S").as_deref(), Some("PT5400S"));
    assert_eq!(duration("P1Y2M", r"P\d+M").as_deref(), Some("P14M"));
    assert_eq!(duration("P1D", r"PT\d+H").as_deref(), Some("PT24H"));
    assert_eq!(
        duration("P1D", r"P\d+Y\d+M\d+DT\d+H\d+M\d+S").as_deref(),
        Some("P0Y0M1DT0H0M0S")
    );
    assert_eq!(duration("PT1M30S", r"PT\d+M"), None);
    for text in ["P1Y2M3DT4H5M6.5S", "-PT90M", "P14M", "PT0S"] {
        let value: Duration = value_of(text);
        let mut same = |form: &str| {
            assert_eq!(value_of::<Duration>(form), value, "{form}");
            false
        };
        assert_eq!(value.find_form(None, &NoScope, &mut same), None);
    }
}

#[test]
fn lists_have_the_items_of_their_pattern() {
    static ITEM: Facets<'static> = Facets {
        patterns: &[&[r"\d{3}"]],
        ..Facets::NONE
    };
    static LIST: Facets<'static> = Facets {
        item: Some(&ITEM),
        ..Facets::NONE
    };
    let list = List::from([1, 20, 300]);
    let mut is_allowed = |text: &str| LIST.check(&list, text).is_ok();
    assert_eq!(
        list.find_form(Some(&LIST), &NoScope, &mut is_allowed)
            .as_deref(),
        Some("001 020 300")
    );
}

#[test]
fn octets_have_the_case_of_their_pattern() {
    assert_eq!(
        written::<HexBinary>("ABCD", "[0-9a-f]*").as_deref(),
        Some("abcd")
    );
    assert_eq!(written::<Base64Binary>("QUJD", "[a-z]*"), None);
}

#[test]
fn what_was_read_is_written_as_it_was() {
    for text in ["10.00", "-0.50", "0.000"] {
        assert_eq!(text_of(&value_of::<Decimal>(text)), text);
    }
    for text in ["2024-01-01T00:00:00.000Z", "2024-01-01T00:00:00.10+00:00"] {
        let value: DateTime = value_of(text);
        assert_eq!(text_of(&value), text);
    }
    // Neither is part of the value.
    assert_eq!(value_of::<Decimal>("10.00"), Decimal::from(10));
    let [spelled, bare] = ["10:00:00.0+00:00", "10:00:00Z"].map(value_of::<Time>);
    assert_eq!(spelled, bare);
    assert_eq!(bare.with_fraction_digits(3).to_string(), "10:00:00.000Z");
}
