//! Texts that only pages use, with one generated type per file of `app/pages/locales/en`. Those of
//! their components are in `markup::texts` and `ui::texts`.

#![allow(
    clippy::match_single_binding,
    reason = "each further language is one more arm"
)]
#![allow(
    clippy::wrong_self_convention,
    reason = "methods are named after their texts"
)]

use ui::texts::Language;

/// Runs `made` in a language while no page is rendered, for example for a share card. Texts and
/// [`ui::format`] use this language until `made` ends.
pub fn in_language<T>(
    language: Language,
    made: impl Future<Output = T> + Send,
) -> impl Future<Output = T> + Send {
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

    use markup::texts::PayingTexts;
    use translations::Translations;

    use super::*;

    /// A missing text would fall back to English. The compiler finds unused texts (`dead_code`).
    #[test]
    fn every_language_has_every_text_and_no_other() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let translations = Translations::read(&folder).expect("the texts");
        assert_eq!(translations.differences(), [] as [&str; 0]);
    }

    #[test]
    fn texts_about_one_seat_or_ticket_use_the_singular() {
        let (paying, refunds) = (
            PayingTexts::of(Language::English),
            RefundsTexts::of(Language::English),
        );
        assert_eq!(
            [1, 2].map(|seats| paying.release(seats)),
            ["Give the seat back", "Give the seats back"]
        );
        let says = |text: String, words: &str| assert!(text.contains(words), "{words}: {text}");
        says(
            paying.pay_leave(1),
            "provider. Your seat stays held while you pay, ",
        );
        says(
            paying.pay_leave(2),
            "provider. Your seats stay held while you pay, ",
        );
        says(
            paying.resume_words(1, "18:58:30 (UTC+2)"),
            "Your seat is held until 18:58:30 (UTC+2).",
        );
        says(
            paying.resume_words(2, "18:58:30 (UTC+2)"),
            "Your seats are held until 18:58:30 (UTC+2).",
        );
        says(
            refunds.back_void(1),
            "This ticket stops being valid at once, and others can buy the seat.",
        );
        says(
            refunds.back_void(2),
            "These tickets stop being valid at once, and others can buy the seats.",
        );
    }
}
