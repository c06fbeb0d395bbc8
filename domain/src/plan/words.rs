//! Describes a seat in words.

/// "Stalls, row 12, seat 204", without the empty parts: seats of boxes and tables have no rows, and
/// standing areas have neither rows nor numbers.
#[must_use]
pub fn place_in_words(section: &str, row: &str, number: &str) -> String {
    let mut words = section.to_owned();
    for (what, name) in [("row", row), ("seat", number)] {
        if !name.is_empty() {
            if !words.is_empty() {
                words.push_str(", ");
            }
            words.push_str(what);
            words.push(' ');
            words.push_str(name);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_in_a_row_without_a_name_has_its_number() {
        assert_eq!(
            place_in_words("Stalls", "12", "204"),
            "Stalls, row 12, seat 204"
        );
        assert_eq!(
            place_in_words("Box 1, left", "", "651"),
            "Box 1, left, seat 651"
        );
        assert_eq!(place_in_words("Stalls", "12", ""), "Stalls, row 12");
        assert_eq!(place_in_words("Floor", "", ""), "Floor");
        assert_eq!(place_in_words("", "", "7"), "seat 7");
    }
}
