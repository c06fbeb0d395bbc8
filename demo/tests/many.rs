//! Many events at once.

use domain::catalogue::{EventFilter, EventSort};
use testing::TestDatabase;
use time::macros::date;

#[tokio::test]
async fn many_events_are_complete_searchable_and_created_once() {
    let database = TestDatabase::new().await;
    let mut steps = Vec::new();
    let day = date!(2098 - 05 - 01);
    let added = demo::load_many(database.pool(), day, 500, &mut |progress| {
        steps.push(progress)
    })
    .await
    .expect("they load");
    assert_eq!(added, 500);
    assert!(
        steps.iter().any(|progress| progress.total == 500),
        "the progress is reported"
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
    assert_eq!(
        database
            .number("select count(*) from search_document")
            .await,
        500
    );
    assert_eq!(
        database.number("select count(*) from seat_status").await,
        500 * 20
    );
    assert!(
        database
            .number("select count(distinct city) from venue")
            .await
            >= 5
    );

    let title: String = sqlx::query_scalar("select title from event order by id limit 1")
        .fetch_one(database.pool())
        .await
        .expect("a title");
    let filter = EventFilter {
        q: Some(title.clone()),
        sort: EventSort::Relevance,
        limit: 3,
        ..EventFilter::default()
    };
    let found = store::search::SearchEngines::new(database.pool().clone(), None)
        .events(&filter)
        .await
        .expect("the search answers");
    assert!(
        found.events.iter().any(|event| event.title == title),
        "{title} is found under its title"
    );

    let again = demo::load_many(database.pool(), day, 500, &mut |_| {})
        .await
        .expect("they load again");
    assert_eq!(
        (again, database.number("select count(*) from event").await),
        (0, 500)
    );
}
