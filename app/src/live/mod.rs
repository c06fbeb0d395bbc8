//! The live stream in the browser: one connection a page, kept alive for ever, and the map of seats that it feeds.
//!
//! [`SeatFeed`] holds what is known of the seats and tells what became of them; [`watch`] connects it to the server. The rules of
//! reconnecting are in [`Reconnect`], which knows no browser, so that they are tested without one.

mod clock;
mod reconnect;
mod stream;

#[cfg(not(feature = "csr"))]
pub(crate) use clock::put_ahead;
pub(crate) use clock::{hold_clock_ms, now_ms};
pub use reconnect::{Connection, Input, Reconnect, StreamCommand};
pub use seat_map::feed::{News, SeatFeed};
pub use stream::watch;
