//! Removing what nobody needs any more: once a day by every server, or by `frontrow prune`.
//!
//! Everything goes in batches, each a transaction of its own, and after each batch the pruning rests as long as it took: it uses at most
//! one connection of the pages, half of the time. It takes no lock that a sale wants. Servers that prune at the same time skip each
//! other's rows.

use std::time::{Duration, Instant};

use rand::Rng;
use store::{Pool, retention};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

/// Days that a hold without a sale stays after it ended.
const BOOKING_DAYS: i64 = 30;
/// Days that finished jobs and providers' notices stay.
const WORK_DAYS: i64 = 90;
/// Days after an event's end until the passes and calls of its waiting room are removed.
const LINE_DAYS: i64 = 90;
/// Days after an event's end until its frames are archived.
const FRAME_DAYS: i64 = 7;

/// Nothing younger than a day is ever removed: for so long a repeated request finds its answer.
pub const YOUNGEST: Duration = Duration::from_secs(24 * 3600);

/// Bookings, jobs, notices, passes and calls that one batch removes: about a tenth of a second on a busy machine.
const ROWS: u32 = 500;
/// Frames that one batch archives. A frame has up to some hundred seats.
const FRAMES: u32 = 5_000;

/// How often a server prunes.
const PERIOD: Duration = Duration::from_secs(24 * 3600);
/// How long after its start a server prunes first, in seconds: not all servers at once, and not while it has the most to do.
const FIRST: std::ops::Range<u64> = 300..1_800;

/// Moments before which things are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Of holds without a sale: their end.
    pub bookings: OffsetDateTime,
    /// Of jobs: when they were done. Of notices: when they came.
    pub work: OffsetDateTime,
    /// Of events whose waiting rooms lose their passes and calls: their end.
    pub lines: OffsetDateTime,
    /// Of events whose frames are archived: their end.
    pub frames: OffsetDateTime,
}

impl Before {
    /// The periods of retention, counted from now.
    #[must_use]
    pub fn usual(now: OffsetDateTime) -> Self {
        let ago = |days| now - time::Duration::days(days);
        Self { bookings: ago(BOOKING_DAYS), work: ago(WORK_DAYS), lines: ago(LINE_DAYS), frames: ago(FRAME_DAYS) }
    }

    /// One moment for everything.
    #[must_use]
    pub fn all(moment: OffsetDateTime) -> Self {
        Self { bookings: moment, work: moment, lines: moment, frames: moment }
    }
}

/// What was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Holds that ended without a sale.
    pub bookings: u64,
    /// Finished jobs and providers' notices.
    pub work: u64,
    /// Passes and calls of waiting rooms.
    pub lines: u64,
    /// Frames that a checkpoint took the place of.
    pub frames: u64,
}

/// Removes everything from before these moments, telling `progress` after each batch.
///
/// # Errors
/// The database's failures. What was removed until then stays removed.
pub async fn prune(pool: &Pool, before: Before, mut progress: impl FnMut(Pruned)) -> Result<Pruned, store::Error> {
    let mut pruned = Pruned::default();
    loop {
        let began = Instant::now();
        let removed = retention::bookings(pool, before.bookings, ROWS).await?;
        pruned.bookings += u64::from(removed);
        progress(pruned);
        if removed < ROWS {
            break;
        }
        tokio::time::sleep(began.elapsed()).await;
    }
    loop {
        let began = Instant::now();
        let removed = retention::work(pool, before.work, ROWS).await?;
        pruned.work += u64::from(removed);
        progress(pruned);
        if removed < ROWS {
            break;
        }
        tokio::time::sleep(began.elapsed()).await;
    }
    loop {
        let began = Instant::now();
        let removed = retention::lines(pool, before.lines, ROWS).await?;
        pruned.lines += u64::from(removed);
        progress(pruned);
        if removed < ROWS {
            break;
        }
        tokio::time::sleep(began.elapsed()).await;
    }
    let mut failed = None;
    for event in retention::events_with_frames(pool, before.frames).await? {
        loop {
            let began = Instant::now();
            let archived = match retention::archive_frames(pool, event, FRAMES).await {
                Ok(archived) => archived,
                // The other events do not wait for this one.
                Err(error) => {
                    tracing::warn!(%event, %error, "could not archive the frames of an event");
                    failed = Some(error);
                    break;
                }
            };
            pruned.frames += u64::from(archived);
            progress(pruned);
            tokio::time::sleep(began.elapsed()).await;
            if archived < FRAMES {
                break;
            }
        }
    }
    failed.map_or(Ok(pruned), Err)
}

/// Prunes once a day until the shutdown.
pub(crate) async fn prune_daily(pool: Pool, shutdown: CancellationToken) -> Result<(), store::Error> {
    let mut pause = Duration::from_secs(rand::rng().random_range(FIRST));
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shutdown.cancelled() => return Ok(()),
        }
        let before = Before::usual(retention::now(&pool).await?);
        let pruned = tokio::select! {
            pruned = prune(&pool, before, |_| {}) => pruned?,
            () = shutdown.cancelled() => return Ok(()),
        };
        let Pruned { bookings, work, lines, frames } = pruned;
        for (what, number) in [("booking", bookings), ("work", work), ("line", lines), ("frame", frames)] {
            metrics::counter!("frontrow_pruned_total", "what" => what).increment(number);
        }
        if pruned != Pruned::default() {
            tracing::info!(bookings, work, lines, frames, "removed what nobody needs any more");
        }
        pause = PERIOD;
    }
}
