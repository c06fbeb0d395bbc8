//! The types and rules that the browser and the server share.
//!
//! Nothing here does I/O, reads a clock or depends on Leptos; everything compiles to WebAssembly.
//! Types cannot hold invalid values: a value from outside is parsed into one of them at the border,
//! or rejected.

pub mod catalogue;
#[cfg(feature = "import")]
pub mod import;
pub mod live;
pub mod moment;
pub mod plan;
pub mod seating;
pub mod selling;
pub mod waiting;

mod ids;
mod money;
mod object;
mod problem;
mod seat;

pub use ids::{
    AccountId, AreaIndex, BadId, BookingId, BuyerId, EventId, PerformerId, PriceLevelId,
    PriceTypeId, RefundId, SeatNo, SeriesId, SessionId, TicketId, VenueId,
};
pub use money::{Currency, Money, UnknownCurrency};
pub use problem::{FieldError, Problem, ProblemCode, ProblemReason};
pub use seat::SeatStatus;
