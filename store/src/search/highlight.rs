//! Which parts of what is shown are the words that were asked for.

use domain::catalogue::{EventSummary, Highlights, Piece};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::words::Meaning;

/// The parts of an event's title, performers, venue and town.
pub(super) fn highlights(event: &EventSummary, meaning: &Meaning) -> Highlights {
    Highlights {
        title: pieces(&event.title, meaning),
        performers: event.performers.iter().map(|performer| pieces(&performer.name, meaning)).collect(),
        venue: pieces(&event.venue.name, meaning),
        city: pieces(&event.venue.city, meaning),
    }
}

/// A text in pieces: together they are the text.
fn pieces(text: &str, meaning: &Meaning) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: &str, matched: bool| match pieces.last_mut() {
        Some(last) if last.matched == matched => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece { text: text.to_owned(), matched }),
    };
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’') || is_combining_mark(letter);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = is_letter(first);
        let end = rest.find(|letter| is_letter(letter) != inside).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        add(run, inside && meaning.means(&folded(run)));
        rest = after;
    }
    pieces
}

/// A word as the database folds it (`search_fold`).
pub(super) fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
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
    fn pieces_are_the_text_and_say_what_was_asked_for() {
        let meaning = Meaning::of(&["dvorak", "concerto"]);
        let found = pieces("Dvořák: Cello Concerto · Brahms", &meaning);
        assert_eq!(found.iter().map(|piece| piece.text.as_str()).collect::<String>(), "Dvořák: Cello Concerto · Brahms");
        let matched: Vec<&str> = found.iter().filter(|piece| piece.matched).map(|piece| piece.text.as_str()).collect();
        assert_eq!(matched, ["Dvořák", "Concerto"]);
        assert_eq!(pieces("", &meaning), vec![]);
    }

    #[test]
    fn letters_are_folded_as_the_database_does() {
        assert_eq!(folded("Mørk’s"), "morks");
        assert_eq!(folded("STRAẞE"), "strasse");
        assert_eq!(folded("Mälkki"), "malkki");
    }
}
