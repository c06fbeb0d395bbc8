//! Longer jumps in the list: between sections, and to names that begin with the typed letters.

use super::{
    SeatFilter,
    floor::Floor,
    spot::Spot,
    walk::{OpenLines, headings, shown},
};
use crate::format::small_letters;

/// The longest pause between two letters of a word, in milliseconds. A letter after a longer pause
/// starts a new word.
const ONE_WORD_MS: f64 = 1_000.0;

/// The letters typed in the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TypedText {
    letters: String,
    /// When the last letter was typed, in milliseconds on the page's clock.
    at: f64,
}

impl TypedText {
    /// Adds a key, by its browser name. False for keys that produce no character, and for the
    /// space, which activates the focused element.
    pub fn add(&mut self, key: &str, now: f64) -> bool {
        let mut letters = key.chars();
        if !matches!((letters.next(), letters.next()), (Some(letter), None) if letter != ' ') {
            return false;
        }
        if now - self.at > ONE_WORD_MS {
            self.letters.clear();
        }
        self.at = now;
        self.letters.push_str(&small_letters(key));
        true
    }

    /// The next seat of the row whose number starts with the typed letters, or else the next
    /// heading with such a word. The first letter starts after the current position, so repeating
    /// it moves on.
    pub fn leads(
        &self,
        floor: &Floor,
        filter: &SeatFilter,
        open_lines: &OpenLines,
        at: Spot,
    ) -> Option<Spot> {
        let is_first = self.letters.chars().count() == 1;
        let along = match at {
            Spot::Seat(seat) => floor
                .place(seat)
                .map(|(section, row)| shown(floor, filter, section, row))
                .unwrap_or_default(),
            _ => Vec::new(),
        };
        let seats: Vec<Spot> = along.into_iter().map(Spot::Seat).collect();
        self.next(floor, &seats, at, is_first)
            .or_else(|| self.next(floor, &headings(floor, filter, open_lines), at, is_first))
    }

    /// The next match, starting at `at` and wrapping around.
    fn next(&self, floor: &Floor, among: &[Spot], at: Spot, is_first: bool) -> Option<Spot> {
        let here = among.iter().position(|spot| *spot == at);
        let from = here.map_or(0, |here| here + usize::from(is_first)) % among.len().max(1);
        let (before, behind) = among.split_at(from);
        behind
            .iter()
            .chain(before)
            .copied()
            .find(|spot| self.begins(&name(floor, *spot)))
    }

    /// Whether any word of a name starts with the typed letters: "225" finds "Block 225".
    fn begins(&self, name: &str) -> bool {
        let name = small_letters(name);
        name.starts_with(&self.letters)
            || name
                .split([' ', '-'])
                .any(|word| word.starts_with(&self.letters))
    }
}

/// The next or the previous section or area. Inside a section, the previous stop is its own
/// heading.
pub(super) fn by_section(floor: &Floor, filter: &SeatFilter, at: Spot, back: bool) -> Spot {
    let tops = headings(floor, filter, &OpenLines::default());
    let own = match at {
        Spot::Row(section, _) => Spot::Section(section),
        Spot::Seat(seat) => floor
            .place(seat)
            .map_or(at, |(section, _)| Spot::Section(section)),
        Spot::Section(_) | Spot::Area(_) => at,
    };
    if back && own != at {
        return own;
    }
    let Some(here) = tops.iter().position(|top| *top == own) else {
        return tops.first().copied().unwrap_or(at);
    };
    let to = if back {
        here.checked_sub(1)
    } else {
        Some(here + 1)
    };
    to.and_then(|to| tops.get(to)).copied().unwrap_or(own)
}

