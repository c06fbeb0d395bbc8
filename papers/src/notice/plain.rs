//! The form of these letters: sentences, one list of places and one link, as text and as HTML.

use domain::{Currency, selling::BookingNumber};

use crate::{
    Language, LetterContent, ReceiptFacts,
    letter::{document, escaped, receipt_html, receipt_text},
    texts::LettersTexts,
};

/// The number of tickets or seats in a letter.
pub(super) fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// A letter of sentences with one list and one link.
pub(super) struct PlainLetter<'f> {
    pub language: Language,
    pub title: String,
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// A heading and its places.
    pub places: Option<(String, Vec<String>)>,
    /// The text and the target of the link.
    pub link: Option<(String, String)>,
    /// The title of a receipt or credit note, its lines, and the currency of its amounts.
    pub receipt: Option<(String, &'f ReceiptFacts, Currency)>,
    pub number: Option<&'f BookingNumber>,
}

impl PlainLetter<'_> {
    pub fn content(self) -> LetterContent {
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
        if let Some((title, receipt, currency)) = &self.receipt {
            text.push_str(&receipt_text(&letters, title, receipt, *currency));
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
        let receipt = self
            .receipt
            .as_ref()
            .map(|(title, receipt, currency)| receipt_html(&letters, title, receipt, *currency));
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
            receipt.unwrap_or_default(),
            number.unwrap_or_default(),
        );
        document(self.language, &self.subject, &body)
    }
}
