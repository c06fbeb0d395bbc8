//! The types and rules that the browser and the server share.
//!
//! Nothing here does I/O, reads a clock or knows of Leptos; everything compiles to WebAssembly. Types cannot hold what makes no
//! sense: a value that came from outside is parsed into one of them at the border, or refused.

pub mod catalogue;
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
    AreaIndex, BadId, BookingId, BuyerId, EventId, PerformerId, PriceLevelId, PriceTypeId, RefundId, SeatNo, SeriesId, TicketId, VenueId,
};
pub use money::{Currency, Money, UnknownCurrency};
pub use problem::{FieldError, Problem, ProblemCode, ProblemReason};
pub use seat::SeatStatus;
