use super::*;

const PAGE: PageLanguage = PageLanguage(PhraseWords::SWEDISH);

#[test]
fn swedish_names_days() {
    PAGE.days(&[
        ("i dag", TODAY),
        ("idag", TODAY),
        ("i kväll", TONIGHT),
        ("ikväll", TONIGHT),
        ("i kvall", TONIGHT),
        ("i morgon", TOMORROW),
        ("den här veckan", THIS_WEEK),
        ("i helgen", THIS_WEEKEND),
        ("nästa vecka", NEXT_WEEK),
        ("nästa helg", NEXT_WEEKEND),
        ("på fredag", ON_FRIDAY),
        ("nu på fredag", ON_FRIDAY),
        ("nästa fredag", FRIDAY_OF_NEXT_WEEK),
        ("i mars", IN_MARCH),
        ("i mars 2027", IN_MARCH_2027),
        ("i maj", IN_MAY),
        ("tonight", TONIGHT),
    ]);
}

#[test]
fn swedish_names_prices() {
    PAGE.prices(&[
        ("under 50", 5000, None),
        ("under 50 kr", 5000, Some("SEK")),
        ("under 50kr", 5000, Some("SEK")),
        ("under 500:-", 50_000, Some("SEK")),
        ("under 1 000 kronor", 100_000, Some("SEK")),
        ("under 49,90 kr", 4990, Some("SEK")),
        ("högst 50 €", 5000, Some("EUR")),
        ("under €50", 5000, Some("EUR")),
    ]);
}

#[test]
fn kronor_are_those_of_the_shop() {
    let [nok, eur] = ["NOK", "EUR"].map(|code| code.parse::<Currency>().expect("a code"));
    let currency = |sold_in: &[Currency]| {
        PAGE.read("under 50 kr", sold_in)
            .max_price
            .and_then(|price| price.currency)
    };
    assert_eq!(currency(&[eur, nok]), Some(nok));
    assert_eq!(
        currency(&[eur])
            .map(|currency| currency.to_string())
            .as_deref(),
        Some("SEK")
    );
}

#[test]
fn swedish_names_nearness() {
    PAGE.nearness(&["nära mig", "i närheten", "near me"]);
}

#[test]
fn swedish_words_with_another_meaning_are_searched_for() {
    PAGE.words(&[
        "mars",
        "Bruno Mars",
        "maj",
        "fredag",
        "i närheten av Lund",
        "under ytan",
        "under 18 år",
        "god morgon",
        "\"i kväll\"",
    ]);
}
