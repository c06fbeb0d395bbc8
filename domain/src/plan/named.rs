//! Parses the names of seats that operators type on the command line: `Stalls A 1-12`, `Floor`, or
//! seat numbers.

mod by_name;

use self::by_name::{by_name, whole_area, whole_section};
use super::PlanIndex;
use crate::SeatNo;

/// The seats that these texts name, each once, in order.
///
/// Each text is one of these:
/// - seat numbers of the API: `412`, `412-430`, `#412,415-420`;
/// - seats of a row: `Stalls A 1-12`, `Stalls A 1,3,20-24`. A range uses the numbers on the seats,
///   and both ends must exist;
/// - a whole row: `Stalls A`;
/// - a whole section or standing area: `Stalls`, `Floor`.
///
/// Capitals do not matter. `section NAME` and `area NAME` name a section or area that looks like a
/// seat number.
///
/// # Errors
/// Each name that the plan lacks.
pub fn named_seats<T: AsRef<str>>(
    plan: &PlanIndex,
    texts: &[T],
) -> Result<Vec<SeatNo>, Vec<String>> {
    let (mut seats, mut faults) = (Vec::new(), Vec::new());
    for text in texts {
        let text = text.as_ref().trim();
        let found = match numbers(text) {
            Some(_)
                if !text.starts_with('#')
                    && (whole_section(plan, text).is_some()
                        || whole_area(plan, text).is_some()) =>
            {
                Err(vec![format!(
                    "`{text}` is a seat number and a part of the hall: write `#{text}`, `section {text}` or `area {text}`"
                )])
            }
            Some(numbers) => by_number(plan, &numbers),
            None => by_name(plan, text),
        };
        match found {
            Ok(found) => seats.extend(found),
            Err(found) => faults.extend(found),
        }
    }
    seats.sort_unstable();
    seats.dedup();
    if faults.is_empty() {
        Ok(seats)
    } else {
        Err(faults)
    }
}

/// Name of a seat for operators: `Stalls A 12`. A spot of a standing area has no number on it, so
/// its name is `Floor (seat 1234)`.
#[must_use]
pub fn seat_name(plan: &PlanIndex, seat: SeatNo) -> String {
    match plan.place(seat).map(|place| place.label()) {
        Some((section, row, number)) if !number.is_empty() && row.is_empty() => {
            format!("{section} {number}")
        }
        Some((section, row, number)) if !number.is_empty() => format!("{section} {row} {number}"),
        Some((section, ..)) => format!("{section} (seat {seat})"),
        None => format!("seat {seat}"),
    }
}

/// Ranges of seat numbers. None if the text is something else.
fn numbers(text: &str) -> Option<Vec<(u32, u32)>> {
    let text = text.strip_prefix('#').unwrap_or(text);
    let one = |text: &str| -> Option<(u32, u32)> {
        let (first, last) = text
            .trim()
            .split_once('-')
            .unwrap_or((text.trim(), text.trim()));
        let number = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| text.parse().ok())
                .flatten()
        };
        Some((number(first)?, number(last)?))
    };
    text.split(',').map(one).collect()
}

