//! Two transactions change different facts of one event at the same time. In every order, a search
//! finds the event by both.

use sqlx::{AssertSqlSafe, raw_sql};
use testing::{Hall, TestDatabase};

/// An event with a performer, and other rows to link it to. Statements name them by these numbers.
struct Things {
    database: TestDatabase,
}

impl Things {
    /// Event 1 is on sale, with performer 1. Event 2 is not up for sale. Venue 2, performer 2 and
    /// series 1 belong to no event.
    async fn new() -> Self {
        let database = TestDatabase::new().await;
        let first = Hall::default().open(&database).await;
        assert_eq!(
            (first.id.0, first.venue.0),
            (1, 1),
            "the numbers begin at one"
        );
        database
            .execute(
                "insert into venue (slug, name, address, city, country, lat, lon, timezone)
                 values ('barn', 'Barn', '2 High Street', 'Lahti', 'FI', 61, 25, 'Europe/Helsinki');
                 insert into performer (slug, name) values ('anna', 'Anna'), ('bert', 'Bert');
                 insert into series (slug, title) values ('songs', 'Songs');
                 insert into event_performer (event_id, performer_id, position) values (1, 1, 0);
                 insert into event (slug, title, category, venue_id, plan_hash, starts_at, ends_at, on_sale_at)
                 select 'morning', 'A morning', 'concert', venue_id, plan_hash, starts_at, ends_at, on_sale_at from event",
            )
            .await;
        Self { database }
    }

    /// Makes the first change, and makes the second one before the first is committed: at once, or
    /// as soon as a lock allows it.
    async fn change(&self, first: &str, second: &str) {
        let mut tx = self.database.pool().begin().await.expect("a transaction");
        raw_sql(AssertSqlSafe(first.to_owned()))
            .execute(&mut *tx)
            .await
            .expect("the first change");
        let (pool, second) = (self.database.pool().clone(), second.to_owned());
        let other = tokio::spawn(async move {
            raw_sql(AssertSqlSafe(second))
                .execute(&pool)
                .await
                .map(|_| ())
        });
        let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while !other.is_finished() && self.database.number(waits).await == 0 {
            tokio::task::yield_now().await;
        }
        tx.commit().await.expect("the first is committed");
        other
            .await
            .expect("the second runs")
            .expect("the second change");
    }

    /// The number of events with all these words.
    async fn found(&self, words: &str) -> i64 {
        self.database.number(&format!("select count(*) from search_document where words @@ plainto_tsquery('simple', '{words}')")).await
    }
}

/// Makes both changes in both orders. Each time, one event has the words of both.
async fn both_are_found(one: &str, other: &str) {
    for (first, second) in [(one, other), (other, one)] {
        let things = Things::new().await;
        things.change(first, second).await;
        assert_eq!(
            things.found("zephyrine xanadu").await,
            1,
            "{first}; {second}"
        );
    }
}

#[tokio::test]
async fn an_event_and_its_venue_are_renamed() {
    both_are_found(
        "update event set title = 'Zephyrine' where id = 1",
        "update venue set name = 'Xanadu' where id = 1",
    )
    .await;
}

#[tokio::test]
async fn a_venue_and_a_performer_are_renamed() {
    both_are_found(
        "update performer set name = 'Zephyrine' where id = 1",
        "update venue set name = 'Xanadu' where id = 1",
    )
    .await;
}

#[tokio::test]
async fn an_event_gets_a_performer_who_is_renamed() {
    both_are_found(
        "update event set title = 'Zephyrine' where id = 1;
         insert into event_performer (event_id, performer_id, position) values (1, 2, 1)",
        "update performer set name = 'Xanadu' where id = 2",
    )
    .await;
}

#[tokio::test]
async fn an_event_whose_venue_or_performer_is_renamed_is_put_up_for_sale() {
    let opened = "update event set title = 'Zephyrine' where id = 2; select open_event(2)";
    both_are_found(opened, "update venue set name = 'Xanadu' where id = 1").await;
    let opened = format!(
        "insert into event_performer (event_id, performer_id, position) values (2, 2, 0); {opened}"
    );
    both_are_found(&opened, "update performer set name = 'Xanadu' where id = 2").await;
}

#[tokio::test]
async fn an_event_moves_to_a_venue_or_a_series_that_is_renamed() {
    both_are_found(
        "update event set title = 'Zephyrine', venue_id = 2 where id = 1",
        "update venue set name = 'Xanadu' where id = 2",
    )
    .await;
    both_are_found(
        "update event set title = 'Zephyrine', series_id = 1 where id = 1",
        "update series set title = 'Xanadu' where id = 1",
    )
    .await;
}
