//! The letter with the tickets.

use super::{
    LetterContent, document, escaped, one_line,
    places::{place, remarks},
    receipt::{receipt_html, receipt_text},
};
use crate::{
    BookingNews, PaperFacts, ReceiptFacts,
    money::money,
    texts::{LettersTexts, TicketsTexts},
    when,
};

/// The letter of a paid booking, or of a ticket that its buyer gave to the reader.
#[must_use]
pub fn letter(facts: &PaperFacts) -> LetterContent {
    let words = LetterWords {
        letter: LettersTexts::of(facts.language),
        ticket: TicketsTexts::of(facts.language),
        facts,
    };
    LetterContent {
        subject: words.subject(),
        text: words.text(),
        html: words.html(),
    }
}

struct LetterWords<'f> {
    letter: LettersTexts,
    ticket: TicketsTexts,
    facts: &'f PaperFacts,
}

impl LetterWords<'_> {
    fn when(&self) -> String {
        when::long(
            self.facts.language,
            self.facts.event.starts_at,
            self.facts.event.utc_offset_seconds,
        )
    }

    fn whereabouts(&self) -> String {
        format!("{}, {}", self.facts.event.venue, self.facts.event.address)
    }

    fn subject(&self) -> String {
        let news = if self.facts.is_given {
            BookingNews::Given
        } else {
            BookingNews::Tickets
        };
        news.line(self.facts.language, &self.facts.event.title)
    }

    /// The number of tickets in the letter.
    fn count(&self) -> u32 {
        u32::try_from(self.facts.tickets.len()).unwrap_or(u32::MAX)
    }

    /// What happened.
    fn opening(&self) -> String {
        if self.facts.is_given {
            return self.letter.given_words();
        }
        format!(
            "{}. {}",
            self.letter.paid(self.count()),
            self.letter
                .paid_total(&money(self.facts.language, self.facts.total))
        )
    }

    /// Each place with its price type, the proof for the door, its price, the remarks about the
    /// seat, and the entrance.
    fn places(&self) -> impl Iterator<Item = String> {
        self.facts.tickets.iter().map(|ticket| {
            let entrance = ticket
                .entrance
                .as_deref()
                .map(|entrance| format!("{}: {}", self.ticket.entrance(), one_line(entrance)));
            let price_type = ticket
                .price_type
                .as_ref()
                .map(|price_type| one_line(&price_type.name));
            let proof = self
                .facts
                .event
                .proof(ticket)
                .map(|proof| self.letter.places_proof(&one_line(proof)));
            let price = ticket.price.map(|price| money(self.facts.language, price));
            let paid = [price_type, proof, price].into_iter().flatten();
            let known: Vec<String> = paid
                .chain(remarks(&self.ticket, ticket))
                .chain(entrance)
                .collect();
            let place = place(&self.ticket, ticket);
            if known.is_empty() {
                place
            } else {
                format!("{place} ({})", known.join(", "))
            }
        })
    }

    /// The number of the booking, in words.
    fn number(&self) -> Option<String> {
        self.facts
            .number
            .as_ref()
            .map(|number| self.letter.booking(number.as_str()))
    }

    fn text(&self) -> String {
        let (letter, links, tickets) = (&self.letter, &self.facts.links, self.count());
        let mut text = format!(
            "{}\n\n{}\n\n",
            one_line(&self.facts.event.title),
            self.opening()
        );
        text.push_str(&format!(
            "{}: {}\n{}: {}\n{}:\n",
            letter.when(),
            self.when(),
            letter.venue(),
            self.whereabouts(),
            letter.places(tickets)
        ));
        for place in self.places() {
            text.push_str(&format!("  {place}\n"));
        }
        text.push_str(&format!(
            "\n{}\n{}\n\n",
            letter.enclosed(tickets),
            letter.door(tickets)
        ));
        text.push_str(&format!(
            "{}: {}\n{}: {}\n{}\n",
            letter.open(tickets),
            links.tickets,
            letter.open_calendar(),
            links.calendar,
            letter.open_lost(tickets)
        ));
        if let Some(receipt) = &self.facts.receipt {
            text.push_str(&receipt_text(
                letter,
                &letter.receipt(&receipt.number),
                receipt,
                self.facts.total.currency,
            ));
        }
        if let Some(number) = self.number() {
            text.push_str(&format!("\n{number}\n"));
        }
        text
    }

    fn html(&self) -> String {
        let (letter, links, tickets) = (&self.letter, &self.facts.links, self.count());
        let title = escaped(&one_line(&self.facts.event.title));
        let places: String = self
            .places()
            .map(|place| format!("<dd>{}</dd>", escaped(&place)))
            .collect();
        let link = |href: &str, words: String| {
            format!(
                "<li><a href=\"{}\">{}</a></li>",
                escaped(href),
                escaped(&words)
            )
        };
        let of_receipt = |receipt: &ReceiptFacts| {
            receipt_html(
                letter,
                &letter.receipt(&receipt.number),
                receipt,
                self.facts.total.currency,
            )
        };
        let receipt = self
            .facts
            .receipt
            .as_ref()
            .map(of_receipt)
            .unwrap_or_default();
        let body = format!(
            "<h1>{title}</h1><p>{opening}</p><dl><dt>{when_label}</dt><dd>{when}</dd><dt>{where_label}</dt><dd>{whereabouts}</dd>\
             <dt>{places_label}</dt>{places}</dl><p>{door}</p><ul>{page}{pdf}{phone}{calendar}</ul><p class=\"small\">{lost}</p>{receipt}{number}",
            opening = escaped(&self.opening()),
            when_label = escaped(&letter.when()),
            when = escaped(&self.when()),
            where_label = escaped(&letter.venue()),
            whereabouts = escaped(&self.whereabouts()),
            places_label = escaped(&letter.places(tickets)),
            door = escaped(&letter.door(tickets)),
            page = if links.is_here {
                String::new()
            } else {
                link(&links.tickets, letter.open(tickets))
            },
            pdf = link(&links.pdf, letter.open_pdf()),
            phone = link(&links.phone_pdf, letter.open_phone()),
            calendar = link(&links.calendar, letter.open_calendar()),
            lost = escaped(&if links.is_here {
                letter.open_here(tickets)
            } else {
                letter.open_lost(tickets)
            }),
            number = self
                .number()
                .map(|number| format!("<p class=\"small\">{}</p>", escaped(&number)))
                .unwrap_or_default(),
        );
        document(self.facts.language, &self.subject(), &body)
    }
}

