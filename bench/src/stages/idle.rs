//! What a watcher costs who only waits: the memory of a server that was started anew, before ten thousand came and after.

use std::time::Duration;

use crate::{
    bench::{Bench, Findings},
    report::{Figure, Row, Target, Unit, number},
    shop::{halls::Hall, resident_kib},
    watch::{Crowd, Reading},
};

const WATCHERS: usize = 10_000;
const FEWER: usize = 4_000;
/// A few come first and go again, so that what the first of all costs is not shared out among those who are counted.
const FIRST: usize = 20;
const LEISURE: Duration = Duration::from_millis(500);
/// Until what was only needed for their coming is given back.
const SETTLE: Duration = Duration::from_secs(3);

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    bench.doing("starting the server anew");
    bench.shop.restart().await?;
    let hall = Hall::of(bench.shop.pool(), 2_000).await?;
    let event = bench.fresh_event(&hall).await?;
    Crowd::gather(bench.shop.address(), event, FIRST, Reading::AtLeisure(LEISURE)).await?.leave()?;
    let before = resident_kib(bench.shop.pid())?;
    let watchers = bench.pick(WATCHERS, FEWER);
    bench.doing(&format!("{watchers} watchers come and wait"));
    let crowd = Crowd::gather(bench.shop.address(), event, watchers, Reading::AtLeisure(LEISURE)).await?;
    tokio::time::sleep(SETTLE).await;
    let sample = bench.shop.sample()?;
    tokio::time::sleep(bench.seconds(5.0, 2.0)).await;
    let cost = sample.until(&bench.shop.sample()?);
    let after = resident_kib(bench.shop.pid())?;
    let seen = crowd.leave()?;
    anyhow::ensure!(seen.ended == 0, "the server sent {} waiting watchers away", seen.ended);

    let each = after.saturating_sub(before) as f64 / watchers as f64;
    let mut findings = Findings::default();
    findings.rows.push(Row::new("server memory for each", Figure { value: each, unit: Unit::KibiBytes }).target(Target::AtMost(10.0)));
    findings.notes = vec![
        format!("{} KiB resident before, {} KiB with {} watchers", number(before as f64), number(after as f64), number(watchers as f64)),
        format!("while they wait, {}", cost.shares()),
    ];
    Ok(findings)
}
