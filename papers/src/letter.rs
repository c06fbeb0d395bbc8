//! The letter with the tickets, as plain text and as HTML. The page behind the link of a letter shows the same HTML.

use domain::{Currency, Money, selling::Ticket};
use time::OffsetDateTime;

use crate::{
    Language, LetterSubject, PaperFacts, ReceiptFacts,
    texts::{LettersTexts, TicketsTexts},
    when,
};

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterContent {
    /// One line.
    pub subject: String,
    /// For programs that show plain text.
    pub text: String,
    /// A whole document. Its style is [`LETTER_STYLE`].
    pub html: String,
}

/// The style of letters in HTML: of the only `<style>` in them.
pub const LETTER_STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#1c1917;background:#fff}\
h1{font-size:1.5rem;line-height:1.2}dt{color:#57534e;margin-top:.75rem}dd{margin:0}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.25rem 0;border-bottom:1px solid #d6d3d1}td{text-align:right}a{color:#9f1239}.issuer{white-space:pre-line}\
.small{color:#57534e;font-size:.875rem}";

/// The letter of a booking that is paid.
#[must_use]
pub fn letter(facts: &PaperFacts) -> LetterContent {
    let words = LetterWords { letter: LettersTexts::of(facts.language), ticket: TicketsTexts::of(facts.language), facts };
    LetterContent { subject: words.letter.subject(&one_line(&facts.event.title)), text: words.text(), html: words.html() }
}

/// A letter in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterEntry {
    /// What it is about.
    pub about: LetterSubject,
    /// The title of the event.
    pub title: String,
    /// Where it goes.
    pub address: String,
    /// When it was written.
    pub at: OffsetDateTime,
    /// The page that shows it.
    pub link: String,
}

/// The page with the letters of a buyer, in a shop that has no mail server. Its style is [`LETTER_STYLE`].
#[must_use]
pub fn letter_list(language: Language, letters: &[LetterEntry]) -> String {
    let texts = LettersTexts::of(language);
    let entry = |letter: &LetterEntry| {
        let (link, subject) = (escaped(&letter.link), escaped(&letter.about.line(language, &letter.title)));
        let to = escaped(&texts.kept_to(&letter.address, &when::day(letter.at)));
        format!("<li><a href=\"{link}\">{subject}</a><br><span class=\"small\">{to}</span></li>")
    };
    let entries: String = letters.iter().map(entry).collect();
    let list = if letters.is_empty() { format!("<p>{}</p>", escaped(&texts.kept_none())) } else { format!("<ul>{entries}</ul>") };
    let body = format!("<h1>{}</h1><p>{}</p>{list}", escaped(&texts.kept()), escaped(&texts.kept_words()));
    document(language, &texts.kept(), &body)
}

/// A whole document with the style of letters.
pub(crate) fn document(language: Language, title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"robots\" content=\"noindex\"><title>{}</title><style>{LETTER_STYLE}</style></head><body><main>{body}</main></body></html>",
        language.code(),
        escaped(title),
    )
}

/// A place in words.
pub(crate) fn place(texts: &TicketsTexts, ticket: &Ticket) -> String {
    place_of(texts, &ticket.section, &ticket.row, &ticket.number)
}

/// A place in words, by its names.
pub(crate) fn place_of(texts: &TicketsTexts, section: &str, row: &str, number: &str) -> String {
    if row.is_empty() { section.to_owned() } else { texts.place(section, row, number) }
}

/// Label and amount of each line of a receipt or a credit note, its total and the VAT within it.
fn receipt_lines(letter: &LettersTexts, receipt: &ReceiptFacts, currency: Currency) -> Vec<(String, String)> {
    let money = |amount: i64| Money::new(amount, currency).to_string();
    let lines = receipt.lines.iter().map(|line| (line.what.clone(), money(line.amount)));
    let sum = |part: fn(&domain::selling::ReceiptLine) -> i64| receipt.lines.iter().map(part).sum::<i64>();
    let total = (letter.receipt_total(), money(sum(|line| line.amount)));
    let vat = (receipt.vat_basis_points > 0).then(|| (letter.vat(&rate(receipt.vat_basis_points)), money(sum(|line| line.vat))));
    lines.chain([total]).chain(vat).collect()
}

