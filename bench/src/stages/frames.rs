//! Measures how late a change reaches watchers, for small and large crowds, and the CPU time of
//! each frame at the server, compared with a bare loop that writes the same bytes.

use std::time::Duration;

use crate::{
    baseline::BareBaseline,
    bench::{Bench, StageFindings},
    chart::{Chart, LatencyRange, ranges},
    disk::DiskProbe,
    load::{SeatSupply, Spacing, open},
    report::{Figure, ReportRow, Target, Unit, number},
    shop::{Cost, Sample, halls::BenchHall},
    watch::{CrowdFindings, Lateness, ReadPace, WatcherCrowd, lateness, messages, now},
};

const SEATS: u32 = 20_000;
/// The highest rate of frames, per second. Changes come at the same rate, one at a time, so that
/// each frame has one.
const PACE: f64 = 20.0;
/// The crowd with a target for its lateness.
const CROWD: usize = 2_000;
/// The largest crowd, at a rate that two cores can send and read.
const LARGEST: usize = 10_000;
const SLOW_PACE: f64 = 2.0;
/// Changes a second that frames have to merge.
const BUSY: f64 = 500.0;
const TARGET_MS: f64 = 50.0;
/// After this long without a frame, the last frame has arrived.
const QUIET: Duration = Duration::from_millis(250);

