//! Properties of writing systems that matter for typesetting: direction, line breaks and letter
//! widths.

/// Whether a line is written from right to left: its first letter is Arabic, Hebrew, Syriac or
/// Thaana.
pub(super) fn is_from_right(line: &str) -> bool {
    line.chars()
        .find(|letter| letter.is_alphabetic())
        .is_some_and(|letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

/// Whether a letter is as wide as its height: Chinese, Japanese, Korean and full-width forms.
pub(super) fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the character is a combining mark, which adds no width.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{93c}' | '\u{941}'..='\u{94d}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// Whether a line may break between two characters without a space: next to Chinese and Japanese
/// characters, but not after opening and not before closing punctuation.
pub(super) fn may_break(before: char, after: char) -> bool {
    let is_unspaced = |letter: char| {
        is_wide(letter) && !matches!(letter, '\u{1100}'..='\u{115f}' | '\u{ac00}'..='\u{d7a3}')
    };
    (is_unspaced(before) || is_unspaced(after))
        && !OPENS.contains(before)
        && !CLINGS.contains(after)
}

const OPENS: &str = "「『【〔〈《（［｛([{“‘«";
const CLINGS: &str = "、。，．・：；？！」』】〕〉》）］｝ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ!?,.:;)]}”’»…";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_decides_the_direction_of_a_line() {
        for line in ["أم كلثوم: ليلة الطرب! (2027)", "שלום", "(2027) أم كلثوم"]
        {
            assert!(is_from_right(line), "{line}");
        }
        for line in ["Figaro", "Umm Kulthum أم كلثوم", "2027", "", "第九"] {
            assert!(!is_from_right(line), "{line}");
        }
    }

    #[test]
    fn lines_break_where_the_writing_system_allows() {
        assert!(may_break('交', '響') && may_break('A', '響') && may_break('」', '演'));
        assert!(
            !may_break('「', '第')
                && !may_break('九', '」')
                && !may_break('ュ', 'ー')
                && !may_break('a', 'b')
                && !may_break('서', '울')
        );
    }
}
