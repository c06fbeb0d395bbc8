//! How many seats the callers behind one address hold at a time: a budget in front of the sale desks, so that one machine with a thousand
//! sessions does not hold a hall.
//!
//! A seat counts from the moment that it is asked for until its hold ends: by payment, by release, or by its time. What is counted lies in
//! the memory of this server: each server of an installation grants the budget once, and a restart begins at nothing. The limit of seats
//! for each buyer and event is exact, and lies in the database; this one only has to be out of reach for honest callers and cheap.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{BuildHasher, RandomState},
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

/// A network of 48 bits has many households behind it.
const WIDE: u32 = 10;

/// Where holds come from, and how many seats may be held from there at a time.
#[derive(Debug, Clone, Copy)]
pub struct Holder {
    address: IpAddr,
    limit: u32,
}

impl Holder {
    /// Callers at `address`, who may hold `limit` seats at a time. An IPv6 address counts as its network of 64 bits; its network of 48 bits
    /// may hold ten times as many.
    #[must_use]
    pub fn new(address: IpAddr, limit: u32) -> Self {
        Self { address: address.to_canonical(), limit }
    }

    /// The same callers, with another limit.
    pub(crate) fn with_limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// The networks that it belongs to, each with its limit.
    pub(crate) fn networks(self) -> impl Iterator<Item = (Network, u32)> {
        let v6 = |bits: u8, address: std::net::Ipv6Addr| (address.to_bits() >> (128 - bits), bits);
        let (narrow, wide) = match self.address {
            IpAddr::V4(address) => ((u128::from(address.to_bits()), 32), None),
            IpAddr::V6(address) => (v6(64, address), Some((v6(48, address), self.limit.saturating_mul(WIDE)))),
        };
        std::iter::once((narrow, self.limit)).chain(wide)
    }
}

/// The first bits of an address, and how many they are. None of IPv4 has as many as one of IPv6.
pub(crate) type Network = (u128, u8);

/// When a hold ends.
type End = (Instant, BookingId);

/// The seats that are held, by the addresses that they were granted to.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldSeats(Arc<Mutex<Book>>);

#[derive(Debug, Default)]
struct Book {
    networks: HashMap<Network, Count>,
    holds: HashMap<BookingId, Hold>,
    /// All holds, the next to end first.
    ends: BTreeSet<End>,
    /// The requests whose holds are counted: a repeated one takes nothing more.
    requests: HashMap<u64, BookingId>,
    hasher: RandomState,
}

/// What one network holds.
#[derive(Debug, Default)]
struct Count {
    /// Granted, and being asked for.
    seats: u32,
    /// The next to end first.
    ends: BTreeSet<End>,
}

#[derive(Debug)]
struct Hold {
    holder: Holder,
    seats: u32,
    until: Instant,
    request: u64,
}

/// Seats that are being asked for. They count until this is dropped, or becomes a hold.
struct Asked {
    held: HeldSeats,
    holder: Holder,
    seats: u32,
    request: u64,
}

