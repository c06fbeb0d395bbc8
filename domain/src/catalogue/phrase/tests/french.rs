use super::*;

const PAGE: PageLanguage = PageLanguage(PhraseWords::FRENCH);

#[test]
fn french_names_days() {
    PAGE.days(&[
        ("aujourd'hui", TODAY),
        ("Aujourd’hui", TODAY),
        ("ce soir", TONIGHT),
        ("demain", TOMORROW),
        ("cette semaine", THIS_WEEK),
        ("ce week-end", THIS_WEEKEND),
        ("ce weekend", THIS_WEEKEND),
        ("la semaine prochaine", NEXT_WEEK),
        ("le week-end prochain", NEXT_WEEKEND),
        ("ce vendredi", ON_FRIDAY),
        ("vendredi prochain", FRIDAY_AFTER_TODAY),
        ("en mars", IN_MARCH),
        ("en mars 2027", IN_MARCH_2027),
        ("au mois de mars", IN_MARCH),
        ("en mai", IN_MAY),
        ("en aout", PhraseDays::Month(Month::August, None)),
        ("tonight", TONIGHT),
    ]);
}

#[test]
fn french_names_prices() {
    PAGE.prices(&[
        ("moins de 50", 5000, None),
        ("moins de 50 €", 5000, Some("EUR")),
        ("à moins de 50 euros", 5000, Some("EUR")),
        ("moins de 49,90 €", 4990, Some("EUR")),
        ("au maximum 50 €", 5000, Some("EUR")),
        ("jusqu’à 50 €", 5000, Some("EUR")),
        ("under 50", 5000, None),
    ]);
}

#[test]
fn french_names_nearness() {
    PAGE.nearness(&["près de moi", "pres de moi", "autour de moi", "à proximité"]);
}

#[test]
fn french_words_with_another_meaning_are_searched_for() {
    PAGE.words(&[
        "mars",
        "le champ de mars",
        "mai 68",
        "vendredi",
        "le monde de demain",
        "moins de bruit",
        "moins de 12 ans",
        "jusqu'à 18 ans",
        "à proximité de Lyon",
        "\"au maximum 50 €\"",
    ]);
}
