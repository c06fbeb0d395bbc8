//! Turns requests into searches.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    PricedPlan,
    measure::{Nearness, Quality},
    search::BlockSearch,
};
use crate::{
    SeatNo, SeatStatus, live::PackedStatuses, seating::pieces::in_pieces, selling::BestAvailable,
};

/// The best available seats for a request, in order of their numbers. None if there are too few.
/// Wheelchair and companions' places go only to requests for them, and such a request gets at least
/// one wheelchair place.
///
/// Takes tens of microseconds. None if `quantity` exceeds [`crate::selling::MAX_SEATS`].
#[must_use]
pub fn best_available(
    plan: &dyn PricedPlan,
    statuses: &PackedStatuses,
    wish: &BestAvailable,
) -> Option<Vec<SeatNo>> {
    let accessible = wish.accessible.unwrap_or(false);
    let (layout, zone) = (plan.layout(), plan.layout().zone(accessible));
    let blocks = match &wish.section {
        None => 0..zone.blocks.len(),
        Some(name) => zone.section(
            plan.index()
                .plan()
                .sections
                .iter()
                .position(|section| section.name == *name)?,
        ),
    };
    let search = BlockSearch {
        layout,
        zone,
        statuses,
        priced: plan.priced().of(wish.price_level),
        blocks,
        party: wish.quantity,
        wheelchairs: u32::from(accessible),
        in_kind: false,
        measure: Quality(layout),
    };
    search.choose()
}

/// As many available seats as `asked` has, as near to those as possible, and together if possible.
/// The price levels stay the same, and wheelchair places are replaced by wheelchair places. A seat
/// with a note replaces one without only where no others are left. In order of their numbers. Empty
/// if there are too few.
///
/// Takes tens of microseconds, and more for each piece of a party that is split. Numbers in `asked`
/// that are not numbered seats do not count.
#[must_use]
pub fn alternatives(
    plan: &dyn PricedPlan,
    statuses: &PackedStatuses,
    asked: &[SeatNo],
) -> Vec<SeatNo> {
    replacements(plan, statuses, asked, false)
}

/// Like [`alternatives`], but each kind of seat is replaced by the same number of its kind at the
/// same price level: wheelchair places, companions' places, and all others. So the alternatives
/// suit the same people. Empty if the party must be split and its pieces would have more wheelchair
/// places than `asked`.
#[must_use]
pub fn alternatives_in_kind(
    plan: &dyn PricedPlan,
    statuses: &PackedStatuses,
    asked: &[SeatNo],
) -> Vec<SeatNo> {
    replacements(plan, statuses, asked, true)
}

fn replacements(
    plan: &dyn PricedPlan,
    statuses: &PackedStatuses,
    asked: &[SeatNo],
    in_kind: bool,
) -> Vec<SeatNo> {
    let layout = plan.layout();
    let asked: Vec<SeatNo> = asked
        .iter()
        .copied()
        .filter(|seat| seat.0 < layout.seat_count())
        .collect();
    let wheelchairs = |seats: &[SeatNo]| {
        seats
            .iter()
            .filter(|seat| layout.is_wheelchair_place(seat.0))
            .count() as u32
    };
    // Replaces the seats of each price level separately, so that the price stays the same.
    // Wheelchair places come first because there are few of them. The other seats are then searched
    // for near them.
    let mut alike: BTreeMap<_, Vec<SeatNo>> = BTreeMap::new();
    for seat in asked.iter().filter_map(|seat| plan.index().seat(*seat)) {
        let general = !seat.accessible() && !seat.row.companion.contains(&seat.index);
        alike
            .entry((general, plan.level_of(seat.seat_no)))
            .or_default()
            .push(seat.seat_no);
    }
    let mut found: Vec<SeatNo> = Vec::with_capacity(asked.len());
    for ((general, level), seats) in alike {
        let zone = layout.zone(!general);
        let mut left = Cow::Borrowed(statuses);
        let near = if found.is_empty() { &asked } else { &found };
        let (party, wanted) = (seats.len() as u32, wheelchairs(&seats));
        let avoids_notes = !seats.iter().any(|seat| layout.has_note(seat.0));
        let more = in_pieces(plan.index(), near, party, wanted, &mut |next| {
            for seat in next.found {
                left.to_mut().set(*seat, SeatStatus::Held);
            }
            let search = BlockSearch {
                layout,
                zone,
                statuses: &left,
                priced: level.map_or(&[], |level| plan.priced().of(Some(level))),
                blocks: 0..zone.blocks.len(),
                party: next.size,
                wheelchairs: next.wheelchairs,
                // In a split party, each piece has at least `wheelchairs` wheelchair places and may
                // have more. The check below counts them all.
                in_kind: in_kind && (next.size == party || next.wheelchairs == 0),
                measure: Nearness {
                    layout,
                    to: &next.near,
                    avoids_notes,
                },
            };
            let mut vacancies = Vec::new();
            let piece = search.together(&mut vacancies);
            piece.map(|piece| piece.first).ok_or_else(|| {
                vacancies
                    .iter()
                    .map(|vacancy| vacancy.longest)
                    .max()
                    .unwrap_or(0)
            })
        });
        let has = wheelchairs(&more);
        if more.len() < seats.len() || has < wanted || (in_kind && has > wanted) {
            return Vec::new();
        }
        found.extend(more);
    }
    found.sort_unstable();
    found
}
