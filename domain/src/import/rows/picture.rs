//! Draws a likely layout of a hall from its list of rows.
//!
//! The list has no positions. Rows bend around the stage in the order of the list; longer rows
//! cover a larger angle. Short zones of one row stand at the sides as boxes. Many zones of one
//! floor stand side by side. Zones with the name of an organ or a choir are behind the stage. A
//! standing area is a rectangle in the middle.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    lines::{ListKind, ListRow, ListZone},
    places::{
        AISLE, AROUND, BEHIND_ZONE, BOX_SEATS, CENTRE, PITCH, Wedge, ZonePlace, blocks, length,
        places,
    },
};
use crate::import::slug_with_letter;
use crate::plan::generate::{Path, PlanMaker, RowMaker, SEAT_SPACING, section};
use crate::plan::{SeatingPlan, Section, Shape};

/// Half the width of a standing area, in plan units.
const HALF_STANDING: f64 = 800.0;
/// The area for one person who stands, in square plan units: a quarter of a square metre.
const STANDING_PERSON: f64 = 2500.0;

pub fn plan(zones: &[ListZone], name: &str) -> SeatingPlan {
    let floors: BTreeSet<&str> = zones.iter().map(|zone| zone.floor.as_str()).collect();
    let mut named: BTreeMap<&str, u32> = BTreeMap::new();
    zones
        .iter()
        .for_each(|zone| *named.entry(zone.name.as_str()).or_default() += 1);
    let title = |zone: &ListZone| {
        if named[zone.name.as_str()] > 1 {
            format!("{}, {}", zone.floor, zone.name)
        } else {
            zone.name.clone()
        }
    };
    let titles = unique(zones.iter().map(title));

    let stage = Shape::Rectangle {
        x: -700,
        y: -800,
        width: 1400,
        height: 700,
        turn: 0,
    };
    let places = places(zones, &titles);
    let (category_of, categories) = categories(zones, &titles, &places);
    let categories: Vec<&str> = categories.iter().map(String::as_str).collect();
    let mut maker = PlanMaker::new(name, "Stage", stage, (0, -300), &categories);
    let mut picture = HallFill::default();
    let ids = unique(titles.iter().map(|title| slug_with_letter(title, "area")));
    for (index, zone) in zones.iter().enumerate() {
        let wedge = picture.begin_zone(index, zones, &places);
        let category = category_of[index];
        match &zone.kind {
            ListKind::Seats(rows) => {
                let level = (floors.len() > 1).then_some(zone.floor.as_str());
                let mut made: Vec<RowMaker> = Vec::with_capacity(rows.len());
                for (before, row) in rows.iter().enumerate() {
                    let path = wedge.as_ref().map_or_else(
                        || picture.path(row, places[index]),
                        |wedge| wedge.row(before),
                    );
                    made.push(row_of(row, &path).category(category));
                }
                maker = maker.with(Section {
                    entrance: zone.entrance.clone(),
                    ..section(&titles[index], level, made)
                });
            }
            ListKind::Standing(capacity) => {
                maker = maker.standing(
                    &ids[index],
                    &titles[index],
                    *capacity,
                    category,
                    picture.standing(*capacity),
                );
            }
        }
    }
    let mut plan = maker.finish();
    let standing = zones
        .iter()
        .filter(|zone| matches!(zone.kind, ListKind::Standing(_)));
    for (area, zone) in plan.areas.iter_mut().zip(standing) {
        area.entrance.clone_from(&zone.entrance);
    }
    plan
}

/// The category of each zone, and the names of the categories. All blocks of a floor share one,
/// because only their position says which block is better.
fn categories(
    zones: &[ListZone],
    titles: &[String],
    places: &[ZonePlace],
) -> (Vec<u16>, Vec<String>) {
    let mut names: Vec<&String> = Vec::new();
    let mut floors: BTreeMap<&str, u16> = BTreeMap::new();
    let mut category_of = Vec::with_capacity(zones.len());
    for ((zone, title), place) in zones.iter().zip(titles).zip(places) {
        let next = names.len() as u16;
        let is_block = *place == ZonePlace::Block;
        let category = if is_block {
            *floors.entry(&zone.floor).or_insert(next)
        } else {
            next
        };
        if category == next {
            names.push(if is_block { &zone.floor } else { title });
        }
        category_of.push(category);
    }
    (category_of, unique(names.into_iter().cloned()))
}

