//! The changes that wait for a search server.

use std::time::Duration;

use store::search::meilisearch::{IndexBacklog, waiting};
use testing::{Hall, TestDatabase};

/// A change that the search server needs, though documents do not have the field.
#[tokio::test]
async fn a_moved_venue_updates_its_search_documents() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    for change in [
        "lat = 61.5",
        "lon = 24.5",
        "timezone = 'Europe/Oslo'",
        "city = 'LAHTI'",
    ] {
        database.execute("delete from search_outbox").await;
        database
            .execute(&format!(
                "update venue set {change} where id = {}",
                event.venue
            ))
            .await;
        assert_eq!(
            database
                .number("select distinct event_id::bigint from search_outbox")
                .await,
            i64::from(event.id.0),
            "{change}"
        );
    }
    database.execute("delete from search_outbox").await;
    database
        .execute(&format!(
            "update venue set description = 'A house.' where id = {}",
            event.venue
        ))
        .await;
    assert_eq!(
        database.number("select count(*) from search_outbox").await,
        0,
        "what is not sent is no news"
    );
}

#[tokio::test]
async fn the_number_and_age_of_waiting_changes_are_known() {
    let database = TestDatabase::new().await;
    assert_eq!(
        waiting(database.pool()).await.expect("a count"),
        IndexBacklog::default()
    );
    database.execute("insert into search_outbox (event_id, at) values (1, now() - interval '1 hour'), (2, now())").await;
    let IndexBacklog { changes, oldest } = waiting(database.pool()).await.expect("a count");
    assert_eq!(changes, 2);
    assert!(
        (Duration::from_secs(3600)..Duration::from_secs(3700)).contains(&oldest),
        "{oldest:?}"
    );
}

/// Documents that an older version left out of date are updated, and the search server gets the
/// change. The others stay.
#[tokio::test]
async fn a_refresh_updates_outdated_documents() {
    let database = TestDatabase::new().await;
    let behind = Hall::default().open(&database).await;
    Hall::default().open(&database).await;
    database
        .execute(&format!(
            "update search_document set words = '' where event_id = {}; delete from search_outbox",
            behind.id
        ))
        .await;
    let looked_at = store::search::refresh(database.pool(), &mut |_, _| {})
        .await
        .expect("all are looked through");
    assert_eq!(looked_at, 2);
    assert_eq!(
        database
            .number("select count(*) from search_document where words @@ 'evening'")
            .await,
        2
    );
    assert_eq!(
        database.number("select count(*) from search_outbox").await,
        1,
        "one was rewritten"
    );
}
