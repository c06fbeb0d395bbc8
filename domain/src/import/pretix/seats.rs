//! Reads zones, rows and seats.

use std::collections::{HashMap, HashSet};

use super::{Context, add, add_uuid, position, units};
use crate::import::reader::{Findings, Node, Object, short};
use crate::plan::{NEIGHBOUR_REACH, Row, Section};

/// Radius of a seat in pretix units, if the file gives none.
const USUAL_RADIUS: f64 = 10.0;

struct PretixSeat {
    number: String,
    at: (f64, f64),
    radius: i32,
    category: u16,
}

/// The sections of a zone. A zone without a name gets its id as the name. If blocks of a zone have
/// the same row and seat numbers, each becomes a separate section, because a ticket must name the
/// block.
pub fn sections(
    zone: &Object<'_>,
    index: usize,
    origin: (f64, f64),
    context: &mut Context<'_>,
) -> Vec<Section> {
    let text = |name| {
        zone.nullable(name)
            .and_then(|node| node.text())
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    if let Some(displayed) = zone.optional("displayed") {
        context
            .findings
            .note(displayed.pointer(), "an old field without effect");
    }
    let (name, id) = (text("name"), text("zone_id"));
    let name = name
        .or(id)
        .map_or_else(|| format!("Zone {}", index + 1), str::to_owned);
    let rows = zone
        .required("rows")
        .and_then(|node| node.list())
        .unwrap_or_default();
    let mut blocks: Vec<RowBlock> = Vec::new();
    for row in rows.iter().filter_map(|node| row(node, origin, context)) {
        let labels: Vec<Label> = row
            .numbers
            .iter()
            .filter(|number| !number.is_empty())
            .map(|number| (row.name.clone(), number.clone()))
            .collect();
        // Choose the nearest block without these labels: the first such block may be at the other
        // end of the hall.
        let fits = (0..blocks.len())
            .filter(|at| {
                labels
                    .iter()
                    .all(|label| !blocks[*at].labels.contains(label))
            })
            .min_by_key(|at| blocks[*at].apart(&row));
        let at = fits.unwrap_or(blocks.len());
        if fits.is_none() {
            blocks.push(RowBlock::default());
        }
        blocks[at].labels.extend(labels);
        blocks[at].rows.push(row);
    }
    if blocks.len() > 1 {
        let what = format!(
            "blocks of `{}` number their rows and seats alike; they become {} sections of this name with a number",
            short(&name),
            blocks.len()
        );
        context.findings.note("/zones", what);
    }
    let title = |index: usize| {
        if index == 0 {
            name.clone()
        } else {
            numbered(&name, index + 1)
        }
    };
    let section = |(index, block): (usize, RowBlock)| Section {
        name: title(index),
        level: None,
        outline: None,
        entrance: None,
        rows: block.rows,
    };
    blocks.into_iter().enumerate().map(section).collect()
}

fn numbered(name: &str, number: usize) -> String {
    format!("{name} ({number})")
}

/// The row and the number of a seat.
type Label = (String, String);

/// Rows of a zone in which no two seats have the same label.
#[derive(Default)]
struct RowBlock {
    labels: HashSet<Label>,
    rows: Vec<Row>,
}

impl RowBlock {
    /// Four times the squared distance between a row and the last row of this block, in plan units.
    /// Only the order of these numbers counts.
    fn apart(&self, row: &Row) -> i64 {
        let Some(last) = self.rows.last() else {
            return 0;
        };
        let ((x, y), (other_x, other_y)) = (middle(row), middle(last));
        (x - other_x).pow(2) + (y - other_y).pow(2)
    }
}

/// Twice the middle between the ends of a row, in plan units. Twice, so that nothing is rounded.
fn middle(row: &Row) -> (i64, i64) {
    let ends = |values: &[i32]| {
        values
            .iter()
            .take(1)
            .chain(values.last())
            .map(|value| i64::from(*value))
            .sum::<i64>()
    };
    (ends(&row.x), ends(&row.y))
}

/// Makes the names of the sections unique: zones with the same name get numbers, and no numbered
/// name equals another name.
pub fn tell_apart(sections: &mut [Section], findings: &Findings) {
    let names: HashSet<String> = sections
        .iter()
        .map(|section| section.name.clone())
        .collect();
    let mut times: HashMap<String, usize> = HashMap::new();
    for section in sections {
        let times = times.entry(section.name.clone()).or_default();
        *times += 1;
        if *times == 1 {
            continue;
        }
        while names.contains(&numbered(&section.name, *times)) {
            *times += 1;
        }
        let name = numbered(&section.name, *times);
        findings.note(
            "/zones",
            format!(
                "a zone named `{}` is there more than once; one is now `{name}`",
                section.name
            ),
        );
        section.name = name;
    }
}

fn row(node: &Node<'_>, zone: (f64, f64), context: &mut Context<'_>) -> Option<Row> {
    let fields = [
        "row_number",
        "row_label",
        "seat_label",
        "uuid",
        "seats",
        "row_number_position",
        "position",
        "number_of_seats",
        "seats_spacing",
    ];
    let object = node.object(&fields)?;
    add_uuid(&object, context);
    for old in ["number_of_seats", "seats_spacing"] {
        if let Some(old) = object.optional(old) {
            context
                .findings
                .note(old.pointer(), "an old field without effect");
        }
    }
    if let Some(place) = object.nullable("row_number_position") {
        place.one_of(&["start", "end", "both"]);
    }
    let number = object
        .required("row_number")
        .and_then(|node| node.text())
        .unwrap_or_default()
        .trim();
    let row_label = object.nullable("row_label").and_then(|node| node.text());
    let seat_label = object.nullable("seat_label").and_then(|node| node.text());
    let name = label(row_label, number);
    let origin = object
        .optional("position")
        .and_then(|node| position(&node))
        .unwrap_or_default();

    let mut numbers = HashSet::new();
    let mut seats: Vec<PretixSeat> = (object
        .required("seats")
        .and_then(|node| node.list())
        .unwrap_or_default()
        .iter())
    .filter_map(|node| {
        let seat = seat(node, add(zone, origin), seat_label, context)?;
        if !seat.number.is_empty() && !numbers.insert(seat.number.clone()) {
            node.fault(format!(
                "row `{}` has a seat `{}` already",
                short(&name),
                short(&seat.number)
            ));
        }
        Some(seat)
    })
    .collect();
    if seats.is_empty() {
        context
            .findings
            .note(node.pointer(), "a row without seats is left out");
        return None;
    }
    widen(&mut seats);
    Some(columns(name, &seats))
}

/// Makes the seats of a row larger, by at most half, if they stand too far apart to count as
/// neighbours, as in a cabaret. The larger seats are neighbours. Seats around a table stand even
/// further apart: they keep their size and are no neighbours.
fn widen(seats: &mut [PretixSeat]) {
    let apart = f64::from(units(usual(&distances(seats))) + 1);
    let least = (apart / (2.0 * NEIGHBOUR_REACH)).ceil() as i32;
    for seat in seats
        .iter_mut()
        .filter(|seat| (seat.radius..=seat.radius * 3 / 2).contains(&least))
    {
        seat.radius = least;
    }
}

fn columns(name: String, seats: &[PretixSeat]) -> Row {
    let radius = most_common(seats.iter().map(|seat| seat.radius));
    let category = most_common(seats.iter().map(|seat| seat.category));
    let indexed = || {
        seats
            .iter()
            .enumerate()
            .map(|(index, seat)| (index as u16, seat))
    };
    Row {
        name,
        numbers: seats.iter().map(|seat| seat.number.clone()).collect(),
        x: seats.iter().map(|seat| units(seat.at.0)).collect(),
        y: seats.iter().map(|seat| units(seat.at.1)).collect(),
        radius,
        category,
        own_category: indexed()
            .filter(|(_, seat)| seat.category != category)
            .map(|(index, seat)| (index, seat.category))
            .collect(),
        own_radius: indexed()
            .filter(|(_, seat)| seat.radius != radius)
            .map(|(index, seat)| (index, seat.radius))
            .collect(),
        accessible: Vec::new(),
        companion: Vec::new(),
        notes: Vec::new(),
        aisles_after: gaps(seats, radius),
    }
}

/// The aisles of a row: after each of these seats, the distance exceeds the median by more than
/// half the width of a seat.
fn gaps(seats: &[PretixSeat], radius: i32) -> Vec<u16> {
    let apart = distances(seats);
    let wide = usual(&apart) + f64::from(radius) / super::UNITS;
    apart
        .iter()
        .enumerate()
        .filter(|(_, apart)| **apart > wide)
        .map(|(index, _)| index as u16)
        .collect()
}

/// The distances between neighbours, in pretix units.
fn distances(seats: &[PretixSeat]) -> Vec<f64> {
    seats
        .windows(2)
        .map(|pair| (pair[0].at.0 - pair[1].at.0).hypot(pair[0].at.1 - pair[1].at.1))
        .collect()
}

/// The median distance.
fn usual(apart: &[f64]) -> f64 {
    let mut sorted = apart.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn most_common<T: Copy + Eq + Default>(values: impl Iterator<Item = T> + Clone) -> T {
    let count = |value: T| values.clone().filter(|other| *other == value).count();
    // The first of the most common values.
    let best = values.clone().map(count).max().unwrap_or_default();
    values
        .clone()
        .find(|value| count(*value) == best)
        .unwrap_or_default()
}

/// The label of a row or a seat. It may say more than the number ("Table %s"). If it only adds a
/// word for row or seat, the number alone is the label: the page adds this word.
fn label(label: Option<&str>, number: &str) -> String {
    let Some(label) = label.map(str::trim).filter(|label| !label.is_empty()) else {
        return number.to_owned();
    };
    let word = label
        .replace("%s", "")
        .trim()
        .trim_end_matches([':', '.'])
        .to_lowercase();
    let generic = [
        "", "row", "seat", "no", "nr", "reihe", "platz", "sitz", "rang", "siège", "place", "rij",
        "stoel", "rivi", "paikka",
    ];
    if label.contains("%s") && generic.contains(&word.as_str()) {
        number.to_owned()
    } else {
        label.replace("%s", number)
    }
}

fn seat(
    node: &Node<'_>,
    row: (f64, f64),
    seat_label: Option<&str>,
    context: &mut Context<'_>,
) -> Option<PretixSeat> {
    let object = node.object(&[
        "seat_guid",
        "seat_number",
        "uuid",
        "start_direction",
        "radius",
        "position",
        "category",
    ])?;
    add_uuid(&object, context);
    if let Some(guid) = object.required("seat_guid")
        && let Some(text) = guid.words()
    {
        context.guids.add(text);
    }
    if let Some(start) = object.nullable("start_direction") {
        start.one_of(&["<", ">", "<>"]);
    }
    let number = object.required("seat_number").and_then(|node| node.text());
    let radius = object
        .nullable("radius")
        .map_or(Some(USUAL_RADIUS), |node| node.size());
    let at = object.required("position").and_then(|node| position(&node));
    let category = object.required("category").and_then(|node| {
        let name = node.text()?.trim();
        if context.one_category {
            return Some(0);
        }
        let index = context
            .categories
            .iter()
            .position(|category| category == name);
        if index.is_none() {
            node.fault(format!(
                "there is no category `{}`; there are {}",
                short(name),
                short(&context.categories.join(", "))
            ));
        }
        index
    });
    let seat_label = seat_label.filter(|label| label.contains("%s"));
    let number = match number?.trim() {
        "" => String::new(),
        number => label(seat_label, number),
    };
    Some(PretixSeat {
        number,
        at: add(row, at?),
        radius: units(radius?).max(1),
        category: category? as u16,
    })
}
