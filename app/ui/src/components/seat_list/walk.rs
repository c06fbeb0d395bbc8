//! Keyboard navigation. Among headings, up and down move between them, right expands and enters,
//! left collapses or leaves. Among seats, the arrows follow the hall: along the row, and to the
//! nearest seat of the next or the previous row. At the edge of a section,
//! [`onward`](super::onward) leads to the next one.

use domain::SeatNo;

use super::{
    SeatFilter,
    floor::Floor,
    onward::{PlanVector, onward, to_the_stage, way},
    spot::Spot,
};

/// The expanded sections and rows. A list, because they are few and a tree set would add more code
/// than the whole navigation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OpenLines(Vec<Spot>);

/// A keyboard command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Left,
    Right,
    Up,
    Down,
    First,
    Last,
    /// Leave the row or section.
    Out,
}

impl Step {
    /// The step of a key, by its browser name.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Home" => Self::First,
            "End" => Self::Last,
            "Escape" => Self::Out,
            _ => return None,
        })
    }
}

impl OpenLines {
    pub fn is_open(&self, spot: Spot) -> bool {
        self.0.contains(&spot)
    }

    /// Expands a row with its section, or a section; or collapses it.
    pub fn set(&mut self, spot: Spot, open: bool) {
        match spot {
            Spot::Seat(_) | Spot::Area(_) => {}
            _ if !open => self.0.retain(|other| *other != spot),
            Spot::Section(_) => self.unfold(spot),
            Spot::Row(section, _) => {
                self.unfold(Spot::Section(section));
                self.unfold(spot);
            }
        }
    }

    fn unfold(&mut self, spot: Spot) {
        if !self.is_open(spot) {
            self.0.push(spot);
        }
    }

    /// Expands the row of a seat.
    pub fn reveal(&mut self, floor: &Floor, seat: SeatNo) {
        if let Some((section, row)) = floor.place(seat) {
            self.set(Spot::Row(section, row), true);
        }
    }
}

/// Sections, the rows of expanded sections, and areas, as far as the filter shows them.
pub(super) fn headings(floor: &Floor, filter: &SeatFilter, open_lines: &OpenLines) -> Vec<Spot> {
    let plan = floor.hall.plan();
    let mut found = Vec::new();
    for section in (0..plan.sections.len() as u16)
        .filter(|section| floor.shows(filter, Spot::Section(*section)))
    {
        found.push(Spot::Section(section));
        if open_lines.is_open(Spot::Section(section)) {
            let rows = (0..floor.rows(section).len() as u16).map(|row| Spot::Row(section, row));
            found.extend(rows.filter(|row| floor.shows(filter, *row)));
        }
    }
    found.extend(
        (0..plan.areas.len() as u16)
            .map(Spot::Area)
            .filter(|area| floor.shows(filter, *area)),
    );
    found
}

/// The spot that a step from `at` leads to. Expands whatever contains it.
pub(super) fn walk(
    floor: &Floor,
    filter: &SeatFilter,
    open_lines: &mut OpenLines,
    at: Spot,
    step: Step,
) -> Spot {
    match (at, step) {
        (Spot::Seat(seat), _) => from_seat(floor, filter, open_lines, seat, step),
        (Spot::Section(_) | Spot::Row(..), Step::Right) => {
            if open_lines.is_open(at) {
                return within(floor, filter, at).unwrap_or(at);
            }
            open_lines.set(at, true);
            if let Spot::Row(..) = at {
                within(floor, filter, at).unwrap_or(at)
            } else {
                at
            }
        }
        (Spot::Section(_) | Spot::Row(..), Step::Left | Step::Out) if open_lines.is_open(at) => {
            open_lines.set(at, false);
            at
        }
        (Spot::Row(section, _), Step::Left | Step::Out) => Spot::Section(section),
        (Spot::Row(..), Step::Down) if open_lines.is_open(at) => {
            within(floor, filter, at).unwrap_or(at)
        }
        (_, Step::Left | Step::Right | Step::Out) => at,
        (_, Step::Up | Step::Down | Step::First | Step::Last) => {
            let headings = headings(floor, filter, open_lines);
            let here = headings.iter().position(|heading| *heading == at);
            let to = match (step, here) {
                (Step::Up, Some(here)) => here.checked_sub(1),
                (Step::Down, Some(here)) => Some(here + 1),
                (Step::Last, _) => headings.len().checked_sub(1),
                _ => Some(0),
            };
            to.and_then(|to| headings.get(to)).copied().unwrap_or(at)
        }
    }
}

