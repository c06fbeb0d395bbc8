//! Builds a row.

use super::{Numbering, Path, SEAT_RADIUS};
use crate::plan::Row;

/// Puts seats along a path, with the details of single seats.
#[derive(Debug, Clone)]
pub struct RowMaker {
    row: Row,
}

impl RowMaker {
    /// A row of seats at this spacing, centred on the path.
    #[must_use]
    pub fn centred(name: &str, path: &Path, seats: usize, spacing: f64) -> Self {
        Self::groups(name, path, &[seats], spacing, 0.0)
    }

    /// A row in groups with aisles of this width between them, centred on the path.
    #[must_use]
    pub fn groups(name: &str, path: &Path, groups: &[usize], spacing: f64, aisle: f64) -> Self {
        let seats: usize = groups.iter().sum();
        let gaps = groups.len().saturating_sub(1) as f64;
        let mut along =
            (path.length() - (seats.saturating_sub(1)) as f64 * spacing - gaps * aisle) / 2.0;
        let mut places = Vec::with_capacity(seats);
        for (index, group) in groups.iter().enumerate() {
            if index > 0 {
                along += aisle;
            }
            for _ in 0..*group {
                places.push(path.at(along));
                along += spacing;
            }
        }
        Self::of_places(name, &places, groups)
    }

    /// A row in groups. Each group is spread evenly over a stretch of the path, given as two
    /// fractions of its length.
    #[must_use]
    pub fn stretched(name: &str, path: &Path, groups: &[(usize, f64, f64)]) -> Self {
        let length = path.length();
        let mut places = Vec::new();
        for (seats, from, to) in groups {
            let share = (to - from) * length / *seats as f64;
            places.extend(
                (0..*seats).map(|seat| path.at(from * length + share * (seat as f64 + 0.5))),
            );
        }
        let sizes: Vec<usize> = groups.iter().map(|(seats, _, _)| *seats).collect();
        Self::of_places(name, &places, &sizes)
    }

    fn of_places(name: &str, places: &[(f64, f64)], groups: &[usize]) -> Self {
        let ends = groups.iter().scan(0, |sum, group| {
            *sum += group;
            Some(*sum)
        });
        let aisles_after = ends
            .filter(|end| (1..places.len()).contains(end))
            .map(|end| (end - 1) as u16)
            .collect();
        let row = Row {
            name: name.to_owned(),
            numbers: Numbering::Up(1).of(places.len()),
            x: places.iter().map(|place| place.0.round() as i32).collect(),
            y: places.iter().map(|place| place.1.round() as i32).collect(),
            radius: SEAT_RADIUS,
            category: 0,
            own_category: Vec::new(),
            own_radius: Vec::new(),
            accessible: Vec::new(),
            companion: Vec::new(),
            notes: Vec::new(),
            aisles_after,
        };
        Self { row }
    }

    /// Replaces the default numbers 1, 2, 3….
    #[must_use]
    pub fn numbered(mut self, numbering: Numbering) -> Self {
        self.row.numbers = numbering.of(self.row.numbers.len());
        self
    }

    /// Sets the numbers of the seats, one for each.
    #[must_use]
    pub fn labelled(mut self, numbers: Vec<String>) -> Self {
        debug_assert_eq!(
            numbers.len(),
            self.row.numbers.len(),
            "each seat has a number"
        );
        self.row.numbers = numbers;
        self
    }

    /// The category of all seats that have no separate category.
    #[must_use]
    pub fn category(mut self, category: u16) -> Self {
        self.row.category = category;
        self
    }

    /// Gives `each` seats at both ends another category.
    #[must_use]
    pub fn ends_category(mut self, each: usize, category: u16) -> Self {
        let seats = self.row.numbers.len();
        let ends = (0..seats).filter(|seat| *seat < each || seat + each >= seats);
        self.row.own_category = ends.map(|seat| (seat as u16, category)).collect();
        self
    }

    /// Makes the seats at these indexes wheelchair places.
    #[must_use]
    pub fn accessible(mut self, seats: &[u16]) -> Self {
        self.row.accessible.extend(seats);
        self
    }

    /// Makes the seats at these indexes companions' places.
    #[must_use]
    pub fn companion(mut self, seats: &[u16]) -> Self {
        self.row.companion.extend(seats);
        self
    }

    /// Makes `each` wheelchair places at both ends of the row, each with a companion's place beside
    /// it.
    #[must_use]
    pub fn wheelchairs_at_ends(mut self, each: u16) -> Self {
        let seats = self.row.numbers.len() as u16;
        for pair in 0..each {
            self.row.accessible.push(2 * pair);
            self.row.companion.push(2 * pair + 1);
        }
        for pair in (0..each).rev() {
            self.row.companion.push(seats - 2 - 2 * pair);
            self.row.accessible.push(seats - 1 - 2 * pair);
        }
        self
    }

    /// Adds a note for buyers to the seats at these indexes.
    #[must_use]
    pub fn note(mut self, seats: &[u16], text: &str) -> Self {
        self.row
            .notes
            .extend(seats.iter().map(|seat| (*seat, text.to_owned())));
        self.row.notes.sort();
        self
    }

    /// Adds a note to `each` seats at both ends.
    #[must_use]
    pub fn note_at_ends(self, each: u16, text: &str) -> Self {
        let seats = self.row.numbers.len() as u16;
        let ends: Vec<u16> = (0..seats)
            .filter(|seat| *seat < each || seat + each >= seats)
            .collect();
        self.note(&ends, text)
    }

    /// The number of seats in the row.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.row.numbers.len()
    }

    /// The row.
    #[must_use]
    pub fn build(self) -> Row {
        self.row
    }
}

impl From<RowMaker> for Row {
    fn from(maker: RowMaker) -> Self {
        maker.row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path() -> Path {
        Path::line((0.0, 0.0), (1000.0, 0.0))
    }

    #[test]
    fn groups_stand_in_the_middle_with_aisles_between_them() {
        let row = RowMaker::groups("1", &path(), &[2, 3], 50.0, 100.0).build();
        assert_eq!(row.x, [350, 400, 550, 600, 650]);
        assert_eq!(row.aisles_after, [1]);
        assert_eq!(row.numbers, ["1", "2", "3", "4", "5"]);
    }

    #[test]
    fn stretched_groups_fill_their_part() {
        let row = RowMaker::stretched("1", &path(), &[(2, 0.0, 0.2), (1, 0.5, 0.7)]).build();
        assert_eq!(row.x, [50, 150, 600]);
        assert_eq!(row.aisles_after, [1]);
    }

    #[test]
    fn wheelchairs_stand_at_the_ends_beside_their_companions() {
        let row = RowMaker::centred("1", &path(), 10, 50.0)
            .wheelchairs_at_ends(1)
            .note_at_ends(1, "x")
            .build();
        assert_eq!((row.accessible, row.companion), (vec![0, 9], vec![1, 8]));
        assert_eq!(row.notes, [(0, "x".to_owned()), (9, "x".to_owned())]);
    }
}