fn by_number(plan: &PlanIndex, ranges: &[(u32, u32)]) -> Result<Vec<SeatNo>, Vec<String>> {
    let (mut seats, mut faults) = (Vec::new(), Vec::new());
    for &(first, last) in ranges {
        if first > last {
            faults.push(format!("{first}-{last} runs backwards"));
        } else if last >= plan.capacity() {
            faults.push(format!(
                "there is no seat {last}: the plan has the seats 0-{}",
                plan.capacity().saturating_sub(1)
            ));
        } else {
            seats.extend((first..=last).map(SeatNo));
        }
    }
    if faults.is_empty() {
        Ok(seats)
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{
        Shape,
        generate::{PlanMaker, StraightRows, section},
    };

    /// Section `Stalls` with rows A and B of six seats, section `Stalls left` with row A of six,
    /// section `7` with row 1 of six, and a floor of five spots.
    fn plan() -> PlanIndex {
        let rows = |count: usize, name: fn(usize) -> String| {
            StraightRows::new((0.0, 0.0), vec![vec![6]; count]).make(name)
        };
        let letters = |row: usize| ["A", "B"][row].to_owned();
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
            PlanMaker::new("P", "Stage", stage, (100, -300), &["A"])
                .with(section("Stalls", None, rows(2, letters)))
                .with(section("Stalls left", None, rows(1, letters)))
                .with(section("7", None, rows(1, |_| "1".to_owned())))
                .standing("floor", "Floor", 5, 0, floor)
                .finish(),
        )
    }

    fn named(text: &str) -> Result<Vec<u32>, Vec<String>> {
        Ok(named_seats(&plan(), &[text])?
            .into_iter()
            .map(|seat| seat.0)
            .collect())
    }

    #[test]
    fn seats_rows_sections_areas_and_seat_numbers_are_named() {
        let check =
            |text: &str, seats: &[u32]| assert_eq!(named(text), Ok(seats.to_vec()), "{text}");
        check("Stalls A 1-3", &[0, 1, 2]);
        check("stalls b 1, 3,5-6", &[6, 8, 10, 11]);
        check("Stalls B", &[6, 7, 8, 9, 10, 11]);
        check("Stalls left A 2", &[13]);
        check("Stalls left", &[12, 13, 14, 15, 16, 17]);
        check("7 1 2-3", &[19, 20]);
        check("section 7", &[18, 19, 20, 21, 22, 23]);
        check("#7", &[7]);
        check("Floor", &[24, 25, 26, 27, 28]);
        check("area floor", &[24, 25, 26, 27, 28]);
        check("3", &[3]);
        check("3-5,10", &[3, 4, 5, 10]);
        assert_eq!(
            named_seats(&plan(), &["Stalls A 1", "0", "Stalls A 1-2"]).map(|seats| seats.len()),
            Ok(2),
            "each once"
        );
    }

    #[test]
    fn every_name_that_the_plan_lacks_is_reported() {
        let check = |text: &str, faults: &[&str]| {
            assert_eq!(
                named(text),
                Err(faults.iter().map(|fault| (*fault).to_owned()).collect()),
                "{text}"
            )
        };
        check(
            "Balcony A 1",
            &["`Balcony A 1` names no part of the hall, which has Stalls, Stalls left, 7, Floor"],
        );
        check(
            "Stalls C 1",
            &["`Stalls C 1` names no row of Stalls, which has the rows A, B"],
        );
        check(
            "Stalls A 5-9, 12",
            &[
                "there is no seat `9` in row A of Stalls",
                "there is no seat `12` in row A of Stalls",
            ],
        );
        check("Stalls A 3-1", &["3-1 runs backwards"]);
        check("29", &["there is no seat 29: the plan has the seats 0-28"]);
        check("5-3", &["5-3 runs backwards"]);
        check(
            "7",
            &["`7` is a seat number and a part of the hall: write `#7`, `section 7` or `area 7`"],
        );
        check(
            "",
            &["`` names no part of the hall, which has Stalls, Stalls left, 7, Floor"],
        );
    }

    #[test]
    fn the_name_of_a_seat_can_be_typed() {
        let plan = plan();
        for seat in [0, 7, 13, 20] {
            assert_eq!(
                named_seats(&plan, &[seat_name(&plan, SeatNo(seat))]),
                Ok(vec![SeatNo(seat)])
            );
        }
        assert_eq!(seat_name(&plan, SeatNo(24)), "Floor (seat 24)");
    }

    #[test]
    fn a_seat_of_a_box_without_rows_is_named_by_its_number() {
        let rows = StraightRows::new((0.0, 0.0), vec![vec![4]]).make(|_| String::new());
        let stage = Shape::Rectangle {
            x: 0,
            y: -400,
            width: 200,
            height: 200,
            turn: 0,
        };
        let maker = PlanMaker::new("P", "Stage", stage, (100, -300), &["A"]);
        let plan = PlanIndex::new(maker.with(section("Box 1, left", None, rows)).finish());
        assert_eq!(seat_name(&plan, SeatNo(2)), "Box 1, left 3");
        assert_eq!(named_seats(&plan, &["Box 1, left 3"]), Ok(vec![SeatNo(2)]));
        let lacks = "there is no seat `9` in Box 1, left".to_owned();
        assert_eq!(named_seats(&plan, &["Box 1, left 9"]), Err(vec![lacks]));
    }
}
