//! The waiting room: the cost of joining and of requests, the number of fans inside, and the cost
//! of a room for holds.

mod holds;
mod joins;
mod meter;
mod sockets;

use std::rc::Rc;

use super::middle;
use crate::{
    bench::{Bench, StageFindings},
    load::sessions,
};

/// The number of fans. A quick run has a fifth of them.
const FANS: usize = 100_000;

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let mut findings = StageFindings::default();
    bench.doing("fans begin sessions");
    let fans: Rc<[String]> = sessions(bench.shop.address(), bench.pick(FANS, FANS / 5)).await?;
    joins::run(bench, &fans, &mut findings).await?;
    holds::run(bench, &fans, &mut findings).await?;
    meter::run(bench, &fans, &mut findings).await?;
    // Last, because it restarts the server.
    sockets::run(bench, &fans, &mut findings).await?;
    Ok(findings)
}

/// The first `count` fans.
fn some(fans: &[String], count: usize) -> Rc<[String]> {
    fans.iter().take(count).cloned().collect()
}
