//! Measures whether a hold costs more in a larger hall, or with more events on sale.

use std::time::Duration;

use anyhow::ensure;

use crate::{
    baseline::Pgbench,
    bench::{Bench, StageFindings},
    load::{Client, Load, SeatSupply, closed, request},
    report::{Figure, ReportRow, Target, Unit, number},
    shop::halls::{self, BenchHall},
};

/// Seats of the compared halls.
const HALLS: [u32; 3] = [1_000, 10_000, 100_000];
/// Holds of a run, the same number for each size of hall: the run sells out small halls one after
/// another.
const HOLDS: u32 = 40_000;
const CONNECTIONS: usize = 256;
const WARM_UP: Duration = Duration::from_millis(300);
/// The number of events with holds, whether or not many others are on sale.
const FEW: u32 = 10;
/// Seats of the events without holds.
const SMALL: u32 = 100;

/// The cost of a hold.
#[derive(Debug, Clone, Copy, Default)]
struct HoldCost {
    holds: f64,
    seconds: f64,
    cpu: f64,
}

impl HoldCost {
    fn add(&mut self, other: Self) {
        self.holds += other.holds;
        self.seconds += other.seconds;
        self.cpu += other.cpu;
    }

    fn rate(&self) -> Figure {
        Figure::per_second(if self.seconds > 0.0 {
            self.holds / self.seconds
        } else {
            0.0
        })
    }

    /// CPU time of server and database for each hold.
    fn cpu(&self) -> Figure {
        Figure {
            value: if self.holds > 0.0 {
                self.cpu / self.holds * 1e6
            } else {
                0.0
            },
            unit: Unit::Microseconds,
        }
    }
}

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let mut findings = StageFindings::default();
    by_seats(bench, &mut findings).await?;
    by_events(bench, &mut findings).await?;
    Ok(findings)
}

async fn by_seats(bench: &Bench, findings: &mut StageFindings) -> anyhow::Result<()> {
    let holds = bench.pick(HOLDS, HOLDS / 4);
    let mut took = [HoldCost::default(); HALLS.len()];
    // The sizes take turns, so that a change of the machine's speed affects all of them.
    for _ in 0..bench.pick(2, 1) {
        for (size, took) in HALLS.into_iter().zip(&mut took) {
            let hall = BenchHall::of(bench.shop.pool(), size).await?;
            let each = size.min(holds);
            let events = hall.open_many(bench.shop.pool(), holds / each).await?;
            bench.doing(&format!("holds in halls of {size} seats"));
            took.add(measure(bench, events, each, GrowthOrder::InTurn).await?);
        }
    }
    for (size, larger) in HALLS.into_iter().zip(&took).skip(1) {
        compare(
            findings,
            &format!("in a hall of {} seats", number(size.into())),
            larger,
            (&took[0], "of 1,000"),
        );
    }
    Ok(())
}

async fn by_events(bench: &Bench, findings: &mut StageFindings) -> anyhow::Result<()> {
    let pool = bench.shop.pool();
    let each = bench.pick(HOLDS, HOLDS / 4) / FEW;
    let hall = BenchHall::of(pool, each).await?;
    let small = BenchHall::of(pool, SMALL).await?;
    let many = bench.pick(10_000, 1_000);
    let (mut alone, mut among) = (HoldCost::default(), HoldCost::default());
    halls::end_all(pool).await?;
    for _ in 0..bench.pick(2, 1) {
        let events = hall.open_many(pool, FEW).await?;
        bench.doing(&format!("holds with {FEW} events on sale"));
        alone.add(measure(bench, events, each, GrowthOrder::Spread).await?);
        halls::end_all(pool).await?;
    }
    let mut others = Vec::new();
    while (others.len() as u32) < many - FEW {
        bench.doing(&format!(
            "putting {} of {many} events up for sale",
            others.len()
        ));
        others.extend(
            small
                .open_many(pool, 500.min(many - FEW - others.len() as u32))
                .await?,
        );
    }
    halls::analyze(pool).await?;
    for _ in 0..bench.pick(2, 1) {
        let events = hall.open_many(pool, FEW).await?;
        bench.doing(&format!("holds with {many} events on sale"));
        among.add(measure(bench, events, each, GrowthOrder::Spread).await?);
    }
    compare(
        findings,
        &format!("with {} events on sale", number(many.into())),
        &among,
        (&alone, "with 10"),
    );
    let seats = (each * FEW / others.len() as u32).max(2);
    let database = pgbench_scattered(bench, &others, seats).await?;
    bench.doing(&format!("holds spread over {} events", others.len()));
    let scattered = measure(bench, others, seats, GrowthOrder::Scattered).await?;
    findings.rows.push(
        ReportRow::new("holds spread over all of them", scattered.rate())
            .against(among.rate(), "over 10 of them"),
    );
    findings.rows.push(
        ReportRow::new("holds spread over all of them", scattered.rate())
            .against(database, "pgbench")
            .target(Target::RatioAtLeast(0.7)),
    );
    findings.notes.push("holds in the first rows are spread over 10 events; spread over all, hardly any two meet in a batch".to_owned());
    Ok(())
}

