//! Requests and results.

use domain::BookingId;

/// A request to hold seats or spots.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wish {
    /// These seats or spots, in order.
    Seats(Vec<u32>),
    /// This number of the best numbered seats.
    Best(u32),
    /// This number of spots in the standing area.
    Area(u32),
}

/// The result of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldResult {
    Booked(BookingId, Vec<u32>),
    Taken(Vec<u32>),
    SoldOut,
    UnknownSeat,
    KeyReused,
}

/// The result of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleaseResult {
    /// The booking has ended, by this release or before it.
    Over,
    Unknown,
    Paid,
    Paying,
}

/// The result of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoreTime {
    Given,
    OnceOnly,
    HoldExpired,
    /// Paid or released.
    NotPending,
    Unknown,
}

/// The result of a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationResult {
    /// Other tickets of the booking stay valid.
    Part,
    Refunded,
    Unchanged,
    Void,
    Unknown,
}

/// The result of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentResult {
    Confirmed,
    Declined,
    Failed,
    HoldExpired,
    /// Paid or released before.
    State,
    InProgress,
    /// Five payments were refused before.
    RefusedOften,
    Unknown,
}

/// The behaviour of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    Accepted,
    Declined,
    NoFunds,
    Error,
    Slow,
}

/// How a payment begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BeginResult {
    /// It continues, and ends with `finish_paying`.
    Started,
    /// It ended at once, with this result.
    Ended(PaymentResult),
}
