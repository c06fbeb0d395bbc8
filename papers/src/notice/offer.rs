//! The letter about seats that are offered for a late payment.

use domain::selling::BookingSeat;
use time::OffsetDateTime;

use super::{
    news::BookingNews,
    plain::{PlainLetter, count},
};
use crate::{
    EventFacts, Language, LetterContent,
    letter::{one_line, place_of},
    texts::{NoticesTexts, TicketsTexts},
    when,
};

/// The facts of seats that are held for a buyer whose payment came after the first seats were gone.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferFacts {
    /// The language of the letter.
    pub language: Language,
    /// The event of the seats.
    pub event: EventFacts,
    /// The held seats.
    pub seats: Vec<BookingSeat>,
    /// The end of the offer. Its offset is the venue's at that time.
    pub until: OffsetDateTime,
    /// The page where the buyer accepts or declines them.
    pub link: String,
}

/// The letter about seats that are held for a buyer whose payment came after the first seats were
/// gone.
#[must_use]
pub fn offer_letter(facts: &OfferFacts) -> LetterContent {
    let (texts, tickets) = (
        NoticesTexts::of(facts.language),
        TicketsTexts::of(facts.language),
    );
    let (held, until) = (
        count(&facts.seats),
        when::long(
            facts.language,
            facts.until,
            facts.until.offset().whole_seconds(),
        ),
    );
    let places = facts
        .seats
        .iter()
        .map(|seat| place_of(&tickets, &seat.section, &seat.row, &seat.number))
        .collect();
    let letter = PlainLetter {
        language: facts.language,
        title: one_line(&facts.event.title),
        subject: BookingNews::Offer.line(facts.language, &facts.event.title),
        paragraphs: vec![
            texts.offer_words(held, &one_line(&facts.event.title)),
            texts.offer_until(held, &until),
            texts.offer_back(held),
        ],
        places: Some((texts.offer_places(held), places)),
        link: Some((texts.offer_open(held), facts.link.clone())),
        receipt: None,
        // An unpaid booking has no number.
        number: None,
    };
    letter.content()
}

#[cfg(test)]
mod tests {
    use domain::selling::RefundCause;

    use super::*;
    use crate::{
        RefundFacts,
        fixture::{refund, says},
    };

    #[test]
    fn an_offer_names_its_end_and_its_seats_and_says_that_the_money_goes_back_otherwise() {
        let RefundFacts {
            language,
            event,
            seats,
            ..
        } = refund(RefundCause::Buyer, 4_500, 0);
        let link = "https://tickets.example/bookings/x".to_owned();
        // The event is in winter time, and the end of the offer is in summer time.
        let until = domain::moment::parse("2026-07-01T12:00:00+03:00").expect("a moment");
        let letter = offer_letter(&OfferFacts {
            language,
            event,
            seats,
            until,
            link,
        });
        assert_eq!(letter.subject, "Other seats are held for you: Tosca");
        says(
            &letter,
            &[
                "Wednesday 1 July 2026, 12:00",
                "all your money goes back",
                "Stalls, row 4, seat 12",
                "/bookings/x",
            ],
        );
    }
}
