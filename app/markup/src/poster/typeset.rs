//! Typesets a title: chooses its font size and line breaks. Text widths are estimates per letter,
//! since this code has no font metrics.

use super::script;

/// A typeset title.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Set {
    /// The font size.
    pub size: f64,
    /// The line height, as a multiple of the font size.
    pub leading: f64,
    /// The lines of text.
    pub lines: Vec<String>,
}

/// Font sizes to try, the largest first, each with the most lines that it may have.
const SIZES: [(f64, usize); 8] = [
    (104.0, 2),
    (88.0, 3),
    (76.0, 3),
    (66.0, 4),
    (58.0, 4),
    (50.0, 5),
    (44.0, 5),
    (38.0, 6),
];

/// Typesets a title in `width`: the largest size at which it fits, with lines of similar length.
pub(super) fn title(text: &str, width: f64) -> Set {
    let text = bound(text);
    let words = words(&text);
    for (size, most) in SIZES {
        if words
            .iter()
            .any(|word| self::width(word.text, size) > width)
        {
            continue;
        }
        let lines = fill(&words, size, width);
        if lines.len() <= most {
            return Set {
                size,
                leading: 1.04,
                lines: even(&words, size, width, lines.len()),
            };
        }
    }
    let size = 38.0;
    let mut lines = fill(&words, size, width);
    lines.truncate(6);
    let lines = lines.iter().map(|line| fit(line, width, size)).collect();
    Set {
        size,
        leading: 1.08,
        lines,
    }
}

/// A piece of text without a possible line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TextPiece<'t> {
    text: &'t str,
    /// Whether a space precedes it.
    is_spaced: bool,
}

/// Splits a text at its possible line breaks: at spaces, and between the characters of scripts
/// without spaces.
fn words(text: &str) -> Vec<TextPiece<'_>> {
    let mut words = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut begin = 0;
        for ((_, before), (at, after)) in word.char_indices().zip(word.char_indices().skip(1)) {
            if script::may_break(before, after) {
                words.push(TextPiece {
                    text: &word[begin..at],
                    is_spaced: begin == 0,
                });
                begin = at;
            }
        }
        words.push(TextPiece {
            text: &word[begin..],
            is_spaced: begin == 0,
        });
    }
    words
}

/// Joins dashes and short numbers to the preceding word, so that no line starts with one: "Pelicans
/// –", "No. 2".
fn bound(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let clings = matches!(word, "–" | "—" | "-" | "&" | "·")
            || word.len() <= 3 && word.starts_with(|first: char| first.is_ascii_digit());
        if !out.is_empty() {
            out.push(if clings { '\u{a0}' } else { ' ' });
        }
        out.push_str(word);
    }
    out
}

/// Shortens a text to `width` with an ellipsis.
pub(super) fn fit(text: &str, width: f64, size: f64) -> String {
    if self::width(text, size) <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for letter in text.chars() {
        if self::width(&cut, size) + em(letter) * size > width - size * 0.9 {
            break;
        }
        cut.push(letter);
    }
    format!("{}…", cut.trim_end_matches([' ', ',']))
}

/// Estimates the width of a text.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '!' | '|' => 0.3,
        'f' | 't' | 'r' | 'I' | '-' | '(' | ')' | '“' | '”' => 0.41,
        ' ' | '\u{a0}' => 0.25,
        'm' | 'w' | 'M' | 'W' | '—' | '…' => 0.9,
        letter if script::is_wide(letter) => 1.0,
        letter if script::is_mark(letter) => 0.0,
        // Fonts for other scripts are wider than the site's.
        letter if letter > '\u{24f}' && letter.is_alphabetic() => {
            if letter.is_uppercase() {
                0.8
            } else {
                0.64
            }
        }
        letter if letter.is_uppercase() => 0.71,
        _ => 0.56,
    }
}

