//! The cleanup: expired bookings end within five seconds, whatever happens to other events.

use std::time::{Duration, Instant};

use boxoffice::Settings;
use domain::{BuyerId, SeatNo, selling::BookingRequest};
use testing::{Hall, TestDatabase, TestEvent};

/// The limit of rule 3 of `frontrow fsck`.
const ALLOWED: Duration = Duration::from_secs(5);

/// Lets the holds of these events lapse.
async fn lapse(database: &TestDatabase, events: &[TestEvent]) {
    let ids: Vec<String> = events.iter().map(|event| event.id.to_string()).collect();
    let ids = ids.join(", ");
    database
        .execute(&format!(
            "update booking set expires_at = clock_timestamp() where status = 'pending' and event_id in ({ids});
             update seat_status set expires_at = clock_timestamp() where status = 1 and event_id in ({ids});"
        ))
        .await;
}

#[tokio::test]
async fn a_locked_event_does_not_delay_the_cleanup_of_other_events() {
    let database = TestDatabase::new().await;
    let mut events = Vec::new();
    for _ in 0..7 {
        events.push(Hall::default().open(&database).await);
    }
    let office = database
        .box_office_with(Settings {
            sweep: true,
            ..Settings::default()
        })
        .await;
    let hold = async |event: &TestEvent, seat| {
        let key = BuyerId::new().to_string().parse().expect("a key");
        office
            .hold(
                BuyerId::new(),
                event.id,
                &key,
                BookingRequest::seats(vec![SeatNo(seat)]),
            )
            .await
            .expect("held");
    };
    for event in &events {
        hold(event, 7).await;
    }
    // A long transaction locks the first event.
    let (locked, others) = events.split_first().expect("seven");
    let mut lock = database.pool().begin().await.expect("a transaction");
    sqlx::query("select from event_version where event_id = $1 for update")
        .bind(locked.id.0)
        .execute(&mut *lock)
        .await
        .expect("locks");
    lapse(&database, &events).await;

    // The same is true of holds that lapse while the cleanup already waits for that event.
    for seat in [17, 27] {
        let begun = Instant::now();
        database
            .until(
                &format!(
                    "select count(*) from booking where status = 'pending' and event_id <> {}",
                    locked.id
                ),
                0,
            )
            .await;
        assert!(
            begun.elapsed() < ALLOWED,
            "the others were held for {:?}",
            begun.elapsed()
        );
        for event in others {
            hold(event, seat).await;
        }
        lapse(&database, others).await;
    }
    lock.rollback().await.expect("unlocks");
    database
        .until("select count(*) from booking where status = 'pending'", 0)
        .await;
    assert_eq!(database.violations().await, Vec::<String>::new());
}
