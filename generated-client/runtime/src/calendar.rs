//! Days of the Gregorian calendar.
//!
//! Years are counted from March, so that the day that leap years have more is the last.

/// Days from 0000-03-01 to 1970-01-01.
pub(crate) const TO_1970: i64 = 719_468;

/// Days from 0000-03-01 to a date.
pub(crate) fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1
}

/// The date of a day since 0000-03-01.
#[cfg(feature = "ws-security")]
pub(crate) fn date_of(day: i64) -> (i64, i64, i64) {
    let era_day = day.rem_euclid(146_097);
    let era_year = (era_day - era_day / 1460 + era_day / 36_524 - era_day / 146_096) / 365;
    let year_day = era_day - (365 * era_year + era_year / 4 - era_year / 100);
    let from_march = (5 * year_day + 2) / 153;
    let month = (from_march + 2) % 12 + 1;
    let year = era_year + day.div_euclid(146_097) * 400 + i64::from(month <= 2);
    (year, month, year_day - (153 * from_march + 2) / 5 + 1)
}

#[cfg(all(test, feature = "ws-security"))]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_hundred_years_is_found_again() {
        for day in -146_097..146_097 {
            let (year, month, day_of_month) = date_of(day);
            assert_eq!(day_of(year, month, day_of_month), day);
        }
    }

    #[test]
    fn days_have_the_dates_of_the_calendar() {
        for (day, date) in [
            (0, (1970, 1, 1)),
            (11_016, (2000, 2, 29)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(date_of(TO_1970 + day), date);
        }
    }
}
