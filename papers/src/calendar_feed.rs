//! Calendars that a fan subscribes to (iCalendar, RFC 5545): an entry for each event, and one for
//! the opening of its sales. Calendar programs reload them repeatedly, so the same events give the
//! same text.

use domain::catalogue::{EventSummary, SaleStatus};
use icalendar::{Calendar, Component, Event, EventStatus, Property};
use time::{Duration, OffsetDateTime};
use translations::Language;

use crate::{calendar::plain, texts::CalendarsTexts, when};

/// How often a calendar program should reload: once an hour. RFC 7986 and Outlook have different
/// properties for it.
const EVERY: &str = "PT1H";

/// The length of an opening's entry. Calendars show entries without a length as a hardly visible
/// line.
const OPENING: Duration = Duration::minutes(15);

/// A calendar of events.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarFeed {
    /// The language of its texts.
    pub language: Language,
    /// Its name, such as "Sibelius Hall".
    pub name: String,
    /// The public address of the shop, without a slash at its end. None: entries have no links.
    pub site: Option<String>,
    /// The events, in order.
    pub events: Vec<FeedEvent>,
    /// The most events in it, for its description.
    pub most: u32,
}

/// An event of the calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedEvent {
    /// The event as in lists.
    pub summary: EventSummary,
    /// Street and number; empty if unknown.
    pub address: String,
    /// When it was last changed.
    pub changed_at: OffsetDateTime,
}

/// The name of the calendar of a filtered list, with its filters in words; empty for the whole
/// list.
#[must_use]
pub fn list_calendar_name(language: Language, filters: &str) -> String {
    let texts = CalendarsTexts::of(language);
    if filters.is_empty() {
        texts.list()
    } else {
        texts.list_narrowed(filters)
    }
}

/// The calendar as a file.
#[must_use]
pub fn calendar_feed(feed: &CalendarFeed) -> String {
    let texts = CalendarsTexts::of(feed.language);
    let mut calendar = Calendar::new();
    calendar
        .append_property(("X-WR-CALNAME", plain(&feed.name).as_str()))
        .append_property(("X-WR-CALDESC", texts.about(feed.most).as_str()))
        .append_property(
            Property::new("REFRESH-INTERVAL", EVERY).add_parameter("VALUE", "DURATION"),
        )
        .append_property(("X-PUBLISHED-TTL", EVERY));
    for event in &feed.events {
        let entries = EventEntries {
            texts: &texts,
            site: feed.site.as_deref(),
            event,
        };
        calendar.push(entries.event());
        // A past opening needs no entry. Subscribing programs remove entries that are gone.
        if event.summary.sale_status == SaleStatus::NotYet {
            calendar.push(entries.opening());
        }
    }
    calendar.to_string()
}

/// The entries of one event.
struct EventEntries<'a> {
    texts: &'a CalendarsTexts,
    site: Option<&'a str>,
    event: &'a FeedEvent,
}

impl EventEntries<'_> {
    /// The event itself.
    fn event(&self) -> Event {
        let EventSummary {
            title,
            starts_at,
            ends_at,
            sale_status,
            venue,
            ..
        } = &self.event.summary;
        let is_cancelled = *sale_status == SaleStatus::Cancelled;
        let title = plain(title);
        // Not every calendar shows the status.
        let title = if is_cancelled {
            self.texts.cancelled(&title)
        } else {
            title
        };
        let places = [
            venue.name.as_str(),
            self.event.address.as_str(),
            venue.city.as_str(),
        ]
        .map(plain);
        let place = places
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let opens = (*sale_status == SaleStatus::NotYet).then(|| self.opens());
        let mut entry = self.entry(
            "event",
            (*starts_at, *ends_at),
            &title,
            [Some(self.begins()), opens, self.link()],
        );
        entry
            .add_property("LOCATION", place)
            .status(if is_cancelled {
                EventStatus::Cancelled
            } else {
                EventStatus::Confirmed
            });
        if let Some(spot) = venue.place() {
            entry.add_property("GEO", format!("{:.5};{:.5}", spot.lat, spot.lon));
        }
        entry
    }

    /// The opening of its sales: a separate entry, because nobody would look for its date in the
    /// description of the event's entry.
    fn opening(&self) -> Event {
        let summary = &self.event.summary;
        let times = (summary.on_sale_at, summary.on_sale_at + OPENING);
        self.entry(
            "sale",
            times,
            &self.texts.sale(&plain(&summary.title)),
            [Some(self.begins()), None, self.link()],
        )
    }

    /// The common parts of both entries. Times are in UTC, and calendars show them in the reader's
    /// time zone. The description has the venue's local time.
    fn entry(
        &self,
        kind: &str,
        (from, to): (OffsetDateTime, OffsetDateTime),
        title: &str,
        lines: [Option<String>; 3],
    ) -> Event {
        let host = self
            .site
            .and_then(|site| site.split_once("://"))
            .map_or("frontrow", |(_, host)| host);
        let changed = when::utc(self.event.changed_at);
        let mut entry = Event::new();
        entry
            .add_property("UID", format!("{kind}-{}@{host}", self.event.summary.id))
            .add_property("DTSTAMP", changed.as_str())
            .add_property("LAST-MODIFIED", changed)
            .add_property("DTSTART", when::utc(from))
            .add_property("DTEND", when::utc(to))
            .add_property("SUMMARY", title)
            .add_property(
                "DESCRIPTION",
                lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            )
            // The fan may not attend the event, so it does not make them busy.
            .add_property("TRANSP", "TRANSPARENT");
        if let Some(link) = self.link() {
            entry.add_property("URL", link);
        }
        entry
    }

    fn link(&self) -> Option<String> {
        let path = self
            .texts
            .language()
            .address(&format!("/events/{}", self.event.summary.slug));
        Some(format!("{}{path}", self.site?))
    }

    fn begins(&self) -> String {
        let EventSummary {
            starts_at,
            utc_offset_seconds,
            timezone,
            ..
        } = &self.event.summary;
        self.texts.begins(
            &when::long(self.texts.language(), *starts_at, *utc_offset_seconds),
            timezone,
        )
    }

    fn opens(&self) -> String {
        let EventSummary {
            on_sale_at,
            on_sale_utc_offset_seconds,
            timezone,
            ..
        } = &self.event.summary;
        self.texts.opens(
            &when::long(
                self.texts.language(),
                *on_sale_at,
                *on_sale_utc_offset_seconds,
            ),
            timezone,
        )
    }
}

