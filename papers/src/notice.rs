//! Letters without tickets: about a refund, a cancelled event, an event on another date, a void
//! ticket, tickets that the buyer gave away, and seats that are offered for a late payment.

mod news;
mod offer;
mod plain;
mod refund;
mod transfer;

use time::OffsetDateTime;

use self::plain::{PlainLetter, count};
pub use self::{
    news::BookingNews,
    offer::{OfferFacts, offer_letter},
    refund::{RefundFacts, refund_letter},
    transfer::{TransferFacts, moved_transfer_letter, transfer_letter},
};
use crate::{
    LetterContent, PaperFacts,
    letter::{one_line, place},
    texts::{NoticesTexts, TicketsTexts},
    when,
};

/// The letter about an event on another date. Until `refund_until`, tickets can be given back. The
/// offset of `refund_until` is the venue's at that time, so daylight saving time may make it differ
/// from that of the event.
#[must_use]
pub fn moved_letter(facts: &PaperFacts, refund_until: Option<OffsetDateTime>) -> LetterContent {
    let (texts, tickets) = (NoticesTexts::of(facts.language), count(&facts.tickets));
    let back = refund_until.map(|until| {
        texts.moved_back(
            tickets,
            &when::long(facts.language, until, until.offset().whole_seconds()),
        )
    });
    let when = when::long(
        facts.language,
        facts.event.starts_at,
        facts.event.utc_offset_seconds,
    );
    let words = texts.moved_words(&one_line(&facts.event.title), &when);
    let letter = PlainLetter {
        language: facts.language,
        title: one_line(&facts.event.title),
        subject: BookingNews::Moved.line(facts.language, &facts.event.title),
        paragraphs: [words, texts.moved_valid(tickets)]
            .into_iter()
            .chain(back)
            .collect(),
        places: None,
        link: Some((texts.moved_open(tickets), facts.links.tickets.clone())),
        receipt: None,
        number: facts.number.as_ref(),
    };
    letter.content()
}

/// The letter about a void ticket that the buyer had given to the reader.
#[must_use]
pub fn void_letter(facts: &PaperFacts) -> LetterContent {
    let (texts, tickets) = (
        NoticesTexts::of(facts.language),
        TicketsTexts::of(facts.language),
    );
    let when = when::long(
        facts.language,
        facts.event.starts_at,
        facts.event.utc_offset_seconds,
    );
    let places = facts
        .tickets
        .iter()
        .map(|ticket| place(&tickets, ticket))
        .collect();
    let letter = PlainLetter {
        language: facts.language,
        title: one_line(&facts.event.title),
        subject: BookingNews::Void.line(facts.language, &facts.event.title),
        paragraphs: vec![
            texts.void_words(&one_line(&facts.event.title), &when),
            texts.void_money(),
        ],
        places: Some((texts.void_places(), places)),
        link: None,
        receipt: None,
        number: facts.number.as_ref(),
    };
    letter.content()
}

#[cfg(test)]
mod tests {
    use domain::selling::RefundCause;

    use super::*;
    use crate::fixture::{refund, says, two_tickets};

    #[test]
    fn a_letter_about_a_new_date_says_that_tickets_stay_valid_and_can_be_given_back_for_a_while() {
        let facts = two_tickets();
        let letter = moved_letter(&facts, Some(facts.event.starts_at));
        assert_eq!(letter.subject, "New date: Tosca");
        says(
            &letter,
            &[
                "new date: Friday 27 November 2026, 19:30",
                "Your tickets stay valid",
                "for the full price until",
            ],
        );
        assert!(!moved_letter(&facts, None).text.contains("full price"));
        let summer = domain::moment::parse("2027-07-01T12:00:00+03:00");
        assert!(
            moved_letter(&facts, summer)
                .text
                .contains("until Thursday 1 July 2027, 12:00"),
            "in the UTC offset of that day"
        );
    }

    #[test]
    fn letters_about_one_ticket_or_seat_use_the_singular() {
        let mut refunded = refund(RefundCause::Buyer, 0, 0);
        says(
            &refund_letter(&refunded),
            &[
                "No money goes back for this ticket.",
                "This ticket is no longer valid",
            ],
        );
        refunded.seats.push(refunded.seats[0].clone());
        says(
            &refund_letter(&refunded),
            &[
                "No money goes back for these tickets.",
                "These tickets are no longer valid",
            ],
        );

        let mut facts = two_tickets();
        let at = facts.event.starts_at;
        says(
            &moved_letter(&facts, Some(at)),
            &[
                "Your tickets stay valid.",
                "you can give your tickets back for",
                "Open the tickets",
            ],
        );
        facts.tickets.truncate(1);
        says(
            &moved_letter(&facts, Some(at)),
            &[
                "Your ticket stays valid.",
                "you can give your ticket back for",
                "Open the ticket",
            ],
        );

        let RefundFacts {
            language,
            event,
            seats,
            ..
        } = refunded;
        let mut offer = OfferFacts {
            language,
            event,
            seats,
            until: at,
            link: "https://tickets.example/bookings/x".to_owned(),
        };
        says(
            &offer_letter(&offer),
            &[
                "We hold other seats",
                "They are held until",
                "do not take them",
                "The seats that we hold",
                "Take these seats",
            ],
        );
        offer.seats.truncate(1);
        says(
            &offer_letter(&offer),
            &[
                "We hold another seat",
                "It is held until",
                "do not take it in",
                "The seat that we hold",
                "Take this seat",
            ],
        );
    }

    #[test]
    fn the_holder_of_a_void_ticket_reads_which_one_it_is_and_who_gets_the_money() {
        let mut facts = two_tickets();
        facts.tickets.truncate(1);
        let letter = void_letter(&facts);
        assert_eq!(letter.subject, "Your ticket is no longer valid: Tosca");
        says(
            &letter,
            &[
                "Tosca on Friday 27 November 2026, 19:30",
                "the person who bought it",
                "Stalls, row 4, seat 12",
            ],
        );
        assert!(
            !letter.text.contains("/recover/") && !letter.html.contains("href"),
            "{}",
            letter.html
        );
    }
}
