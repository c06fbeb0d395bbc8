//! The lines along which rows stand.

use std::f64::consts::PI;

/// A line through the hall, with a direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    points: Vec<(f64, f64)>,
}

/// The length of a chord in an arc, in degrees.
const STEP_DEGREES: f64 = 0.5;

impl Path {
    /// A straight line.
    #[must_use]
    pub fn line(from: (f64, f64), to: (f64, f64)) -> Self {
        Self {
            points: vec![from, to],
        }
    }

    /// An arc of an ellipse. 0° is straight ahead of the stage (down), 90° is the right of the
    /// plan, 180° is behind the stage. From a smaller to a larger angle, an arc in front of the
    /// stage goes from left to right.
    #[must_use]
    pub fn arc(centre: (f64, f64), rx: f64, ry: f64, from_degrees: f64, to_degrees: f64) -> Self {
        let steps = ((to_degrees - from_degrees).abs() / STEP_DEGREES)
            .ceil()
            .max(1.0);
        let points = (0..=steps as u32)
            .map(|step| {
                let angle = (from_degrees + (to_degrees - from_degrees) * f64::from(step) / steps)
                    * PI
                    / 180.0;
                (centre.0 + rx * angle.sin(), centre.1 + ry * angle.cos())
            })
            .collect();
        Self { points }
    }

    /// A line through these corners, rounded with this radius: a gallery along the walls.
    #[must_use]
    pub fn rounded(corners: &[(f64, f64)], radius: f64) -> Self {
        let mut points = vec![corners[0]];
        for three in corners.windows(3) {
            let (before, corner, after) = (three[0], three[1], three[2]);
            let (from, to) = (
                towards(corner, before, radius),
                towards(corner, after, radius),
            );
            // A quadratic curve looks like a quarter circle and works for turns in both directions.
            points.extend((0..=24).map(|step| {
                let t = f64::from(step) / 24.0;
                let mix = |a: f64, b: f64, c: f64| {
                    (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c
                };
                (mix(from.0, corner.0, to.0), mix(from.1, corner.1, to.1))
            }));
        }
        points.push(corners[corners.len() - 1]);
        Self { points }
    }

    /// This line, continued by another.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        self.points.extend(next.points);
        self
    }

    /// Length of the line, in plan units.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.points
            .windows(2)
            .map(|pair| distance(pair[0], pair[1]))
            .sum()
    }

    /// The corners of the line.
    #[must_use]
    pub fn points(&self) -> &[(f64, f64)] {
        &self.points
    }

    /// The point at this distance from the beginning. Outside the line, it continues straight.
    #[must_use]
    pub fn at(&self, along: f64) -> (f64, f64) {
        let mut left = along;
        let last = self.points.len() - 2;
        for (index, pair) in self.points.windows(2).enumerate() {
            let length = distance(pair[0], pair[1]);
            if left <= length || index == last {
                let t = if length == 0.0 { 0.0 } else { left / length };
                return (
                    pair[0].0 + (pair[1].0 - pair[0].0) * t,
                    pair[0].1 + (pair[1].1 - pair[0].1) * t,
                );
            }
            left -= length;
        }
        self.points[0]
    }

    /// The number of seats that fit at this spacing.
    #[must_use]
    pub fn room_for(&self, spacing: f64) -> usize {
        ((self.length() / spacing).floor() as usize).max(1)
    }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The point at the distance `far` from `from`, in the direction of `to`.
fn towards(from: (f64, f64), to: (f64, f64), far: f64) -> (f64, f64) {
    let t = (far / distance(from, to)).min(0.5);
    (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_found_by_its_distance_from_the_beginning() {
        let path =
            Path::line((0.0, 0.0), (100.0, 0.0)).then(Path::line((100.0, 0.0), (100.0, 50.0)));
        assert_eq!(path.length(), 150.0);
        assert_eq!(path.at(30.0), (30.0, 0.0));
        assert_eq!(path.at(120.0), (100.0, 20.0));
        assert_eq!(path.at(-10.0), (-10.0, 0.0));
        assert_eq!(path.at(160.0), (100.0, 60.0));
    }

    #[test]
    fn the_length_of_an_arc_matches_its_angle() {
        let half = Path::arc((0.0, 0.0), 100.0, 100.0, -90.0, 90.0);
        assert!((half.length() - 100.0 * PI).abs() < 0.1);
        assert!(half.at(0.0).0 < 0.0, "the line begins on the left");
        assert!(
            (half.at(half.length() / 2.0).1 - 100.0).abs() < 0.1,
            "0° is towards the audience"
        );
    }
}
