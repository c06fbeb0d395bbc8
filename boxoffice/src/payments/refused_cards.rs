//! Counts refused payments by network, because a thief who tests cards uses few addresses.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    Refusal,
    held_seats::{Holder, Network},
};

/// Counts payments that were not tried, by the full limit: `booking` or `address`.
pub(super) const BLOCKED: &str = "frontrow_card_tries_blocked_total";

/// The most refused payments of one address within an hour. Beyond it, the address waits until the
/// hour is over. An office or a campus behind one address stays far below.
const MOST: u32 = 20;

/// The hour begins with the first refusal.
const HOUR: Duration = Duration::from_secs(3_600);

/// The most networks in memory: some 10 MB. Beyond it, networks whose hour is over are dropped, and
/// then those with the fewest refusals, until half of them are left. So a flood of addresses uses
/// no more memory, and does not reset an address that tests many cards.
const MANY: usize = 100_000;

/// The refusals of each network, in the memory of this server: each server of an installation
/// counts separately.
#[derive(Debug, Default)]
pub(super) struct RefusedCards(Mutex<HashMap<Network, Refusals>>);

/// Refusals since the hour began.
#[derive(Debug, Clone, Copy)]
struct Refusals {
    since: Instant,
    count: u32,
}

impl Refusals {
    fn left(&self) -> Duration {
        HOUR.saturating_sub(self.since.elapsed())
    }
}

impl RefusedCards {
    fn lock(&self) -> MutexGuard<'_, HashMap<Network, Refusals>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this address may try another payment. Callers without limits have no address here.
    ///
    /// # Errors
    /// `too_many_requests` until the hour is over.
    pub fn check(&self, from: Option<Holder>) -> Result<(), Refusal> {
        let known = self.lock();
        let full = networks(from).filter_map(|(network, most)| {
            known
                .get(&network)
                .filter(|refusals| refusals.count >= most)
        });
        let Some(left) = full
            .map(Refusals::left)
            .max()
            .filter(|left| !left.is_zero())
        else {
            return Ok(());
        };
        Err(Refusal::TooManyCards {
            retry_after: u32::try_from(left.as_secs())
                .unwrap_or(u32::MAX)
                .saturating_add(1),
        })
    }

    /// Counts a refusal.
    pub fn note(&self, from: Option<Holder>) {
        let mut known = self.lock();
        if known.len() >= MANY {
            make_room(&mut known);
        }
        for (network, _) in networks(from) {
            let refusals = known.entry(network).or_insert(Refusals {
                since: Instant::now(),
                count: 0,
            });
            if refusals.left().is_zero() {
                *refusals = Refusals {
                    since: Instant::now(),
                    count: 0,
                };
            }
            refusals.count += 1;
        }
    }
}

fn make_room(known: &mut HashMap<Network, Refusals>) {
    known.retain(|_, refusals| !refusals.left().is_zero());
    let mut fewest = 0;
    while known.len() > MANY / 2 {
        fewest += 1;
        known.retain(|_, refusals| refusals.count > fewest);
    }
}

fn networks(from: Option<Holder>) -> impl Iterator<Item = (Network, u32)> {
    from.into_iter()
        .flat_map(|holder| holder.with_limit(MOST).networks())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn at(address: &str) -> Option<Holder> {
        Some(Holder::new(address.parse().expect("an address"), 200))
    }

    #[test]
    fn twenty_refusals_stop_only_their_address() {
        let cards = RefusedCards::default();
        for _ in 0..20 {
            assert!(cards.check(at("192.0.2.7")).is_ok());
            cards.note(at("192.0.2.7"));
        }
        let told = cards.check(at("192.0.2.7"));
        assert!(
            matches!(
                told,
                Err(Refusal::TooManyCards {
                    retry_after: 3_590..=3_600
                })
            ),
            "{told:?}"
        );
        assert!(cards.check(at("192.0.2.8")).is_ok());
        assert!(
            cards.check(None).is_ok(),
            "programs on this machine have no limits"
        );
    }

    #[test]
    fn a_flood_of_addresses_fills_no_memory_and_resets_no_limit() {
        let cards = RefusedCards::default();
        for _ in 0..20 {
            cards.note(at("192.0.2.7"));
        }
        for address in 0..MANY as u32 {
            cards.note(Some(Holder::new(
                Ipv4Addr::from(0x0a00_0000 + address).into(),
                200,
            )));
        }
        assert!(cards.lock().len() <= MANY, "{}", cards.lock().len());
        assert!(cards.check(at("192.0.2.7")).is_err());
    }

    #[test]
    fn a_household_whose_hour_is_over_does_not_hide_that_its_network_is_full() {
        let cards = RefusedCards::default();
        for household in 0..10 {
            for _ in 0..20 {
                cards.note(at(&format!("2001:db8:1:{household}::1")));
            }
        }
        let (household, _) = networks(at("2001:db8:1:3::1"))
            .next()
            .expect("its network of 64 bits");
        let over = Instant::now().checked_sub(HOUR).expect("an hour ago");
        cards.lock().get_mut(&household).expect("it is known").since = over;
        assert!(cards.check(at("2001:db8:1:3::1")).is_err());
        assert!(cards.check(at("2001:db8:2:3::1")).is_ok());
    }
}
