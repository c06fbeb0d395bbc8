//! `GET /api/v1/events/{id}/seats/live`

use std::time::Duration;

use domain::live::{PackedStatuses, Snapshot};
use domain::{SeatNo, SeatStatus};
use reqwest::Response;
use serde_json::Value;
use tokio::time::timeout;

use crate::{
    line::LineShop,
    shop::{Answer, Caller, Shop},
};

/// The longest wait: longer than anything here takes, and short enough for a failing test.
const PATIENCE: Duration = Duration::from_secs(10);

/// One message of a stream.
#[derive(Debug)]
struct Message {
    id: String,
    event: String,
    data: Value,
}

/// A reader of Server-Sent Events.
struct Reader {
    response: Response,
    buffer: String,
}

impl Reader {
    fn of(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        assert!(response.headers().get("content-encoding").is_none());
        Self {
            response,
            buffer: String::new(),
        }
    }

    /// The next message with data. None after the end of the stream.
    async fn next(&mut self) -> Option<Message> {
        timeout(PATIENCE, async {
            loop {
                while let Some(end) = self.buffer.find("\n\n") {
                    let block: String = self.buffer.drain(..end + 2).collect();
                    let field = |name: &str| {
                        block
                            .lines()
                            .filter_map(|line| line.strip_prefix(name))
                            .map(|value| value.trim_start_matches(':').trim())
                            .collect::<String>()
                    };
                    if let Ok(data) = serde_json::from_str(&field("data")) {
                        return Some(Message {
                            id: field("id"),
                            event: field("event"),
                            data,
                        });
                    }
                }
                let chunk = self.response.chunk().await.ok().flatten()?;
                self.buffer
                    .push_str(std::str::from_utf8(&chunk).expect("text"));
            }
        })
        .await
        .expect("an event of the stream in time")
    }
}

#[tokio::test]
async fn a_stream_begins_with_a_snapshot_and_continues_with_frames() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    caller.hold(&event, &[3]).await;
    let path = format!("/api/v1/events/{}/seats/live", event.id);
    let mut reader = Reader::of(caller.get(&path).send().await.expect("a stream"));

    let first = reader.next().await.expect("a snapshot");
    assert_eq!(first.event, "snapshot");
    let snapshot: Snapshot = serde_json::from_value(first.data).expect("a snapshot");
    assert_eq!(first.id, format!("{}-{}", snapshot.epoch, snapshot.version));
    let statuses = PackedStatuses::from_base64(snapshot.count, &snapshot.status).expect("statuses");
    assert_eq!(
        (
            snapshot.count,
            statuses.get(SeatNo(3)),
            statuses.get(SeatNo(4))
        ),
        (100, Some(SeatStatus::Held), Some(SeatStatus::Available))
    );

    caller.hold(&event, &[4, 5]).await;
    let frame = reader.next().await.expect("a frame");
    assert_eq!(
        (frame.event.as_str(), frame.data["version"].as_i64()),
        ("seats", Some(snapshot.version + 1))
    );
    assert_eq!(frame.data["changes"], serde_json::json!([[4, 1], [5, 1]]));
    assert_eq!(
        frame.id,
        format!("{}-{}", snapshot.epoch, snapshot.version + 1)
    );
}

#[tokio::test]
async fn a_reader_resumes_after_its_last_id() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let path = format!("/api/v1/events/{}/seats/live", event.id);
    let id = Reader::of(caller.get(&path).send().await.expect("a stream"))
        .next()
        .await
        .expect("a snapshot")
        .id;
    caller.hold(&event, &[7]).await;

    let by_header = caller
        .get(&path)
        .header("last-event-id", &id)
        .send()
        .await
        .expect("a stream");
    assert_eq!(
        Reader::of(by_header).next().await.expect("a frame").data["changes"],
        serde_json::json!([[7, 1]])
    );
    let by_query = caller
        .get(&format!("{path}?since={id}"))
        .send()
        .await
        .expect("a stream");
    assert_eq!(
        Reader::of(by_query).next().await.expect("a frame").event,
        "seats"
    );
}

#[tokio::test]
async fn an_invalid_id_gets_a_snapshot_in_the_header_and_a_refusal_in_the_query() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let path = format!("/api/v1/events/{}/seats/live", event.id);
    let response = caller
        .get(&path)
        .header("last-event-id", "yesterday")
        .send()
        .await
        .expect("a stream");
    assert_eq!(
        Reader::of(response).next().await.expect("a snapshot").event,
        "snapshot"
    );
    Answer::of(caller.get(&format!("{path}?since=yesterday")))
        .await
        .is_problem(422, "invalid_request")
        .names("since");
    Answer::of(caller.get("/api/v1/events/77/seats/live"))
        .await
        .is_problem(404, "not_found");
}

#[tokio::test]
async fn a_server_that_stops_ends_its_streams() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let path = format!("/api/v1/events/{}/seats/live", event.id);
    let mut reader = Reader::of(shop.caller().get(&path).send().await.expect("a stream"));
    assert_eq!(reader.next().await.expect("a snapshot").event, "snapshot");
    // The box office closes with the database of the test.
    drop(shop.database);
    while let Some(message) = reader.next().await {
        assert_ne!(message.event, "seats");
    }
}

#[tokio::test]
async fn a_fan_with_a_pass_who_watches_the_seats_counts_as_inside() {
    let line = LineShop::open(10).await;
    let (fan, stranger) = (line.shop.caller(), line.shop.caller().begin().await);
    line.enter(&fan).await;
    // The fan entered ninety seconds ago, and the pass has not been seen since.
    let away = "begin; set local session_replication_role = replica;
                update waiting_pass set claimed_at = claimed_at - interval '90 seconds', seen_at = seen_at - interval '90 seconds';
                commit";
    line.shop.database.execute(away).await;
    let active = "select active::bigint from waiting_room";
    line.shop.database.until(active, 0).await;
    let watch = async |caller: &Caller| {
        let path = format!("/api/v1/events/{}/seats/live", line.event.id);
        Reader::of(caller.get(&path).send().await.expect("an answer"))
    };
    let _without_pass = watch(&stranger).await;
    let _with_pass = watch(&fan).await;
    line.shop.database.until(active, 1).await;
}
