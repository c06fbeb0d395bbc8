//! Measures how many seats a second can be held on one event in demand: over HTTP, compared with
//! the database alone and with a naive route. Also measures what watchers cost.

use std::time::Duration;

use crate::{
    baseline::{NaiveBaseline, Pgbench, Throughput},
    bench::{Bench, StageFindings},
    chart::{Bar, Chart, bars},
    load::{HoldFigures, Load, SeatSupply, closed},
    report::{Figure, ReportRow, Target, number},
    shop::{Cost, Metrics, halls::BenchHall, halls::taken},
    watch::{ReadPace, WatcherCrowd},
};

/// Seats of each event: enough for a run, and the same number for all runs.
const SEATS: u32 = 100_000;
const WATCHERS: usize = 2_000;
/// The watchers of this stage only receive. They read rarely, so that the server has the machine's
/// two cores.
const LEISURE: Duration = Duration::from_millis(250);
const WARM_UP: Duration = Duration::from_millis(700);

/// A run over HTTP, with the server's own counts.
struct HoldsRun {
    event: i32,
    connections: usize,
    measured: HoldFigures,
    cost: Cost,
    metrics: Metrics,
    /// Seconds between the two readings of the metrics.
    looked: f64,
}

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let mut findings = StageFindings::default();
    let hall = BenchHall::of(bench.shop.pool(), bench.pick(SEATS, SEATS / 2)).await?;
    let pgbench = best_of_pgbench(bench, &hall).await?;
    let naive = best_of_naive(bench, &hall).await?;
    let frontrow = best_of_frontrow(bench, &hall).await?;
    let (without, with) = watched(bench, &hall, frontrow.connections).await?;
    bench.peak = Some(frontrow.measured.rate().max(without.measured.rate()));

    let rate = |run: &HoldsRun| Figure::per_second(run.measured.rate());
    findings.rows = vec![
        ReportRow::new("holds over HTTP", rate(&frontrow))
            .against(Figure::per_second(pgbench.holds_per_second), "pgbench")
            .target(Target::RatioAtLeast(12.0)),
        ReportRow::new("holds over HTTP", rate(&frontrow))
            .against(Figure::per_second(naive.measured.rate()), "naive route"),
        ReportRow::new(
            format!("holds with {} watchers", number(WATCHERS as f64)),
            rate(&with),
        )
        .against(rate(&without), "with none")
        .target(Target::RatioAtLeast(0.9)),
        ReportRow::new(
            "NOTIFY",
            Figure::per_second(frontrow.metrics.notifies / frontrow.looked),
        )
        .target(Target::AtMost(100.0)),
        ReportRow::new(
            "holds in the mean batch",
            Figure {
                value: frontrow.metrics.mean_batch(),
                unit: crate::report::Unit::Count,
            },
        ),
    ];
    findings.notes = vec![
        format!(
            "pgbench is at its best with {} clients, the naive route with {} connections, Frontrow with {}",
            pgbench.clients, naive.connections, frontrow.connections
        ),
        format!("Frontrow: {}", frontrow.cost.shares()),
        format!(
            "with {} watchers: {}",
            number(WATCHERS as f64),
            with.cost.shares()
        ),
        format!(
            "errors: Frontrow {}; naive route {}; with watchers {}",
            frontrow.measured.errors, naive.measured.errors, with.measured.errors
        ),
    ];
    for (what, run) in [("the hot event", &frontrow), ("the watched event", &with)] {
        bench.fsck(what, run.event, &mut findings).await?;
    }
    findings
        .charts
        .push(chart(&pgbench, &naive, &frontrow, &with));
    Ok(findings)
}

async fn best_of_pgbench(bench: &Bench, hall: &BenchHall) -> anyhow::Result<Throughput> {
    let pgbench = Pgbench::find(&bench.shop)?;
    let mut best: Option<Throughput> = None;
    for clients in bench.pick(vec![1, 4, 8, 16, 32], vec![2, 8]) {
        let event = bench.fresh_event(hall).await?;
        bench.doing(&format!("pgbench with {clients} clients"));
        let run = pgbench
            .run(&bench.shop, event, clients, bench.seconds(4.0, 1.5))
            .await?;
        if best.is_none_or(|best| run.holds_per_second > best.holds_per_second) {
            best = Some(run);
        }
    }
    best.ok_or_else(|| anyhow::anyhow!("pgbench did not run"))
}

