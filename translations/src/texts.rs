//! The texts of a surface at run time: a single string with one text on each line.
//!
//! A single string, because every island can already deserialise strings; another type would cost
//! each island some hundred bytes of WebAssembly.

use serde::{Deserialize, Deserializer, Serialize};

use crate::Language;

/// The texts of a surface in one language, in the order of the English file. The first line is the
/// language's code.
///
/// `{0}` in a text is its first argument. A text that depends on a number begins with `|` and the
/// index of that argument, and then has a whole text for each case:
/// `|0|0=No seats|one={0} seat|*={0} seats`. The first matching case is used; `*` always matches.
///
/// Serialized as a JSON string. A page loads the files of its own build, so the lines always match
/// the code.
///
/// Texts are `Copy`, so that each closure of an island can have them. A browser therefore keeps the
/// string that it reads for as long as the page is open. The server only writes texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Texts(&'static str);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|lines| Self(lines.leak()))
    }
}

/// An argument of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextArgument<'a> {
    /// Text, inserted unchanged.
    Words(&'a str),
    /// A number: it chooses a case of the text, and is shown in groups of three digits.
    Count(u32),
}

impl Texts {
    /// The texts in the generated code.
    #[must_use]
    pub const fn new(lines: &'static str) -> Self {
        Self(lines)
    }

    /// The language of these texts.
    #[must_use]
    pub fn language(self) -> Language {
        Language::of_code(self.line(0)).unwrap_or_default()
    }

    /// A text without arguments; empty if the line does not exist.
    #[must_use]
    pub fn text(self, line: usize) -> String {
        self.line(line).to_owned()
    }

    /// A text with its arguments.
    #[must_use]
    pub fn fill(self, line: usize, arguments: &[TextArgument<'_>]) -> String {
        let language = self.language();
        let mut filled = String::new();
        let mut rest = case(self.line(line), language, arguments);
        while let Some((before, placeholder)) = rest.split_once('{') {
            let (index, after) = placeholder.split_once('}').unwrap_or((placeholder, ""));
            filled.push_str(before);
            match argument(index, arguments) {
                Some(TextArgument::Words(words)) => filled.push_str(words),
                Some(TextArgument::Count(count)) => filled.push_str(&language.digits(count)),
                None => {}
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    fn line(self, line: usize) -> &'static str {
        self.0.split('\n').nth(line).unwrap_or_default()
    }
}

/// The case of a text that matches its number. A text without cases is returned unchanged.
fn case<'t>(text: &'t str, language: Language, arguments: &[TextArgument<'_>]) -> &'t str {
    let Some((index, cases)) = text
        .strip_prefix('|')
        .and_then(|choice| choice.split_once('|'))
    else {
        return text;
    };
    let number = match argument(index, arguments) {
        Some(TextArgument::Count(count)) => count,
        _ => 0,
    };
    let (category, exactly) = (language.plural(number), number.to_string());
    let fits = |key: &str| key == category || key == exactly || key == "*";
    cases
        .split('|')
        .filter_map(|case| case.split_once('='))
        .find(|(key, _)| fits(key))
        .map_or("", |(_, text)| text)
}

fn argument<'a>(index: &str, arguments: &[TextArgument<'a>]) -> Option<TextArgument<'a>> {
    arguments.get(index.parse::<usize>().ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: Texts = Texts::new(
        "en\nSales open\n{1}, {0} time\n|0|0=No seats|one={0} seat in {1}|*={0} seats in {1}",
    );

    #[test]
    fn arguments_replace_their_placeholders() {
        assert_eq!(TEXTS.text(1), "Sales open");
        assert_eq!(
            TEXTS.fill(
                2,
                &[
                    TextArgument::Words("Helsinki"),
                    TextArgument::Words("{9:00}")
                ]
            ),
            "{9:00}, Helsinki time"
        );
    }

    #[test]
    fn a_number_chooses_the_case_of_a_text() {
        let seats = |count| {
            TEXTS.fill(
                3,
                &[TextArgument::Count(count), TextArgument::Words("Row 4")],
            )
        };
        assert_eq!(
            [0, 1, 2, 1_229].map(seats),
            [
                "No seats",
                "1 seat in Row 4",
                "2 seats in Row 4",
                "1,229 seats in Row 4"
            ]
        );
    }

    #[test]
    fn texts_are_serialised_as_one_string() {
        let travelling = serde_json::to_value(TEXTS).expect("JSON");
        assert!(travelling.is_string(), "{travelling}");
        let arrived: Texts = serde_json::from_value(travelling).expect("texts");
        assert_eq!(arrived, TEXTS);
        assert_eq!(
            (arrived.language(), arrived.text(1).as_str()),
            (Language::English, "Sales open")
        );
    }

    #[test]
    fn a_missing_line_is_empty() {
        assert_eq!(
            (TEXTS.text(9), TEXTS.fill(9, &[])),
            (String::new(), String::new())
        );
    }
}
