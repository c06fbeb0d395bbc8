//! Measures typing errors.

/// The most errors in a word with this number of letters. None in short words, because one error
/// makes a different word.
pub(super) fn slips_allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The number of errors between two words: a letter too many, a missing letter, a wrong letter, or
/// two swapped letters.
pub(super) fn slips(typed: &str, meant: &str) -> usize {
    *last_row(typed, meant).last().unwrap_or(&0)
}

/// The number of errors between the letters typed so far and the beginning of a word.
pub(super) fn slips_so_far(typed: &str, meant: &str) -> usize {
    last_row(typed, meant).into_iter().min().unwrap_or(0)
}

/// The distance (optimal string alignment) between all of `typed` and each beginning of `meant`.
fn last_row(typed: &str, meant: &str) -> Vec<usize> {
    let typed: Vec<char> = typed.chars().collect();
    let meant: Vec<char> = meant.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=meant.len()).collect();
    for (i, &letter) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &wanted) in meant.iter().enumerate() {
            let mut least = (last[j] + usize::from(letter != wanted))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && letter == meant[j - 1] && typed[i - 1] == wanted {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_typing_error_counts_once() {
        for (typed, meant, count) in [
            ("mahler", "mahler", 0),
            ("mahlr", "mahler", 1),
            ("mahlerr", "mahler", 1),
            ("mahlar", "mahler", 1),
            ("mhaler", "mahler", 1),
            ("beatoven", "beethoven", 2),
            ("prokofieff", "prokofiev", 2),
            ("", "abc", 3),
            ("wien", "vienna", 3),
        ] {
            assert_eq!(slips(typed, meant), count, "{typed} for {meant}");
        }
    }

    #[test]
    fn a_word_may_be_unfinished() {
        assert_eq!(slips_so_far("resur", "resurrection"), 0);
        assert_eq!(slips_so_far("resurecti", "resurrection"), 1);
        assert_eq!(slips("resur", "resurrection"), 7);
    }

    #[test]
    fn short_words_have_no_typing_errors() {
        assert_eq!(
            (slips_allowed(3), slips_allowed(5), slips_allowed(9)),
            (0, 1, 2)
        );
    }
}