/// The texts, with a number added to each repeated one.
fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut all = Vec::new();
    for text in texts {
        let mut one = text.clone();
        let mut number = 2;
        while !seen.insert(one.clone()) {
            one = format!("{text}-{number}");
            number += 1;
        }
        all.push(one);
    }
    all
}

/// A row along its path, with the details of the list for its seats.
fn row_of(row: &ListRow, path: &Path) -> RowMaker {
    let maker = RowMaker::groups(&row.name, path, &row.parts, SEAT_SPACING, AISLE)
        .labelled(row.numbers.clone())
        .accessible(&row.accessible)
        .companion(&row.companion);
    row.notes
        .iter()
        .fold(maker, |maker, (seat, note)| maker.note(&[*seat], note))
}

/// The state of the layout.
struct HallFill {
    /// Radius of the next row in front of the stage, in plan units.
    front: f64,
    /// Radius of the next row behind the stage, in plan units.
    behind: f64,
    /// The number of boxes so far.
    boxes: u32,
    /// The position of each block, by its index in the list. All blocks of a floor are placed
    /// together with the first.
    wedges: BTreeMap<usize, Wedge>,
}

impl Default for HallFill {
    fn default() -> Self {
        Self {
            front: 1500.0,
            behind: 1150.0,
            boxes: 0,
            wedges: BTreeMap::new(),
        }
    }
}

impl HallFill {
    /// Leaves a passage before the zone. Returns its position if it is a block: the first block of
    /// a floor places all of them.
    fn begin_zone(
        &mut self,
        index: usize,
        zones: &[ListZone],
        places: &[ZonePlace],
    ) -> Option<Wedge> {
        if let Some(wedge) = self.wedges.remove(&index) {
            return Some(wedge);
        }
        self.front += BEHIND_ZONE;
        self.behind += BEHIND_ZONE / 2.0;
        if places[index] != ZonePlace::Block {
            return None;
        }
        let (wedges, behind) = blocks(zones, places, &zones[index].floor, self.front);
        self.wedges.extend(wedges);
        self.front = behind;
        self.wedges.remove(&index)
    }

    fn path(&mut self, row: &ListRow, place: ZonePlace) -> Path {
        let length = length(row);
        match place {
            ZonePlace::Box => {
                // Boxes alternate between left and right, along the walls from the stage to the
                // back.
                let side = if self.boxes.is_multiple_of(2) {
                    -1.0
                } else {
                    1.0
                };
                let start = -700.0
                    + f64::from(self.boxes / 2)
                        * (BOX_SEATS as f64 * SEAT_SPACING + 100.0 + 2.0 * AISLE);
                self.boxes += 1;
                Path::line((side * 1000.0, start), (side * 1000.0, start + length))
            }
            ZonePlace::Behind => {
                // A row behind the stage covers at most the half circle that faces away from the
                // hall.
                self.behind = self.behind.max(length / 2.6);
                let path = Path::arc((0.0, -300.0), self.behind, self.behind, 255.0, 105.0);
                self.behind += PITCH;
                path
            }
            ZonePlace::Tier | ZonePlace::Block | ZonePlace::Floor => {
                self.front = self.front.max(length / AROUND);
                let path = Path::arc((0.0, CENTRE), self.front, self.front, -70.0, 70.0);
                self.front += PITCH;
                path
            }
        }
    }

    /// A rectangle behind the existing rows. The next rows begin behind it.
    fn standing(&mut self, capacity: u32) -> Shape {
        let height =
            (f64::from(capacity) * STANDING_PERSON / (2.0 * HALF_STANDING)).clamp(200.0, 2000.0);
        let top = CENTRE + self.front;
        // The radius at which the next row passes the lower corners.
        self.front = HALF_STANDING.hypot(top + height - CENTRE);
        let (x, width) = (-HALF_STANDING as i32, 2 * HALF_STANDING as i32);
        Shape::Rectangle {
            x,
            y: top.round() as i32,
            width,
            height: height.round() as i32,
            turn: 0,
        }
    }
}
