//! The CPU time of server and database for a fan from the link to the ticket, in a hall and in a
//! stadium, step by step and in total.

use std::rc::Rc;

use crate::{
    bench::{Bench, StageFindings},
    report::{Figure, ReportRow, Target, Unit, number},
    shop::{Cost, cores, halls::BenchHall},
    visit::{Group, VisitStep},
};

/// The kernel counts CPU time in hundredths of a second: with 300 fans, a figure is exact to 0.03
/// ms.
const FANS: u32 = 300;
const FEWER: u32 = 100;
const AT_ONCE: usize = 20;

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let mut findings = StageFindings::default();
    let halls = [
        ("hall", demo::halls::sibelius_hall(), 2.0),
        ("stadium", demo::halls::stadium_concert(), 2.5),
    ];
    for (name, plan, goal) in halls {
        let hall = BenchHall::put(bench.shop.pool(), &plan).await?;
        let title = format!("{name}, {} seats", number(f64::from(hall.seats)));
        step_by_step(bench, &hall, &title, name == "stadium", &mut findings).await?;
        whole(bench, &hall, &title, goal, &mut findings).await?;
    }
    Ok(findings)
}

/// All fans take the first step, then all take the second, and so on, which gives the cost of each
/// step.
async fn step_by_step(
    bench: &Bench,
    hall: &BenchHall,
    title: &str,
    large: bool,
    findings: &mut StageFindings,
) -> anyhow::Result<()> {
    let fans = bench.pick(FANS, FEWER);
    let venue = Rc::new(
        hall.venue(bench.shop.pool(), bench.fresh_event(hall).await?)
            .await?,
    );
    warm_up(bench, hall).await?;
    let mut group = Group::new(bench, &venue, fans, AT_ONCE, "steps");
    let mut sizes = Vec::new();
    for step in &VisitStep::ALL {
        bench.doing(&format!("{title}: {fans} fans: {}", step.name()));
        let (cost, size) = group.go(bench, std::slice::from_ref(step)).await?;
        let each = |seconds: f64| seconds * 1_000.0 / f64::from(fans);
        let words = format!(
            "{title}: {} ({} + {})",
            step.name(),
            number(each(cost.server)),
            number(each(cost.postgres))
        );
        let row = ReportRow::new(words, milliseconds(each(cost.server + cost.postgres)));
        findings.rows.push(match step.goal() {
            Some((small, great)) => row.target(Target::AtMost(if large { great } else { small })),
            None => row,
        });
        if size > 0 {
            sizes.push(format!("{} {}", step.name(), number(size as f64)));
        }
    }
    findings.notes.push(format!(
        "{title}: bytes of the answers: {}",
        sizes.join(", ")
    ));
    bench
        .fsck(&format!("the steps in a {title}"), venue.event, findings)
        .await
}

/// Each fan makes the complete visit.
async fn whole(
    bench: &Bench,
    hall: &BenchHall,
    title: &str,
    goal: f64,
    findings: &mut StageFindings,
) -> anyhow::Result<()> {
    let fans = bench.pick(FANS, FEWER);
    let venue = Rc::new(
        hall.venue(bench.shop.pool(), bench.fresh_event(hall).await?)
            .await?,
    );
    bench.doing(&format!("{title}: {fans} whole visits"));
    let mut group = Group::new(bench, &venue, fans, AT_ONCE, "whole");
    let (cost, _) = group.go(bench, &VisitStep::VISIT).await?;
    let each = |seconds: f64| seconds * 1_000.0 / f64::from(fans);
    let both = each(cost.server + cost.postgres);
    let words = format!(
        "{title}: a fan as a whole ({} + {})",
        number(each(cost.server)),
        number(each(cost.postgres))
    );
    findings
        .rows
        .push(ReportRow::new(words, milliseconds(both)).target(Target::AtMost(goal)));
    findings.rows.push(ReportRow::new(
        format!("{title}: fans that {} cores carry", cores()),
        Figure::per_second(cores() as f64 * 1_000.0 / both.max(f64::MIN_POSITIVE)),
    ));
    findings.notes.push(format!("{title}: {}", shares(&cost)));
    bench
        .fsck(&format!("whole visits to a {title}"), venue.event, findings)
        .await
}

/// Makes visits that do not count, as many at once as will be measured. Afterwards, the server has
/// done the work that it does once for all fans, and its connections are open.
async fn warm_up(bench: &Bench, hall: &BenchHall) -> anyhow::Result<()> {
    let venue = Rc::new(
        hall.venue(bench.shop.pool(), bench.fresh_event(hall).await?)
            .await?,
    );
    Group::new(bench, &venue, AT_ONCE as u32, AT_ONCE, "first")
        .go(bench, &VisitStep::ALL)
        .await?;
    Ok(())
}

fn milliseconds(value: f64) -> Figure {
    Figure {
        value,
        unit: Unit::Milliseconds,
    }
}

fn shares(cost: &Cost) -> String {
    format!(
        "whole visits took {} s; {}",
        number(cost.elapsed),
        cost.shares()
    )
}