/// The first spot under a heading.
fn within(floor: &Floor, filter: &SeatFilter, heading: Spot) -> Option<Spot> {
    match heading {
        Spot::Section(section) => (0..floor.rows(section).len() as u16)
            .map(|row| Spot::Row(section, row))
            .find(|row| floor.shows(filter, *row)),
        Spot::Row(section, row) => shown(floor, filter, section, row)
            .first()
            .copied()
            .map(Spot::Seat),
        Spot::Seat(_) | Spot::Area(_) => None,
    }
}

/// The seats of a row that the filter shows, from left to right.
pub(super) fn shown(floor: &Floor, filter: &SeatFilter, section: u16, row: u16) -> Vec<SeatNo> {
    let mut seats = floor.in_order(section, row);
    seats.retain(|seat| filter.shows(&floor.hall, *seat));
    seats
}

fn from_seat(
    floor: &Floor,
    filter: &SeatFilter,
    open_lines: &mut OpenLines,
    seat: SeatNo,
    step: Step,
) -> Spot {
    let at = Spot::Seat(seat);
    let Some((section, row)) = floor.place(seat) else {
        return at;
    };
    let along = shown(floor, filter, section, row);
    let here = along.iter().position(|other| *other == seat).unwrap_or(0);
    let to = match step {
        Step::Left => here
            .checked_sub(1)
            .and_then(|left| along.get(left))
            .copied(),
        Step::Right => along.get(here + 1).copied(),
        Step::First => along.first().copied(),
        Step::Last => along.last().copied(),
        Step::Out => return Spot::Row(section, row),
        Step::Up | Step::Down => {
            let next = row_beside(floor, filter, (section, row), step == Step::Up);
            next.and_then(|next| nearest(floor, seat, &shown(floor, filter, section, next)))
        }
    };
    let onward = || onward(floor, filter, seat, way_on(floor, seat, step)?);
    match to.or_else(onward) {
        Some(to) => {
            open_lines.reveal(floor, to);
            Spot::Seat(to)
        }
        // Above the first row is its heading. Below the last row is nothing.
        None if step == Step::Up => Spot::Row(section, row),
        None => at,
    }
}

/// The direction of a step beyond the row or section: along the row, or from row to row.
fn way_on(floor: &Floor, seat: SeatNo, step: Step) -> Option<PlanVector> {
    let (section, row) = floor.place(seat)?;
    let (back, on) = match step {
        Step::Left | Step::Right => {
            let all = floor.in_order(section, row);
            let here = all.iter().position(|other| *other == seat)?;
            let (left, right) = (
                here.checked_sub(1).and_then(|left| all.get(left)).copied(),
                all.get(here + 1).copied(),
            );
            if step == Step::Left {
                (right, left)
            } else {
                (left, right)
            }
        }
        Step::Up | Step::Down => {
            let in_row = |row: u16| nearest(floor, seat, &floor.in_order(section, row));
            let (before, behind) = (row.checked_sub(1).and_then(in_row), in_row(row + 1));
            if step == Step::Up {
                (behind, before)
            } else {
                (before, behind)
            }
        }
        Step::First | Step::Last | Step::Out => return None,
    };
    let as_it_runs = back
        .and_then(|back| way(floor, back, seat))
        .or_else(|| on.and_then(|on| way(floor, seat, on)));
    as_it_runs.or_else(|| match step {
        Step::Up => to_the_stage(floor, seat),
        Step::Down => to_the_stage(floor, seat).map(|(x, y)| (-x, -y)),
        _ => None,
    })
}

/// The nearest row of the section before or behind this one with a seat that the filter shows.
fn row_beside(
    floor: &Floor,
    filter: &SeatFilter,
    (section, row): (u16, u16),
    before: bool,
) -> Option<u16> {
    let is_shown = |other: &u16| floor.shows(filter, Spot::Row(section, *other));
    if before {
        (0..row).rev().find(is_shown)
    } else {
        (row + 1..floor.rows(section).len() as u16).find(is_shown)
    }
}

