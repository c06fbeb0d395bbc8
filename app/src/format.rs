//! Times, counts and lengths as people read them. The browser has no database of time zones, so that every time comes with the
//! offset of the clock on the venue's wall.

use time::{OffsetDateTime, UtcOffset};
use translations::Language;

/// `at` on the clock of a venue that is `utc_offset_seconds` ahead of UTC.
#[must_use]
pub fn local(at: OffsetDateTime, utc_offset_seconds: i32) -> OffsetDateTime {
    UtcOffset::from_whole_seconds(utc_offset_seconds).map_or(at, |offset| at.to_offset(offset))
}

/// `19:30`.
#[must_use]
pub fn clock(at: OffsetDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `Fri 27 Nov`.
#[must_use]
pub fn short_day(at: OffsetDateTime) -> String {
    format!("{} {} {}", three(&at.weekday().to_string()), at.day(), three(&at.month().to_string()))
}

/// `Friday 27 November 2026`.
#[must_use]
pub fn long_day(at: OffsetDateTime) -> String {
    format!("{} {} {} {}", at.weekday(), at.day(), at.month(), at.year())
}

/// `27 November`.
#[must_use]
pub fn day_of_month(at: OffsetDateTime) -> String {
    format!("{} {}", at.day(), at.month())
}

/// `2026-11-27T19:30+02:00`, for the `datetime` of a `<time>`.
#[must_use]
pub fn machine(at: OffsetDateTime) -> String {
    let (hours, minutes, _) = at.offset().as_hms();
    let sign = if at.offset().is_negative() { '-' } else { '+' };
    let (date, time) = (at.date(), clock(at));
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!("{year:04}-{month:02}-{day:02}T{time}{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())
}

/// `UTC+2`, `UTC-3:30`, `UTC`: which clock shows a time.
#[must_use]
pub fn zone(at: OffsetDateTime) -> String {
    let (hours, minutes, _) = at.offset().as_hms();
    let sign = if at.offset().is_negative() { '-' } else { '+' };
    match (hours.unsigned_abs(), minutes.unsigned_abs()) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// `17:42:10`, by the clock of the world.
#[must_use]
pub fn clock_utc(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    format!("{}:{:02}", clock(at), at.second())
}

/// `2 h 15 min`.
#[must_use]
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `1 seat`, `2 seats`, `17,842 seats`.
#[must_use]
pub fn count(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// `17,842`.
#[must_use]
pub fn thousands(number: u32) -> String {
    Language::default().digits(number)
}

/// The English name of a country that the season has come to; else its code.
#[must_use]
pub fn country(code: &str) -> String {
    match code {
        "FI" => "Finland",
        "SE" => "Sweden",
        "NO" => "Norway",
        "DK" => "Denmark",
        "EE" => "Estonia",
        "LV" => "Latvia",
        "DE" => "Germany",
        "AT" => "Austria",
        "CH" => "Switzerland",
        "NL" => "Netherlands",
        "BE" => "Belgium",
        "FR" => "France",
        "ES" => "Spain",
        "IT" => "Italy",
        "GB" => "United Kingdom",
        "IE" => "Ireland",
        "PL" => "Poland",
        "PT" => "Portugal",
        "CZ" => "Czechia",
        "US" => "United States",
        code => code,
    }
    .to_owned()
}

fn three(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evening() -> OffsetDateTime {
        // 27 November 2026, 17:30 UTC.
        local(OffsetDateTime::from_unix_timestamp(1_795_800_600).expect("a time"), 7200)
    }

    #[test]
    fn a_time_is_that_of_the_clock_on_the_venues_wall() {
        assert_eq!(clock(evening()), "19:30");
        assert_eq!(short_day(evening()), "Fri 27 Nov");
        assert_eq!(long_day(evening()), "Friday 27 November 2026");
        assert_eq!(machine(evening()), "2026-11-27T19:30+02:00");
        assert_eq!(clock_utc(evening()), "17:30:00");
    }

    #[test]
    fn west_of_greenwich_the_offset_is_negative() {
        assert_eq!(machine(local(evening(), -12_600)), "2026-11-27T14:00-03:30");
    }

    #[test]
    fn a_zone_is_what_its_clock_adds_to_that_of_the_world() {
        let zone = |offset| zone(local(evening(), offset));
        assert_eq!([zone(7200), zone(0), zone(-12_600), zone(-18_000)], ["UTC+2", "UTC", "UTC-3:30", "UTC-5"]);
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(count(1, "seat", "seats"), "1 seat");
        assert_eq!(count(0, "seat", "seats"), "0 seats");
        assert_eq!(count(17_842, "seat", "seats"), "17,842 seats");
        assert_eq!(thousands(1_000_000), "1,000,000");
    }

    #[test]
    fn lengths_are_hours_and_minutes() {
        assert_eq!(duration(45), "45 min");
        assert_eq!(duration(120), "2 h");
        assert_eq!(duration(135), "2 h 15 min");
    }
}
