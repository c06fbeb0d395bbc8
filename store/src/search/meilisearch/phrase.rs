//! The words of a search, and the ways to read them when nothing has them all.

use crate::search::{highlight::folded, synonyms, words::MAX_WORDS};

/// How many words may be left out.
const MOST_LEFT_OUT: u32 = 2;

/// In so many ways a phrase is read otherwise at the most: each is a question, and a whole sentence could be read in sixty. It is enough for
/// all of one word of ten, and of two words of five.
const MOST_READINGS: usize = 20;

/// The words that were typed, folded as those of documents are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase(Vec<String>);

/// A way to read a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// A bit for each word that need not be there.
    pub left_out: u16,
    /// The word that may be unfinished.
    pub unfinished: u8,
}

impl Phrase {
    /// The words of `q`; words that say nothing only where there are no others.
    pub fn of(q: &str) -> Self {
        let words = q.split(|letter: char| !letter.is_alphanumeric() && !is_within_word(letter));
        let words = words.map(folded).filter(|word| !word.is_empty() && word.chars().count() <= 40);
        let words: Vec<String> = words.take(MAX_WORDS as usize).collect();
        let telling: Vec<String> = words.iter().filter(|word| !synonyms::FILLERS.contains(&word.as_str())).cloned().collect();
        Self(if telling.is_empty() { words } else { telling })
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All words, the last of which one may still be typing.
    pub fn plainly(&self) -> Reading {
        Reading { left_out: 0, unfinished: self.last() }
    }

    /// What else it may mean, by how far that is from what was typed: another word is the unfinished one; one word need not be there; two.
    pub fn otherwise(&self) -> impl Iterator<Item = Vec<Reading>> {
        let last = self.last();
        let unfinished = (0..last).map(|unfinished| Reading { left_out: 0, unfinished }).collect();
        let fewer = (1..=MOST_LEFT_OUT.min(u32::from(last))).map(move |fewer| {
            let left_out = (1..1_u16 << (last + 1)).filter(move |left_out| left_out.count_ones() == fewer);
            left_out.map(|left_out| Reading { left_out, unfinished: last }).collect()
        });
        let mut left = MOST_READINGS;
        let groups = std::iter::once(unfinished).chain(fewer).map(move |mut readings: Vec<Reading>| {
            readings.truncate(left);
            left -= readings.len();
            readings
        });
        groups.filter(|readings| !readings.is_empty())
    }

    /// The phrase as it is sent: a server takes the last word for unfinished.
    pub fn text(&self, reading: Reading) -> String {
        let words = self.0.iter().enumerate().filter(|(index, _)| reading.left_out & (1 << index) == 0);
        let (mut words, last): (Vec<_>, Vec<_>) = words.partition(|(index, _)| *index != usize::from(reading.unfinished));
        words.extend(last);
        words.into_iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn last(&self) -> u8 {
        self.0.len().saturating_sub(1) as u8
    }
}

fn is_within_word(letter: char) -> bool {
    matches!(letter, '\'' | '’') || unicode_normalization::char::is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_fillers_say_nothing_beside_others() {
        assert_eq!(Phrase::of("The Dvořák, in “Zürich”").0, ["dvorak", "zurich"]);
        assert_eq!(Phrase::of("the").0, ["the"]);
        assert!(Phrase::of(" -- ! ").is_empty());
    }

    #[test]
    fn the_unfinished_word_stands_last_and_what_is_left_out_is_not_there() {
        let phrase = Phrase::of("resur mahler helsinki");
        assert_eq!(phrase.text(phrase.plainly()), "resur mahler helsinki");
        assert_eq!(phrase.text(Reading { left_out: 0, unfinished: 0 }), "mahler helsinki resur");
        assert_eq!(phrase.text(Reading { left_out: 0b010, unfinished: 2 }), "resur helsinki");
    }

    #[test]
    fn a_phrase_is_read_otherwise_by_and_by() {
        let sizes = |q: &str| Phrase::of(q).otherwise().map(|readings| readings.len()).collect::<Vec<_>>();
        assert_eq!(sizes("mahler"), [0; 0]);
        assert_eq!(sizes("mahler helsinki"), [1, 2]);
        assert_eq!(sizes("mahler second helsinki"), [2, 3, 3]);
        assert_eq!(sizes("a1 a2 a3 a4 a5"), [4, 5, 10]);
        // Of a sentence that somebody pasted, the first ten words are looked at, and not in every way.
        assert_eq!(sizes("a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5"), [9, 10, 1]);
    }
}
