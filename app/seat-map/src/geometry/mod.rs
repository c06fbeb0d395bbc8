//! The bounding boxes and outlines of a plan's shapes.

mod polygon;

use domain::plan::{Point, Section, Shape};

pub(crate) use polygon::Polygon;

use crate::sums::sin_cos;

/// A box in plan units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Distance to the right edge.
    pub width: f64,
    /// Distance to the lower edge.
    pub height: f64,
}

impl Bounds {
    /// The bounding box of these points; `None` without points.
    pub fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        let mut edges: Option<(f64, f64, f64, f64)> = None;
        for (x, y) in points {
            let (left, top, right, bottom) = edges.unwrap_or((x, y, x, y));
            edges = Some((left.min(x), top.min(y), right.max(x), bottom.max(y)));
        }
        edges.map(|(left, top, right, bottom)| Self {
            x: left,
            y: top,
            width: right - left,
            height: bottom - top,
        })
    }

    /// The box, larger by `by` on each side.
    #[must_use]
    pub fn padded(self, by: f64) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
        }
    }

    /// Whether a point lies inside.
    #[must_use]
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        x >= self.x && x <= self.x + self.width && y >= self.y && y <= self.y + self.height
    }

    /// Whether another box lies inside.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.contains((other.x, other.y))
            && self.contains((other.x + other.width, other.y + other.height))
    }

    /// The intersection of two boxes; an empty box if they do not overlap.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let right = (self.x + self.width).min(other.x + other.width);
        let bottom = (self.y + self.height).min(other.y + other.height);
        Self {
            x,
            y,
            width: (right - x).max(0.0),
            height: (bottom - y).max(0.0),
        }
    }

    /// The bounding box of both.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.width).max(other.x + other.width);
        let bottom = (self.y + self.height).max(other.y + other.height);
        Self {
            x,
            y,
            width: right - x,
            height: bottom - y,
        }
    }

    /// The distance between two boxes; 0 if they touch.
    #[must_use]
    pub fn distance(&self, other: &Self) -> f64 {
        let gap = |from: f64, to: f64, other_from: f64, other_to: f64| {
            (other_from - to).max(from - other_to).max(0.0)
        };
        let across = gap(self.x, self.x + self.width, other.x, other.x + other.width);
        let down = gap(
            self.y,
            self.y + self.height,
            other.y,
            other.y + other.height,
        );
        across.hypot(down)
    }

    /// The centre of the box.
    #[must_use]
    pub fn centre(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

/// The bounding box of a shape.
#[must_use]
pub fn bounds(shape: &Shape) -> Bounds {
    let turned = |cx: f64, cy: f64, half_x: f64, half_y: f64, turn: i32| {
        let (sin, cos) = sin_cos(f64::from(turn).to_radians());
        let (wide, high) = (
            half_x * cos.abs() + half_y * sin.abs(),
            half_x * sin.abs() + half_y * cos.abs(),
        );
        Bounds {
            x: cx - wide,
            y: cy - high,
            width: 2.0 * wide,
            height: 2.0 * high,
        }
    };
    match shape {
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            turn,
        } => {
            let (half_x, half_y) = (f64::from(*width) / 2.0, f64::from(*height) / 2.0);
            turned(
                f64::from(*x) + half_x,
                f64::from(*y) + half_y,
                half_x,
                half_y,
                *turn,
            )
        }
        Shape::Ellipse { x, y, rx, ry, turn } => turned(
            f64::from(*x),
            f64::from(*y),
            f64::from(*rx),
            f64::from(*ry),
            *turn,
        ),
        Shape::Polygon { points } => Bounds::around(
            points
                .iter()
                .map(|point| (f64::from(point.x), f64::from(point.y))),
        )
        .unwrap_or(Bounds {
            x: 0.0,
            y: 0.0,
            width: 0.0,
            height: 0.0,
        }),
    }
}

