//! Runs: seats beside each other in one row that are all free.

use domain::{SeatNo, SeatStatus, live::PackedStatuses, plan::Row};

use crate::EventPlan;

/// Centres further apart than this many times the seats' own size have something between them: an aisle, a pillar, a corner.
const NEIGHBOUR_REACH: f64 = 1.8;

/// Seats beside each other, in the order of the row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// The seats.
    pub seats: Vec<SeatNo>,
    /// Centre and lowliness of each seat: lower is better.
    pub cost: Vec<f64>,
    /// Centre of each seat in plan units.
    pub centre: Vec<(f64, f64)>,
    /// Which row of the plan this is, counted through.
    pub row: usize,
}

/// The free runs of the plan, of seats that `wanted` lets through. A seat that it does not let through ends a run like a taken one.
pub(super) fn free_runs(plan: &EventPlan, statuses: &PackedStatuses, wanted: impl Fn(SeatNo, u16, &Row, &str) -> bool) -> Vec<Run> {
    let focus = plan.index.plan().stage.focus;
    let (fx, fy) = (f64::from(focus.x), f64::from(focus.y));
    let mut runs = Vec::new();
    for (row_no, (section, row, seats)) in plan.index.rows().enumerate() {
        let mut run = Run { seats: vec![], cost: vec![], centre: vec![], row: row_no };
        for (index, seat) in seats.map(SeatNo).enumerate() {
            let centre = (f64::from(row.x[index]), f64::from(row.y[index]));
            let free = statuses.get(seat) == Some(SeatStatus::Available) && wanted(seat, index as u16, row, &section.name);
            if !free || (index > 0 && !neighbours(row, index)) {
                end(&mut runs, &mut run);
            }
            if free {
                run.seats.push(seat);
                run.cost.push(cost(centre, (fx, fy), row.category_of(index as u16)));
                run.centre.push(centre);
            }
        }
        end(&mut runs, &mut run);
    }
    runs
}

fn end(runs: &mut Vec<Run>, run: &mut Run) {
    if !run.seats.is_empty() {
        let next = Run { seats: vec![], cost: vec![], centre: vec![], row: run.row };
        runs.push(std::mem::replace(run, next));
    }
}

/// Whether the seat of this index sits beside the one before it.
fn neighbours(row: &Row, index: usize) -> bool {
    let before = index - 1;
    if row.aisles_after.contains(&(before as u16)) {
        return false;
    }
    let (dx, dy) = (f64::from(row.x[index] - row.x[before]), f64::from(row.y[index] - row.y[before]));
    let size = f64::from(row.radius_of(index as u16) + row.radius_of(before as u16));
    dx.hypot(dy) <= size * NEIGHBOUR_REACH
}

/// How far a seat is from the best: by its category first, then by distance to where the eyes go, a seat to the side counting as
/// somewhat further away.
fn cost(centre: (f64, f64), focus: (f64, f64), category: u16) -> f64 {
    let (dx, dy) = (centre.0 - focus.0, centre.1 - focus.1);
    dx.hypot(dy) + 0.35 * dx.abs() + 400.0 * f64::from(category)
}
