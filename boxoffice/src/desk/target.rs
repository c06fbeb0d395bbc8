//! Chooses the target of each hold of a batch, and avoids asking for a seat twice.

use std::{cmp::Reverse, collections::HashSet};

use domain::{
    BuyerId, SeatNo, SeatStatus,
    live::PackedStatuses,
    seating::best,
    selling::{BestAvailable, IdempotencyKey, SeatRequest},
};
use store::desk::{Hold, HoldTarget};

use super::command::HoldCommand;
use crate::EventPlan;

/// The keys and seats of the holds that are in the batch.
pub(super) struct Targets<F> {
    keys: HashSet<(BuyerId, IdempotencyKey)>,
    seats: HashSet<SeatNo>,
    /// The available seats that are not claimed; built when a hold first leaves the choice to the
    /// desk.
    left: Option<PackedStatuses>,
    statuses: Option<F>,
}

impl<F: FnOnce() -> PackedStatuses> Targets<F> {
    /// No targets yet. `statuses` gives this server's memory of the seats.
    pub fn new(statuses: F) -> Self {
        Self {
            keys: HashSet::new(),
            seats: HashSet::new(),
            left: None,
            statuses: Some(statuses),
        }
    }

    /// Whether no earlier hold of the batch has this buyer and key.
    pub fn is_first(&mut self, hold: &Hold) -> bool {
        self.keys.insert((hold.buyer, hold.key.clone()))
    }

    /// Chooses the target of a hold.
    ///
    /// If there is no seat to ask for, the hold still goes to the database, which knows whether
    /// this key was answered before, and whether the event is on sale.
    pub fn choose(&mut self, hold: &mut HoldCommand) {
        hold.leaves_orphan = match &hold.request {
            SeatRequest::Seats(seats) | SeatRequest::SeatsOr(seats, _)
                if hold.plan.avoid_single_seats =>
            {
                hold.plan.leaves_orphan(self.left(), seats)
            }
            _ => None,
        };
        let mut is_last = matches!(hold.request, SeatRequest::Seats(_));
        let key_only = HoldTarget::KeyOnly {
            quantity: hold.request.quantity(),
        };
        let target = match &hold.request {
            SeatRequest::Seats(_) if hold.leaves_orphan.is_some() => key_only,
            SeatRequest::Seats(seats) => HoldTarget::Seats(seats.clone()),
            SeatRequest::SeatsOr(seats, wish) => {
                let is_gone = hold.tries > 0 && hold.is_any_taken(self.left());
                let instead = if is_gone {
                    best_within(&hold.plan, self.left(), seats, wish)
                } else {
                    None
                };
                is_last = is_gone;
                match instead {
                    Some(instead) => {
                        is_last = false;
                        HoldTarget::Seats(instead)
                    }
                    None if hold.leaves_orphan.is_some() => key_only,
                    // If there are no other seats, the database says which of these are taken.
                    None => HoldTarget::Seats(seats.clone()),
                }
            }
            SeatRequest::Spots { spots, quantity } => HoldTarget::Spots {
                spots: spots.clone(),
                quantity: *quantity,
            },
            SeatRequest::Best(wish) => best::best_available(&*hold.plan, self.left(), wish)
                .map_or(key_only, HoldTarget::Seats),
        };
        hold.sent.second = !self.claim(target.seats());
        // After a refusal of its own choice, the desk chooses again, so such a refusal is not
        // stored.
        hold.sent.remember_refusal = is_last && matches!(target, HoldTarget::Seats(_));
        hold.sent.target = target;
    }

    /// Claims seats if none of them is claimed.
    fn claim(&mut self, seats: &[SeatNo]) -> bool {
        if seats.iter().any(|seat| self.seats.contains(seat)) {
            return false;
        }
        self.seats.extend(seats);
        if let Some(left) = &mut self.left {
            mark(left, seats.iter());
        }
        true
    }

    fn left(&mut self) -> &PackedStatuses {
        let Self {
            seats,
            left,
            statuses,
            ..
        } = self;
        left.get_or_insert_with(|| {
            let mut left = statuses
                .take()
                .map_or_else(|| PackedStatuses::new(0), |statuses| statuses());
            mark(&mut left, seats.iter());
            left
        })
    }
}

/// The best available seats for a wish whose total is not above that of the named seats: the best
/// of all, or those of the most expensive price level within the total.
fn best_within(
    plan: &EventPlan,
    left: &PackedStatuses,
    asked: &[SeatNo],
    wish: &BestAvailable,
) -> Option<Vec<SeatNo>> {
    let most = plan.total(asked)?;
    let fits = |seats: &Vec<SeatNo>| plan.total(seats).is_some_and(|total| total <= most);
    if let Some(seats) = best::best_available(plan, left, wish).filter(fits) {
        return Some(seats);
    }
    if wish.price_level.is_some() {
        return None;
    }
    let mut levels: Vec<_> = plan
        .levels
        .values()
        .filter(|level| level.price.amount * i64::from(wish.quantity) <= most)
        .collect();
    levels.sort_by_key(|level| (Reverse(level.price.amount), level.id));
    levels.into_iter().find_map(|level| {
        let wish = BestAvailable {
            price_level: Some(level.id),
            ..wish.clone()
        };
        best::best_available(plan, left, &wish).filter(fits)
    })
}

/// Marks seats as held.
pub(super) fn mark<'a>(statuses: &mut PackedStatuses, seats: impl Iterator<Item = &'a SeatNo>) {
    for seat in seats {
        statuses.set(*seat, SeatStatus::Held);
    }
}
