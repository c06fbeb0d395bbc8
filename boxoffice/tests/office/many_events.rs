//! One large hall among thousands of small rooms: the cost of a hold depends only on its seats.

use domain::{BuyerId, SeatNo, selling::BookingRequest};
use testing::{Hall, TestDatabase};

const HOLDS: i64 = 20;
const SEATS: i64 = 2_000;

#[tokio::test]
async fn a_hold_reads_only_its_own_seats_however_small_other_halls_are() {
    let database = TestDatabase::new().await;
    let event = Hall {
        rows: 40,
        seats: 50,
        ..Hall::default()
    }
    .open(&database)
    .await;
    // By the table's statistics, a usual event has four seats.
    database
        .execute(
            "insert into seat_status (event_id, seat_no) select 100000 + n, s from generate_series(1, 3000) n, generate_series(0, 3) s",
        )
        .await;
    database.execute("analyze").await;
    let office = database.box_office().await;
    for seat in 0..HOLDS {
        let key = BuyerId::new().to_string().parse().expect("a key");
        let wanted = BookingRequest::seats(vec![SeatNo(seat as u32)]);
        office
            .hold(BuyerId::new(), event.id, &key, wanted)
            .await
            .expect("held");
    }
    // A connection reports its statistics of reads and writes together: after ten quiet seconds, or
    // when it ends.
    let desk = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'frontrow desk'";
    database.execute(desk).await;
    let sum = |counts: &str| {
        format!(
            "select sum({counts})::bigint from pg_stat_user_tables where relname like 'seat\\_status\\__'"
        )
    };
    database.until(&sum("n_tup_upd"), HOLDS).await;
    let read = database.number(&sum("seq_tup_read + idx_tup_fetch")).await;
    assert!(
        read < HOLDS * SEATS / 2,
        "{read} seats were read to hold {HOLDS} of {SEATS}"
    );
}