fn name(floor: &Floor, spot: Spot) -> String {
    let plan = floor.hall.plan();
    let section = |section: u16| plan.sections.get(usize::from(section));
    let name = match spot {
        Spot::Section(number) => section(number).map(|section| section.name.as_str()),
        Spot::Row(number, row) => section(number)
            .and_then(|section| section.rows.get(usize::from(row)))
            .map(|row| row.name.as_str()),
        Spot::Seat(seat) => {
            return floor
                .hall
                .index()
                .seat(seat)
                .map_or_else(String::new, |seat| seat.number().to_owned());
        }
        Spot::Area(area) => plan
            .areas
            .get(usize::from(area))
            .map(|area| area.name.as_str()),
    };
    name.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::SeatNo;

    use super::*;
    use crate::hall::fixture::hall as hall_for_tests;

    /// The test hall: two sections with two rows of six seats each, and a standing area.
    fn floor() -> Floor {
        Floor::new(Arc::new(hall_for_tests()))
    }

    /// The match after typing these letters 100 ms apart, starting from a spot.
    fn typed(letters: &str, at: Spot, open_lines: &OpenLines) -> Option<Spot> {
        let (floor, mut typed) = (floor(), TypedText::default());
        let mut to = Some(at);
        for (number, letter) in letters.chars().enumerate() {
            assert!(typed.add(&letter.to_string(), 10_000.0 + number as f64 * 100.0));
            to = typed.leads(&floor, &SeatFilter::default(), open_lines, to?);
        }
        to
    }

    #[test]
    fn letters_lead_to_a_section_or_area_with_a_word_that_begins_with_them() {
        let folded = OpenLines::default();
        assert_eq!(
            typed("b", Spot::Section(0), &folded),
            Some(Spot::Section(1))
        );
        assert_eq!(typed("FLO", Spot::Section(0), &folded), Some(Spot::Area(0)));
        assert_eq!(typed("x", Spot::Section(0), &folded), None);
        let mut plan = hall_for_tests().plan().clone();
        plan.sections[1].name = "Block 225".to_owned();
        let named = crate::hall::Hall::new(
            plan,
            Vec::new(),
            &crate::hall::LevelRanges { levels: Vec::new() },
            hall_for_tests().texts(),
        );
        let mut letters = TypedText::default();
        for (number, letter) in ["2", "2", "5"].into_iter().enumerate() {
            letters.add(letter, 5_000.0 + number as f64);
        }
        assert_eq!(
            letters.leads(
                &Floor::new(Arc::new(named)),
                &SeatFilter::default(),
                &folded,
                Spot::Section(0)
            ),
            Some(Spot::Section(1))
        );
    }

    #[test]
    fn digits_in_a_row_lead_to_the_seat_with_this_number() {
        let mut open_lines = OpenLines::default();
        open_lines.set(Spot::Row(0, 0), true);
        assert_eq!(
            typed("5", Spot::Seat(SeatNo(1)), &open_lines),
            Some(Spot::Seat(SeatNo(4)))
        );
        assert_eq!(
            typed("b", Spot::Seat(SeatNo(1)), &open_lines),
            Some(Spot::Section(1)),
            "no seat has this name"
        );
    }

    #[test]
    fn a_pause_starts_a_new_word_and_keys_without_a_character_are_ignored() {
        let mut letters = TypedText::default();
        assert!(letters.add("2", 5_000.0) && letters.add("3", 7_000.0));
        assert_eq!(letters.letters, "3");
        assert_eq!(
            ["Enter", " ", "Tab", ""].map(|key| letters.add(key, 7_100.0)),
            [false; 4]
        );
    }

    #[test]
    fn page_keys_move_between_sections_and_first_to_the_heading_of_the_current_one() {
        let floor = floor();
        let jump = |at, back| by_section(&floor, &SeatFilter::default(), at, back);
        assert_eq!(jump(Spot::Section(0), false), Spot::Section(1));
        assert_eq!(jump(Spot::Seat(SeatNo(3)), false), Spot::Section(1));
        assert_eq!(jump(Spot::Section(1), false), Spot::Area(0));
        assert_eq!(jump(Spot::Area(0), false), Spot::Area(0), "it is the last");
        assert_eq!(jump(Spot::Seat(SeatNo(14)), true), Spot::Section(1));
        assert_eq!(jump(Spot::Row(1, 1), true), Spot::Section(1));
        assert_eq!(jump(Spot::Section(1), true), Spot::Section(0));
        assert_eq!(jump(Spot::Section(0), true), Spot::Section(0));
    }
}
