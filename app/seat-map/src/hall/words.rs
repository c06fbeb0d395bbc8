//! Seats in words.

use domain::{SeatNo, plan::Place};
use translations::Language;

use super::Hall;

/// `17,842`.
pub(crate) fn thousands(number: u32) -> String {
    Language::default().digits(number)
}

/// "Stalls, row 12, seats 14 and 15; Balcony, row 2, seat 3".
#[must_use]
pub fn seats_in_words(hall: &Hall, seats: &[SeatNo]) -> String {
    let mut sorted = seats.to_vec();
    sorted.sort_unstable();
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for seat in sorted {
        let (place, number) = match hall.index().place(seat) {
            Some(Place::Seat(seat)) if seat.row.name.is_empty() => (seat.section.name.clone(), seat.number().to_owned()),
            Some(Place::Seat(seat)) => (format!("{}, row {}", seat.section.name, seat.row.name), seat.number().to_owned()),
            Some(Place::Standing(_, area)) => (area.name.clone(), String::new()),
            None => continue,
        };
        match groups.last_mut() {
            Some((last, numbers)) if *last == place => numbers.push(number),
            _ => groups.push((place, vec![number])),
        }
    }
    let group = |(place, numbers): &(String, Vec<String>)| match numbers.as_slice() {
        [number] if number.is_empty() => place.clone(),
        [number] => format!("{place}, seat {number}"),
        [first @ .., last] => format!("{place}, seats {} and {last}", first.join(", ")),
        [] => place.clone(),
    };
    groups.iter().map(group).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
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
        let hall = Hall::new(plan, Vec::new(), &LevelRanges { levels: Vec::new() });
        assert_eq!(seats_in_words(&hall, &[SeatNo(2), SeatNo(3)]), "Stalls, seats 3 and 4");
    }
}
