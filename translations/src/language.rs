//! The languages of the site, and what the browser must know of their grammar.

/// A language of the site. The folder `app/locales/CODE` has its texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English. Texts are written in it first, and other languages fall back to it.
    #[default]
    English,
}

#[allow(clippy::match_single_binding, reason = "each further language is one more arm")]
impl Language {
    /// All languages.
    pub const ALL: [Self; 1] = [Self::English];

    /// The code by BCP 47, for addresses and for `lang`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The language with this code; none if the site does not have it.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// `17,842`: the digits of a number in groups of three, as this language writes them.
    #[must_use]
    pub fn digits(self, number: u32) -> String {
        let separator = match self {
            Self::English => ',',
        };
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + 3);
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The plural categories of whole numbers in this language, by Unicode CLDR.
    pub(crate) const fn plurals(self) -> &'static [&'static str] {
        match self {
            Self::English => &["one", "other"],
        }
    }

    /// The plural category of a number.
    pub(crate) const fn plural(self, number: u32) -> &'static str {
        match (self, number) {
            (Self::English, 1) => "one",
            (Self::English, _) => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_code() {
        for language in Language::ALL {
            assert_eq!(Language::of_code(language.code()), Some(language));
        }
        assert_eq!(Language::of_code("tlh"), None);
    }

    #[test]
    fn a_number_is_written_in_groups_of_three_digits() {
        let written = [0, 999, 1_000, 17_842, 1_000_000].map(|number| Language::English.digits(number));
        assert_eq!(written, ["0", "999", "1,000", "17,842", "1,000,000"]);
    }

    #[test]
    fn every_plural_is_a_category_of_its_language() {
        for language in Language::ALL {
            assert!((0..200).all(|number| language.plurals().contains(&language.plural(number))), "{language:?}");
        }
    }
}
