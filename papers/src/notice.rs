//! Letters without a sale: about a refund, a cancelled event, an event on another date, a void
//! ticket, and seats that are offered for a late payment.

use domain::{
    Currency, Money,
    selling::{BookingNumber, BookingSeat, RefundCause},
};
use time::OffsetDateTime;

use crate::{
    EventFacts, Language, LetterContent, PaperFacts, ReceiptFacts,
    letter::{document, escaped, one_line, place, place_of, receipt_html, receipt_text},
    money::money,
    texts::{LettersTexts, NoticesTexts, TicketsTexts},
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
        credit_note: facts
            .credit_note
            .as_ref()
            .map(|note| (texts.credit(&note.number), note, facts.amount.currency)),
        number: facts.number.as_ref(),
    };
    letter.content()
}

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
        credit_note: None,
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
        credit_note: None,
        number: facts.number.as_ref(),
    };
    letter.content()
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
        credit_note: None,
        // An unpaid booking has no number.
        number: None,
    };
    letter.content()
}

fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// A letter of sentences with one list and one link.
struct PlainLetter<'f> {
    language: Language,
    title: String,
    subject: String,
    paragraphs: Vec<String>,
    /// A heading and its places.
    places: Option<(String, Vec<String>)>,
    /// The text and the target of the link.
    link: Option<(String, String)>,
    /// Its title, its lines, and the currency of its amounts.
    credit_note: Option<(String, &'f ReceiptFacts, Currency)>,
    number: Option<&'f BookingNumber>,
}

impl PlainLetter<'_> {
    fn content(self) -> LetterContent {
        LetterContent {
            text: self.text(),
            html: self.html(),
            subject: self.subject,
        }
    }

    fn text(&self) -> String {
        let letters = LettersTexts::of(self.language);
        let mut text = format!("{}\n\n{}\n", self.title, self.paragraphs.join("\n"));
        if let Some((heading, places)) = &self.places {
            text.push_str(&format!("\n{heading}:\n"));
            for place in places {
                text.push_str(&format!("  {place}\n"));
            }
        }
        if let Some((words, address)) = &self.link {
            text.push_str(&format!("\n{words}: {address}\n"));
        }
        if let Some((title, note, currency)) = &self.credit_note {
            text.push_str(&receipt_text(&letters, title, note, *currency));
        }
        if let Some(number) = self.number {
            text.push_str(&format!("\n{}\n", letters.booking(number.as_str())));
        }
        text
    }

    fn html(&self) -> String {
        let letters = LettersTexts::of(self.language);
        let paragraphs: String = self
            .paragraphs
            .iter()
            .map(|words| format!("<p>{}</p>", escaped(words)))
            .collect();
        let places = self.places.as_ref().map(|(heading, places)| {
            let places: String = places
                .iter()
                .map(|place| format!("<dd>{}</dd>", escaped(place)))
                .collect();
            format!("<dl><dt>{}</dt>{places}</dl>", escaped(heading))
        });
        let note = self
            .credit_note
            .as_ref()
            .map(|(title, note, currency)| receipt_html(&letters, title, note, *currency));
        let link = self.link.as_ref().map(|(words, address)| {
            format!(
                "<p><a href=\"{}\">{}</a></p>",
                escaped(address),
                escaped(words)
            )
        });
        let number = self.number.map(|number| {
            format!(
                "<p class=\"small\">{}</p>",
                escaped(&letters.booking(number.as_str()))
            )
        });
        let body = format!(
            "<h1>{}</h1>{paragraphs}{}{}{}{}",
            escaped(&self.title),
            places.unwrap_or_default(),
            link.unwrap_or_default(),
            note.unwrap_or_default(),
            number.unwrap_or_default(),
        );
        document(self.language, &self.subject, &body)
    }
}

#[cfg(test)]
mod tests {
    use domain::selling::ReceiptLine;

    use super::*;
    use crate::fixture::{refund, says, two_tickets};

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
            "by the clock of then"
        );
    }

    #[test]
    fn an_offer_has_its_end_its_seats_and_says_that_the_money_goes_back_otherwise() {
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