/// Fills lines greedily.
fn fill(words: &[TextPiece<'_>], size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for TextPiece { text, is_spaced } in words {
        let space = if *is_spaced { 0.25 * size } else { 0.0 };
        match lines.last_mut() {
            Some(line) if self::width(line, size) + self::width(text, size) + space <= width => {
                if *is_spaced {
                    line.push(' ');
                }
                line.push_str(text);
            }
            _ => lines.push((*text).to_owned()),
        }
    }
    lines
}

/// Breaks the text into `count` lines in the narrowest width that still gives this number, so that
/// no last word stands alone.
fn even(words: &[TextPiece<'_>], size: f64, width: f64, count: usize) -> Vec<String> {
    let mut best = fill(words, size, width);
    let mut measure = width;
    while measure > width * 0.4 {
        measure -= size * 0.25;
        let lines = fill(words, size, measure);
        if lines.len() > count || lines.iter().any(|line| self::width(line, size) > width) {
            break;
        }
        best = lines;
    }
    best
}

/// Escapes a line for an SVG element. Right-to-left marks surround a right-to-left line: without
/// them, punctuation at its ends would move to the other side.
pub(super) fn line(text: &str) -> String {
    let safe = escape(text);
    if script::is_from_right(text) {
        format!("\u{200f}{safe}\u{200f}")
    } else {
        safe
    }
}

/// The `x` at which a line starts, and the anchor attribute for its direction.
pub(super) fn start(text: &str, left: f64, right: f64) -> (f64, &'static str) {
    if script::is_from_right(text) {
        (right, r#" text-anchor="end""#)
    } else {
        (left, "")
    }
}

/// Escapes a text for an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // XML does not allow control characters.
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_fits_the_width() {
        let titles = [
            "Carmen",
            "Symphony No. 2",
            "Ein deutsches Requiem",
            "A Midsummer Night’s Dream",
            "The St Matthew Passion by candlelight, with the children’s choir",
            "Pneumonoultramicroscopicsilicovolcanoconiosis",
        ];
        for text in titles {
            let set = title(text, 520.0);
            assert!(!set.lines.is_empty());
            for line in &set.lines {
                assert!(width(line, set.size) <= 520.0, "{line} at {}", set.size);
            }
        }
    }

    #[test]
    fn short_titles_are_large_and_long_ones_small() {
        assert!(title("Carmen", 520.0).size > title("Ein deutsches Requiem", 520.0).size);
    }

    #[test]
    fn titles_without_spaces_break_between_their_letters() {
        let set = title("東京フィルハーモニー交響楽団「第九」特別演奏会", 504.0);
        assert!(set.lines.len() > 1 && set.size > 38.0, "{set:?}");
        assert_eq!(
            set.lines.concat(),
            "東京フィルハーモニー交響楽団「第九」特別演奏会"
        );
        assert!(
            set.lines.iter().all(|line| width(line, set.size) <= 504.0
                && !line.starts_with(['」', 'ー', 'ィ'])
                && !line.ends_with('「')),
            "{set:?}"
        );
    }

    #[test]
    fn a_right_to_left_line_is_marked_and_starts_at_the_right() {
        assert_eq!(line("الطرب! (2027)"), "\u{200f}الطرب! (2027)\u{200f}");
        assert_eq!(line("Figaro & Co (2027)"), "Figaro &amp; Co (2027)");
        assert_eq!(
            start("الطرب!", 40.0, 560.0),
            (560.0, r#" text-anchor="end""#)
        );
        assert_eq!(start("Figaro", 40.0, 560.0), (40.0, ""));
    }

    #[test]
    fn lines_have_similar_lengths() {
        assert_eq!(
            title("The Rite of Spring", 520.0).lines,
            ["The Rite", "of Spring"]
        );
    }

    #[test]
    fn no_line_begins_with_a_dash_or_a_number() {
        assert_eq!(
            title("Pelicans – Kiekko", 520.0).lines,
            ["Pelicans\u{a0}–", "Kiekko"]
        );
        assert_eq!(
            title("Symphony No. 2", 520.0).lines,
            ["Symphony", "No.\u{a0}2"]
        );
    }

    #[test]
    fn an_empty_title_has_no_lines() {
        assert!(title("", 520.0).lines.is_empty());
    }
}
