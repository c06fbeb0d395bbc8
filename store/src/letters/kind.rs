//! The kinds of letters about bookings and tickets.

use serde::Deserialize;

/// The kind of a letter about a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The tickets of a paid booking.
    Tickets,
    /// The tickets again, because the buyer asked for them.
    Again,
    /// A refund.
    Refund,
    /// A refund, because the event was cancelled.
    Cancelled,
    /// The event has a new date.
    Moved,
    /// Other seats for a payment that succeeded after its seats were gone.
    Offer,
}

impl LetterKind {
    /// Every kind that this program can write.
    pub(super) const ALL: [Self; 6] = [
        Self::Tickets,
        Self::Again,
        Self::Refund,
        Self::Cancelled,
        Self::Moved,
        Self::Offer,
    ];

    /// The word in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::Again => "again",
            Self::Refund => "refund",
            Self::Cancelled => "cancelled",
            Self::Moved => "moved",
            Self::Offer => "offer",
        }
    }
}

/// The kind of a letter to the holder of a ticket that its buyer gave away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolderLetterKind {
    /// The ticket.
    Transfer,
    /// The event of the ticket has a new date.
    HolderMoved,
    /// The ticket is void.
    HolderVoid,
}

impl HolderLetterKind {
    /// Every kind that this program can write.
    pub(super) const ALL: [Self; 3] = [Self::Transfer, Self::HolderMoved, Self::HolderVoid];

    /// The word in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::HolderMoved => "holder_moved",
            Self::HolderVoid => "holder_void",
        }
    }
}
