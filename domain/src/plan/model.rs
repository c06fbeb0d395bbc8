//! The parts of a plan, as they are stored, hashed and sent. A row is columnar: numbers and coordinates beside each other, which a
//! hall of fifty thousand seats needs to stay small.

use serde::{Deserialize, Serialize};

/// Centres further apart than this many times the seats' own size have something between them: an aisle, a pillar, a corner.
const NEIGHBOUR_REACH: f64 = 1.8;

/// The layout of a venue. Seats are numbered (`SeatNo`) through sections, rows and seats in the order given; the places of the
/// standing areas follow, area by area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatingPlan {
    /// What people call it: "Main hall, end stage".
    pub name: String,
    /// Plan units from the left edge to the right.
    pub width: i32,
    /// Plan units from the top edge to the bottom.
    pub height: i32,
    /// Where the eyes go. Distance and angle to its focus tell a good seat from a lesser one.
    pub stage: Stage,
    /// The planner's groups of seats of equal worth, best first. An event prices them.
    pub categories: Vec<String>,
    /// Numbered seating.
    pub sections: Vec<Section>,
    /// Standing areas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    /// What helps to find one's way: walls, doors, texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decorations: Vec<Decoration>,
}

/// The stage, pitch or ring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// "Stage", "Pitch".
    pub name: String,
    /// Its outline.
    pub shape: Shape,
    /// Where the eyes go.
    pub focus: Point,
}

/// A point in plan units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Downwards.
    pub y: i32,
}

/// A named block of rows: "Stalls", "1st balcony, left", "Block 214".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Unique in the plan.
    pub name: String,
    /// The floor it is on, where there are several: "2nd balcony".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Its outline from afar; where there is none, the map draws one around its seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<Shape>,
    /// From the stage backwards.
    pub rows: Vec<Row>,
}

/// A row of seats, from its first to its last as one walks along it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// "12", "AA"; empty where rows have no name.
    pub name: String,
    /// The number on each seat; empty where a seat has none.
    pub numbers: Vec<String>,
    /// Centre of each seat.
    pub x: Vec<i32>,
    /// Centre of each seat.
    pub y: Vec<i32>,
    /// Half the width of a seat, in plan units.
    pub radius: i32,
    /// Index into the plan's categories, for every seat of the row without one of its own.
    pub category: u16,
    /// Category of single seats: (index in the row, category).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_category: Vec<(u16, u16)>,
    /// Radius of single seats: (index in the row, plan units).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_radius: Vec<(u16, i32)>,
    /// Seats for a wheelchair, by index in the row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accessible: Vec<u16>,
    /// Seats for who comes along with one, by index in the row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companion: Vec<u16>,
    /// What to know before taking a seat: (index in the row, "view partly blocked by a pillar").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<(u16, String)>,
    /// Seats between which one cannot walk along the row: an aisle follows the seat of this index. Seats on both sides of an aisle
    /// are not next to each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aisles_after: Vec<u16>,
}

/// A standing part of the plan: places without numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Unique in the plan; lower-case words joined by hyphens, for programs.
    pub id: String,
    /// For people.
    pub name: String,
    /// How many may stand there.
    pub capacity: u32,
    /// Index into the plan's categories.
    pub category: u16,
    /// Where it is.
    pub shape: Shape,
}

/// An outline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Shape {
    /// Corner with the least x and y, then size, then turn around its centre in degrees.
    Rectangle {
        /// Left edge before the turn.
        x: i32,
        /// Upper edge before the turn.
        y: i32,
        /// Size along x.
        width: i32,
        /// Size along y.
        height: i32,
        /// Degrees clockwise around the centre.
        #[serde(default)]
        turn: i32,
    },
    /// Centre and half axes, then turn around the centre in degrees.
    Ellipse {
        /// Centre.
        x: i32,
        /// Centre.
        y: i32,
        /// Half its size along x before the turn.
        rx: i32,
        /// Half its size along y before the turn.
        ry: i32,
        /// Degrees clockwise around the centre.
        #[serde(default)]
        turn: i32,
    },
    /// Corners in order; closed.
    Polygon {
        /// At least three.
        points: Vec<Point>,
    },
}

/// Something drawn that cannot be booked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decoration {
    /// Its outline; none for a text alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// Text at its centre, or at `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where the text stands when there is no shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Point>,
    /// Height of the text in plan units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<i32>,
    /// Fill as `#rrggbb`; the map's own colours where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<String>,
    /// Border as `#rrggbb`; none where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stroke: Option<String>,
}

impl SeatingPlan {
    /// How many numbered seats.
    #[must_use]
    pub fn seat_count(&self) -> u32 {
        self.sections.iter().flat_map(|section| &section.rows).map(|row| row.numbers.len() as u32).sum()
    }

    /// How many places in all, standing ones included.
    #[must_use]
    pub fn capacity(&self) -> u32 {
        self.seat_count() + self.areas.iter().map(|area| area.capacity).sum::<u32>()
    }
}

impl Row {
    /// The category of the seat of this index.
    #[must_use]
    pub fn category_of(&self, index: u16) -> u16 {
        self.own_category.iter().find(|(seat, _)| *seat == index).map_or(self.category, |(_, category)| *category)
    }

    /// Half the width of the seat of this index, in plan units.
    #[must_use]
    pub fn radius_of(&self, index: u16) -> i32 {
        self.own_radius.iter().find(|(seat, _)| *seat == index).map_or(self.radius, |(_, radius)| *radius)
    }

    /// Whether the seat of this index has the one before it right beside it: no aisle, pillar or corner lies between them.
    #[must_use]
    pub fn beside(&self, index: u16) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let (a, b) = (usize::from(before), usize::from(index));
        let (dx, dy) = (f64::from(self.x[b]) - f64::from(self.x[a]), f64::from(self.y[b]) - f64::from(self.y[a]));
        let reach = (f64::from(self.radius_of(before)) + f64::from(self.radius_of(index))) * NEIGHBOUR_REACH;
        !self.aisles_after.contains(&before) && dx.hypot(dy) <= reach
    }

    /// Whether the seat of this index is for a wheelchair, or for who comes along with one.
    #[must_use]
    pub fn special(&self, index: u16) -> bool {
        self.accessible.contains(&index) || self.companion.contains(&index)
    }
}
