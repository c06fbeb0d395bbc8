//! Days and times for people.

use time::{OffsetDateTime, UtcOffset};
use translations::{CalendarDay, Language};

/// `Friday 27 November 2026, 19:30`, for a venue that is this many seconds ahead of UTC.
pub(crate) fn long(language: Language, at: OffsetDateTime, utc_offset_seconds: i32) -> String {
    let at =
        UtcOffset::from_whole_seconds(utc_offset_seconds).map_or(at, |offset| at.to_offset(offset));
    language.day_and_clock(
        &long_day(language, at),
        &language.clock(at.hour(), at.minute()),
    )
}

/// `Friday 27 November 2026`, in the time zone of `at`.
pub(crate) fn long_day(language: Language, at: OffsetDateTime) -> String {
    let weekday = at.weekday().number_days_from_monday();
    language.long_day(CalendarDay {
        weekday,
        day: at.day(),
        month: u8::from(at.month()),
        year: at.year(),
    })
}

/// `2026-11-27`.
pub(crate) fn day(at: OffsetDateTime) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        at.year(),
        u8::from(at.month()),
        at.day()
    )
}

/// `2026-11-27T17:30:00Z`, as programs write times.
pub(crate) fn moment(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    let (hour, minute, second) = at.to_hms();
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", day(at))
}

/// `20261127T173000Z`, as calendars write times.
pub(crate) fn utc(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    let (hour, minute, second) = at.to_hms();
    format!(
        "{:04}{:02}{:02}T{hour:02}{minute:02}{second:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_the_venues_time_zone_and_in_utc() {
        let at = domain::moment::parse("2026-11-27T22:30:05Z").expect("a moment");
        assert_eq!(
            long(Language::English, at, 7_200),
            "Saturday 28 November 2026, 00:30"
        );
        assert_eq!(
            long(Language::Finnish, at, 7_200),
            "lauantai 28. marraskuuta 2026 klo 00.30"
        );
        assert_eq!(utc(at), "20261127T223005Z");
        assert_eq!(moment(at), "2026-11-27T22:30:05Z");
        assert_eq!(day(at), "2026-11-27");
        assert_eq!(
            long_day(Language::Finnish, at),
            "perjantai 27. marraskuuta 2026"
        );
    }
}
