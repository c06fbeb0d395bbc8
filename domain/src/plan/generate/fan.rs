//! Blocks of rows that bend around a focus.

use super::{Numbering, Path, ROW_PITCH, RowMaker, SEAT_SPACING};

/// A wedge of concentric rows. Each row has as many seats as fit, so rows become longer towards the
/// back.
#[derive(Debug, Clone)]
pub struct RowWedge {
    /// The centre of the bends, in plan units.
    pub focus: (f64, f64),
    /// Distance from the focus to the first row, in plan units.
    pub first_radius: f64,
    /// The number of rows.
    pub rows: usize,
    /// Angle at which the wedge begins, in degrees as in [`Path::arc`]: 0° is ahead of the stage.
    pub from_degrees: f64,
    /// Angle at which the wedge ends, in degrees.
    pub to_degrees: f64,
    /// Distance from seat to seat, in plan units.
    pub spacing: f64,
    /// Distance from row to row, in plan units.
    pub pitch: f64,
    /// Width of the bends relative to their depth: 1 is a circle.
    pub stretch: f64,
    /// The numbering of each row.
    pub numbering: Numbering,
}

impl RowWedge {
    /// A wedge with the default spacing, pitch and numbering.
    #[must_use]
    pub fn new(first_radius: f64, rows: usize, from_degrees: f64, to_degrees: f64) -> Self {
        Self {
            focus: (0.0, 0.0),
            first_radius,
            rows,
            from_degrees,
            to_degrees,
            spacing: SEAT_SPACING,
            pitch: ROW_PITCH,
            stretch: 1.0,
            numbering: Numbering::Up(1),
        }
    }

    /// Bends the rows around another point than (0, 0).
    #[must_use]
    pub fn around(mut self, focus: (f64, f64)) -> Self {
        self.focus = focus;
        self
    }

    /// The path of the row with this index.
    #[must_use]
    pub fn path(&self, row: usize) -> Path {
        let radius = self.first_radius + row as f64 * self.pitch;
        Path::arc(
            self.focus,
            radius * self.stretch,
            radius,
            self.from_degrees,
            self.to_degrees,
        )
    }

    /// The rows. `name` gives the name for each index.
    pub fn make(&self, name: impl Fn(usize) -> String) -> Vec<RowMaker> {
        (0..self.rows)
            .map(|index| {
                let path = self.path(index);
                let seats = path.room_for(self.spacing);
                RowMaker::centred(&name(index), &path, seats, self.spacing).numbered(self.numbering)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_wedge_grow_towards_the_back() {
        let rows = RowWedge::new(1000.0, 3, -30.0, 30.0).make(|row| row.to_string());
        let seats: Vec<usize> = rows.iter().map(RowMaker::seats).collect();
        assert_eq!(seats, [20, 22, 24]);
    }
}
