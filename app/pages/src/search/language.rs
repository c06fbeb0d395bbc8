//! The languages that a search understands.

use domain::catalogue::PhraseWords;
use ui::texts::Language;

/// The words that a search on a page in this language understands: those of the language, then the
/// English ones, because people mix both.
pub(super) fn phrase_words(language: Language) -> &'static [&'static PhraseWords] {
    match language {
        Language::German => &[PhraseWords::GERMAN, PhraseWords::ENGLISH],
        Language::English => &[PhraseWords::ENGLISH],
        Language::French => &[PhraseWords::FRENCH, PhraseWords::ENGLISH],
        Language::Portuguese => &[PhraseWords::PORTUGUESE, PhraseWords::ENGLISH],
        Language::Finnish => &[PhraseWords::FINNISH, PhraseWords::ENGLISH],
        Language::Swedish => &[PhraseWords::SWEDISH, PhraseWords::ENGLISH],
    }
}
