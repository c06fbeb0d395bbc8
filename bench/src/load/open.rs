//! The open loop: requests come when they are due, whatever became of those before. What waits for a connection waits on the clock:
//! latency counts from when the request was due, so that a slow server cannot hide behind requests that were never sent.

use std::{cell::RefCell, rc::Rc, time::Duration};

use tokio::{task::JoinSet, time::Instant};

use super::{
    Arrivals, Load, Measured, Spacing,
    holds::{Run, connections},
};
use crate::shop::{Cost, Shop};

/// Holds at this rate: `warm_up`, then `lasting`, which counts. Due times are met to the millisecond, later rather than earlier.
///
/// # Errors
/// When the server cannot be reached.
pub async fn open(
    shop: &Shop,
    load: Load,
    per_second: f64,
    spacing: Spacing,
    warm_up: Duration,
    lasting: Duration,
) -> anyhow::Result<(Measured, Cost)> {
    let clients = connections(&load).await?;
    let first = Instant::now();
    let begin = first + warm_up;
    let arrivals = Rc::new(RefCell::new(Arrivals::new(first, warm_up + lasting, per_second, spacing)));
    // Those that are due in time count, however late their answers are.
    let run = Run::new(load, begin, begin + lasting + Duration::from_secs(60));
    let mut workers = JoinSet::new();
    for mut client in clients {
        let (run, arrivals) = (Rc::clone(&run), Rc::clone(&arrivals));
        workers.spawn_local(async move {
            let mut scratch = Vec::with_capacity(1_024);
            loop {
                let due = arrivals.borrow_mut().next();
                let Some(due) = due else { break };
                tokio::time::sleep_until(due).await;
                if !run.hold_next(&mut client, &mut scratch, due).await {
                    break;
                }
            }
        });
    }
    tokio::time::sleep_until(begin).await;
    let before = shop.sample()?;
    while workers.join_next().await.is_some() {}
    let cost = before.until(&shop.sample()?);
    let mut measured = run.measured();
    measured.seconds = cost.elapsed;
    Ok((measured, cost))
}