/// A receipt or a credit note within a letter of plain text.
pub(crate) fn receipt_text(letter: &LettersTexts, title: &str, receipt: &ReceiptFacts, currency: Currency) -> String {
    let mut text = format!("\n{title}\n{}: {}\n", letter.receipt_date(), when::day(receipt.at));
    for (what, amount) in receipt_lines(letter, receipt, currency) {
        text.push_str(&format!("  {what}: {amount}\n"));
    }
    text.push_str(&format!("{}:\n{}\n", letter.receipt_sold_by(), receipt.issuer));
    text
}

/// A receipt or a credit note within a letter of HTML.
pub(crate) fn receipt_html(letter: &LettersTexts, title: &str, receipt: &ReceiptFacts, currency: Currency) -> String {
    let row = |(what, amount): (String, String)| format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", escaped(&what), escaped(&amount));
    let rows: String = receipt_lines(letter, receipt, currency).into_iter().map(row).collect();
    format!(
        "<h2>{}</h2><p>{}: {}</p><table><tbody>{rows}</tbody></table><p>{}:</p><p class=\"issuer\">{}</p>",
        escaped(title),
        escaped(&letter.receipt_date()),
        when::day(receipt.at),
        escaped(&letter.receipt_sold_by()),
        escaped(&receipt.issuer),
    )
}

struct LetterWords<'f> {
    letter: LettersTexts,
    ticket: TicketsTexts,
    facts: &'f PaperFacts,
}

impl LetterWords<'_> {
    fn when(&self) -> String {
        when::long(self.facts.event.starts_at, self.facts.event.utc_offset_seconds)
    }

    fn whereabouts(&self) -> String {
        format!("{}, {}", self.facts.event.venue, self.facts.event.address)
    }

    fn paid(&self) -> String {
        let tickets = u32::try_from(self.facts.tickets.len()).unwrap_or(u32::MAX);
        format!("{}. {}", self.letter.paid(tickets), self.letter.paid_total(&self.facts.total.to_string()))
    }

    /// Each place, with the price type that the door asks for.
    fn places(&self) -> impl Iterator<Item = String> {
        self.facts.tickets.iter().map(|ticket| match &ticket.price_type {
            Some(price_type) => format!("{} ({})", place(&self.ticket, ticket), one_line(&price_type.name)),
            None => place(&self.ticket, ticket),
        })
    }

    fn text(&self) -> String {
        let (letter, links) = (&self.letter, &self.facts.links);
        let mut text = format!("{}\n\n{}\n\n", one_line(&self.facts.event.title), self.paid());
        text.push_str(&format!("{}: {}\n{}: {}\n{}:\n", letter.when(), self.when(), letter.venue(), self.whereabouts(), letter.places()));
        for place in self.places() {
            text.push_str(&format!("  {place}\n"));
        }
        text.push_str(&format!("\n{}\n{}\n\n", letter.enclosed(), letter.door()));
        text.push_str(&format!(
            "{}: {}\n{}: {}\n{}\n",
            letter.open(),
            links.tickets,
            letter.open_calendar(),
            links.calendar,
            letter.open_lost()
        ));
        if let Some(receipt) = &self.facts.receipt {
            text.push_str(&receipt_text(letter, &letter.receipt(&receipt.number), receipt, self.facts.total.currency));
        }
        text.push_str(&format!("\n{}\n", letter.booking(&self.facts.booking.to_string())));
        text
    }

    fn html(&self) -> String {
        let (letter, links) = (&self.letter, &self.facts.links);
        let title = escaped(&one_line(&self.facts.event.title));
        let places: String = self.places().map(|place| format!("<dd>{}</dd>", escaped(&place))).collect();
        let link = |href: &str, words: String| format!("<li><a href=\"{}\">{}</a></li>", escaped(href), escaped(&words));
        let of_receipt =
            |receipt: &ReceiptFacts| receipt_html(letter, &letter.receipt(&receipt.number), receipt, self.facts.total.currency);
        let receipt = self.facts.receipt.as_ref().map(of_receipt).unwrap_or_default();
        let body = format!(
            "<h1>{title}</h1><p>{paid}</p><dl><dt>{when_label}</dt><dd>{when}</dd><dt>{where_label}</dt><dd>{whereabouts}</dd>\
             <dt>{places_label}</dt>{places}</dl><p>{door}</p><ul>{page}{pdf}{calendar}</ul><p class=\"small\">{lost}</p>{receipt}\
             <p class=\"small\">{booking}</p>",
            paid = escaped(&self.paid()),
            when_label = escaped(&letter.when()),
            when = escaped(&self.when()),
            where_label = escaped(&letter.venue()),
            whereabouts = escaped(&self.whereabouts()),
            places_label = escaped(&letter.places()),
            door = escaped(&letter.door()),
            page = link(&links.tickets, letter.open()),
            pdf = link(&links.pdf, letter.open_pdf()),
            calendar = link(&links.calendar, letter.open_calendar()),
            lost = escaped(&letter.open_lost()),
            booking = escaped(&letter.booking(&self.facts.booking.to_string())),
        );
        document(self.facts.language, &letter.subject(&one_line(&self.facts.event.title)), &body)
    }
}

