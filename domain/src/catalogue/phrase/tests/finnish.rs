use super::*;

const PAGE: PageLanguage = PageLanguage(PhraseWords::FINNISH);

#[test]
fn finnish_names_days() {
    PAGE.days(&[
        ("tänään", TODAY),
        ("tanaan", TODAY),
        ("tänä iltana", TONIGHT),
        ("Tänään illalla", TONIGHT),
        ("huomenna", TOMORROW),
        ("tällä viikolla", THIS_WEEK),
        ("tänä viikonloppuna", THIS_WEEKEND),
        ("viikonloppuna", THIS_WEEKEND),
        ("ensi viikolla", NEXT_WEEK),
        ("ensi viikonloppuna", NEXT_WEEKEND),
        ("perjantaina", ON_FRIDAY),
        ("ensi perjantaina", FRIDAY_AFTER_TODAY),
        ("ensi viikon perjantaina", FRIDAY_OF_NEXT_WEEK),
        ("perjantai-iltana", ON_FRIDAY),
        ("ensi perjantai-iltana", FRIDAY_AFTER_TODAY),
        (
            "keskiviikkoiltana",
            PhraseDays::Weekday(Weekday::Wednesday, WhichWeekday::FromToday),
        ),
        ("maaliskuussa", IN_MARCH),
        ("maaliskuussa 2027", IN_MARCH_2027),
        ("maaliskuussa vuonna 2027", IN_MARCH_2027),
        ("maaliskuu", IN_MARCH),
        ("Maaliskuu 2027", IN_MARCH_2027),
        ("toukokuussa", IN_MAY),
        ("kesakuussa", PhraseDays::Month(Month::June, None)),
        ("tonight", TONIGHT),
    ]);
}

#[test]
fn finnish_names_prices() {
    PAGE.prices(&[
        ("alle 50", 5000, None),
        ("alle 50 €", 5000, Some("EUR")),
        ("alle 49,90 €", 4990, Some("EUR")),
        ("alle 50e", 5000, Some("EUR")),
        ("alle 50 euroa", 5000, Some("EUR")),
        ("alle 50 euron", 5000, Some("EUR")),
        ("enintään 50 e", 5000, Some("EUR")),
        ("alle 1 000 €", 100_000, Some("EUR")),
        ("under €50", 5000, Some("EUR")),
    ]);
}

#[test]
fn finnish_names_nearness() {
    PAGE.nearness(&["lähelläni", "lähellä minua", "near me"]);
}

#[test]
fn finnish_words_with_another_meaning_are_searched_for() {
    PAGE.words(&[
        "perjantai",
        "alle kouluikäiset",
        "alle 12 vuotta",
        "lähellä Lahtea",
        "\"tänä iltana\"",
    ]);
}
