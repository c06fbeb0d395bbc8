//! The text of Server-Sent Events.

use bytes::Bytes;
use domain::live::{Bye, Frame, Position, Snapshot};

/// Keeps proxies from closing a silent stream. An event and not a comment, which a browser would hide from the page: by it the page knows
/// that the stream is not dead.
pub(super) const HEARTBEAT: Bytes = Bytes::from_static(b"event: beat\ndata: {}\n\n");

/// `event: snapshot`.
pub(super) fn snapshot(snapshot: &Snapshot) -> Bytes {
    let id = Position { epoch: snapshot.epoch, version: snapshot.version };
    message("snapshot", id, &serde_json::to_string(snapshot).unwrap_or_default())
}

/// `event: seats`.
pub(super) fn seats(epoch: i64, frame: &Frame) -> Bytes {
    message("seats", Position { epoch, version: frame.version }, &serde_json::to_string(frame).unwrap_or_default())
}

/// `event: bye`: the server stops; come back after so many milliseconds. Each watcher is given another time, so that they do not all
/// come at once.
pub(super) fn bye(milliseconds: u64) -> Bytes {
    let data = serde_json::to_string(&Bye { retry_ms: milliseconds }).unwrap_or_default();
    Bytes::from(format!("event: bye\nretry: {milliseconds}\ndata: {data}\n\n"))
}

fn message(event: &str, id: Position, data: &str) -> Bytes {
    Bytes::from(format!("id: {id}\nevent: {event}\ndata: {data}\n\n"))
}

#[cfg(test)]
mod tests {
    use domain::{SeatNo, SeatStatus};

    use super::*;

    #[test]
    fn a_frame_is_one_message_with_its_position_as_id() {
        let frame = Frame { after: 4, version: 5, changes: vec![(SeatNo(7), SeatStatus::Held)] };
        assert_eq!(seats(9, &frame), "id: 9-5\nevent: seats\ndata: {\"after\":4,\"version\":5,\"changes\":[[7,1]]}\n\n");
    }
}
