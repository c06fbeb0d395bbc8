mod english;
mod finnish;
mod french;
mod german;
mod portuguese;
mod swedish;
mod tables;

use time::{Date, Month, Time, Weekday};

use super::*;

/// A day of November 2026. The 18th is a Wednesday.
fn november(day: u8) -> Date {
    Date::from_calendar_date(2026, Month::November, day).expect("a date")
}

/// Reads a search on an English page.
fn read(text: &str, sold_in: &[Currency]) -> Phrase {
    Phrase::read(text, &[PhraseWords::ENGLISH], sold_in)
}

#[track_caller]
fn understood(text: &str, words: &str, when: Option<RelativeDays>, max_price: Option<i64>) {
    let phrase = read(text, &[]);
    let price = phrase.max_price.map(|price| price.hundredths);
    assert_eq!(
        (phrase.words().as_str(), phrase.when, price),
        (words, when.map(PhraseDays::When), max_price),
        "{text}"
    );
}

/// A language, as its page reads searches.
struct PageLanguage(&'static PhraseWords);

impl PageLanguage {
    fn read(&self, text: &str, sold_in: &[Currency]) -> Phrase {
        Phrase::read(text, &[self.0, PhraseWords::ENGLISH], sold_in)
    }

    /// The texts mean these days, and nothing else.
    #[track_caller]
    fn days(&self, meanings: &[(&str, PhraseDays)]) {
        for (text, days) in meanings {
            let expected = Phrase {
                pieces: vec![(Part::When, (*text).to_owned())],
                when: Some(*days),
                ..Phrase::default()
            };
            assert_eq!(self.read(text, &[]), expected);
        }
    }

    /// The texts mean this highest price in hundredths, in the currency with this code, and nothing
    /// else.
    #[track_caller]
    fn prices(&self, meanings: &[(&str, i64, Option<&str>)]) {
        for (text, hundredths, code) in meanings {
            let currency = code.map(|code| code.parse().expect("a code"));
            let price = PhrasePrice {
                hundredths: *hundredths,
                currency,
            };
            let expected = Phrase {
                pieces: vec![(Part::Price, (*text).to_owned())],
                max_price: Some(price),
                ..Phrase::default()
            };
            assert_eq!(self.read(text, &[]), expected);
        }
    }

    /// The texts ask for nearness, and for nothing else.
    #[track_caller]
    fn nearness(&self, texts: &[&str]) {
        for text in texts {
            let expected = Phrase {
                pieces: vec![(Part::Place, (*text).to_owned())],
                is_near: true,
                ..Phrase::default()
            };
            assert_eq!(self.read(text, &[]), expected);
        }
    }

    /// The texts are searched for as words.
    #[track_caller]
    fn words(&self, texts: &[&str]) {
        for text in texts {
            let phrase = self.read(text, &[]);
            assert_eq!(
                (
                    phrase.words().as_str(),
                    phrase.when,
                    phrase.max_price,
                    phrase.is_near
                ),
                (*text, None, None, false)
            );
        }
    }
}

const TODAY: PhraseDays = PhraseDays::When(RelativeDays::Today);
const TONIGHT: PhraseDays = PhraseDays::When(RelativeDays::Tonight);
const TOMORROW: PhraseDays = PhraseDays::When(RelativeDays::Tomorrow);
const THIS_WEEK: PhraseDays = PhraseDays::When(RelativeDays::ThisWeek);
const THIS_WEEKEND: PhraseDays = PhraseDays::When(RelativeDays::ThisWeekend);
const NEXT_WEEK: PhraseDays = PhraseDays::When(RelativeDays::NextWeek);
const NEXT_WEEKEND: PhraseDays = PhraseDays::When(RelativeDays::NextWeekend);

/// The first Friday from today on.
const ON_FRIDAY: PhraseDays = PhraseDays::Weekday(Weekday::Friday, WhichWeekday::FromToday);
/// The first Friday after today.
const FRIDAY_AFTER_TODAY: PhraseDays =
    PhraseDays::Weekday(Weekday::Friday, WhichWeekday::AfterToday);
/// The Friday of next week.
const FRIDAY_OF_NEXT_WEEK: PhraseDays =
    PhraseDays::Weekday(Weekday::Friday, WhichWeekday::NextWeek);

const IN_MARCH: PhraseDays = PhraseDays::Month(Month::March, None);
const IN_MARCH_2027: PhraseDays = PhraseDays::Month(Month::March, Some(2027));
const IN_MAY: PhraseDays = PhraseDays::Month(Month::May, None);

#[test]
fn days_and_prices_are_found_among_the_words() {
    understood(
        "mahler helsinki this weekend under 50",
        "mahler helsinki",
        Some(RelativeDays::ThisWeekend),
        Some(5000),
    );
    understood("Tonight", "", Some(RelativeDays::Tonight), None);
    understood(
        "this evening in Lahti",
        "in Lahti",
        Some(RelativeDays::Tonight),
        None,
    );
    understood(
        "tomorrow, Tampere",
        "Tampere",
        Some(RelativeDays::Tomorrow),
        None,
    );
    understood("jazz  TODAY", "jazz", Some(RelativeDays::Today), None);
    understood(
        "opera next week",
        "opera",
        Some(RelativeDays::NextWeek),
        None,
    );
    understood(
        "next weekend dance",
        "dance",
        Some(RelativeDays::NextWeekend),
        None,
    );
    understood("mahler", "mahler", None, None);
    understood("", "", None, None);
}

#[test]
fn a_price_is_written_in_many_ways() {
    for text in [
        "under 50",
        "below 50",
        "< 50",
        "<50",
        "max 50",
        "Under €50",
        "under 50€",
        "under € 50",
        "under 50 €",
        "<€50",
        "up to 50 euros",
        "less than 50 EUR",
        "at most 50,00",
        "maximum 50.0",
        "under 50,",
    ] {
        understood(text, "", None, Some(5000));
    }
    understood("under 49.50", "", None, Some(4950));
    understood("below €7,5 today", "", Some(RelativeDays::Today), Some(750));
}

#[test]
fn a_price_is_in_the_currency_that_the_search_names() {
    let currency = |code: &str| code.parse::<Currency>().expect("a code");
    let [gbp, sek] = ["GBP", "SEK"].map(currency);
    let said = |text: &str| {
        read(text, &[gbp, sek])
            .max_price
            .and_then(|price| price.currency)
    };
    for text in [
        "under £50",
        "under 50£",
        "< £ 50",
        "below 50 pounds",
        "max 50 GBP",
        "under 50gbp",
        "under gbp 50",
    ] {
        assert_eq!(said(text), Some(gbp), "{text}");
    }
    assert_eq!(
        (said("under 500 sek"), said("under 500")),
        (Some(sek), None)
    );
    let phrase = read("under 500 sek dance", &[gbp]);
    assert_eq!(
        phrase.words(),
        "sek dance",
        "nothing is sold in it, so it is a word"
    );
}

#[test]
fn a_price_has_the_decimals_of_its_currency() {
    let money = |text: &str, usual: &str| {
        let usual = usual.parse().expect("a code");
        read(text, &[usual])
            .max_price
            .map(|price| price.money(usual).to_string())
    };
    for (text, usual, expected) in [
        ("under 50", "EUR", "€50"),
        ("under 49.50", "GBP", "£49.50"),
        ("under 6000", "JPY", "¥6000"),
        ("under ¥6000", "EUR", "¥6000"),
        ("under 12.50", "JOD", "JOD 12.500"),
        ("under 5000", "XOF", "XOF 5000"),
    ] {
        assert_eq!(money(text, usual).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_search_can_ask_for_nearby_events() {
    for text in [
        "near me",
        "Near Me",
        "near me,",
        "near here",
        "around here",
        "close to me",
        "nearby",
    ] {
        understood(text, "", None, None);
        assert!(read(text, &[]).is_near, "{text}");
    }
    let whole = "this weekend near me under 50";
    understood(whole, "", Some(RelativeDays::ThisWeekend), Some(5000));
    assert!(read(whole, &[]).is_near);
    let phrase = read("Mahler near me today", &[]);
    assert_eq!(
        (
            phrase.words().as_str(),
            phrase.without(Part::Place).as_str()
        ),
        ("Mahler", "Mahler today")
    );
    assert_eq!(phrase.literally(), "Mahler \"near me\" \"today\"");
    understood("near me near me", "near me", None, None);
}

#[test]
fn words_that_only_resemble_days_prices_or_nearness_are_searched_for() {
    for text in [
        "under the moon",
        "under",
        "max richter",
        "50",
        "under 5x",
        "under 1234567",
        "under 5.123",
        "vampire weekend",
        "near",
        "near helsinki",
        "close to you",
        "around the world",
        "\"near me\"",
        "next to normal",
        "this is us",
        "\"tonight\"",
        "\"this weekend\"",
        "\"mahler tonight under 50\" lahti",
        "<",
        "up to",
        "€",
        "under €",
        "low < high",
    ] {
        understood(text, text, None, None);
        assert!(!read(text, &[]).is_near, "{text}");
    }
}

#[test]
fn a_second_day_or_price_is_searched_for_as_words() {
    understood(
        "today tomorrow under 20 under 30",
        "tomorrow under 30",
        Some(RelativeDays::Today),
        Some(2000),
    );
}

#[test]
fn each_part_can_be_removed_without_changing_the_rest() {
    let phrase = read("Mahler this weekend  Lahti under €50", &[]);
    assert_eq!(phrase.without(Part::When), "Mahler Lahti under €50");
    assert_eq!(phrase.without(Part::Price), "Mahler this weekend Lahti");
    assert_eq!(phrase.without(Part::Word), "this weekend under €50");
    assert_eq!(
        phrase.literally(),
        "Mahler \"this weekend\" Lahti \"under €50\""
    );
    understood(
        &phrase.literally(),
        "Mahler \"this weekend\" Lahti \"under €50\"",
        None,
        None,
    );
}

#[test]
fn days_are_relative_to_today() {
    let days = |when: RelativeDays, today: u8| {
        let (from, to) = when.span(november(today));
        assert_eq!(to.time(), Time::MIDNIGHT, "{when:?}");
        (from.day(), to.day())
    };
    // The 18th is a Wednesday.
    assert_eq!(days(RelativeDays::Today, 18), (18, 19));
    assert_eq!(days(RelativeDays::Tonight, 18), (18, 19));
    assert_eq!(days(RelativeDays::Tomorrow, 18), (19, 20));
    assert_eq!(days(RelativeDays::ThisWeek, 18), (16, 23));
    assert_eq!(days(RelativeDays::ThisWeekend, 18), (21, 23));
    assert_eq!(days(RelativeDays::NextWeek, 18), (23, 30));
    assert_eq!(days(RelativeDays::NextWeekend, 18), (28, 30));
    // On a Sunday, "this weekend" is the weekend of that Sunday, and next week begins tomorrow.
    assert_eq!(days(RelativeDays::ThisWeekend, 22), (21, 23));
    assert_eq!(days(RelativeDays::NextWeek, 22), (23, 30));
    // The 16th is a Monday.
    assert_eq!(days(RelativeDays::ThisWeekend, 16), (21, 23));
    assert_eq!(days(RelativeDays::NextWeek, 16), (23, 30));
}

#[test]
fn a_weekday_is_the_next_day_with_this_name() {
    let day = |which: WhichWeekday, weekday: Weekday, today: u8| {
        let (from, to) = PhraseDays::Weekday(weekday, which).span(november(today));
        assert_eq!(
            (from.time(), to),
            (
                Time::MIDNIGHT,
                (from.date() + time::Duration::DAY).midnight()
            )
        );
        from.day()
    };
    // The 18th is a Wednesday, and the 20th a Friday.
    let fridays = |today: u8| {
        [
            WhichWeekday::FromToday,
            WhichWeekday::AfterToday,
            WhichWeekday::NextWeek,
        ]
        .map(|which| day(which, Weekday::Friday, today))
    };
    assert_eq!(fridays(18), [20, 20, 27]);
    assert_eq!(fridays(20), [20, 27, 27]);
    assert_eq!(fridays(21), [27, 27, 27]);
    assert_eq!(day(WhichWeekday::NextWeek, Weekday::Monday, 18), 23);
}

#[test]
fn a_month_without_a_year_is_this_month_or_the_next_one_with_its_name() {
    let month = |month: Month, year: Option<i32>| {
        let (from, to) = PhraseDays::Month(month, year).span(november(18));
        (from.date().to_string(), to.date().to_string())
    };
    let days = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(
        month(Month::November, None),
        days("2026-11-01", "2026-12-01")
    );
    assert_eq!(
        month(Month::December, None),
        days("2026-12-01", "2027-01-01")
    );
    assert_eq!(
        month(Month::February, None),
        days("2027-02-01", "2027-03-01")
    );
    assert_eq!(
        month(Month::February, Some(2028)),
        days("2028-02-01", "2028-03-01")
    );
}

#[test]
fn tonight_begins_in_the_evening() {
    assert_eq!(
        RelativeDays::Tonight.span(november(18)).0,
        november(18).with_hms(17, 0, 0).expect("a time")
    );
    assert_eq!(
        RelativeDays::Today.span(november(18)).0,
        november(18).midnight()
    );
}

#[test]
fn days_cross_the_ends_of_months_and_years() {
    let last = Date::from_calendar_date(2026, Month::December, 31).expect("a date");
    assert_eq!(RelativeDays::Tomorrow.span(last).0.year(), 2027);
}

#[test]
fn each_value_has_a_name_in_addresses() {
    for when in RelativeDays::ALL {
        assert_eq!(when.name().parse(), Ok(when));
    }
    assert!("someday".parse::<RelativeDays>().is_err());
}
