//! Bowls: rows around the whole floor, cut into blocks.

use super::{Numbering, Path, RowMaker, SEAT_SPACING};

/// A rounded rectangle around the floor. Each row of a bowl is one, a pitch further out than the
/// row before it. With large corners it is an oval.
#[derive(Debug, Clone, Copy)]
pub struct Ring {
    /// Its centre, in plan units.
    pub centre: (f64, f64),
    /// Half its width, in plan units.
    pub half_width: f64,
    /// Half its height, in plan units.
    pub half_height: f64,
    /// Radius of its corners, in plan units.
    pub corner: f64,
}

/// A part of a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The straight side at the bottom of the plan.
    Bottom,
    /// The corner at the bottom right.
    BottomRight,
    /// The straight side on the right.
    Right,
    /// The corner at the top right.
    TopRight,
    /// The straight side at the top.
    Top,
    /// The corner at the top left.
    TopLeft,
    /// The straight side on the left.
    Left,
    /// The corner at the bottom left.
    BottomLeft,
}

impl Side {
    /// Every part, in the direction of the ring.
    pub const ALL: [Self; 8] = [
        Self::Bottom,
        Self::BottomRight,
        Self::Right,
        Self::TopRight,
        Self::Top,
        Self::TopLeft,
        Self::Left,
        Self::BottomLeft,
    ];

    /// Whether it is a corner.
    #[must_use]
    pub fn is_corner(self) -> bool {
        matches!(
            self,
            Self::BottomRight | Self::TopRight | Self::TopLeft | Self::BottomLeft
        )
    }
}

impl Ring {
    /// The ring, this many plan units further out.
    #[must_use]
    pub fn out(self, by: f64) -> Self {
        Self {
            half_width: self.half_width + by,
            half_height: self.half_height + by,
            corner: self.corner + by,
            ..self
        }
    }

    /// One of `parts` equal pieces of a side. `part` counts from 0.
    #[must_use]
    pub fn piece(&self, side: Side, part: usize, parts: usize) -> Path {
        let (from, to) = (part as f64 / parts as f64, (part + 1) as f64 / parts as f64);
        let (cx, cy) = self.centre;
        let (w, h) = (
            self.half_width - self.corner,
            self.half_height - self.corner,
        );
        let straight = |a: (f64, f64), b: (f64, f64)| {
            let at = |t: f64| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
            Path::line(at(from), at(to))
        };
        let bend = |x: f64, y: f64, start: f64| {
            Path::arc(
                (cx + x, cy + y),
                self.corner,
                self.corner,
                start + 90.0 * from,
                start + 90.0 * to,
            )
        };
        let (right, left) = (cx + self.half_width, cx - self.half_width);
        let (top, bottom) = (cy - self.half_height, cy + self.half_height);
        match side {
            Side::Bottom => straight((cx - w, bottom), (cx + w, bottom)),
            Side::BottomRight => bend(w, h, 0.0),
            Side::Right => straight((right, cy + h), (right, cy - h)),
            Side::TopRight => bend(w, -h, 90.0),
            Side::Top => straight((cx + w, top), (cx - w, top)),
            Side::TopLeft => bend(-w, -h, 180.0),
            Side::Left => straight((left, cy - h), (left, cy + h)),
            Side::BottomLeft => bend(-w, h, 270.0),
        }
    }

    /// The rows of a block: one piece of a side, each row a pitch further out, with half a stairway
    /// free at both ends.
    pub fn block(
        &self,
        (side, part, parts): (Side, usize, usize),
        rows: usize,
        pitch: f64,
        stairs: f64,
        name: impl Fn(usize) -> String,
    ) -> Vec<RowMaker> {
        (0..rows)
            .map(|row| {
                let path = self.out(row as f64 * pitch).piece(side, part, parts);
                let seats = (((path.length() - stairs) / SEAT_SPACING).floor() as usize).max(1);
                RowMaker::centred(&name(row), &path, seats, SEAT_SPACING).numbered(Numbering::Up(1))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RING: Ring = Ring {
        centre: (0.0, 0.0),
        half_width: 2000.0,
        half_height: 1000.0,
        corner: 500.0,
    };

    #[test]
    fn the_pieces_of_a_ring_join() {
        let paths: Vec<Path> = Side::ALL
            .iter()
            .flat_map(|side| (0..3).map(|part| RING.piece(*side, part, 3)))
            .collect();
        for (path, next) in paths.iter().zip(paths.iter().cycle().skip(1)) {
            let (end, start) = (path.at(path.length()), next.at(0.0));
            assert!(
                (end.0 - start.0).hypot(end.1 - start.1) < 0.5,
                "{end:?} {start:?}"
            );
        }
    }

    #[test]
    fn rows_grow_in_corners_and_not_along_sides() {
        let seats = |side| -> Vec<usize> {
            RING.block((side, 0, 2), 3, 80.0, 100.0, |row| row.to_string())
                .iter()
                .map(RowMaker::seats)
                .collect()
        };
        assert_eq!(seats(Side::Top), [28, 28, 28]);
        assert_eq!(seats(Side::TopLeft), [5, 7, 8]);
    }
}
