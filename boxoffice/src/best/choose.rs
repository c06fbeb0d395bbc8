//! The choice itself: together in a row where possible, else in few rows near each other; never leaving a single seat alone where
//! another choice is as good.

use domain::{SeatNo, live::PackedStatuses, selling::BestAvailable};

use super::runs::{Run, free_runs};
use crate::EventPlan;

/// What a lone seat left beside the group costs, in plan units: about four rows.
const ORPHAN_COST: f64 = 400.0;

/// The best free seats for a wish; none when there are not as many.
#[must_use]
pub fn best_available(plan: &EventPlan, statuses: &PackedStatuses, wish: &BestAvailable) -> Option<Vec<SeatNo>> {
    let accessible = wish.accessible.unwrap_or(false);
    let runs = free_runs(plan, statuses, |seat, index, row, section| {
        wish.section.as_deref().is_none_or(|name| name == section)
            && wish.price_level.is_none_or(|level| plan.level_of(seat) == Some(level))
            // Places for wheelchairs and their companions go to those who ask for them.
            && (row.accessible.contains(&index) || row.companion.contains(&index)) == accessible
            && (!accessible || wish.quantity > 1 || row.accessible.contains(&index))
    });
    let quantity = wish.quantity as usize;
    together(&runs, quantity, |run, window| mean(&run.cost[window])).or_else(|| in_few_rows(&runs, quantity))
}

/// As many free seats as `asked` has, of the same price levels, as near to them as may be: together, or else one by one.
#[must_use]
pub fn alternatives(plan: &EventPlan, statuses: &PackedStatuses, asked: &[SeatNo]) -> Vec<SeatNo> {
    let seats: Vec<_> = asked.iter().filter_map(|seat| plan.index.seat(*seat)).collect();
    let Some(first) = seats.first() else { return Vec::new() };
    let level = plan.level_of(first.seat_no);
    let accessible = first.accessible();
    let count = seats.len() as f64;
    let middle = seats.iter().fold((0.0, 0.0), |sum, seat| {
        let (x, y) = seat.centre();
        (sum.0 + f64::from(x) / count, sum.1 + f64::from(y) / count)
    });
    let runs =
        free_runs(plan, statuses, |seat, index, row, _| plan.level_of(seat) == level && row.accessible.contains(&index) == accessible);
    let distance = |(x, y): (f64, f64)| (x - middle.0).hypot(y - middle.1);
    together(&runs, asked.len(), |run, window| {
        let centres = &run.centre[window];
        centres.iter().map(|centre| distance(*centre)).sum::<f64>() / centres.len() as f64
    })
    .or_else(|| {
        let mut single: Vec<_> = runs.iter().flat_map(|run| run.seats.iter().zip(&run.centre)).collect();
        single.sort_by(|a, b| distance(*a.1).total_cmp(&distance(*b.1)));
        let nearest: Vec<_> = single.iter().take(asked.len()).map(|(seat, _)| **seat).collect();
        (nearest.len() == asked.len()).then_some(nearest)
    })
    .map(|mut seats| {
        seats.sort_unstable();
        seats
    })
    .unwrap_or_default()
}

/// The cheapest window of so many seats in any run, orphans counted.
fn together(runs: &[Run], quantity: usize, cost: impl Fn(&Run, std::ops::Range<usize>) -> f64) -> Option<Vec<SeatNo>> {
    let mut best: Option<(f64, &[SeatNo])> = None;
    for run in runs {
        for start in 0..=run.seats.len().checked_sub(quantity).map_or(0, |last| last) {
            let end = start + quantity;
            if end > run.seats.len() {
                break;
            }
            let left_alone = usize::from(start == 1) + usize::from(run.seats.len() - end == 1);
            let cost = cost(run, start..end) + ORPHAN_COST * left_alone as f64;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, &run.seats[start..end]));
            }
        }
    }
    best.map(|(_, seats)| seats.to_vec())
}

/// Where no run is long enough: around each of the best runs, the runs nearest to it, the longest pieces first. The fewest rows win,
/// then the best seats.
fn in_few_rows(runs: &[Run], quantity: usize) -> Option<Vec<SeatNo>> {
    const STARTS: usize = 40;
    let mut by_length: Vec<&Run> = runs.iter().collect();
    by_length.sort_by(|a, b| b.seats.len().cmp(&a.seats.len()).then(mean(&a.cost).total_cmp(&mean(&b.cost))));
    let mut best: Option<(usize, f64, Vec<SeatNo>)> = None;
    for start in by_length.iter().take(STARTS) {
        let mut near: Vec<&Run> = by_length.clone();
        near.sort_by_key(|run| (run.row.abs_diff(start.row), usize::MAX - run.seats.len()));
        let mut seats = Vec::new();
        let mut cost = 0.0;
        let mut pieces = 0;
        for run in near {
            let take = (quantity - seats.len()).min(run.seats.len());
            seats.extend_from_slice(&run.seats[..take]);
            cost += run.cost[..take].iter().sum::<f64>();
            pieces += 1;
            if seats.len() == quantity {
                break;
            }
        }
        if seats.len() == quantity && best.as_ref().is_none_or(|(fewest, least, _)| (pieces, cost) < (*fewest, *least)) {
            best = Some((pieces, cost, seats));
        }
    }
    best.map(|(_, _, mut seats)| {
        seats.sort_unstable();
        seats
    })
}

fn mean(costs: &[f64]) -> f64 {
    costs.iter().sum::<f64>() / costs.len().max(1) as f64
}
