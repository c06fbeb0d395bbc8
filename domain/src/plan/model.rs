//! The parts of a plan, as they are stored, hashed and sent. A row stores numbers and coordinates
//! in parallel lists, which keeps a hall of 50,000 seats small.

use serde::{Deserialize, Serialize};

/// Two seats are neighbours if the distance of their centres is at most this many times the seat's
/// width. A larger distance is an aisle, a pillar or a corner.
pub(crate) const NEIGHBOUR_REACH: f64 = 1.8;

/// The layout of a venue. `SeatNo` counts through sections, rows and seats in this order. The spots
/// of the standing areas follow, area by area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatingPlan {
    /// Name of the plan for people: "Main hall, end stage".
    pub name: String,
    /// Width, in plan units.
    pub width: i32,
    /// Height, in plan units.
    pub height: i32,
    /// The stage. Distance and angle to its focus decide how good a seat is.
    pub stage: Stage,
    /// Names of groups of equally good seats, the best group first. An event sets their prices.
    pub categories: Vec<String>,
    /// Numbered seating.
    pub sections: Vec<Section>,
    /// Standing areas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    /// Walls, doors and texts, which help people to find their way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decorations: Vec<Decoration>,
}

/// The stage, pitch or ring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Name for people: "Stage", "Pitch".
    pub name: String,
    /// Its outline.
    pub shape: Shape,
    /// The point that the audience looks at.
    pub focus: Point,
}

/// A point in plan units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Plan units from the left edge.
    pub x: i32,
    /// Plan units from the top edge.
    pub y: i32,
}

/// A named block of rows: "Stalls", "1st balcony, left", "Block 214".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Name of the section, unique in the plan.
    pub name: String,
    /// The floor, if there are several: "2nd balcony".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Its outline on the overview. If there is none, the map draws one around the seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<Shape>,
    /// The nearest entrance of the building: "Gate 5", "Door B".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entrance: Option<String>,
    /// The rows, from the stage to the back.
    pub rows: Vec<Row>,
}

/// A row of seats. The seats are listed from one end of the row to the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Name of the row: "12", "AA". Empty if rows have no names.
    pub name: String,
    /// The number on each seat. Empty if a seat has none.
    pub numbers: Vec<String>,
    /// x of the centre of each seat, in plan units.
    pub x: Vec<i32>,
    /// y of the centre of each seat, in plan units.
    pub y: Vec<i32>,
    /// Half the width of a seat, in plan units.
    pub radius: i32,
    /// Index of the category of all seats that are not in `own_category`.
    pub category: u16,
    /// Other categories: (index of the seat in the row, index of the category).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_category: Vec<(u16, u16)>,
    /// Other radii: (index of the seat in the row, plan units).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_radius: Vec<(u16, i32)>,
    /// Indexes of the wheelchair places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accessible: Vec<u16>,
    /// Indexes of the companions' places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companion: Vec<u16>,
    /// Notes for buyers: (index of the seat in the row, "view partly blocked by a pillar").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<(u16, String)>,
    /// Indexes of the seats that an aisle follows. Seats on both sides of an aisle are not
    /// neighbours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aisles_after: Vec<u16>,
}

/// A standing area: spots without numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Id for programs, unique in the plan: lower-case words joined by hyphens.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The number of people who may stand there.
    pub capacity: u32,
    /// Index of its category in the plan.
    pub category: u16,
    /// Its outline.
    pub shape: Shape,
    /// The nearest entrance of the building, if the plan names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entrance: Option<String>,
}

/// An outline. Read in `shape.rs`: fields of other kinds are refused.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Shape {
    /// A rectangle: the corner with the smallest x and y, then its size, then its rotation around
    /// the centre.
    Rectangle {
        /// Left edge before the rotation.
        x: i32,
        /// Upper edge before the rotation.
        y: i32,
        /// Width before the rotation.
        width: i32,
        /// Height before the rotation.
        height: i32,
        /// Degrees clockwise; 0 if the plan does not say.
        turn: i32,
    },
    /// An ellipse: its centre and half axes, then its rotation around the centre.
    Ellipse {
        /// x of the centre.
        x: i32,
        /// y of the centre.
        y: i32,
        /// Half of its width before the rotation.
        rx: i32,
        /// Half of its height before the rotation.
        ry: i32,
        /// Degrees clockwise; 0 if the plan does not say.
        turn: i32,
    },
    /// A closed polygon.
    Polygon {
        /// At least three corners, in order.
        points: Vec<Point>,
    },
}

/// A drawn shape or text without seats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decoration {
    /// Its outline. None for a text alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// A text, at the centre of the shape or at `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Position of the text if there is no shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Point>,
    /// Height of the text, in plan units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<i32>,
    /// Fill colour as `#rrggbb`. If left out, the map chooses the colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<String>,
    /// Border colour as `#rrggbb`. If left out, there is no border.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stroke: Option<String>,
}

impl SeatingPlan {
    /// The number of numbered seats.
    #[must_use]
    pub fn seat_count(&self) -> u32 {
        self.sections
            .iter()
            .flat_map(|section| &section.rows)
            .map(|row| row.numbers.len() as u32)
            .sum()
    }

    /// The number of seats and spots.
    #[must_use]
    pub fn capacity(&self) -> u32 {
        self.seat_count() + self.areas.iter().map(|area| area.capacity).sum::<u32>()
    }
}

impl Row {
    /// Index of the category of this seat. `index` counts in the row.
    #[must_use]
    pub fn category_of(&self, index: u16) -> u16 {
        self.own_category
            .iter()
            .find(|(seat, _)| *seat == index)
            .map_or(self.category, |(_, category)| *category)
    }

    /// Half the width of this seat, in plan units.
    #[must_use]
    pub fn radius_of(&self, index: u16) -> i32 {
        self.own_radius
            .iter()
            .find(|(seat, _)| *seat == index)
            .map_or(self.radius, |(_, radius)| *radius)
    }

    /// Whether this seat and the one before it are neighbours, without an aisle, pillar or corner
    /// between them.
    #[must_use]
    pub fn beside(&self, index: u16) -> bool {
        let Some(before) = index.checked_sub(1) else {
            return false;
        };
        let (a, b) = (usize::from(before), usize::from(index));
        let (dx, dy) = (
            f64::from(self.x[b]) - f64::from(self.x[a]),
            f64::from(self.y[b]) - f64::from(self.y[a]),
        );
        let reach = (f64::from(self.radius_of(before)) + f64::from(self.radius_of(index)))
            * NEIGHBOUR_REACH;
        !self.aisles_after.contains(&before) && dx.hypot(dy) <= reach
    }

    /// Whether this seat is for a wheelchair user or a companion.
    #[must_use]
    pub fn special(&self, index: u16) -> bool {
        self.accessible.contains(&index) || self.companion.contains(&index)
    }
}
