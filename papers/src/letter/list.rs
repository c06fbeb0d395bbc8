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

/// The page with the letters of a buyer, in a shop that has no mail server. Its style is
/// [`LETTER_STYLE`](super::LETTER_STYLE).
#[must_use]
pub fn letter_list(language: Language, letters: &[LetterEntry]) -> String {
    let texts = LettersTexts::of(language);
    let entry = |letter: &LetterEntry| {
        let what = match &letter.topic {
            LetterTopic::Booking { news, title, link } => {
                format!(
                    "<a href=\"{}\">{}</a>",
                    escaped(link),
                    escaped(&news.line(language, title))
                )
            }
            LetterTopic::SignIn(code) => {
                let (words, link) = (texts.sign_in(&code.grouped()), language.address("/sign-in"));
                format!(
                    "{}<br><a href=\"{link}\">{}</a>",
                    escaped(&words),
                    escaped(&texts.sign_in_link())
                )
            }
        };
        let to = escaped(&texts.kept_to(&letter.address, &when::long_day(language, letter.at)));
        format!("<li>{what}<br><span class=\"small\">{to}</span></li>")
    };
    let entries: String = letters.iter().map(entry).collect();
    let list = if letters.is_empty() {
        format!("<p>{}</p>", escaped(&texts.kept_none()))
    } else {
        format!("<ul>{entries}</ul>")
    };
    let body = format!(
        "<h1>{}</h1><p>{}</p>{list}",
        escaped(&texts.kept()),
        escaped(&texts.kept_words())
    );
    document(language, &texts.kept(), &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(language: Language, topic: LetterTopic) -> String {
        let at = domain::moment::parse("2026-11-27T22:30:05Z").expect("a moment");
        letter_list(
            language,
            &[LetterEntry {
                topic,
                address: "ada@example.com".to_owned(),
                at,
            }],
        )
    }

    #[test]
    fn the_day_of_a_letter_is_written_in_the_language_of_the_page() {
        let topic = |link: &str| LetterTopic::Booking {
            news: BookingNews::Tickets,
            title: "Tosca".to_owned(),
            link: link.to_owned(),
        };
        let english = list(Language::English, topic("/recover/x"));
        assert!(
            english.contains("To ada@example.com, Friday 27 November 2026"),
            "{english}"
        );
        let finnish = list(Language::Finnish, topic("/fi/recover/x"));
        assert!(
            finnish.contains("perjantai 27. marraskuuta 2026") && !finnish.contains("2026-11-27"),
            "{finnish}"
        );
    }

    #[test]
    fn a_code_to_sign_in_has_a_link_to_the_page_that_asks_for_it() {
        let list = list(
            Language::Finnish,
            LetterTopic::SignIn("01234567".parse().expect("a code")),
        );
        assert!(
            list.contains("0123 4567")
                && list.contains("<a href=\"/fi/sign-in\">Kirjaudu sisään</a>"),
            "{list}"
        );
    }
}
