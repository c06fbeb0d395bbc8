//! How late a change reaches those who watch, for few watchers and for many; and how much of a processor each frame costs the server,
//! against a bare loop that writes the same bytes.

use std::time::Duration;

use crate::{
    baseline::Bare,
    bench::{Bench, Findings},
    chart::{Chart, Range, ranges},
    disk::Disk,
    load::{Seats, Spacing, open},
    report::{Figure, Row, Target, Unit, number},
    shop::{Cost, Sample, halls::Hall},
    watch::{Crowd, Lateness, Reading, Seen, lateness, messages, now},
};

const SEATS: u32 = 20_000;
/// The pace that frames are limited to. One change at a time, so that each frame has one.
const PACE: f64 = 20.0;
/// The crowd whose lateness has a target.
const CROWD: usize = 2_000;
/// The largest crowd, at a pace that two cores can send and read.
const LARGEST: usize = 10_000;
const SLOW_PACE: f64 = 2.0;
/// Changes a second that frames have to gather.
const BUSY: f64 = 500.0;
const TARGET_MS: f64 = 50.0;
/// When no frame has come for so long, the last of all has.
const QUIET: Duration = Duration::from_millis(250);

/// One crowd and what it saw.
struct Run {
    watchers: usize,
    late: Lateness,
    seen: Seen,
    /// Watchers who had the last change at the end.
    up_to_date: u64,
    deliveries: u64,
    cost: Cost,
}

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    let hall = Hall::of(bench.shop.pool(), SEATS).await?;
    let disk = Disk::watch(bench.shop.dir())?;
    let mut runs = Vec::new();
    for watchers in [1, 100, CROWD] {
        runs.push(watch(bench, &hall, watchers, PACE, Spacing::Even).await?);
    }
    let busy = watch(bench, &hall, CROWD, BUSY, Spacing::Random).await?;
    let largest = watch(bench, &hall, LARGEST, SLOW_PACE, Spacing::Even).await?;
    let disk = disk.leave()?;
    let crowd = &runs[2];
    let bare = bare_loop(bench, &crowd.seen.raw).await?;

    let mut findings = Findings::default();
    for run in &runs {
        let row = Row::new(format!("{} watching, {PACE} changes/s: p99{}", number(run.watchers as f64), p50(run)), p99(&run.late.every));
        findings.rows.push(if run.watchers == CROWD { row.target(Target::AtMost(TARGET_MS)) } else { row });
    }
    findings.rows.extend([
        Row::new(format!("{} watching, {BUSY} changes/s: p99 of each frame's newest", number(CROWD as f64)), p99(&busy.late.newest))
            .target(Target::AtMost(TARGET_MS)),
        Row::new(format!("{} watching, {BUSY} changes/s: p99 of every change", number(CROWD as f64)), p99(&busy.late.every)),
        Row::new(format!("{} watching, {SLOW_PACE} changes/s: p99{}", number(LARGEST as f64), p50(&largest)), p99(&largest.late.every)),
        Row::new("watchers on one server who saw the last change", Figure::count(largest.up_to_date))
            .target(Target::AtLeast(LARGEST as f64)),
        Row::new(format!("frames sent to {} watchers", number(CROWD as f64)), per_cpu_second(crowd.deliveries, &crowd.cost))
            .against(per_cpu_second(bare.0, &bare.1), "bare hyper loop"),
    ]);
    findings.notes = vec![
        "from the time that the seat log gives a change (before its commit is on disk) to when the frame was read by this program"
            .to_owned(),
        disk,
        format!("{} watchers, {PACE} changes/s: {}; bare loop: {}", number(CROWD as f64), crowd.cost.shares(), bare.1.shares()),
        format!(
            "fell behind and were sent a snapshot: {}; streams ended: {}",
            sum(&runs, &busy, &largest, |run| run.seen.fell_behind),
            sum(&runs, &busy, &largest, |run| run.seen.ended)
        ),
    ];
    findings.charts.push(chart(&runs, &busy, &largest));
    Ok(findings)
}

