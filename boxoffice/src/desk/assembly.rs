//! Making a batch of the commands that have come.

use std::collections::HashSet;

use domain::{
    BuyerId, SeatNo, SeatStatus,
    live::PackedStatuses,
    selling::{IdempotencyKey, SeatRequest},
};
use store::desk::{Batch, Hold, Wish};

use super::{command::Command, lanes::Waiting};
use crate::best;

/// The most holds in one batch. A batch keeps the event's lock until its commit, and other writers wait for it.
pub(super) const MAX_HOLDING: usize = 512;

/// The most other commands in one batch. They are taken first, and a sale costs far more than a hold: with this bound the holds behind them
/// are done at the same moment.
pub(super) const MAX_SETTLING: usize = 128;

/// The most lapsed bookings that a batch ends.
pub(crate) const MAX_EXPIRED: u32 = 200;

/// A batch and the commands that it was made of.
#[derive(Debug)]
pub(super) struct Assembly {
    pub batch: Batch,
    /// Each kind as it came. Those that only end lapsed bookings are last.
    pub commands: Vec<Command>,
}

/// Takes commands off the fronts of `waiting` into a batch: first those that settle what is held. Statuses are what this server knows: they
/// steer what is chosen for people who leave the choice to the desk, and nothing else.
pub(super) fn assemble(waiting: &mut Waiting, statuses: impl FnOnce() -> PackedStatuses, expire: bool) -> Assembly {
    let mut commands = Vec::new();
    let mut expiries = Vec::new();
    let mut later = Vec::new();
    let mut batch = Batch::default();
    let mut keys: HashSet<(BuyerId, IdempotencyKey)> = HashSet::new();
    let mut claims = Claims { seats: HashSet::new(), left: None, statuses: Some(statuses) };

    let settling = waiting.settling.len().min(MAX_SETTLING);
    let holding = waiting.holding.len().min(MAX_HOLDING);
    for mut command in waiting.settling.drain(..settling).chain(waiting.holding.drain(..holding)) {
        match &mut command {
            Command::Release(release, _) => batch.releases.push(*release),
            Command::Begin(begin, _) => batch.begins.push(begin.clone()),
            Command::Confirm(confirmation, _) => batch.confirmations.push(confirmation.clone()),
            Command::Revoke(revocation, _) => batch.revocations.push(revocation.clone()),
            Command::Block(block, _) => batch.blocks.push(block.clone()),
            Command::Expire(_) => {
                expiries.push(command);
                continue;
            }
            Command::Hold(hold, _) => {
                // The same key at the same time: whichever is second gets the answer of the first, when that is known.
                if !keys.insert((hold.buyer, hold.key.clone())) {
                    later.push(command);
                    continue;
                }
                hold.leaves_single = match &hold.request {
                    SeatRequest::Seats(seats) if hold.plan.avoid_single_seats => hold.plan.leaves_single(claims.left(), seats),
                    _ => None,
                };
                let (wish, second) = match &hold.request {
                    // The store is still asked, for places that there are not: it knows whether this key was answered before.
                    SeatRequest::Seats(seats) if hold.leaves_single.is_some() => (Wish::Standing(0..0, seats.len() as u32), false),
                    SeatRequest::Seats(seats) => (Wish::Seats(seats.clone()), !claims.claim(seats)),
                    SeatRequest::Spots { spots, quantity } => (Wish::Standing(spots.clone(), *quantity), false),
                    SeatRequest::Best(wish) => match best::best_available(&hold.plan, claims.left(), wish) {
                        Some(seats) => (Wish::Seats(seats.clone()), !claims.claim(&seats)),
                        // With nothing to choose from, the store is still asked, for places that there are not: it knows whether
                        // this key was answered before, and whether the event is on sale at all.
                        None => {
                            batch.expire = MAX_EXPIRED;
                            (Wish::Standing(0..0, wish.quantity), false)
                        }
                    },
                };
                batch.holds.push(Hold {
                    booking: hold.booking,
                    buyer: hold.buyer,
                    key: hold.key.clone(),
                    fingerprint: hold.fingerprint.clone(),
                    wish,
                    second,
                    remember_refusal: matches!(hold.request, SeatRequest::Seats(_)) && hold.leaves_single.is_none(),
                });
            }
        }
        commands.push(command);
    }
    if expire || !expiries.is_empty() {
        batch.expire = MAX_EXPIRED;
    }
    later.into_iter().rev().for_each(|command| waiting.holding.push_front(command));
    commands.append(&mut expiries);
    Assembly { batch, commands }
}

/// The seats that the batch asks for already.
struct Claims<F> {
    seats: HashSet<SeatNo>,
    /// What is left to choose from; made when somebody first leaves the choice to the desk.
    left: Option<PackedStatuses>,
    statuses: Option<F>,
}

impl<F: FnOnce() -> PackedStatuses> Claims<F> {
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
        let Self { seats, left, statuses } = self;
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
