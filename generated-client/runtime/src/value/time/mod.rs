//! Dates, times and durations; XSD 1.0 part 2 §3.2.6 to §3.2.14 and appendix E.
//!
//! In: ISO 8601 text as XSD restricts it. Out: the fields as written, with or without an offset. Knows no
//! clock and no time zone database.

mod date;
mod date_time;
mod duration;
mod gregorian;
mod lexical;
mod moment;
mod offset;
mod time_of_day;

pub use date::Date;
pub use date_time::DateTime;
pub use duration::Duration;
pub use gregorian::{GDay, GMonth, GMonthDay, GYear, GYearMonth};
pub use offset::Offset;
pub use time_of_day::Time;

use lexical::temporal;
