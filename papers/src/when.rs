//! Days and times as people read them.

use time::{OffsetDateTime, UtcOffset};

/// `Friday 27 November 2026, 19:30`, by the clock of a venue that is so many seconds ahead of UTC.
pub(crate) fn long(at: OffsetDateTime, utc_offset_seconds: i32) -> String {
    let at = UtcOffset::from_whole_seconds(utc_offset_seconds).map_or(at, |offset| at.to_offset(offset));
    format!("{} {} {} {}, {:02}:{:02}", at.weekday(), at.day(), at.month(), at.year(), at.hour(), at.minute())
}

/// `2026-11-27`.
pub(crate) fn day(at: OffsetDateTime) -> String {
    format!("{:04}-{:02}-{:02}", at.year(), u8::from(at.month()), at.day())
}

/// `20261127T173000Z`, as calendars write a moment.
pub(crate) fn utc(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    let (hour, minute, second) = at.to_hms();
    format!("{:04}{:02}{:02}T{hour:02}{minute:02}{second:02}Z", at.year(), u8::from(at.month()), at.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_by_the_clock_of_the_venue_and_by_that_of_the_world() {
        let at = domain::moment::parse("2026-11-27T22:30:05Z").expect("a moment");
        assert_eq!(long(at, 7_200), "Saturday 28 November 2026, 00:30");
        assert_eq!(utc(at), "20261127T223005Z");
        assert_eq!(day(at), "2026-11-27");
    }
}