/// The rate of the database alone if each hold is for another event. The seats before `seat` stay
/// available.
async fn pgbench_scattered(bench: &Bench, events: &[i32], seat: u32) -> anyhow::Result<Figure> {
    let (first, last) = (
        events.iter().min().copied().unwrap_or_default(),
        events.iter().max().copied().unwrap_or_default(),
    );
    ensure!(
        (last - first) as usize + 1 == events.len(),
        "the events' numbers are not consecutive"
    );
    let pgbench = Pgbench::find(&bench.shop)?;
    let mut best = 0.0_f64;
    for clients in [8, 32] {
        bench.doing(&format!(
            "pgbench spread over {} events, {clients} clients",
            events.len()
        ));
        let seat = seat + (SMALL - seat) / 2 * u32::from(clients == 32);
        best = best.max(
            pgbench
                .run_scattered(
                    &bench.shop,
                    [first, last],
                    seat,
                    clients,
                    bench.seconds(4.0, 1.5),
                )
                .await?
                .holds_per_second,
        );
    }
    Ok(Figure::per_second(best))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GrowthOrder {
    InTurn,
    Spread,
    /// Spread over so large a number of events that none is prepared: a measured hold may be the
    /// first of its event.
    Scattered,
}

/// Holds `each` seats of each event.
async fn measure(
    bench: &Bench,
    events: Vec<i32>,
    each: u32,
    order: GrowthOrder,
) -> anyhow::Result<HoldCost> {
    bench.shop.settle().await?;
    // The last seat of each event is for a hold before the measurement. It makes the server read
    // the plan and its prices, which happens once for each event, not for each hold.
    let (first, seats) = (events.clone(), each - 1);
    let seats = if order == GrowthOrder::InTurn {
        SeatSupply::in_turn(events, seats)
    } else {
        SeatSupply::spread(events, seats)
    };
    let load = bench.load(seats, CONNECTIONS).await?;
    if order != GrowthOrder::Scattered {
        prepare(&load, &first, each - 1).await?;
    }
    let (measured, cost) = closed(&bench.shop, load, WARM_UP, bench.seconds(5.0, 1.5)).await?;
    ensure!(measured.errors.total() == 0, "errors: {}", measured.errors);
    ensure!(
        measured.holds > 0,
        "all seats were gone before the measurement began"
    );
    Ok(HoldCost {
        holds: measured.holds as f64,
        seconds: measured.seconds,
        cpu: cost.server + cost.postgres,
    })
}

async fn prepare(load: &Load, events: &[i32], seat: u32) -> anyhow::Result<()> {
    let mut client = Client::connect(load.server, None).await?;
    let mut scratch = Vec::new();
    for event in events {
        request::hold(&mut scratch, *event, &load.buyers[0], ("prepare", 0), seat);
        let answer = client.ask(&scratch).await?;
        ensure!(
            answer.status == 201,
            "the first hold of event {event}: {}",
            answer.status
        );
    }
    Ok(())
}

fn compare(
    findings: &mut StageFindings,
    what: &str,
    larger: &HoldCost,
    (smaller, name): (&HoldCost, &'static str),
) {
    findings.rows.push(
        ReportRow::new(format!("holds {what}"), larger.rate())
            .against(smaller.rate(), name)
            .target(Target::RatioAtLeast(1.0 / 1.2)),
    );
    findings.rows.push(
        ReportRow::new(format!("CPU of a hold {what}"), larger.cpu())
            .against(smaller.cpu(), name)
            .target(Target::RatioAtMost(1.2)),
    );
}
