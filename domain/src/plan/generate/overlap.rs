//! Finds seats that overlap.

use std::collections::HashMap;

use crate::{
    SeatNo,
    plan::{PlanIndex, SeatingPlan},
};

/// Pairs of seats whose discs overlap, up to `limit` of them.
#[must_use]
pub fn overlaps(plan: &SeatingPlan, limit: usize) -> Vec<(SeatNo, SeatNo)> {
    let index = PlanIndex::new(plan.clone());
    let discs: Vec<(i32, i32, i32)> = (index.seats())
        .map(|seat| {
            let (x, y) = seat.centre();
            (x, y, seat.row.radius_of(seat.index))
        })
        .collect();
    let cell = discs
        .iter()
        .map(|disc| 2 * disc.2)
        .max()
        .unwrap_or(1)
        .max(1);
    let mut grid: HashMap<(i32, i32), Vec<u32>> = HashMap::new();
    let mut found = Vec::new();
    for (number, (x, y, radius)) in discs.iter().enumerate() {
        let (column, line) = (x.div_euclid(cell), y.div_euclid(cell));
        for near in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (column + dx, line + dy))) {
            for other in grid.get(&near).into_iter().flatten() {
                let (ox, oy, other_radius) = discs[*other as usize];
                let apart = i64::from(ox - x).pow(2) + i64::from(oy - y).pow(2);
                if apart < i64::from(radius + other_radius).pow(2) {
                    found.push((SeatNo(*other), SeatNo(number as u32)));
                    if found.len() >= limit {
                        return found;
                    }
                }
            }
        }
        grid.entry((column, line)).or_default().push(number as u32);
    }
    found
}
