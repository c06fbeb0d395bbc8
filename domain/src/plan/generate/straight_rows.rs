//! Blocks of straight rows.

use super::{Numbering, Path, ROW_PITCH, RowMaker, SEAT_SPACING};

/// A block of parallel rows. Without a rotation, the stage is above it. The block turns around the
/// middle of its first row.
#[derive(Debug, Clone)]
pub struct StraightRows {
    /// Middle of the first row, in plan units.
    pub at: (f64, f64),
    /// Rotation in degrees, clockwise.
    pub turn: f64,
    /// The groups of each row, with aisles between them: `vec![vec![4, 10, 4]; 12]`.
    pub rows: Vec<Vec<usize>>,
    /// Distance from seat to seat, in plan units.
    pub spacing: f64,
    /// Distance from row to row, in plan units.
    pub pitch: f64,
    /// Additional distance at an aisle, in plan units.
    pub aisle: f64,
    /// The numbering of each row.
    pub numbering: Numbering,
}

impl StraightRows {
    /// Rows of these groups with the default spacing, pitch, aisle and numbering.
    #[must_use]
    pub fn new(at: (f64, f64), rows: Vec<Vec<usize>>) -> Self {
        Self {
            at,
            turn: 0.0,
            rows,
            spacing: SEAT_SPACING,
            pitch: ROW_PITCH,
            aisle: 100.0,
            numbering: Numbering::Up(1),
        }
    }

    /// Turns the block clockwise by this many degrees.
    #[must_use]
    pub fn turned(mut self, degrees: f64) -> Self {
        self.turn = degrees;
        self
    }

    /// The rows. `name` gives the name for each index.
    pub fn make(&self, name: impl Fn(usize) -> String) -> Vec<RowMaker> {
        let (sin, cos) = self.turn.to_radians().sin_cos();
        let turned =
            |x: f64, y: f64| (self.at.0 + x * cos - y * sin, self.at.1 + x * sin + y * cos);
        (self.rows.iter().enumerate())
            .map(|(index, groups)| {
                let y = index as f64 * self.pitch;
                let path = Path::line(turned(-1000.0, y), turned(1000.0, y));
                RowMaker::groups(&name(index), &path, groups, self.spacing, self.aisle)
                    .numbered(self.numbering)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_turned_around_the_middle_of_its_first_row() {
        let rows = StraightRows::new((0.0, 0.0), vec![vec![3]; 2])
            .turned(90.0)
            .make(|row| (row + 1).to_string());
        let second = rows[1].clone().build();
        assert_eq!(
            (second.name.as_str(), second.x, second.y),
            ("2", vec![-90, -90, -90], vec![-50, 0, 50])
        );
    }
}