async fn watch(bench: &Bench, hall: &Hall, watchers: usize, per_second: f64, spacing: Spacing) -> anyhow::Result<Run> {
    let event = bench.fresh_event(hall).await?;
    bench.doing(&format!("{watchers} watchers, {per_second} changes a second"));
    let crowd = Crowd::gather(bench.shop.address(), event, watchers, Reading::AtOnce).await?;
    let load = bench.load(Seats::in_turn(vec![event], hall.seats), 8).await?;
    let (before, from) = (bench.shop.sample()?, now());
    let lasting = bench.seconds(6.0, 1.5);
    let (measured, _) = open(&bench.shop, load, per_second, spacing, Duration::ZERO, lasting).await?;
    loop {
        let frames = crowd.frames();
        tokio::time::sleep(QUIET).await;
        if crowd.frames() == frames {
            break;
        }
    }
    let (cost, to) = (before.until(&bench.shop.sample()?), now());
    let seen = crowd.leave()?;
    anyhow::ensure!(measured.errors.total() == 0, "errors while others watched: {}", measured.errors);
    let version: i64 =
        sqlx::query_scalar("select v from event_version where event_id = $1").bind(event).fetch_one(bench.shop.pool()).await?;
    Ok(Run {
        watchers,
        late: lateness(bench.shop.pool(), event, &seen.deliveries, 1..=version as u32).await?,
        up_to_date: seen.last.iter().filter(|last| i64::from(**last) == version).count() as u64,
        deliveries: within(&seen, from, to),
        seen,
        cost,
    })
}

/// The same bytes to as many watchers at the same pace; frames, and what they cost.
async fn bare_loop(bench: &Bench, raw: &[u8]) -> anyhow::Result<(u64, Cost)> {
    let messages: Vec<String> = messages(raw)?.into_iter().filter(|message| message.contains("\nevent: ")).collect();
    bench.doing(&format!("a bare loop with {CROWD} watchers"));
    let helper = Bare::start(&messages, &bench.shop.dir().join("messages"), PACE).await?;
    let crowd = Crowd::gather(helper.address(), 0, CROWD, Reading::AtOnce).await?;
    let postgres = bench.shop.place().pid;
    let (before, from) = (Sample::take(helper.pid(), postgres)?, now());
    tokio::time::sleep(bench.seconds(6.0, 1.5)).await;
    let (cost, to) = (before.until(&Sample::take(helper.pid(), postgres)?), now());
    let seen = crowd.leave()?;
    helper.end().await?;
    Ok((within(&seen, from, to), cost))
}

fn within(seen: &Seen, from: u64, to: u64) -> u64 {
    seen.deliveries.iter().filter(|delivery| (from..=to).contains(&delivery.at)).count() as u64
}

fn per_cpu_second(deliveries: u64, cost: &Cost) -> Figure {
    Figure { value: if cost.server > 0.0 { deliveries as f64 / cost.server } else { 0.0 }, unit: Unit::PerCpuSecond }
}

fn p99(late: &hdrhistogram::Histogram<u64>) -> Figure {
    Figure::milliseconds(late.value_at_quantile(0.99))
}

fn p50(run: &Run) -> String {
    format!(" (p50 {})", Figure::milliseconds(run.late.every.value_at_quantile(0.5)))
}

fn sum(runs: &[Run], busy: &Run, largest: &Run, what: impl Fn(&Run) -> u64) -> u64 {
    runs.iter().map(&what).sum::<u64>() + what(busy) + what(largest)
}

fn chart(runs: &[Run], busy: &Run, largest: &Run) -> Chart {
    let range = |label: String, late: &hdrhistogram::Histogram<u64>| Range {
        label,
        p50: late.value_at_quantile(0.5) as f64 / 1_000.0,
        p99: late.value_at_quantile(0.99) as f64 / 1_000.0,
    };
    let mut list: Vec<Range> = Vec::new();
    for run in runs {
        let noun = if run.watchers == 1 { "watcher" } else { "watchers" };
        list.push(range(format!("{} {noun}, {PACE} changes/s", number(run.watchers as f64)), &run.late.every));
    }
    list.push(range(format!("{} watchers, {BUSY} changes/s", number(busy.watchers as f64)), &busy.late.newest));
    list.push(range(format!("{} watchers, {SLOW_PACE} changes/s", number(largest.watchers as f64)), &largest.late.every));
    let subtitle = "Milliseconds, half and 99 in 100 of all deliveries; under load, of the newest change of each frame";
    Chart { file: "frames.svg", svg: ranges("From commit to frame", subtitle, &list, TARGET_MS) }
}
