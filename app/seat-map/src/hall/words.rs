//! Seats in words.

use domain::{SeatNo, plan::Place};

use super::Hall;
use crate::texts::PlacesTexts;

/// "Stalls, row 12, seat 204", without the empty parts: seats of boxes and tables have no rows, and standing areas have neither rows nor
/// numbers.
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

/// "seat 14", "seats 14, 15 and 16": of a single row. Empty, if there are none.
#[must_use]
pub fn numbers_in_words(numbers: &[String], texts: PlacesTexts) -> String {
    match numbers {
        [] => String::new(),
        [number] => texts.seat(number),
        [first @ .., last] => texts.seats(&first.join(", "), last),
    }
}

/// "Stalls, row 12, seats 14 and 15; Balcony, row 2, seat 3".
#[must_use]
pub fn seats_in_words(hall: &Hall, seats: &[SeatNo]) -> String {
    let texts = hall.texts();
    let mut sorted = seats.to_vec();
    sorted.sort_unstable();
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for seat in sorted {
        let (place, number) = match hall.index().place(seat) {
            Some(Place::Seat(seat)) => (in_words(&seat.section.name, &seat.row.name, "", texts), Some(seat.number().to_owned())),
            Some(Place::Standing(_, area)) => (area.name.clone(), None),
            None => continue,
        };
        match groups.last_mut() {
            Some((last, numbers)) if *last == place => numbers.extend(number),
            _ => groups.push((place, number.into_iter().collect())),
        }
    }
    let group = |(place, numbers): &(String, Vec<String>)| {
        if numbers.is_empty() { place.clone() } else { format!("{place}, {}", numbers_in_words(numbers, texts)) }
    };
    groups.iter().map(group).collect::<Vec<_>>().join("; ")
}

/// What to know of a seat, in words: a wheelchair place, a companion's, a restricted view.
#[must_use]
pub fn remarks_in_words(accessible: bool, companion: bool, note: Option<String>, texts: PlacesTexts) -> Vec<String> {
    let kinds = [accessible.then(|| texts.wheelchair()), companion.then(|| texts.companion())];
    kinds.into_iter().flatten().chain(note).collect()
}

#[cfg(test)]
mod tests {
    use translations::Language;

    use super::*;
    use crate::hall::{LevelRanges, fixture::hall};

    #[test]
    fn seats_of_a_row_are_said_together() {
        let seats = [13, 4, 2, 3].map(SeatNo);
        assert_eq!(seats_in_words(&hall(), &seats), "Stalls, row 1, seats 3, 4 and 5; Balcony, row 1, seat 2");
    }

    #[test]
    fn seats_of_a_row_without_a_name_are_said_by_their_numbers() {
        let mut plan = hall().plan().clone();
        plan.sections[0].rows[0].name.clear();
        let hall = Hall::new(plan, Vec::new(), &LevelRanges { levels: Vec::new() }, PlacesTexts::of(Language::English));
        assert_eq!(seats_in_words(&hall, &[SeatNo(2), SeatNo(3)]), "Stalls, seats 3 and 4");
    }

    #[test]
    fn places_are_said_in_the_language_of_the_page_without_their_empty_parts() {
        let say = |language, section, row, number| in_words(section, row, number, PlacesTexts::of(language));
        assert_eq!(say(Language::English, "Stalls", "12", "204"), "Stalls, row 12, seat 204");
        assert_eq!(say(Language::Finnish, "Permanto", "12", "204"), "Permanto, rivi 12, paikka 204");
        assert_eq!(say(Language::English, "Box 1, left", "", "651"), "Box 1, left, seat 651");
        assert_eq!(say(Language::English, "Stalls", "12", ""), "Stalls, row 12");
        assert_eq!(say(Language::English, "Floor", "", ""), "Floor");
        assert_eq!(say(Language::English, "", "", "7"), "seat 7");
    }
}
