//! Events as lists show them, from memory: what of an event changes only when somebody changes it. What it has left, and whether it is on
//! sale, is read each time. Those to come are read ahead, the soonest first: most searches in a large shop find what nobody was shown lately.

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

/// The most events in memory: about a hundred megabytes of them.
const MOST: u64 = 100_000;
/// Events read ahead at once.
const AHEAD: i64 = 200;
/// Reading ahead takes this part of one connection's time at the most.
const SHARE: u32 = 5;
/// Of the earth, in kilometres: as in `search_spot`.
const EARTH_RADIUS: f64 = 6371.0;

/// The events that were shown lately, or may be soon.
#[derive(Debug)]
pub(crate) struct Listings {
    /// Rises with every change. What was being read when it rose is shown once and not kept: it may be of before.
    changes: Mutex<u64>,
    known: Cache<i32, Arc<EventSummary>>,
}

/// What is read each time.
#[derive(Debug, Clone, Copy)]
struct State {
    available: u32,
    sale_status: SaleStatus,
}

impl Default for Listings {
    fn default() -> Self {
        Self { changes: Mutex::new(0), known: Cache::builder().max_capacity(MOST).build() }
    }
}

impl Listings {
    /// This event was changed, or may have been; where none is named, any of them.
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

    /// Keeps what was read, unless something was changed meanwhile.
    fn keep(&self, since: u64, read: impl IntoIterator<Item = Arc<EventSummary>>) {
        let changes = self.changes();
        if *changes == since {
            read.into_iter().for_each(|summary| self.known.insert(summary.id.0, summary));
        }
    }

    /// Reads events to come that are not in memory yet, the soonest first, as many as there is room for, and at leisure.
    ///
    /// # Errors
    /// The database's failures.
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
            let Some(end) = next.last() else { return Ok(()) };
            (starts_at, id) = (end.starts_at, end.event_id);
            read += next.len() as u64;
            let new: Vec<i32> = next.iter().map(|row| row.event_id).filter(|id| !self.known.contains_key(id)).collect();
            self.keep(since, summaries(pool, &new).await?.into_iter().map(Arc::new));
            tokio::time::sleep(began.elapsed() * (SHARE - 1)).await;
        }
        Ok(())
    }

    /// These events in the order given, with the distance from a place. One that is no more is left out.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn of(&self, pool: &Pool, events: &[i32], near: Option<GeoPoint>) -> Result<Vec<EventSummary>, Error> {
        let since = *self.changes();
        let mut known: HashMap<i32, Arc<EventSummary>> = events.iter().filter_map(|id| Some((*id, self.known.get(id)?))).collect();
        let (old, new): (Vec<i32>, Vec<i32>) = events.iter().partition(|id| known.contains_key(id));
        let (mut states, read) = tokio::try_join!(states(pool, &old), summaries(pool, &new))?;
        let read: Vec<Arc<EventSummary>> = read.into_iter().map(Arc::new).collect();
        self.keep(since, read.iter().map(Arc::clone));
        for summary in read {
            let id = summary.id.0;
            states.insert(id, State { available: summary.seats_available, sale_status: summary.sale_status });
            known.insert(id, summary);
        }
        let shown = events.iter().filter_map(|id| {
            let (mut summary, state) = (EventSummary::clone(known.get(id)?), states.get(id)?);
            (summary.seats_available, summary.sale_status) = (state.available, state.sale_status);
            summary.distance_km = near.map(|near| rounded(kilometres(near, GeoPoint { lat: summary.venue.lat, lon: summary.venue.lon })));
            Some(summary)
        });
        Ok(shown.collect())
    }
}

async fn summaries(pool: &Pool, events: &[i32]) -> Result<Vec<EventSummary>, Error> {
    if events.is_empty() { Ok(Vec::new()) } else { events::summaries(pool, events).await }
}

async fn states(pool: &Pool, events: &[i32]) -> Result<HashMap<i32, State>, Error> {
    if events.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        r#"select id as "id!", available as "available!", sale_status as "sale_status!" from event_state where id = any($1)"#,
        events
    )
    .fetch_all(pool)
    .await?;
    let state = |available: i32, sale_status: &str| {
        Ok::<_, Error>(State { available: available.unsigned_abs(), sale_status: events::sale_status(sale_status)? })
    };
    rows.into_iter().map(|row| Ok((row.id, state(row.available, &row.sale_status)?))).collect()
}

fn rounded(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}

/// Over the surface of the earth, by way of the straight line through it, as `search_km` has it.
fn kilometres(from: GeoPoint, to: GeoPoint) -> f64 {
    let spot = |GeoPoint { lat, lon }: GeoPoint| {
        let (lat, lon) = (lat.to_radians(), lon.to_radians());
        [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
    };
    let (from, to) = (spot(from), spot(to));
    let chord = from.iter().zip(to).map(|(from, to)| (from - to).powi(2)).sum::<f64>().sqrt();
    2.0 * EARTH_RADIUS * (chord / 2.0).min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_map() {
        let at = |lat, lon| GeoPoint { lat, lon };
        let check = |from, to, km: f64| assert!((kilometres(from, to) - km).abs() < 1.0, "{km}");
        check(at(60.1699, 24.9384), at(60.9827, 25.6612), 98.5);
        check(at(0.0, 179.5), at(0.0, -179.5), 111.2);
        check(at(90.0, 0.0), at(-90.0, 0.0), 20_015.0);
        assert_eq!(kilometres(at(60.0, 25.0), at(60.0, 25.0)), 0.0);
    }
}
