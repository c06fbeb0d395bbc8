//! Decides whether two names are the same.

use unicode_normalization::UnicodeNormalization as _;

/// The key by which names are compared: spaces collapsed, letters composed (Unicode NFC), in lower
/// case. Two names are the same if their keys are equal. Slugs do not identify names, because two
/// names can have one slug. The SQL function `name_key` computes the same key.
#[must_use]
pub fn name_key(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_however_their_letters_are_composed_and_written() {
        assert_eq!(
            name_key("  Cafe\u{301}  CENTRAL "),
            name_key("Café Central")
        );
        assert_eq!(name_key("ЗАЛ 2"), name_key("Зал 2"));
    }

    #[test]
    fn names_with_the_same_slug_differ() {
        for (one, other) in [
            ("Зал 2", "Сцена 2"),
            ("第九演奏会", "クリスマスコンサート"),
            ("Müller", "Mueller"),
        ] {
            assert_ne!(name_key(one), name_key(other));
        }
    }
}
