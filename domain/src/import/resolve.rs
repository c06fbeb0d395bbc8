//! Finds the seats and spots that a file means, once the plan is known.

use super::{Fault, NewPriceLevel, Selector, reader::short};
use crate::{
    SeatNo,
    plan::{PlanIndex, place_in_words},
};

/// A range of seats with one price level: first seat, last seat, index of the level.
pub type LevelRange = (u32, u32, usize);

/// The price level of every seat and spot of a plan, in ranges without gaps.
///
/// # Errors
/// Selectors that select nothing, seats that two equally narrow selectors claim, and seats without
/// a level.
pub fn level_ranges(
    plan: &PlanIndex,
    levels: &[NewPriceLevel],
    pointer: &str,
) -> Result<Vec<LevelRange>, Vec<Fault>> {
    let mut faults = Vec::new();
    // For each seat: how narrow the selector is that claimed it, and the index of its level.
    let mut claims: Vec<Option<(u8, usize)>> = vec![None; plan.capacity() as usize];
    // Whether each level selects a seat. A category of a plan may have none.
    let mut selects = vec![false; levels.len()];
    for (index, level) in levels.iter().enumerate() {
        let place = format!("{pointer}/price_levels/{index}");
        for selector in &level.places {
            let rank = rank(selector);
            let mut clash = None;
            let selected = select(plan, selector, &place, &mut faults);
            selects[index] |= !selected.is_empty();
            for seat in selected {
                let claim = &mut claims[seat.0 as usize];
                match claim {
                    Some((other_rank, other)) if *other_rank == rank && *other != index => {
                        clash = Some((seat, *other))
                    }
                    Some((other_rank, _)) if *other_rank > rank => {}
                    _ => *claim = Some((rank, index)),
                }
            }
            if let Some((seat, other)) = clash {
                let what = format!("`{}` has {} already", levels[other].name, name(plan, seat));
                faults.push(Fault::new(place.clone(), what));
            }
        }
    }
    if let Some(rest) = levels.iter().position(|level| level.places.is_empty()) {
        claims
            .iter_mut()
            .filter(|claim| claim.is_none())
            .for_each(|claim| *claim = Some((0, rest)));
    }
    let missed = claims.iter().filter(|claim| claim.is_none()).count();
    if missed > 0
        && let Some(first) = claims.iter().position(Option::is_none)
    {
        let seat = name(plan, SeatNo(first as u32));
        faults.push(Fault::new(
            format!("{pointer}/price_levels"),
            format!("{missed} places have no price; the first is {seat}"),
        ));
    }
    for (index, level) in levels.iter().enumerate() {
        if faults.is_empty()
            && !claims
                .iter()
                .flatten()
                .any(|(_, claimed)| *claimed == index)
        {
            let what = if selects[index] || level.places.is_empty() {
                format!("no place is left for `{}`", level.name)
            } else {
                format!(
                    "no seat of the plan is in the categories of `{}`",
                    level.name
                )
            };
            faults.push(Fault::new(format!("{pointer}/price_levels/{index}"), what));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut ranges: Vec<LevelRange> = Vec::new();
    for (place, level) in claims.iter().flatten().map(|(_, level)| *level).enumerate() {
        match ranges.last_mut() {
            Some((_, last, of)) if *of == level => *last = place as u32,
            _ => ranges.push((place as u32, place as u32, level)),
        }
    }
    Ok(ranges)
}

/// The seats and spots that any of these selectors selects, each once, in order.
///
/// # Errors
/// Selectors that select nothing.
pub fn places(
    plan: &PlanIndex,
    selectors: &[Selector],
    pointer: &str,
) -> Result<Vec<SeatNo>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut all: Vec<SeatNo> = selectors
        .iter()
        .flat_map(|selector| select(plan, selector, pointer, &mut faults))
        .collect();
    all.sort_unstable();
    all.dedup();
    if faults.is_empty() {
        Ok(all)
    } else {
        Err(faults)
    }
}

fn rank(selector: &Selector) -> u8 {
    match selector {
        Selector::Category(_) => 1,
        Selector::Section(_) | Selector::Area(_) => 2,
        Selector::Rows { .. } => 3,
        Selector::Seats { .. } => 4,
    }
}

fn name(plan: &PlanIndex, seat: SeatNo) -> String {
    match plan.place(seat).map(|place| place.label()) {
        Some((section, row, number)) => place_in_words(&section, &row, &number),
        None => "nothing".to_owned(),
    }
}

/// The seats of one selector. A name that the plan lacks is a fault.
fn select(
    plan: &PlanIndex,
    selector: &Selector,
    place: &str,
    faults: &mut Vec<Fault>,
) -> Vec<SeatNo> {
    let mut fault = |what: String| faults.push(Fault::new(place, what));
    let body = plan.plan();
    let has_section = |name: &str| body.sections.iter().any(|section| section.name == name);
    let seats = |wanted: &dyn Fn(&str, &str, &str) -> bool| -> Vec<SeatNo> {
        let seats = plan
            .seats()
            .filter(|seat| wanted(&seat.section.name, &seat.row.name, seat.number()));
        seats.map(|seat| seat.seat_no).collect()
    };
    match selector {
        Selector::Category(name) => {
            let Some(category) = body.categories.iter().position(|category| category == name)
            else {
                fault(format!(
                    "the plan has no category `{}`; it has {}",
                    short(name),
                    body.categories.join(", ")
                ));
                return Vec::new();
            };
            let of_category = |seat: &SeatNo| {
                plan.place(*seat)
                    .is_some_and(|place| usize::from(place.category()) == category)
            };
            (0..plan.capacity())
                .map(SeatNo)
                .filter(of_category)
                .collect()
        }
        Selector::Section(name) => {
            if !has_section(name) {
                fault(format!("the plan has no section `{}`", short(name)));
            }
            seats(&|section, _, _| section == name)
        }
        Selector::Area(name) => {
            let by_name = || {
                body.areas
                    .iter()
                    .position(|area| area.name == *name)
                    .map(|index| crate::AreaIndex(index as u16))
            };
            match plan
                .area_by_id(name)
                .or_else(by_name)
                .and_then(|area| plan.area_places(area))
            {
                Some(places) => places.map(SeatNo).collect(),
                None => {
                    fault(format!("the plan has no standing area `{}`", short(name)));
                    Vec::new()
                }
            }
        }
        Selector::Rows {
            section: name,
            rows,
        } => {
            if !has_section(name) {
                fault(format!("the plan has no section `{}`", short(name)));
                return Vec::new();
            }
            let known = |wanted: &str| {
                body.sections
                    .iter()
                    .filter(|one| one.name == *name)
                    .flat_map(|one| &one.rows)
                    .any(|row| row.name == wanted)
            };
            for row in rows.iter().filter(|row| !known(row)) {
                fault(format!(
                    "section `{}` has no row `{}`",
                    short(name),
                    short(row)
                ));
            }
            seats(&|section, row, _| section == name && rows.iter().any(|wanted| wanted == row))
        }
        Selector::Seats {
            section: name,
            row: of_row,
            numbers,
        } => {
            let found = seats(&|section, row, number| {
                section == name && row == of_row && numbers.iter().any(|wanted| wanted == number)
            });
            let known = |number: &String| {
                found
                    .iter()
                    .any(|seat| plan.seat(*seat).is_some_and(|seat| seat.number() == number))
            };
            for number in numbers.iter().filter(|number| !known(number)) {
                fault(format!(
                    "there is no seat `{}` in row `{}` of section `{}`",
                    short(number),
                    short(of_row),
                    short(name)
                ));
            }
            found
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Shape;
    use crate::plan::generate::{PlanMaker, StraightRows, section};
    use crate::{Currency, Money};

    fn plan() -> PlanIndex {
        let rows =
            StraightRows::new((0.0, 0.0), vec![vec![4]; 3]).make(|row| (row + 1).to_string());
        let rows: Vec<_> = rows
            .into_iter()
            .enumerate()
            .map(|(index, row)| row.category(u16::from(index > 0)))
            .collect();
        let stage = Shape::Rectangle {
            x: 0,
            y: -400,
            width: 200,
            height: 200,
            turn: 0,
        };
        let floor = Shape::Ellipse {
            x: 600,
            y: 0,
            rx: 100,
            ry: 100,
            turn: 0,
        };
        PlanIndex::new(
            PlanMaker::new("P", "Stage", stage, (100, -300), &["A", "B"])
                .with(section("S", None, rows))
                .standing("floor", "Floor", 5, 1, floor)
                .finish(),
        )
    }

    fn level(name: &str, places: Vec<Selector>) -> NewPriceLevel {
        NewPriceLevel {
            name: name.to_owned(),
            color: "#000000".to_owned(),
            price: Money::new(100, Currency::EUR),
            places,
        }
    }

    fn check(levels: &[NewPriceLevel], expected: Result<Vec<LevelRange>, &[(&str, &str)]>) {
        let found = level_ranges(&plan(), levels, "/e");
        let found = found.as_ref().map_err(|faults| {
            faults
                .iter()
                .map(|fault| (fault.place.as_str(), fault.what.as_str()))
                .collect::<Vec<_>>()
        });
        assert_eq!(found.cloned(), expected.map_err(<[_]>::to_vec));
    }

    fn category(name: &str) -> Selector {
        Selector::Category(name.to_owned())
    }

    #[test]
    fn the_narrower_selector_wins_and_a_level_without_selectors_gets_the_rest() {
        let row = Selector::Rows {
            section: "S".to_owned(),
            rows: vec!["2".to_owned()],
        };
        let seat = Selector::Seats {
            section: "S".to_owned(),
            row: "2".to_owned(),
            numbers: vec!["4".to_owned()],
        };
        check(
            &[
                level("a", vec![category("A"), seat]),
                level("b", vec![category("B")]),
                level("c", vec![row]),
            ],
            Ok(vec![(0, 3, 0), (4, 6, 2), (7, 7, 0), (8, 16, 1)]),
        );
        check(
            &[
                level("a", vec![Selector::Area("Floor".to_owned())]),
                level("rest", vec![]),
            ],
            Ok(vec![(0, 11, 1), (12, 16, 0)]),
        );
    }

    #[test]
    fn a_seat_without_a_row_is_named_by_its_number() {
        let rows = StraightRows::new((0.0, 0.0), vec![vec![4]]).make(|_| String::new());
        let stage = Shape::Rectangle {
            x: 0,
            y: -400,
            width: 200,
            height: 200,
            turn: 0,
        };
        let plan = PlanMaker::new("P", "Stage", stage, (100, -300), &["A"])
            .with(section("Box 1", None, rows))
            .finish();
        assert_eq!(name(&PlanIndex::new(plan), SeatNo(2)), "Box 1, seat 3");
    }

    #[test]
    fn missing_and_doubly_claimed_seats_are_faults() {
        check(
            &[level("a", vec![category("A")])],
            Err(&[(
                "/e/price_levels",
                "13 places have no price; the first is S, row 2, seat 1",
            )]),
        );
        check(
            &[level("a", vec![category("X")]), level("r", vec![])],
            Err(&[(
                "/e/price_levels/0",
                "the plan has no category `X`; it has A, B",
            )]),
        );
        check(
            &[
                level("a", vec![category("A")]),
                level("b", vec![category("A")]),
                level("r", vec![]),
            ],
            Err(&[("/e/price_levels/1", "`a` has S, row 1, seat 4 already")]),
        );
        let row = Selector::Rows {
            section: "S".to_owned(),
            rows: vec!["9".to_owned()],
        };
        check(
            &[level("a", vec![row]), level("r", vec![])],
            Err(&[("/e/price_levels/0", "section `S` has no row `9`")]),
        );
        check(
            &[
                level("a", vec![category("A"), category("B")]),
                level("r", vec![]),
            ],
            Err(&[("/e/price_levels/1", "no place is left for `r`")]),
        );
    }

    #[test]
    fn a_price_level_cannot_have_a_category_without_seats() {
        let mut plan = plan().plan().clone();
        plan.categories.push("C".to_owned());
        let levels = [level("a", vec![category("C")]), level("r", vec![])];
        let faults =
            level_ranges(&PlanIndex::new(plan), &levels, "/e").expect_err("`a` has no place");
        assert_eq!(
            faults,
            [Fault::new(
                "/e/price_levels/0",
                "no seat of the plan is in the categories of `a`"
            )]
        );
    }
}
