use leptos::prelude::{Owner, provide_context};
use ui::texts::Language;

use super::*;
use crate::search::language::phrase_words;

/// Wednesday, 18 November 2026, 12:00 in Helsinki, in a shop that sells in euros.
fn now() -> ShopSetting {
    selling_in(&["EUR"])
}

fn selling_in(codes: &[&str]) -> ShopSetting {
    speaking(Language::English, codes)
}

/// The same shop, on pages in this language.
fn speaking(language: Language, codes: &[&str]) -> ShopSetting {
    let now = moment::parse("2026-11-18T10:00:00Z").expect("a moment");
    let clock = VenueClock::in_zone(now, jiff::tz::TimeZone::get("Europe/Helsinki").ok());
    let currencies = codes
        .iter()
        .map(|code| code.parse().expect("a code"))
        .collect();
    ShopSetting {
        clock,
        currencies,
        texts: FiltersTexts::of(language),
        words: phrase_words(language),
    }
}

/// A query with these parameters.
fn asked(pairs: &[(&str, &str)]) -> SearchQuery {
    SearchQuery::read(|name| {
        pairs
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| (*value).to_owned())
    })
}

#[track_caller]
fn at(moment: Option<OffsetDateTime>, expected: &str) {
    assert_eq!(moment, moment::parse(expected));
}

fn chosen(reading: &ParsedQuery) -> Vec<(String, String)> {
    reading
        .chosen()
        .into_iter()
        .map(|choice| (choice.label, choice.href))
        .collect()
}

#[test]
fn days_and_prices_in_a_search_are_filters_that_can_be_removed() {
    let reading = read(
        &asked(&[("q", "mahler helsinki this weekend under 50")]),
        &now(),
    );
    assert_eq!(reading.filter.q.as_deref(), Some("mahler helsinki"));
    assert_eq!(reading.filter.sort, EventSort::Relevance);
    assert!(reading.filter.highlights);
    at(reading.filter.from, "2026-11-21T00:00:00+02:00");
    at(reading.filter.to, "2026-11-23T00:00:00+02:00");
    assert_eq!(reading.filter.max_price, Some(5000));
    let expected = [
        (
            "This weekend".to_owned(),
            "/?q=mahler%20helsinki%20under%2050".to_owned(),
        ),
        (
            "Under €50".to_owned(),
            "/?q=mahler%20helsinki%20this%20weekend".to_owned(),
        ),
    ];
    assert_eq!(chosen(&reading), expected);
    assert_eq!(
        reading.sentence(&now().texts),
        "You asked for: “mahler helsinki”, This weekend, Under €50."
    );
}

#[test]
fn a_search_in_each_language_has_the_filters_of_the_english_one() {
    let searches = [
        (
            Language::English,
            "mahler this weekend near me under €49.90",
        ),
        (
            Language::German,
            "mahler dieses Wochenende in meiner Nähe unter 49,90 €",
        ),
        (
            Language::French,
            "mahler ce week-end près de moi moins de 49,90 €",
        ),
        (
            Language::Portuguese,
            "mahler este fim de semana perto de mim até 49,90 €",
        ),
        (
            Language::Finnish,
            "mahler tänä viikonloppuna lähelläni alle 49,90 €",
        ),
        (Language::Swedish, "mahler i helgen nära mig under 49,90 €"),
    ];
    for (language, q) in searches {
        let reading = read(&asked(&[("q", q)]), &speaking(language, &["EUR"]));
        assert_eq!(reading.filter.q.as_deref(), Some("mahler"), "{q}");
        at(reading.filter.from, "2026-11-21T00:00:00+02:00");
        at(reading.filter.to, "2026-11-23T00:00:00+02:00");
        assert_eq!(
            (reading.filter.max_price, reading.phrase.is_near),
            (Some(4990), true),
            "{q}"
        );
    }
}

#[test]
fn a_page_names_the_understood_days_and_price_in_its_language() {
    Owner::new().with(|| {
        provide_context(Language::German);
        let setting = speaking(Language::German, &["EUR"]);
        let labels = |q: &str| -> Vec<String> {
            chosen(&read(&asked(&[("q", q)]), &setting))
                .into_iter()
                .map(|(label, _)| label)
                .collect()
        };
        assert_eq!(
            labels("heute Abend unter 49,90 €"),
            ["Heute Abend", "Unter 49,90\u{a0}€"]
        );
        assert_eq!(labels("im März"), ["März 2027"]);
        assert_eq!(labels("this weekend"), ["Dieses Wochenende"]);
    });
}

