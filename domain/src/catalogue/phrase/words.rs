//! The words that mean days, a price or nearness: a table for each language, and functions that
//! find a table's phrases in a search.
//!
//! The tables have the usual spelling. Searches are compared in lower case and without accents, so
//! "marz" is März too.

mod english;
mod finnish;
mod french;
mod german;
mod portuguese;
mod swedish;

use time::{Month, Weekday};

use super::{PhraseDays, RelativeDays, WhichWeekday};

/// The words of a language. All are in lower case, with single spaces between them.
#[derive(Debug)]
pub struct PhraseWords {
    /// Days that have a name.
    days: &'static [(&'static str, RelativeDays)],
    /// Phrases that contain a weekday in place of `*`: "next *".
    weekday_phrases: &'static [(&'static str, WhichWeekday)],
    /// The weekdays from Monday, as these phrases contain them. Each has one or several spellings.
    weekdays: [&'static [&'static str]; 7],
    /// Phrases that contain a month in place of `*`, and may contain a year in place of `#`. A
    /// month's name alone can be another word, such as "march" or "mars". So each phrase has a
    /// preposition, or the names in it have an ending that means the same, or no name in it is also
    /// another word.
    month_phrases: &'static [&'static str],
    /// The months from January, as these phrases contain them. Each has one or several spellings.
    months: [&'static [&'static str]; 12],
    /// Words before a maximum price: "under".
    limits: &'static [&'static str],
    /// Words before a maximum price that often mean something else, such as "bis". So the price
    /// must name its currency: "bis 50 €".
    limits_of_money: &'static [&'static str],
    /// Words after a number that is not a price: "under 12 years".
    measures: &'static [&'static str],
    /// Names of currencies, each with the codes of the currencies that it can mean.
    currencies: &'static [(&'static str, &'static [&'static str])],
    /// Phrases that ask for events near the visitor.
    nearness: &'static [&'static str],
    /// Phrases that contain one of the others and mean something else: "guten Morgen". The search
    /// treats them as ordinary words.
    plain: &'static [&'static str],
}

impl PhraseWords {
    /// English. Searches in every language also understand it, because people mix languages.
    pub const ENGLISH: &'static Self = &english::WORDS;
    /// Finnish.
    pub const FINNISH: &'static Self = &finnish::WORDS;
    /// French.
    pub const FRENCH: &'static Self = &french::WORDS;
    /// German.
    pub const GERMAN: &'static Self = &german::WORDS;
    /// Portuguese.
    pub const PORTUGUESE: &'static Self = &portuguese::WORDS;
    /// Swedish.
    pub const SWEDISH: &'static Self = &swedish::WORDS;

    fn days_said(&self, words: &[String]) -> Option<(PhraseDays, usize)> {
        let named = self
            .days
            .iter()
            .filter_map(|(phrase, when)| Some((PhraseDays::When(*when), length(phrase, words)?)));
        let weekdays = self.weekday_phrases.iter().filter_map(|(phrase, which)| {
            let (from_monday, _, count) = named_in(phrase, &self.weekdays, words)?;
            Some((
                PhraseDays::Weekday(Weekday::Monday.nth_next(from_monday), *which),
                count,
            ))
        });
        let months = self.month_phrases.iter().filter_map(|phrase| {
            let (from_january, year, count) = named_in(phrase, &self.months, words)?;
            Some((
                PhraseDays::Month(Month::January.nth_next(from_january), year),
                count,
            ))
        });
        longest(named.chain(weekdays).chain(months))
    }
}

/// The days that the first words name, and the number of these words.
pub(super) fn days_said(
    words: &[String],
    languages: &[&PhraseWords],
) -> Option<(PhraseDays, usize)> {
    longest(
        languages
            .iter()
            .filter_map(|language| language.days_said(words)),
    )
}

