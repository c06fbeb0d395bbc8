//! A spatial grid of the seats: finds the seats in the viewport or under a finger without looking
//! at every seat.

use crate::geometry::Bounds;

/// The seats sorted by cell in one list, and the offset of each cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid {
    left: f64,
    top: f64,
    /// The side of a cell, in plan units.
    cell: f64,
    columns: u32,
    rows: u32,
    starts: Vec<u32>,
    seats: Vec<u32>,
}

impl Grid {
    /// Builds the grid with cells of this size, by counting sort.
    pub(crate) fn new(x: &[f32], y: &[f32], cell: f64) -> Self {
        let points = || x.iter().zip(y).map(|(x, y)| (f64::from(*x), f64::from(*y)));
        let around = Bounds::around(points()).unwrap_or(Bounds {
            x: 0.0,
            y: 0.0,
            width: 0.0,
            height: 0.0,
        });
        let count = |length: f64| (length / cell) as u32 + 1;
        let (columns, rows) = (count(around.width), count(around.height));
        let cell_of = |(x, y): (f64, f64)| {
            ((y - around.y) / cell) as u32 * columns + ((x - around.x) / cell) as u32
        };
        // Counting sort: within a cell, seats keep their order.
        let mut starts = vec![0_u32; (columns * rows) as usize + 1];
        for point in points() {
            starts[cell_of(point) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut seats = vec![0_u32; x.len()];
        for (number, point) in points().enumerate() {
            let place = &mut next[cell_of(point) as usize];
            seats[*place as usize] = number as u32;
            *place += 1;
        }
        Self {
            left: around.x,
            top: around.y,
            cell,
            columns,
            rows,
            starts,
            seats,
        }
    }

    /// The non-empty cells that a box touches, row by row.
    pub(crate) fn cells_in(&self, part: &Bounds) -> impl Iterator<Item = u32> + '_ {
        let line = |from: f64, length: f64, start: f64, count: u32| {
            let first = ((from - start) / self.cell).floor().max(0.0);
            let last = ((from + length - start) / self.cell)
                .floor()
                .min(f64::from(count) - 1.0);
            if last < first {
                0..0
            } else {
                first as u32..last as u32 + 1
            }
        };
        let across = line(part.x, part.width, self.left, self.columns);
        let down = line(part.y, part.height, self.top, self.rows);
        down.flat_map(move |row| {
            across
                .clone()
                .map(move |column| row * self.columns + column)
        })
        .filter(|cell| !self.seats(*cell).is_empty())
    }

    /// The seats of a cell.
    pub(crate) fn seats(&self, cell: u32) -> &[u32] {
        let cell = cell as usize;
        &self.seats[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }

    /// The seats of all cells that a box touches; some lie just outside the box.
    pub(crate) fn seats_near(&self, part: &Bounds) -> impl Iterator<Item = u32> + '_ {
        self.cells_in(part)
            .flat_map(|cell| self.seats(cell).iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty by thirty seats, 50 units apart.
    fn grid() -> (Vec<f32>, Vec<f32>, Grid) {
        let (x, y): (Vec<f32>, Vec<f32>) = (0..1200)
            .map(|seat| ((seat % 40) as f32 * 50.0, (seat / 40) as f32 * 50.0))
            .unzip();
        let grid = Grid::new(&x, &y, 600.0);
        (x, y, grid)
    }

    #[test]
    fn every_seat_is_in_one_cell() {
        let (x, _, grid) = grid();
        let everything = Bounds {
            x: -1e6,
            y: -1e6,
            width: 2e6,
            height: 2e6,
        };
        let mut seats: Vec<u32> = grid.seats_near(&everything).collect();
        seats.sort_unstable();
        assert_eq!(seats, (0..x.len() as u32).collect::<Vec<_>>());
    }

    #[test]
    fn a_small_box_checks_few_seats_and_misses_none() {
        let (x, y, grid) = grid();
        let part = Bounds {
            x: 700.0,
            y: 300.0,
            width: 120.0,
            height: 120.0,
        };
        let found: Vec<u32> = grid.seats_near(&part).collect();
        assert!(found.len() <= 144, "{}", found.len());
        let inside = |seat: &u32| {
            let (x, y) = (f64::from(x[*seat as usize]), f64::from(y[*seat as usize]));
            x >= part.x && x <= part.x + part.width && y >= part.y && y <= part.y + part.height
        };
        let wanted = (0..1200_u32).filter(inside).count();
        assert_eq!(
            (found.iter().filter(|seat| inside(seat)).count(), wanted),
            (9, 9)
        );
    }

    #[test]
    fn a_box_outside_the_hall_finds_nothing() {
        let (.., grid) = grid();
        assert_eq!(
            grid.cells_in(&Bounds {
                x: 5000.0,
                y: 0.0,
                width: 100.0,
                height: 100.0
            })
            .count(),
            0
        );
        assert_eq!(
            Grid::new(&[], &[], 10.0)
                .cells_in(&Bounds {
                    x: -1.0,
                    y: -1.0,
                    width: 9.0,
                    height: 9.0
                })
                .count(),
            0
        );
    }
}
