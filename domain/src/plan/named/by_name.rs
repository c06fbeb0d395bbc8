//! Finds seats by the names of their section, row and area.

use crate::{
    AreaIndex, SeatNo,
    plan::{PlanIndex, Row, Section},
};

pub(super) fn by_name(plan: &PlanIndex, text: &str) -> Result<Vec<SeatNo>, Vec<String>> {
    let whole = match split_word(text) {
        Some(("section", name)) => whole_section(plan, name),
        Some(("area", name)) => whole_area(plan, name),
        _ => whole_section(plan, text).or_else(|| whole_area(plan, text)),
    };
    if let Some(seats) = whole {
        return Ok(seats);
    }
    // The longest matching name wins: `Stalls left 3` is row 3 of `Stalls left`, not row `left` of
    // `Stalls`.
    let mut rows: Vec<(&Section, &Row, std::ops::Range<u32>, &str)> = Vec::new();
    for (section, row, seats) in plan.rows() {
        let rest = after(text, &section.name).filter(|rest| !rest.is_empty());
        // If a row has no name, its seats follow the name of the section: `Box 1, left 3`.
        let rest = rest.and_then(|rest| {
            if row.name.is_empty() {
                Some(rest)
            } else {
                after(rest, &row.name)
            }
        });
        rows.extend(rest.map(|rest| (section, row, seats, rest)));
    }
    let found = rows
        .into_iter()
        .max_by_key(|(section, row, ..)| (section.name.chars().count(), row.name.chars().count()));
    let Some((section, row, seats, numbers)) = found else {
        return Err(vec![unknown(plan, text)]);
    };
    if numbers.is_empty() {
        return Ok(seats.map(SeatNo).collect());
    }
    of_row(section, row, seats.start, numbers)
}

/// The seats of a row with these numbers.
fn of_row(
    section: &Section,
    row: &Row,
    first: u32,
    list: &str,
) -> Result<Vec<SeatNo>, Vec<String>> {
    let (mut seats, mut faults) = (Vec::new(), Vec::new());
    let position = |number: &str| {
        row.numbers
            .iter()
            .position(|own| own.eq_ignore_ascii_case(number))
    };
    let place = if row.name.is_empty() {
        section.name.clone()
    } else {
        format!("row {} of {}", row.name, section.name)
    };
    let lacks = |number: &str| format!("there is no seat `{number}` in {place}");
    for part in list.split(',').map(str::trim) {
        if let Some(index) = position(part) {
            seats.push(SeatNo(first + index as u32));
            continue;
        }
        let Some((from, to)) = part
            .split_once('-')
            .map(|(from, to)| (from.trim(), to.trim()))
        else {
            faults.push(lacks(part));
            continue;
        };
        faults.extend(
            [from, to]
                .into_iter()
                .filter(|end| position(end).is_none())
                .map(lacks),
        );
        match (from.parse::<u32>(), to.parse::<u32>()) {
            (Ok(low), Ok(high)) if low <= high => {
                let within = |number: &String| {
                    number
                        .parse::<u32>()
                        .is_ok_and(|number| (low..=high).contains(&number))
                };
                let of_range = row
                    .numbers
                    .iter()
                    .enumerate()
                    .filter(|(_, number)| within(number));
                seats.extend(of_range.map(|(index, _)| SeatNo(first + index as u32)));
            }
            (Ok(_), Ok(_)) => faults.push(format!("{part} runs backwards")),
            // Not every hall orders letters in the same way, so the order of the row counts.
            _ => match (position(from), position(to)) {
                (Some(low), Some(high)) if low <= high => {
                    seats.extend((low..=high).map(|index| SeatNo(first + index as u32)))
                }
                (Some(_), Some(_)) => faults.push(format!("{part} runs backwards")),
                _ => {}
            },
        }
    }
    if faults.is_empty() {
        Ok(seats)
    } else {
        Err(faults)
    }
}

pub(super) fn whole_section(plan: &PlanIndex, name: &str) -> Option<Vec<SeatNo>> {
    let seats: Vec<SeatNo> = plan
        .rows()
        .filter(|(section, ..)| same(&section.name, name))
        .flat_map(|(_, _, seats)| seats)
        .map(SeatNo)
        .collect();
    (!seats.is_empty()).then_some(seats)
}

pub(super) fn whole_area(plan: &PlanIndex, name: &str) -> Option<Vec<SeatNo>> {
    let area = plan
        .plan()
        .areas
        .iter()
        .position(|area| same(&area.name, name) || same(&area.id, name))?;
    Some(
        plan.area_places(AreaIndex(area as u16))?
            .map(SeatNo)
            .collect(),
    )
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The text after a name. None if the text does not begin with the name as whole words.
fn after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let end = text
        .char_indices()
        .nth(name.chars().count())
        .map_or(text.len(), |(at, _)| at);
    let (start, rest) = text.split_at(end);
    (same(start, name) && (rest.is_empty() || rest.starts_with(char::is_whitespace)))
        .then(|| rest.trim_start())
}

fn split_word(text: &str) -> Option<(&str, &str)> {
    text.split_once(char::is_whitespace)
        .map(|(word, rest)| (word, rest.trim_start()))
}

/// Says which part of a name the plan lacks, and what it has instead.
fn unknown(plan: &PlanIndex, text: &str) -> String {
    let body = plan.plan();
    let section = body
        .sections
        .iter()
        .filter(|section| after(text, &section.name).is_some_and(|rest| !rest.is_empty()));
    if let Some(section) = section.max_by_key(|section| section.name.chars().count()) {
        let rows: Vec<&str> = section.rows.iter().map(|row| row.name.as_str()).collect();
        return format!(
            "`{text}` names no row of {}, which has the rows {}",
            section.name,
            rows.join(", ")
        );
    }
    let parts = body
        .sections
        .iter()
        .map(|section| &section.name)
        .chain(body.areas.iter().map(|area| &area.name));
    format!(
        "`{text}` names no part of the hall, which has {}",
        parts.map(String::as_str).collect::<Vec<_>>().join(", ")
    )
}
