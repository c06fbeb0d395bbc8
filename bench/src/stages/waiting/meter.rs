//! Measures whether the number of fans inside matches the operator's target, from the draw to the
//! last seat.

use std::{rc::Rc, time::Duration};

use anyhow::Context;

use super::some;
use crate::{
    bench::{Bench, StageFindings},
    line::{self, FanInLine, HallLook, RoomLimits, ShoppingResult},
    report::{Figure, ReportRow, Target, Unit, number},
    shop::halls::BenchHall,
};

/// Time from the announcement to the close of the draw. Fans join until then, the draw is sealed
/// ten seconds later, and sales open when all places are known.
const CLOSES_IN: Duration = Duration::from_secs(30);
const OPENS_IN: f64 = 65.0;

/// The sizes of this stage.
struct MeterScale {
    fans: usize,
    seats: u32,
    target: i32,
    /// Time from the first call until the room is full.
    filling: Duration,
    /// The maximum duration.
    lasting: Duration,
    /// The factor of the shoppers' thinking time.
    pace: f64,
    hold_seconds: i32,
}

pub async fn run(
    bench: &Bench,
    sessions: &Rc<[String]>,
    findings: &mut StageFindings,
) -> anyhow::Result<()> {
    let full = MeterScale {
        fans: 50_000,
        seats: 2_000,
        target: 500,
        filling: Duration::from_secs(20),
        lasting: Duration::from_secs(420),
        pace: 1.0,
        hold_seconds: 20,
    };
    // A quick run neither draws, which takes a minute, nor sells to the last seat.
    let quick = MeterScale {
        fans: 2_000,
        target: 60,
        filling: Duration::from_secs(4),
        lasting: Duration::from_secs(12),
        pace: 0.2,
        hold_seconds: 4,
        ..full
    };
    let scale = bench.pick(full, quick);
    let hall = BenchHall::of(bench.shop.pool(), scale.seats).await?;
    let event = bench.fresh_event(&hall).await?;
    let opens_in = if bench.quick { 0.0 } else { OPENS_IN };
    // Changes the event before the server knows it.
    sqlx::query("update event set hold_seconds = $2, on_sale_at = clock_timestamp() + make_interval(secs => $3) where id = $1")
        .bind(event)
        .bind(scale.hold_seconds)
        .bind(opens_in)
        .execute(bench.shop.pool())
        .await
        .context("an event that opens soon")?;
    line::open_room(
        &bench.shop,
        event,
        RoomLimits {
            target: scale.target,
            per_second: 50,
            claim_seconds: 30,
            paused: false,
        },
    )
    .await?;
    let fans = line_up(bench, event, &some(sessions, scale.fans)).await?;
    bench.doing(&format!(
        "{} fans shop, {} at a time",
        number(fans.len() as f64),
        scale.target
    ));
    let done = line::shop(&bench.shop, event, fans, scale.pace, scale.lasting).await?;
    report(bench, &scale, &done, findings);
    bench.fsck("the waiting room", event, findings).await
}

/// Lets all fans join, and gets their places.
async fn line_up(
    bench: &Bench,
    event: i32,
    sessions: &Rc<[String]>,
) -> anyhow::Result<Vec<FanInLine>> {
    if bench.quick {
        return line::join(bench.shop.address(), event, sessions).await;
    }
    line::announce(&bench.shop, event, CLOSES_IN).await?;
    bench.doing("fans join, and the draw is made");
    let mut fans = line::join(bench.shop.address(), event, sessions).await?;
    line::until_line(&bench.shop, event, "had a result", |now| {
        now.draw.as_ref().is_some_and(|draw| draw.value.is_some())
    })
    .await?;
    // All places are computed a moment later.
    tokio::time::sleep(Duration::from_secs(3)).await;
    line::ask_places(bench.shop.address(), event, &mut fans).await?;
    Ok(fans)
}

fn report(bench: &Bench, scale: &MeterScale, done: &ShoppingResult, findings: &mut StageFindings) {
    let target = f64::from(scale.target);
    let count = |value| Figure {
        value,
        unit: Unit::Count,
    };
    let is_steady = |look: &&HallLook| look.at >= scale.filling && look.has_seats_for(target);
    let steady: Vec<f64> = done
        .looks
        .iter()
        .filter(is_steady)
        .map(|look| look.inside)
        .collect();
    let mean = steady.iter().sum::<f64>() / steady.len().max(1) as f64;
    let most = done
        .looks
        .iter()
        .map(|look| look.inside)
        .fold(0.0, f64::max);
    let last = done.looks.last();
    let off = (mean / target - 1.0) * 100.0;
    findings.rows.push(
        ReportRow::new("fans inside, on average", count(mean)).against(count(target), "wanted"),
    );
    findings.rows.push(
        ReportRow::new(
            "how far the average is off, in hundredths",
            count(off.abs()),
        )
        .target(Target::AtMost(5.0)),
    );
    findings.rows.push(
        ReportRow::new("fans inside, at the most", count(most))
            .against(count(target), "wanted")
            .target(Target::RatioAtMost(1.2)),
    );
    findings.rows.push(
        ReportRow::new(
            "fans called into an empty hall",
            Figure::count(line::called_in_vain(&done.looks)),
        )
        .target(Target::AtMost(0.0)),
    );
    let left = last.map_or(0, |look| look.available + look.held);
    let left = ReportRow::new(
        "seats left at the end",
        Figure::count(left.unsigned_abs().into()),
    );
    findings.rows.push(if bench.quick {
        left
    } else {
        left.target(Target::AtMost(0.0))
    });
    findings.rows.push(
        ReportRow::new("errors of shoppers", Figure::count(done.errors.total()))
            .target(Target::AtMost(0.0)),
    );
    findings.notes.push(format!(
        "{} of {} fans came in within {:.0} s and bought {} of {} seats; the average is of {} looks; errors: {}",
        number(done.came as f64),
        number(scale.fans as f64),
        last.map_or(0.0, |look| look.at.as_secs_f64()),
        number(done.tickets as f64),
        number(f64::from(scale.seats)),
        steady.len(),
        done.errors
    ));
}
