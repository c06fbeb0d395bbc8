//! Keeps the list entries of events in memory, because they change rarely. Their availability and
//! sale status are read each time. Future events are read ahead, the soonest first, because most
//! searches in a large shop find events that nobody has seen lately.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use domain::{
    EventId,
    catalogue::{EventSummary, GeoPoint, SaleStatus},
};
use moka::sync::Cache;
use time::OffsetDateTime;

use crate::{Error, Pool, events};

/// The most events in memory, about a hundred megabytes.
const MOST: u64 = 100_000;
/// The number of events that are read ahead at once.
const AHEAD: i64 = 200;
/// Reading ahead uses at most a fifth of the time of one connection.
const SHARE: u32 = 5;
/// The radius of the earth in kilometres, as in `search_spot`.
const EARTH_RADIUS: f64 = 6371.0;

/// The list entries of events that were shown lately or may be shown soon.
#[derive(Debug)]
pub(crate) struct Listings {
    /// Increases with every change. An entry that was being read during a change is used once and
    /// not kept, because it may be out of date.
    changes: Mutex<u64>,
    known: Cache<i32, Arc<EventSummary>>,
}

/// The part of a list entry that is read each time.
#[derive(Debug, Clone, Copy)]
struct ListingState {
    available: u32,
    sale_status: SaleStatus,
    /// Minor units of the event's currency.
    price_from: Option<i64>,
}

impl Default for Listings {
    fn default() -> Self {
        Self {
            changes: Mutex::new(0),
            known: Cache::builder().max_capacity(MOST).build(),
        }
    }
}

impl Listings {
    /// Removes this event, because it changed or may have changed. None removes all events.
    pub fn forget(&self, event: Option<EventId>) {
        let mut changes = self.changes();
        *changes += 1;
        match event {
            Some(event) => self.known.invalidate(&event.0),
            None => self.known.invalidate_all(),
        }
    }

    fn changes(&self) -> MutexGuard<'_, u64> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps entries that were read, unless something changed meanwhile.
    fn keep(&self, since: u64, read: impl IntoIterator<Item = Arc<EventSummary>>) {
        let changes = self.changes();
        if *changes == since {
            read.into_iter()
                .for_each(|summary| self.known.insert(summary.id.0, summary));
        }
    }

    /// Reads future events that are not in memory yet, the soonest first, until the memory is full.
    /// Uses little of the connection's time.
    pub async fn read_ahead(&self, pool: &Pool) -> Result<(), Error> {
        let (mut read, mut starts_at, mut id) = (0, OffsetDateTime::UNIX_EPOCH, 0);
        while read < MOST {
            let began = Instant::now();
            let since = *self.changes();
            let next = sqlx::query!(
                "select event_id, starts_at from search_document
                 where ends_at > now() and (starts_at, event_id) > ($1, $2)
                 order by starts_at, event_id limit $3",
                starts_at,
                id,
                AHEAD
            )
            .fetch_all(pool)
            .await?;
            let Some(end) = next.last() else {
                return Ok(());
            };
            (starts_at, id) = (end.starts_at, end.event_id);
            read += next.len() as u64;
            let new: Vec<i32> = next
                .iter()
                .map(|row| row.event_id)
                .filter(|id| !self.known.contains_key(id))
                .collect();
            self.keep(
                since,
                summaries(pool, &new).await?.into_iter().map(Arc::new),
            );
            tokio::time::sleep(began.elapsed() * (SHARE - 1)).await;
        }
        Ok(())
    }

    /// These events in the given order, with their distance from a position. Events that no longer
    /// exist are left out.
    pub async fn of(
        &self,
        pool: &Pool,
        events: &[i32],
        near: Option<GeoPoint>,
    ) -> Result<Vec<EventSummary>, Error> {
        let since = *self.changes();
        let mut known: HashMap<i32, Arc<EventSummary>> = events
            .iter()
            .filter_map(|id| Some((*id, self.known.get(id)?)))
            .collect();
        let (old, new): (Vec<i32>, Vec<i32>) = events.iter().partition(|id| known.contains_key(id));
        let (mut states, read) = tokio::try_join!(states(pool, &old), summaries(pool, &new))?;
        let read: Vec<Arc<EventSummary>> = read.into_iter().map(Arc::new).collect();
        self.keep(since, read.iter().map(Arc::clone));
        for summary in read {
            let id = summary.id.0;
            let price_from = summary.price_from.map(|price| price.amount);
            states.insert(
                id,
                ListingState {
                    available: summary.seats_available,
                    sale_status: summary.sale_status,
                    price_from,
                },
            );
            known.insert(id, summary);
        }
        let shown = events.iter().filter_map(|id| {
            let (mut summary, state) = (EventSummary::clone(known.get(id)?), states.get(id)?);
            (summary.seats_available, summary.sale_status) = (state.available, state.sale_status);
            if let (Some(price), Some(amount)) = (&mut summary.price_from, state.price_from) {
                price.amount = amount;
            }
            summary.distance_km = near
                .zip(summary.venue.place())
                .map(|(near, place)| rounded(kilometres(near, place)));
            Some(summary)
        });
        Ok(shown.collect())
    }
}

async fn summaries(pool: &Pool, events: &[i32]) -> Result<Vec<EventSummary>, Error> {
    if events.is_empty() {
        Ok(Vec::new())
    } else {
        events::summaries(pool, events).await
    }
}

async fn states(pool: &Pool, events: &[i32]) -> Result<HashMap<i32, ListingState>, Error> {
    if events.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        r#"select id as "id!", available as "available!", sale_status as "sale_status!", price_from from event_state where id = any($1)"#,
        events
    )
    .fetch_all(pool)
    .await?;
    let state = |available: i32, sale_status: &str, price_from: Option<i64>| {
        Ok::<_, Error>(ListingState {
            available: available.unsigned_abs(),
            sale_status: events::sale_status(sale_status)?,
            price_from,
        })
    };
    rows.into_iter()
        .map(|row| {
            Ok((
                row.id,
                state(row.available, &row.sale_status, row.price_from)?,
            ))
        })
        .collect()
}

fn rounded(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}

/// The distance over the surface of the earth, computed from the straight line through it, as
/// `search_km` does.
fn kilometres(from: GeoPoint, to: GeoPoint) -> f64 {
    let spot = |GeoPoint { lat, lon }: GeoPoint| {
        let (lat, lon) = (lat.to_radians(), lon.to_radians());
        [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
    };
    let (from, to) = (spot(from), spot(to));
    let chord = from
        .iter()
        .zip(to)
        .map(|(from, to)| (from - to).powi(2))
        .sum::<f64>()
        .sqrt();
    2.0 * EARTH_RADIUS * (chord / 2.0).min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_match_those_of_the_map() {
        let at = |lat, lon| GeoPoint { lat, lon };
        let check = |from, to, km: f64| assert!((kilometres(from, to) - km).abs() < 1.0, "{km}");
        check(at(60.1699, 24.9384), at(60.9827, 25.6612), 98.5);
        check(at(0.0, 179.5), at(0.0, -179.5), 111.2);
        check(at(90.0, 0.0), at(-90.0, 0.0), 20_015.0);
        assert_eq!(kilometres(at(60.0, 25.0), at(60.0, 25.0)), 0.0);
    }
}
