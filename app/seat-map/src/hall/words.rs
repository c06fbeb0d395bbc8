//! The names of seats, in words.

use domain::{SeatNo, plan::Place};

use super::Hall;
use crate::texts::PlacesTexts;

/// "Stalls, row 12, seat 204", without empty parts: seats of boxes and tables have no row, standing
/// areas have neither row nor number.
#[must_use]
pub fn in_words(section: &str, row: &str, number: &str, texts: PlacesTexts) -> String {
    let row = (!row.is_empty()).then(|| texts.row(row));
    let number = (!number.is_empty()).then(|| texts.seat(number));
    let mut words = section.to_owned();
    for part in [row, number].into_iter().flatten() {
        if !words.is_empty() {
            words.push_str(", ");
        }
        words.push_str(&part);
    }
    words
}

/// "seat 14", or "seats 14, 15 and 16" of one row. Empty without numbers.
#[must_use]
pub fn numbers_in_words(numbers: &[String], texts: PlacesTexts) -> String {
    match numbers {
        [] => String::new(),
        [number] => texts.seat(number),
        [first @ .., last] => texts.seats(&first.join(", "), last),
    }
}

/// "Stalls, row 12, seats 14 and 15; row 13, seat 1; Balcony, row 2, seat 3": each section is named
/// once.
#[must_use]
pub fn seats_in_words(hall: &Hall, seats: &[SeatNo]) -> String {
    let texts = hall.texts();
    let mut sorted = seats.to_vec();
    sorted.sort_unstable();
    // The numbers of the seats, grouped by section and row.
    let mut groups: Vec<((&str, &str), Vec<String>)> = Vec::new();
    for seat in sorted {
        let (place, number) = match hall.index().place(seat) {
            Some(Place::Seat(seat)) => (
                (seat.section.name.as_str(), seat.row.name.as_str()),
                Some(seat.number().to_owned()),
            ),
            Some(Place::Standing(_, area)) => ((area.name.as_str(), ""), None),
            None => continue,
        };
        match groups.last_mut() {
            Some((last, numbers)) if *last == place => numbers.extend(number),
            _ => groups.push((place, number.into_iter().collect())),
        }
    }
    let mut words = String::new();
    let mut named = None;
    for (place, numbers) in &groups {
        let (section, row) = *place;
        if !words.is_empty() {
            words.push_str("; ");
        }
        let is_named = named.replace(section) == Some(section) && !row.is_empty();
        words.push_str(&in_words(
            if is_named { "" } else { section },
            row,
            "",
            texts,
        ));
        if !numbers.is_empty() {
            words.push_str(", ");
            words.push_str(&numbers_in_words(numbers, texts));
        }
    }
    words
}

/// Remarks on a seat: wheelchair place, companion's seat, restricted view.
#[must_use]
pub fn remarks_in_words(
    accessible: bool,
    companion: bool,
    note: Option<String>,
    texts: PlacesTexts,
) -> Vec<String> {
    let kinds = [
        accessible.then(|| texts.wheelchair()),
        companion.then(|| texts.companion()),
    ];
    kinds.into_iter().flatten().chain(note).collect()
}

#[cfg(test)]
mod tests {
    use translations::Language;

    use super::*;
    use crate::hall::{LevelRanges, fixture::hall};

    #[test]
    fn seats_of_a_row_are_named_together() {
        let seats = [13, 4, 2, 3].map(SeatNo);
        assert_eq!(
            seats_in_words(&hall(), &seats),
            "Stalls, row\u{a0}1, seats\u{a0}3, 4 and 5; Balcony, row\u{a0}1, seat\u{a0}2"
        );
    }

    #[test]
    fn a_section_is_named_once_for_all_its_rows() {
        let seats = [4, 7, 14].map(SeatNo);
        assert_eq!(
            seats_in_words(&hall(), &seats),
            "Stalls, row\u{a0}1, seat\u{a0}5; row\u{a0}2, seat\u{a0}2; Balcony, row\u{a0}1, seat\u{a0}3"
        );
    }

    #[test]
    fn no_line_ends_between_a_word_and_its_number_in_any_language() {
        for language in Language::ALL {
            let texts = PlacesTexts::of(language);
            let one = in_words("Stalls", "12", "204", texts);
            assert!(
                one.contains("\u{a0}12, ") && one.ends_with("\u{a0}204"),
                "{one:?}"
            );
            let several = numbers_in_words(&["14", "15"].map(str::to_owned), texts);
            assert!(several.contains("\u{a0}14 "), "{several:?}");
        }
    }

    #[test]
    fn seats_of_a_row_without_a_name_have_only_numbers() {
        let mut plan = hall().plan().clone();
        plan.sections[0].rows[0].name.clear();
        let hall = Hall::new(
            plan,
            Vec::new(),
            &LevelRanges { levels: Vec::new() },
            PlacesTexts::of(Language::English),
        );
        assert_eq!(
            seats_in_words(&hall, &[SeatNo(2), SeatNo(3)]),
            "Stalls, seats\u{a0}3 and 4"
        );
    }

    #[test]
    fn places_are_named_in_the_language_of_the_page_without_empty_parts() {
        let say = |language, section, row, number| {
            in_words(section, row, number, PlacesTexts::of(language))
        };
        assert_eq!(
            say(Language::English, "Stalls", "12", "204"),
            "Stalls, row\u{a0}12, seat\u{a0}204"
        );
        assert_eq!(
            say(Language::Finnish, "Permanto", "12", "204"),
            "Permanto, rivi\u{a0}12, paikka\u{a0}204"
        );
        assert_eq!(
            say(Language::English, "Box 1, left", "", "651"),
            "Box 1, left, seat\u{a0}651"
        );
        assert_eq!(
            say(Language::English, "Stalls", "12", ""),
            "Stalls, row\u{a0}12"
        );
        assert_eq!(say(Language::English, "Floor", "", ""), "Floor");
        assert_eq!(say(Language::English, "", "", "7"), "seat\u{a0}7");
    }
}
