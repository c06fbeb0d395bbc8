//! Requests and results.

use domain::BookingId;

/// The request of a hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wish {
    /// These places, in order.
    Seats(Vec<u32>),
    /// This number of the best numbered seats.
    Best(u32),
    /// This number of standing places.
    Area(u32),
}

/// The result of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    Booked(BookingId, Vec<u32>),
    Taken(Vec<u32>),
    SoldOut,
    UnknownSeat,
    KeyReused,
}

/// The result of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// The booking is over, now or before.
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
pub enum Revoked {
    /// Other tickets of the booking stay valid.
    Part,
    Refunded,
    Unchanged,
    Void,
    Unknown,
}

/// The result of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
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
pub enum Begun {
    /// It continues, and ends with `finish_paying`.
    Started,
    /// This is the answer.
    Ended(Paid),
}
