//! Whoever watches the live stream: a browser's side of it, without the browser.

use domain::live::{Applied, Frame, Position, SeatMap, Snapshot};

/// The map of a watcher, drawn from the text of Server-Sent Events.
#[derive(Debug, Default)]
pub struct Viewer {
    map: Option<SeatMap>,
    /// What has come of a message that is not whole yet.
    unread: Vec<u8>,
    snapshots: u32,
    frames: u32,
    gaps: u32,
}

impl Viewer {
    /// One who has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes text in as it comes off the wire: messages may be cut anywhere.
    pub fn read(&mut self, bytes: &[u8]) {
        self.unread.extend_from_slice(bytes);
        while let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
            let message: Vec<u8> = self.unread.drain(..end + 2).collect();
            self.message(&String::from_utf8_lossy(&message));
        }
    }

    /// The stream broke off: half a message is none. The map stays, to be gone on with from its position.
    pub fn broken_off(&mut self) {
        self.unread.clear();
    }

    fn message(&mut self, text: &str) {
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        match field("event: ") {
            "snapshot" => {
                self.snapshots += 1;
                self.map = serde_json::from_str::<Snapshot>(field("data: ")).ok().as_ref().and_then(SeatMap::from_snapshot);
            }
            "seats" => {
                self.frames += 1;
                let frame = serde_json::from_str::<Frame>(field("data: ")).ok();
                let epoch = field("id: ").parse::<Position>().ok().map(|position| position.epoch);
                let fits = match (&mut self.map, frame) {
                    (Some(map), Some(frame)) if epoch == Some(map.position().epoch) => map.apply(&frame) != Applied::Gap,
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

    /// How far it has seen; nothing before the first snapshot and after a gap.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.map.as_ref().map(SeatMap::position)
    }

    /// What the seats are, as far as it has seen.
    #[must_use]
    pub fn map(&self) -> Option<&SeatMap> {
        self.map.as_ref()
    }

    /// How many snapshots came.
    #[must_use]
    pub fn snapshots(&self) -> u32 {
        self.snapshots
    }

    /// How many frames came.
    #[must_use]
    pub fn frames(&self) -> u32 {
        self.frames
    }

    /// How often a frame did not follow on what was known. A hub that works makes none.
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
    const FRAME: &str = "id: 9-5\nevent: seats\ndata: {\"after\":4,\"version\":5,\"changes\":[[2,1]]}\n\n";
    const LATER: &str = "id: 9-8\nevent: seats\ndata: {\"after\":7,\"version\":8,\"changes\":[[2,0]]}\n\n";

    #[test]
    fn messages_may_be_cut_anywhere() {
        let text = format!("{SNAPSHOT}: heartbeat\n\n{FRAME}");
        for cut in 0..text.len() {
            let mut viewer = Viewer::new();
            viewer.read(&text.as_bytes()[..cut]);
            viewer.read(&text.as_bytes()[cut..]);
            assert_eq!(viewer.position(), Some(Position { epoch: 9, version: 5 }), "cut at {cut}");
            assert_eq!(viewer.map().map(|map| map.status(SeatNo(2))), Some(SeatStatus::Held));
        }
    }

    #[test]
    fn what_does_not_follow_is_a_gap_and_the_map_is_forgotten() {
        let mut viewer = Viewer::new();
        viewer.read(format!("{SNAPSHOT}{LATER}").as_bytes());
        assert_eq!((viewer.gaps(), viewer.position()), (1, None));
        let mut viewer = Viewer::new();
        viewer.read(FRAME.as_bytes());
        assert_eq!(viewer.gaps(), 1, "a frame before any snapshot");
    }
}
