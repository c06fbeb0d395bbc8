//! Measures how much a room slows down holds of a hot event if every buyer has a pass. Runs with
//! and without a room take turns.

use std::{rc::Rc, time::Duration};

use anyhow::ensure;

use super::middle;
use crate::{
    bench::{Bench, StageFindings},
    line::{self, RoomLimits},
    load::{Load, SeatSupply, closed},
    report::{Figure, ReportRow, Target, Unit},
    shop::{BenchShop, Metrics, halls::BenchHall},
};

const SEATS: u32 = 100_000;
const CONNECTIONS: usize = 256;
const WARM_UP: Duration = Duration::from_millis(700);

const LIMITS: RoomLimits = RoomLimits {
    target: 500,
    per_second: 50,
    claim_seconds: 120,
    paused: false,
};

/// The figures of all rounds.
#[derive(Debug, Default)]
struct HoldTurns {
    /// Holds a second.
    rates: Vec<f64>,
    /// Transactions besides the desk's batches, for a thousand holds.
    besides: Vec<f64>,
}

pub async fn run(
    bench: &Bench,
    fans: &Rc<[String]>,
    findings: &mut StageFindings,
) -> anyhow::Result<()> {
    let hall = BenchHall::of(bench.shop.pool(), bench.pick(SEATS, SEATS / 2)).await?;
    let (mut without, mut with) = (HoldTurns::default(), HoldTurns::default());
    for turn in 0..bench.pick(5, 1) {
        one(
            bench,
            &hall,
            fans,
            &format!("without-a-room-{turn}"),
            false,
            &mut without,
        )
        .await?;
        one(
            bench,
            &hall,
            fans,
            &format!("with-a-room-{turn}"),
            true,
            &mut with,
        )
        .await?;
    }
    let [without, with] = [without, with].map(|turns| (middle(turns.rates), middle(turns.besides)));
    findings.rows.push(
        ReportRow::new(
            "holds with a room, each with a pass",
            Figure::per_second(with.0),
        )
        .against(Figure::per_second(without.0), "without")
        .target(Target::RatioAtLeast(0.98)),
    );
    let count = |value| Figure {
        value,
        unit: Unit::Count,
    };
    findings.rows.push(
        ReportRow::new(
            "transactions besides batches, for 1,000 holds",
            count(with.1),
        )
        .against(count(without.1), "without")
        .target(Target::AtMost(100.0)),
    );
    Ok(())
}

async fn one(
    bench: &Bench,
    hall: &BenchHall,
    fans: &Rc<[String]>,
    run: &str,
    has_room: bool,
    turns: &mut HoldTurns,
) -> anyhow::Result<()> {
    let event = bench.fresh_event(hall).await?;
    let buyers = if has_room {
        line::open_room(&bench.shop, event, LIMITS).await?;
        line::with_passes(&bench.shop, event, fans).await?
    } else {
        Rc::clone(fans)
    };
    bench.doing(if has_room {
        "holds with a room"
    } else {
        "holds without a room"
    });
    let seats = Rc::new(SeatSupply::in_turn(vec![event], hall.seats));
    let load = Load {
        server: bench.shop.address(),
        buyers,
        seats,
        connections: CONNECTIONS,
        run: run.to_owned(),
    };
    let (before, metrics) = (
        transactions(&bench.shop).await?,
        Metrics::read(bench.shop.address()).await?,
    );
    let (measured, _) = closed(&bench.shop, load, WARM_UP, bench.seconds(4.0, 1.5)).await?;
    let (after, later) = (
        transactions(&bench.shop).await?,
        Metrics::read(bench.shop.address()).await?,
    );
    if has_room {
        line::close_room(&bench.shop, event).await?;
    }
    ensure!(
        measured.succeeded > 0 && measured.errors.total() == 0,
        "holds failed ({run}): {}",
        measured.errors
    );
    turns.rates.push(measured.rate());
    // PostgreSQL's counts are up to a second old.
    let besides = ((after - before) as f64 - later.since(&metrics).batches).max(0.0);
    turns
        .besides
        .push(besides / measured.succeeded as f64 * 1_000.0);
    Ok(())
}

/// Committed transactions of the database. Each statement of a desk, a poll or a step is one.
async fn transactions(shop: &BenchShop) -> anyhow::Result<i64> {
    Ok(sqlx::query_scalar(
        "select xact_commit from pg_stat_database where datname = current_database()",
    )
    .fetch_one(shop.pool())
    .await?)
}
