//! A watcher of the live stream, which reads the stream as a browser does.

use domain::live::{Frame, FrameEffect, Position, SeatMap, Snapshot};

/// The seat map of a watcher, built from the text of Server-Sent Events.
#[derive(Debug, Default)]
pub struct Viewer {
    map: Option<SeatMap>,
    /// The received part of an incomplete message.
    unread: Vec<u8>,
    snapshots: u32,
    frames: u32,
    gaps: u32,
}

impl Viewer {
    /// A watcher that has received nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads received bytes. Messages may be cut anywhere.
    pub fn read(&mut self, bytes: &[u8]) {
        self.unread.extend_from_slice(bytes);
        while let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
            let message: Vec<u8> = self.unread.drain(..end + 2).collect();
            self.message(&String::from_utf8_lossy(&message));
        }
    }

    /// Ends the connection and drops an incomplete message. The map stays, so that the watcher can
    /// continue from its position.
    pub fn broken_off(&mut self) {
        self.unread.clear();
    }

    fn message(&mut self, text: &str) {
        let field = |name: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(name))
                .unwrap_or_default()
        };
        match field("event: ") {
            "snapshot" => {
                self.snapshots += 1;
                self.map = serde_json::from_str::<Snapshot>(field("data: "))
                    .ok()
                    .as_ref()
                    .and_then(SeatMap::from_snapshot);
            }
            "seats" => {
                self.frames += 1;
                let frame = serde_json::from_str::<Frame>(field("data: ")).ok();
                let epoch = field("id: ")
                    .parse::<Position>()
                    .ok()
                    .map(|position| position.epoch);
                let fits = match (&mut self.map, frame) {
                    (Some(map), Some(frame)) if epoch == Some(map.position().epoch) => {
                        map.apply(&frame) != FrameEffect::Gap
                    }
                    _ => false,
                };
                if !fits {
                    self.gaps += 1;
                    self.map = None;
                }
            }
            _ => {}
        }
    }

    /// The position of the map. None before the first snapshot and after a gap.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.map.as_ref().map(SeatMap::position)
    }

    /// The seats as the watcher knows them.
    #[must_use]
    pub fn map(&self) -> Option<&SeatMap> {
        self.map.as_ref()
    }

    /// The number of received snapshots.
    #[must_use]
    pub fn snapshots(&self) -> u32 {
        self.snapshots
    }

    /// The number of received frames.
    #[must_use]
    pub fn frames(&self) -> u32 {
        self.frames
    }

    /// The number of frames that did not follow the map's version. A correct hub sends none.
    #[must_use]
    pub fn gaps(&self) -> u32 {
        self.gaps
    }
}

#[cfg(test)]
mod tests {
    use domain::{SeatNo, SeatStatus};

    use super::*;

    const SNAPSHOT: &str = "id: 9-4\nevent: snapshot\ndata: {\"epoch\":9,\"version\":4,\"count\":4,\"status\":\"AA==\"}\n\n";
    const FRAME: &str =
        "id: 9-5\nevent: seats\ndata: {\"after\":4,\"version\":5,\"changes\":[[2,1]]}\n\n";
    const LATER: &str =
        "id: 9-8\nevent: seats\ndata: {\"after\":7,\"version\":8,\"changes\":[[2,0]]}\n\n";

    #[test]
    fn messages_may_be_cut_anywhere() {
        let text = format!("{SNAPSHOT}: heartbeat\n\n{FRAME}");
        for cut in 0..text.len() {
            let mut viewer = Viewer::new();
            viewer.read(&text.as_bytes()[..cut]);
            viewer.read(&text.as_bytes()[cut..]);
            assert_eq!(
                viewer.position(),
                Some(Position {
                    epoch: 9,
                    version: 5
                }),
                "cut at {cut}"
            );
            assert_eq!(
                viewer.map().map(|map| map.status(SeatNo(2))),
                Some(SeatStatus::Held)
            );
        }
    }

    #[test]
    fn a_frame_that_does_not_follow_is_a_gap_and_drops_the_map() {
        let mut viewer = Viewer::new();
        viewer.read(format!("{SNAPSHOT}{LATER}").as_bytes());
        assert_eq!((viewer.gaps(), viewer.position()), (1, None));
        let mut viewer = Viewer::new();
        viewer.read(FRAME.as_bytes());
        assert_eq!(viewer.gaps(), 1, "a frame before any snapshot");
    }
}
