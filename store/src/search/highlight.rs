//! Marks the words of a search in the texts of an event.

use domain::catalogue::{EventSummary, Highlights, Piece};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::words::Meaning;

/// The marked title, performers, venue and town of an event.
pub(super) fn highlights(event: &EventSummary, meaning: &Meaning) -> Highlights {
    Highlights {
        title: pieces(&event.title, meaning),
        performers: event
            .performers
            .iter()
            .map(|performer| pieces(&performer.name, meaning))
            .collect(),
        venue: pieces(&event.venue.name, meaning),
        city: pieces(&event.venue.city, meaning),
    }
}

/// Splits a text into pieces. All pieces joined are the text.
fn pieces(text: &str, meaning: &Meaning) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: &str, matched: bool| match pieces.last_mut() {
        Some(last) if last.matched == matched => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece {
            text: text.to_owned(),
            matched,
        }),
    };
    let is_letter = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '\'' | '’') || is_combining_mark(letter)
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = is_letter(first);
        let end = rest
            .find(|letter| is_letter(letter) != inside)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if inside && run.chars().any(is_unspaced) {
            pairs(run, meaning)
                .into_iter()
                .for_each(|(letter, matched)| add(letter, matched));
        } else {
            add(run, inside && meaning.means(&folded(run)));
        }
        rest = after;
    }
    pieces
}

/// The letters of a text without spaces. For each letter, whether it belongs to a pair of letters
/// that the search contains.
fn pairs<'a>(run: &'a str, meaning: &Meaning) -> Vec<(&'a str, bool)> {
    let letters: Vec<(usize, char)> = run.char_indices().collect();
    let asked: Vec<bool> = grams(run).iter().map(|gram| meaning.means(gram)).collect();
    let is_asked = |at: usize| asked.get(at).copied().unwrap_or_default();
    let letter = |(at, (start, letter)): (usize, &(usize, char))| {
        let matched = is_asked(at) || (at > 0 && is_asked(at - 1));
        (&run[*start..*start + letter.len_utf8()], matched)
    };
    letters.iter().enumerate().map(letter).collect()
}

/// Whether a letter belongs to a script that is written without spaces, as in `search_fold`.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The forms of a word in the database (`search_fold`): the word, or in a script without spaces
/// each letter with the next one, and the last letter alone.
pub(super) fn grams(word: &str) -> Vec<String> {
    if !word.chars().any(is_unspaced) {
        return vec![folded(word)];
    }
    let letters: Vec<String> = word
        .chars()
        .map(|letter| folded(letter.encode_utf8(&mut [0; 4])))
        .collect();
    (0..letters.len())
        .map(|at| letters[at..letters.len().min(at + 2)].concat())
        .collect()
}

/// The word in the folded form of the database (`search_fold`).
pub(super) fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
    {
        match letter {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ħ' => folded.push('h'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            '\'' | '’' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_text_and_mark_the_words_of_the_search() {
        let meaning = Meaning::of(&["dvorak", "concerto"]);
        let found = pieces("Dvořák: Cello Concerto · Brahms", &meaning);
        assert_eq!(
            found
                .iter()
                .map(|piece| piece.text.as_str())
                .collect::<String>(),
            "Dvořák: Cello Concerto · Brahms"
        );
        let matched: Vec<&str> = found
            .iter()
            .filter(|piece| piece.matched)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(matched, ["Dvořák", "Concerto"]);
        assert_eq!(pieces("", &meaning), vec![]);
    }

    #[test]
    fn letters_are_folded_as_in_the_database() {
        assert_eq!(folded("Mørk’s"), "morks");
        assert_eq!(folded("STRAẞE"), "strasse");
        assert_eq!(folded("Mälkki"), "malkki");
    }
}
