//! Cached parts of the catalogue are read again after a change.

use std::sync::Arc;

use boxoffice::Refusal;
use domain::{Currency, EventId, Money, catalogue::EventFilter, selling::RefundTerms};
use store::{EventKey, VenueKey, search::SearchEngines};
use testing::{Hall, TestDatabase};

/// Repeats until the answer is `wanted`, because the notice of a change takes some hundredths of a
/// second.
async fn until<T: PartialEq + std::fmt::Debug>(wanted: T, mut ask: impl AsyncFnMut() -> T) {
    let reached = async {
        while ask().await != wanted {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), reached)
        .await
        .unwrap_or_else(|_| panic!("never {wanted:?}"));
}

#[tokio::test]
async fn a_change_is_seen_on_every_page_that_shows_it() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let key = EventKey::Id(event.id);
    let (venue, all) = (
        VenueKey::Id(event.venue),
        EventFilter {
            limit: 10,
            ..EventFilter::default()
        },
    );
    for title in ["A night", "A morning"] {
        database
            .execute(&format!(
                "update event set title = '{title}', revision = revision + 1"
            ))
            .await;
        until(title.to_owned(), async || {
            office
                .event_page(&key)
                .await
                .expect("a page")
                .expect("an event")
                .event
                .summary
                .title
                .clone()
        })
        .await;
        until(title.to_owned(), async || {
            office.events(&all).await.expect("a list").events[0]
                .title
                .clone()
        })
        .await;
    }
    for name in ["Old Hall", "New Hall"] {
        database
            .execute(&format!("update venue set name = '{name}'"))
            .await;
        until(name.to_owned(), async || {
            office
                .venue_page(&venue)
                .await
                .expect("a page")
                .expect("a venue")
                .venue
                .name
                .clone()
        })
        .await;
        until(name.to_owned(), async || {
            office
                .event_page(&key)
                .await
                .expect("a page")
                .expect("an event")
                .venue
                .name
                .clone()
        })
        .await;
        until(name.to_owned(), async || {
            office.events(&all).await.expect("a list").events[0]
                .venue
                .name
                .clone()
        })
        .await;
    }
}

#[tokio::test]
async fn changed_terms_of_refunds_are_read_again() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let unset = RefundTerms {
        hours: None,
        percent: 100,
        fee: 0,
    };
    assert_eq!(office.refund_terms(event.id).await.expect("terms"), unset);
    database
        .execute("update event set refund_hours = 48, refund_percent = 90, refund_fee = 200")
        .await;
    let changed = RefundTerms {
        hours: Some(48),
        percent: 90,
        fee: 200,
    };
    until(changed, async || {
        office.refund_terms(event.id).await.expect("terms")
    })
    .await;
    let unknown = office.refund_terms(EventId(event.id.0 + 1)).await;
    assert!(matches!(unknown, Err(Refusal::UnknownEvent)), "{unknown:?}");
}

/// This server gets no notices of changes, so lists show what is in memory.
#[tokio::test]
async fn lists_are_read_ahead_and_changed_events_are_read_again() {
    let database = TestDatabase::new().await;
    let halls = [1, 2].map(|day| Hall {
        rows: 1,
        seats: 2,
        starts_in: time::Duration::days(day),
        ..Hall::default()
    });
    let (first, second) = (
        halls[0].open(&database).await,
        halls[1].open(&database).await,
    );
    let search = SearchEngines::new(database.pool().clone(), None);
    let titles = async || -> Vec<String> {
        let page = search
            .events(&EventFilter {
                limit: 10,
                ..EventFilter::default()
            })
            .await
            .expect("a list");
        page.events.into_iter().map(|event| event.title).collect()
    };
    search.read_ahead().await.expect("the events are read");
    database
        .execute("update event set title = 'Another evening'")
        .await;
    assert_eq!(
        titles().await,
        ["An evening", "An evening"],
        "the list is in memory before anybody asks for it"
    );
    search.forget(Some(second.id));
    assert_eq!(
        titles().await,
        ["An evening", "Another evening"],
        "only the changed event is read again"
    );
    search.forget(None);
    assert_eq!(
        titles().await,
        ["Another evening", "Another evening"],
        "any event may have changed, so all are read again"
    );
    database
        .execute(&format!(
            "update event_version set available = 0, sold = 2 where event_id = {}",
            first.id
        ))
        .await;
    let page = search
        .events(&EventFilter {
            limit: 10,
            ..EventFilter::default()
        })
        .await
        .expect("a list");
    assert_eq!(
        page.events[0].seats_available, 0,
        "the number of available seats never comes from memory"
    );
}

#[tokio::test]
async fn a_crowd_shares_one_answer() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let office = database.box_office().await;
    let filter = EventFilter {
        q: Some("evening".to_owned()),
        limit: 10,
        ..EventFilter::default()
    };
    // When the listener starts, the catalogue forgets its entries once, perhaps in the middle of a
    // crowd.
    until(true, async || {
        let crowd = futures::future::join_all((0..50).map(|_| office.events(&filter))).await;
        let answers: Vec<_> = crowd
            .into_iter()
            .map(|answer| answer.expect("a list"))
            .collect();
        answers
            .iter()
            .all(|answer| Arc::ptr_eq(answer, &answers[0]))
    })
    .await;
}

#[tokio::test]
async fn the_search_learns_which_events_are_sold_out() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 1,
        seats: 2,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let office = database.box_office().await;
    let key = "key-1".parse().expect("a key");
    let seats = domain::selling::BookingRequest::seats(vec![domain::SeatNo(0), domain::SeatNo(1)]);
    office
        .hold(domain::BuyerId::new(), event.id, &key, seats)
        .await
        .expect("both seats are held");
    database
        .until("select count(*) from search_document where sold_out", 1)
        .await;
}

#[tokio::test]
async fn an_event_is_as_cheap_as_its_cheapest_available_seat() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 1,
        seats: 4,
        ..Hall::default()
    }
    .open(&database)
    .await;
    let (id, [dear, cheap]) = (event.id.0, event.levels.map(|level| level.0));
    database
        .execute(&format!(
            "update event_seat_price set first_seat = 1 where event_id = {id}"
        ))
        .await;
    database
        .execute(&format!(
            "insert into event_seat_price values ({id}, 0, 0, {cheap})"
        ))
        .await;
    database.execute(&format!("update price_level set amount = case id when {dear} then 6500 else 2500 end where event_id = {id}")).await;
    let office = database.box_office().await;
    let under_30 = EventFilter {
        max_price: Some(3000),
        limit: 10,
        ..EventFilter::default()
    };
    let prices = async |filter: &EventFilter| -> Vec<Money> {
        office
            .events(filter)
            .await
            .expect("a list")
            .events
            .iter()
            .filter_map(|event| event.price_from)
            .collect()
    };
    assert_eq!(prices(&under_30).await, [Money::new(2500, Currency::EUR)]);
    let key = "key-1".parse().expect("a key");
    let seat = domain::selling::BookingRequest::seats(vec![domain::SeatNo(0)]);
    office
        .hold(domain::BuyerId::new(), event.id, &key, seat)
        .await
        .expect("the cheap seat is held");
    let all = EventFilter {
        limit: 10,
        ..EventFilter::default()
    };
    until(vec![Money::new(6500, Currency::EUR)], async || {
        prices(&all).await
    })
    .await;
    until(Vec::new(), async || prices(&under_30).await).await;
}
