//! The closed loop: each connection asks again as soon as it has its answer. It finds the most that can be had.

use std::{rc::Rc, time::Duration};

use tokio::{task::JoinSet, time::Instant};

use super::{
    Load, Measured,
    holds::{Run, connections},
};
use crate::shop::{Cost, Shop};

/// Holds with all connections at once: `warm_up`, then `lasting`, which counts, or less when there are no seats left.
///
/// # Errors
/// When the server cannot be reached.
pub async fn closed(shop: &Shop, load: Load, warm_up: Duration, lasting: Duration) -> anyhow::Result<(Measured, Cost)> {
    let clients = connections(&load).await?;
    let begin = Instant::now() + warm_up;
    let run = Run::new(load, begin, begin + lasting);
    let mut workers = JoinSet::new();
    for mut client in clients {
        let run = Rc::clone(&run);
        workers.spawn_local(async move {
            let mut scratch = Vec::with_capacity(1_024);
            while Instant::now() < run.end && run.hold_next(&mut client, &mut scratch, Instant::now()).await {}
        });
    }
    tokio::time::sleep_until(begin).await;
    let before = shop.sample()?;
    // What is still under way at the end is waited for, and does not count.
    let all = async { while workers.join_next().await.is_some() {} };
    let early = tokio::time::timeout_at(run.end, all).await.is_ok();
    let cost = before.until(&shop.sample()?);
    if !early {
        while workers.join_next().await.is_some() {}
    }
    Ok((run.measured(), cost))
}
