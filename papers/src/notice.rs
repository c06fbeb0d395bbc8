//! Letters without a sale: about a refund, an event that was cancelled, and an event on another date.

use domain::{
    BookingId, Currency, Money,
    selling::{BookingSeat, RefundCause},
};
use time::OffsetDateTime;

use crate::{
    EventFacts, Language, LetterContent, PaperFacts, ReceiptFacts,
    letter::{document, escaped, one_line, place_of, receipt_html, receipt_text},
    texts::{LettersTexts, NoticesTexts, TicketsTexts},
    when,
};

/// What a letter says of a refund.
#[derive(Debug, Clone, PartialEq)]
pub struct RefundFacts {
    /// The language in which it says it.
    pub language: Language,
    /// The number of the booking.
    pub booking: BookingId,
    /// What the tickets were for.
    pub event: EventFacts,
    /// Why there is a refund.
    pub cause: RefundCause,
    /// The places whose tickets are void.
    pub seats: Vec<BookingSeat>,
    /// What goes back.
    pub amount: Money,
    /// What the shop keeps.
    pub fee: Money,
    /// When the refund was written.
    pub at: OffsetDateTime,
    /// The credit note, where the seller gave a receipt.
    pub credit_note: Option<ReceiptFacts>,
    /// The page of the booking, for whoever has the link.
    pub link: String,
}

/// What a letter is about, in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterSubject {
    /// The tickets of a booking that is paid.
    Tickets,
    /// A refund.
    Refund,
    /// An event that was cancelled.
    Cancelled,
    /// An event on another date.
    Moved,
}

impl LetterSubject {
    /// The subject of a letter about an event with this title.
    pub(crate) fn line(self, language: Language, title: &str) -> String {
        let (letters, notices, title) = (LettersTexts::of(language), NoticesTexts::of(language), one_line(title));
        match self {
            Self::Tickets => letters.subject(&title),
            Self::Refund => notices.refund(&title),
            Self::Cancelled => notices.cancelled(&title),
            Self::Moved => notices.moved(&title),
        }
    }
}

/// The letter about a refund.
#[must_use]
pub fn refund_letter(facts: &RefundFacts) -> LetterContent {
    let (texts, tickets) = (NoticesTexts::of(facts.language), TicketsTexts::of(facts.language));
    let cancelled = facts.cause == RefundCause::EventCancelled;
    let subject = if cancelled { LetterSubject::Cancelled } else { LetterSubject::Refund };
    let mut paragraphs = Vec::new();
    if cancelled {
        let when = when::long(facts.event.starts_at, facts.event.utc_offset_seconds);
        paragraphs.push(texts.cancelled_words(&one_line(&facts.event.title), &when));
    }
    if facts.amount.amount > 0 {
        paragraphs.push(texts.refund_sent(&facts.amount.to_string(), &when::day(facts.at)));
        paragraphs.push(texts.refund_bank());
    } else {
        paragraphs.push(texts.refund_free());
    }
    if facts.fee.amount > 0 {
        paragraphs.push(texts.refund_fee(&facts.fee.to_string()));
    }
    let places = facts.seats.iter().map(|seat| place_of(&tickets, &seat.section, &seat.row, &seat.number)).collect();
    let letter = PlainLetter {
        language: facts.language,
        title: one_line(&facts.event.title),
        subject: subject.line(facts.language, &facts.event.title),
        paragraphs,
        places: Some((texts.refund_void(), places)),
        link: (texts.refund_open(), facts.link.clone()),
        credit_note: facts.credit_note.as_ref().map(|note| (texts.credit(&note.number), note, facts.amount.currency)),
        booking: facts.booking,
    };
    letter.content()
}

/// The letter about an event on another date. Until `refund_until`, tickets can be given back.
#[must_use]
pub fn moved_letter(facts: &PaperFacts, refund_until: Option<OffsetDateTime>) -> LetterContent {
    let texts = NoticesTexts::of(facts.language);
    let when = |at| when::long(at, facts.event.utc_offset_seconds);
    let back = refund_until.map(|until| texts.moved_back(&when(until)));
    let words = texts.moved_words(&one_line(&facts.event.title), &when(facts.event.starts_at));
    let letter = PlainLetter {
        language: facts.language,
        title: one_line(&facts.event.title),
        subject: LetterSubject::Moved.line(facts.language, &facts.event.title),
        paragraphs: [words, texts.moved_valid()].into_iter().chain(back).collect(),
        places: None,
        link: (texts.moved_open(), facts.links.tickets.clone()),
        credit_note: None,
        booking: facts.booking,
    };
    letter.content()
}

/// A letter of sentences, with one list and one link.
struct PlainLetter<'f> {
    language: Language,
    title: String,
    subject: String,
    paragraphs: Vec<String>,
    /// A heading, and places.
    places: Option<(String, Vec<String>)>,
    /// What the link says, and where it leads.
    link: (String, String),
    /// Its title, what it lists, and the currency of its amounts.
    credit_note: Option<(String, &'f ReceiptFacts, Currency)>,
    booking: BookingId,
}

