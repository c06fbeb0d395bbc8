//! Blocks of rows bent around a focus.

use super::{Numbering, Path, ROW_PITCH, RowMaker, SEAT_SPACING};

/// A wedge of concentric rows: each has as many seats as fit, so that rows grow towards the back.
#[derive(Debug, Clone)]
pub struct Fan {
    /// What the rows bend around.
    pub focus: (f64, f64),
    /// From the focus to the first row.
    pub first_radius: f64,
    /// How many rows.
    pub rows: usize,
    /// Where the wedge begins, as in [`Path::arc`]: 0° is ahead of the stage.
    pub from_degrees: f64,
    /// Where it ends.
    pub to_degrees: f64,
    /// From seat to seat.
    pub spacing: f64,
    /// From row to row.
    pub pitch: f64,
    /// How much wider than deep the bends are: 1 is a circle.
    pub stretch: f64,
    /// How each row is numbered.
    pub numbering: Numbering,
}

impl Fan {
    /// A wedge with the usual measures.
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

    /// Bent around another point than (0, 0).
    #[must_use]
    pub fn around(mut self, focus: (f64, f64)) -> Self {
        self.focus = focus;
        self
    }

    /// The line of the row of this index.
    #[must_use]
    pub fn path(&self, row: usize) -> Path {
        let radius = self.first_radius + row as f64 * self.pitch;
        Path::arc(self.focus, radius * self.stretch, radius, self.from_degrees, self.to_degrees)
    }

    /// The rows, named by their index.
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
        let rows = Fan::new(1000.0, 3, -30.0, 30.0).make(|row| row.to_string());
        let seats: Vec<usize> = rows.iter().map(RowMaker::seats).collect();
        assert_eq!(seats, [20, 22, 24]);
    }
}
