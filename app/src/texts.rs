//! The texts of the site, a type for each file of `app/locales/en`: `bookings.ftl` becomes `BookingsTexts`.
//!
//! A page chooses the language: `BookingsTexts::of(page_language())`. Components and islands get their texts as a property. So an island
//! holds its own texts alone, in the language of its page.

#![cfg_attr(not(feature = "ssr"), allow(dead_code, reason = "some texts are for pages alone, which only the server has"))]
#![allow(clippy::match_single_binding, reason = "each further language is one more arm")]
#![allow(clippy::wrong_self_convention, reason = "methods are named as their texts are")]

pub use translations::Language;

/// The language of the page that is being made: that of its address, and English where the address has none.
#[cfg(feature = "ssr")]
pub(crate) fn page_language() -> Language {
    leptos::prelude::use_context().unwrap_or_default()
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use std::path::Path;

    use translations::Translations;

    /// Where a text is missing, buyers read English. A text that nothing uses is found by the compiler (`dead_code`).
    #[test]
    fn every_language_has_every_text_and_no_other() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let translations = Translations::read(&folder).expect("the texts");
        assert_eq!(translations.differences(), [] as [&str; 0]);
    }
}
