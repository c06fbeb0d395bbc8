use super::*;

const PAGE: PageLanguage = PageLanguage(PhraseWords::ENGLISH);

#[test]
fn english_names_weekdays_and_months() {
    PAGE.days(&[
        ("on Friday", ON_FRIDAY),
        ("this Friday", ON_FRIDAY),
        ("next Friday", FRIDAY_OF_NEXT_WEEK),
        ("in March", IN_MARCH),
        ("in March 2027", IN_MARCH_2027),
        ("in May", IN_MAY),
    ]);
}

#[test]
fn english_words_that_can_be_months_days_or_numbers_of_years_are_searched_for() {
    PAGE.words(&[
        "may",
        "March",
        "Radetzky March",
        "Friday",
        "black friday",
        "in mahler",
        "on ice",
        "under 12 years",
        "under 50 km",
    ]);
}

#[test]
fn a_space_can_group_the_thousands_of_a_price() {
    PAGE.prices(&[
        ("under 1 000", 100_000, None),
        ("under 12 500 €", 1_250_000, Some("EUR")),
    ]);
}
