//! Whether a hold costs more in a larger hall, or where more events are on sale.

use std::time::Duration;

use anyhow::ensure;

use crate::{
    bench::{Bench, Findings},
    load::{Client, Load, Seats, closed, request},
    report::{Figure, Row, Target, Unit, number},
    shop::halls::{self, Hall},
};

/// Seats of the halls that are compared.
const HALLS: [u32; 3] = [1_000, 10_000, 100_000];
/// Holds of one run: as many in each hall, so that small halls are sold out one after the other.
const HOLDS: u32 = 40_000;
const CONNECTIONS: usize = 256;
const WARM_UP: Duration = Duration::from_millis(300);
/// Events that holds are spread over, whether or not many others are on sale.
const FEW: u32 = 10;
/// Seats of the events that are only there.
const SMALL: u32 = 100;

/// What a hold took.
#[derive(Debug, Clone, Copy, Default)]
struct Took {
    holds: f64,
    seconds: f64,
    cpu: f64,
}

impl Took {
    fn add(&mut self, other: Self) {
        self.holds += other.holds;
        self.seconds += other.seconds;
        self.cpu += other.cpu;
    }

    fn rate(&self) -> Figure {
        Figure::per_second(if self.seconds > 0.0 { self.holds / self.seconds } else { 0.0 })
    }

    /// Processor time of server and database for each hold.
    fn cpu(&self) -> Figure {
        Figure { value: if self.holds > 0.0 { self.cpu / self.holds * 1e6 } else { 0.0 }, unit: Unit::Microseconds }
    }
}

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
    by_seats(bench, &mut findings).await?;
    by_events(bench, &mut findings).await?;
    Ok(findings)
}

async fn by_seats(bench: &Bench, findings: &mut Findings) -> anyhow::Result<()> {
    let holds = bench.pick(HOLDS, HOLDS / 4);
    let mut took = [Took::default(); HALLS.len()];
    // In turns: whatever else changes on the machine changes for all.
    for _ in 0..bench.pick(2, 1) {
        for (size, took) in HALLS.into_iter().zip(&mut took) {
            let hall = Hall::of(bench.shop.pool(), size).await?;
            let each = size.min(holds);
            let events = hall.open_many(bench.shop.pool(), holds / each).await?;
            bench.doing(&format!("holds in halls of {size} seats"));
            took.add(measure(bench, events, each, Order::InTurn).await?);
        }
    }
    for (size, larger) in HALLS.into_iter().zip(&took).skip(1) {
        compare(findings, &format!("in a hall of {} seats", number(size.into())), larger, (&took[0], "of 1,000"));
    }
    Ok(())
}

async fn by_events(bench: &Bench, findings: &mut Findings) -> anyhow::Result<()> {
    let pool = bench.shop.pool();
    let each = bench.pick(HOLDS, HOLDS / 4) / FEW;
    let hall = Hall::of(pool, each).await?;
    let small = Hall::of(pool, SMALL).await?;
    let many = bench.pick(10_000, 1_000);
    let (mut alone, mut among) = (Took::default(), Took::default());
    halls::end_all(pool).await?;
    for _ in 0..bench.pick(2, 1) {
        let events = hall.open_many(pool, FEW).await?;
        bench.doing(&format!("holds with {FEW} events on sale"));
        alone.add(measure(bench, events, each, Order::Spread).await?);
        halls::end_all(pool).await?;
    }
    let mut others = Vec::new();
    while (others.len() as u32) < many - FEW {
        bench.doing(&format!("putting {} of {many} events up for sale", others.len()));
        others.extend(small.open_many(pool, 500.min(many - FEW - others.len() as u32)).await?);
    }
    halls::analyze(pool).await?;
    for _ in 0..bench.pick(2, 1) {
        let events = hall.open_many(pool, FEW).await?;
        bench.doing(&format!("holds with {many} events on sale"));
        among.add(measure(bench, events, each, Order::Spread).await?);
    }
    compare(findings, &format!("with {} events on sale", number(many.into())), &among, (&alone, "with 10"));
    let seats = (each * FEW / others.len() as u32).max(2);
    bench.doing(&format!("holds spread over {} events", others.len()));
    let scattered = measure(bench, others, seats, Order::Scattered).await?;
    findings.rows.push(Row::new("holds spread over all of them", scattered.rate()).against(among.rate(), "over 10 of them"));
    findings.notes.push("holds in the first rows are spread over 10 events; spread over all, hardly any two meet in a batch".to_owned());
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    InTurn,
    Spread,
    /// Over so many that none is prepared.
    Scattered,
}

/// Holds `each` seats of each event.
async fn measure(bench: &Bench, events: Vec<i32>, each: u32, order: Order) -> anyhow::Result<Took> {
    bench.shop.settle().await?;
    // The last seat is for the hold that has the server read the plan and its prices: once an event, not once a hold.
    let (first, seats) = (events.clone(), each - 1);
    let seats = if order == Order::InTurn { Seats::in_turn(events, seats) } else { Seats::spread(events, seats) };
    let load = bench.load(seats, CONNECTIONS).await?;
    if order != Order::Scattered {
        prepare(&load, &first, each - 1).await?;
    }
    let (measured, cost) = closed(&bench.shop, load, WARM_UP, bench.seconds(5.0, 1.5)).await?;
    ensure!(measured.errors.total() == 0, "errors: {}", measured.errors);
    ensure!(measured.holds > 0, "all seats were gone before the measurement began");
    Ok(Took { holds: measured.holds as f64, seconds: measured.seconds, cpu: cost.server + cost.postgres })
}

async fn prepare(load: &Load, events: &[i32], seat: u32) -> anyhow::Result<()> {
    let mut client = Client::connect(load.server, None).await?;
    let mut scratch = Vec::new();
    for event in events {
        request::hold(&mut scratch, *event, &load.buyers[0], ("prepare", 0), seat);
        let answer = client.ask(&scratch).await?;
        ensure!(answer.status == 201, "the first hold of event {event}: {}", answer.status);
    }
    Ok(())
}

fn compare(findings: &mut Findings, what: &str, larger: &Took, (smaller, name): (&Took, &'static str)) {
    findings
        .rows
        .push(Row::new(format!("holds {what}"), larger.rate()).against(smaller.rate(), name).target(Target::RatioAtLeast(1.0 / 1.2)));
    findings
        .rows
        .push(Row::new(format!("CPU of a hold {what}"), larger.cpu()).against(smaller.cpu(), name).target(Target::RatioAtMost(1.2)));
}
