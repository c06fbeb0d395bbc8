//! The latest frames of an event, for watchers that fall behind or reconnect.

use std::collections::VecDeque;

use bytes::Bytes;

/// The most frames in memory: thirteen seconds of the busiest sale.
pub(super) const RING_FRAMES: usize = 256;

/// The latest frames in order. They never take more bytes than a snapshot, because beyond that a
/// snapshot is the smaller answer.
#[derive(Debug, Default)]
pub(super) struct FrameRing {
    frames: VecDeque<RingFrame>,
    bytes: usize,
}

/// A frame on the ring, serialised once for all watchers.
#[derive(Debug, Clone)]
pub(super) struct RingFrame {
    /// The version before it.
    pub after: i64,
    /// The version after it.
    pub version: i64,
    pub message: Bytes,
}

impl FrameRing {
    /// Adds the newest frame, and drops the oldest ones beyond `limit` bytes.
    pub fn push(&mut self, frame: RingFrame, limit: usize) {
        self.bytes += frame.message.len();
        self.frames.push_back(frame);
        while (self.bytes > limit || self.frames.len() > RING_FRAMES)
            && let Some(oldest) = self.frames.pop_front()
        {
            self.bytes -= oldest.message.len();
        }
    }

    /// The first frame that a watcher at this version is missing. None if the ring does not reach
    /// back far enough.
    pub fn after(&self, version: i64) -> Option<&RingFrame> {
        self.frames
            .front()
            .filter(|oldest| oldest.after <= version)?;
        self.frames.get(
            self.frames
                .partition_point(|frame| frame.version <= version),
        )
    }

    /// The size of the frames in bytes.
    #[cfg(test)]
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}