/// If the first words announce a maximum price: whether the price must name its currency, and the
/// number of these words.
pub(super) fn limit_said(words: &[String], languages: &[&PhraseWords]) -> Option<(bool, usize)> {
    let limits = |language: &PhraseWords| {
        longest(
            language
                .limits
                .iter()
                .filter_map(|phrase| Some((false, length(phrase, words)?))),
        )
    };
    let of_money = |language: &PhraseWords| {
        longest(
            language
                .limits_of_money
                .iter()
                .filter_map(|phrase| Some((true, length(phrase, words)?))),
        )
    };
    longest(
        languages
            .iter()
            .flat_map(|&language| [limits(language), of_money(language)])
            .flatten(),
    )
}

/// The number of words at the beginning that ask for nearness.
pub(super) fn nearness_said(words: &[String], languages: &[&PhraseWords]) -> Option<usize> {
    languages
        .iter()
        .flat_map(|language| language.nearness)
        .filter_map(|phrase| length(phrase, words))
        .max()
}

/// The number of words at the beginning that only look like days, a price or nearness.
pub(super) fn plain_said(words: &[String], languages: &[&PhraseWords]) -> Option<usize> {
    languages
        .iter()
        .flat_map(|language| language.plain)
        .filter_map(|phrase| length(phrase, words))
        .max()
}

/// Whether the number before these words is no price, but a measure such as "12 years".
pub(super) fn is_measure(words: &[String], languages: &[&PhraseWords]) -> bool {
    languages
        .iter()
        .flat_map(|language| language.measures)
        .any(|phrase| length(phrase, words).is_some())
}

/// The codes of the currencies that a word can mean.
pub(super) fn currency_said(
    word: &str,
    languages: &[&PhraseWords],
) -> Option<&'static [&'static str]> {
    languages
        .iter()
        .flat_map(|language| language.currencies)
        .find(|(name, _)| is_same(name, word))
        .map(|(_, codes)| *codes)
}

/// A word in lower case and without accents.
pub(super) fn folded(word: &str) -> String {
    word.to_lowercase()
        .chars()
        .filter_map(plain_letter)
        .collect()
}

/// The letter without its accent, for the letters of the six languages. None for an accent that is
/// a separate character.
fn plain_letter(letter: char) -> Option<char> {
    Some(match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        '’' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{300}'..='\u{36f}' => return None,
        _ => letter,
    })
}

/// Whether a word of a table is this folded word.
fn is_same(known: &str, word: &str) -> bool {
    known.chars().filter_map(plain_letter).eq(word.chars())
}

/// The number of words of a phrase, if the words begin with it.
fn length(phrase: &str, words: &[String]) -> Option<usize> {
    let mut rest = words.iter();
    let begins = phrase
        .split(' ')
        .all(|part| rest.next().is_some_and(|word| is_same(part, word)));
    begins.then_some(words.len() - rest.len())
}

/// The longest of these, the first one if several are equally long.
fn longest<T>(found: impl Iterator<Item = (T, usize)>) -> Option<(T, usize)> {
    found.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// If the words begin with the phrase: the index of the name in place of `*`, the year in place of
/// `#`, and the number of these words.
fn named_in(phrase: &str, names: &[&[&str]], words: &[String]) -> Option<(u8, Option<i32>, usize)> {
    let (mut found, mut year, mut count) = (None, None, 0);
    for part in phrase.split(' ') {
        let rest = words.get(count..)?;
        count += match part {
            "*" => {
                let spellings = (0_u8..).zip(names).flat_map(|(index, spellings)| {
                    spellings.iter().map(move |spelling| (index, *spelling))
                });
                let (index, taken) = longest(
                    spellings
                        .filter_map(|(index, spelling)| Some((index, length(spelling, rest)?))),
                )?;
                found = Some(index);
                taken
            }
            "#" => {
                year = Some(year_said(rest.first()?)?);
                1
            }
            word => length(word, rest)?,
        };
    }
    Some((found?, year, count))
}

/// The year of four digits, from 2000 to 2999.
fn year_said(word: &str) -> Option<i32> {
    let year = if word.len() == 4 {
        word.parse::<i32>().ok()
    } else {
        None
    };
    year.filter(|year| (2000..3000).contains(year))
}
