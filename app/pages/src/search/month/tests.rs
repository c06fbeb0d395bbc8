use domain::{EventId, VenueId, catalogue::VenueRef, moment};
use ui::texts::Language;

use super::*;

/// An event that begins at this time, with the offset of its venue.
fn event(starts_at: &str) -> EventSummary {
    let starts_at = moment::parse(starts_at).expect("a moment");
    EventSummary {
        id: EventId(1),
        slug: "sibelius-2".to_owned(),
        title: "Sibelius 2".to_owned(),
        category: "concert".to_owned(),
        starts_at,
        ends_at: starts_at + Duration::HOUR,
        timezone: "Europe/Helsinki".to_owned(),
        utc_offset_seconds: starts_at.offset().whole_seconds(),
        venue: VenueRef {
            id: VenueId(1),
            name: "Sibelius Hall".to_owned(),
            city: "Lahti".to_owned(),
            country: "FI".to_owned(),
            lat: Some(61.0),
            lon: Some(25.7),
        },
        performers: Vec::new(),
        price_from: None,
        seats_available: 0,
        sale_status: SaleStatus::SoldOut,
        paused: None,
        on_sale_at: starts_at,
        on_sale_utc_offset_seconds: starts_at.offset().whole_seconds(),
        distance_km: None,
        highlights: None,
    }
}

fn date(text: &str) -> Date {
    crate::search::parse::date(text).expect("a date")
}

fn texts() -> FiltersTexts {
    FiltersTexts::of(Language::English)
}

/// December 2026, which begins on a Tuesday. Today is 18 November.
fn december(events: &[EventSummary], is_whole: bool) -> Month {
    sheet(
        &SearchQuery::default().with("view", "calendar"),
        date("2026-12-01"),
        date("2026-11-18"),
        events,
        is_whole,
        &texts(),
    )
}

fn cell(month: &Month, day: u8) -> &Day {
    month
        .weeks
        .iter()
        .flatten()
        .flatten()
        .find(|cell| cell.number == day)
        .expect("a day of the month")
}

#[test]
fn weeks_begin_on_monday_and_have_seven_days() {
    let month = december(&[], true);
    assert_eq!(month.title, "December 2026");
    assert!(month.is_empty);
    assert_eq!(month.weeks.len(), 5);
    assert!(month.weeks.iter().all(|week| week.len() == 7));
    assert_eq!(month.weeks[0][0], None);
    assert_eq!(
        month.weeks[0][1]
            .as_ref()
            .map(|day| (day.number, day.weekday.as_str())),
        Some((1, "Tuesday"))
    );
    assert_eq!(month.weeks[4][3].as_ref().map(|day| day.number), Some(31));
}

#[test]
fn an_event_is_on_its_local_day_at_the_venue() {
    let month = december(
        &[
            event("2026-12-05T00:30:00+02:00"),
            event("2026-12-05T23:30:00-05:00"),
        ],
        true,
    );
    let times: Vec<&str> = cell(&month, 5)
        .events
        .iter()
        .map(|event| event.time.as_str())
        .collect();
    assert_eq!(times, ["00:30", "23:30"]);
    assert_eq!(cell(&month, 5).events[0].note.as_deref(), Some("sold out"));
    assert_eq!(cell(&month, 5).more, None);
}

#[test]
fn a_full_day_links_to_its_own_list() {
    let events: Vec<EventSummary> = (0..7).map(|_| event("2026-12-05T19:00:00+02:00")).collect();
    let month = december(&events, true);
    assert_eq!(cell(&month, 5).events.len(), 3);
    let more = cell(&month, 5).more.clone().expect("more");
    assert_eq!(
        (more.label.as_str(), more.href.as_str()),
        ("+4 more", "/?from=2026-12-05&to=2026-12-06")
    );
}

#[test]
fn a_month_with_too_many_events_shows_no_unknown_count() {
    let events: Vec<EventSummary> = (0..5).map(|_| event("2026-12-05T19:00:00+02:00")).collect();
    let month = december(&events, false);
    assert_eq!(cell(&month, 4).more, None);
    for day in [5, 6, 31] {
        assert_eq!(
            cell(&month, day)
                .more
                .as_ref()
                .map(|more| more.label.as_str()),
            Some("See this day"),
            "{day}"
        );
    }
}

#[test]
fn the_calendar_goes_back_to_the_current_month_and_ahead_two_years() {
    let month = december(&[], true);
    assert_eq!(
        month.previous.map(|choice| choice.href).as_deref(),
        Some("/?view=calendar&month=2026-11")
    );
    assert_eq!(
        month.next.map(|choice| choice.href).as_deref(),
        Some("/?view=calendar&month=2027-01")
    );
    let first = sheet(
        &SearchQuery::default(),
        date("2026-11-01"),
        date("2026-11-18"),
        &[],
        true,
        &texts(),
    );
    assert_eq!(first.previous, None);
    let last = sheet(
        &SearchQuery::default(),
        date("2030-01-01"),
        date("2026-11-18"),
        &[],
        true,
        &texts(),
    );
    assert_eq!(last.next, None);
}

#[test]
fn a_calendar_opens_at_the_month_of_its_date_filter() {
    let at = |text: &str| Some(moment::parse(text).expect("a moment"));
    let now = at("2026-11-18T10:00:00Z").expect("now");
    let opens = |asked: &SearchQuery, from: &str| {
        let filter = EventFilter {
            from: Some(from).filter(|from| !from.is_empty()).and_then(at),
            ..EventFilter::default()
        };
        first_day(asked, &filter, now).to_string()
    };
    let anywhere = SearchQuery::default();
    assert_eq!(opens(&anywhere, ""), "2026-11-01");
    // 1 December in Helsinki.
    assert_eq!(opens(&anywhere, "2026-11-30T22:00:00Z"), "2026-12-01");
    assert_eq!(
        opens(&anywhere.with("month", "2027-02"), "2026-11-30T22:00:00Z"),
        "2027-02-01"
    );
    let first_of_december = EventFilter {
        from: at("2026-11-30T22:00:00Z"),
        to: at("2026-12-01T22:00:00Z"),
        ..EventFilter::default()
    };
    let months = ["2026-11-01", "2026-12-01", "2027-01-01"]
        .map(|first| meets(date(first), &first_of_december));
    assert_eq!(months, [false, true, false]);
    assert!(meets(date("2027-01-01"), &EventFilter::default()));
}