#[cfg(test)]
mod tests {
    use domain::{EventId, VenueId, catalogue::VenueRef, moment};

    use super::*;

    fn tosca() -> FeedEvent {
        let at = |text: &str| moment::parse(text).expect("a moment");
        let venue = VenueRef {
            id: VenueId(1),
            name: "Sibelius Hall".to_owned(),
            city: "Lahti".to_owned(),
            country: "FI".to_owned(),
            lat: Some(60.98),
            lon: Some(25.66),
        };
        FeedEvent {
            summary: EventSummary {
                id: EventId(7),
                slug: "tosca".to_owned(),
                title: "Tosca; or, the end\r\nX-EVIL:1".to_owned(),
                category: "opera".to_owned(),
                starts_at: at("2026-11-27T17:30:00Z"),
                ends_at: at("2026-11-27T20:00:00Z"),
                timezone: "Europe/Helsinki".to_owned(),
                utc_offset_seconds: 7_200,
                venue,
                performers: Vec::new(),
                price_from: None,
                seats_available: 10,
                sale_status: SaleStatus::NotYet,
                paused: None,
                on_sale_at: at("2026-09-01T07:00:00Z"),
                on_sale_utc_offset_seconds: 10_800,
                distance_km: None,
                highlights: None,
            },
            address: "Ankkurikatu 7".to_owned(),
            changed_at: at("2026-08-01T12:00:00Z"),
        }
    }

    fn text(event: FeedEvent, site: Option<&str>) -> String {
        let feed = CalendarFeed {
            language: Language::English,
            name: "Sibelius Hall, Lahti".to_owned(),
            site: site.map(str::to_owned),
            events: vec![event],
            most: 500,
        };
        calendar_feed(&feed).replace("\r\n ", "")
    }

    #[track_caller]
    fn has(text: &str, lines: &[&str]) {
        for line in lines {
            assert!(text.lines().any(|own| own == *line), "{line} in {text}");
        }
    }

    #[test]
    fn a_feed_has_the_event_and_the_opening_of_its_sales() {
        let text = text(tosca(), Some("https://tickets.example"));
        has(
            &text,
            &[
                r"X-WR-CALNAME:Sibelius Hall\, Lahti",
                r"X-WR-CALDESC:What is on\, the soonest first\, at most 500 events.",
                "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
                "X-PUBLISHED-TTL:PT1H",
                "UID:event-7@tickets.example",
                "DTSTAMP:20260801T120000Z",
                "DTSTART:20261127T173000Z",
                "DTEND:20261127T200000Z",
                r"SUMMARY:Tosca\; or\, the end X-EVIL:1",
                r"LOCATION:Sibelius Hall\, Ankkurikatu 7\, Lahti",
                "GEO:60.98000;25.66000",
                "STATUS:CONFIRMED",
                "URL:https://tickets.example/events/tosca",
                "UID:sale-7@tickets.example",
                "DTSTART:20260901T070000Z",
                "DTEND:20260901T071500Z",
                r"SUMMARY:Sales open: Tosca\; or\, the end X-EVIL:1",
            ],
        );
        assert!(
            text.contains(r"Friday 27 November 2026\, 19:30 (Europe/Helsinki)"),
            "{text}"
        );
        assert!(
            text.contains(r"Sales open: Tuesday 1 September 2026\, 10:00 (Europe/Helsinki)"),
            "{text}"
        );
    }

    #[test]
    fn a_cancelled_event_stays_in_the_feed_and_says_so() {
        let mut event = tosca();
        event.summary.sale_status = SaleStatus::Cancelled;
        let text = text(event, None);
        has(
            &text,
            &[
                "STATUS:CANCELLED",
                r"SUMMARY:Cancelled: Tosca\; or\, the end X-EVIL:1",
                "UID:event-7@frontrow",
            ],
        );
        assert!(
            !text.contains("UID:sale-7") && !text.contains("URL:"),
            "{text}"
        );
    }

    #[test]
    fn the_same_events_give_the_same_text() {
        assert_eq!(text(tosca(), None), text(tosca(), None));
    }
}
