//! Compresses each seating plan for the database, once and as small as possible, which takes
//! seconds for a stadium.
//!
//! Any number of servers may run this task. A plan is claimed for an hour. If its server dies or
//! fails, another one compresses it after that hour. Until then servers compress it in memory.

use std::time::{Duration, Instant};

use packing::Effort;
use store::{
    Pool,
    plans::{self, PackedPlan},
};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// The pause after the start of a server, which has more urgent work at first.
const FIRST: Duration = Duration::from_secs(2);

/// How often a server looks for new plans.
const PERIOD: Duration = Duration::from_secs(60);

/// The time limit for one plan, on one core. A plan that takes longer is tried again when its claim
/// ends.
const DEADLINE: Duration = Duration::from_secs(120);

/// Compresses the plans that have no compressed form, one after the other, until the shutdown.
/// After each it pauses for as long as it took, so it uses at most half of a core.
pub(crate) async fn pack(pool: Pool, shutdown: CancellationToken) {
    let mut pause = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shutdown.cancelled() => return,
        }
        let began = Instant::now();
        pause = match pack_next(&pool, &shutdown).await {
            Ok(true) => began.elapsed(),
            Ok(false) => PERIOD,
            Err(error) => {
                tracing::warn!(%error, "could not compress a seating plan");
                PERIOD
            }
        };
    }
}

/// Compresses one plan, if any is uncompressed. False if there is none.
///
/// # Errors
/// The database failed.
pub async fn pack_next(pool: &Pool, shutdown: &CancellationToken) -> Result<bool, store::Error> {
    let Some((hash, body)) = plans::claim_unpacked(pool).await? else {
        return Ok(false);
    };
    let (began, plain_bytes, stop) = (Instant::now(), body.len(), shutdown.clone());
    let work = at_lowest_priority(move || {
        let wanted = || began.elapsed() < DEADLINE && !stop.is_cancelled();
        let brotli = packing::brotli(body.as_bytes(), Effort::Utmost, &wanted)?;
        let gzip = packing::gzip(body.as_bytes(), Effort::Utmost, &wanted)?;
        Some(PackedPlan { brotli, gzip })
    });
    match work.await {
        Ok(Some(packed)) => {
            plans::keep_packed(pool, &hash, &packed).await?;
            let (brotli, gzip, seconds) = (
                packed.brotli.len(),
                packed.gzip.len(),
                began.elapsed().as_secs_f64(),
            );
            tracing::info!(%hash, plain_bytes, brotli, gzip, seconds, "compressed a seating plan");
        }
        _ if shutdown.is_cancelled() => {}
        Ok(None) => {
            tracing::warn!(%hash, plain_bytes, "stopped compressing a seating plan, because it took too long")
        }
        Err(_) => {
            tracing::error!(%hash, plain_bytes, "could not compress a seating plan: its thread did not start, or panicked")
        }
    }
    Ok(true)
}

/// Runs work on a separate thread at the lowest priority, because buyers come first.
fn at_lowest_priority<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> oneshot::Receiver<T> {
    let (done, result) = oneshot::channel();
    let thread = move || {
        // Linux sets the priority for each thread. If the call is refused, the work runs at normal
        // priority.
        let _ = rustix::process::nice(19);
        let _ = done.send(work());
    };
    // If no thread can be started, the closure and `done` are dropped, and the receiver gets an
    // error.
    let _ = std::thread::Builder::new()
        .name("compress".to_owned())
        .spawn(thread);
    result
}
