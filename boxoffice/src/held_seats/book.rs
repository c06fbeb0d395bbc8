//! The book of held seats: how many seats each network holds or requests, and when they come back.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{BuildHasher, RandomState},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use domain::BookingId;

use super::holder::{Holder, Network};
use crate::Refusal;

/// The end of a hold.
type HoldEnd = (Instant, BookingId);

/// The held seats by the addresses that hold them.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldSeats(Arc<Mutex<Book>>);

#[derive(Debug, Default)]
struct Book {
    networks: HashMap<Network, Count>,
    holds: HashMap<BookingId, CountedHold>,
    /// All holds, the next to end first.
    ends: BTreeSet<HoldEnd>,
    /// The requests whose holds are counted. A repeated request counts once.
    requests: HashMap<u64, BookingId>,
    hasher: RandomState,
}

/// The seats of one network.
#[derive(Debug, Default)]
struct Count {
    /// Seats that are held or requested.
    seats: u32,
    /// The holds, the next to end first.
    ends: BTreeSet<HoldEnd>,
}

#[derive(Debug)]
struct CountedHold {
    holder: Holder,
    seats: u32,
    until: Instant,
    request: u64,
}

/// Requested seats. They count until this is dropped or becomes a hold.
pub(super) struct SeatClaim {
    held: HeldSeats,
    holder: Holder,
    seats: u32,
    request: u64,
}

impl HeldSeats {
    fn lock(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts requested seats. A request that was granted before adds nothing.
    ///
    /// # Errors
    /// If one of the networks would exceed its limit.
    pub(super) fn ask(
        &self,
        holder: Holder,
        seats: u32,
        request: impl std::hash::Hash,
    ) -> Result<Option<SeatClaim>, Refusal> {
        let now = Instant::now();
        let mut book = self.lock();
        book.end_what_is_over(now);
        let request = book.hasher.hash_one(request);
        if book.requests.contains_key(&request) {
            return Ok(None);
        }
        for (network, limit) in holder.networks() {
            let Some(count) = book
                .networks
                .get(&network)
                .filter(|count| count.seats.saturating_add(seats) > limit)
            else {
                continue;
            };
            let next = count
                .ends
                .first()
                .map_or(Duration::from_secs(1), |(until, _)| {
                    until.saturating_duration_since(now)
                });
            let retry_after = u32::try_from(next.as_secs())
                .unwrap_or(u32::MAX)
                .saturating_add(1);
            return Err(Refusal::TooManyHeld { limit, retry_after });
        }
        for (network, _) in holder.networks() {
            book.networks.entry(network).or_default().seats += seats;
        }
        drop(book);
        Ok(Some(SeatClaim {
            held: self.clone(),
            holder,
            seats,
            request,
        }))
    }

    /// Sets a new end of the hold, this long from now: its seats count until then.
    pub(crate) fn lasts(&self, booking: BookingId, lasts: Duration) {
        let until = Instant::now() + lasts;
        let mut book = self.lock();
        let Some(hold) = book.holds.get_mut(&booking) else {
            return;
        };
        let (before, holder) = (mem::replace(&mut hold.until, until), hold.holder);
        book.ends.remove(&(before, booking));
        book.ends.insert((until, booking));
        for (network, _) in holder.networks() {
            let Some(count) = book.networks.get_mut(&network) else {
                continue;
            };
            count.ends.remove(&(before, booking));
            count.ends.insert((until, booking));
        }
    }

    /// Notes that the hold ended early: its seats no longer count.
    pub(crate) fn ended(&self, booking: BookingId) {
        let mut book = self.lock();
        let Some(hold) = book.holds.remove(&booking) else {
            return;
        };
        let end = (hold.until, booking);
        book.ends.remove(&end);
        book.requests.remove(&hold.request);
        book.give_back(hold.holder, hold.seats, Some(end));
    }
}

impl Book {
    fn end_what_is_over(&mut self, now: Instant) {
        while let Some(end) = self
            .ends
            .first()
            .copied()
            .filter(|(until, _)| *until <= now)
        {
            self.ends.remove(&end);
            if let Some(hold) = self.holds.remove(&end.1) {
                self.requests.remove(&hold.request);
                self.give_back(hold.holder, hold.seats, Some(end));
            }
        }
    }

    fn give_back(&mut self, holder: Holder, seats: u32, end: Option<HoldEnd>) {
        for (network, _) in holder.networks() {
            let Some(count) = self.networks.get_mut(&network) else {
                continue;
            };
            count.seats = count.seats.saturating_sub(seats);
            if let Some(end) = end {
                count.ends.remove(&end);
            }
            if count.seats == 0 {
                self.networks.remove(&network);
            }
        }
    }
}

impl SeatClaim {
    /// Turns the claim into a hold: its seats count until the hold ends.
    pub(super) fn granted(self, booking: BookingId, seats: u32, lasts: Duration) {
        let until = Instant::now() + lasts;
        let mut book = self.held.lock();
        if book.holds.contains_key(&booking) {
            return;
        }
        let end = (until, booking);
        for (network, _) in self.holder.networks() {
            let count = book.networks.entry(network).or_default();
            count.seats = count.seats.saturating_add(seats);
            count.ends.insert(end);
        }
        book.ends.insert(end);
        book.requests.insert(self.request, booking);
        book.holds.insert(
            booking,
            CountedHold {
                holder: self.holder,
                seats,
                until,
                request: self.request,
            },
        );
        // Dropping `self` returns the claimed seats.
        drop(book);
    }
}

impl Drop for SeatClaim {
    fn drop(&mut self) {
        self.held.lock().give_back(self.holder, self.seats, None);
    }
}

#[cfg(test)]
mod tests;
