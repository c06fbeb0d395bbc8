//! Zones, rows and seats.

use std::collections::{HashMap, HashSet};

use super::{Context, add, position, unique_uuid, units};
use crate::import::reader::{Findings, Node, Object, short};
use crate::plan::{Row, Section};

/// A seat's radius where the file gives none.
const USUAL_RADIUS: f64 = 10.0;

struct Seat {
    number: String,
    at: (f64, f64),
    radius: i32,
    category: u16,
}

/// The seats of a zone. A zone without a name goes by its id.
pub fn section(zone: &Object<'_>, index: usize, origin: (f64, f64), context: &mut Context<'_>) -> Section {
    let text = |name| zone.nullable(name).and_then(|node| node.text()).map(str::trim).filter(|text| !text.is_empty());
    if let Some(displayed) = zone.optional("displayed") {
        context.findings.note(displayed.pointer(), "an old field without effect");
    }
    let (name, id) = (text("name"), text("zone_id"));
    let name = name.or(id).map_or_else(|| format!("Zone {}", index + 1), str::to_owned);
    let mut labels = HashSet::new();
    let rows = zone.required("rows").and_then(|node| node.list()).unwrap_or_default();
    let rows = rows.iter().filter_map(|node| row(node, origin, &mut labels, context)).collect();
    Section { name, level: None, outline: None, rows }
}

/// Sections have names of their own here; zones that share one get a number.
pub fn tell_apart(sections: &mut [Section], findings: &Findings) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for section in sections {
        let times = seen.entry(section.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            let name = format!("{} ({times})", section.name);
            findings.note("/zones", format!("a zone named `{}` is there more than once; one is now `{name}`", section.name));
            section.name = name;
        }
    }
}

fn row(node: &Node<'_>, zone: (f64, f64), labels: &mut HashSet<(String, String)>, context: &mut Context<'_>) -> Option<Row> {
    let fields =
        ["row_number", "row_label", "seat_label", "uuid", "seats", "row_number_position", "position", "number_of_seats", "seats_spacing"];
    let object = node.object(&fields)?;
    unique_uuid(&object, context);
    for old in ["number_of_seats", "seats_spacing"] {
        if let Some(old) = object.optional(old) {
            context.findings.note(old.pointer(), "an old field without effect");
        }
    }
    if let Some(place) = object.nullable("row_number_position") {
        place.one_of(&["start", "end", "both"]);
    }
    let number = object.required("row_number").and_then(|node| node.text()).unwrap_or_default().trim();
    let row_label = object.nullable("row_label").and_then(|node| node.text());
    let seat_label = object.nullable("seat_label").and_then(|node| node.text());
    let name = label(row_label, number);
    let origin = object.optional("position").and_then(|node| position(&node)).unwrap_or_default();

    let seats: Vec<Seat> = (object.required("seats").and_then(|node| node.list()).unwrap_or_default().iter())
        .filter_map(|node| {
            let seat = seat(node, add(zone, origin), seat_label, context)?;
            if !seat.number.is_empty() && !labels.insert((name.clone(), seat.number.clone())) {
                node.fault(format!("row `{}` has a seat `{}` already", short(&name), short(&seat.number)));
            }
            Some(seat)
        })
        .collect();
    if seats.is_empty() {
        context.findings.note(node.pointer(), "a row without seats is left out");
        return None;
    }
    Some(columns(name, &seats))
}

fn columns(name: String, seats: &[Seat]) -> Row {
    let radius = most_common(seats.iter().map(|seat| seat.radius));
    let category = most_common(seats.iter().map(|seat| seat.category));
    let indexed = || seats.iter().enumerate().map(|(index, seat)| (index as u16, seat));
    Row {
        name,
        numbers: seats.iter().map(|seat| seat.number.clone()).collect(),
        x: seats.iter().map(|seat| units(seat.at.0)).collect(),
        y: seats.iter().map(|seat| units(seat.at.1)).collect(),
        radius,
        category,
        own_category: indexed().filter(|(_, seat)| seat.category != category).map(|(index, seat)| (index, seat.category)).collect(),
        own_radius: indexed().filter(|(_, seat)| seat.radius != radius).map(|(index, seat)| (index, seat.radius)).collect(),
        accessible: Vec::new(),
        companion: Vec::new(),
        notes: Vec::new(),
        aisles_after: gaps(seats, radius),
    }
}

/// An aisle is where neighbours stand more than one seat further apart than the row's usual.
fn gaps(seats: &[Seat], radius: i32) -> Vec<u16> {
    let apart: Vec<f64> = seats.windows(2).map(|pair| (pair[0].at.0 - pair[1].at.0).hypot(pair[0].at.1 - pair[1].at.1)).collect();
    let mut sorted = apart.clone();
    sorted.sort_by(f64::total_cmp);
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    let wide = usual + f64::from(radius) / super::UNITS;
    apart.iter().enumerate().filter(|(_, apart)| **apart > wide).map(|(index, _)| index as u16).collect()
}

fn most_common<T: Copy + Eq + Default>(values: impl Iterator<Item = T> + Clone) -> T {
    let count = |value: T| values.clone().filter(|other| *other == value).count();
    // The first of those that are equally common.
    let best = values.clone().map(count).max().unwrap_or_default();
    values.clone().find(|value| count(*value) == best).unwrap_or_default()
}

/// A label may say more than the number ("Table %s"). A word for row or seat before it is left to the page.
fn label(label: Option<&str>, number: &str) -> String {
    let Some(label) = label.map(str::trim).filter(|label| !label.is_empty()) else { return number.to_owned() };
    let word = label.replace("%s", "").trim().trim_end_matches([':', '.']).to_lowercase();
    let generic = ["", "row", "seat", "no", "nr", "reihe", "platz", "sitz", "rang", "siège", "place", "rij", "stoel", "rivi", "paikka"];
    if label.contains("%s") && generic.contains(&word.as_str()) { number.to_owned() } else { label.replace("%s", number) }
}

fn seat(node: &Node<'_>, row: (f64, f64), seat_label: Option<&str>, context: &mut Context<'_>) -> Option<Seat> {
    let object = node.object(&["seat_guid", "seat_number", "uuid", "start_direction", "radius", "position", "category"])?;
    unique_uuid(&object, context);
    if let Some(guid) = object.required("seat_guid")
        && let Some(text) = guid.words()
    {
        context.guids.add(&guid, text);
    }
    if let Some(start) = object.nullable("start_direction") {
        start.one_of(&["<", ">", "<>"]);
    }
    let number = object.required("seat_number").and_then(|node| node.text());
    let radius = object.nullable("radius").map_or(Some(USUAL_RADIUS), |node| node.size());
    let at = object.required("position").and_then(|node| position(&node));
    let category = object.required("category").and_then(|node| {
        let name = node.text()?.trim();
        let index = context.categories.iter().position(|category| category == name);
        if index.is_none() {
            node.fault(format!("there is no category `{}`", short(name)));
        }
        index
    });
    let seat_label = seat_label.filter(|label| label.contains("%s"));
    let number = match number?.trim() {
        "" => String::new(),
        number => label(seat_label, number),
    };
    Some(Seat { number, at: add(row, at?), radius: units(radius?).max(1), category: category? as u16 })
}
