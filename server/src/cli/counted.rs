//! Numbers with the singular or plural of a noun.

use std::fmt::Display;

/// `1 letter`, `2 letters`.
pub(super) fn counted<N: Copy + Display + PartialEq + From<u8>>(
    number: N,
    one: &str,
    many: &str,
) -> String {
    format!("{number} {}", if number == N::from(1) { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_singular_or_plural_of_its_noun() {
        assert_eq!(
            [
                counted(0_usize, "try", "tries"),
                counted(1_usize, "try", "tries")
            ],
            ["0 tries", "1 try"]
        );
        assert_eq!(
            [
                counted(1_i32, "letter is", "letters are"),
                counted(11_i32, "letter is", "letters are")
            ],
            ["1 letter is", "11 letters are"]
        );
    }
}
