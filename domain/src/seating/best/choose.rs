//! What is asked, turned into searches.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    PricedPlan,
    measure::{Nearness, Quality},
    search::Search,
};
use crate::{SeatNo, SeatStatus, live::PackedStatuses, seating::pieces::in_pieces, selling::BestAvailable};

/// The best free seats for a wish, in order of their numbers; none when there are not as many. Places for wheelchairs and for who comes
/// along with one go to those who ask for them and to nobody else, and at least one of the former to each who does.
///
/// Takes some tens of microseconds. `quantity` is at most [`crate::selling::MAX_SEATS`]; for more there are none.
#[must_use]
pub fn best_available(plan: &dyn PricedPlan, statuses: &PackedStatuses, wish: &BestAvailable) -> Option<Vec<SeatNo>> {
    let accessible = wish.accessible.unwrap_or(false);
    let (layout, zone) = (plan.layout(), plan.layout().zone(accessible));
    let blocks = match &wish.section {
        None => 0..zone.blocks.len(),
        Some(name) => zone.section(plan.index().plan().sections.iter().position(|section| section.name == *name)?),
    };
    let search = Search {
        layout,
        zone,
        statuses,
        priced: plan.priced().of(wish.price_level),
        blocks,
        party: wish.quantity,
        wheelchairs: u32::from(accessible),
        measure: Quality(layout),
    };
    search.choose()
}

/// As many free seats as `asked` has, of the same price levels and for wheelchairs where those are, as near to them as may be: together
/// if possible. In order of their numbers; empty when there are not as many.
///
/// Takes some tens of microseconds, and some more for each piece of a party that must part. What is asked for but is no numbered seat does
/// not count.
#[must_use]
pub fn alternatives(plan: &dyn PricedPlan, statuses: &PackedStatuses, asked: &[SeatNo]) -> Vec<SeatNo> {
    let layout = plan.layout();
    let asked: Vec<SeatNo> = asked.iter().copied().filter(|seat| seat.0 < layout.seat_count()).collect();
    let wheelchairs = |seats: &[SeatNo]| seats.iter().filter(|seat| layout.is_wheelchair_place(seat.0)).count() as u32;
    // Seats of several levels are replaced level by level: the price stays what it was. Places for wheelchairs, of which there are
    // few, come first, and the others are sought near to what is found.
    let mut alike: BTreeMap<_, Vec<SeatNo>> = BTreeMap::new();
    for seat in asked.iter().filter_map(|seat| plan.index().seat(*seat)) {
        let general = !seat.accessible() && !seat.row.companion.contains(&seat.index);
        alike.entry((general, plan.level_of(seat.seat_no))).or_default().push(seat.seat_no);
    }
    let mut found: Vec<SeatNo> = Vec::with_capacity(asked.len());
    for ((general, level), seats) in alike {
        let zone = layout.zone(!general);
        let mut left = Cow::Borrowed(statuses);
        let near = if found.is_empty() { &asked } else { &found };
        let more = in_pieces(plan.index(), near, seats.len() as u32, wheelchairs(&seats), &mut |next| {
            for seat in next.found {
                left.to_mut().set(*seat, SeatStatus::Held);
            }
            let search = Search {
                layout,
                zone,
                statuses: &left,
                priced: level.map_or(&[], |level| plan.priced().of(Some(level))),
                blocks: 0..zone.blocks.len(),
                party: next.size,
                wheelchairs: next.wheelchairs,
                measure: Nearness { layout, to: &next.near },
            };
            let mut vacancies = Vec::new();
            let piece = search.together(&mut vacancies);
            piece.map(|piece| piece.first).ok_or_else(|| vacancies.iter().map(|vacancy| vacancy.longest).max().unwrap_or(0))
        });
        if more.len() < seats.len() || wheelchairs(&more) < wheelchairs(&seats) {
            return Vec::new();
        }
        found.extend(more);
    }
    found.sort_unstable();
    found
}
