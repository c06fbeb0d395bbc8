//! Shapes as polygons, for drawing and hit tests.

use domain::plan::Shape;

use super::bounds;
use crate::sums::{between, sin_cos};

/// The number of corners that approximate an ellipse.
const ROUND: usize = 48;

/// The corners of a closed polygon, in plan units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Polygon(pub(crate) Vec<(f64, f64)>);

impl Polygon {
    /// Converts a shape.
    pub(crate) fn of(shape: &Shape) -> Self {
        let turned = |corners: Vec<(f64, f64)>, turn: i32| {
            let (cx, cy) = bounds(shape).centre();
            let (sin, cos) = sin_cos(f64::from(turn).to_radians());
            let turn = |(x, y): (f64, f64)| {
                (
                    cx + (x - cx) * cos - (y - cy) * sin,
                    cy + (x - cx) * sin + (y - cy) * cos,
                )
            };
            Self(corners.into_iter().map(turn).collect())
        };
        match shape {
            Shape::Rectangle {
                x,
                y,
                width,
                height,
                turn,
            } => {
                let (left, top) = (f64::from(*x), f64::from(*y));
                let (right, bottom) = (left + f64::from(*width), top + f64::from(*height));
                turned(
                    vec![(left, top), (right, top), (right, bottom), (left, bottom)],
                    *turn,
                )
            }
            Shape::Ellipse { x, y, rx, ry, turn } => {
                let corner = |step: usize| {
                    let (sin, cos) = sin_cos(std::f64::consts::TAU * step as f64 / ROUND as f64);
                    (
                        f64::from(*x) + f64::from(*rx) * cos,
                        f64::from(*y) + f64::from(*ry) * sin,
                    )
                };
                turned((0..ROUND).map(corner).collect(), *turn)
            }
            Shape::Polygon { points } => Self(
                points
                    .iter()
                    .map(|point| (f64::from(point.x), f64::from(point.y)))
                    .collect(),
            ),
        }
    }

    /// The room for a few lines of text around a point inside: the width and height of a box
    /// centred on it.
    pub(crate) fn room(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let turned = Self(self.0.iter().map(|(x, y)| (*y, *x)).collect());
        let high = turned.clear(y, x);
        // The first and last line stand above and below the middle, where a slanted block lies
        // further to one side.
        let wide = [-0.22, 0.0, 0.22]
            .map(|off| self.clear(x, y + off * high))
            .into_iter()
            .fold(f64::MAX, f64::min);
        (wide, high)
    }

    /// Twice the distance from x to the nearest edge, along the line at y.
    fn clear(&self, x: f64, y: f64) -> f64 {
        let corners = &self.0;
        let mut least = f64::MAX;
        for (at, (ax, ay)) in corners.iter().enumerate() {
            let (bx, by) = corners[(at + 1) % corners.len()];
            if (*ay > y) != (by > y) {
                least = least.min((ax + (bx - ax) * (y - ay) / (by - ay) - x).abs());
            }
        }
        if least == f64::MAX { 0.0 } else { 2.0 * least }
    }

    /// Whether a point lies inside. Even-odd rule: a ray to the right crosses the edge an odd
    /// number of times.
    pub(crate) fn contains(&self, (x, y): (f64, f64)) -> bool {
        let corners = &self.0;
        let mut inside = false;
        for (at, (ax, ay)) in corners.iter().enumerate() {
            let (bx, by) = corners[(at + 1) % corners.len()];
            if (*ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
                inside = !inside;
            }
        }
        inside
    }

    /// The distance from a point; 0 inside.
    pub(crate) fn distance(&self, at: (f64, f64)) -> f64 {
        if self.contains(at) {
            return 0.0;
        }
        let corners = &self.0;
        let to_edge = |number: usize| {
            let ((ax, ay), (bx, by)) = (corners[number], corners[(number + 1) % corners.len()]);
            let (dx, dy) = (bx - ax, by - ay);
            let length = dx * dx + dy * dy;
            let share = if length > 0.0 {
                between(((at.0 - ax) * dx + (at.1 - ay) * dy) / length, 0.0, 1.0)
            } else {
                0.0
            };
            (ax + share * dx - at.0).hypot(ay + share * dy - at.1)
        };
        (0..corners.len()).map(to_edge).fold(f64::MAX, f64::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_rectangle_contains_the_points_inside_it() {
        let upright = Polygon::of(&Shape::Rectangle {
            x: 0,
            y: 0,
            width: 100,
            height: 20,
            turn: 90,
        });
        assert!(upright.contains((50.0, 50.0)) && !upright.contains((90.0, 10.0)));
    }

    #[test]
    fn a_slanted_block_has_less_room_than_its_bounding_box() {
        let straight = Polygon(vec![(0.0, 0.0), (100.0, 0.0), (100.0, 40.0), (0.0, 40.0)]);
        assert_eq!(straight.room((50.0, 20.0)), (100.0, 40.0));
        assert_eq!(
            straight.room((20.0, 20.0)),
            (40.0, 40.0),
            "less beside the middle"
        );
        let aslant = Polygon(vec![(0.0, 0.0), (40.0, 0.0), (100.0, 100.0), (60.0, 100.0)]);
        let (wide, high) = aslant.room((50.0, 50.0));
        assert!(wide < 40.0 && high < 70.0, "{wide} {high}");
    }

    #[test]
    fn the_distance_to_a_shape_is_that_to_its_nearest_edge() {
        let square = Polygon(vec![(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]);
        assert_eq!(
            [(50.0, 50.0), (50.0, 130.0), (-30.0, -40.0)].map(|at| square.distance(at)),
            [0.0, 30.0, 50.0]
        );
    }

    #[test]
    fn an_ellipse_does_not_contain_the_corners_of_its_box() {
        let round = Polygon::of(&Shape::Ellipse {
            x: 0,
            y: 0,
            rx: 100,
            ry: 50,
            turn: 0,
        });
        assert!(round.contains((95.0, 0.0)) && !round.contains((90.0, 45.0)));
    }
}
