//! The texts of components that the browser gets as HTML, with one generated type per file of
//! `app/markup/locales/en`. Those of islands are in `ui::texts`.

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
}
