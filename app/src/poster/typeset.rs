//! Setting a title: how large, and where its lines break. Widths are estimates from the letters, since nothing here can measure.

/// A title in lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Set {
    /// The size of its type.
    pub size: f64,
    /// From line to line, in sizes.
    pub leading: f64,
    /// Its lines.
    pub lines: Vec<String>,
}

/// Sizes to try, the largest first, each with the most lines that suit it.
const SIZES: [(f64, usize); 8] = [(104.0, 2), (88.0, 3), (76.0, 3), (66.0, 4), (58.0, 4), (50.0, 5), (44.0, 5), (38.0, 6)];

/// Sets a title in `width`: the largest size at which it fits, its lines as even as can be.
pub(super) fn title(text: &str, width: f64) -> Set {
    let text = bound(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    for (size, most) in SIZES {
        if words.iter().any(|word| self::width(word, size) > width) {
            continue;
        }
        let lines = fill(&words, size, width);
        if lines.len() <= most {
            return Set { size, leading: 1.04, lines: even(&words, size, width, lines.len()) };
        }
    }
    let size = 38.0;
    let mut lines = fill(&words, size, width);
    lines.truncate(6);
    let lines = lines.iter().map(|line| fit(line, width, size)).collect();
    Set { size, leading: 1.08, lines }
}

/// The text with its dashes and numbers bound to the word before, so that no line begins with one: "Pelicans –", "No. 2".
fn bound(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let clings =
            matches!(word, "–" | "—" | "-" | "&" | "·") || word.len() <= 3 && word.starts_with(|first: char| first.is_ascii_digit());
        if !out.is_empty() {
            out.push(if clings { '\u{a0}' } else { ' ' });
        }
        out.push_str(word);
    }
    out
}

/// The text, cut with an ellipsis where it is wider than `width`.
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

/// About how wide the text is.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '!' | '|' => 0.3,
        'f' | 't' | 'r' | 'I' | '-' | '(' | ')' | '“' | '”' => 0.41,
        ' ' | '\u{a0}' => 0.25,
        'm' | 'w' | 'M' | 'W' | '—' | '…' => 0.9,
        letter if letter.is_uppercase() => 0.71,
        _ => 0.56,
    }
}

/// Lines as full as they go.
fn fill(words: &[&str], size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if self::width(line, size) + self::width(word, size) + 0.25 * size <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push((*word).to_owned()),
        }
    }
    lines
}

/// The same number of lines in the narrowest measure that still gives it: no lonely last word.
fn even(words: &[&str], size: f64, width: f64, count: usize) -> Vec<String> {
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

/// The text, safe inside an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Control characters are not XML.
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
    fn every_line_is_within_the_measure() {
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
    fn lines_are_even() {
        assert_eq!(title("The Rite of Spring", 520.0).lines, ["The Rite", "of Spring"]);
    }

    #[test]
    fn no_line_begins_with_a_dash_or_a_number() {
        assert_eq!(title("Pelicans – Kiekko", 520.0).lines, ["Pelicans\u{a0}–", "Kiekko"]);
        assert_eq!(title("Symphony No. 2", 520.0).lines, ["Symphony", "No.\u{a0}2"]);
    }

    #[test]
    fn an_empty_title_is_no_title() {
        assert!(title("", 520.0).lines.is_empty());
    }
}
