//! The letters of a buyer, in a shop that has no mail server.

use domain::selling::SignInCode;
use time::OffsetDateTime;

use super::{document, escaped};
use crate::{BookingNews, Language, texts::LettersTexts, when};

/// A letter in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterEntry {
    /// Its topic.
    pub topic: LetterTopic,
    /// The recipient.
    pub address: String,
    /// When it was written.
    pub at: OffsetDateTime,
}

/// The topic of a letter in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterTopic {
    /// News of a booking.
    Booking {
        /// The news.
        news: BookingNews,
        /// The title of the event.
        title: String,
        /// The page that shows the letter.
        link: String,
    },
    /// A code to sign in.
    SignIn(SignInCode),
}

/// The page with the letters of a buyer, in a shop that has no mail server. Its style is [`LETTER_STYLE`](super::LETTER_STYLE).
#[must_use]
pub fn letter_list(language: Language, letters: &[LetterEntry]) -> String {
    let texts = LettersTexts::of(language);
    let entry = |letter: &LetterEntry| {
        let what = match &letter.topic {
            LetterTopic::Booking { news, title, link } => {
                format!("<a href=\"{}\">{}</a>", escaped(link), escaped(&news.line(language, title)))
            }
            LetterTopic::SignIn(code) => escaped(&texts.sign_in(&code.grouped())),
        };
        let to = escaped(&texts.kept_to(&letter.address, &when::day(letter.at)));
        format!("<li>{what}<br><span class=\"small\">{to}</span></li>")
    };
    let entries: String = letters.iter().map(entry).collect();
    let list = if letters.is_empty() { format!("<p>{}</p>", escaped(&texts.kept_none())) } else { format!("<ul>{entries}</ul>") };
    let body = format!("<h1>{}</h1><p>{}</p>{list}", escaped(&texts.kept()), escaped(&texts.kept_words()));
    document(language, &texts.kept(), &body)
}