impl HeldSeats {
    fn lock(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts seats that are asked for; nothing more for a request that has been granted before.
    ///
    /// # Errors
    /// When one of the networks would hold more than it may.
    fn ask(&self, holder: Holder, seats: u32, request: impl std::hash::Hash) -> Result<Option<Asked>, Refusal> {
        let now = Instant::now();
        let mut book = self.lock();
        book.end_what_is_over(now);
        let request = book.hasher.hash_one(request);
        if book.requests.contains_key(&request) {
            return Ok(None);
        }
        for (network, limit) in holder.networks() {
            let Some(count) = book.networks.get(&network).filter(|count| count.seats.saturating_add(seats) > limit) else { continue };
            let next = count.ends.first().map_or(Duration::from_secs(1), |(until, _)| until.saturating_duration_since(now));
            let retry_after = u32::try_from(next.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
            return Err(Refusal::TooManyHeld { limit, retry_after });
        }
        for (network, _) in holder.networks() {
            book.networks.entry(network).or_default().seats += seats;
        }
        drop(book);
        Ok(Some(Asked { held: self.clone(), holder, seats, request }))
    }

    /// The hold has ended before its time: its seats no longer count.
    pub(crate) fn ended(&self, booking: BookingId) {
        let mut book = self.lock();
        let Some(hold) = book.holds.remove(&booking) else { return };
        let end = (hold.until, booking);
        book.ends.remove(&end);
        book.requests.remove(&hold.request);
        book.give_back(hold.holder, hold.seats, Some(end));
    }
}

impl Book {
    fn end_what_is_over(&mut self, now: Instant) {
        while let Some(end) = self.ends.first().copied().filter(|(until, _)| *until <= now) {
            self.ends.remove(&end);
            if let Some(hold) = self.holds.remove(&end.1) {
                self.requests.remove(&hold.request);
                self.give_back(hold.holder, hold.seats, Some(end));
            }
        }
    }

    fn give_back(&mut self, holder: Holder, seats: u32, end: Option<End>) {
        for (network, _) in holder.networks() {
            let Some(count) = self.networks.get_mut(&network) else { continue };
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

impl Asked {
    /// The seats were granted: they count until the hold ends.
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
        book.holds.insert(booking, Hold { holder: self.holder, seats, until, request: self.request });
        // What was asked for is given back when `self` is dropped.
        drop(book);
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.held.lock().give_back(self.holder, self.seats, None);
    }
}

impl BoxOffice {
    /// Holds seats, as `hold` does, for a buyer at an address whose callers share a budget of held seats; with no `holder`, for one who has no
    /// such limit.
    ///
    /// # Errors
    /// `too_many_requests` when the budget is spent, and those of `hold`.
    pub async fn hold_from(
        &self,
        holder: Option<Holder>,
        buyer: BuyerId,
        event: EventId,
        key: &IdempotencyKey,
        request: BookingRequest,
    ) -> Result<Booking, Refusal> {
        self.hold_inside(holder, None, buyer, event, key, request).await
    }

    /// Holds seats, as `hold_from` does, for a buyer with a pass. An event with a waiting room takes no hold without one.
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
        let Some(holder) = holder else { return self.hold_with(pass.as_ref(), buyer, event, key, request).await };
        let Some(asked) = self.held_seats().ask(holder, quantity(&request), (buyer, event, key))? else {
            return self.hold_with(pass.as_ref(), buyer, event, key, request).await;
        };
        // A task of its own: who hangs up before the answer holds the seats all the same, and they must count.
        let (office, key) = (self.clone(), key.clone());
        let task = tokio::spawn(async move {
            let booking = office.hold_with(pass.as_ref(), buyer, event, &key, request).await?;
            if booking.status == BookingStatus::Pending {
                let lasts = Duration::from_millis(u64::try_from(booking.expires_in_ms).unwrap_or_default());
                asked.granted(booking.id, u32::try_from(booking.seats.len()).unwrap_or(u32::MAX), lasts);
            }
            Ok(booking)
        });
        task.await.map_err(|fault| Refusal::Store(store::Error::Corrupt(format!("a hold that did not end: {fault}"))))?
    }
}

/// How many seats a request may lead to. One that asks for more than a booking may have is refused for that.
fn quantity(request: &BookingRequest) -> u32 {
    let seats = request.seats.as_ref().map(|seats| u32::try_from(seats.len()).unwrap_or(u32::MAX));
    let others = [request.best_available.as_ref().map(|wish| wish.quantity), request.area.as_ref().map(|wish| wish.quantity)];
    others.into_iter().chain([seats]).flatten().max().unwrap_or_default().min(MAX_SEATS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn at(address: &str) -> Holder {
        Holder::new(address.parse().expect("an address"), 20)
    }

    /// Holds ten seats: the booking; none where they would be too many.
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
    fn an_address_holds_as_many_seats_as_it_may_and_others_are_not_touched() {
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
            assert!(hold(&held, &format!("2001:db8:1:{household}::2")).is_none(), "the household has its twenty");
        }
        assert!(hold(&held, "2001:db8:1:77::1").is_none(), "the network has its two hundred");
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
            assert!(hold_for(&held, at("1.2.3.4"), Duration::ZERO).is_some(), "the time of those before is over");
        }
        held.lock().end_what_is_over(Instant::now());
        let book = held.lock();
        assert!(book.networks.is_empty() && book.holds.is_empty() && book.ends.is_empty() && book.requests.is_empty());
    }

    #[test]
    fn what_was_refused_does_not_count_and_what_is_repeated_counts_once() {
        let held = HeldSeats::default();
        for _ in 0..5 {
            drop(held.ask(at("1.2.3.4"), 10, "refused").expect("is within the budget"));
        }
        held.ask(at("1.2.3.4"), 10, "first").expect("fits").expect("is new").granted(BookingId::new(), 10, HOUR);
        held.ask(at("1.2.3.4"), 10, "second").expect("fits").expect("is new").granted(BookingId::new(), 10, HOUR);
        assert!(held.ask(at("1.2.3.4"), 10, "first").expect("was granted before").is_none());
        assert!(held.ask(at("1.2.3.4"), 1, "third").is_err());
    }

    #[test]
    fn who_is_refused_is_told_when_the_next_seats_come_back() {
        let held = HeldSeats::default();
        hold_for(&held, at("1.2.3.4"), Duration::from_secs(90)).expect("is granted");
        hold(&held, "1.2.3.4").expect("is granted");
        match held.ask(at("1.2.3.4"), 1, "another").err() {
            Some(Refusal::TooManyHeld { limit: 20, retry_after }) => assert!((89..=91).contains(&retry_after), "{retry_after}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn holds_at_the_same_time_do_not_pass_the_budget_together() {
        let held = HeldSeats::default();
        let first = held.ask(at("1.2.3.4"), 10, 1).expect("fits");
        let second = held.ask(at("1.2.3.4"), 10, 2).expect("fits");
        assert!(first.is_some() && second.is_some() && held.ask(at("1.2.3.4"), 1, 3).is_err());
    }
}
