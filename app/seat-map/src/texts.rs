//! The texts of the seat map, with a type for each file of `app/seat-map/locales/en`: `places.ftl`
//! becomes `PlacesTexts`.

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

    /// A missing text falls back to English at run time. The compiler reports unused texts
    /// (`dead_code`).
    #[test]
    fn every_language_has_every_text_and_no_other() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let translations = Translations::read(&folder).expect("the texts");
        assert_eq!(translations.differences(), [] as [&str; 0]);
    }
}
