//! What the watchers of an event are sent: the frames on its ring, or a snapshot if the ring does
//! not reach back to them.

use bytes::Bytes;
use domain::live::{Frame, Position};
use tokio::sync::watch;

use super::{LiveEvent, ring_bytes};
use crate::hub::{messages, ring::RingFrame};

/// The next message to a watcher.
#[derive(Debug, PartialEq)]
pub(in crate::hub) struct NextMessage {
    /// Serialised message.
    pub message: Bytes,
    /// The watcher's position after it.
    pub position: Position,
}

impl LiveEvent {
    /// Wakes whenever watchers can get changes.
    pub(in crate::hub) fn positions(&self) -> watch::Receiver<Position> {
        self.told.subscribe()
    }

    /// Whether a watcher at this position can resume from memory.
    pub(in crate::hub) fn can_resume(&self, cursor: Position) -> bool {
        let state = self.lock();
        let now = state.map.position();
        cursor.epoch == now.epoch
            && cursor.version <= now.version
            && (cursor.version >= state.told.version || state.ring.after(cursor.version).is_some())
    }

    /// The next message for a watcher at this position: none, a frame, or a snapshot if the ring
    /// does not reach back far enough. All watchers share the bytes.
    pub(in crate::hub) fn next(&self, cursor: Option<Position>) -> Option<NextMessage> {
        let mut state = self.lock();
        if let Some(cursor) = cursor.filter(|cursor| cursor.epoch == state.told.epoch) {
            // A watcher that got a snapshot may be ahead of the others for a moment.
            if cursor.version >= state.told.version {
                return None;
            }
            if let Some(RingFrame {
                version, message, ..
            }) = state.ring.after(cursor.version)
            {
                return Some(NextMessage {
                    message: message.clone(),
                    position: Position {
                        version: *version,
                        ..cursor
                    },
                });
            }
        }
        let position = state.map.position();
        Some(NextMessage {
            message: state.snapshot().message(),
            position,
        })
    }

    /// Publishes all changes to watchers in one frame. Returns how long the oldest of them waited.
    pub(in crate::hub) fn tell(&self) -> Option<std::time::Duration> {
        let mut state = self.lock();
        let position = state.map.position();
        if position == state.told {
            return None;
        }
        let changes = std::mem::take(&mut state.untold).into_iter().collect();
        let frame = Frame {
            after: state.told.version,
            version: position.version,
            changes,
        };
        let message = messages::seats(position.epoch, &frame);
        let limit = ring_bytes(state.map.statuses().count());
        state.ring.push(
            RingFrame {
                after: frame.after,
                version: frame.version,
                message,
            },
            limit,
        );
        state.told = position;
        let since = state.untold_since.take();
        drop(state);
        self.told.send_replace(position);
        since.map(|since| since.elapsed())
    }
}
