//! Local time at a venue at any instant. Only the server has a database of time zones.

use time::OffsetDateTime;
use ui::format::local;

/// Converts `at` to local time in an IANA time zone, with the UTC offset that applies at that
/// instant. Falls back to UTC if the zone is unknown.
pub(crate) fn local_in(at: OffsetDateTime, timezone: &str) -> OffsetDateTime {
    let zone = jiff::tz::TimeZone::get(timezone).ok();
    let offset = zone
        .zip(jiff::Timestamp::from_second(at.unix_timestamp()).ok())
        .map(|(zone, moment)| zone.to_offset(moment).seconds());
    local(at, offset.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use ui::format::{long_day, machine};

    use super::*;

    #[test]
    fn an_instant_uses_the_utc_offset_of_its_own_date() {
        let moment = |text| domain::moment::parse(text).expect("a moment");
        let (late, evening) = (
            moment("2027-07-01T21:30:00Z"),
            moment("2026-11-27T17:30:00Z"),
        );
        assert_eq!(
            long_day(local_in(late, "Europe/Helsinki")),
            "Friday 2 July 2027"
        );
        assert_eq!(
            machine(local_in(evening, "Europe/Helsinki")),
            "2026-11-27T19:30+02:00"
        );
        assert_eq!(machine(local_in(late, "No/Zone")), "2027-07-01T21:30+00:00");
    }
}