#[cfg(test)]
mod tests {
    use domain::{PriceTypeId, selling::PriceTypeRef};

    use super::*;
    use crate::fixture::{says, two_special_tickets, two_tickets};

    #[test]
    fn a_letter_says_what_when_where_and_how_to_find_the_tickets_again() {
        let letter = letter(&two_tickets());
        assert_eq!(letter.subject, "Your tickets: Tosca");
        let when = "Friday 27 November 2026, 19:30";
        says(
            &letter,
            &[
                "You have 2 tickets. Total paid: €90.",
                when,
                "Stalls, row 4, seat 12",
                "Booking 7K3QW9XM",
                "/recover/x",
            ],
        );
        assert!(!letter.text.contains("Receipt"), "{}", letter.text);
    }

    #[test]
    fn a_letter_with_one_ticket_uses_the_singular() {
        let mut facts = two_tickets();
        let two = letter(&facts);
        says(
            &two,
            &[
                "Your places",
                "codes to anyone",
                "Open the tickets",
                "if you lose the tickets",
            ],
        );
        facts.tickets.truncate(1);
        let one = letter(&facts);
        says(
            &one,
            &[
                "You have 1 ticket. ",
                "Your place",
                "Do not show it to anyone",
                "Open the ticket",
                "if you lose the ticket.",
            ],
        );
        assert!(
            one.text.contains(
                "The ticket is attached as a PDF. Print it, or show the code on a phone."
            ),
            "{}",
            one.text
        );
        assert!(
            !one.text.contains("Your places") && !one.text.contains("the tickets"),
            "{}",
            one.text
        );
        facts.links.is_here = true;
        assert!(
            letter(&facts)
                .html
                .contains("You can open this page again if you lose the ticket.")
        );
    }

    #[test]
    fn a_letter_on_its_own_page_has_no_link_to_it() {
        let mut facts = two_tickets();
        assert!(
            letter(&facts)
                .html
                .contains("href=\"https://tickets.example/recover/x\"")
        );
        facts.links.is_here = true;
        let here = letter(&facts).html;
        assert!(
            !here.contains("/recover/x\"") && here.contains("/recover/x/tickets.pdf\""),
            "{here}"
        );
        assert!(here.contains("You can open this page again"), "{here}");
    }

    #[test]
    fn a_place_has_its_chosen_price_type() {
        let mut facts = two_tickets();
        facts.tickets[1].price_type = Some(PriceTypeRef {
            id: PriceTypeId(1),
            name: "Child".to_owned(),
        });
        let letter = letter(&facts);
        says(
            &letter,
            &["Stalls, row 4, seat 12", "Stalls, row 4, seat 13 (Child)"],
        );
        assert!(!letter.text.contains("seat 12 ("), "{}", letter.text);
        facts
            .event
            .proofs
            .insert(PriceTypeId(1), "proof of age".to_owned());
        let letter = super::letter(&facts);
        assert!(
            letter
                .text
                .contains("Stalls, row 4, seat 13 (Child, bring proof of age)"),
            "{}",
            letter.text
        );
    }

    #[test]
    fn a_place_has_its_number_price_entrance_and_remarks() {
        let letter = letter(&two_special_tickets());
        says(
            &letter,
            &[
                "Box 1, left, seat 12 (€45, wheelchair place, Entrance: Door B)",
                "Box 1, left, seat 13 (€45, for a companion, view partly blocked by a pillar, Entrance: Door B)",
            ],
        );
    }

    #[test]
    fn a_letter_about_a_given_ticket_names_its_holder_and_no_price() {
        let mut facts = two_tickets();
        facts.tickets.truncate(1);
        facts.is_given = true;
        let letter = letter(&facts);
        assert_eq!(letter.subject, "A ticket for you: Tosca");
        says(
            &letter,
            &["gave it to you", "Stalls, row 4, seat 12", "/recover/x"],
        );
        assert!(
            !letter.text.contains("€") && !letter.html.contains("€"),
            "{}",
            letter.text
        );
    }

    #[test]
    fn a_title_can_inject_neither_a_header_nor_html() {
        let mut facts = two_tickets();
        facts.event.title = "Tosca\r\nBcc: eve@example.com <script>\"".to_owned();
        let letter = letter(&facts);
        assert_eq!(
            letter.subject,
            "Your tickets: Tosca Bcc: eve@example.com <script>\""
        );
        assert!(
            letter.html.contains("&lt;script&gt;&quot;") && !letter.html.contains("<script"),
            "{}",
            letter.html
        );
    }
}
