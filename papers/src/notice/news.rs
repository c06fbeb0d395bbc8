//! What is new for the reader of a letter about a booking: its subject, in every language.

use crate::{
    Language,
    letter::one_line,
    texts::{LettersTexts, NoticesTexts},
};

/// The news of a letter about a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookingNews {
    /// The tickets of a paid booking.
    Tickets,
    /// A ticket that the buyer gave to the reader.
    Given,
    /// A refund.
    Refund,
    /// A cancelled event.
    Cancelled,
    /// An event on another date.
    Moved,
    /// A void ticket that the buyer had given to the reader.
    Void,
    /// Other seats for a late payment.
    Offer,
}

impl BookingNews {
    /// The subject of a letter about an event with this title.
    pub(crate) fn line(self, language: Language, title: &str) -> String {
        let (letters, notices, title) = (
            LettersTexts::of(language),
            NoticesTexts::of(language),
            one_line(title),
        );
        match self {
            Self::Tickets => letters.subject(&title),
            Self::Given => letters.given(&title),
            Self::Refund => notices.refund(&title),
            Self::Cancelled => notices.cancelled(&title),
            Self::Moved => notices.moved(&title),
            Self::Void => notices.void(&title),
            Self::Offer => notices.offer(&title),
        }
    }
}
