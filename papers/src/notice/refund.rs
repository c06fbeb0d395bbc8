//! The letter about a refund, also of a cancelled event.

use domain::{
    Money,
    selling::{BookingNumber, BookingSeat, RefundCause},
};
use time::OffsetDateTime;

use super::{
    news::BookingNews,
    plain::{PlainLetter, count},
};
use crate::{
    EventFacts, Language, LetterContent, ReceiptFacts,
    letter::{one_line, place_of},
    money::money,
    texts::{NoticesTexts, TicketsTexts},
    when,
};

/// The facts of a refund, for its letter.
#[derive(Debug, Clone, PartialEq)]
pub struct RefundFacts {
    /// The language of the letter.
    pub language: Language,
    /// The booking number, as people read it.
    pub number: Option<BookingNumber>,
    /// The event of the tickets.
    pub event: EventFacts,
    /// The cause of the refund.
    pub cause: RefundCause,
    /// The places whose tickets are void.
    pub seats: Vec<BookingSeat>,
    /// The refunded amount.
    pub amount: Money,
    /// The shop's fee.
    pub fee: Money,
    /// When the refund was ordered.
    pub at: OffsetDateTime,
    /// The credit note, if the seller gave a receipt.
    pub credit_note: Option<ReceiptFacts>,
    /// The page of the booking, for everyone who has the link. None if the letter is shown on this
    /// page.
    pub link: Option<String>,
}

/// The letter about a refund.
#[must_use]
pub fn refund_letter(facts: &RefundFacts) -> LetterContent {
    let (texts, tickets) = (
        NoticesTexts::of(facts.language),
        TicketsTexts::of(facts.language),
    );
    let cancelled = facts.cause == RefundCause::EventCancelled;
    let subject = if cancelled {
        BookingNews::Cancelled
    } else {
        BookingNews::Refund
    };
    let (void, mut paragraphs) = (count(&facts.seats), Vec::new());
    if cancelled {
        let when = when::long(
            facts.language,
            facts.event.starts_at,
            facts.event.utc_offset_seconds,
        );
        paragraphs.push(texts.cancelled_words(&one_line(&facts.event.title), &when));
    }
    if facts.amount.amount > 0 {
        paragraphs.push(texts.refund_sent(
            &money(facts.language, facts.amount),
            &when::long_day(facts.language, facts.at),
        ));
        paragraphs.push(texts.refund_bank());
    } else {
        paragraphs.push(texts.refund_free(void));
    }
    if facts.fee.amount > 0 {
        paragraphs.push(texts.refund_fee(&money(facts.language, facts.fee)));
    }
    let places = facts
        .seats
        .iter()
        .map(|seat| place_of(&tickets, &seat.section, &seat.row, &seat.number))
        .collect();
    let letter = PlainLetter {
        language: facts.language,
        title: one_line(&facts.event.title),
        subject: subject.line(facts.language, &facts.event.title),
        paragraphs,
        places: Some((texts.refund_void(void), places)),
        link: facts.link.clone().map(|link| (texts.refund_open(), link)),
        receipt: facts
            .credit_note
            .as_ref()
            .map(|note| (texts.credit(&note.number), note, facts.amount.currency)),
        number: facts.number.as_ref(),
    };
    letter.content()
}

#[cfg(test)]
mod tests {
    use domain::selling::ReceiptLine;

    use super::*;
    use crate::fixture::{refund, says};

    #[test]
    fn a_refund_letter_has_the_amount_the_time_and_the_places() {
        let letter = refund_letter(&refund(RefundCause::Buyer, 4_300, 200));
        assert_eq!(letter.subject, "Your refund: Tosca");
        let sent = "We sent your refund of €43 on Friday 27 November 2026. It is on its way. You do not need to do anything.";
        says(
            &letter,
            &[
                sent,
                "We kept a fee of €2.",
                "Stalls, row 4, seat 12",
                "Booking 7K3QW9XM",
                "/recover/x",
            ],
        );
        assert!(!letter.text.contains("Credit note"), "{}", letter.text);
        let here = refund_letter(&RefundFacts {
            link: None,
            ..refund(RefundCause::Buyer, 4_300, 200)
        });
        assert!(
            !here.html.contains("href"),
            "the page of the booking does not lead to itself: {}",
            here.html
        );
    }

    #[test]
    fn a_cancellation_letter_names_the_cancellation_before_the_money() {
        let letter = refund_letter(&refund(RefundCause::EventCancelled, 4_500, 0));
        assert_eq!(letter.subject, "Cancelled: Tosca");
        assert!(
            letter
                .text
                .contains("Tosca on Friday 27 November 2026, 19:30 will not take place."),
            "{}",
            letter.text
        );
        assert!(
            letter.text.contains("refund of €45") && !letter.text.contains("fee"),
            "{}",
            letter.text
        );
    }

    #[test]
    fn a_credit_note_lists_the_refund_with_its_vat() {
        let mut facts = refund(RefundCause::Buyer, 4_500, 0);
        facts.credit_note = Some(ReceiptFacts {
            number: "FR-3".to_owned(),
            issuer: "Lahti Opera".to_owned(),
            at: facts.at,
            lines: vec![ReceiptLine {
                what: "Stalls, row 4, seat 12".to_owned(),
                amount: 4_500,
                vat: 409,
            }],
            vat_basis_points: 1_000,
        });
        let letter = refund_letter(&facts);
        for words in ["Credit note FR-3", "Total: €45", "VAT 10 % included: €4.09"] {
            assert!(letter.text.contains(words), "{words}: {}", letter.text);
        }
    }
}
