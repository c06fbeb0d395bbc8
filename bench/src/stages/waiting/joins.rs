//! Compares joining a line, and requests for the line's state, with a bare route. Also counts the
//! statements of the joins.

use std::{rc::Rc, time::Duration};

use anyhow::{Context, ensure};
use tokio::time::Instant;

use super::middle;
use crate::{
    baseline::PlainBaseline,
    bench::{Bench, StageFindings},
    line::{self, RoomLimits},
    load::{reads, request},
    report::{Figure, ReportRow, Target, number},
    shop::halls::BenchHall,
};

/// The draw stays open for longer than fans take to join.
const CLOSES_IN: Duration = Duration::from_secs(600);

/// All entries must be written within this time. The server writes them once a second.
const WRITTEN_WITHIN: Duration = Duration::from_secs(30);

/// Connections for requests of the line's state.
const ASKING: usize = 64;

const LIMITS: RoomLimits = RoomLimits {
    target: 500,
    per_second: 50,
    claim_seconds: 120,
    paused: false,
};

pub async fn run(
    bench: &Bench,
    fans: &Rc<[String]>,
    findings: &mut StageFindings,
) -> anyhow::Result<()> {
    let hall = BenchHall::of(bench.shop.pool(), 1_000).await?;
    let event = bench.fresh_event(&hall).await?;
    line::open_room(&bench.shop, event, LIMITS).await?;
    line::announce(&bench.shop, event, CLOSES_IN).await?;
    bench.doing(&format!("{} fans join", number(fans.len() as f64)));
    let before = bench.shop.sample()?;
    let (joins, answers) = line::ask_to_join(bench.shop.address(), event, fans).await?;
    let cost = before.until(&bench.shop.sample()?);
    ensure!(
        joins.errors.total() == 0,
        "fans could not join: {}",
        joins.errors
    );
    let written = written(bench, event, fans.len()).await?;

    let answer = answers.first().context("no fan joined")?;
    let bare = PlainBaseline::start(answer, &bench.shop.dir().join("joined.json")).await?;
    bench.doing("as many requests to a bare route");
    let (nothing, _) = line::ask_to_join(bare.address(), event, fans).await?;
    bare.end().await?;
    ensure!(
        nothing.errors.total() == 0,
        "the bare route failed: {}",
        nothing.errors
    );

    let allowed = fans.len() as f64 / 10_000.0 * 2.0;
    findings.rows.push(
        ReportRow::new("joins", Figure::per_second(joins.rate()))
            .against(Figure::per_second(nothing.rate()), "bare axum POST")
            .target(Target::RatioAtLeast(0.6)),
    );
    findings.rows.push(
        ReportRow::new(
            format!("statements for {} joins", number(fans.len() as f64)),
            Figure::count(written),
        )
        .target(Target::AtMost(allowed)),
    );
    let p99 = Figure::milliseconds(joins.latency.value_at_quantile(0.99));
    findings.notes.push(format!(
        "joins: in {:.1} s, p99 {p99}; {}",
        joins.seconds,
        cost.shares()
    ));
    asking(bench, event, findings).await?;
    line::close_room(&bench.shop, event).await
}

/// The number of statements that wrote the entries: each made one row.
async fn written(bench: &Bench, event: i32, fans: usize) -> anyhow::Result<u64> {
    let begun = Instant::now();
    loop {
        let (rows, entries): (i64, i64) =
            sqlx::query_as("select count(*), coalesce(sum(octet_length(entries)), 0)::bigint / 16 from waiting_batch where event_id = $1")
                .bind(event)
                .fetch_one(bench.shop.pool())
                .await?;
        if entries >= fans as i64 {
            return Ok(rows.unsigned_abs());
        }
        ensure!(
            begun.elapsed() < WRITTEN_WITHIN,
            "{entries} of {fans} entries are written"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Compares the public answer for everybody in line with the same bytes from a bare route. The two
/// take turns.
async fn asking(bench: &Bench, event: i32, findings: &mut StageFindings) -> anyhow::Result<()> {
    let now = line::line_now(&bench.shop, event)
        .await?
        .context("the event has no line")?;
    let bare = PlainBaseline::start(
        &serde_json::to_vec(&now)?,
        &bench.shop.dir().join("now.json"),
    )
    .await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..bench.pick(3, 1) {
        for (server, rates) in [
            (bench.shop.address(), &mut ours),
            (bare.address(), &mut theirs),
        ] {
            bench.doing("everybody asks how far the line is");
            let path = format!("/api/v1/events/{event}/queue/now");
            let next = move |into: &mut Vec<u8>, _: usize| request::get(into, &path, "");
            let read = reads(server, ASKING, bench.seconds(3.0, 1.0), None, next).await?;
            ensure!(
                read.errors.total() == 0,
                "queue/now failed: {}",
                read.errors
            );
            rates.push(read.rate());
        }
    }
    bare.end().await?;
    findings.rows.push(
        ReportRow::new("queue/now", Figure::per_second(middle(ours)))
            .against(Figure::per_second(middle(theirs)), "bare axum GET")
            .target(Target::RatioAtLeast(0.85)),
    );
    Ok(())
}
