//! The languages of the site, and the part of their grammar that browsers need.

/// A language that the site can have. The site has the language if the folder `app/ui/locales/CODE`
/// has texts.
///
/// The languages are in the order of their own names, as in the switch at the bottom of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// German.
    German,
    /// English. Texts are written in it first, and other languages fall back to it.
    #[default]
    English,
    /// French.
    French,
    /// Portuguese, as in Portugal.
    Portuguese,
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
}

impl Language {
    /// All languages that can have texts.
    pub const ALL: [Self; 6] = [
        Self::German,
        Self::English,
        Self::French,
        Self::Portuguese,
        Self::Finnish,
        Self::Swedish,
    ];

    /// The code by BCP 47, for addresses and for `lang`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::English => "en",
            Self::French => "fr",
            Self::Portuguese => "pt",
            Self::Finnish => "fi",
            Self::Swedish => "sv",
        }
    }

    /// Its name in the language itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::German => "Deutsch",
            Self::English => "English",
            Self::French => "Français",
            Self::Portuguese => "Português",
            Self::Finnish => "Suomi",
            Self::Swedish => "Svenska",
        }
    }

    /// The language with this code. None if it is not one of these.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// The address of a page in this language, from its English path, which has no language:
    /// `/fi/venues?x=1` for `/venues?x=1`.
    #[must_use]
    pub fn address(self, path: &str) -> String {
        if self == Self::English {
            path.to_owned()
        } else {
            self.marked_address(path)
        }
    }

    /// The address with the language's code, for English too. A visitor changes to this language
    /// with it. The server redirects from `/en/venues` to `/venues`, and the browser remembers the
    /// choice.
    #[must_use]
    pub fn marked_address(self, path: &str) -> String {
        let code = self.code();
        match path.strip_prefix('/') {
            None => path.to_owned(),
            Some("") => format!("/{code}"),
            Some(rest) if rest.starts_with(['?', '#']) => format!("/{code}{rest}"),
            Some(rest) => format!("/{code}/{rest}"),
        }
    }

    /// The language at the start of a path, and the path without it: `/venues` for `/fi/venues`,
    /// `/` for `/fi`. None if the path begins with something else.
    #[must_use]
    pub fn of_path(path: &str) -> Option<(Self, &str)> {
        let inside = path.strip_prefix('/')?;
        let code = inside.split('/').next()?;
        let rest = &inside[code.len()..];
        Some((
            Self::of_code(code)?,
            if rest.is_empty() { "/" } else { rest },
        ))
    }

    /// `17,842`: the digits of a number in groups of three, in the form of this language.
    #[must_use]
    pub fn digits(self, number: u32) -> String {
        let separator = match self {
            Self::English => ',',
            Self::German => '.',
            Self::French => '\u{202f}',
            Self::Portuguese | Self::Finnish | Self::Swedish => '\u{a0}',
        };
        let digits = number.to_string();
        // Portuguese does not group four digits.
        if self == Self::Portuguese && digits.len() < 5 {
            return digits;
        }
        let mut grouped = String::with_capacity(digits.len() + 9);
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// An amount of money: `€45.50` and `SEK 450` in English, `45,50 €` and `450 SEK` elsewhere.
    /// `digits` has a decimal point. The unit is the currency's sign or code.
    #[must_use]
    pub fn amount(self, digits: &str, unit: &str) -> String {
        // A sign has one character, a code has three letters.
        let is_sign = unit.len() != 3 || !unit.is_ascii();
        let (minus, digits) = digits
            .strip_prefix('−')
            .map_or(("", digits), |digits| ("−", digits));
        match (self, is_sign) {
            (Self::English, true) => format!("{minus}{unit}{digits}"),
            (Self::English, false) => format!("{minus}{unit} {digits}"),
            _ => format!("{minus}{}\u{a0}{unit}", self.decimal(digits)),
        }
    }

    /// `25.5`, with the decimal mark of this language.
    #[must_use]
    pub fn decimal(self, digits: &str) -> String {
        if self == Self::English {
            digits.to_owned()
        } else {
            digits.replace('.', ",")
        }
    }

    /// The plural categories of whole numbers in this language, by Unicode CLDR.
    pub(crate) const fn plurals(self) -> &'static [&'static str] {
        match self {
            Self::French | Self::Portuguese => &["one", "many", "other"],
            Self::German | Self::English | Self::Finnish | Self::Swedish => &["one", "other"],
        }
    }

    /// The plural category of a number. In French, zero is singular, and millions have a separate
    /// category ("un million de").
    pub(crate) fn plural(self, number: u32) -> &'static str {
        match (self, number) {
            (_, 1) | (Self::French, 0) => "one",
            (Self::French | Self::Portuguese, 1..) if number.is_multiple_of(1_000_000) => "many",
            _ => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_gives_its_language() {
        for language in Language::ALL {
            assert_eq!(Language::of_code(language.code()), Some(language));
        }
        assert_eq!(Language::of_code("tlh"), None);
        assert!(Language::ALL.map(Language::name).is_sorted());
    }

    #[test]
    fn addresses_begin_with_their_language_except_in_english() {
        let addresses =
            |path| [Language::English, Language::Finnish].map(|language| language.address(path));
        assert_eq!(addresses("/"), ["/", "/fi"]);
        assert_eq!(addresses("/?q=opera"), ["/?q=opera", "/fi?q=opera"]);
        assert_eq!(
            addresses("/venues/town-hall"),
            ["/venues/town-hall", "/fi/venues/town-hall"]
        );
        assert_eq!(
            addresses("https://pay.example/"),
            ["https://pay.example/", "https://pay.example/"]
        );
        let marked = ["/", "/venues"].map(|path| Language::English.marked_address(path));
        assert_eq!(marked, ["/en", "/en/venues"]);
    }

    #[test]
    fn the_language_of_a_path_is_its_first_part() {
        for path in ["/", "/venues", "/events/fi"] {
            let address = Language::Finnish.address(path);
            assert_eq!(
                Language::of_path(&address),
                Some((Language::Finnish, path)),
                "{address}"
            );
            assert_eq!(Language::of_path(path), None, "{path}");
        }
        assert_eq!(
            Language::of_path("/en/venues"),
            Some((Language::English, "/venues"))
        );
        for path in ["", "fi", "/FI", "/fi-FI/venues", "/fin", "//fi"] {
            assert_eq!(Language::of_path(path), None, "{path}");
        }
    }

    #[test]
    fn a_number_is_written_in_groups_of_three_digits() {
        let written =
            [0, 999, 1_000, 17_842, 1_000_000].map(|number| Language::English.digits(number));
        assert_eq!(written, ["0", "999", "1,000", "17,842", "1,000,000"]);
        let elsewhere = |number| Language::ALL.map(|language| language.digits(number));
        assert_eq!(
            elsewhere(1_234),
            [
                "1.234",
                "1,234",
                "1\u{202f}234",
                "1234",
                "1\u{a0}234",
                "1\u{a0}234"
            ]
        );
        assert_eq!(
            elsewhere(17_842),
            [
                "17.842",
                "17,842",
                "17\u{202f}842",
                "17\u{a0}842",
                "17\u{a0}842",
                "17\u{a0}842"
            ]
        );
    }

    #[test]
    fn money_has_the_form_of_the_language() {
        let amounts = |digits, unit| {
            [Language::English, Language::German].map(|language| language.amount(digits, unit))
        };
        assert_eq!(amounts("45.50", "€"), ["€45.50", "45,50\u{a0}€"]);
        assert_eq!(amounts("450", "SEK"), ["SEK 450", "450\u{a0}SEK"]);
        assert_eq!(amounts("−1", "€"), ["−€1", "−1\u{a0}€"]);
    }

    #[test]
    fn every_plural_is_a_category_of_its_language() {
        for language in Language::ALL {
            assert!(
                (0..200).all(|number| language.plurals().contains(&language.plural(number))),
                "{language:?}"
            );
        }
    }

    /// By Unicode CLDR 46, `supplemental/plurals.xml`: `de`, `en`, `fi`, `fr`, `pt_PT`, `sv`.
    #[test]
    fn plurals_follow_unicode_cldr() {
        let of = |language: Language| {
            [0, 1, 2, 21, 1_000, 1_000_000, 1_000_001].map(|number| language.plural(number))
        };
        for language in [
            Language::German,
            Language::English,
            Language::Finnish,
            Language::Swedish,
        ] {
            assert_eq!(
                of(language),
                ["other", "one", "other", "other", "other", "other", "other"],
                "{language:?}"
            );
        }
        assert_eq!(
            of(Language::French),
            ["one", "one", "other", "other", "other", "many", "other"]
        );
        assert_eq!(
            of(Language::Portuguese),
            ["other", "one", "other", "other", "other", "many", "other"]
        );
    }
}
