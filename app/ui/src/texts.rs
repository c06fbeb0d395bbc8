//! The texts of islands, with one generated type per file of `app/ui/locales/en`: `basket.ftl`
//! becomes `BasketTexts`. Each crate contains the texts that it uses, in its `locales/`:
//! `app/pages/`, `app/markup/`, `app/islands/` and `app/seat-map/` have others.
//!
//! A page selects the language: `BasketTexts::of(page_language())`. Components and islands receive
//! their texts as a property, so an island contains only its own texts, in the page's language.

#![allow(
    missing_docs,
    reason = "the English text of a method says what it is for"
)]
#![allow(
    clippy::match_single_binding,
    reason = "each further language is one more arm"
)]
#![allow(
    clippy::wrong_self_convention,
    reason = "methods are named as their texts are"
)]

pub use seat_map::texts::{MapTexts, PlacesTexts};
pub use translations::Language;

/// The language of the page that is being rendered, from its address; English if the address names
/// none. The server provides it as context. Outside a page, for example in tests, it is English.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn page_language() -> Language {
    leptos::prelude::use_context().unwrap_or_default()
}

/// The language of the page that an island is on, from the document's `lang` attribute.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn page_language() -> Language {
    let html = leptos::prelude::document().document_element();
    html.and_then(|html| html.get_attribute("lang"))
        .and_then(|code| Language::of_code(&code))
        .unwrap_or_default()
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use std::path::Path;

    use translations::Translations;

    /// A missing text would fall back to English. `scripts/check-translations` finds unused texts.
    #[test]
    fn every_language_has_every_text_and_no_other() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let translations = Translations::read(&folder).expect("the texts");
        assert_eq!(translations.differences(), [] as [&str; 0]);
    }

    /// Buyers get letters, tickets and the seat map in the page's language.
    #[test]
    fn every_crate_with_texts_has_the_languages_of_the_site() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in [
            "locales",
            "../islands/locales",
            "../markup/locales",
            "../pages/locales",
            "../seat-map/locales",
            "../../papers/locales",
        ] {
            let translations = Translations::read(&folder.join(part)).expect("the texts");
            assert_eq!(
                translations.languages().collect::<Vec<_>>(),
                super::LANGUAGES,
                "{part}"
            );
        }
    }
}
