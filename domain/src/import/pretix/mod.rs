//! Reads the seating plans of pretix: zones of rows of seats, with areas drawn around them.
//!
//! Follows the schema of pretix (seating-plan.schema.json). Positions are relative: a seat's to its
//! row, a row's to its zone. One pretix unit is two plan units. Rounding happens after the
//! addition.

mod categories;
mod drawing;
mod order;
mod repeats;
mod seats;
mod stage;
mod standing;

use super::{
    Fault, FileContent,
    reader::{Findings, Node},
};
use crate::plan::{
    Decoration, SeatingPlan,
    generate::{frame, overlaps},
};
use repeats::Repeats;

/// Plan units in one unit of pretix. A seat of pretix has a radius of 10 units.
const UNITS: f64 = 2.0;

/// The state while a file is read.
struct Context<'a> {
    findings: &'a Findings,
    categories: Vec<String>,
    /// The file has no categories: every seat is in the single category, whatever the seat says.
    one_category: bool,
    uuids: Repeats,
    guids: Repeats,
}

pub fn read(text: &str) -> Result<FileContent<SeatingPlan>, Vec<Fault>> {
    let json = Findings::parse(text)?;
    let findings = Findings::default();
    let plan = plan(&Node::root(&json, &findings), &findings);
    let (value, notes) = findings.finish(plan)?;
    Ok(FileContent { value, notes })
}

fn plan(root: &Node<'_>, findings: &Findings) -> Option<SeatingPlan> {
    let object = root.object(&[
        "name",
        "zones",
        "categories",
        "size",
        "background",
        "background_image",
    ])?;
    for name in ["background", "background_image"] {
        if let Some(node) = object.optional(name) {
            findings.note(node.pointer(), "the picture behind the plan is left out");
        }
    }
    let name = object
        .required("name")
        .and_then(|node| node.words().map(str::to_owned));
    let (categories, one_category) = categories::read(&object, findings);
    let size = object.required("size").and_then(|node| size(&node));
    let mut context = Context {
        findings,
        categories,
        one_category,
        uuids: Repeats::default(),
        guids: Repeats::default(),
    };

    let mut sections = Vec::new();
    let mut decorations: Vec<Decoration> = Vec::new();
    let zones = object
        .required("zones")
        .and_then(|node| node.list())
        .unwrap_or_default();
    for (index, zone) in zones.iter().enumerate() {
        let fields = [
            "name",
            "zone_id",
            "uuid",
            "position",
            "rows",
            "areas",
            "displayed",
        ];
        let Some(zone) = zone.object(&fields) else {
            continue;
        };
        add_uuid(&zone, &mut context);
        let origin = zone
            .required("position")
            .and_then(|node| position(&node))
            .unwrap_or_default();
        sections.extend(seats::sections(&zone, index, origin, &mut context));
        for area in zone
            .optional("areas")
            .and_then(|node| node.list())
            .unwrap_or_default()
        {
            decorations.extend(drawing::area(&area, origin, &mut context).unwrap_or_default());
        }
    }
    context.uuids.note("uuid", findings);
    context.guids.note("seat_guid", findings);
    let mut categories = context.categories;
    let areas = standing::take(&mut decorations, &mut categories, findings);
    if findings.clean() && sections.is_empty() && areas.is_empty() {
        findings.fault(
            "/zones",
            "there is neither a seat nor a standing area in this plan",
        );
    }
    let (name, (width, height)) = (name?, size?);
    if !findings.clean() {
        return None;
    }
    seats::tell_apart(&mut sections, findings);
    let (stage, is_named) = stage::find(&mut decorations, &sections, findings);
    let mut plan = SeatingPlan {
        name,
        width,
        height,
        stage,
        categories,
        sections,
        areas,
        decorations,
    };
    // Without a stage, no row is known to be in front.
    if is_named {
        order::rows(&mut plan);
    }
    order::categories(&mut plan);
    if frame(&mut plan, width, height) {
        findings.note(
            "/size",
            "something lies outside this size; the plan is made large enough for it",
        );
    }
    note_overlaps(&plan, findings);
    Some(plan)
}

/// Adds a remark with the number of overlapping seats: somebody moved or copied zones by mistake.
fn note_overlaps(plan: &SeatingPlan, findings: &Findings) {
    let pairs = overlaps(plan, plan.seat_count() as usize);
    let mut seats: Vec<u32> = pairs
        .iter()
        .flat_map(|(one, other)| [one.0, other.0])
        .collect();
    seats.sort_unstable();
    seats.dedup();
    if !seats.is_empty() {
        findings.note(
            "/zones",
            format!(
                "{} seats lie on top of each other in the picture; every one of them can be sold",
                seats.len()
            ),
        );
    }
}

fn size(node: &Node<'_>) -> Option<(i32, i32)> {
    let object = node.object(&["width", "height"])?;
    let side = |name| object.required(name).and_then(|node| node.size());
    let (width, height) = (side("width"), side("height"));
    Some((units(width?), units(height?)))
}

/// A position in pretix units.
fn position(node: &Node<'_>) -> Option<(f64, f64)> {
    let object = node.object(&["x", "y"])?;
    let coordinate = |name| object.required(name).and_then(|node| node.number());
    let (x, y) = (coordinate("x"), coordinate("y"));
    Some((x?, y?))
}

fn add_uuid(object: &super::reader::Object<'_>, context: &mut Context<'_>) {
    if let Some(uuid) = object.nullable("uuid").and_then(|node| node.text()) {
        context.uuids.add(uuid);
    }
}

fn add((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> (f64, f64) {
    (ax + bx, ay + by)
}

/// A length in pretix units, in plan units.
fn units(length: f64) -> i32 {
    (length * UNITS).round() as i32
}

#[cfg(test)]
mod tests;
