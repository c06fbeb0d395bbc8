//! Which events a filter leaves out.

use domain::catalogue::{EventFilter, EventSort, SaleStatus};
use testing::{Hall, TestDatabase};
use time::{Duration, macros::datetime};

use super::{HELSINKI, all, slugs};
use crate::{
    engines::{self, Searcher},
    made_up,
};

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
