//! The delay from commit to frame: from the time of a version in the log to the arrival of its
//! frame at a watcher.
//!
//! The log's time is the database's clock within the transaction, before its commit is on disk. The
//! arrival is when this program has read the frame, which competes with everything else on this
//! machine. Both make the figure larger than a fan's delay without the network.

use std::ops::RangeInclusive;

use anyhow::Context;
use hdrhistogram::Histogram;
use sqlx::PgPool;

use super::crowd::Delivery;
use crate::load::histogram;

/// The delays of frames, in microseconds.
#[derive(Debug, Clone)]
pub struct Lateness {
    /// From the newest change in each frame, for each watcher.
    pub newest: Histogram<u64>,
    /// From every change, for each watcher, including changes that waited for the frame.
    pub every: Histogram<u64>,
}

/// Compares the deliveries with the log, for the versions in `counted`.
///
/// # Errors
/// If the database refuses.
pub async fn lateness(
    pool: &PgPool,
    event: i32,
    deliveries: &[Delivery],
    counted: RangeInclusive<u32>,
) -> anyhow::Result<Lateness> {
    let log: Vec<(i64, i64)> =
        sqlx::query_as("select v, (extract(epoch from at) * 1000000)::bigint from seat_log where event_id = $1 order by v")
            .bind(event)
            .fetch_all(pool)
            .await
            .context("the seat log")?;
    Ok(compare(&log, deliveries, counted))
}

fn compare(log: &[(i64, i64)], deliveries: &[Delivery], counted: RangeInclusive<u32>) -> Lateness {
    let mut written = vec![None; log.last().map_or(0, |(v, _)| *v as usize) + 1];
    for (v, at) in log {
        written[*v as usize] = Some(at.unsigned_abs());
    }
    let written_at = |version: u32| written.get(version as usize).copied().flatten();
    let (mut newest, mut every) = (histogram(), histogram());
    for delivery in deliveries {
        for version in delivery.after.saturating_add(1).max(*counted.start())
            ..=delivery.version.min(*counted.end())
        {
            let Some(at) = written_at(version) else {
                continue;
            };
            let late = delivery.at.saturating_sub(at);
            every.saturating_record(late);
            if version == delivery.version {
                newest.saturating_record(late);
            }
        }
    }
    Lateness { newest, every }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_of_a_frame_counts_for_each_of_its_changes() {
        let log = [(1, 1_000), (2, 2_000), (3, 3_000)];
        let deliveries = [
            Delivery {
                at: 1_500,
                after: 0,
                version: 1,
            },
            Delivery {
                at: 3_100,
                after: 1,
                version: 3,
            },
        ];
        let late = compare(&log, &deliveries, 1..=3);
        assert_eq!(
            (late.newest.min(), late.newest.max(), late.newest.len()),
            (100, 500, 2)
        );
        assert_eq!((late.every.max(), late.every.len()), (1_100, 3));
        assert_eq!(compare(&log, &deliveries, 2..=2).every.len(), 1);
    }
}
