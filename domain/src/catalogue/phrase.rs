//! Finds dates, prices and nearness in the text of a search: "mahler this weekend near me under 50".
//!
//! Nothing here reads a clock: the caller passes the day from which "this weekend" counts. Text in quotation marks is searched for as
//! words: `"tonight"` finds the word.

use std::str::FromStr;

use time::{Date, Duration, PrimitiveDateTime, Time};

use crate::{Currency, Money};

/// Days that people name relative to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Today, from midnight to midnight.
    Today,
    /// Today from 17:00.
    Tonight,
    /// The next day.
    Tomorrow,
    /// Monday to Sunday of this week.
    ThisWeek,
    /// Saturday and Sunday of this week.
    ThisWeekend,
    /// Monday to Sunday of next week.
    NextWeek,
    /// Saturday and Sunday of next week.
    NextWeekend,
}

impl When {
    /// Every value, the soonest first.
    pub const ALL: [Self; 7] =
        [Self::Today, Self::Tonight, Self::Tomorrow, Self::ThisWeek, Self::ThisWeekend, Self::NextWeek, Self::NextWeekend];

    /// The word in addresses: `?when=weekend`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Tonight => "tonight",
            Self::Tomorrow => "tomorrow",
            Self::ThisWeek => "week",
            Self::ThisWeekend => "weekend",
            Self::NextWeek => "next_week",
            Self::NextWeekend => "next_weekend",
        }
    }

    /// The first moment of these days and the first moment after them, by a local clock that shows the date `today`.
    #[must_use]
    pub fn span(self, today: Date) -> (PrimitiveDateTime, PrimitiveDateTime) {
        let monday = today - Duration::days(i64::from(today.weekday().number_days_from_monday()));
        let (first, days) = match self {
            Self::Today | Self::Tonight => (today, 1),
            Self::Tomorrow => (today + Duration::DAY, 1),
            Self::ThisWeek => (monday, 7),
            Self::ThisWeekend => (monday + Duration::days(5), 2),
            Self::NextWeek => (monday + Duration::WEEK, 7),
            Self::NextWeekend => (monday + Duration::days(12), 2),
        };
        let begins = if self == Self::Tonight { EVENING } else { Time::MIDNIGHT };
        (first.with_time(begins), (first + Duration::days(days)).midnight())
    }

    /// The value that the first words name, and the number of these words.
    fn said(words: &[String]) -> Option<(Self, usize)> {
        let pair = [words.first()?.as_str(), words.get(1).map_or("", String::as_str)];
        Some(match pair {
            ["this", "evening"] => (Self::Tonight, 2),
            ["this", "week"] => (Self::ThisWeek, 2),
            ["this", "weekend"] => (Self::ThisWeekend, 2),
            ["next", "week"] => (Self::NextWeek, 2),
            ["next", "weekend"] => (Self::NextWeekend, 2),
            ["today", _] => (Self::Today, 1),
            ["tonight", _] => (Self::Tonight, 1),
            ["tomorrow", _] => (Self::Tomorrow, 1),
            _ => return None,
        })
    }
}

impl FromStr for When {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|when| when.name() == name).ok_or("is not one of the days that have a name")
    }
}

/// The hour from which it is evening.
const EVENING: Time = match Time::from_hms(17, 0, 0) {
    Ok(time) => time,
    Err(_) => Time::MIDNIGHT,
};

/// What a word of a search means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Something to look for.
    Word,
    /// It names days.
    When,
    /// It names the highest price.
    Price,
    /// It asks for events near the visitor.
    Place,
}

/// The highest price that a search names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidPrice {
    /// The number in hundredths: 4950 for "49.50".
    pub hundredths: i64,
    /// The currency, if the search names it.
    pub currency: Option<Currency>,
}

impl SaidPrice {
    /// The amount in the currency that the search names, else in `usual`.
    #[must_use]
    pub fn money(self, usual: Currency) -> Money {
        let currency = self.currency.unwrap_or(usual);
        Money::new(self.hundredths * 10_i64.pow(currency.decimals() as u32) / 100, currency)
    }
}

/// A search, split into its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    pieces: Vec<(Part, String)>,
    /// The days that the search names.
    pub when: Option<When>,
    /// The highest price of a seat.
    pub max_price: Option<SaidPrice>,
    /// Whether the search asks for events near the visitor. The phrase does not contain the visitor's position.
    pub is_near: bool,
}

