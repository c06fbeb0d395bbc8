//! A sale opens: thousands come in one moment. Alone in its file, because what is counted is the whole process'.

use futures::future::join_all;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use testing::{Hall, TestDatabase};

#[tokio::test]
async fn a_hall_is_read_once_however_many_come_in_one_moment() {
    let recorder = DebuggingRecorder::new();
    let recorded = recorder.snapshotter();
    recorder.install().expect("the first recorder");
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;

    for watcher in join_all((0..100).map(|_| office.watch(event.id, None))).await {
        assert!(watcher.is_ok(), "everybody sees the hall");
    }

    let counts = recorded.snapshot().into_vec();
    let read = counts.iter().find(|(key, ..)| key.key().name() == "frontrow_halls_loaded_total").map(|(.., value)| value);
    assert_eq!(read, Some(&DebugValue::Counter(1)));
}

#[tokio::test]
async fn who_asks_for_a_hall_that_is_not_there_is_told_and_the_next_one_too() {
    let database = TestDatabase::new().await;
    let office = database.box_office().await;
    for _ in 0..2 {
        let crowd = join_all((0..10).map(|_| office.watch(domain::EventId(77), None))).await;
        assert!(crowd.iter().all(|answer| matches!(answer, Err(boxoffice::Refusal::UnknownEvent))));
    }
}
