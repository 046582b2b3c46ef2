//! Any value, written and read again, is the same value.

use proptest::prelude::*;

use super::{text_of, value_of};
use crate::value::*;

fn offset() -> impl Strategy<Value = Option<Offset>> {
    proptest::option::of((-840_i16..=840).prop_map(|it| Offset::from_minutes(it).unwrap()))
}

fn year() -> impl Strategy<Value = i32> {
    prop_oneof![1_i32..=9999, -i32::MAX..=-1, 1..=i32::MAX]
}

fn date() -> impl Strategy<Value = Date> {
    (year(), 1_u8..=12, 1_u8..=31, offset()).prop_filter_map("no such day", |(y, m, d, offset)| {
        Some(Date::new(y, m, d).ok()?.with_offset(offset))
    })
}

fn time() -> impl Strategy<Value = Time> {
    let nanosecond = prop_oneof![
        Just(0),
        0_u32..1_000_000_000,
        (0_u32..1_000).prop_map(|it| it * 1_000_000)
    ];
    (0_u8..24, 0_u8..60, 0_u8..60, nanosecond, offset()).prop_map(
        |(h, m, s, nanosecond, offset)| {
            Time::new(h, m, s)
                .unwrap()
                .with_nanosecond(nanosecond)
                .unwrap()
                .with_offset(offset)
        },
    )
}

fn same<T: Scalar + PartialEq + std::fmt::Debug>(value: T) {
    let text = text_of(&value);
    assert_eq!(value_of::<T>(&text), value, "{text}");
}

macro_rules! round_trips {
    ($($name:ident: $strategy:expr;)*) => {
        proptest! {$(
            #[test]
            fn $name(value in $strategy) {
                same(value);
            }
        )*}
    };
}

round_trips! {
    string: any::<String>();
    boolean: any::<bool>();
    i8_: any::<i8>();
    i16_: any::<i16>();
    i32_: any::<i32>();
    i64_: any::<i64>();
    u8_: any::<u8>();
    u16_: any::<u16>();
    u32_: any::<u32>();
    u64_: any::<u64>();
    double: any::<f64>().prop_filter("NaN", |it| !it.is_nan());
    float: any::<f32>().prop_filter("NaN", |it| !it.is_nan());
    decimal: (any::<i128>(), 0_u32..60).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale).unwrap());
    integer: any::<i128>().prop_map(Integer::from);
    octets_base64: any::<Vec<u8>>().prop_map(Base64Binary);
    octets_hex: any::<Vec<u8>>().prop_map(HexBinary);
    list: any::<Vec<i16>>().prop_map(List);
    secret: any::<String>().prop_map(Secret::new);
    dates: date();
    times: time();
    date_times: (date(), time()).prop_map(|(date, time)| DateTime::from_parts(date, time));
    g_year: date().prop_map(|it| GYear::new(it.year()).unwrap().with_offset(it.offset()));
    g_year_month: date().prop_map(|it| GYearMonth::new(it.year(), it.month()).unwrap().with_offset(it.offset()));
    g_month: date().prop_map(|it| GMonth::new(it.month()).unwrap().with_offset(it.offset()));
    g_month_day: date().prop_map(|it| GMonthDay::new(it.month(), it.day()).unwrap().with_offset(it.offset()));
    g_day: date().prop_map(|it| GDay::new(it.day()).unwrap().with_offset(it.offset()));
    duration: (any::<bool>(), any::<u64>(), any::<u64>(), 0_u32..1_000_000_000)
        .prop_map(|(negative, months, seconds, nanos)| Duration::new(negative, months, seconds, nanos).unwrap());
}

/// Texts near the lexical forms, to look for panics.
const NEAR: &str = r"[-+]?[0-9PTZ:.+\-YMDHS eEINFa\u{a0}]{0,40}";

fn reads_what_it_writes<T: Scalar>(text: &str) {
    if let Ok(value) = T::parse(text, &NoScope) {
        let canonical = text_of(&value);
        assert_eq!(text_of(&value_of::<T>(&canonical)), canonical, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in prop_oneof![NEAR, any::<String>().boxed(), "[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-6][0-9]:[0-6][0-9])?(Z|[-+]1[0-9]:[0-6]0)?"]) {
        reads_what_it_writes::<bool>(&text);
        reads_what_it_writes::<i8>(&text);
        reads_what_it_writes::<u64>(&text);
        reads_what_it_writes::<f64>(&text);
        reads_what_it_writes::<Decimal>(&text);
        reads_what_it_writes::<Integer>(&text);
        reads_what_it_writes::<Date>(&text);
        reads_what_it_writes::<Time>(&text);
        reads_what_it_writes::<DateTime>(&text);
        reads_what_it_writes::<Duration>(&text);
        reads_what_it_writes::<GYear>(&text);
        reads_what_it_writes::<GMonth>(&text);
        reads_what_it_writes::<GDay>(&text);
        reads_what_it_writes::<Base64Binary>(&text);
        reads_what_it_writes::<HexBinary>(&text);
        reads_what_it_writes::<QName>(&text);
        reads_what_it_writes::<List<QName>>(&text);
    }

    #[test]
    fn std_and_own_integers_agree(value in any::<i64>()) {
        let text = value.to_string();
        prop_assert_eq!(i32::parse(&text, &NoScope).ok(), text.parse().ok());
        prop_assert_eq!(u16::parse(&text, &NoScope).ok(), text.parse().ok());
        prop_assert_eq!(u64::parse(&text, &NoScope).ok(), text.parse().ok());
    }

    #[cfg(feature = "patterns")]
    #[test]
    fn no_pattern_panics(pattern in r"[\[\]()\\\-^$.?*+{}|,0-9a-cpPIsLiw&~]{0,30}") {
        let _ = pattern::check_syntax(&pattern);
    }

    #[test]
    fn decimals_order_as_numbers(a in -1_000_i64..1_000, b in -1_000_i64..1_000, scale in 0_u32..4) {
        let (x, y) = (Decimal::new(a.into(), scale).unwrap(), Decimal::new(b.into(), scale).unwrap());
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        prop_assert_eq!(x == y, a == b);
    }
}
