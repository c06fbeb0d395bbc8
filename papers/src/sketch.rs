//! A simplified plan of a hall for a ticket: the outline of each section, and the position of a
//! seat. Drawing fifty thousand seats would be too much.

use domain::{
    SeatNo,
    plan::{Place, PlanIndex, Shape},
};

/// A point, in fractions of the sketch's width and height from the upper left corner.
pub(crate) type SketchPoint = (f32, f32);

/// A hall.
#[derive(Debug, Clone)]
pub(crate) struct HallSketch<'p> {
    index: &'p PlanIndex,
    /// Width divided by height.
    pub(crate) aspect: f32,
    /// The stage.
    pub(crate) stage: Vec<SketchPoint>,
    /// The sections and standing areas.
    pub(crate) parts: Vec<Vec<SketchPoint>>,
}

impl<'p> HallSketch<'p> {
    /// The hall of this plan. Takes some milliseconds for a stadium.
    pub(crate) fn of(index: &'p PlanIndex) -> Self {
        let plan = index.plan();
        let (width, height) = size(index);
        let at = |(x, y): (i32, i32)| (x as f32 / width, y as f32 / height);
        let outline = |shape: &Shape| -> Vec<SketchPoint> {
            corners(shape)
                .into_iter()
                .map(|(x, y)| (x / width, y / height))
                .collect()
        };
        let sections = plan.sections.iter().map(|section| -> Vec<SketchPoint> {
            if let Some(shape) = &section.outline {
                return outline(shape);
            }
            let seats = section
                .rows
                .iter()
                .flat_map(|row| row.x.iter().copied().zip(row.y.iter().copied()));
            hull(seats.collect()).into_iter().map(at).collect()
        });
        let areas = plan.areas.iter().map(|area| outline(&area.shape));
        Self {
            index,
            aspect: width / height,
            stage: outline(&plan.stage.shape),
            parts: sections.chain(areas).collect(),
        }
    }

    /// The position of a place. None if the plan does not have it.
    pub(crate) fn place(&self, seat: SeatNo) -> Option<SketchPoint> {
        let (width, height) = size(self.index);
        let (x, y) = match self.index.place(seat)? {
            Place::Seat(seat) => {
                let (x, y) = seat.centre();
                (x as f32, y as f32)
            }
            Place::Standing(_, area) => middle(&corners(&area.shape)),
        };
        Some((x / width, y / height))
    }
}

/// The width and height of a plan.
fn size(index: &PlanIndex) -> (f32, f32) {
    (
        index.plan().width.max(1) as f32,
        index.plan().height.max(1) as f32,
    )
}

/// The convex hull of these points (Andrew's monotone chain).
fn hull(mut points: Vec<(i32, i32)>) -> Vec<(i32, i32)> {
    points.sort_unstable();
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let mut outline = half_hull(points.iter().copied());
    outline.extend(half_hull(points.iter().rev().copied()));
    outline
}

/// Half of a hull, without its last point, with which the other half begins.
fn half_hull(points: impl Iterator<Item = (i32, i32)>) -> Vec<(i32, i32)> {
    let mut chain: Vec<(i32, i32)> = Vec::new();
    for point in points {
        while let [.., a, b] = chain[..]
            && turn(a, b, point) <= 0
        {
            chain.pop();
        }
        chain.push(point);
    }
    chain.pop();
    chain
}

/// Positive if the path from `a` through `b` to `c` turns in one direction, negative for the other.
fn turn(a: (i32, i32), b: (i32, i32), c: (i32, i32)) -> i64 {
    let span = |from: i32, to: i32| i64::from(to) - i64::from(from);
    span(a.0, b.0) * span(a.1, c.1) - span(a.1, b.1) * span(a.0, c.0)
}

/// The corners of a shape; for an ellipse, 24 points on it.
fn corners(shape: &Shape) -> Vec<(f32, f32)> {
    let turned = |points: Vec<(f32, f32)>, (x, y): (f32, f32), degrees: i32| -> Vec<(f32, f32)> {
        let (sin, cos) = (degrees as f32).to_radians().sin_cos();
        points
            .into_iter()
            .map(|(dx, dy)| (x + dx * cos - dy * sin, y + dx * sin + dy * cos))
            .collect()
    };
    match shape {
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            turn,
        } => {
            let (w, h) = (*width as f32 / 2.0, *height as f32 / 2.0);
            turned(
                vec![(-w, -h), (w, -h), (w, h), (-w, h)],
                (*x as f32 + w, *y as f32 + h),
                *turn,
            )
        }
        Shape::Ellipse { x, y, rx, ry, turn } => {
            let angles = (0..24).map(|step| (step as f32 * 15.0).to_radians().sin_cos());
            let points = angles
                .map(|(sin, cos)| (*rx as f32 * cos, *ry as f32 * sin))
                .collect();
            turned(points, (*x as f32, *y as f32), *turn)
        }
        Shape::Polygon { points } => points
            .iter()
            .map(|point| (point.x as f32, point.y as f32))
            .collect(),
    }
}

fn middle(points: &[SketchPoint]) -> SketchPoint {
    let count = points.len().max(1) as f32;
    let (x, y) = points
        .iter()
        .fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
    (x / count, y / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_has_the_corners_and_no_point_within() {
        let grid = (0..5).flat_map(|x| (0..5).map(move |y| (x, y))).collect();
        let mut outline = hull(grid);
        outline.sort_unstable();
        assert_eq!(outline, [(0, 0), (0, 4), (4, 0), (4, 4)]);
        assert_eq!(hull(vec![(1, 1), (1, 1)]), [(1, 1)]);
        assert_eq!(hull((0..5).map(|x| (x, 0)).collect()).len(), 2);
    }

    #[test]
    fn the_corners_of_a_rotated_rectangle_are_around_its_centre() {
        let corners = corners(&Shape::Rectangle {
            x: 0,
            y: 0,
            width: 20,
            height: 10,
            turn: 90,
        });
        let close =
            |(x, y): (f32, f32), at: (f32, f32)| (x - at.0).abs() < 0.01 && (y - at.1).abs() < 0.01;
        assert!(
            close(corners[0], (15.0, -5.0)) && close(corners[2], (5.0, 15.0)),
            "{corners:?}"
        );
    }
}
