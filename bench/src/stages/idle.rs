//! Measures the cost of an idle watcher: the memory of a new server, before and after ten thousand
//! watchers come.

use std::time::Duration;

use crate::{
    baseline::BareBaseline,
    bench::{Bench, StageFindings},
    report::{Figure, ReportRow, Target, Unit, number},
    shop::{halls::BenchHall, resident_kib},
    watch::{ReadPace, WatcherCrowd},
};

const WATCHERS: usize = 10_000;
const FEWER: usize = 2_000;
/// A few watchers come and leave first, so that one-time costs are not attributed to the measured
/// ones.
const FIRST: usize = 20;
const LEISURE: Duration = Duration::from_millis(500);
/// How long the server gets to release memory that was only needed for connecting.
const SETTLE: Duration = Duration::from_secs(3);

/// Messages a second of the bare loop.
const SELDOM: f64 = 1.0;

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    bench.doing("restarting the server");
    bench.shop.restart().await?;
    let hall = BenchHall::of(bench.shop.pool(), 2_000).await?;
    let event = bench.fresh_event(&hall).await?;
    WatcherCrowd::gather(
        bench.shop.address(),
        event,
        FIRST,
        ReadPace::AtLeisure(LEISURE),
    )
    .await?
    .leave()?;
    let before = resident_kib(bench.shop.pid())?;
    let watchers = bench.pick(WATCHERS, FEWER);
    bench.doing(&format!("{watchers} watchers come and wait"));
    let crowd = WatcherCrowd::gather(
        bench.shop.address(),
        event,
        watchers,
        ReadPace::AtLeisure(LEISURE),
    )
    .await?;
    tokio::time::sleep(SETTLE).await;
    let sample = bench.shop.sample()?;
    tokio::time::sleep(bench.seconds(5.0, 1.0)).await;
    let cost = sample.until(&bench.shop.sample()?);
    let after = resident_kib(bench.shop.pid())?;
    let seen = crowd.leave()?;
    anyhow::ensure!(
        seen.ended == 0,
        "the server sent {} waiting watchers away",
        seen.ended
    );

    let each = after.saturating_sub(before) as f64 / watchers as f64;
    // Each connection costs the same, so a quarter of them suffices and takes a quarter of the
    // time.
    let bare = bare(bench, watchers / 4).await?;
    let mut findings = StageFindings::default();
    let kib = |value| Figure {
        value,
        unit: Unit::KibiBytes,
    };
    findings.rows.push(
        ReportRow::new("server memory for each", kib(each))
            .against(kib(bare), "bare hyper loop")
            .target(Target::AtMost(10.0)),
    );
    findings.notes = vec![
        format!(
            "{} KiB resident before, {} KiB with {} watchers",
            number(before as f64),
            number(after as f64),
            number(watchers as f64)
        ),
        format!("while they wait, {}", cost.shares()),
    ];
    Ok(findings)
}

/// The memory of a connection of a bare loop that sends almost nothing, in KiB: the buffers of the
/// HTTP library.
async fn bare(bench: &Bench, watchers: usize) -> anyhow::Result<f64> {
    bench.doing(&format!("{watchers} watchers of a bare loop"));
    let messages = [
        "id: 1-1\nevent: snapshot\ndata: {}\n\n".to_owned(),
        ": still there\n\n".to_owned(),
    ];
    let helper = BareBaseline::start(&messages, &bench.shop.dir().join("hello"), SELDOM).await?;
    WatcherCrowd::gather(helper.address(), 0, FIRST, ReadPace::AtLeisure(LEISURE))
        .await?
        .leave()?;
    let before = resident_kib(helper.pid())?;
    let crowd =
        WatcherCrowd::gather(helper.address(), 0, watchers, ReadPace::AtLeisure(LEISURE)).await?;
    tokio::time::sleep(SETTLE).await;
    let after = resident_kib(helper.pid())?;
    crowd.leave()?;
    helper.end().await?;
    Ok(after.saturating_sub(before) as f64 / watchers as f64)
}