#[test]
fn a_month_and_a_weekday_are_filters_that_can_be_removed() {
    let reading = read(&asked(&[("q", "mahler in March")]), &now());
    at(reading.filter.from, "2027-03-01T00:00:00+02:00");
    at(reading.filter.to, "2027-04-01T00:00:00+03:00");
    assert_eq!(
        chosen(&reading),
        [("March 2027".to_owned(), "/?q=mahler".to_owned())]
    );
    let reading = read(&asked(&[("q", "on Friday mahler")]), &now());
    at(reading.filter.from, "2026-11-20T00:00:00+02:00");
    at(reading.filter.to, "2026-11-21T00:00:00+02:00");
    assert_eq!(
        chosen(&reading),
        [("Fri 20 Nov".to_owned(), "/?q=mahler".to_owned())]
    );
}

#[test]
fn near_me_is_a_filter_once_the_location_is_known() {
    let said = ("q", "this weekend near me under 50");
    let reading = read(&asked(&[said]), &now());
    assert_eq!(
        (
            reading.filter.q.as_deref(),
            reading.filter.near,
            reading.filter.sort
        ),
        (None, None, EventSort::Date)
    );
    let labels = |reading: &ParsedQuery| {
        chosen(reading)
            .into_iter()
            .map(|(label, _)| label)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        labels(&reading),
        ["This weekend", "Near you: location not known", "Under €50"]
    );
    assert_eq!(chosen(&reading)[1].1, "/?q=this%20weekend%20under%2050");
    // The visitor has pressed "Near me".
    let reading = read(
        &asked(&[
            said,
            ("near", "60.98,25.66"),
            ("radius_km", "50"),
            ("sort", "distance"),
        ]),
        &now(),
    );
    assert_eq!(
        reading.filter.near,
        Some(GeoPoint {
            lat: 60.98,
            lon: 25.66
        })
    );
    assert_eq!(
        labels(&reading),
        ["This weekend", "Within 50 km", "Under €50"]
    );
    assert_eq!(chosen(&reading)[1].1, "/?q=this%20weekend%20under%2050");
}

#[test]
fn a_search_for_days_alone_is_sorted_by_date() {
    let reading = read(&asked(&[("q", "tonight")]), &now());
    assert_eq!(
        (reading.filter.q, reading.filter.sort),
        (None, EventSort::Date)
    );
    at(reading.filter.from, "2026-11-18T17:00:00+02:00");
    assert_eq!(reading.phrase.literally(), "\"tonight\"");
}

#[test]
fn a_period_that_has_begun_needs_no_start() {
    for pairs in [[("when", "today")], [("from", "2020-01-01")]] {
        assert_eq!(read(&asked(&pairs), &now()).filter.from, None, "{pairs:?}");
    }
}

#[test]
fn an_explicit_filter_takes_precedence_over_the_search_text() {
    let reading = read(
        &asked(&[
            ("q", "jazz today under 20"),
            ("when", "next_week"),
            ("from", "2027-01-01"),
            ("max_price", "4550"),
        ]),
        &now(),
    );
    at(reading.filter.from, "2026-11-23T00:00:00+02:00");
    assert_eq!(reading.filter.max_price, Some(4550));
    assert_eq!(reading.filter.q.as_deref(), Some("jazz"));
    let labels: Vec<String> = chosen(&reading)
        .into_iter()
        .map(|(label, _)| label)
        .collect();
    assert_eq!(labels, ["Next week", "Under €45.50"]);
}

#[test]
fn filters_have_the_names_of_the_api() {
    let reading = read(
        &asked(&[
            ("category", "opera"),
            ("from", "2026-12-01"),
            ("to", "2027-01-01"),
            ("near", "60.98,25.66"),
            ("radius_km", "50"),
            ("on_sale", "true"),
            ("accessible", "true"),
            ("sort", "distance"),
        ]),
        &now(),
    );
    let filter = &reading.filter;
    assert_eq!(filter.category.as_deref(), Some("opera"));
    at(filter.from, "2026-12-01T00:00:00+02:00");
    at(filter.to, "2027-01-01T00:00:00+02:00");
    assert_eq!(
        filter.near,
        Some(GeoPoint {
            lat: 60.98,
            lon: 25.66
        })
    );
    assert_eq!(
        (
            filter.radius_km,
            filter.sort,
            filter.on_sale,
            filter.accessible
        ),
        (Some(50.0), EventSort::Distance, true, true)
    );
    let labels: Vec<String> = chosen(&reading)
        .into_iter()
        .map(|(label, _)| label)
        .collect();
    assert_eq!(
        labels,
        [
            "December",
            "Within 50 km",
            "On sale now",
            "Wheelchair places"
        ]
    );
    let near = &chosen(&reading)[1].1;
    assert!(
        !near.contains("near") && !near.contains("radius") && !near.contains("sort"),
        "{near}"
    );
}

