//! What a watcher costs who only waits: the memory of a server that was started anew, before ten thousand came and after.

use std::time::Duration;

use crate::{
    baseline::Bare,
    bench::{Bench, Findings},
    report::{Figure, Row, Target, Unit, number},
    shop::{halls::Hall, resident_kib},
    watch::{Crowd, Reading},
};

const WATCHERS: usize = 10_000;
const FEWER: usize = 2_000;
/// A few come first and go again, so that what the first of all costs is not shared out among those who are counted.
const FIRST: usize = 20;
const LEISURE: Duration = Duration::from_millis(500);
/// Until what was only needed for their coming is given back.
const SETTLE: Duration = Duration::from_secs(3);

/// Messages a second of the bare loop.
const SELDOM: f64 = 1.0;

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    bench.doing("restarting the server");
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
    tokio::time::sleep(bench.seconds(5.0, 1.0)).await;
    let cost = sample.until(&bench.shop.sample()?);
    let after = resident_kib(bench.shop.pid())?;
    let seen = crowd.leave()?;
    anyhow::ensure!(seen.ended == 0, "the server sent {} waiting watchers away", seen.ended);

    let each = after.saturating_sub(before) as f64 / watchers as f64;
    // Each costs as much as the next: a quarter of them tells it in a quarter of the time.
    let bare = bare(bench, watchers / 4).await?;
    let mut findings = Findings::default();
    let kib = |value| Figure { value, unit: Unit::KibiBytes };
    findings.rows.push(Row::new("server memory for each", kib(each)).against(kib(bare), "bare hyper loop").target(Target::AtMost(10.0)));
    findings.notes = vec![
        format!("{} KiB resident before, {} KiB with {} watchers", number(before as f64), number(after as f64), number(watchers as f64)),
        format!("while they wait, {}", cost.shares()),
    ];
    Ok(findings)
}

/// What as many connections cost a bare loop that has next to nothing to tell, KiB each: the HTTP library's buffers.
async fn bare(bench: &Bench, watchers: usize) -> anyhow::Result<f64> {
    bench.doing(&format!("{watchers} watchers of a bare loop"));
    let messages = ["id: 1-1\nevent: snapshot\ndata: {}\n\n".to_owned(), ": still there\n\n".to_owned()];
    let helper = Bare::start(&messages, &bench.shop.dir().join("hello"), SELDOM).await?;
    Crowd::gather(helper.address(), 0, FIRST, Reading::AtLeisure(LEISURE)).await?.leave()?;
    let before = resident_kib(helper.pid())?;
    let crowd = Crowd::gather(helper.address(), 0, watchers, Reading::AtLeisure(LEISURE)).await?;
    tokio::time::sleep(SETTLE).await;
    let after = resident_kib(helper.pid())?;
    crowd.leave()?;
    helper.end().await?;
    Ok(after.saturating_sub(before) as f64 / watchers as f64)
}
