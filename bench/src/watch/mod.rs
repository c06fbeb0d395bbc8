//! Watching: thousands of live streams on one thread, and the delay of each frame.

mod crowd;
mod lateness;
mod sse;
mod wire;

pub use crowd::{CrowdFindings, ReadPace, WatcherCrowd, now};
pub use lateness::{Lateness, lateness};
pub use sse::{Message, Reader};
pub use wire::{connect_from, messages, open_stream};
