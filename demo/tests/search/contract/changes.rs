//! A committed change is found at once.

use domain::catalogue::{EventFilter, EventSort};
use testing::{Hall, TestDatabase};

use super::{HELSINKI, all, slugs};
use crate::engines::{self, Searcher};

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
