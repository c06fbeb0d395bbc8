//! A budget of held seats for the callers behind each address. It comes before the sale desks, so
//! that one machine with a thousand sessions cannot hold a whole hall.
//!
//! A seat counts from the request until its hold ends: by payment, by release, or at its expiry.
//! The counts are in the memory of this server: each server of an installation grants the budget
//! separately, and a restart begins at zero. The limit of seats for each buyer and event is exact,
//! and is in the database. This limit only has to be cheap, and beyond the reach of honest callers.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{BuildHasher, RandomState},
    mem,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use domain::{
    BookingId, BuyerId, EventId,
    selling::{Booking, BookingRequest, BookingStatus, IdempotencyKey, MAX_SEATS},
    waiting::Pass,
};

use crate::{BoxOffice, Refusal};

/// A network of 48 bits may hold this many times the limit, because it has many households.
const WIDE: u32 = 10;

/// The origin of holds, and how many seats it may hold at a time.
#[derive(Debug, Clone, Copy)]
pub struct Holder {
    address: IpAddr,
    limit: u32,
}

impl Holder {
    /// Callers at `address`, who may hold `limit` seats at a time. An IPv6 address counts as its
    /// network of 64 bits; its network of 48 bits may hold ten times as many.
    #[must_use]
    pub fn new(address: IpAddr, limit: u32) -> Self {
        Self {
            address: address.to_canonical(),
            limit,
        }
    }

    /// The same origin with another limit.
    pub(crate) fn with_limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// The networks that the address belongs to, each with its limit.
    pub(crate) fn networks(self) -> impl Iterator<Item = (Network, u32)> {
        let v6 = |bits: u8, address: std::net::Ipv6Addr| (address.to_bits() >> (128 - bits), bits);
        let (narrow, wide) = match self.address {
            IpAddr::V4(address) => ((u128::from(address.to_bits()), 32), None),
            IpAddr::V6(address) => (
                v6(64, address),
                Some((v6(48, address), self.limit.saturating_mul(WIDE))),
            ),
        };
        std::iter::once((narrow, self.limit)).chain(wide)
    }
}

