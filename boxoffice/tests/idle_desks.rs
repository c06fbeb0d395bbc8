//! A desk without commands closes and costs nothing. The test is alone in its program, because the
//! metric counts the whole process.

use std::time::Duration;

use boxoffice::Settings;
use domain::{BuyerId, SeatNo, selling::BookingRequest};
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use testing::{Hall, TestDatabase};

/// Waits until exactly this number of desks is open.
async fn until_open(recorded: &Snapshotter, number: f64) {
    let reached = async {
        loop {
            let gauges = recorded.snapshot().into_vec();
            let open = gauges
                .iter()
                .find(|(key, ..)| key.key().name() == "frontrow_desks_open")
                .map(|(.., value)| value);
            if open == Some(&DebugValue::Gauge(number.into())) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), reached)
        .await
        .unwrap_or_else(|_| panic!("never {number} open desks"));
}

#[tokio::test]
async fn a_desk_without_commands_closes_and_opens_again_on_demand() {
    let recorder = DebuggingRecorder::new();
    let recorded = recorder.snapshotter();
    recorder.install().expect("the first recorder");
    let database = TestDatabase::new().await;
    let events = [
        Hall::default().open(&database).await,
        Hall::default().open(&database).await,
    ];
    let office = database
        .box_office_with(Settings {
            sweep: false,
            desk_idle: Duration::from_millis(200),
            ..Settings::default()
        })
        .await;
    for seat in [7, 8] {
        for event in &events {
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
        }
        until_open(&recorded, 0.0).await;
    }
    assert_eq!(database.violations().await, Vec::<String>::new());
}
