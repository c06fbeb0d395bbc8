//! Finds dates, prices and nearness in the text of a search: "mahler this weekend near me under
//! 50".
//!
//! Nothing here reads a clock: the caller passes the day from which "this weekend" counts, and the
//! words of the languages that the search can be in. Text in quotation marks is searched for as
//! words: `"tonight"` finds the word.

mod days;
mod price;
mod words;

pub use days::{PhraseDays, RelativeDays, WhichWeekday};
pub use price::PhrasePrice;
pub use words::PhraseWords;

use crate::Currency;

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

/// A search, split into its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    pieces: Vec<(Part, String)>,
    /// The days that the search names.
    pub when: Option<PhraseDays>,
    /// The highest price of a seat.
    pub max_price: Option<PhrasePrice>,
    /// Whether the search asks for events near the visitor. The phrase does not contain the
    /// visitor's position.
    pub is_near: bool,
}

impl Phrase {
    /// Splits a search. If it names days, a price or nearness twice, the second one is searched for
    /// as words. If several phrases begin with the same word, the longest counts; if two languages
    /// have it, the first language does. A code of three letters is a currency if the shop sells
    /// something in it.
    #[must_use]
    pub fn read(text: &str, languages: &[&PhraseWords], sold_in: &[Currency]) -> Self {
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let words: Vec<String> = pieces
            .iter()
            .map(|piece| words::folded(piece.trim_end_matches([',', ';', '.', '!', '?'])))
            .collect();
        let mut phrase = Self::default();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = pieces
                .get(at..)
                .and_then(quoted)
                .or_else(|| words::plain_said(rest, languages));
            let (part, count) = if let Some(count) = plain {
                (Part::Word, count)
            } else if let (None, Some((when, count))) =
                (phrase.when, words::days_said(rest, languages))
            {
                phrase.when = Some(when);
                (Part::When, count)
            } else if let (None, Some((price, count))) = (
                phrase.max_price,
                price::price_said(rest, languages, sold_in),
            ) {
                phrase.max_price = Some(price);
                (Part::Price, count)
            } else if let (false, Some(count)) =
                (phrase.is_near, words::nearness_said(rest, languages))
            {
                phrase.is_near = true;
                (Part::Place, count)
            } else {
                (Part::Word, 1)
            };
            phrase.pieces.push((
                part,
                pieces.get(at..at + count).unwrap_or_default().join(" "),
            ));
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

    /// The text of the search with every recognised part in quotation marks, so that it is searched
    /// for as words.
    #[must_use]
    pub fn literally(&self) -> String {
        self.text(|part, piece| {
            Some(if part == Part::Word {
                piece.to_owned()
            } else {
                format!("\"{piece}\"")
            })
        })
    }

    fn text(&self, piece: impl Fn(Part, &str) -> Option<String>) -> String {
        self.pieces
            .iter()
            .filter_map(|(part, text)| piece(*part, text))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The number of pieces at the beginning that are one text in quotation marks.
fn quoted(pieces: &[&str]) -> Option<usize> {
    let first = pieces.first()?.strip_prefix('"')?;
    let last = std::iter::once(first)
        .chain(pieces.iter().skip(1).copied())
        .position(|piece| piece.ends_with('"'))?;
    Some(last + 1)
}

#[cfg(test)]
mod tests;
