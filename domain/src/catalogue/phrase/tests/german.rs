use super::*;

const PAGE: PageLanguage = PageLanguage(PhraseWords::GERMAN);

#[test]
fn german_names_days() {
    PAGE.days(&[
        ("heute", TODAY),
        ("heute Abend", TONIGHT),
        ("HEUTE ABEND", TONIGHT),
        ("morgen", TOMORROW),
        ("diese Woche", THIS_WEEK),
        ("dieses Wochenende", THIS_WEEKEND),
        ("am Wochenende", THIS_WEEKEND),
        ("nächste Woche", NEXT_WEEK),
        ("nächstes Wochenende", NEXT_WEEKEND),
        ("nachstes Wochenende", NEXT_WEEKEND),
        ("am Freitag", ON_FRIDAY),
        ("nächsten Freitag", FRIDAY_AFTER_TODAY),
        ("am nächsten Freitag", FRIDAY_AFTER_TODAY),
        ("im März", IN_MARCH),
        ("im Maerz", IN_MARCH),
        ("im Marz", IN_MARCH),
        ("im Ma\u{308}rz", IN_MARCH),
        ("im März 2027", IN_MARCH_2027),
        ("im Mai", IN_MAY),
        ("this weekend", THIS_WEEKEND),
    ]);
}

#[test]
fn german_names_prices() {
    PAGE.prices(&[
        ("unter 50", 5000, None),
        ("unter 50 €", 5000, Some("EUR")),
        ("unter 49,90 €", 4990, Some("EUR")),
        ("unter 49,90€", 4990, Some("EUR")),
        ("höchstens 50 Euro", 5000, Some("EUR")),
        ("weniger als 50", 5000, None),
        ("bis zu 50", 5000, None),
        ("bis 50 €", 5000, Some("EUR")),
        ("unter 50 Franken", 5000, Some("CHF")),
        ("under €50", 5000, Some("EUR")),
    ]);
}

#[test]
fn german_names_nearness() {
    PAGE.nearness(&["in meiner Nähe", "in der Nähe", "near me"]);
}

#[test]
fn german_words_with_another_meaning_are_searched_for() {
    PAGE.words(&[
        "Mars",
        "Der Mai ist gekommen",
        "März",
        "Guten Morgen",
        "Die Welt von morgen",
        "Freitag",
        "unter Wasser",
        "unter 12 Jahren",
        "Sinfonie 1 bis 9",
        "in der Nähe von Hamburg",
        "\"heute Abend\"",
    ]);
}

#[test]
fn german_and_english_can_be_mixed() {
    let phrase = PAGE.read("mahler this weekend unter 50 pounds in meiner Nähe", &[]);
    assert_eq!(
        (phrase.words().as_str(), phrase.when, phrase.is_near),
        ("mahler", Some(THIS_WEEKEND), true)
    );
    assert_eq!(
        phrase.max_price,
        Some(PhrasePrice {
            hundredths: 5000,
            currency: Currency::of_sign('£')
        })
    );
    assert_eq!(
        phrase.literally(),
        "mahler \"this weekend\" \"unter 50 pounds\" \"in meiner Nähe\""
    );
    PAGE.words(&[phrase.literally().as_str()]);
}
