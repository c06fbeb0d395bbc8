//! What a fan costs from the link to the ticket, in a hall and in a stadium: processor time of server and database, step by step and as a
//! whole.

use std::rc::Rc;

use crate::{
    bench::{Bench, Findings},
    report::{Figure, Row, Target, Unit, number},
    shop::{Cost, cores, halls::Hall},
    visit::{Group, Step},
};

/// The kernel counts processor time in hundredths of a second: with 300 fans, a figure is right to 0.03 ms.
const FANS: u32 = 300;
const FEWER: u32 = 100;
const AT_ONCE: usize = 20;

/// See the file.
pub async fn run(bench: &mut Bench) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
    let halls = [("hall", demo::halls::sibelius_hall(), 2.0), ("stadium", demo::halls::stadium_concert(), 2.5)];
    for (name, plan, goal) in halls {
        let hall = Hall::put(bench.shop.pool(), &plan).await?;
        let title = format!("{name}, {} seats", number(f64::from(hall.seats)));
        step_by_step(bench, &hall, &title, name == "stadium", &mut findings).await?;
        whole(bench, &hall, &title, goal, &mut findings).await?;
    }
    Ok(findings)
}

/// All fans take the first step, then all take the second, and so on: the cost of each step by itself.
async fn step_by_step(bench: &Bench, hall: &Hall, title: &str, large: bool, findings: &mut Findings) -> anyhow::Result<()> {
    let fans = bench.pick(FANS, FEWER);
    let venue = Rc::new(hall.venue(bench.shop.pool(), bench.fresh_event(hall).await?).await?);
    warm_up(bench, hall).await?;
    let mut group = Group::new(bench, &venue, fans, AT_ONCE, "steps");
    let mut sizes = Vec::new();
    for step in &Step::ALL {
        bench.doing(&format!("{title}: {fans} fans: {}", step.name()));
        let (cost, size) = group.go(bench, std::slice::from_ref(step)).await?;
        let each = |seconds: f64| seconds * 1_000.0 / f64::from(fans);
        let words = format!("{title}: {} ({} + {})", step.name(), number(each(cost.server)), number(each(cost.postgres)));
        let row = Row::new(words, milliseconds(each(cost.server + cost.postgres)));
        findings.rows.push(match step.goal() {
            Some((small, great)) => row.target(Target::AtMost(if large { great } else { small })),
            None => row,
        });
        if size > 0 {
            sizes.push(format!("{} {}", step.name(), number(size as f64)));
        }
    }
    findings.notes.push(format!("{title}: bytes of the answers: {}", sizes.join(", ")));
    bench.fsck(&format!("the steps in a {title}"), venue.event, findings).await
}

/// Each fan makes the whole visit.
async fn whole(bench: &Bench, hall: &Hall, title: &str, goal: f64, findings: &mut Findings) -> anyhow::Result<()> {
    let fans = bench.pick(FANS, FEWER);
    let venue = Rc::new(hall.venue(bench.shop.pool(), bench.fresh_event(hall).await?).await?);
    bench.doing(&format!("{title}: {fans} whole visits"));
    let mut group = Group::new(bench, &venue, fans, AT_ONCE, "whole");
    let (cost, _) = group.go(bench, &Step::VISIT).await?;
    let each = |seconds: f64| seconds * 1_000.0 / f64::from(fans);
    let both = each(cost.server + cost.postgres);
    let words = format!("{title}: a fan as a whole ({} + {})", number(each(cost.server)), number(each(cost.postgres)));
    findings.rows.push(Row::new(words, milliseconds(both)).target(Target::AtMost(goal)));
    findings.rows.push(Row::new(
        format!("{title}: fans that {} cores carry", cores()),
        Figure::per_second(cores() as f64 * 1_000.0 / both.max(f64::MIN_POSITIVE)),
    ));
    findings.notes.push(format!("{title}: {}", shares(&cost)));
    bench.fsck(&format!("whole visits to a {title}"), venue.event, findings).await
}

/// One visit that nobody counts: what a server does once for all fans is done.
async fn warm_up(bench: &Bench, hall: &Hall) -> anyhow::Result<()> {
    let venue = Rc::new(hall.venue(bench.shop.pool(), bench.fresh_event(hall).await?).await?);
    Group::new(bench, &venue, 1, 1, "first").go(bench, &Step::ALL).await?;
    Ok(())
}

fn milliseconds(value: f64) -> Figure {
    Figure { value, unit: Unit::Milliseconds }
}

fn shares(cost: &Cost) -> String {
    format!("whole visits took {} s; {}", number(cost.elapsed), cost.shares())
}
