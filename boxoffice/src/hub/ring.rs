//! The latest frames of an event, for watchers that fall behind or come back.

use std::collections::VecDeque;

use bytes::Bytes;

/// The most frames in memory: thirteen seconds of the busiest sale.
pub(super) const RING_FRAMES: usize = 256;

/// The latest frames, in order. They never take more bytes than a snapshot does: past that, a snapshot is the smaller answer.
#[derive(Debug, Default)]
pub(super) struct Ring {
    frames: VecDeque<RingFrame>,
    bytes: usize,
}

/// A frame on the ring, serialised once for all watchers.
#[derive(Debug, Clone)]
pub(super) struct RingFrame {
    /// The version that it follows on.
    pub after: i64,
    /// The version that it leads to.
    pub version: i64,
    pub message: Bytes,
}

impl Ring {
    /// Adds the newest frame, and forgets the oldest ones past `limit` bytes.
    pub fn push(&mut self, frame: RingFrame, limit: usize) {
        self.bytes += frame.message.len();
        self.frames.push_back(frame);
        while (self.bytes > limit || self.frames.len() > RING_FRAMES)
            && let Some(oldest) = self.frames.pop_front()
        {
            self.bytes -= oldest.message.len();
        }
    }

    /// The first frame that a watcher at this version lacks; none where the ring does not reach back so far.
    pub fn after(&self, version: i64) -> Option<&RingFrame> {
        self.frames.front().filter(|oldest| oldest.after <= version)?;
        self.frames.get(self.frames.partition_point(|frame| frame.version <= version))
    }

    /// How many bytes the frames take.
    #[cfg(test)]
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}
