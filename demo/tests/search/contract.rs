//! The contract of every engine: filters, orders, pages.

use std::collections::BTreeSet;

use domain::{
    EventId,
    catalogue::{EventFilter, EventSort, EventsPage, GeoPoint, SaleStatus},
};
use testing::{Hall, TestDatabase};
use time::{Duration, macros::datetime};

use crate::{
    engines::{self, Searcher},
    made_up,
};

const HELSINKI: GeoPoint = GeoPoint {
    lat: 60.17,
    lon: 24.94,
};

/// A filter that matches everything, with a hundred events on a page.
fn all() -> EventFilter {
    EventFilter {
        limit: 100,
        ..EventFilter::default()
    }
}

fn slugs(page: &EventsPage) -> Vec<&str> {
    page.events
        .iter()
        .map(|event| event.slug.as_str())
        .collect()
}

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

#[tokio::test]
async fn filters_leave_out_other_events() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        made_up::put(database.pool()).await;
        let searcher = Searcher::start(engine, &database).await;
        let count = async |filter: EventFilter| searcher.events(&filter).await.events.len();
        let everything = count(all()).await;
        assert_eq!(everything, 26);
        assert_eq!(
            count(EventFilter {
                category: Some("opera".to_owned()),
                ..all()
            })
            .await,
            3
        );
        assert_eq!(
            count(EventFilter {
                category: Some("no such".to_owned()),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            count(EventFilter {
                max_price: Some(2499),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            count(EventFilter {
                max_price: Some(2500),
                ..all()
            })
            .await,
            everything
        );
        let december = EventFilter {
            from: Some(datetime!(2099-12-01 0:00 UTC)),
            to: Some(datetime!(2099-12-30 0:00 UTC)),
            ..all()
        };
        let found = searcher.events(&december).await;
        assert!(
            found.events.len() == 7
                && found
                    .events
                    .iter()
                    .all(|event| event.starts_at.month() == time::Month::December)
        );
        assert_eq!(
            count(EventFilter {
                near: Some(HELSINKI),
                radius_km: Some(5.0),
                ..all()
            })
            .await,
            2
        );
        assert_eq!(
            count(EventFilter {
                near: Some(HELSINKI),
                radius_km: Some(0.1),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            count(EventFilter {
                accessible: true,
                ..all()
            })
            .await,
            0,
            "these halls have no places for wheelchairs"
        );
        let first = &searcher.events(&all()).await.events[0];
        assert!(
            searcher
                .events(&EventFilter {
                    venue: Some(first.venue.id),
                    ..all()
                })
                .await
                .events
                .iter()
                .all(|event| event.venue == first.venue)
        );
        let performer = first.performers[0].id;
        let theirs = searcher
            .events(&EventFilter {
                performer: Some(performer),
                ..all()
            })
            .await;
        assert!(!theirs.events.is_empty());
        assert!(
            theirs
                .events
                .iter()
                .all(|event| event.performers.iter().any(|one| one.id == performer))
        );
    }
}

#[tokio::test]
async fn a_filter_finds_events_on_sale() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let open = Hall::default().open(&database).await;
        let later = Hall {
            on_sale_in: Duration::days(2),
            ..Hall::default()
        }
        .open(&database)
        .await;
        let full = Hall {
            rows: 1,
            seats: 1,
            ..Hall::default()
        }
        .open(&database)
        .await;
        database
            .execute(&format!(
                "update event_version set available = 0, sold = 1 where event_id = {}",
                full.id
            ))
            .await;
        database
            .execute(&format!("select search_count_seats(array[{}])", full.id))
            .await;
        let searcher = Searcher::start(engine, &database).await;
        let on_sale = searcher
            .events(&EventFilter {
                on_sale: true,
                ..all()
            })
            .await;
        assert_eq!(slugs(&on_sale), [open.slug.as_str()]);
        // Among equal matches, events on sale come first.
        let found = searcher
            .events(&EventFilter {
                q: Some("evening".to_owned()),
                sort: EventSort::Relevance,
                ..all()
            })
            .await;
        assert_eq!(
            slugs(&found),
            [open.slug.as_str(), later.slug.as_str(), full.slug.as_str()]
        );
        assert_eq!(found.events[2].sale_status, SaleStatus::SoldOut);
    }
}

#[tokio::test]
async fn lists_have_the_requested_order() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        made_up::put(database.pool()).await;
        database
            .execute("update price_level set amount = 1000 + event_id * 7919 % 23 * 100")
            .await;
        let searcher = Searcher::start(engine, &database).await;
        let by_date = searcher.events(&all()).await;
        assert!(
            by_date
                .events
                .is_sorted_by_key(|event| (event.starts_at, event.id))
        );
        let near = searcher
            .events(&EventFilter {
                near: Some(HELSINKI),
                sort: EventSort::Distance,
                ..all()
            })
            .await;
        let distances: Vec<f64> = near
            .events
            .iter()
            .filter_map(|event| event.distance_km)
            .collect();
        assert!(
            distances.len() == 26
                && distances.is_sorted()
                && distances[0] < 5.0
                && distances[25] > 2000.0,
            "{distances:?}"
        );
        let cheap = searcher
            .events(&EventFilter {
                sort: EventSort::Price,
                ..all()
            })
            .await;
        let prices: Vec<i64> = cheap
            .events
            .iter()
            .filter_map(|event| Some(event.price_from.as_ref()?.amount))
            .collect();
        assert!(
            prices.len() == 26 && prices.is_sorted() && prices[0] < prices[25],
            "{prices:?}"
        );
    }
}

