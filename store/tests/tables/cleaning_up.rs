//! The cost of the cleanup, which runs once a second while a hall is sold.

use sqlx::{PgPool, postgres::PgPoolOptions};
use testing::{Hall, TestDatabase};

/// The number of bookings that this connection has read so far.
async fn read(pool: &PgPool) -> i64 {
    sqlx::query("select pg_stat_force_next_flush()")
        .execute(pool)
        .await
        .expect("statistics");
    let read = "select (sum(seq_tup_read) + sum(idx_tup_fetch))::bigint from pg_stat_user_tables where relname like 'booking\\__'";
    sqlx::query_scalar(read)
        .fetch_one(pool)
        .await
        .expect("a number")
}

#[tokio::test]
async fn the_cleanup_does_not_read_running_holds() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let holds = |many: u32, ends: &str| {
        format!(
            "insert into booking (event_id, id, buyer_id, expires_at, amount, currency)
             select {}, gen_random_uuid(), gen_random_uuid(), now() + interval '{ends}', 0, 'EUR' from generate_series(1, {many})",
            event.id.0
        )
    };
    database.execute(&holds(5_000, "1 hour")).await;
    database.execute(&holds(3, "-1 minute")).await;
    database.execute("analyze booking").await;
    let options = database.pool().connect_options();
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .connect_with((*options).clone())
        .await
        .expect("a connection");

    let before = read(&pool).await;
    let lapsed = store::desk::events_with_lapsed_bookings(&pool)
        .await
        .expect("events");
    assert_eq!(lapsed, [event.id]);
    let read = read(&pool).await - before;
    assert!(
        (3..100).contains(&read),
        "{read} bookings were read to find 3"
    );
}
