//! Watching: thousands of live streams on one thread, and how late each frame came.

mod crowd;
mod lateness;
mod sse;
mod wire;

pub use crowd::{Crowd, Reading, Seen, now};
pub use lateness::{Lateness, lateness};
pub use sse::{Message, Reader};
pub use wire::{connect_from, messages, open_stream};
