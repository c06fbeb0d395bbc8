//! Adds wheelchair places and companions' places that an event names and its plan does not.

use std::ops::Range;

use crate::{SeatNo, plan::SeatingPlan};

/// The plan with these additional places. Seat numbers stay the same. A plan that has all of them
/// already keeps its hash.
#[must_use]
pub fn with_special(
    plan: &SeatingPlan,
    accessible: &[SeatNo],
    companion: &[SeatNo],
) -> SeatingPlan {
    let mut plan = plan.clone();
    let mut first = 0;
    for row in plan
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.rows)
    {
        let seats = first..first + row.numbers.len() as u32;
        first = seats.end;
        add(&mut row.accessible, accessible, &seats);
        add(&mut row.companion, companion, &seats);
    }
    plan
}

/// Adds the wanted seats of this row, by their index in the row.
fn add(known: &mut Vec<u16>, wanted: &[SeatNo], row: &Range<u32>) {
    let indexes = wanted
        .iter()
        .filter(|seat| row.contains(&seat.0))
        .map(|seat| (seat.0 - row.start) as u16);
    let new: Vec<u16> = indexes.filter(|index| !known.contains(index)).collect();
    if !new.is_empty() {
        known.extend(new);
        known.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PlanFormat, read_plan};
    use super::*;

    #[test]
    fn named_seats_become_places_for_wheelchairs_once() {
        let list = "floor,zone,row,start,end,accessible\nG,A,1,1,4,4\nG,A,2,1,4,\n";
        let plan = read_plan(list, PlanFormat::Rows, "Hall")
            .expect("a plan")
            .value;
        let marked = with_special(&plan, &[SeatNo(0), SeatNo(7)], &[SeatNo(6)]);
        let rows = &marked.sections[0].rows;
        assert_eq!(
            (&rows[0].accessible, &rows[1].accessible, &rows[1].companion),
            (&vec![0, 3], &vec![3], &vec![2])
        );
        assert_ne!(marked.hash(), plan.hash());
        assert_eq!(
            with_special(&marked, &[SeatNo(7), SeatNo(0)], &[]).hash(),
            marked.hash()
        );
    }
}
