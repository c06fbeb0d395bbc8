//! The data from which papers are made.

use std::collections::BTreeMap;

use domain::{
    BookingId, Money, PriceTypeId,
    selling::{BookingNumber, ReceiptLine, Ticket},
};
use time::OffsetDateTime;
use translations::Language;

/// The facts of a paid booking, for papers.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperFacts {
    /// The language of the papers.
    pub language: Language,
    /// The number of the booking in the API.
    pub booking: BookingId,
    /// The booking number, as people read it.
    pub number: Option<BookingNumber>,
    /// The event of the tickets.
    pub event: EventFacts,
    /// The valid tickets, in order of their seats.
    pub tickets: Vec<Ticket>,
    /// The paid total.
    pub total: Money,
    /// Whether the buyer gave the tickets to the reader. Then papers have no price.
    pub is_given: bool,
    /// The receipt, if the seller gives one.
    pub receipt: Option<ReceiptFacts>,
    /// The addresses of the tickets on the site.
    pub links: PaperLinks,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFacts {
    /// The title.
    pub title: String,
    /// When the event begins.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: OffsetDateTime,
    /// The venue's offset from UTC when the event begins, in seconds.
    pub utc_offset_seconds: i32,
    /// The name of the venue.
    pub venue: String,
    /// Street and number, town.
    pub address: String,
    /// The proof that holders of tickets of a price type bring to the door, such as "a student
    /// card". Most price types need none.
    pub proofs: BTreeMap<PriceTypeId, String>,
}

impl EventFacts {
    /// The proof that the holder of a ticket brings to the door.
    pub(crate) fn proof(&self, ticket: &Ticket) -> Option<&str> {
        self.proofs
            .get(&ticket.price_type.as_ref()?.id)
            .map(String::as_str)
    }
}

/// Addresses on the site; absolute in letters, which are read elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLinks {
    /// The page of the tickets, for everyone who has the link.
    pub tickets: String,
    /// The tickets as PDF.
    pub pdf: String,
    /// The tickets as PDF for a phone.
    pub phone_pdf: String,
    /// The calendar entry.
    pub calendar: String,
    /// Whether the letter is shown on the page of the tickets. Then it has no link to that page.
    pub is_here: bool,
}

impl PaperLinks {
    /// The addresses below the page of the tickets with this address.
    #[must_use]
    pub fn at(tickets: String) -> Self {
        Self {
            pdf: format!("{tickets}/tickets.pdf"),
            phone_pdf: format!("{tickets}/tickets.pdf?for=phone"),
            calendar: format!("{tickets}/tickets.ics"),
            tickets,
            is_here: false,
        }
    }
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// Prefix and number.
    pub number: String,
    /// The seller, one fact on each line: name, address, number for VAT, and the reason if there is
    /// no VAT.
    pub issuer: String,
    /// When it got its number.
    pub at: OffsetDateTime,
    /// The sold items.
    pub lines: Vec<ReceiptLine>,
    /// The VAT within the prices, in basis points: 1,000 is 10 %.
    pub vat_basis_points: u32,
}