/// A rate of VAT in per cent: 10, 25.5.
fn rate(basis_points: u32) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A text on one line: in a subject, a line break would begin another header.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_control()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text within HTML, in an attribute too.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use domain::{
        PriceTypeId,
        selling::{PriceTypeRef, ReceiptLine},
    };

    use super::*;
    use crate::facts::tests::two_tickets;

    #[test]
    fn a_letter_says_what_when_where_and_how_to_find_the_tickets_again() {
        let letter = letter(&two_tickets());
        assert_eq!(letter.subject, "Your tickets: Tosca");
        for words in ["You have 2 tickets. €90 was paid.", "Friday 27 November 2026, 19:30", "Stalls, row 4, seat 12", "/recover/x"] {
            assert!(letter.text.contains(words) && letter.html.contains(words), "{words}: {}", letter.text);
        }
        assert!(!letter.text.contains("Receipt"), "{}", letter.text);
    }

    #[test]
    fn a_place_names_the_price_type_that_was_chosen_for_it() {
        let mut facts = two_tickets();
        facts.tickets[1].price_type = Some(PriceTypeRef { id: PriceTypeId(1), name: "Child".to_owned() });
        let letter = letter(&facts);
        for words in ["Stalls, row 4, seat 12", "Stalls, row 4, seat 13 (Child)"] {
            assert!(letter.text.contains(words) && letter.html.contains(words), "{words}: {}", letter.text);
        }
        assert!(!letter.text.contains("seat 12 ("), "{}", letter.text);
    }

    #[test]
    fn a_title_can_write_neither_a_header_nor_html() {
        let mut facts = two_tickets();
        facts.event.title = "Tosca\r\nBcc: eve@example.com <script>\"".to_owned();
        let letter = letter(&facts);
        assert_eq!(letter.subject, "Your tickets: Tosca Bcc: eve@example.com <script>\"");
        assert!(letter.html.contains("&lt;script&gt;&quot;") && !letter.html.contains("<script"), "{}", letter.html);
    }

    #[test]
    fn a_receipt_lists_what_was_sold_with_the_vat_within() {
        let mut facts = two_tickets();
        let line = |what: &str| ReceiptLine { what: what.to_owned(), amount: 4_500, vat: 409 };
        facts.receipt = Some(ReceiptFacts {
            number: "FR-17".to_owned(),
            issuer: "Lahti Opera\nFI12345678".to_owned(),
            at: facts.event.starts_at,
            lines: vec![line("Stalls, row 4, seat 12"), line("Stalls, row 4, seat 13")],
            vat_basis_points: 1_000,
        });
        let letter = letter(&facts);
        for words in ["Receipt FR-17", "Total: €90", "VAT 10 % included: €8.18", "Lahti Opera\nFI12345678", "2026-11-27"] {
            assert!(letter.text.contains(words), "{words}: {}", letter.text);
        }
        assert!(letter.html.contains("<td>€8.18</td>"), "{}", letter.html);
        assert_eq!([rate(1_000), rate(2_550), rate(250), rate(0)], ["10", "25.5", "2.5", "0"]);
    }
}
