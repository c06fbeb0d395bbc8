//! An on-sale as it happens: twenty thousand fans come within ten seconds for the 1,229 seats of Sibelius Hall.

use std::time::Duration;

use hdrhistogram::Histogram;

use crate::{
    bench::{Bench, Findings},
    chart::{Chart, Line, timeline},
    on_sale::{self, Outcome, STEPS},
    report::{Figure, Row, Target, number},
    shop::halls::Hall,
};

const BUYERS: u32 = 20_000;
const ARRIVING: Duration = Duration::from_secs(10);

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    let plan = demo::halls::sibelius_hall();
    let hall = Hall::put(bench.shop.pool(), &plan).await?;
    let event = bench.fresh_event(&hall).await?;
    let (buyers, arriving) = bench.pick((BUYERS, ARRIVING), (BUYERS / 4, ARRIVING / 4));
    bench.doing(&format!("{buyers} buyers in {} s", arriving.as_secs_f64()));
    let before = bench.shop.sample()?;
    let venue = hall.venue(bench.shop.pool(), event).await?;
    let outcome = on_sale::run(bench.shop.address(), venue, &plan, buyers, arriving).await;
    let cost = before.until(&bench.shop.sample()?);
    let (sold, held): (i32, i32) =
        sqlx::query_as("select sold, held from event_version where event_id = $1").bind(event).fetch_one(bench.shop.pool()).await?;

    let mut findings = Findings::default();
    let last = |times: &[f64]| Figure::seconds(times.iter().copied().fold(0.0, f64::max));
    findings.rows = vec![
        Row::new("until every seat was held", last(&outcome.held)),
        Row::new("until sold out", last(&outcome.sold)),
        Row::new("seats sold", Figure::count(sold.unsigned_abs().into())).target(Target::AtLeast(f64::from(hall.seats))),
    ];
    for ((_, name), latency) in STEPS.iter().zip(&outcome.latency) {
        findings.rows.push(step(name, latency));
    }
    findings.rows.push(Row::new("errors", Figure::count(outcome.errors.total())).target(Target::AtMost(0.0)));
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

fn step(name: &str, latency: &Histogram<u64>) -> Row {
    let at = |quantile: f64| Figure::milliseconds(latency.value_at_quantile(quantile));
    Row::new(format!("{name}: p99 (p50 {}, p95 {})", at(0.5), at(0.95)), at(0.99))
}

fn chart(outcome: &Outcome) -> Chart {
    let lines = [
        Line { label: "buyers arriving", times: &outcome.arrived },
        Line { label: "seats held", times: &outcome.held },
        Line { label: "seats sold", times: &outcome.sold },
    ];
    let title = format!("{} buyers for 1,229 seats", number(outcome.buyers as f64));
    Chart { file: "on-sale.svg", svg: timeline(&title, "So many a second, in quarters of a second from the opening", &lines) }
}