/// A crowd and its results.
struct FramesRun {
    watchers: usize,
    late: Lateness,
    seen: CrowdFindings,
    /// Watchers who had the last change at the end.
    up_to_date: u64,
    deliveries: u64,
    cost: Cost,
}

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let hall = BenchHall::of(bench.shop.pool(), SEATS).await?;
    let disk = DiskProbe::watch(bench.shop.dir())?;
    let mut runs = Vec::new();
    for watchers in [1, 100, CROWD] {
        runs.push(watch(bench, &hall, watchers, PACE, Spacing::Even).await?);
    }
    let busy = watch(bench, &hall, CROWD, BUSY, Spacing::Random).await?;
    let largest = watch(bench, &hall, LARGEST, SLOW_PACE, Spacing::Even).await?;
    let disk = disk.leave()?;
    let crowd = &runs[2];
    let bare = bare_loop(bench, &crowd.seen.raw).await?;

    let mut findings = StageFindings::default();
    for run in &runs {
        let row = ReportRow::new(
            format!(
                "{} watching, {PACE} changes/s: p99{}",
                number(run.watchers as f64),
                p50(run)
            ),
            p99(&run.late.every),
        );
        findings.rows.push(if run.watchers == CROWD {
            row.target(Target::AtMost(TARGET_MS))
        } else {
            row
        });
    }
    findings.rows.extend([
        ReportRow::new(
            format!(
                "{} watching, {BUSY} changes/s: p99 of each frame's newest",
                number(CROWD as f64)
            ),
            p99(&busy.late.newest),
        )
        .target(Target::AtMost(TARGET_MS)),
        ReportRow::new(
            format!(
                "{} watching, {BUSY} changes/s: p99 of every change",
                number(CROWD as f64)
            ),
            p99(&busy.late.every),
        ),
        ReportRow::new(
            format!(
                "{} watching, {SLOW_PACE} changes/s: p99{}",
                number(LARGEST as f64),
                p50(&largest)
            ),
            p99(&largest.late.every),
        ),
        ReportRow::new(
            "watchers on one server who saw the last change",
            Figure::count(largest.up_to_date),
        )
        .target(Target::AtLeast(LARGEST as f64)),
        ReportRow::new(
            format!("frames sent to {} watchers", number(CROWD as f64)),
            per_cpu_second(crowd.deliveries, &crowd.cost),
        )
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

async fn watch(
    bench: &Bench,
    hall: &BenchHall,
    watchers: usize,
    per_second: f64,
    spacing: Spacing,
) -> anyhow::Result<FramesRun> {
    let event = bench.fresh_event(hall).await?;
    bench.doing(&format!(
        "{watchers} watchers, {per_second} changes a second"
    ));
    let crowd =
        WatcherCrowd::gather(bench.shop.address(), event, watchers, ReadPace::AtOnce).await?;
    let load = bench
        .load(SeatSupply::in_turn(vec![event], hall.seats), 8)
        .await?;
    let (before, from) = (bench.shop.sample()?, now());
    let lasting = bench.seconds(6.0, 1.5);
    let (measured, _) = open(
        &bench.shop,
        load,
        per_second,
        spacing,
        Duration::ZERO,
        lasting,
    )
    .await?;
    loop {
        let frames = crowd.frames();
        tokio::time::sleep(QUIET).await;
        if crowd.frames() == frames {
            break;
        }
    }
    let (cost, to) = (before.until(&bench.shop.sample()?), now());
    let seen = crowd.leave()?;
    anyhow::ensure!(
        measured.errors.total() == 0,
        "errors while others watched: {}",
        measured.errors
    );
    let version: i64 = sqlx::query_scalar("select v from event_version where event_id = $1")
        .bind(event)
        .fetch_one(bench.shop.pool())
        .await?;
    Ok(FramesRun {
        watchers,
        late: lateness(
            bench.shop.pool(),
            event,
            &seen.deliveries,
            1..=version as u32,
        )
        .await?,
        up_to_date: seen
            .last
            .iter()
            .filter(|last| i64::from(**last) == version)
            .count() as u64,
        deliveries: within(&seen, from, to),
        seen,
        cost,
    })
}

/// Runs the bare loop: the same bytes for the same number of watchers at the same rate. Returns the
/// number of frames, and their cost.
async fn bare_loop(bench: &Bench, raw: &[u8]) -> anyhow::Result<(u64, Cost)> {
    let messages: Vec<String> = messages(raw)?
        .into_iter()
        .filter(|message| message.contains("\nevent: "))
        .collect();
    bench.doing(&format!("a bare loop with {CROWD} watchers"));
    let helper = BareBaseline::start(&messages, &bench.shop.dir().join("messages"), PACE).await?;
    let crowd = WatcherCrowd::gather(helper.address(), 0, CROWD, ReadPace::AtOnce).await?;
    let postgres = bench.shop.place().pid;
    let (before, from) = (Sample::take(helper.pid(), postgres)?, now());
    tokio::time::sleep(bench.seconds(6.0, 1.5)).await;
    let (cost, to) = (before.until(&Sample::take(helper.pid(), postgres)?), now());
    let seen = crowd.leave()?;
    helper.end().await?;
    Ok((within(&seen, from, to), cost))
}

fn within(seen: &CrowdFindings, from: u64, to: u64) -> u64 {
    seen.deliveries
        .iter()
        .filter(|delivery| (from..=to).contains(&delivery.at))
        .count() as u64
}

fn per_cpu_second(deliveries: u64, cost: &Cost) -> Figure {
    Figure {
        value: if cost.server > 0.0 {
            deliveries as f64 / cost.server
        } else {
            0.0
        },
        unit: Unit::PerCpuSecond,
    }
}

fn p99(late: &hdrhistogram::Histogram<u64>) -> Figure {
    Figure::milliseconds(late.value_at_quantile(0.99))
}

fn p50(run: &FramesRun) -> String {
    format!(
        " (p50 {})",
        Figure::milliseconds(run.late.every.value_at_quantile(0.5))
    )
}

fn sum(
    runs: &[FramesRun],
    busy: &FramesRun,
    largest: &FramesRun,
    what: impl Fn(&FramesRun) -> u64,
) -> u64 {
    runs.iter().map(&what).sum::<u64>() + what(busy) + what(largest)
}

fn chart(runs: &[FramesRun], busy: &FramesRun, largest: &FramesRun) -> Chart {
    let range = |label: String, late: &hdrhistogram::Histogram<u64>| LatencyRange {
        label,
        p50: late.value_at_quantile(0.5) as f64 / 1_000.0,
        p99: late.value_at_quantile(0.99) as f64 / 1_000.0,
    };
    let mut list: Vec<LatencyRange> = Vec::new();
    for run in runs {
        let noun = if run.watchers == 1 {
            "watcher"
        } else {
            "watchers"
        };
        list.push(range(
            format!("{} {noun}, {PACE} changes/s", number(run.watchers as f64)),
            &run.late.every,
        ));
    }
    list.push(range(
        format!(
            "{} watchers, {BUSY} changes/s",
            number(busy.watchers as f64)
        ),
        &busy.late.newest,
    ));
    list.push(range(
        format!(
            "{} watchers, {SLOW_PACE} changes/s",
            number(largest.watchers as f64)
        ),
        &largest.late.every,
    ));
    let subtitle = "Milliseconds, half and 99 in 100 of all deliveries; under load, of the newest change of each frame";
    Chart {
        file: "frames.svg",
        svg: ranges("From commit to frame", subtitle, &list, TARGET_MS),
    }
}
