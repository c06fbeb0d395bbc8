//! The open loop: requests start when they are due, whatever the state of the earlier ones. Latency
//! counts from the due time, including the wait for a connection, so that a slow server cannot hide
//! behind requests that were never sent.

use std::{cell::RefCell, rc::Rc, time::Duration};

use tokio::{task::JoinSet, time::Instant};

use super::{
    Arrivals, HoldFigures, Load, Spacing,
    holds::{RunCounts, connections},
};
use crate::shop::{BenchShop, Cost};

/// Holds at this rate: first for `warm_up`, then for `lasting`, which counts. Requests start within
/// a millisecond after their due time.
///
/// # Errors
/// If the server cannot be reached.
pub async fn open(
    shop: &BenchShop,
    load: Load,
    per_second: f64,
    spacing: Spacing,
    warm_up: Duration,
    lasting: Duration,
) -> anyhow::Result<(HoldFigures, Cost)> {
    let clients = connections(&load).await?;
    let first = Instant::now();
    let begin = first + warm_up;
    let arrivals = Rc::new(RefCell::new(Arrivals::new(
        first,
        warm_up + lasting,
        per_second,
        spacing,
    )));
    // Requests that are due in time count, however late their answers are.
    let run = RunCounts::new(load, begin, begin + lasting + Duration::from_secs(60));
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
