//! The live stream: a snapshot, then every change.

use std::time::Duration;

use boxoffice::Watcher;
use domain::{
    BuyerId, SeatNo, SeatStatus,
    live::{Frame, FrameEffect, Position, SeatMap, Snapshot},
    selling::BookingRequest,
};
use testing::{Hall, TestDatabase};
use tokio_stream::StreamExt;

/// A browser's side of the stream.
struct Viewer {
    stream: Watcher,
    map: Option<SeatMap>,
    snapshots: u32,
}

impl Viewer {
    fn new(stream: Watcher) -> Self {
        Self {
            stream,
            map: None,
            snapshots: 0,
        }
    }

    /// Reads messages until the map shows this status of the seat.
    async fn until(&mut self, seat: u32, status: SeatStatus) {
        let reached = async {
            while self
                .map
                .as_ref()
                .is_none_or(|map| map.status(SeatNo(seat)) != status)
            {
                let text = self.stream.next().await.expect("the stream goes on");
                self.read(std::str::from_utf8(&text).expect("text"));
            }
        };
        tokio::time::timeout(Duration::from_secs(15), reached)
            .await
            .unwrap_or_else(|_| panic!("seat {seat} never became {status:?}"));
    }

    fn read(&mut self, text: &str) {
        for message in text.split("\n\n").filter(|message| !message.is_empty()) {
            let field = |name: &str| {
                message
                    .lines()
                    .find_map(|line| line.strip_prefix(name))
                    .unwrap_or_default()
            };
            match field("event: ") {
                "snapshot" => {
                    let snapshot: Snapshot =
                        serde_json::from_str(field("data: ")).expect("a snapshot");
                    self.map = SeatMap::from_snapshot(&snapshot);
                    self.snapshots += 1;
                }
                "seats" => {
                    let frame: Frame = serde_json::from_str(field("data: ")).expect("a frame");
                    let map = self.map.get_or_insert_with(|| {
                        SeatMap::new(
                            Position {
                                epoch: 0,
                                version: frame.after,
                            },
                            domain::live::PackedStatuses::new(100),
                        )
                    });
                    assert_ne!(map.apply(&frame), FrameEffect::Gap, "nothing is missed");
                }
                _ => {}
            }
        }
    }
}

fn request(seat: u32) -> BookingRequest {
    BookingRequest::seats(vec![SeatNo(seat)])
}

fn key() -> domain::selling::IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

#[tokio::test]
async fn a_watcher_sees_seats_held_sold_and_released_by_another_server() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let (here, there) = (database.box_office().await, database.box_office().await);
    let mut viewer = Viewer::new(here.watch(event.id, None).await.expect("watches"));
    viewer.until(7, SeatStatus::Available).await;
    let buyer = BuyerId::new();
    let first = there
        .hold(buyer, event.id, &key(), request(7))
        .await
        .expect("held");
    let second = there
        .hold(buyer, event.id, &key(), request(8))
        .await
        .expect("held");
    viewer.until(7, SeatStatus::Held).await;
    let token = there
        .sandbox_token("4242424242424242")
        .await
        .expect("a token");
    there
        .pay(buyer, first.id, &key(), &token)
        .await
        .expect("paid");
    there.release(buyer, second.id).await.expect("released");
    viewer.until(7, SeatStatus::Sold).await;
    viewer.until(8, SeatStatus::Available).await;
    assert_eq!(viewer.snapshots, 1, "one snapshot, then frames");
}

#[tokio::test]
async fn a_returning_watcher_gets_only_the_changes_that_it_missed() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let start = store::seats::position(database.pool(), event.id)
        .await
        .expect("asks")
        .expect("on sale");
    // The event stays in memory for a while after its last watcher leaves.
    Viewer::new(office.watch(event.id, None).await.expect("watches"))
        .until(4, SeatStatus::Available)
        .await;
    for seat in 0..5 {
        office
            .hold(BuyerId::new(), event.id, &key(), request(seat))
            .await
            .expect("held");
    }
    let mut viewer = Viewer::new(office.watch(event.id, Some(start)).await.expect("watches"));
    viewer.until(4, SeatStatus::Held).await;
    office
        .hold(BuyerId::new(), event.id, &key(), request(50))
        .await
        .expect("held");
    viewer.until(50, SeatStatus::Held).await;
    assert_eq!(viewer.snapshots, 0);
    // A position of another history is not resumed.
    let stranger = Position {
        epoch: start.epoch + 1,
        version: 2,
    };
    let mut viewer = Viewer::new(
        office
            .watch(event.id, Some(stranger))
            .await
            .expect("watches"),
    );
    viewer.until(4, SeatStatus::Held).await;
    assert_eq!(viewer.snapshots, 1);
}

#[tokio::test]
async fn a_lost_listening_connection_loses_no_changes() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let (here, there) = (database.box_office().await, database.box_office().await);
    let mut viewer = Viewer::new(here.watch(event.id, None).await.expect("watches"));
    viewer.until(7, SeatStatus::Available).await;
    for seat in 0..5 {
        database
            .execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'")
            .await;
        there
            .hold(BuyerId::new(), event.id, &key(), request(seat))
            .await
            .expect("held");
        viewer.until(seat, SeatStatus::Held).await;
    }
    assert_eq!(viewer.snapshots, 1);
}

#[tokio::test]
async fn a_stopping_server_tells_watchers_when_to_reconnect() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    let mut stream = office.watch(event.id, None).await.expect("watches");
    stream.next().await.expect("a snapshot");
    drop(database);
    let last = stream.next().await.expect("a last word");
    assert!(
        std::str::from_utf8(&last)
            .expect("text")
            .contains("event: bye\nretry: ")
    );
    assert_eq!(stream.next().await, None);
}
