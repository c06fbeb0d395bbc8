//! What papers are made from.

use domain::{
    BookingId, Money,
    selling::{ReceiptLine, Ticket},
};
use time::OffsetDateTime;
use translations::Language;

/// What papers say of a booking that is paid.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperFacts {
    /// The language in which they say it.
    pub language: Language,
    /// The number of the booking.
    pub booking: BookingId,
    /// What the tickets let one into.
    pub event: EventFacts,
    /// The valid tickets, by seat.
    pub tickets: Vec<Ticket>,
    /// What was paid.
    pub total: Money,
    /// The receipt, where the seller gives one.
    pub receipt: Option<ReceiptFacts>,
    /// Where the tickets are on the site.
    pub links: PaperLinks,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFacts {
    /// What it is called.
    pub title: String,
    /// When it begins.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: OffsetDateTime,
    /// Seconds to add to UTC for the clock on the venue's wall when it begins.
    pub utc_offset_seconds: i32,
    /// The name of the venue.
    pub venue: String,
    /// Street and number, town.
    pub address: String,
}

/// Addresses of the site: whole ones in letters, which are read elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLinks {
    /// The page of the tickets, for whoever has the link.
    pub tickets: String,
    /// The tickets as PDF.
    pub pdf: String,
    /// The entry for calendars.
    pub calendar: String,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// Prefix and number.
    pub number: String,
    /// The seller: name, address, number for VAT, and why there is no VAT where there is none, a line each.
    pub issuer: String,
    /// When it was numbered.
    pub at: OffsetDateTime,
    /// What was sold.
    pub lines: Vec<ReceiptLine>,
    /// The VAT within the prices: 1,000 is 10 %.
    pub vat_basis_points: u32,
}

#[cfg(test)]
pub(crate) mod tests {
    use domain::{Currency, SeatNo, TicketId, moment};

    use super::*;

    /// Two seats in Lahti.
    pub(crate) fn two_tickets() -> PaperFacts {
        let at = |text: &str| moment::parse(text).expect("a moment");
        let ticket = |number: u32| Ticket {
            id: TicketId::new(),
            seat: SeatNo(number),
            section: "Stalls".to_owned(),
            row: "4".to_owned(),
            number: number.to_string(),
            price_type: None,
            code: format!("FR1.{}", "A".repeat(140)),
        };
        PaperFacts {
            language: Language::English,
            booking: BookingId::new(),
            event: EventFacts {
                title: "Tosca".to_owned(),
                starts_at: at("2026-11-27T17:30:00Z"),
                ends_at: at("2026-11-27T20:00:00Z"),
                utc_offset_seconds: 7_200,
                venue: "Sibelius Hall".to_owned(),
                address: "Ankkurikatu 7, Lahti".to_owned(),
            },
            tickets: vec![ticket(12), ticket(13)],
            total: Money::new(9_000, Currency::EUR),
            receipt: None,
            links: PaperLinks {
                tickets: "https://tickets.example/recover/x".to_owned(),
                pdf: "https://tickets.example/recover/x/tickets.pdf".to_owned(),
                calendar: "https://tickets.example/recover/x/tickets.ics".to_owned(),
            },
        }
    }
}