#[tokio::test]
async fn amounts_of_two_currencies_are_never_compared() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let open = async |amount: i64, currency: &str| {
            let event = Hall {
                rows: 1,
                seats: 2,
                ..Hall::default()
            }
            .open(&database)
            .await;
            let price = format!(
                "update price_level set amount = {amount}, currency = '{currency}' where event_id = {}",
                event.id
            );
            database.execute(&price).await;
            event.slug
        };
        let (dear, cheap, yen) = (
            open(6000, "GBP").await,
            open(4500, "GBP").await,
            open(4000, "JPY").await,
        );
        let searcher = Searcher::start(engine, &database).await;
        let under = EventFilter {
            max_price: Some(5000),
            ..all()
        };
        assert_eq!(
            slugs(&searcher.events(&under).await),
            [cheap.as_str()],
            "most events of the shop are in pounds"
        );
        let in_yen = EventFilter {
            currency: "JPY".parse().ok(),
            ..under
        };
        assert_eq!(slugs(&searcher.events(&in_yen).await), [yen.as_str()]);
        let by_price = EventFilter {
            sort: EventSort::Price,
            limit: 2,
            ..EventFilter::default()
        };
        let first = searcher.events(&by_price).await;
        assert_eq!(slugs(&first), [cheap.as_str(), dear.as_str()]);
        let rest = searcher
            .events(&EventFilter {
                cursor: first.next_cursor,
                ..by_price
            })
            .await;
        assert_eq!(slugs(&rest), [yen.as_str()]);
    }
}

#[tokio::test]
async fn every_engine_finds_titles_of_other_scripts_with_their_punctuation_and_by_the_words_inside_them()
 {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let titles = [
            "「第九」演奏会",
            "ヨハン・シュトラウス",
            "東京フィルハーモニー交響楽団",
            "《茶馆》",
        ];
        for title in titles {
            let event = Hall {
                rows: 1,
                seats: 2,
                ..Hall::default()
            }
            .open(&database)
            .await;
            database
                .execute(&format!(
                    "update event set title = '{title}' where id = {}",
                    event.id
                ))
                .await;
        }
        let searcher = Searcher::start(engine, &database).await;
        for (q, title) in [
            ("「第九」演奏会", titles[0]),
            ("ヨハン・シュトラウス", titles[1]),
            ("シュトラウス", titles[1]),
            ("交響楽団", titles[2]),
            ("《茶馆》", titles[3]),
        ] {
            let filter = EventFilter {
                q: Some(q.to_owned()),
                sort: EventSort::Relevance,
                ..all()
            };
            let found = searcher.events(&filter).await;
            let found: Vec<&str> = found
                .events
                .iter()
                .map(|event| event.title.as_str())
                .collect();
            assert_eq!(found, [title], "{}: {q}", searcher.name());
        }
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

/// An event that sells out moves below the events on sale. A visitor who turns the page then misses
/// none of the events between.
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
            "and none but the one that sank comes again"
        );
    }
}

#[tokio::test]
async fn a_committed_change_is_found_by_the_new_name() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let searcher = Searcher::start(engine, &database).await;
        let finds = async |q: &str| {
            let filter = EventFilter {
                q: Some(q.to_owned()),
                sort: EventSort::Relevance,
                ..all()
            };
            !searcher.events(&filter).await.events.is_empty()
        };
        for (name, table, id) in [
            ("Zephyrine", "event", event.id.0),
            ("Xanadu", "venue", event.venue.0),
        ] {
            assert!(!finds(name).await);
            let column = if table == "event" { "title" } else { "name" };
            database
                .execute(&format!(
                    "update {table} set {column} = '{name} of old' where id = {id}"
                ))
                .await;
            assert!(finds(name).await, "{name}");
        }
    }
}

