//! Days since 1970-01-01 in the Gregorian calendar (after Hinnant's `days_from_civil`), without a clock.

/// The weekday of a day, 0 = Monday.
#[must_use]
pub fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

/// The Monday of a day's week.
#[must_use]
pub fn monday(day: i64) -> i64 {
    day - weekday(day)
}

/// The day of a date `YYYY-MM-DD`; `None` where it is on no calendar.
#[must_use]
pub fn day_of(date: &str) -> Option<i64> {
    let bytes = date.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |text: Option<&str>| text.filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?.parse::<i64>().ok();
    let (year, month, day) = (number(date.get(..4))?, number(date.get(5..7))?, number(date.get(8..))?);
    let (y, m) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let of_year = (153 * m + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    (date_of(days) == date).then_some(days)
}

/// The date of a day, `YYYY-MM-DD`.
#[must_use]
pub fn date_of(day: i64) -> String {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z - era * 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let m = (5 * of_year + 2) / 153;
    let month = if m < 10 { m + 3 } else { m - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", of_year - (153 * m + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::{date_of, day_of, monday, weekday};

    #[test]
    fn dates_there_and_back() {
        for (date, day) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-21", 20_778), ("1969-12-31", -1)] {
            assert_eq!(day_of(date), Some(day), "{date}");
            assert_eq!(date_of(day), date);
        }
        for wrong in ["2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "+027-01-01", "", "2027-01-0é"] {
            assert_eq!(day_of(wrong), None, "{wrong}");
        }
        let mut before = String::new();
        for day in -20_000..80_000 {
            let date = date_of(day);
            assert!(day_of(&date) == Some(day) && date != before, "{day} {date}");
            before = date;
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        // 2026-11-21 is a Saturday.
        assert_eq!(weekday(20_778), 5);
        assert_eq!(date_of(monday(20_778)), "2026-11-16");
        assert_eq!(weekday(0), 3);
        assert_eq!(weekday(-4), 6);
    }
}
