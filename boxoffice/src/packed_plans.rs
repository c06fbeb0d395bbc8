//! Compressing seating plans for the database, each once and as small as it gets, which takes seconds for a stadium.
//!
//! Any number of servers may run this task. A plan is claimed for an hour. If its server dies or fails on the way, another one compresses it
//! after that, and until then servers compress it in memory.

use std::time::{Duration, Instant};

use packing::Effort;
use store::{
    Pool,
    plans::{self, PackedPlan},
};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// The pause after the start of a server, which has more urgent work then.
const FIRST: Duration = Duration::from_secs(2);

/// How often a server looks for new plans.
const PERIOD: Duration = Duration::from_secs(60);

/// How long one plan may take, on one core. A plan that takes longer is tried again when its claim is over.
const DEADLINE: Duration = Duration::from_secs(120);

/// Compresses the plans that are not compressed, one after the other, until the shutdown. After each it rests for as long as it took: it uses
/// at most half of a core.
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

/// Compresses one plan, if there is one to compress. False where there is none.
///
/// # Errors
/// The database's failures.
pub async fn pack_next(pool: &Pool, shutdown: &CancellationToken) -> Result<bool, store::Error> {
    let Some((hash, body)) = plans::claim_unpacked(pool).await? else { return Ok(false) };
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
            let (brotli, gzip, seconds) = (packed.brotli.len(), packed.gzip.len(), began.elapsed().as_secs_f64());
            tracing::info!(%hash, plain_bytes, brotli, gzip, seconds, "compressed a seating plan");
        }
        _ if shutdown.is_cancelled() => {}
        Ok(None) => tracing::warn!(%hash, plain_bytes, "gave up compressing a seating plan, which took too long"),
        Err(_) => tracing::error!(%hash, plain_bytes, "could not compress a seating plan: its thread did not begin, or broke"),
    }
    Ok(true)
}

/// Does some work on a thread of its own, which gets what the others of the machine leave: buyers come first.
fn at_lowest_priority<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> oneshot::Receiver<T> {
    let (done, result) = oneshot::channel();
    let thread = move || {
        // Linux counts priority by thread. Where it is refused, the work takes as much as others do.
        let _ = rustix::process::nice(19);
        let _ = done.send(work());
    };
    // Where none can be started, `done` is gone with what it was to run, and the receiver hears so.
    let _ = std::thread::Builder::new().name("compress".to_owned()).spawn(thread);
    result
}