impl PlainLetter<'_> {
    fn content(self) -> LetterContent {
        LetterContent { text: self.text(), html: self.html(), subject: self.subject }
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
        text.push_str(&format!("\n{}: {}\n", self.link.0, self.link.1));
        if let Some((title, note, currency)) = &self.credit_note {
            text.push_str(&receipt_text(&letters, title, note, *currency));
        }
        text.push_str(&format!("\n{}\n", letters.booking(&self.booking.to_string())));
        text
    }

    fn html(&self) -> String {
        let letters = LettersTexts::of(self.language);
        let paragraphs: String = self.paragraphs.iter().map(|words| format!("<p>{}</p>", escaped(words))).collect();
        let places = self.places.as_ref().map(|(heading, places)| {
            let places: String = places.iter().map(|place| format!("<dd>{}</dd>", escaped(place))).collect();
            format!("<dl><dt>{}</dt>{places}</dl>", escaped(heading))
        });
        let note = self.credit_note.as_ref().map(|(title, note, currency)| receipt_html(&letters, title, note, *currency));
        let body = format!(
            "<h1>{}</h1>{paragraphs}{}<p><a href=\"{}\">{}</a></p>{}<p class=\"small\">{}</p>",
            escaped(&self.title),
            places.unwrap_or_default(),
            escaped(&self.link.1),
            escaped(&self.link.0),
            note.unwrap_or_default(),
            escaped(&letters.booking(&self.booking.to_string())),
        );
        document(self.language, &self.subject, &body)
    }
}

#[cfg(test)]
mod tests {
    use domain::{SeatNo, selling::ReceiptLine};

    use super::*;
    use crate::facts::tests::two_tickets;

    fn refund(cause: RefundCause, amount: i64, fee: i64) -> RefundFacts {
        let PaperFacts { language, booking, event, links, .. } = two_tickets();
        let money = |amount| Money::new(amount, Currency::EUR);
        let seat = BookingSeat {
            seat: SeatNo(12),
            section: "Stalls".to_owned(),
            row: "4".to_owned(),
            number: "12".to_owned(),
            price: money(amount + fee),
            full_price: None,
            price_type: None,
        };
        let (at, link) = (event.starts_at, links.tickets);
        RefundFacts {
            language,
            booking,
            event,
            cause,
            seats: vec![seat],
            amount: money(amount),
            fee: money(fee),
            at,
            credit_note: None,
            link,
        }
    }

    #[test]
    fn a_refund_says_what_comes_back_when_and_for_which_places() {
        let letter = refund_letter(&refund(RefundCause::Buyer, 4_300, 200));
        assert_eq!(letter.subject, "Your refund: Tosca");
        let sent = "We sent your refund of €43 on 2026-11-27. It is on its way. You do not need to do anything.";
        for words in [sent, "We kept a fee of €2.", "Stalls, row 4, seat 12", "/recover/x"] {
            assert!(letter.text.contains(words) && letter.html.contains(words), "{words}: {}", letter.text);
        }
        assert!(!letter.text.contains("Credit note"), "{}", letter.text);
    }

    #[test]
    fn a_cancelled_event_says_so_before_the_money() {
        let letter = refund_letter(&refund(RefundCause::EventCancelled, 4_500, 0));
        assert_eq!(letter.subject, "Cancelled: Tosca");
        assert!(letter.text.contains("Tosca on Friday 27 November 2026, 19:30 does not take place."), "{}", letter.text);
        assert!(letter.text.contains("refund of €45") && !letter.text.contains("fee"), "{}", letter.text);
    }

    #[test]
    fn a_credit_note_lists_what_goes_back_with_its_vat() {
        let mut facts = refund(RefundCause::Buyer, 4_500, 0);
        facts.credit_note = Some(ReceiptFacts {
            number: "FR-3".to_owned(),
            issuer: "Lahti Opera".to_owned(),
            at: facts.at,
            lines: vec![ReceiptLine { what: "Stalls, row 4, seat 12".to_owned(), amount: 4_500, vat: 409 }],
            vat_basis_points: 1_000,
        });
        let letter = refund_letter(&facts);
        for words in ["Credit note FR-3", "Total: €45", "VAT 10 % included: €4.09"] {
            assert!(letter.text.contains(words), "{words}: {}", letter.text);
        }
    }

    #[test]
    fn a_new_date_keeps_the_tickets_and_says_until_when_they_can_be_given_back() {
        let facts = two_tickets();
        let letter = moved_letter(&facts, Some(facts.event.starts_at));
        assert_eq!(letter.subject, "New date: Tosca");
        for words in ["new date: Friday 27 November 2026, 19:30", "Your tickets stay valid", "for the full price until"] {
            assert!(letter.text.contains(words) && letter.html.contains(words), "{words}: {}", letter.text);
        }
        assert!(!moved_letter(&facts, None).text.contains("full price"));
    }
}
