//! Measures the latency of a hold while the shop is busy but not at its limit: requests come at 70
//! % of the peak rate (or at the rate of `--rate`), even if earlier ones are not answered yet.

use std::time::Duration;

use crate::{
    bench::{Bench, StageFindings},
    disk::DiskProbe,
    load::{SeatSupply, Spacing, closed, open},
    report::{Figure, ReportRow, Target, number},
    shop::halls::BenchHall,
};

const SEATS: u32 = 150_000;
const SHARE: f64 = 0.7;
/// More connections than the load needs, so that requests wait in the server and not for a free
/// connection.
const CONNECTIONS: usize = 1_024;
const WARM_UP: Duration = Duration::from_secs(1);

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let hall = BenchHall::of(bench.shop.pool(), bench.pick(SEATS, SEATS / 3)).await?;
    let offered = match (bench.rate, bench.peak) {
        (Some(rate), _) => rate,
        (None, Some(peak)) => peak * SHARE,
        (None, None) => find_peak(bench, &hall).await? * SHARE,
    };
    let event = bench.fresh_event(&hall).await?;
    bench.doing(&format!("holds at {} a second", number(offered)));
    let lasting = bench
        .seconds(10.0, 3.0)
        .min(Duration::from_secs_f64(f64::from(hall.seats) / offered) - WARM_UP);
    let load = bench
        .load(SeatSupply::in_turn(vec![event], hall.seats), CONNECTIONS)
        .await?;
    let disk = DiskProbe::watch(bench.shop.dir())?;
    let (measured, cost) = open(
        &bench.shop,
        load,
        offered,
        Spacing::Random,
        WARM_UP,
        lasting,
    )
    .await?;

    let disk = disk.leave()?;
    let at = |quantile: f64| Figure::milliseconds(measured.latency.value_at_quantile(quantile));
    let rows = vec![
        ReportRow::new("hold, p50", at(0.5)),
        ReportRow::new("hold, p99", at(0.99)).target(Target::AtMost(50.0)),
        ReportRow::new("hold, p99.9", at(0.999)),
        ReportRow::new(
            "hold, the slowest",
            Figure::milliseconds(measured.latency.max()),
        ),
        ReportRow::new("holds answered", Figure::per_second(measured.rate()))
            .against(Figure::per_second(offered), "asked for"),
    ];
    let slowest: Vec<String> = measured
        .slowest
        .iter()
        .map(|&took| {
            if took == 0 {
                "none".to_owned()
            } else {
                number(took as f64 / 1e3)
            }
        })
        .collect();
    let notes = vec![
        format!(
            "{}; counted from when each was due; {} holds",
            cost.shares(),
            number(measured.holds as f64)
        ),
        format!("the slowest of each half second, ms: {}", slowest.join(" ")),
        disk,
        format!("errors: {}", measured.errors),
    ];
    Ok(StageFindings {
        rows,
        notes,
        ..StageFindings::default()
    })
}

/// Finds the peak if only this stage runs.
async fn find_peak(bench: &Bench, hall: &BenchHall) -> anyhow::Result<f64> {
    let event = bench.fresh_event(hall).await?;
    bench.doing("the peak");
    let load = bench
        .load(SeatSupply::in_turn(vec![event], hall.seats), CONNECTIONS)
        .await?;
    let (measured, _) = closed(&bench.shop, load, WARM_UP, bench.seconds(3.0, 1.5)).await?;
    anyhow::ensure!(measured.holds > 0, "no hold succeeded: {}", measured.errors);
    Ok(measured.rate())
}
