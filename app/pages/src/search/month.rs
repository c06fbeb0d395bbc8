//! Builds a calendar month from pages of the event list.

use boxoffice::{BoxOffice, Refusal};
use domain::catalogue::{EventFilter, EventSort, EventSummary, MAX_EVENTS_PAGE, SaleStatus};
use markup::{
    search::{Day, DayEvent, Month, SearchLink},
    texts::FiltersTexts,
};
use time::{Date, Duration, OffsetDateTime};
use ui::{address::site_path, format, search::SearchQuery};

use super::facets;

/// The most events that a day shows. The day's own list shows the rest.
const MOST_OF_A_DAY: usize = 3;
/// The most list pages that are read for a month. The number of events beyond them is not known.
const MOST_PAGES: usize = 6;
/// The calendar links to no month more than this many days ahead.
const FURTHEST_DAYS: i64 = 2 * 365;

/// Half a day. Local noon has the same date in UTC, unlike local midnight.
const NOON: Duration = Duration::hours(12);

/// The first day of the month that the query names. Without one, the month in which its date filter
/// begins.
pub(super) fn first_day(asked: &SearchQuery, filter: &EventFilter, now: OffsetDateTime) -> Date {
    let soonest = || filter.from.map_or(now, |from| from + NOON).date();
    asked
        .get("month")
        .and_then(facets::month)
        .unwrap_or_else(|| facets::first(soonest()))
}

/// Whether the date filter overlaps the month.
pub(super) fn meets(first: Date, filter: &EventFilter) -> bool {
    let (begins, ends) = (
        first.midnight().assume_utc(),
        facets::after(first).midnight().assume_utc(),
    );
    filter.from.is_none_or(|from| from + NOON < ends)
        && filter.to.is_none_or(|to| to - NOON > begins)
}

/// Builds the month that begins on `first`, with the filtered events, and counts them. The count is
/// none if there are too many to read.
pub(super) async fn month(
    office: &BoxOffice,
    asked: &SearchQuery,
    filter: EventFilter,
    first: Date,
    now: OffsetDateTime,
    texts: &FiltersTexts,
) -> Result<(Month, Option<u32>), Refusal> {
    let today = now.date();
    let after = facets::after(first);
    // Days are local to each venue, up to a day ahead of UTC or behind.
    let (from, to) = (
        (first - Duration::DAY).midnight().assume_utc(),
        (after + Duration::DAY).midnight().assume_utc(),
    );
    let mut filter = EventFilter {
        from: Some(from).filter(|from| *from > now).max(filter.from),
        to: Some(filter.to.map_or(to, |earlier| earlier.min(to))),
        sort: EventSort::Date,
        facets: false,
        highlights: false,
        cursor: None,
        limit: MAX_EVENTS_PAGE,
        ..filter
    };
    let mut events = Vec::new();
    for _ in 0..MOST_PAGES {
        let page = office.events(&filter).await?;
        events.extend(
            page.events
                .iter()
                .filter(|event| (first..after).contains(&day_of(event)))
                .cloned(),
        );
        filter.cursor.clone_from(&page.next_cursor);
        if filter.cursor.is_none() {
            break;
        }
    }
    let is_whole = filter.cursor.is_none();
    let count = is_whole.then(|| u32::try_from(events.len()).unwrap_or(u32::MAX));
    Ok((sheet(asked, first, today, &events, is_whole, texts), count))
}

/// The local date on which an event begins.
fn day_of(event: &EventSummary) -> Date {
    format::local(event.starts_at, event.utc_offset_seconds).date()
}

/// Arranges a month's events, which must be in order of time. If `is_whole` is false, events are
/// missing from the last event's day on.
fn sheet(
    asked: &SearchQuery,
    first: Date,
    today: Date,
    events: &[EventSummary],
    is_whole: bool,
    texts: &FiltersTexts,
) -> Month {
    let after = facets::after(first);
    let known_until = if is_whole {
        after
    } else {
        events.last().map_or(first, day_of)
    };
    let days = (1..=first.month().length(first.year())).map(|number| {
        let date = first.replace_day(number).unwrap_or(first);
        let of_day: Vec<&EventSummary> = events
            .iter()
            .filter(|event| day_of(event) == date)
            .collect();
        Some(day(asked, date, today, &of_day, date < known_until, texts))
    });
    let before = std::iter::repeat_n(None, usize::from(first.weekday().number_days_from_monday()));
    let mut cells: Vec<Option<Day>> = before.chain(days).collect();
    cells.resize_with(cells.len().next_multiple_of(7), || None);
    let go = |to: Date, label: String| SearchLink {
        label,
        href: asked.with("month", &name(to)).address(),
        ..SearchLink::default()
    };
    let (before, in_words) = (facets::before(first), format::month_of_year);
    Month {
        title: in_words(first),
        previous: (first > facets::first(today))
            .then(|| go(before, texts.previous(&in_words(before)))),
        next: (after - today < Duration::days(FURTHEST_DAYS))
            .then(|| go(after, texts.next(&in_words(after)))),
        weeks: cells.chunks(7).map(<[_]>::to_vec).collect(),
        is_empty: events.is_empty(),
    }
}

/// `2026-12`.
fn name(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), u8::from(month.month()))
}

fn day(
    asked: &SearchQuery,
    date: Date,
    today: Date,
    events: &[&EventSummary],
    is_whole: bool,
    texts: &FiltersTexts,
) -> Day {
    let beyond = u32::try_from(events.len().saturating_sub(MOST_OF_A_DAY)).unwrap_or(u32::MAX);
    let label = match (is_whole, beyond) {
        (true, 0) => None,
        (true, beyond) => Some(texts.rest(beyond)),
        (false, _) => Some(texts.rest_unknown()),
    };
    let list = || {
        let day = asked.without(&["view", "month", "when", "sort"]);
        day.with("from", &date.to_string())
            .with("to", &(date + Duration::DAY).to_string())
            .address()
    };
    Day {
        date: date.to_string(),
        weekday: format::weekday(date).to_owned(),
        number: date.day(),
        is_today: date == today,
        events: events
            .iter()
            .take(MOST_OF_A_DAY)
            .map(|event| line(event, texts))
            .collect(),
        more: label.map(|label| SearchLink {
            label,
            href: list(),
            ..SearchLink::default()
        }),
    }
}

fn line(event: &EventSummary, texts: &FiltersTexts) -> DayEvent {
    let note = match event.sale_status {
        SaleStatus::OnSale => None,
        SaleStatus::NotYet => Some(texts.soon()),
        SaleStatus::SoldOut => Some(texts.sold_out()),
        SaleStatus::Ended => Some(texts.over()),
        SaleStatus::Cancelled => Some(texts.cancelled()),
    };
    DayEvent {
        time: format::clock(format::local(event.starts_at, event.utc_offset_seconds)),
        title: event.title.clone(),
        href: site_path(&format!("/events/{}", event.slug)),
        note,
    }
}

#[cfg(test)]
mod tests;
