//! What the database is asked for on behalf of the holds of a batch: no seat twice, if that can be avoided.

use std::collections::HashSet;

use domain::{
    BuyerId, SeatNo, SeatStatus,
    live::PackedStatuses,
    seating::best,
    selling::{IdempotencyKey, SeatRequest},
};
use store::desk::{Hold, HoldTarget};

use super::command::HoldCommand;

/// The keys and seats that the batch asks for already.
pub(super) struct Targets<F> {
    keys: HashSet<(BuyerId, IdempotencyKey)>,
    seats: HashSet<SeatNo>,
    /// What is left to choose from; made when somebody first leaves the choice to the desk.
    left: Option<PackedStatuses>,
    statuses: Option<F>,
}

impl<F: FnOnce() -> PackedStatuses> Targets<F> {
    /// Nothing is asked for yet. `statuses` are the seats as this server knows them.
    pub fn new(statuses: F) -> Self {
        Self { keys: HashSet::new(), seats: HashSet::new(), left: None, statuses: Some(statuses) }
    }

    /// Whether no hold of the batch had this buyer and key before.
    pub fn is_first(&mut self, hold: &Hold) -> bool {
        self.keys.insert((hold.buyer, hold.key.clone()))
    }

    /// Chooses the target of a hold.
    ///
    /// Where there is no seat to ask for, the database is asked all the same: it knows whether this key was answered before, and whether the
    /// event is on sale at all.
    pub fn choose(&mut self, hold: &mut HoldCommand) {
        hold.leaves_single = match &hold.request {
            SeatRequest::Seats(seats) if hold.plan.avoid_single_seats => hold.plan.leaves_single(self.left(), seats),
            _ => None,
        };
        let key_only = HoldTarget::KeyOnly { quantity: hold.request.quantity() };
        let target = match &hold.request {
            SeatRequest::Seats(_) if hold.leaves_single.is_some() => key_only,
            SeatRequest::Seats(seats) => HoldTarget::Seats(seats.clone()),
            SeatRequest::Spots { spots, quantity } => HoldTarget::Spots { spots: spots.clone(), quantity: *quantity },
            SeatRequest::Best(wish) => best::best_available(&*hold.plan, self.left(), wish).map_or(key_only, HoldTarget::Seats),
        };
        hold.sent.second = !self.claim(target.seats());
        // A choice of the desk's own is chosen again.
        hold.sent.remember_refusal = matches!((&hold.request, &target), (SeatRequest::Seats(_), HoldTarget::Seats(_)));
        hold.sent.target = target;
    }

    /// Claims seats, if none of them is claimed.
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
        let Self { seats, left, statuses, .. } = self;
        left.get_or_insert_with(|| {
            let mut left = statuses.take().map_or_else(|| PackedStatuses::new(0), |statuses| statuses());
            mark(&mut left, seats.iter());
            left
        })
    }
}

/// Has seats count as held.
pub(super) fn mark<'a>(statuses: &mut PackedStatuses, seats: impl Iterator<Item = &'a SeatNo>) {
    for seat in seats {
        statuses.set(*seat, SeatStatus::Held);
    }
}