async fn best_of_naive(bench: &Bench, hall: &BenchHall) -> anyhow::Result<HoldsRun> {
    let mut best: Option<HoldsRun> = None;
    for connections in bench.pick(vec![8, 32, 128], vec![32]) {
        let event = bench.fresh_event(hall).await?;
        let naive = NaiveBaseline::start(&bench.shop, event).await?;
        bench.doing(&format!("the naive route with {connections} connections"));
        let load = bench
            .load(SeatSupply::in_turn(vec![event], hall.seats), connections)
            .await?;
        let run = measured(
            bench,
            event,
            Load {
                server: naive.address(),
                ..load
            },
            bench.seconds(4.0, 1.5),
        )
        .await?;
        naive.end().await?;
        best = better(best, run);
    }
    best.ok_or_else(|| anyhow::anyhow!("the naive route did not run"))
}

async fn best_of_frontrow(bench: &Bench, hall: &BenchHall) -> anyhow::Result<HoldsRun> {
    let mut best: Option<HoldsRun> = None;
    for connections in bench.pick(vec![64, 256, 1_024], vec![256, 1_024]) {
        let event = bench.fresh_event(hall).await?;
        bench.doing(&format!("holds over HTTP with {connections} connections"));
        let load = bench
            .load(SeatSupply::in_turn(vec![event], hall.seats), connections)
            .await?;
        best = better(
            best,
            measured(bench, event, load, bench.seconds(5.0, 1.5)).await?,
        );
    }
    best.ok_or_else(|| anyhow::anyhow!("nothing ran"))
}

/// Runs without and with watchers take turns, so that a change of the machine's speed affects both.
async fn watched(
    bench: &Bench,
    hall: &BenchHall,
    connections: usize,
) -> anyhow::Result<(HoldsRun, HoldsRun)> {
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..bench.pick(3, 1) {
        for watchers in [0, WATCHERS] {
            let event = bench.fresh_event(hall).await?;
            bench.doing(&format!("holds with {watchers} watchers"));
            let crowd = match watchers {
                0 => None,
                _ => Some(
                    WatcherCrowd::gather(
                        bench.shop.address(),
                        event,
                        watchers,
                        ReadPace::AtLeisure(LEISURE),
                    )
                    .await?,
                ),
            };
            let load = bench
                .load(SeatSupply::in_turn(vec![event], hall.seats), connections)
                .await?;
            let run = measured(bench, event, load, bench.seconds(5.0, 1.5)).await?;
            if let Some(crowd) = crowd {
                let seen = crowd.leave()?;
                anyhow::ensure!(
                    seen.ended == 0 && !seen.deliveries.is_empty(),
                    "watchers lost their streams or received no changes"
                );
            }
            if watchers == 0 {
                &mut without
            } else {
                &mut with
            }
            .push(run);
        }
    }
    Ok((middle(without)?, middle(with)?))
}

async fn measured(
    bench: &Bench,
    event: i32,
    load: Load,
    lasting: Duration,
) -> anyhow::Result<HoldsRun> {
    let connections = load.connections;
    let (before, from) = (
        Metrics::read(bench.shop.address()).await?,
        tokio::time::Instant::now(),
    );
    let (measured, cost) = closed(&bench.shop, load, WARM_UP, lasting).await?;
    let (after, looked) = (
        Metrics::read(bench.shop.address()).await?,
        from.elapsed().as_secs_f64(),
    );
    let held = taken(bench.shop.pool(), event).await?;
    anyhow::ensure!(
        held == measured.succeeded,
        "{} holds were acknowledged, the tables have {held}",
        measured.succeeded
    );
    Ok(HoldsRun {
        event,
        connections,
        measured,
        cost,
        metrics: after.since(&before),
        looked,
    })
}

fn better(best: Option<HoldsRun>, run: HoldsRun) -> Option<HoldsRun> {
    match best {
        Some(best) if best.measured.rate() >= run.measured.rate() => Some(best),
        _ => Some(run),
    }
}

fn middle(mut runs: Vec<HoldsRun>) -> anyhow::Result<HoldsRun> {
    anyhow::ensure!(!runs.is_empty(), "nothing ran");
    runs.sort_by(|one, other| one.measured.rate().total_cmp(&other.measured.rate()));
    let middle = runs.len() / 2;
    Ok(runs.swap_remove(middle))
}

fn chart(pgbench: &Throughput, naive: &HoldsRun, frontrow: &HoldsRun, with: &HoldsRun) -> Chart {
    let bar = |label: &str, value: f64, ours| Bar {
        label: label.to_owned(),
        value,
        words: Figure::per_second(value).to_string(),
        ours,
    };
    let list = [
        bar("Frontrow over HTTP", frontrow.measured.rate(), true),
        bar("with 2,000 watchers", with.measured.rate(), true),
        bar("pgbench, no HTTP", pgbench.holds_per_second, false),
        bar("naive route over HTTP", naive.measured.rate(), false),
    ];
    Chart {
        file: "holds.svg",
        svg: bars(
            "Holds a second on one hot event",
            "Each of one seat, committed to disk; higher is better",
            &list,
        ),
    }
}
