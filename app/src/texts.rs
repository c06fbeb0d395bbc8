//! The texts of the site, with one generated type per file of `app/locales/en`: `bookings.ftl` becomes `BookingsTexts`. The seat map's
//! texts are in `app/seat-map/locales`.
//!
//! A page selects the language: `BookingsTexts::of(page_language())`. Components and islands receive their texts as a property, so an
//! island contains only its own texts, in the page's language.

#![cfg_attr(not(feature = "ssr"), allow(dead_code, reason = "some texts are for pages alone, which only the server has"))]
#![allow(clippy::match_single_binding, reason = "each further language is one more arm")]
#![allow(clippy::wrong_self_convention, reason = "methods are named as their texts are")]

pub use seat_map::texts::{MapTexts, PlacesTexts};
pub use translations::Language;

/// The language of the page that is being rendered, from its address; English if the address names none. The server provides it as context.
#[cfg(feature = "ssr")]
pub(crate) fn page_language() -> Language {
    leptos::prelude::use_context().unwrap_or_default()
}

/// The language of the page that an island is on, from the document's `lang` attribute.
#[cfg(all(target_arch = "wasm32", not(feature = "ssr")))]
pub(crate) fn page_language() -> Language {
    let html = leptos::prelude::document().document_element();
    html.and_then(|html| html.get_attribute("lang")).and_then(|code| Language::of_code(&code)).unwrap_or_default()
}

/// Outside a page, for example in tests of browser code: English.
#[cfg(not(any(target_arch = "wasm32", feature = "ssr")))]
pub(crate) fn page_language() -> Language {
    Language::default()
}

/// Runs `made` in a language when no page is being rendered, for example for a share card. Texts and [`crate::format`] use this language
/// meanwhile.
#[cfg(feature = "ssr")]
pub fn in_language<T>(language: Language, made: impl Future<Output = T> + Send) -> impl Future<Output = T> + Send {
    use leptos::{
        prelude::{Owner, provide_context},
        reactive::computed::ScopedFuture,
    };

    Owner::new().with(|| {
        provide_context(language);
        ScopedFuture::new(made)
    })
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use std::path::Path;

    use translations::Translations;

    use super::*;

    /// A missing text would fall back to English. The compiler finds unused texts (`dead_code`).
    #[test]
    fn every_language_has_every_text_and_no_other() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let translations = Translations::read(&folder).expect("the texts");
        assert_eq!(translations.differences(), [] as [&str; 0]);
    }

    /// Buyers get letters, tickets and the seat map in the page's language.
    #[test]
    fn papers_and_the_seat_map_have_the_languages_of_the_site() {
        let spoken = |folder: &str| {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            Translations::read(&folder).expect("the texts").languages().collect::<Vec<_>>()
        };
        assert_eq!(spoken("locales"), LANGUAGES);
        assert_eq!(spoken("../papers/locales"), LANGUAGES);
        assert_eq!(spoken("seat-map/locales"), LANGUAGES);
    }

    #[test]
    fn texts_about_one_seat_or_ticket_use_the_singular() {
        let (paying, refunds) = (PayingTexts::of(Language::English), RefundsTexts::of(Language::English));
        assert_eq!([1, 2].map(|seats| paying.release(seats)), ["Give the seat back", "Give the seats back"]);
        let says = |text: String, words: &str| assert!(text.contains(words), "{words}: {text}");
        says(paying.pay_leave(1), "provider. Your seat stays held while you pay, ");
        says(paying.pay_leave(2), "provider. Your seats stay held while you pay, ");
        says(paying.resume_words(1, "18:58:30"), "Your seat is held until 18:58:30 (UTC).");
        says(paying.resume_words(2, "18:58:30"), "Your seats are held until 18:58:30 (UTC).");
        says(refunds.back_void(1), "This ticket stops being valid at once, and others can buy the seat.");
        says(refunds.back_void(2), "These tickets stop being valid at once, and others can buy the seats.");
    }
}
