//! Slugs: names in addresses. A slug does not identify a name; [`super::name_key`] does.

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization as _;

/// The longest slug, in characters.
const LONGEST: usize = 100;

/// The text in lower-case Latin words, joined by hyphens: "Müller & Söhne" becomes
/// `mueller-soehne`, "東京" `dong-jing`. Empty if no letter or digit is left.
#[must_use]
pub fn slug_of(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => slug.push_str(plain),
            // A character without a transliteration separates words.
            None => push(&mut slug, deunicode_char(letter).unwrap_or(" ")),
        }
    }
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}

/// The same with at least one letter, so that it does not look like a number: "42" becomes
/// `venue-42`, a name without letters `venue`.
#[must_use]
pub fn slug_with_letter(text: &str, word: &str) -> String {
    let slug = slug_of(text);
    if slug.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return slug;
    }
    format!("{word}-{slug}").trim_end_matches('-').to_owned()
}

/// Whether the text can be the slug of an event: lower-case letters and digits, joined by hyphens,
/// with at least one letter. It may be longer than the result of [`slug_of`], because slugs of
/// events also get a day and a time.
pub(super) fn is_slug(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.split('-').all(is_word) && text.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Adds ASCII text. Characters other than letters and digits separate words, except apostrophes and
/// full stops. The transliteration writes some letters as apostrophes.
fn push(slug: &mut String, text: &str) {
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !matches!(letter, '\'' | '.' | '`') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
}

/// The plain spelling of a letter in the languages that use it. The transliteration does not know
/// languages.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'þ' => "th",
        'đ' | 'ð' => "d",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_words_joined_by_hyphens() {
        assert_eq!(
            slug_of("Mahler: Symphony No. 2 “Resurrection”"),
            "mahler-symphony-no-2-resurrection"
        );
        assert_eq!(slug_of("  Müller & Söhne’s  Łódź "), "mueller-soehnes-lodz");
        assert_eq!(
            slug_of("Mu\u{308}ller"),
            "mueller",
            "however the letter is composed"
        );
    }

    #[test]
    fn other_scripts_are_written_in_latin_letters() {
        for text in [
            "東京ドーム",
            "Хор Северный ветер",
            "أم كلثوم",
            "Θέατρο",
            "서울",
        ] {
            let slug = slug_of(text);
            assert!(
                slug.bytes().any(|byte| byte.is_ascii_lowercase()),
                "{text}: {slug}"
            );
            assert!(
                slug.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
                "{text}: {slug}"
            );
        }
        assert_eq!(slug_of("Зал 2"), "zal-2");
    }

    #[test]
    fn the_slug_of_a_long_title_is_valid() {
        let made = format!("{}-2027-12-18-1930", slug_of(&"a".repeat(150)));
        for (text, expected) in [
            (made.as_str(), true),
            ("tosca-2", true),
            ("2027", false),
            ("a--b", false),
            ("-a", false),
            ("Tosca", false),
            ("", false),
        ] {
            assert_eq!(is_slug(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_without_letters_gets_a_slug_with_a_letter() {
        assert_eq!(slug_with_letter("12", "venue"), "venue-12");
        assert_eq!(slug_with_letter("!!!", "performer"), "performer");
    }
}
