//! What letters are about.

use serde::Deserialize;

/// What a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The tickets of a booking that is paid.
    Tickets,
    /// The same once more, because the buyer asked for it.
    Again,
    /// A refund.
    Refund,
    /// A refund, because the event was cancelled.
    Cancelled,
    /// An event on another date.
    Moved,
}

impl LetterKind {
    /// All that this program can write. Letters of other kinds are left to the programs that can.
    pub(super) const ALL: [Self; 5] = [Self::Tickets, Self::Again, Self::Refund, Self::Cancelled, Self::Moved];

    /// The word for it in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::Again => "again",
            Self::Refund => "refund",
            Self::Cancelled => "cancelled",
            Self::Moved => "moved",
        }
    }
}
