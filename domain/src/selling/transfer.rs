//! The reasons why a ticket cannot be given to somebody else.

/// Why a ticket cannot be given to somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferRefusal {
    /// The buyer has already given it to somebody.
    GivenAway,
    /// The ticket is void.
    Void,
    /// A door has admitted a visitor with it.
    Used,
    /// The event is over or cancelled.
    Over,
}

impl TransferRefusal {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::GivenAway, Self::Void, Self::Used, Self::Over];

    /// The word for it in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GivenAway => "given_away",
            Self::Void => "void",
            Self::Used => "used",
            Self::Over => "over",
        }
    }

    /// The sentence for buyers.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::GivenAway => "Somebody else has this ticket already.",
            Self::Void => "This ticket is not valid any more.",
            Self::Used => "Somebody came in with this ticket already.",
            Self::Over => "The event is over or cancelled.",
        }
    }
}
