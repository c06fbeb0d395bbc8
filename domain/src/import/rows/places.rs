//! Decides where each zone of a list stands. The list does not say, so the name, the size and the
//! number of neighbours decide.

use std::collections::BTreeMap;

use super::lines::{ListKind, ListRow, ListZone};
use crate::plan::generate::{Path, SEAT_SPACING};

/// The most seats of a box. A box is a zone of one row.
pub const BOX_SEATS: usize = 14;
/// Width of an aisle in a row, in plan units.
pub const AISLE: f64 = 50.0;
/// y of the centre of the rows, in plan units. It is behind the stage, so that rows bend less than
/// circles around the stage.
pub const CENTRE: f64 = -1300.0;
/// Distance from row to row, in plan units.
pub const PITCH: f64 = 90.0;
/// Additional distance between two zones, in plan units.
pub const BEHIND_ZONE: f64 = 70.0;
/// The largest angle of a row around the centre, in radians.
pub const AROUND: f64 = 2.4;
/// The most tiers of one floor of a theatre. More zones than this are the blocks of an arena.
const MOST_TIERS: usize = 4;
/// Width of the passage between two blocks, in plan units.
const PASSAGE: f64 = 100.0;

/// The position of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZonePlace {
    /// At a side of the stage.
    Box,
    /// Behind the stage.
    Behind,
    /// Behind the zones before it.
    Tier,
    /// Beside the zones before it, as a block of an arena.
    Block,
    /// In the middle, as a standing area.
    Floor,
}

/// The position of each zone. `titles` has the title of each.
pub fn places(zones: &[ListZone], titles: &[String]) -> Vec<ZonePlace> {
    let place = |(zone, title): (&ListZone, &String)| match &zone.kind {
        ListKind::Standing(_) => ZonePlace::Floor,
        ListKind::Seats(rows)
            if rows.len() == 1 && rows[0].numbers.len() <= BOX_SEATS && zones.len() > 1 =>
        {
            ZonePlace::Box
        }
        ListKind::Seats(_) if is_behind(title) => ZonePlace::Behind,
        ListKind::Seats(_) => ZonePlace::Tier,
    };
    let mut places: Vec<ZonePlace> = zones.iter().zip(titles).map(place).collect();
    let mut tiers: BTreeMap<&str, usize> = BTreeMap::new();
    for (zone, _) in zones
        .iter()
        .zip(&places)
        .filter(|(_, place)| **place == ZonePlace::Tier)
    {
        *tiers.entry(&zone.floor).or_default() += 1;
    }
    for (zone, place) in zones
        .iter()
        .zip(&mut places)
        .filter(|(_, place)| **place == ZonePlace::Tier)
    {
        if tiers[zone.floor.as_str()] > MOST_TIERS {
            *place = ZonePlace::Block;
        }
    }
    places
}

fn is_behind(title: &str) -> bool {
    let title = title.to_lowercase();
    ["organ", "urku", "choir", "chor", "behind"]
        .iter()
        .any(|word| title.contains(word))
}

/// Length of a row, in plan units.
pub fn length(row: &ListRow) -> f64 {
    SEAT_SPACING * row.numbers.len() as f64 + AISLE * row.parts.len().saturating_sub(1) as f64
}

/// The position of a block in a ring around the stage.
#[derive(Debug)]
pub struct Wedge {
    /// Radius of its first row, in plan units.
    radius: f64,
    /// The angle of its left end, in degrees as [`Path::arc`] counts them.
    from: f64,
    to: f64,
}

impl Wedge {
    /// The path of a row. `before` is the number of rows in front of it.
    pub fn row(&self, before: usize) -> Path {
        let radius = self.radius + PITCH * before as f64;
        Path::arc((0.0, CENTRE), radius, radius, self.from, self.to)
    }
}

/// The blocks of a floor, by their index in the list, and the radius behind the last row. Blocks
/// fill rings from left to right; a ring has as many blocks as fit.
pub fn blocks(
    zones: &[ListZone],
    places: &[ZonePlace],
    floor: &str,
    radius: f64,
) -> (BTreeMap<usize, Wedge>, f64) {
    let mut rest: Vec<(usize, &[ListRow])> = Vec::new();
    for (index, (zone, place)) in zones.iter().zip(places).enumerate() {
        if let ListKind::Seats(rows) = &zone.kind
            && *place == ZonePlace::Block
            && zone.floor == floor
        {
            rest.push((index, rows.as_slice()));
        }
    }
    let (mut wedges, mut radius) = (BTreeMap::new(), radius);
    while let Some((_, rows)) = rest.first() {
        radius = radius.max(width(rows) / AROUND);
        // The right end of each block, measured from the left end of the ring's first block.
        let mut ends: Vec<f64> = Vec::new();
        for (_, rows) in &rest {
            let end = ends.last().map_or(0.0, |end| end + PASSAGE) + width(rows);
            if !ends.is_empty() && end > AROUND * radius {
                break;
            }
            ends.push(end);
        }
        let half = ends.last().copied().unwrap_or_default() / 2.0;
        let degrees = |along: f64| ((along - half) / radius).to_degrees();
        let mut deepest = 0;
        for ((index, rows), end) in rest.drain(..ends.len()).zip(&ends) {
            wedges.insert(
                index,
                Wedge {
                    radius,
                    from: degrees(end - width(rows)),
                    to: degrees(*end),
                },
            );
            deepest = deepest.max(rows.len());
        }
        radius += PITCH * deepest as f64 + BEHIND_ZONE;
    }
    (wedges, radius - BEHIND_ZONE)
}

/// The length of the longest row.
fn width(rows: &[ListRow]) -> f64 {
    rows.iter().map(length).fold(0.0, f64::max)
}
