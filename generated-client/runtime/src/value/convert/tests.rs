//! Conversions there and back, and what does not fit.

#![allow(unused_macros, reason = "each feature uses its own")]

/// Each text is read as ours, converted, converted back, and the same; those after `refused` are not converted.
macro_rules! check {
    ($test:ident: $ours:ident <=> $theirs:ty, $good:expr, refused $bad:expr) => {
        #[test]
        fn $test() {
            for text in $good {
                let ours: crate::value::$ours = text.parse().unwrap();
                let theirs = <$theirs>::try_from(ours.clone()).unwrap();
                let back = crate::value::$ours::try_from(theirs).unwrap();
                assert_eq!(back, ours, "{text}");
            }
            for text in $bad as &[&str] {
                let ours: crate::value::$ours = text.parse().unwrap();
                assert!(<$theirs>::try_from(ours).is_err(), "{text}");
            }
        }
    };
}

#[cfg(feature = "rust_decimal")]
mod rust_decimal {
    check!(decimals: Decimal <=> rust_decimal::Decimal,
        ["0", "-1.5", "12345678901234567890.12345678", "0.0000000000000000000000000001"],
        refused &["99999999999999999999999999999", "0.00000000000000000000000000001"]);
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{
        DateTime as Moment, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc,
    };

    use crate::value::{Date, DateTime, Time};

    check!(dates: Date <=> NaiveDate, ["2024-02-29", "0001-01-01", "-0001-12-31", "12024-01-01"],
        refused &["2024-02-29Z", "999999-01-01"]);
    check!(times: Time <=> NaiveTime, ["00:00:00", "23:59:59.999999999"], refused &["12:00:00+01:00"]);
    check!(local: DateTime <=> NaiveDateTime, ["2024-02-29T01:02:03.5"], refused &["2024-02-29T01:02:03Z"]);
    check!(fixed: DateTime <=> Moment<FixedOffset>, ["2024-02-29T01:02:03.5-05:30", "2024-01-01T00:00:00Z"],
        refused &["2024-02-29T01:02:03"]);
    check!(utc: DateTime <=> Moment<Utc>, ["2024-01-01T00:00:00Z"], refused &["2024-02-29T01:02:03"]);
    check!(durations: Duration <=> TimeDelta, ["PT1H30M", "-P1DT0.5S", "PT0S"], refused &["P1M", "P1Y1D", "P999999999999D"]);

    #[test]
    fn calendars_are_the_same() {
        // What XSD calls the year -1 is the year 0 of chrono, a leap year.
        let day = NaiveDate::from_ymd_opt(0, 1, 1).unwrap();
        assert_eq!(Date::try_from(day).unwrap().to_string(), "-0001-01-01");
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
        assert!(Time::try_from(leap).is_err());
        let odd = FixedOffset::east_opt(3_601).unwrap();
        let moment = Moment::<Utc>::UNIX_EPOCH.with_timezone(&odd);
        assert!(DateTime::try_from(moment).is_err());
        let ours: DateTime = "2024-01-01T01:30:00+01:30".parse().unwrap();
        let utc = Moment::<Utc>::try_from(ours).unwrap();
        assert_eq!(
            DateTime::try_from(utc).unwrap().to_string(),
            "2024-01-01T00:00:00Z"
        );
    }
}

#[cfg(feature = "time")]
mod time {
    check!(dates: Date <=> ::time::Date, ["2024-02-29", "0001-01-01", "-0001-12-31"],
        refused &["2024-02-29Z", "12024-01-01"]);
    check!(times: Time <=> ::time::Time, ["00:00:00", "23:59:59.999999999"], refused &["12:00:00+01:00"]);
    check!(local: DateTime <=> ::time::PrimitiveDateTime, ["2024-02-29T01:02:03.5"],
        refused &["2024-02-29T01:02:03Z"]);
    check!(fixed: DateTime <=> ::time::OffsetDateTime, ["2024-02-29T01:02:03.5-05:30", "2024-01-01T00:00:00Z"],
        refused &["2024-02-29T01:02:03"]);
    check!(durations: Duration <=> ::time::Duration, ["PT1H30M", "-P1DT0.5S", "PT0S"], refused &["P1M"]);
}

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::{SignedDuration, Timestamp, civil};

    check!(dates: Date <=> civil::Date, ["2024-02-29", "0001-01-01", "-0001-12-31"],
        refused &["2024-02-29Z", "12024-01-01"]);
    check!(times: Time <=> civil::Time, ["00:00:00", "23:59:59.999999999"], refused &["12:00:00+01:00"]);
    check!(local: DateTime <=> civil::DateTime, ["2024-02-29T01:02:03.5"], refused &["2024-02-29T01:02:03Z"]);
    check!(moments: DateTime <=> Timestamp, ["2024-01-01T00:00:00.000000001Z"], refused &["2024-02-29T01:02:03"]);
    check!(durations: Duration <=> SignedDuration, ["PT1H30M", "-P1DT0.5S", "PT0S"], refused &["P1M"]);
}
