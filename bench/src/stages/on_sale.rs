//! A realistic on-sale: twenty thousand fans come within ten seconds for the 1,229 seats of
//! Sibelius Hall.

use std::time::Duration;

use hdrhistogram::Histogram;

use crate::{
    bench::{Bench, StageFindings},
    chart::{Chart, TimelineRow, timeline},
    on_sale::{self, OnSaleOutcome, STEPS},
    report::{Figure, ReportRow, Target, number},
    shop::halls::BenchHall,
};

const BUYERS: u32 = 20_000;
const ARRIVING: Duration = Duration::from_secs(10);

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let plan = demo::halls::sibelius_hall();
    let hall = BenchHall::put(bench.shop.pool(), &plan).await?;
    let event = bench.fresh_event(&hall).await?;
    let (buyers, arriving) = bench.pick((BUYERS, ARRIVING), (BUYERS / 4, ARRIVING / 4));
    bench.doing(&format!("{buyers} buyers in {} s", arriving.as_secs_f64()));
    let before = bench.shop.sample()?;
    let venue = hall.venue(bench.shop.pool(), event).await?;
    let outcome = on_sale::run(bench.shop.address(), venue, &plan, buyers, arriving).await;
    let cost = before.until(&bench.shop.sample()?);
    let (sold, held): (i32, i32) =
        sqlx::query_as("select sold, held from event_version where event_id = $1")
            .bind(event)
            .fetch_one(bench.shop.pool())
            .await?;

    let mut findings = StageFindings::default();
    let last = |times: &[f64]| Figure::seconds(times.iter().copied().fold(0.0, f64::max));
    findings.rows = vec![
        ReportRow::new("until every seat was held", last(&outcome.held)),
        ReportRow::new("until sold out", last(&outcome.sold)),
        ReportRow::new("seats sold", Figure::count(sold.unsigned_abs().into()))
            .target(Target::AtLeast(f64::from(hall.seats))),
    ];
    for ((_, name), latency) in STEPS.iter().zip(&outcome.latency) {
        findings.rows.push(step(name, latency));
    }
    findings.rows.push(
        ReportRow::new("errors", Figure::count(outcome.errors.total())).target(Target::AtMost(0.0)),
    );
    findings.notes = vec![
        format!(
            "{} buyers came, {} got {} tickets, {} were too late; {} seats still held",
            number(outcome.buyers as f64),
            number(outcome.served as f64),
            number(outcome.tickets as f64),
            number(outcome.too_late as f64),
            held
        ),
        cost.shares(),
        format!("errors: {}", outcome.errors),
    ];
    bench.fsck("the on-sale", event, &mut findings).await?;
    findings.charts.push(chart(&outcome));
    Ok(findings)
}

fn step(name: &str, latency: &Histogram<u64>) -> ReportRow {
    let at = |quantile: f64| Figure::milliseconds(latency.value_at_quantile(quantile));
    ReportRow::new(
        format!("{name}: p99 (p50 {}, p95 {})", at(0.5), at(0.95)),
        at(0.99),
    )
}

fn chart(outcome: &OnSaleOutcome) -> Chart {
    let lines = [
        TimelineRow {
            label: "buyers arriving",
            times: &outcome.arrived,
        },
        TimelineRow {
            label: "seats held",
            times: &outcome.held,
        },
        TimelineRow {
            label: "seats sold",
            times: &outcome.sold,
        },
    ];
    let title = format!("{} buyers for 1,229 seats", number(outcome.buyers as f64));
    Chart {
        file: "on-sale.svg",
        svg: timeline(
            &title,
            "Rates a second, counted in quarters of a second from the opening",
            &lines,
        ),
    }
}
