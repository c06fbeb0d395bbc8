//! The seating plans of pretix: zones of rows of seats, with areas drawn around them.
//!
//! Follows pretix's own schema (seating-plan.schema.json). Its positions add up: a seat's is counted from its row, the row's from its
//! zone. One of its units is two of ours, and fractions are rounded after adding up.

mod drawing;
mod seats;
mod stage;

use super::{
    Fault, Imported,
    reader::{Findings, Node, Unique},
};
use crate::plan::{Decoration, SeatingPlan, generate::frame};

/// Plan units in one unit of pretix: its seats are 10 units in radius.
const UNITS: f64 = 2.0;

/// What a file is read with.
struct Context<'a> {
    findings: &'a Findings,
    categories: Vec<String>,
    /// No two things in a file share one.
    uuids: Unique,
    guids: Unique,
}

pub fn read(text: &str) -> Result<Imported<SeatingPlan>, Vec<Fault>> {
    let json = Findings::parse(text)?;
    let findings = Findings::default();
    let plan = plan(&Node::root(&json, &findings), &findings);
    let (value, notes) = findings.finish(plan)?;
    Ok(Imported { value, notes })
}

fn plan(root: &Node<'_>, findings: &Findings) -> Option<SeatingPlan> {
    let object = root.object(&["name", "zones", "categories", "size", "background", "background_image"])?;
    for name in ["background", "background_image"] {
        if let Some(node) = object.optional(name) {
            findings.note(node.pointer(), "the picture behind the plan is left out");
        }
    }
    let name = object.required("name").and_then(|node| node.words().map(str::to_owned));
    let categories = object.required("categories").and_then(|node| categories(&node)).unwrap_or_default();
    let size = object.required("size").and_then(|node| size(&node));
    let mut context = Context { findings, categories, uuids: Unique::default(), guids: Unique::default() };

    let mut sections = Vec::new();
    let mut decorations: Vec<Decoration> = Vec::new();
    let zones = object.required("zones").and_then(|node| node.list()).unwrap_or_default();
    for (index, zone) in zones.iter().enumerate() {
        let fields = ["name", "zone_id", "uuid", "position", "rows", "areas", "displayed"];
        let Some(zone) = zone.object(&fields) else { continue };
        unique_uuid(&zone, &mut context);
        let origin = zone.required("position").and_then(|node| position(&node)).unwrap_or_default();
        let section = seats::section(&zone, index, origin, &mut context);
        if !section.rows.is_empty() {
            sections.push(section);
        }
        for area in zone.optional("areas").and_then(|node| node.list()).unwrap_or_default() {
            decorations.extend(drawing::area(&area, origin, &mut context).unwrap_or_default());
        }
    }
    if findings.clean() && sections.is_empty() {
        findings.fault("/zones", "there is no seat in this plan");
    }
    let (name, (width, height)) = (name?, size?);
    if !findings.clean() {
        return None;
    }
    seats::tell_apart(&mut sections, findings);
    let stage = stage::find(&mut decorations, &sections, width, findings);
    let mut plan = SeatingPlan { name, width, height, stage, categories: context.categories, sections, areas: Vec::new(), decorations };
    if frame(&mut plan, width, height) {
        findings.note("/size", "something lies outside this size; the plan is made large enough for it");
    }
    Some(plan)
}

fn categories(node: &Node<'_>) -> Option<Vec<String>> {
    let mut names = Unique::default();
    let mut found = Vec::new();
    let list = node.list()?;
    if list.is_empty() {
        node.fault("a plan has at least one category");
    }
    for category in list {
        let Some(category) = category.object(&["name", "color"]) else { continue };
        // The colour of a category is its price level's here, and an event sets that.
        if let Some(color) = category.nullable("color") {
            color.text();
        }
        if let Some(name) = category.required("name")
            && let Some(text) = name.words()
        {
            names.add(&name, text);
            found.push(text.to_owned());
        }
    }
    Some(found)
}

fn size(node: &Node<'_>) -> Option<(i32, i32)> {
    let object = node.object(&["width", "height"])?;
    let side = |name| object.required(name).and_then(|node| node.size());
    let (width, height) = (side("width"), side("height"));
    Some((units(width?), units(height?)))
}

/// A position in pretix' units.
fn position(node: &Node<'_>) -> Option<(f64, f64)> {
    let object = node.object(&["x", "y"])?;
    let coordinate = |name| object.required(name).and_then(|node| node.number());
    let (x, y) = (coordinate("x"), coordinate("y"));
    Some((x?, y?))
}

fn unique_uuid(object: &super::reader::Object<'_>, context: &mut Context<'_>) {
    if let Some(node) = object.nullable("uuid")
        && let Some(uuid) = node.text()
    {
        context.uuids.add(&node, uuid);
    }
}

fn add((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> (f64, f64) {
    (ax + bx, ay + by)
}

/// Plan units for a length in pretix' units.
fn units(length: f64) -> i32 {
    (length * UNITS).round() as i32
}

#[cfg(test)]
mod tests;
