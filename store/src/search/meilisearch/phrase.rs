//! The words of a search, and other readings of them if no event has all words.

use crate::search::{highlight::grams, synonyms, words::MAX_WORDS};

/// The most words that a reading leaves out.
const MOST_LEFT_OUT: u32 = 2;

/// The most other readings of a phrase. Each is a query, and a whole sentence could have sixty.
/// This is enough to leave out any one word of ten, and any two words of five.
const MOST_READINGS: usize = 20;

/// The typed words, folded like those of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoldedPhrase(Vec<String>);

/// A reading of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PhraseReading {
    /// A bit for each word that is left out.
    pub left_out: u16,
    /// Index of the word that may be unfinished.
    pub unfinished: u8,
}

impl FoldedPhrase {
    /// The words of `q`. Filler words count only if there are no others.
    pub fn of(q: &str) -> Self {
        let words = q.split(|letter: char| !letter.is_alphanumeric() && !is_within_word(letter));
        let words = words
            .flat_map(grams)
            .filter(|word| !word.is_empty() && word.chars().count() <= 40);
        let words: Vec<String> = words.take(MAX_WORDS as usize).collect();
        let telling: Vec<String> = words
            .iter()
            .filter(|word| !synonyms::FILLERS.contains(&word.as_str()))
            .cloned()
            .collect();
        Self(if telling.is_empty() { words } else { telling })
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The reading with all words. The last one may be unfinished.
    pub fn plainly(&self) -> PhraseReading {
        PhraseReading {
            left_out: 0,
            unfinished: self.last(),
        }
    }

    /// Other readings, grouped by how much they differ from the typed words: another word is
    /// unfinished, one word is left out, two words are left out.
    pub fn otherwise(&self) -> impl Iterator<Item = Vec<PhraseReading>> {
        let last = self.last();
        let unfinished = (0..last)
            .map(|unfinished| PhraseReading {
                left_out: 0,
                unfinished,
            })
            .collect();
        let fewer = (1..=MOST_LEFT_OUT.min(u32::from(last))).map(move |fewer| {
            let left_out =
                (1..1_u16 << (last + 1)).filter(move |left_out| left_out.count_ones() == fewer);
            left_out
                .map(|left_out| PhraseReading {
                    left_out,
                    unfinished: last,
                })
                .collect()
        });
        let mut left = MOST_READINGS;
        let groups = std::iter::once(unfinished).chain(fewer).map(
            move |mut readings: Vec<PhraseReading>| {
                readings.truncate(left);
                left -= readings.len();
                readings
            },
        );
        groups.filter(|readings| !readings.is_empty())
    }

    /// The text for the server, with the unfinished word at the end: the server takes the last word
    /// for unfinished.
    pub fn text(&self, reading: PhraseReading) -> String {
        let words = self
            .0
            .iter()
            .enumerate()
            .filter(|(index, _)| reading.left_out & (1 << index) == 0);
        let (mut words, last): (Vec<_>, Vec<_>) =
            words.partition(|(index, _)| *index != usize::from(reading.unfinished));
        words.extend(last);
        words
            .into_iter()
            .map(|(_, word)| word.as_str())
            .collect::<Vec<_>>()
            .join(" ")
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
    fn words_are_folded_and_fillers_are_dropped_beside_others() {
        assert_eq!(
            FoldedPhrase::of("The Dvořák, in “Zürich”").0,
            ["dvorak", "zurich"]
        );
        assert_eq!(FoldedPhrase::of("the").0, ["the"]);
        assert!(FoldedPhrase::of(" -- ! ").is_empty());
    }

    #[test]
    fn the_unfinished_word_is_last_and_dropped_words_are_missing() {
        let phrase = FoldedPhrase::of("resur mahler helsinki");
        assert_eq!(phrase.text(phrase.plainly()), "resur mahler helsinki");
        assert_eq!(
            phrase.text(PhraseReading {
                left_out: 0,
                unfinished: 0
            }),
            "mahler helsinki resur"
        );
        assert_eq!(
            phrase.text(PhraseReading {
                left_out: 0b010,
                unfinished: 2
            }),
            "resur helsinki"
        );
    }

    #[test]
    fn other_readings_of_a_phrase_are_tried_in_order() {
        let sizes = |q: &str| {
            FoldedPhrase::of(q)
                .otherwise()
                .map(|readings| readings.len())
                .collect::<Vec<_>>()
        };
        assert_eq!(sizes("mahler"), [0; 0]);
        assert_eq!(sizes("mahler helsinki"), [1, 2]);
        assert_eq!(sizes("mahler second helsinki"), [2, 3, 3]);
        assert_eq!(sizes("a1 a2 a3 a4 a5"), [4, 5, 10]);
        // Of a long sentence, only the first ten words count, and not all readings are tried.
        assert_eq!(
            sizes("a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5"),
            [9, 10, 1]
        );
    }
}
