//! Texts that only islands use, with one generated type per file of `app/islands/locales/en`. Those
//! of their components are in `ui::texts`.

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

    /// A missing text would fall back to English. The compiler finds unused texts (`dead_code`).
    #[test]
    fn every_language_has_every_text_and_no_other() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let translations = Translations::read(&folder).expect("the texts");
        assert_eq!(translations.differences(), [] as [&str; 0]);
    }
}
