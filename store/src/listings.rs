//! Events as lists show them, from memory: what of an event changes only when somebody changes it. What it has left, and whether it is on
//! sale, is read each time.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::catalogue::{EventSummary, GeoPoint, SaleStatus};
use moka::sync::Cache;

use crate::{Error, Pool, events};

/// The most events in memory: about fifty megabytes of them.
const MOST: u64 = 50_000;
/// What nobody has asked for so long makes room.
const IDLE: Duration = Duration::from_secs(600);
/// Of the earth, in kilometres: as in `search_spot`.
const EARTH_RADIUS: f64 = 6371.0;

/// The events that were shown lately.
#[derive(Debug)]
pub(crate) struct Listings {
    /// Rises whenever something was changed: what was known before that is asked for no more.
    generation: AtomicU64,
    known: Cache<(u64, i32), Arc<EventSummary>>,
}

/// What is read each time.
#[derive(Debug, Clone, Copy)]
struct State {
    available: u32,
    sale_status: SaleStatus,
}

impl Default for Listings {
    fn default() -> Self {
        Self { generation: AtomicU64::new(0), known: Cache::builder().max_capacity(MOST).time_to_idle(IDLE).build() }
    }
}

impl Listings {
    /// Something was changed, or may have been.
    pub fn forget(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// These events in the order given, with the distance from a place. One that is no more is left out.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn of(&self, pool: &Pool, events: &[i32], near: Option<GeoPoint>) -> Result<Vec<EventSummary>, Error> {
        // What is being read while something is changed belongs to the generation before, and is asked for no more after it.
        let generation = self.generation.load(Ordering::Acquire);
        let mut known: HashMap<i32, Arc<EventSummary>> =
            events.iter().filter_map(|id| Some((*id, self.known.get(&(generation, *id))?))).collect();
        let (old, new): (Vec<i32>, Vec<i32>) = events.iter().partition(|id| known.contains_key(id));
        let (mut states, read) = tokio::try_join!(states(pool, &old), summaries(pool, &new))?;
        for summary in read {
            let (id, summary) = (summary.id.0, Arc::new(summary));
            states.insert(id, State { available: summary.seats_available, sale_status: summary.sale_status });
            self.known.insert((generation, id), Arc::clone(&summary));
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
