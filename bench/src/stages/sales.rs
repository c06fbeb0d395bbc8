//! Complete sales: hold, token, payment, tickets, capture. Compared with holds alone in the same
//! run, with watchers, and in a database that has had many holds.

use std::time::Duration;

use super::middle;
use crate::{
    bench::{Bench, StageFindings},
    load::{Sales, SeatSupply, closed, sales},
    report::{Figure, ReportRow, Target, number},
    shop::halls::BenchHall,
    visit::captures,
    watch::{ReadPace, WatcherCrowd},
};

const SEATS: u32 = 100_000;
const CONNECTIONS: usize = 256;
const WATCHERS: usize = 2_000;
const LEISURE: Duration = Duration::from_millis(250);
const WARM_UP: Duration = Duration::from_millis(700);
/// Holds made before the last measurement.
const HISTORY: u64 = 250_000;

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let mut findings = StageFindings::default();
    let hall = BenchHall::of(bench.shop.pool(), bench.pick(SEATS, SEATS / 2)).await?;
    let (mut held, mut sold, mut watched) = (Vec::new(), Vec::new(), Vec::new());
    // The kinds of run take turns, so that a change of the machine's speed affects all of them.
    for _ in 0..bench.pick(3, 1) {
        held.push(holds(bench, &hall, bench.seconds(4.0, 1.5)).await?);
        sold.push(whole_sales(bench, &hall, 0, &mut findings).await?);
        watched.push(whole_sales(bench, &hall, WATCHERS, &mut findings).await?);
    }
    let (holds_rate, sales_rate, watched_rate) = (middle(held), middle(sold), middle(watched));
    findings.rows.push(
        ReportRow::new("whole sales", Figure::per_second(sales_rate))
            .against(Figure::per_second(holds_rate), "holds alone")
            .target(Target::RatioAtLeast(0.2)),
    );
    findings.rows.push(
        ReportRow::new(
            format!("whole sales with {} watchers", number(WATCHERS as f64)),
            Figure::per_second(watched_rate),
        )
        .against(Figure::per_second(sales_rate), "with none"),
    );
    // In a quick run, the history is too short to measure anything here.
    if !bench.quick {
        let mut made = 0;
        while made < HISTORY {
            bench.doing(&format!(
                "holds for a history: {} of {}",
                number(made as f64),
                number(HISTORY as f64)
            ));
            made += (holds(bench, &hall, Duration::from_secs(8)).await? * 8.0) as u64;
        }
        let later = whole_sales(bench, &hall, 0, &mut findings).await?;
        findings.rows.push(
            ReportRow::new(
                format!("whole sales after {} holds", number(made as f64)),
                Figure::per_second(later),
            )
            .against(Figure::per_second(sales_rate), "before them")
            .target(Target::RatioAtLeast(0.9)),
        );
    }
    Ok(findings)
}

async fn holds(bench: &Bench, hall: &BenchHall, lasting: Duration) -> anyhow::Result<f64> {
    let event = bench.fresh_event(hall).await?;
    bench.doing("holds alone");
    let load = bench
        .load(SeatSupply::in_turn(vec![event], hall.seats), CONNECTIONS)
        .await?;
    let (measured, _) = closed(&bench.shop, load, WARM_UP, lasting).await?;
    anyhow::ensure!(measured.errors.total() == 0, "holds: {}", measured.errors);
    Ok(measured.rate())
}

async fn whole_sales(
    bench: &Bench,
    hall: &BenchHall,
    watchers: usize,
    findings: &mut StageFindings,
) -> anyhow::Result<f64> {
    let event = bench.fresh_event(hall).await?;
    bench.doing(&format!("whole sales with {watchers} watchers"));
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
        .load(SeatSupply::in_turn(vec![event], hall.seats), CONNECTIONS)
        .await?;
    let before = bench.shop.sample()?;
    let sold = sales(load, WARM_UP, bench.seconds(5.0, 2.0)).await?;
    let cost = before.until(&bench.shop.sample()?);
    let behind = captures(bench.shop.pool(), event).await?;
    if let Some(crowd) = crowd {
        crowd.leave()?;
    }
    let told: i64 = sqlx::query_scalar("select count(*) from ticket where event_id = $1")
        .bind(event)
        .fetch_one(bench.shop.pool())
        .await?;
    anyhow::ensure!(
        told.unsigned_abs() == sold.succeeded,
        "{} sales were acknowledged, {told} tickets are issued",
        sold.succeeded
    );
    note(findings, watchers, &sold, behind, &cost.shares());
    bench
        .fsck(&format!("sales with {watchers} watchers"), event, findings)
        .await?;
    Ok(sold.rate())
}

fn note(
    findings: &mut StageFindings,
    watchers: usize,
    sold: &Sales,
    behind: Duration,
    shares: &str,
) {
    let at = |quantile: f64| Figure::milliseconds(sold.latency.value_at_quantile(quantile));
    findings.notes.push(format!(
        "{watchers} watchers: {} sales, p50 {}, p99 {}; the last capture came {} s after the last sale; {shares}; errors: {}",
        number(sold.succeeded as f64),
        at(0.5),
        at(0.99),
        number(behind.as_secs_f64()),
        sold.errors
    ));
}
