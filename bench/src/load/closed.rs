//! The closed loop: each connection sends the next request as soon as it has its answer. It finds
//! the highest rate.

use std::{rc::Rc, time::Duration};

use tokio::{task::JoinSet, time::Instant};

use super::{
    HoldFigures, Load,
    holds::{RunCounts, connections},
};
use crate::shop::{BenchShop, Cost};

/// Holds with all connections at once: first for `warm_up`, then for `lasting`, which counts, or
/// until there are no seats left.
///
/// # Errors
/// If the server cannot be reached.
pub async fn closed(
    shop: &BenchShop,
    load: Load,
    warm_up: Duration,
    lasting: Duration,
) -> anyhow::Result<(HoldFigures, Cost)> {
    let clients = connections(&load).await?;
    let begin = Instant::now() + warm_up;
    let run = RunCounts::new(load, begin, begin + lasting);
    let mut workers = JoinSet::new();
    for mut client in clients {
        let run = Rc::clone(&run);
        workers.spawn_local(async move {
            let mut scratch = Vec::with_capacity(1_024);
            while Instant::now() < run.end
                && run
                    .hold_next(&mut client, &mut scratch, Instant::now())
                    .await
            {}
        });
    }
    tokio::time::sleep_until(begin).await;
    let before = shop.sample()?;
    // Requests that are open at the end are awaited and do not count.
    let all = async { while workers.join_next().await.is_some() {} };
    let early = tokio::time::timeout_at(run.end, all).await.is_ok();
    let cost = before.until(&shop.sample()?);
    if !early {
        while workers.join_next().await.is_some() {}
    }
    Ok((run.measured(), cost))
}
