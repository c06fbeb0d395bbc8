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

#[cfg(test)]
pub(crate) mod tests {
    use domain::{
        Currency, SeatNo, TicketId, moment,
        plan::{
            PlanIndex, Shape,
            generate::{PlanMaker, Straight, section},
        },
    };

    use super::*;

    /// Three rows of six seats, in front of a stage.
    pub(crate) fn small_hall() -> PlanIndex {
        let rows = Straight::new((0.0, 0.0), vec![vec![6]; 3]).make(|row| (row + 1).to_string());
        let stage = Shape::Rectangle {
            x: 0,
            y: -400,
            width: 200,
            height: 200,
            turn: 0,
        };
        PlanIndex::new(
            PlanMaker::new("Hall", "Stage", stage, (100, -300), &["A"])
                .with(section("Stalls", None, rows))
                .finish(),
        )
    }

    /// Two tickets in Lahti.
    pub(crate) fn two_tickets() -> PaperFacts {
        let at = |text: &str| moment::parse(text).expect("a moment");
        let ticket = |number: u32| Ticket {
            id: TicketId::new(),
            seat: SeatNo(number),
            section: "Stalls".to_owned(),
            row: "4".to_owned(),
            number: number.to_string(),
            accessible: false,
            companion: false,
            note: None,
            entrance: None,
            price: None,
            price_type: None,
            code: format!("FR1.{}", "A".repeat(140)),
        };
        PaperFacts {
            language: Language::English,
            booking: BookingId::new(),
            number: "7K3QW9XM".parse().ok(),
            event: EventFacts {
                title: "Tosca".to_owned(),
                starts_at: at("2026-11-27T17:30:00Z"),
                ends_at: at("2026-11-27T20:00:00Z"),
                utc_offset_seconds: 7_200,
                venue: "Sibelius Hall".to_owned(),
                address: "Ankkurikatu 7, Lahti".to_owned(),
                proofs: BTreeMap::new(),
            },
            tickets: vec![ticket(12), ticket(13)],
            total: Money::new(9_000, Currency::EUR),
            is_given: false,
            receipt: None,
            links: PaperLinks::at("https://tickets.example/recover/x".to_owned()),
        }
    }

    /// Two seats in a box without rows, as paid by a buyer: a wheelchair place, and a seat beside
    /// it with a pillar in its view.
    pub(crate) fn two_special_tickets() -> PaperFacts {
        let mut facts = two_tickets();
        let price = Some(Money::new(4_500, Currency::EUR));
        for ticket in &mut facts.tickets {
            (ticket.price, ticket.entrance) = (price, Some("Door B".to_owned()));
            (ticket.section, ticket.row) = ("Box 1, left".to_owned(), String::new());
        }
        facts.tickets[0].accessible = true;
        (facts.tickets[1].companion, facts.tickets[1].note) =
            (true, Some("view partly blocked by a pillar".to_owned()));
        facts
    }
}
