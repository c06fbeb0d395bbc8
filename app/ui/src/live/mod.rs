//! The live stream in the browser: one connection per page, reopened whenever it fails, and the
//! seat states that it updates.
//!
//! [`SeatFeed`] stores the seat states and announces changes. [`watch`] connects it to the server.
//! [`Reconnect`] contains the reconnection rules, which use no browser API, so tests need no
//! browser.

mod clock;
mod reconnect;
mod stream;

pub use clock::{hold_clock_ms, now_ms, put_ahead};
pub use reconnect::{Connection, Input, Reconnect, StreamCommand};
pub use seat_map::feed::{News, SeatFeed};
pub use stream::watch;
