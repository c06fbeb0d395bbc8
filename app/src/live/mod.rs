//! The live stream in the browser: one connection a page, kept alive for ever, and the map of seats that it feeds.
//!
//! [`SeatFeed`] holds what is known of the seats and tells what became of them; [`watch`] connects it to the server. The rules of
//! reconnecting are in [`Reconnect`], which knows no browser, so that they are tested without one.

mod clock;
mod feed;
mod reconnect;
mod stream;
mod tabs;

pub(crate) use clock::now_ms;
pub use feed::{News, SeatFeed};
pub use reconnect::{Command, Connection, Input, Reconnect};
pub use stream::watch;
