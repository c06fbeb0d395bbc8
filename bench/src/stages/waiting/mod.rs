//! The waiting room: what joining and asking cost, whether as many fans are inside as should be, and what a room costs the holds.

mod holds;
mod joins;
mod meter;
mod sockets;

use std::rc::Rc;

use super::middle;
use crate::{
    bench::{Bench, Findings},
    load::sessions,
};

/// Fans who come. In a quick run a fifth of them.
const FANS: usize = 100_000;

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
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
