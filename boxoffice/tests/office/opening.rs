//! A sale opens with thousands of fans, or with a single buyer and no watchers. The metrics count
//! the whole process.

use domain::{
    BuyerId, SeatNo,
    selling::{BestAvailable, BookingRequest},
};
use futures::future::join_all;
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use testing::{Hall, TestDatabase};

/// The number of halls that were loaded since the last call.
fn halls_read(recorded: &Snapshotter) -> u64 {
    let counts = recorded.snapshot().into_vec();
    match counts
        .iter()
        .find(|(key, ..)| key.key().name() == "frontrow_halls_loaded_total")
        .map(|(.., value)| value)
    {
        Some(DebugValue::Counter(number)) => *number,
        _ => 0,
    }
}

#[tokio::test]
async fn a_hall_loads_once_however_many_fans_come_at_once() {
    let recorder = DebuggingRecorder::new();
    let recorded = recorder.snapshotter();
    recorder.install().expect("the first recorder");
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;

    for watcher in join_all((0..100).map(|_| office.watch(event.id, None))).await {
        assert!(watcher.is_ok(), "everybody sees the hall");
    }

    assert_eq!(halls_read(&recorded), 1);
}

#[tokio::test]
async fn a_hall_loads_when_its_statuses_are_needed_but_not_for_named_seats() {
    let recorder = DebuggingRecorder::new();
    let recorded = recorder.snapshotter();
    recorder.install().expect("the first recorder");
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let hold = async |wish: BookingRequest| {
        let (buyer, key) = (
            BuyerId::new(),
            BuyerId::new().to_string().parse().expect("a key"),
        );
        (
            buyer,
            office
                .hold(buyer, event.id, &key, wish)
                .await
                .expect("held"),
        )
    };

    hold(BookingRequest::seats(vec![SeatNo(7), SeatNo(8)])).await;
    let (buyer, booking) = hold(BookingRequest::seats(vec![SeatNo(20)])).await;
    office.release(buyer, booking.id).await.expect("released");
    office
        .block(event.id, vec![SeatNo(50)], true)
        .await
        .expect("blocked");
    assert_eq!(halls_read(&recorded), 0);

    hold(BookingRequest::best(BestAvailable {
        quantity: 2,
        section: None,
        price_level: None,
        accessible: None,
    }))
    .await;
    assert_eq!(
        halls_read(&recorded),
        1,
        "the desk chooses from the statuses"
    );

    hold(BookingRequest::seats(vec![SeatNo(30)])).await;
    let counts = office.availability(event.id).await.expect("an event");
    assert_eq!((counts.held, counts.blocked), (5, 1));
    assert_eq!(
        halls_read(&recorded),
        0,
        "the desk hands its commits over to the statuses in memory"
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn every_request_for_an_unknown_event_is_refused() {
    let database = TestDatabase::new().await;
    let office = database.box_office().await;
    for _ in 0..2 {
        let crowd = join_all((0..10).map(|_| office.watch(domain::EventId(77), None))).await;
        assert!(
            crowd
                .iter()
                .all(|answer| matches!(answer, Err(boxoffice::Refusal::UnknownEvent)))
        );
    }
}