#[tokio::test]
async fn an_event_is_found_at_the_new_position_of_its_venue() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let at = |start: &str| {
            format!(
                "update event set starts_at = '{start}', ends_at = '2099-08-01 12:00Z' where id = {}",
                event.id
            )
        };
        database.execute(&at("2099-07-31 22:30Z")).await;
        let searcher = Searcher::start(engine, &database).await;
        let near = EventFilter {
            near: Some(HELSINKI),
            radius_km: Some(5.0),
            facets: true,
            ..all()
        };
        assert!(searcher.events(&near).await.events.is_empty());
        let moved = format!(
            "update venue set lat = {}, lon = {} where id = {}",
            HELSINKI.lat, HELSINKI.lon, event.venue
        );
        database.execute(&moved).await;
        let found = searcher.events(&near).await;
        assert_eq!(slugs(&found), [event.slug.as_str()]);
        let facets = found.facets.expect("counts");
        assert_eq!(
            (facets.city.get("Lahti"), facets.month.get("2099-08")),
            (Some(&1), Some(&1)),
            "{facets:?}"
        );
        // The written form of the town and the month in local time also depend on the venue.
        database
            .execute(&format!(
                "update venue set city = 'Láhti' where id = {}",
                event.venue
            ))
            .await;
        let facets = searcher.events(&near).await.facets.expect("counts");
        assert_eq!(facets.city.get("Láhti"), Some(&1), "{facets:?}");
        database
            .execute(&format!(
                "update venue set timezone = 'Atlantic/Reykjavik' where id = {}",
                event.venue
            ))
            .await;
        let facets = searcher.events(&near).await.facets.expect("counts");
        assert_eq!(facets.month.get("2099-07"), Some(&1), "{facets:?}");
    }
}

#[tokio::test]
async fn one_typing_error_in_a_short_word_is_tolerated() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        let searcher = Searcher::start(engine, &database).await;
        for (typed, meant) in [
            ("mhaler", "Mahler"),
            ("hadyn", "Haydn"),
            ("tsoca", "Tosca"),
            ("oepra", "Opera"),
            ("bahc", "Bach"),
            ("bech", "Bach"),
            ("mozrat", "Mozart"),
        ] {
            let event = Hall {
                rows: 1,
                seats: 2,
                ..Hall::default()
            }
            .open(&database)
            .await;
            database
                .execute(&format!(
                    "update event set title = '{meant}' where id = {}",
                    event.id
                ))
                .await;
            // The word is alone in the search: with a second word, the search would find the event
            // without it.
            let filter = EventFilter {
                q: Some(typed.to_owned()),
                sort: EventSort::Relevance,
                ..all()
            };
            let found = searcher.events(&filter).await;
            assert!(
                found.events.iter().any(|found| found.title == meant),
                "{typed} is {meant}"
            );
        }
    }
}

#[tokio::test]
async fn counts_and_marks_come_on_request() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        made_up::put(database.pool()).await;
        let searcher = Searcher::start(engine, &database).await;
        let plain = searcher
            .events(&EventFilter {
                q: Some("mozart".to_owned()),
                sort: EventSort::Relevance,
                ..all()
            })
            .await;
        assert!(
            plain.facets.is_none() && plain.events.iter().all(|event| event.highlights.is_none())
        );
        let filter = EventFilter {
            q: Some("mozrt".to_owned()),
            sort: EventSort::Relevance,
            facets: true,
            highlights: true,
            ..all()
        };
        let page = searcher.events(&filter).await;
        let facets = page.facets.expect("counts");
        assert_eq!(facets.category.get("opera"), Some(&2));
        assert_eq!(
            (
                facets.city.get("Oslo"),
                facets.city.get("Paris"),
                facets.month.get("2099-09")
            ),
            (Some(&1), Some(&1), Some(&1))
        );
        let marks = page.events[0].highlights.clone().expect("marks");
        let marked: Vec<&str> = marks
            .title
            .iter()
            .filter(|piece| piece.matched)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(marked, ["Mozart"], "a slip marks what was meant");
    }
}

#[tokio::test]
async fn any_text_can_be_searched_for() {
    for engine in engines::all() {
        let database = TestDatabase::new().await;
        Hall::default().open(&database).await;
        let long = "a".repeat(200);
        let odd = [
            ":*",
            "'",
            "\\",
            "evening & !",
            "(",
            "evening'; drop table event; --",
            "\u{0}",
            "%%%",
            "🎻🎻",
            "   ",
            "ÅÄÖ ß",
            "1e5 -3 +",
            long.as_str(),
        ];
        let searcher = Searcher::start(engine, &database).await;
        for q in odd {
            let filter = EventFilter {
                q: Some(q.to_owned()),
                sort: EventSort::Relevance,
                facets: true,
                highlights: true,
                ..all()
            };
            searcher.events(&filter).await;
        }
        assert_eq!(searcher.events(&all()).await.events.len(), 1);
    }
}
