//! The messages of a stream of Server-Sent Events.

use std::ops::Range;

use bytes::Bytes;
use domain::live::{Bye, Frame, Position, Snapshot};

/// The end of a message.
const END: &str = "\n\n";

/// Keeps proxies from closing a silent stream. It is an event and not a comment, because browsers
/// hide comments from the page, and the page has to know that the stream is alive.
pub(super) const HEARTBEAT: Bytes = Bytes::from_static(b"event: beat\ndata: {}\n\n");

/// `event: snapshot` for watchers, and its JSON alone for callers that want a snapshot without a
/// stream. Both share the same bytes.
#[derive(Debug, Clone)]
pub(super) struct SnapshotMessage {
    message: Bytes,
    json: Range<usize>,
}

impl SnapshotMessage {
    pub fn new(snapshot: &Snapshot) -> Self {
        let id = Position {
            epoch: snapshot.epoch,
            version: snapshot.version,
        };
        let json = serde_json::to_string(snapshot).unwrap_or_default();
        let message = message("snapshot", id, &json);
        let end = message.len() - END.len();
        Self {
            message,
            json: end - json.len()..end,
        }
    }

    pub fn message(&self) -> Bytes {
        self.message.clone()
    }

    pub fn json(&self) -> Bytes {
        self.message.slice(self.json.clone())
    }

    /// The approximate size of a snapshot message in bytes: two bits a seat in base64, and the text
    /// around them.
    pub fn length(seats: u32) -> usize {
        (seats as usize).div_ceil(4).div_ceil(3) * 4 + 100
    }
}

/// `event: seats`.
pub(super) fn seats(epoch: i64, frame: &Frame) -> Bytes {
    message(
        "seats",
        Position {
            epoch,
            version: frame.version,
        },
        &serde_json::to_string(frame).unwrap_or_default(),
    )
}

/// `event: bye`: the server is stopping, and the watcher may reconnect after `milliseconds`.
/// Each watcher gets a different time, so that they do not all reconnect at once.
pub(super) fn bye(milliseconds: u64) -> Bytes {
    let data = serde_json::to_string(&Bye {
        retry_ms: milliseconds,
    })
    .unwrap_or_default();
    Bytes::from(format!(
        "event: bye\nretry: {milliseconds}\ndata: {data}\n\n"
    ))
}

fn message(event: &str, id: Position, data: &str) -> Bytes {
    Bytes::from(format!("id: {id}\nevent: {event}\ndata: {data}{END}"))
}

#[cfg(test)]
mod tests {
    use domain::{SeatNo, SeatStatus, live::PackedStatuses};

    use super::*;

    #[test]
    fn a_frame_is_one_message_with_its_position_as_id() {
        let frame = Frame {
            after: 4,
            version: 5,
            changes: vec![(SeatNo(7), SeatStatus::Held)],
        };
        assert_eq!(
            seats(9, &frame),
            "id: 9-5\nevent: seats\ndata: {\"after\":4,\"version\":5,\"changes\":[[7,1]]}\n\n"
        );
    }

    #[test]
    fn the_json_of_a_snapshot_is_part_of_its_message() {
        let seats = 1_000;
        let snapshot = Snapshot::of(9, 5, &PackedStatuses::new(seats));
        let made = SnapshotMessage::new(&snapshot);
        let (message, json) = (made.message(), made.json());
        assert_eq!(
            serde_json::from_slice::<Snapshot>(&json).expect("JSON"),
            snapshot
        );
        assert!(
            message.starts_with(b"id: 9-5\nevent: snapshot\ndata: {")
                && message.ends_with(b"}\n\n")
        );
        assert!(message.as_ptr_range().contains(&json.as_ptr()), "no copy");
        assert!(
            message.len().abs_diff(SnapshotMessage::length(seats)) < 50,
            "{}",
            message.len()
        );
    }
}
