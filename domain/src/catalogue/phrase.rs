//! What people write into a search beside names: "mahler this weekend near me under 50".
//!
//! Nothing here reads a clock: which days "this weekend" are is told by whoever knows what day it is. What stands in quotation marks is
//! left alone: a search for `"tonight"` looks for the word.

use std::str::FromStr;

use time::{Date, Duration, PrimitiveDateTime, Time};

/// Days that have a name from where one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From midnight to midnight.
    Today,
    /// From five o'clock on.
    Tonight,
    /// The next day.
    Tomorrow,
    /// Monday to Sunday.
    ThisWeek,
    /// Saturday and Sunday; on a Sunday, those of which it is one.
    ThisWeekend,
    /// The seven days from next Monday on.
    NextWeek,
    /// Saturday and Sunday of next week.
    NextWeekend,
}

impl When {
    /// All of them, the soonest first.
    pub const ALL: [Self; 7] =
        [Self::Today, Self::Tonight, Self::Tomorrow, Self::ThisWeek, Self::ThisWeekend, Self::NextWeek, Self::NextWeekend];

    /// As it stands in addresses: `?when=weekend`.
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

    /// As people say it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Tonight => "Tonight",
            Self::Tomorrow => "Tomorrow",
            Self::ThisWeek => "This week",
            Self::ThisWeekend => "This weekend",
            Self::NextWeek => "Next week",
            Self::NextWeekend => "Next weekend",
        }
    }

    /// The first moment of it and the first after it, by the clock on the wall, for one for whom it is `today`.
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

    /// What the first of these words say, and how many of them say it.
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

/// When an evening begins.
const EVENING: Time = match Time::from_hms(17, 0, 0) {
    Ok(time) => time,
    Err(_) => Time::MIDNIGHT,
};

/// What a word of a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Something to look for.
    Word,
    /// It says when.
    When,
    /// It says what it may cost.
    Price,
    /// It says that it is to be near.
    Place,
}

/// A search, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    pieces: Vec<(Part, String)>,
    /// The days that are asked for.
    pub when: Option<When>,
    /// The most that a seat may cost, in minor units of a currency that has a hundred of them.
    pub max_price: Option<i64>,
    /// Whether it is to be near whoever asks. Where that is, is not in the search.
    pub is_near: bool,
}

impl Phrase {
    /// Takes a search apart. What is said twice is a word to look for the second time.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let words: Vec<String> = pieces.iter().map(|piece| piece.trim_end_matches([',', ';', '.', '!', '?']).to_lowercase()).collect();
        let mut phrase = Self::default();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let (part, count) = if let (None, Some((when, count))) = (phrase.when, When::said(rest)) {
                phrase.when = Some(when);
                (Part::When, count)
            } else if let (None, Some((price, count))) = (phrase.max_price, price_said(rest)) {
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

    /// What is left to look for.
    #[must_use]
    pub fn words(&self) -> String {
        self.text(|part, piece| (part == Part::Word).then(|| piece.to_owned()))
    }

    /// The search without what says this.
    #[must_use]
    pub fn without(&self, unwanted: Part) -> String {
        self.text(|part, piece| (part != unwanted).then(|| piece.to_owned()))
    }

    /// The search with all that was understood set in quotation marks, so that it is looked for as words.
    #[must_use]
    pub fn literally(&self) -> String {
        self.text(|part, piece| Some(if part == Part::Word { piece.to_owned() } else { format!("\"{piece}\"") }))
    }

    fn text(&self, piece: impl Fn(Part, &str) -> Option<String>) -> String {
        self.pieces.iter().filter_map(|(part, text)| piece(*part, text)).collect::<Vec<_>>().join(" ")
    }
}

/// How many of the first of these words say that it is to be near.
fn nearness_said(words: &[String]) -> Option<usize> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    match [word(0), word(1), word(2)] {
        ["close", "to", "me"] => Some(3),
        ["near", "me" | "here", _] | ["around", "here", _] => Some(2),
        ["nearby", ..] => Some(1),
        _ => None,
    }
}

/// The price that the first of these words name as the most, and how many of them do.
fn price_said(words: &[String]) -> Option<(i64, usize)> {
    let first = words.first()?.as_str();
    let second = words.get(1).map(String::as_str);
    // "<50" is written in one.
    if let Some(amount) = first.strip_prefix('<').filter(|rest| !rest.is_empty()) {
        return sum(amount, words.get(1..)?).map(|(price, count)| (price, count + 1));
    }
    let before = match (first, second) {
        ("up", Some("to")) | ("less" | "cheaper", Some("than")) | ("at", Some("most")) => 2,
        ("under" | "below" | "max" | "maximum" | "<", _) => 1,
        _ => return None,
    };
    let (sign, amount) = match words.get(before)?.as_str() {
        "€" | "$" | "£" => (1, words.get(before + 1)?.as_str()),
        amount => (0, amount),
    };
    let (price, after) = sum(amount, words.get(before + sign + 1..)?)?;
    Some((price, before + sign + 1 + after))
}

/// An amount in minor units, and how many of the words after it name its currency.
fn sum(text: &str, after: &[String]) -> Option<(i64, usize)> {
    let bare = text.trim_start_matches(['€', '$', '£']);
    let bare = ["euros", "euro", "eur", "€", "$", "£"].iter().find_map(|sign| bare.strip_suffix(sign)).unwrap_or(bare);
    let (whole, cents) = bare.split_once(['.', ',']).unwrap_or((bare, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || !digits(whole) || cents.len() > 2 || !digits(cents) {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    let named = after.first().is_some_and(|word| matches!(word.as_str(), "€" | "$" | "£" | "eur" | "euro" | "euros"));
    Some((whole.parse::<i64>().ok()? * 100 + cents, usize::from(named)))
}

#[cfg(test)]
mod tests;