#[test]
fn periods_are_described_in_words() {
    let label = |pairs: &[(&str, &str)]| chosen(&read(&asked(pairs), &now())).remove(0).0;
    assert_eq!(
        label(&[("from", "2026-12-05"), ("to", "2026-12-06")]),
        "Sat 5 Dec"
    );
    assert_eq!(
        label(&[("from", "2027-01-01"), ("to", "2027-02-01")]),
        "January 2027"
    );
    assert_eq!(
        label(&[("from", "2026-12-05"), ("to", "2026-12-08")]),
        "Sat 5 Dec to Mon 7 Dec"
    );
    assert_eq!(label(&[("from", "2026-12-05T19:00:00Z")]), "From Sat 5 Dec");
    assert_eq!(label(&[("to", "2026-12-05")]), "Before Sat 5 Dec");
}

#[test]
fn a_day_begins_at_midnight_in_its_own_offset() {
    let reading = read(
        &asked(&[("from", "2027-07-06"), ("to", "2027-07-07")]),
        &now(),
    );
    at(reading.filter.from, "2027-07-06T00:00:00+03:00");
    at(reading.filter.to, "2027-07-07T00:00:00+03:00");
    assert_eq!(chosen(&reading)[0].0, "Tue 6 Jul");
}

#[test]
fn from_and_to_on_the_same_day_mean_that_day() {
    let reading = read(
        &asked(&[("from", "2026-12-19"), ("to", "2026-12-19")]),
        &now(),
    );
    at(reading.filter.from, "2026-12-19T00:00:00+02:00");
    at(reading.filter.to, "2026-12-20T00:00:00+02:00");
    assert_eq!(chosen(&reading)[0].0, "Sat 19 Dec");
}

#[test]
fn dates_in_the_wrong_order_are_swapped() {
    let reading = read(
        &asked(&[("from", "2026-12-20"), ("to", "2026-12-19")]),
        &now(),
    );
    at(reading.filter.from, "2026-12-19T00:00:00+02:00");
    at(reading.filter.to, "2026-12-20T00:00:00+02:00");
    assert_eq!(chosen(&reading)[0].0, "Sat 19 Dec");
}

#[test]
fn a_price_is_in_the_currencies_of_the_shop() {
    let price = |pairs: &[(&str, &str)], sold_in: &[&str]| {
        let reading = read(&asked(pairs), &selling_in(sold_in));
        let currency = reading.filter.currency.map(|currency| currency.to_string());
        (
            chosen(&reading).remove(0).0,
            reading.filter.max_price,
            currency,
        )
    };
    let told = |label: &str, amount: i64, code: &str| {
        (label.to_owned(), Some(amount), Some(code.to_owned()))
    };
    assert_eq!(
        price(&[("q", "under £50")], &["GBP", "JPY"]),
        told("Under £50", 5000, "GBP")
    );
    assert_eq!(
        price(&[("q", "under 50")], &["GBP", "JPY"]),
        told("Under £50", 5000, "GBP")
    );
    assert_eq!(
        price(&[("q", "under 6000 jpy")], &["GBP", "JPY"]),
        told("Under ¥6000", 6000, "JPY")
    );
    assert_eq!(
        price(&[("max_price", "3000")], &["SEK"]),
        told("Under SEK 30", 3000, "SEK")
    );
}

#[test]
fn values_without_meaning_are_ignored() {
    let nonsense = [
        ("when", "someday"),
        ("from", "2026-02-30"),
        ("to", "9999-12-31T23:59:59-23:00"),
        ("near", "here"),
        ("radius_km", "-1"),
        ("max_price", "-5"),
        ("on_sale", "maybe"),
        ("accessible", "1"),
        ("sort", "best"),
        ("month", "x"),
    ];
    let reading = read(&asked(&nonsense), &now());
    assert!(chosen(&reading).is_empty());
    assert_eq!(
        reading.filter,
        EventFilter {
            facets: true,
            limit: PAGE,
            ..EventFilter::default()
        }
    );
    for text in [
        "",
        "-",
        "2026-13-01",
        "2026-1",
        "+026-01-01",
        "99999-01-01",
        "2026-01-01-01",
        "0000-01-01",
    ] {
        assert_eq!(date(text), None, "{text}");
    }
}

#[test]
fn a_search_is_cut_to_the_limit_of_the_api() {
    let reading = read(&asked(&[("q", "ä".repeat(500).as_str())]), &now());
    assert_eq!(
        reading.filter.q.map(|q| q.chars().count()),
        Some(LONGEST_SEARCH)
    );
}