/// The seat among these that is nearest in the hall.
fn nearest(floor: &Floor, to: SeatNo, among: &[SeatNo]) -> Option<SeatNo> {
    let centre = |seat: SeatNo| floor.hall.index().seat(seat).map(|seat| seat.centre());
    let (x, y) = centre(to)?;
    let away = |seat: &SeatNo| {
        centre(*seat).map_or(i64::MAX, |(other_x, other_y)| {
            let (dx, dy) = (
                i64::from(other_x) - i64::from(x),
                i64::from(other_y) - i64::from(y),
            );
            dx * dx + dy * dy
        })
    };
    among.iter().copied().min_by_key(away)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::hall::{Hall, LevelRanges, LevelSet, fixture::hall as hall_for_tests};

    /// Walks through the test hall from its first section: two sections with two rows of six seats
    /// each, and a standing area.
    fn go(steps: &[Step], filter: SeatFilter) -> String {
        let floor = Floor::new(Arc::new(hall_for_tests()));
        let (mut open_lines, mut at) = (OpenLines::default(), Spot::Section(0));
        for step in steps {
            at = walk(&floor, &filter, &mut open_lines, at, *step);
        }
        at.to_string()
    }

    fn check(steps: &[Step], expected: &str) {
        assert_eq!(go(steps, SeatFilter::default()), expected, "{steps:?}");
    }

    use Step::{Down, First, Last, Left, Out, Right, Up};

    #[test]
    fn up_and_down_move_between_headings() {
        check(&[Down], "s1");
        check(&[Down, Down], "a0");
        check(&[Down, Down, Down], "a0");
        check(&[Up], "s0");
        check(&[Last], "a0");
        check(&[Last, First], "s0");
    }

    #[test]
    fn right_enters_a_section_or_row_and_left_leaves_it() {
        check(&[Right], "s0");
        check(&[Right, Right], "r0.0");
        check(&[Right, Down], "r0.0");
        check(&[Right, Right, Right], "q0");
        check(&[Right, Right, Right, Out], "r0.0");
        check(&[Right, Right, Right, Out, Out, Out], "s0");
        check(&[Right, Down, Down, Left], "s0");
        check(&[Right, Down, Left, Left, Down], "s1");
    }

    #[test]
    fn arrows_among_seats_follow_the_hall_across_sections() {
        let third = [Right, Right, Right, Right, Right];
        check(&third, "q2");
        check(&[&third[..], &[Left]].concat(), "q1");
        check(&[&third[..], &[Down]].concat(), "q8");
        check(&[&third[..], &[Down, Down]].concat(), "q14");
        check(&[&third[..], &[Down, Down, Up]].concat(), "q8");
        check(&[&third[..], &[Down, Down, Down, Down]].concat(), "q20");
        check(&[&third[..], &[Down, Up]].concat(), "q2");
        check(&[&third[..], &[Up]].concat(), "r0.0");
        check(&[&third[..], &[Last]].concat(), "q5");
        check(&[&third[..], &[Last, Right]].concat(), "q5");
        check(&[&third[..], &[First]].concat(), "q0");
    }

    #[test]
    fn arrows_skip_spots_that_the_filter_hides() {
        // In each section, the first seat of the first row is for a wheelchair.
        let accessible = SeatFilter {
            accessible: true,
            ..SeatFilter::default()
        };
        assert_eq!(go(&[Down, Down], accessible), "s1", "no standing area");
        assert_eq!(
            go(&[Right, Right, Right, Right], accessible),
            "q0",
            "one seat in the row"
        );
        assert_eq!(
            go(&[Right, Right, Right, Down], accessible),
            "q12",
            "none in the row behind: on to the next section"
        );
        assert_eq!(
            go(
                &[First],
                SeatFilter {
                    levels: LevelSet::from_iter([1]),
                    accessible: false
                }
            ),
            "s1",
            "the first section has another price"
        );
    }

    #[test]
    fn a_row_from_right_to_left_is_walked_as_it_stands() {
        let hall = hall_for_tests();
        let mut plan = hall.plan().clone();
        plan.sections[0].rows[0].x.reverse();
        let ranges = LevelRanges {
            levels: vec![(0, 43, hall.levels()[0].id)],
        };
        let floor = Floor::new(Arc::new(Hall::new(
            plan,
            hall.levels().to_vec(),
            &ranges,
            hall.texts(),
        )));
        let mut open_lines = OpenLines::default();
        let step = |open_lines: &mut OpenLines, seat, step| {
            walk(
                &floor,
                &SeatFilter::default(),
                open_lines,
                Spot::Seat(SeatNo(seat)),
                step,
            )
        };
        assert_eq!(step(&mut open_lines, 2, Right), Spot::Seat(SeatNo(1)));
        assert_eq!(step(&mut open_lines, 2, First), Spot::Seat(SeatNo(5)));
        assert_eq!(
            step(&mut open_lines, 0, Down),
            Spot::Seat(SeatNo(11)),
            "straight behind it"
        );
    }
}