impl Phrase {
    /// Splits a search. If it names days, a price or nearness twice, the second one is searched for as words. A code of three letters is a
    /// currency if the shop sells something in it.
    #[must_use]
    pub fn read(text: &str, sold_in: &[Currency]) -> Self {
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let words: Vec<String> = pieces.iter().map(|piece| piece.trim_end_matches([',', ';', '.', '!', '?']).to_lowercase()).collect();
        let mut phrase = Self::default();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let (part, count) = if let (None, Some((when, count))) = (phrase.when, When::said(rest)) {
                phrase.when = Some(when);
                (Part::When, count)
            } else if let (None, Some((price, count))) = (phrase.max_price, price_said(rest, sold_in)) {
                phrase.max_price = Some(price);
                (Part::Price, count)
            } else if let (false, Some(count)) = (phrase.is_near, nearness_said(rest)) {
                phrase.is_near = true;
                (Part::Place, count)
            } else {
                (Part::Word, 1)
            };
            phrase.pieces.push((part, pieces.get(at..at + count).unwrap_or_default().join(" ")));
            at += count;
        }
        phrase
    }

    /// The words to search for.
    #[must_use]
    pub fn words(&self) -> String {
        self.text(|part, piece| (part == Part::Word).then(|| piece.to_owned()))
    }

    /// The text of the search without the words that mean this.
    #[must_use]
    pub fn without(&self, unwanted: Part) -> String {
        self.text(|part, piece| (part != unwanted).then(|| piece.to_owned()))
    }

    /// The text of the search with every recognised part in quotation marks, so that it is searched for as words.
    #[must_use]
    pub fn literally(&self) -> String {
        self.text(|part, piece| Some(if part == Part::Word { piece.to_owned() } else { format!("\"{piece}\"") }))
    }

    fn text(&self, piece: impl Fn(Part, &str) -> Option<String>) -> String {
        self.pieces.iter().filter_map(|(part, text)| piece(*part, text)).collect::<Vec<_>>().join(" ")
    }
}

/// The number of words at the beginning that ask for nearness.
fn nearness_said(words: &[String]) -> Option<usize> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    match [word(0), word(1), word(2)] {
        ["close", "to", "me"] => Some(3),
        ["near", "me" | "here", _] | ["around", "here", _] => Some(2),
        ["nearby", ..] => Some(1),
        _ => None,
    }
}

/// The highest price that the first words name, and the number of these words.
fn price_said(words: &[String], sold_in: &[Currency]) -> Option<(SaidPrice, usize)> {
    let first = words.first()?.as_str();
    let second = words.get(1).map(String::as_str);
    // "<50" has no space.
    if let Some(amount) = first.strip_prefix('<').filter(|rest| !rest.is_empty()) {
        return sum(amount, words.get(1..)?, sold_in).map(|(price, count)| (price, count + 1));
    }
    let before = match (first, second) {
        ("up", Some("to")) | ("less" | "cheaper", Some("than")) | ("at", Some("most")) => 2,
        ("under" | "below" | "max" | "maximum" | "<", _) => 1,
        _ => return None,
    };
    let named = currency_named(words.get(before)?, sold_in);
    let at = before + usize::from(named.is_some());
    let (price, after) = sum(words.get(at)?, words.get(at + 1..)?, sold_in)?;
    Some((SaidPrice { currency: named.or(price.currency), ..price }, at + 1 + after))
}

/// An amount and its currency, and how many of the words after it belong to it.
fn sum(text: &str, after: &[String], sold_in: &[Currency]) -> Option<(SaidPrice, usize)> {
    let bare = text.trim_start_matches(|letter: char| Currency::of_sign(letter).is_some());
    let before = text.chars().next().and_then(Currency::of_sign);
    let (number, unit) =
        bare.split_at(bare.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',').unwrap_or(bare.len()));
    let behind = if unit.is_empty() { None } else { Some(currency_named(unit, sold_in)?) };
    let (whole, cents) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || !digits(whole) || cents.len() > 2 || !digits(cents) {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    let named = after.first().and_then(|word| currency_named(word, sold_in));
    let price = SaidPrice { hundredths: whole.parse::<i64>().ok()? * 100 + cents, currency: before.or(behind).or(named) };
    Some((price, usize::from(named.is_some())))
}

/// The currency that a word names by its sign, name or code.
fn currency_named(word: &str, sold_in: &[Currency]) -> Option<Currency> {
    let mut letters = word.chars();
    if let (Some(sign), None) = (letters.next(), letters.next()) {
        return Currency::of_sign(sign);
    }
    match word {
        "euro" | "euros" | "eur" => Some(Currency::EUR),
        "pound" | "pounds" => Currency::of_sign('£'),
        "dollar" | "dollars" => Currency::of_sign('$'),
        "yen" => Currency::of_sign('¥'),
        code => sold_in.iter().copied().find(|currency| currency.code().eq_ignore_ascii_case(code)),
    }
}

#[cfg(test)]
mod tests;
