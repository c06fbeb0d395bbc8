//! Removes outdated data: once a day on every server, or by `frontrow prune`.
//!
//! Rows are removed in batches, each in a separate transaction. After each batch the pruning pauses
//! for as long as it took: it uses at most one connection of the pages, half of the time. It takes
//! no lock that a sale needs. Servers that prune at the same time skip each other's rows.

use std::time::{Duration, Instant};

use rand::Rng;
use store::{Pool, retention};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

/// Days after its end for which an unsold hold is kept.
const BOOKING_DAYS: i64 = 30;
/// Days for which finished jobs, providers' notices and ended sessions are kept. Sign-in codes are
/// kept for a day.
const WORK_DAYS: i64 = 90;
/// Days after an event's end for which the passes and calls of its waiting room are kept.
const LINE_DAYS: i64 = 90;
/// Days after an event's end before its frames are archived.
const FRAME_DAYS: i64 = 7;

/// Data younger than a day is never removed, so that a repeated request finds its answer.
pub const YOUNGEST: Duration = Duration::from_secs(24 * 3600);

/// Bookings, jobs, notices, passes and calls in one batch: about a tenth of a second on a busy
/// machine.
const ROWS: u32 = 500;
/// Frames in one batch. A frame has at most some hundred seats.
const FRAMES: u32 = 5_000;

/// How often a server prunes.
const PERIOD: Duration = Duration::from_secs(24 * 3600);
/// Seconds after its start until a server first prunes. Random, so that servers do not prune at the
/// same time, and late, because a starting server is busy.
const FIRST: std::ops::Range<u64> = 300..1_800;

/// Times before which data is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionCutoffs {
    /// For unsold holds: their end.
    pub bookings: OffsetDateTime,
    /// For jobs: their completion. For notices: their arrival.
    pub work: OffsetDateTime,
    /// For passes and calls of waiting rooms: the end of the event.
    pub lines: OffsetDateTime,
    /// For frames: the end of the event.
    pub frames: OffsetDateTime,
}

impl RetentionCutoffs {
    /// The usual retention, counted from now.
    #[must_use]
    pub fn usual(now: OffsetDateTime) -> Self {
        let ago = |days| now - time::Duration::days(days);
        Self {
            bookings: ago(BOOKING_DAYS),
            work: ago(WORK_DAYS),
            lines: ago(LINE_DAYS),
            frames: ago(FRAME_DAYS),
        }
    }

    /// One time for all data.
    #[must_use]
    pub fn all(moment: OffsetDateTime) -> Self {
        Self {
            bookings: moment,
            work: moment,
            lines: moment,
            frames: moment,
        }
    }
}

/// The number of removed rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PruneReport {
    /// Holds that ended without a sale.
    pub bookings: u64,
    /// Finished jobs, providers' notices, sign-in codes and ended sessions.
    pub work: u64,
    /// Passes and calls of waiting rooms.
    pub lines: u64,
    /// Frames that a checkpoint replaced.
    pub frames: u64,
}

/// Removes all data from before these times. Calls `progress` after each batch.
///
/// # Errors
/// If the database fails. Rows removed until then stay removed.
pub async fn prune(
    pool: &Pool,
    before: RetentionCutoffs,
    mut progress: impl FnMut(PruneReport),
) -> Result<PruneReport, store::Error> {
    let mut pruned = PruneReport::default();
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
        let (work, sign_ins) = (
            retention::work(pool, before.work, ROWS).await?,
            retention::sign_ins(pool, before.work, ROWS).await?,
        );
        pruned.work += u64::from(work) + u64::from(sign_ins);
        progress(pruned);
        if work.max(sign_ins) < ROWS {
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
                // A failure of one event does not stop the others.
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
pub(crate) async fn prune_daily(
    pool: Pool,
    shutdown: CancellationToken,
) -> Result<(), store::Error> {
    let mut pause = Duration::from_secs(rand::rng().random_range(FIRST));
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shutdown.cancelled() => return Ok(()),
        }
        let before = RetentionCutoffs::usual(retention::now(&pool).await?);
        let pruned = tokio::select! {
            pruned = prune(&pool, before, |_| {}) => pruned?,
            () = shutdown.cancelled() => return Ok(()),
        };
        let PruneReport {
            bookings,
            work,
            lines,
            frames,
        } = pruned;
        for (what, number) in [
            ("booking", bookings),
            ("work", work),
            ("line", lines),
            ("frame", frames),
        ] {
            metrics::counter!("frontrow_pruned_total", "what" => what).increment(number);
        }
        if pruned != PruneReport::default() {
            tracing::info!(bookings, work, lines, frames, "removed outdated data");
        }
        pause = PERIOD;
    }
}
