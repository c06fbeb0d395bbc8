//! The places of fans who come after the draw, or without a draw. Servers lease them in blocks, so
//! that one statement serves a crowd.

use std::{
    collections::HashMap,
    ops::Range,
    time::{Duration, Instant},
};

use domain::{BuyerId, EventId, waiting::LinePlace};
use store::{Pool, waiting::line};
use tokio::sync::Mutex;

/// Once another server has leased a later block, this server stops using its own at this age. So
/// the order of arrival is exact to within this time.
const LASTS: Duration = Duration::from_secs(1);

/// After a failed lease, no other lease is tried for this long.
const RETRY: Duration = Duration::from_secs(1);

/// The most fans whose places a server keeps. The tokens of these fans contain the places too.
const MOST: usize = 1_000_000;

/// The places that this server may give.
#[derive(Debug, Default)]
pub(crate) struct LatePlaces(Mutex<LeasedPlaces>);

#[derive(Debug, Default)]
struct LeasedPlaces {
    /// The number of the draw before these places; 0 without one.
    draw: u8,
    block: Range<i64>,
    since: Option<Instant>,
    /// Places of this block that were given.
    given: u32,
    failed: Option<Instant>,
    /// The places of fans, so that a fan who asks twice has one place.
    of: HashMap<BuyerId, LinePlace>,
}

impl LatePlaces {
    /// The place of a buyer: the next one, or the same as before. `next_place` is the next free
    /// place that the database showed last. None while no places are available; the fan asks again.
    pub async fn give(
        &self,
        pool: &Pool,
        event: EventId,
        draw: u8,
        next_place: i64,
        buyer: BuyerId,
    ) -> Option<LinePlace> {
        let mut leased = self.0.lock().await;
        if leased.draw != draw {
            *leased = LeasedPlaces {
                draw,
                ..LeasedPlaces::default()
            };
        }
        if let Some(place) = leased.of.get(&buyer) {
            return Some(*place);
        }
        if leased.block.is_empty() || (leased.is_old() && next_place > leased.block.end) {
            leased.lease(pool, event).await?;
        }
        let place = leased.block.next().and_then(LinePlace::new)?;
        leased.given = leased.given.saturating_add(1);
        if leased.of.len() < MOST {
            leased.of.insert(buyer, place);
        }
        Some(place)
    }

    /// Forgets a buyer's place whose turn is over, so that the buyer's next place is a new one. A
    /// buyer who already has a later place keeps it, so that a repeat with the old one changes
    /// nothing.
    pub async fn forget(&self, buyer: BuyerId, ended: LinePlace) {
        let mut leased = self.0.lock().await;
        if leased.of.get(&buyer).is_some_and(|known| *known <= ended) {
            leased.of.remove(&buyer);
        }
    }
}

impl LeasedPlaces {
    fn is_old(&self) -> bool {
        self.since.is_none_or(|since| since.elapsed() > LASTS)
    }

    /// Leases as many places as fans need in a second, at the rate of the last block, but at most
    /// twice the number given from it, because a few fans may have emptied it at once. None if no
    /// places are available.
    async fn lease(&mut self, pool: &Pool, event: EventId) -> Option<()> {
        if self.failed.is_some_and(|failed| failed.elapsed() < RETRY) {
            return None;
        }
        let wanted = self.since.map_or(0, |since| {
            let in_a_second = (f64::from(self.given) / since.elapsed().as_secs_f64()) as u32;
            in_a_second.min(self.given.saturating_mul(2))
        });
        match line::lease(
            &pool.with_deadline(store::deadline::PROOF),
            event,
            self.draw,
            wanted,
        )
        .await
        {
            Ok(Some(block)) => {
                (self.block, self.since, self.given, self.failed) =
                    (block, Some(Instant::now()), 0, None);
                Some(())
            }
            answer => {
                self.failed = Some(Instant::now());
                if let Err(error) = answer {
                    tracing::warn!(%error, %event, "could not lease places of a line");
                }
                None
            }
        }
    }
}
