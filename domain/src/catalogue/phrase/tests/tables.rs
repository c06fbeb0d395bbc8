use super::*;
use crate::catalogue::phrase::words::folded;

const LANGUAGES: [&PhraseWords; 6] = [
    PhraseWords::ENGLISH,
    PhraseWords::FINNISH,
    PhraseWords::FRENCH,
    PhraseWords::GERMAN,
    PhraseWords::PORTUGUESE,
    PhraseWords::SWEDISH,
];

#[test]
fn accents_and_capital_letters_make_no_difference() {
    assert_eq!(folded("TÄNÄÄN"), "tanaan");
    assert_eq!(folded("Ça"), "ca");
    assert_eq!(folded("a\u{302}o\u{303}"), "ao");
    assert_eq!(folded("d’août"), "d'aout");
    assert_eq!(folded("49,90€"), "49,90€");
}

#[test]
fn every_language_is_understood_beside_english() {
    for language in LANGUAGES {
        PageLanguage(language).days(&[
            ("this weekend", THIS_WEEKEND),
            ("next Friday", FRIDAY_OF_NEXT_WEEK),
            ("in March", IN_MARCH),
        ]);
        PageLanguage(language).prices(&[("under £49.50", 4950, Some("GBP"))]);
        PageLanguage(language).nearness(&["near me"]);
    }
}
