//! Breaks long names into lines.

use super::labels::LETTER;
use crate::geometry::Bounds;

/// The line height, as a multiple of the font size.
pub(crate) const LINE: f64 = 1.2;

/// Breaks a name between words into at most `most` lines, so that the longest line is as short as
/// possible.
pub(crate) fn broken(name: &str, most: usize) -> Vec<&str> {
    let longest = name.split(' ').map(letters).max().unwrap_or(0);
    let lines = (longest..=letters(name))
        .map(|width| filled(name, width))
        .find(|lines| (1..=most).contains(&lines.len()));
    lines.unwrap_or_else(|| vec![name])
}

/// The box of these lines centred on a point, at this font size.
pub(crate) fn named_lines((x, y): (f64, f64), lines: &[&str], size: f64) -> Bounds {
    let longest = lines.iter().map(|line| letters(line)).max().unwrap_or(0);
    let (width, height) = (
        longest as f64 * size * LETTER,
        lines.len() as f64 * size * LINE,
    );
    Bounds {
        x: x - width / 2.0,
        y: y - height / 2.0,
        width,
        height,
    }
}

/// Fills each line with as many words as fit into `width` letters. No word may be longer than that.
fn filled(name: &str, width: usize) -> Vec<&str> {
    let (mut lines, mut rest) = (Vec::new(), name.trim());
    while !rest.is_empty() {
        let ends = rest
            .match_indices(' ')
            .map(|(end, _)| end)
            .chain([rest.len()]);
        let end = ends
            .take_while(|end| letters(&rest[..*end]) <= width)
            .last()
            .unwrap_or(rest.len());
        lines.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    lines
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_breaks_between_words_so_that_its_longest_line_is_shortest() {
        assert_eq!(
            broken("Standing, front of stage", 1),
            ["Standing, front of stage"]
        );
        assert_eq!(
            broken("Standing, front of stage", 2),
            ["Standing,", "front of stage"]
        );
        assert_eq!(
            broken("Standing, front of stage", 3),
            ["Standing,", "front of", "stage"]
        );
        assert_eq!(broken("214", 3), ["214"]);
        assert_eq!(broken("Ylä parvi", 2), ["Ylä", "parvi"]);
        assert_eq!(broken("", 2), [""]);
    }

    #[test]
    fn the_box_of_lines_is_as_wide_as_the_longest_line() {
        let one = named_lines((0.0, 0.0), &["Floor"], 10.0);
        let two = named_lines((0.0, 0.0), &["Floor", "A"], 10.0);
        assert_eq!((one.width, two.width), (two.width, one.width));
        assert_eq!((one.height, two.height), (12.0, 24.0));
    }
}
