//! Letters as pages of the shop.

use super::{END, escaped};
use crate::{Language, texts::LettersTexts};

/// A letter or the list of letters as a page of the shop: at its end, a link leads to the bookings.
#[must_use]
pub fn letter_page(language: Language, html: &str) -> String {
    let letter = html.strip_suffix(END).unwrap_or(html);
    let words = escaped(&LettersTexts::of(language).bookings());
    format!(
        "{letter}<p><a href=\"{}\">{words}</a></p>{END}",
        language.address("/bookings")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture::two_tickets, letter};

    #[test]
    fn the_page_of_a_letter_ends_with_a_link_to_the_bookings() {
        let html = letter(&two_tickets()).html;
        assert!(
            !html.contains("/bookings\""),
            "a letter by e-mail has its own link: {html}"
        );
        let english = letter_page(Language::English, &html);
        assert!(
            english.ends_with("<p><a href=\"/bookings\">My bookings</a></p></main></body></html>"),
            "{english}"
        );
        assert_eq!(english.matches("</main>").count(), 1, "{english}");
        let finnish = letter_page(Language::Finnish, &html);
        assert!(
            finnish.contains("<a href=\"/fi/bookings\">Omat varaukset</a>"),
            "{finnish}"
        );
    }
}
