//! Load generation: a lean client, holds in a closed and in an open loop, and counts of all
//! answers.

mod arrivals;
mod client;
mod closed;
mod each_once;
mod holds;
mod open;
mod reads;
pub mod request;
mod sales;
mod seats;
mod sessions;
mod tally;

pub use arrivals::{Arrivals, Spacing};
pub use client::{Client, ConnectionError, connect};
pub use closed::closed;
pub use each_once::each_once;
pub use holds::{HoldFigures, Load};
pub use open::open;
pub use reads::{Reads, reads};
pub use sales::{Sales, sales};
pub use seats::SeatSupply;
pub use sessions::{begin_session, sessions};
pub use tally::{AnswerTally, histogram};
