//! Local time for a search.

use boxoffice::BoxOffice;
use domain::catalogue::EventFilter;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};
use ui::format;

/// Local time at the venue of the next event. The server does not know where a visitor is, so
/// "tonight" means the evening where the events take place. UTC if no event is coming up.
#[derive(Debug, Clone)]
pub(super) struct VenueClock {
    /// The current local time.
    pub now: OffsetDateTime,
    /// The time zone. Without one, every day has the current offset.
    zone: Option<TimeZone>,
}

impl VenueClock {
    /// The clock of the next event's venue.
    pub async fn of(office: &BoxOffice) -> Self {
        // This list comes from memory, like all first pages of lists.
        let next = office
            .events(&EventFilter {
                limit: 1,
                ..EventFilter::default()
            })
            .await
            .ok();
        let next = next.as_ref().and_then(|page| page.events.first());
        let zone = next.and_then(|event| TimeZone::get(&event.timezone).ok());
        let now = OffsetDateTime::now_utc();
        // If the zone is unknown, the event's own offset is the best estimate.
        let now = if zone.is_some() {
            now
        } else {
            format::local(now, next.map_or(0, |event| event.utc_offset_seconds))
        };
        Self::in_zone(now, zone)
    }

    /// A clock in this zone.
    pub fn in_zone(now: OffsetDateTime, zone: Option<TimeZone>) -> Self {
        let mut clock = Self { now, zone };
        clock.now = clock.local(now).unwrap_or(now);
        clock
    }

    /// Converts local time to an instant. The offset depends on the day: midnight in summer and in
    /// winter differ.
    pub fn at(&self, wall: PrimitiveDateTime) -> OffsetDateTime {
        let instant = self
            .zone
            .as_ref()
            .and_then(|zone| zone.to_timestamp(civil(wall)?).ok());
        let instant = instant
            .and_then(|instant| OffsetDateTime::from_unix_timestamp(instant.as_second()).ok());
        instant
            .and_then(|instant| self.local(instant))
            .unwrap_or_else(|| wall.assume_offset(self.now.offset()))
    }

    /// Converts an instant to local time. None if the result is out of range.
    pub fn local(&self, moment: OffsetDateTime) -> Option<OffsetDateTime> {
        let offset = match &self.zone {
            Some(zone) => {
                let moment = Timestamp::from_second(moment.unix_timestamp()).ok()?;
                UtcOffset::from_whole_seconds(zone.to_offset(moment).seconds()).ok()?
            }
            None => self.now.offset(),
        };
        moment.checked_to_offset(offset)
    }
}

fn civil(wall: PrimitiveDateTime) -> Option<DateTime> {
    let year = i16::try_from(wall.year()).ok()?;
    let (month, day) = (u8::from(wall.month()) as i8, wall.day() as i8);
    DateTime::new(
        year,
        month,
        day,
        wall.hour() as i8,
        wall.minute() as i8,
        wall.second() as i8,
        0,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use domain::moment;

    use super::*;

    #[test]
    fn each_day_begins_at_its_own_utc_offset() {
        let winter = moment::parse("2026-11-18T10:00:00Z").expect("a moment");
        let clock = VenueClock::in_zone(winter, TimeZone::get("Europe/Helsinki").ok());
        assert_eq!(clock.now.to_string(), "2026-11-18 12:00:00.0 +02:00:00");
        let midnight =
            |text: &str| clock.at(super::super::parse::date(text).expect("a date").midnight());
        assert_eq!(
            moment::text(midnight("2026-12-05")),
            "2026-12-05T00:00:00+02:00"
        );
        assert_eq!(
            moment::text(midnight("2027-07-06")),
            "2027-07-06T00:00:00+03:00"
        );
    }
}
