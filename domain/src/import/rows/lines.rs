//! Groups the lines of a list into zones with rows, and standing areas.

use std::collections::HashMap;

use super::{
    numbers::{MAX_ROW, numbers},
    table::Record,
};
use crate::{
    import::{Fault, reader::short},
    plan::MAX_PLACES,
};

/// A part of the hall.
#[derive(Debug)]
pub struct ListZone {
    pub floor: String,
    pub name: String,
    pub kind: ListKind,
    /// The nearest entrance of the building, if a line names one.
    pub entrance: Option<String>,
}

/// What is in a zone.
#[derive(Debug)]
pub enum ListKind {
    Seats(Vec<ListRow>),
    Standing(u32),
}

/// A row in parts. Each line of the list is a part, and aisles separate the parts.
#[derive(Debug, Default)]
pub struct ListRow {
    pub name: String,
    pub parts: Vec<usize>,
    pub numbers: Vec<String>,
    pub accessible: Vec<u16>,
    pub companion: Vec<u16>,
    pub notes: Vec<(u16, String)>,
}

/// The zones in the order of the list.
pub fn zones(records: &[Record], faults: &mut Vec<Fault>) -> Vec<ListZone> {
    let mut zones: Vec<ListZone> = Vec::new();
    // The line of each seat: the key is floor, zone, row and number.
    let mut taken: HashMap<[String; 4], usize> = HashMap::new();
    for record in records {
        let at = |what: String| Fault::new(format!("line {}", record.line), what);
        let empty: Vec<&str> = ["floor", "zone"]
            .into_iter()
            .filter(|column| record.field(column).is_empty())
            .collect();
        if !empty.is_empty() {
            faults.extend(
                empty
                    .iter()
                    .map(|column| at(format!("`{column}` is empty"))),
            );
            continue;
        }
        let (floor, zone) = (record.field("floor"), record.field("zone"));
        if !record.field("standing").is_empty() {
            match standing(record, &mut taken) {
                Ok(capacity) => zones.push(zone_of(record, ListKind::Standing(capacity))),
                Err(what) => faults.push(at(what)),
            }
            continue;
        }
        let part = match part(record) {
            Ok(part) => part,
            Err(what) => {
                faults.push(at(what));
                continue;
            }
        };
        let key = |number: &str| [floor, zone, record.field("row"), number].map(str::to_owned);
        if let Some((number, line)) = part
            .numbers
            .iter()
            .find_map(|number| Some((number, taken.get(&key(number))?)))
        {
            faults.push(at(format!(
                "row `{}` of `{}` has seat `{number}` already, in line {line}",
                short(record.field("row")),
                short(zone)
            )));
            continue;
        }
        taken.extend(part.numbers.iter().map(|number| (key(number), record.line)));
        if let Err(what) = add(&mut zones, record, part) {
            faults.push(at(what));
        }
    }
    zones
}

/// The capacity of a standing area.
fn standing(record: &Record, taken: &mut HashMap<[String; 4], usize>) -> Result<u32, String> {
    if ["row", "start", "end", "step"]
        .iter()
        .any(|column| !record.field(column).is_empty())
    {
        return Err("standing room has no row and no seats: leave `row`, `start` and `end` empty, or `standing`".to_owned());
    }
    if !record.field("note").is_empty() {
        return Err("standing room has no seats: leave `note` empty".to_owned());
    }
    let text = record.field("standing");
    let capacity = text
        .parse::<u32>()
        .ok()
        .filter(|capacity| (1..=MAX_PLACES).contains(capacity));
    let capacity = capacity.ok_or_else(|| {
        format!(
            "`standing` must be a whole number from 1 to {MAX_PLACES}, not `{}`",
            short(text)
        )
    })?;
    let zone = record.field("zone");
    let key = [record.field("floor"), zone, "", ""].map(str::to_owned);
    match taken.insert(key, record.line) {
        Some(line) => Err(format!(
            "standing room `{}` is there already, in line {line}",
            short(zone)
        )),
        None => Ok(capacity),
    }
}

/// The seats of a line.
fn part(record: &Record) -> Result<ListRow, String> {
    let numbers = numbers(
        record.field("start"),
        record.field("end"),
        record.field("step"),
    )?;
    let accessible = named(record, "accessible", &numbers)?;
    let companion = named(record, "companion", &numbers)?;
    let note = Some(record.field("note")).filter(|note| !note.is_empty());
    let notes = note
        .into_iter()
        .flat_map(|note| (0..numbers.len() as u16).map(move |index| (index, note.to_owned())))
        .collect();
    Ok(ListRow {
        name: record.field("row").to_owned(),
        parts: vec![numbers.len()],
        numbers,
        accessible,
        companion,
        notes,
    })
}

/// The seats of the line that a field names: `1 2 5-8`.
fn named(record: &Record, column: &str, seats: &[String]) -> Result<Vec<u16>, String> {
    let mut found = Vec::new();
    for word in record
        .field(column)
        .split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
    {
        let wanted = match word.split_once('-') {
            Some((first, last)) => numbers(first, last, "").map_err(|_| {
                format!(
                    "`{column}` must name seats as `1 2 5-8`, not `{}`",
                    short(word)
                )
            })?,
            None => vec![word.to_owned()],
        };
        for number in wanted {
            let Some(index) = seats.iter().position(|seat| *seat == number) else {
                let (first, last) = (
                    seats.first().map_or("", String::as_str),
                    seats.last().map_or("", String::as_str),
                );
                return Err(format!(
                    "`{column}` names seat `{}`, and this line has {first} to {last}",
                    short(&number)
                ));
            };
            found.push(index as u16);
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// A zone that begins with this line.
fn zone_of(record: &Record, kind: ListKind) -> ListZone {
    ListZone {
        floor: record.field("floor").to_owned(),
        name: record.field("zone").to_owned(),
        kind,
        entrance: entrance(record),
    }
}

fn entrance(record: &Record) -> Option<String> {
    Some(record.field("entrance").to_owned()).filter(|entrance| !entrance.is_empty())
}

/// Adds the seats of a line to their row.
fn add(zones: &mut Vec<ListZone>, record: &Record, part: ListRow) -> Result<(), String> {
    let (floor, name) = (record.field("floor"), record.field("zone"));
    let known = zones.iter_mut().find_map(|zone| match &mut zone.kind {
        ListKind::Seats(rows) if zone.floor == floor && zone.name == name => {
            Some((rows, &mut zone.entrance))
        }
        _ => None,
    });
    let Some((rows, known)) = known else {
        zones.push(zone_of(record, ListKind::Seats(vec![part])));
        return Ok(());
    };
    if let Some(new) = entrance(record) {
        if let Some(before) = known.as_ref().filter(|before| **before != new) {
            return Err(format!(
                "zone `{}` has the entrance `{}` already, not `{}`",
                short(name),
                short(before),
                short(&new)
            ));
        }
        *known = Some(new);
    }
    let Some(row) = rows.iter_mut().find(|row| row.name == part.name) else {
        rows.push(part);
        return Ok(());
    };
    let seats = row.numbers.len() + part.numbers.len();
    if seats > MAX_ROW as usize {
        return Err(format!(
            "{seats} seats are more than the {MAX_ROW} that a row may have"
        ));
    }
    let before = row.numbers.len() as u16;
    row.parts.extend(part.parts);
    row.numbers.extend(part.numbers);
    row.accessible
        .extend(part.accessible.iter().map(|index| before + index));
    row.companion
        .extend(part.companion.iter().map(|index| before + index));
    row.notes.extend(
        part.notes
            .into_iter()
            .map(|(index, note)| (before + index, note)),
    );
    Ok(())
}