/// The first bits of an address, and their number. Networks of IPv4 and IPv6 never have the same
/// number of bits.
pub(crate) type Network = (u128, u8);

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
struct SeatClaim {
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
    fn ask(
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
    fn granted(self, booking: BookingId, seats: u32, lasts: Duration) {
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

impl BoxOffice {
    /// Holds seats as `hold` does, for a buyer at an address whose callers share a budget of held
    /// seats. Without a `holder`, no such limit applies.
    ///
    /// # Errors
    /// `too_many_requests` if the budget is used up, and those of `hold`.
    pub async fn hold_from(
        &self,
        holder: Option<Holder>,
        buyer: BuyerId,
        event: EventId,
        key: &IdempotencyKey,
        request: BookingRequest,
    ) -> Result<Booking, Refusal> {
        self.hold_inside(holder, None, buyer, event, key, request)
            .await
    }

    /// Holds seats, as `hold_from` does, for a buyer with a pass. An event with a waiting room
    /// takes no hold without one.
    ///
    /// # Errors
    /// `waiting_room` without a valid pass, and those of `hold_from`.
    pub async fn hold_inside(
        &self,
        holder: Option<Holder>,
        pass: Option<Pass>,
        buyer: BuyerId,
        event: EventId,
        key: &IdempotencyKey,
        request: BookingRequest,
    ) -> Result<Booking, Refusal> {
        let Some(holder) = holder else {
            return self
                .hold_with(pass.as_ref(), buyer, event, key, request)
                .await;
        };
        let Some(asked) = self
            .held_seats()
            .ask(holder, quantity(&request), (buyer, event, key))?
        else {
            return self
                .hold_with(pass.as_ref(), buyer, event, key, request)
                .await;
        };
        // A separate task: if the caller disconnects before the answer, the seats are held
        // nevertheless and must count.
        let (office, key) = (self.clone(), key.clone());
        let task = tokio::spawn(async move {
            let booking = office
                .hold_with(pass.as_ref(), buyer, event, &key, request)
                .await?;
            if booking.status == BookingStatus::Pending {
                let lasts =
                    Duration::from_millis(u64::try_from(booking.expires_in_ms).unwrap_or_default());
                asked.granted(
                    booking.id,
                    u32::try_from(booking.seats.len()).unwrap_or(u32::MAX),
                    lasts,
                );
            }
            Ok(booking)
        });
        task.await.map_err(|fault| {
            Refusal::Store(store::Error::Corrupt(format!(
                "a hold that did not end: {fault}"
            )))
        })?
    }
}

/// The most seats that a request may hold. A request above the limit of a booking is refused later
/// for that reason.
fn quantity(request: &BookingRequest) -> u32 {
    let seats = request
        .seats
        .as_ref()
        .map(|seats| u32::try_from(seats.len()).unwrap_or(u32::MAX));
    let others = [
        request.best_available.as_ref().map(|wish| wish.quantity),
        request.area.as_ref().map(|wish| wish.quantity),
    ];
    others
        .into_iter()
        .chain([seats])
        .flatten()
        .max()
        .unwrap_or_default()
        .min(MAX_SEATS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn at(address: &str) -> Holder {
        Holder::new(address.parse().expect("an address"), 20)
    }

    /// Holds ten seats and returns the booking. None if the budget does not allow them.
    fn hold_for(held: &HeldSeats, holder: Holder, lasts: Duration) -> Option<BookingId> {
        let booking = BookingId::new();
        let asked = held.ask(holder, 10, booking).ok()?.expect("a new request");
        asked.granted(booking, 10, lasts);
        Some(booking)
    }

    fn hold(held: &HeldSeats, address: &str) -> Option<BookingId> {
        hold_for(held, at(address), HOUR)
    }

    #[test]
    fn an_address_holds_seats_up_to_its_limit_and_others_are_not_affected() {
        let held = HeldSeats::default();
        assert!(hold(&held, "1.2.3.4").is_some() && hold(&held, "1.2.3.4").is_some());
        assert!(hold(&held, "1.2.3.4").is_none() && hold(&held, "::ffff:1.2.3.4").is_none());
        assert!(hold(&held, "1.2.3.5").is_some());
    }

    #[test]
    fn a_network_of_48_bits_holds_ten_times_as_many_as_each_of_its_households() {
        let held = HeldSeats::default();
        for household in 0..10 {
            for _ in 0..2 {
                assert!(hold(&held, &format!("2001:db8:1:{household}::1")).is_some());
            }
            assert!(
                hold(&held, &format!("2001:db8:1:{household}::2")).is_none(),
                "the household has its twenty"
            );
        }
        assert!(
            hold(&held, "2001:db8:1:77::1").is_none(),
            "the network has its two hundred"
        );
        assert!(hold(&held, "2001:db8:2::1").is_some());
    }

    #[test]
    fn seats_come_back_when_their_hold_ends() {
        let held = HeldSeats::default();
        let released = hold(&held, "2001:db8::1").expect("is granted");
        assert!(hold(&held, "2001:db8::1").is_some() && hold(&held, "2001:db8::1").is_none());
        held.ended(released);
        held.ended(released);
        assert!(hold(&held, "2001:db8::1").is_some() && hold(&held, "2001:db8::1").is_none());

        let held = HeldSeats::default();
        for _ in 0..5 {
            assert!(
                hold_for(&held, at("1.2.3.4"), Duration::ZERO).is_some(),
                "the time of those before is over"
            );
        }
        held.lock().end_what_is_over(Instant::now());
        let book = held.lock();
        assert!(
            book.networks.is_empty()
                && book.holds.is_empty()
                && book.ends.is_empty()
                && book.requests.is_empty()
        );
    }

    #[test]
    fn seats_of_an_extended_hold_count_until_its_new_end() {
        let held = HeldSeats::default();
        let extended = hold_for(&held, at("1.2.3.4"), Duration::ZERO).expect("is granted");
        held.lasts(extended, HOUR);
        assert!(hold(&held, "1.2.3.4").is_some() && hold(&held, "1.2.3.4").is_none());
        held.ended(extended);
        assert!(hold(&held, "1.2.3.4").is_some());
        held.lasts(extended, HOUR);
        assert!(
            hold(&held, "1.2.3.4").is_none(),
            "a hold that has ended does not count again"
        );
    }

    #[test]
    fn a_refused_request_does_not_count_and_a_repeated_one_counts_once() {
        let held = HeldSeats::default();
        for _ in 0..5 {
            drop(
                held.ask(at("1.2.3.4"), 10, "refused")
                    .expect("is within the budget"),
            );
        }
        held.ask(at("1.2.3.4"), 10, "first")
            .expect("fits")
            .expect("is new")
            .granted(BookingId::new(), 10, HOUR);
        held.ask(at("1.2.3.4"), 10, "second")
            .expect("fits")
            .expect("is new")
            .granted(BookingId::new(), 10, HOUR);
        assert!(
            held.ask(at("1.2.3.4"), 10, "first")
                .expect("was granted before")
                .is_none()
        );
        assert!(held.ask(at("1.2.3.4"), 1, "third").is_err());
    }

    #[test]
    fn a_refusal_says_when_the_next_seats_come_back() {
        let held = HeldSeats::default();
        hold_for(&held, at("1.2.3.4"), Duration::from_secs(90)).expect("is granted");
        hold(&held, "1.2.3.4").expect("is granted");
        match held.ask(at("1.2.3.4"), 1, "another").err() {
            Some(Refusal::TooManyHeld {
                limit: 20,
                retry_after,
            }) => assert!((89..=91).contains(&retry_after), "{retry_after}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn concurrent_holds_do_not_exceed_the_budget_together() {
        let held = HeldSeats::default();
        let first = held.ask(at("1.2.3.4"), 10, 1).expect("fits");
        let second = held.ask(at("1.2.3.4"), 10, 2).expect("fits");
        assert!(first.is_some() && second.is_some() && held.ask(at("1.2.3.4"), 1, 3).is_err());
    }
}
