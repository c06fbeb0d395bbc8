//! The pages of a list while the list changes.

use std::collections::BTreeSet;

use domain::{
    EventId,
    catalogue::{EventFilter, EventSort},
};
use testing::{Hall, TestDatabase};
use time::Duration;

use super::{HELSINKI, all};
use crate::engines::{self, Searcher};

/// The pages of a list, in order. Calls `between` after each page except the last.
async fn pages(
    searcher: &Searcher,
    filter: &EventFilter,
    mut between: impl AsyncFnMut(),
) -> Vec<EventId> {
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = searcher
            .events(&EventFilter {
                cursor,
                ..filter.clone()
            })
            .await;
        seen.extend(page.events.iter().map(|event| event.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return seen;
        }
        assert!(
            page.events.len() == filter.limit as usize,
            "only the last page is short"
        );
        between().await;
    }
}

/// Every event that exists at the beginning appears once, whatever is added while a visitor turns
/// the pages.
#[tokio::test]
async fn pages_neither_repeat_nor_skip_while_events_are_added() {
    for sort in [
        EventSort::Date,
        EventSort::Price,
        EventSort::Distance,
        EventSort::Relevance,
    ] {
        for engine in engines::all() {
            let database = TestDatabase::new().await;
            for day in 1..=9 {
                Hall {
                    rows: 1,
                    seats: 2,
                    starts_in: Duration::days(day * 10),
                    ..Hall::default()
                }
                .open(&database)
                .await;
            }
            let searcher = Searcher::start(engine, &database).await;
            let there: BTreeSet<EventId> = searcher
                .events(&all())
                .await
                .events
                .iter()
                .map(|event| event.id)
                .collect();
            let filter = EventFilter {
                q: Some("evening".to_owned()),
                near: Some(HELSINKI),
                sort,
                limit: 2,
                ..EventFilter::default()
            };
            let mut day = 5;
            let seen = pages(&searcher, &filter, async || {
                // One event before the visitor's position, and one after it.
                for starts_in in [Duration::hours(5), Duration::days(day)] {
                    Hall {
                        rows: 1,
                        seats: 2,
                        starts_in,
                        ..Hall::default()
                    }
                    .open(&database)
                    .await;
                }
                day += 20;
            });
            let seen = tokio::time::timeout(std::time::Duration::from_secs(60), seen)
                .await
                .expect("the pages have an end");
            let once: BTreeSet<EventId> = seen.iter().copied().collect();
            assert_eq!(once.len(), seen.len(), "{sort:?}: no event comes twice");
            assert!(once.is_superset(&there), "{sort:?}: no event is left out");
        }
    }
}

/// An event that sells out moves below the events on sale, and the events after it move up. A
/// visitor who turns the page then misses none of them.
#[tokio::test]
async fn pages_skip_nothing_when_a_shown_event_sells_out() {
    for (engine, which) in engines::all()
        .into_iter()
        .flat_map(|engine| [1, 2, 3].map(|which| (engine, which)))
    {
        let database = TestDatabase::new().await;
        for day in 1..=12 {
            Hall {
                rows: 1,
                seats: 2,
                starts_in: Duration::days(day * 10),
                ..Hall::default()
            }
            .open(&database)
            .await;
        }
        let searcher = Searcher::start(engine, &database).await;
        let filter = EventFilter {
            q: Some("evening".to_owned()),
            sort: EventSort::Relevance,
            limit: 4,
            ..EventFilter::default()
        };
        let first = searcher.events(&filter).await;
        let last = first.events[which].id;
        database
            .execute(&format!(
                "update event_version set available = 0, sold = 2 where event_id = {last}"
            ))
            .await;
        database
            .execute(&format!("select search_count_seats(array[{last}])"))
            .await;
        let rest = searcher
            .events(&EventFilter {
                cursor: first.next_cursor,
                limit: 20,
                ..filter
            })
            .await;
        let seen: BTreeSet<EventId> = first
            .events
            .iter()
            .chain(&rest.events)
            .map(|event| event.id)
            .collect();
        assert_eq!(seen.len(), 12, "{}: every event was shown", searcher.name());
        assert!(
            first.events.iter().chain(&rest.events).count() <= 13,
            "only the event that sold out may be shown twice"
        );
    }
}
