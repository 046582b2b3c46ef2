//! Which texts are the same value of a primitive type; XSD 1.0 part 2 §4.2.1. In: the type, the text, the prefixes in scope.
//! Out: a text that all forms of a value share.

use soap_runtime::value::{self, Decimal, Scalar, Scope};

/// One text for all forms of a value of a primitive type; `None` where the text is the value.
pub(super) fn canonical(primitive: &str, text: &str, scope: &dyn Scope) -> Option<String> {
    Some(match primitive {
        "boolean" => bool::parse(text, scope).ok()?.to_string(),
        "decimal" => {
            let value = Decimal::parse(text, scope).ok()?;
            let shown = value.to_string();
            match (value.is_zero(), shown.contains('.')) {
                (true, _) => "0".to_owned(),
                (false, true) => shown.trim_end_matches('0').trim_end_matches('.').to_owned(),
                (false, false) => shown,
            }
        }
        // Zero has one value with either sign.
        "float" => (f32::parse(text, scope).ok()? + 0.0).to_string(),
        "double" => (f64::parse(text, scope).ok()? + 0.0).to_string(),
        "dateTime" => {
            let value = value::DateTime::parse(text, scope).ok()?;
            let time = (value.hour(), value.minute(), value.second());
            let day = (value.year(), value.month(), value.day());
            let seconds = days(day) * 86_400 + seconds(time);
            instant(seconds, value.nanosecond(), value.offset())
        }
        "date" => {
            let value = value::Date::parse(text, scope).ok()?;
            let seconds = days((value.year(), value.month(), value.day())) * 86_400;
            instant(seconds, 0, value.offset())
        }
        "time" => {
            let value = value::Time::parse(text, scope).ok()?;
            let minutes = value.offset().map_or(0, |it| i64::from(it.minutes()));
            let seconds = seconds((value.hour(), value.minute(), value.second())) - minutes * 60;
            let zone = if value.offset().is_some() { "Z" } else { "" };
            format!(
                "{}.{:09}{zone}",
                seconds.rem_euclid(86_400),
                value.nanosecond()
            )
        }
        "duration" => {
            let value = value::Duration::parse(text, scope).ok()?;
            let amount = (value.months(), value.seconds(), value.nanosecond());
            let sign = if value.is_negative() && amount != (0, 0, 0) {
                "-"
            } else {
                ""
            };
            format!("{sign}{}M{}.{:09}S", amount.0, amount.1, amount.2)
        }
        "hexBinary" => hex(&value::HexBinary::parse(text, scope).ok()?.0),
        "base64Binary" => hex(&value::Base64Binary::parse(text, scope).ok()?.0),
        "QName" | "NOTATION" => value::QName::parse(text, scope).ok()?.to_string(),
        _ => text.replace("+00:00", "Z").replace("-00:00", "Z"),
    })
    .filter(|_| primitive != "string" && primitive != "anyURI")
}

/// Seconds and nanoseconds of universal time, or of a time whose zone nobody knows.
fn instant(seconds: i64, nanosecond: u32, offset: Option<value::Offset>) -> String {
    match offset {
        Some(offset) => format!(
            "{}.{nanosecond:09}Z",
            seconds - i64::from(offset.minutes()) * 60
        ),
        None => format!("{seconds}.{nanosecond:09}"),
    }
}

fn seconds((hour, minute, second): (u8, u8, u8)) -> i64 {
    (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second)
}

/// Days since the first of March of year 0 of the proleptic Gregorian calendar: leap days are then at the end of a year.
fn days((year, month, day): (i32, u8, u8)) -> i64 {
    let (year, month) = (i64::from(year), i64::from(month));
    let year = if month < 3 { year - 1 } else { year };
    let months = (month + 9).rem_euclid(12);
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (months * 153 + 2) / 5
        + i64::from(day)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
