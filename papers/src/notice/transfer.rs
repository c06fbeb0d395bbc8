//! The letter of a booking whose buyer gave all tickets away.

use domain::{
    Currency,
    selling::{BookingNumber, GivenTicket},
};
use time::OffsetDateTime;

use super::{
    BookingNews,
    plain::{PlainLetter, count},
};
use crate::{
    EventFacts, Language, LetterContent, ReceiptFacts,
    letter::{one_line, place_of},
    texts::{LettersTexts, NoticesTexts, TicketsTexts},
    when,
};

/// The facts of a booking whose buyer gave all tickets away.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferFacts {
    /// The language of the letter.
    pub language: Language,
    /// The booking number, as people read it.
    pub number: Option<BookingNumber>,
    /// The event of the tickets.
    pub event: EventFacts,
    /// The tickets, which other people hold.
    pub tickets: Vec<GivenTicket>,
    /// The receipt of the sale, if the seller gave one.
    pub receipt: Option<ReceiptFacts>,
    /// The currency of the sale.
    pub currency: Currency,
    /// The page of the booking, for everyone who has the link. None if the letter is shown on this
    /// page.
    pub link: Option<String>,
}

/// The letter of a booking whose buyer gave all tickets away. It has no codes, because they belong
/// to the new holders.
#[must_use]
pub fn transfer_letter(facts: &TransferFacts) -> LetterContent {
    let (texts, letters, tickets) = (
        NoticesTexts::of(facts.language),
        LettersTexts::of(facts.language),
        TicketsTexts::of(facts.language),
    );
    let (title, given) = (one_line(&facts.event.title), count(&facts.tickets));
    let when = when::long(
        facts.language,
        facts.event.starts_at,
        facts.event.utc_offset_seconds,
    );
    let places = facts
        .tickets
        .iter()
        .map(|ticket| place_of(&tickets, &ticket.section, &ticket.row, &ticket.number))
        .collect();
    let letter = PlainLetter {
        language: facts.language,
        subject: texts.transfer(&title),
        paragraphs: vec![
            texts.transfer_words(given, &title, &when),
            texts.transfer_codes(given),
        ],
        title,
        places: Some((texts.transfer_places(given), places)),
        link: facts.link.clone().map(|link| (texts.refund_open(), link)),
        receipt: facts
            .receipt
            .as_ref()
            .map(|receipt| (letters.receipt(&receipt.number), receipt, facts.currency)),
        number: facts.number.as_ref(),
    };
    letter.content()
}

/// The letter about an event on another date, for a buyer who gave all tickets away. Until
/// `refund_until`, the buyer can give them back, and their new holders cannot.
#[must_use]
pub fn moved_transfer_letter(
    facts: &TransferFacts,
    refund_until: Option<OffsetDateTime>,
) -> LetterContent {
    let (texts, given) = (NoticesTexts::of(facts.language), count(&facts.tickets));
    let title = one_line(&facts.event.title);
    let back = refund_until.map(|until| {
        texts.moved_back(
            given,
            &when::long(facts.language, until, until.offset().whole_seconds()),
        )
    });
    let when = when::long(
        facts.language,
        facts.event.starts_at,
        facts.event.utc_offset_seconds,
    );
    let words = [
        texts.moved_words(&title, &when),
        texts.transfer_words(given, &title, &when),
    ];
    let letter = PlainLetter {
        language: facts.language,
        title,
        subject: BookingNews::Moved.line(facts.language, &facts.event.title),
        paragraphs: words.into_iter().chain(back).collect(),
        places: None,
        link: facts.link.clone().map(|link| (texts.refund_open(), link)),
        receipt: None,
        number: facts.number.as_ref(),
    };
    letter.content()
}

#[cfg(test)]
mod tests {
    use domain::{SeatNo, TicketId, selling::ReceiptLine};

    use super::*;
    use crate::{
        PaperFacts,
        fixture::{says, two_tickets},
    };

    /// Two tickets of a booking in Lahti that the buyer gave to Mia.
    fn given() -> TransferFacts {
        let PaperFacts {
            language,
            number,
            event,
            total,
            links,
            ..
        } = two_tickets();
        let ticket = |number: u32| GivenTicket {
            id: TicketId::new(),
            seat: SeatNo(number),
            section: "Stalls".to_owned(),
            row: "4".to_owned(),
            number: number.to_string(),
            to: "m***@example.org".to_owned(),
        };
        TransferFacts {
            language,
            number,
            event,
            tickets: vec![ticket(12), ticket(13)],
            receipt: None,
            currency: total.currency,
            link: Some(links.tickets),
        }
    }

    #[test]
    fn the_letter_of_transferred_tickets_has_their_places_and_says_who_has_the_codes() {
        let mut facts = given();
        let letter = transfer_letter(&facts);
        assert_eq!(letter.subject, "Your booking: Tosca");
        says(
            &letter,
            &[
                "You gave all your tickets for Tosca (Friday 27 November 2026, 19:30) to other people.",
                "The new holders have new codes.",
                "The places of the tickets",
                "Stalls, row 4, seat 12",
                "Stalls, row 4, seat 13",
                "Booking 7K3QW9XM",
                "/recover/x",
            ],
        );
        assert!(!letter.text.contains("Receipt"), "{}", letter.text);
        facts.link = None;
        let here = transfer_letter(&facts).html;
        assert!(
            !here.contains("href"),
            "the page of the booking does not lead to itself: {here}"
        );
    }

    #[test]
    fn the_letter_of_one_transferred_ticket_uses_the_singular() {
        let mut facts = given();
        facts.tickets.truncate(1);
        says(
            &transfer_letter(&facts),
            &[
                "You gave your ticket for Tosca",
                "The new holder has a new code.",
                "The place of the ticket",
            ],
        );
    }

    #[test]
    fn the_letter_of_transferred_tickets_keeps_the_buyers_receipt() {
        let mut facts = given();
        facts.receipt = Some(ReceiptFacts {
            number: "FR-17".to_owned(),
            issuer: "Lahti Opera".to_owned(),
            at: facts.event.starts_at,
            lines: vec![ReceiptLine {
                what: "Stalls, row 4, seat 12".to_owned(),
                amount: 4_500,
                vat: 409,
            }],
            vat_basis_points: 1_000,
        });
        says(
            &transfer_letter(&facts),
            &["Receipt FR-17", "€45", "Lahti Opera"],
        );
    }

    #[test]
    fn the_letter_about_a_new_date_says_that_the_buyer_gave_the_tickets_away() {
        let facts = given();
        let letter = moved_transfer_letter(&facts, Some(facts.event.starts_at));
        assert_eq!(letter.subject, "New date: Tosca");
        says(
            &letter,
            &[
                "Tosca has a new date: Friday 27 November 2026, 19:30",
                "You gave all your tickets for Tosca",
                "you can give your tickets back for the full price until",
                "/recover/x",
            ],
        );
        assert!(
            !moved_transfer_letter(&facts, None)
                .text
                .contains("full price")
        );
    }
}