/// The centroid of a shape: the position for its name.
#[must_use]
pub fn centroid(shape: &Shape) -> (f64, f64) {
    let Shape::Polygon { points } = shape else {
        return bounds(shape).centre();
    };
    let corners: Vec<(f64, f64)> = points
        .iter()
        .map(|point| (f64::from(point.x), f64::from(point.y)))
        .collect();
    let (mut twice_area, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
    for (at, (x, y)) in corners.iter().enumerate() {
        let (next_x, next_y) = corners[(at + 1) % corners.len()];
        let cross = x * next_y - next_x * y;
        twice_area += cross;
        sum_x += (x + next_x) * cross;
        sum_y += (y + next_y) * cross;
    }
    // A degenerate polygon has no area.
    if twice_area.abs() < 1.0 {
        bounds(shape).centre()
    } else {
        (sum_x / (3.0 * twice_area), sum_y / (3.0 * twice_area))
    }
}

/// A section's outline: from the plan, or else the convex hull of its seats with a margin.
#[must_use]
pub fn outline(section: &Section) -> Shape {
    if let Some(shape) = &section.outline {
        return shape.clone();
    }
    // Seats inside the hull of their row are also inside the section's hull. Fewer corners make the
    // second hull faster.
    let mut corners = Vec::new();
    for row in &section.rows {
        let room = row.radius * 3 / 2;
        for (x, y) in hull(row.x.iter().copied().zip(row.y.iter().copied()).collect()) {
            corners.extend(
                [(-room, -room), (room, -room), (room, room), (-room, room)]
                    .map(|(dx, dy)| (x + dx, y + dy)),
            );
        }
    }
    Shape::Polygon {
        points: hull(corners)
            .into_iter()
            .map(|(x, y)| Point { x, y })
            .collect(),
    }
}

/// The convex hull (Andrew's monotone chain).
fn hull(mut points: Vec<(i32, i32)>) -> Vec<(i32, i32)> {
    points.sort_unstable();
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let left_turn = |a: (i32, i32), b: (i32, i32), c: (i32, i32)| {
        i64::from(b.0 - a.0) * i64::from(c.1 - a.1) - i64::from(b.1 - a.1) * i64::from(c.0 - a.0)
            > 0
    };
    let chain = |points: &mut dyn Iterator<Item = (i32, i32)>| {
        let mut chain: Vec<(i32, i32)> = Vec::new();
        for point in points {
            while chain.len() > 1
                && !left_turn(chain[chain.len() - 2], chain[chain.len() - 1], point)
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut around = chain(&mut points.iter().copied());
    around.extend(chain(&mut points.iter().rev().copied()));
    around
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_rectangle_keeps_its_middle() {
        let shape = Shape::Rectangle {
            x: 0,
            y: 0,
            width: 100,
            height: 20,
            turn: 90,
        };
        let bounds = bounds(&shape);
        assert!((bounds.width - 20.0).abs() < 1e-6 && (bounds.height - 100.0).abs() < 1e-6);
        assert_eq!(bounds.centre(), (50.0, 10.0));
    }

    #[test]
    fn a_name_stands_at_the_centroid() {
        // Half of a ring-shaped floor with a notch on its right: the centre of its bounding box
        // lies nearer to the notch.
        let corners = [
            (0, 0),
            (100, 0),
            (100, 40),
            (60, 40),
            (60, 60),
            (100, 60),
            (100, 100),
            (0, 100),
        ];
        let shape = Shape::Polygon {
            points: corners.map(|(x, y)| Point { x, y }).to_vec(),
        };
        let (x, y) = centroid(&shape);
        assert!((y - 50.0).abs() < 1e-6 && x > 45.0 && x < 50.0, "{x} {y}");
        let line = Shape::Polygon {
            points: vec![Point { x: 0, y: 0 }, Point { x: 10, y: 0 }],
        };
        assert_eq!(centroid(&line), (5.0, 0.0));
    }

    #[test]
    fn the_hull_drops_inner_points() {
        let hull = hull(vec![(0, 0), (10, 0), (10, 10), (0, 10), (5, 5), (5, 0)]);
        assert_eq!(hull.len(), 4);
    }
}
