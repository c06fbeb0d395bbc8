//! A season is imported repeatedly while its events are on sale. Each import changes every event
//! (title, colours of the prices, blocked seats) and adds some new ones. No hold waits for it.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use tokio::{process::Command, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    Torture, checks,
    crowd::{Crowd, Probe},
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, SERVERS, Shop},
};

/// During imports, the 99th percentile of holds is at most this many times that without them.
const TIMES: u32 = 2;

/// An additional allowance, because with few holds the slowest ones are random.
const GRACE: Duration = Duration::from_millis(20);

/// Callers who time holds, and the pause of each between two holds.
const CALLERS: usize = 8;
const PAUSE: Duration = Duration::from_millis(100);

/// Holds of one buyer before the next one takes over: fewer than the limit of a buyer.
const HOLDS_OF_A_BUYER: u32 = 10;

/// Each import adds one new event for this many events.
const NEW: usize = 4;

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(torture, Database::Own, Default::default()).await?;
    // The season exists from here on, because the test measures imports during a sale.
    import(torture, &shop, 0).await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();

    let stop = CancellationToken::new();
    let timing = time_holds(&crowd, &shop, &stop);
    tokio::time::sleep(torture.scale.breaking).await;
    stop.cancel();
    let (before, _) = gather(timing).await;

    let stop = CancellationToken::new();
    let timing = time_holds(&crowd, &shop, &stop);
    let (began, mut imports) = (Instant::now(), 0);
    while began.elapsed() < torture.scale.breaking {
        imports += 1;
        import(torture, &shop, imports).await?;
    }
    let each = began.elapsed() / imports.max(1);
    stop.cancel();
    let (during, unanswered) = gather(timing).await;

    let deadlocks: i64 = sqlx::query_scalar(
        "select deadlocks from pg_stat_database where datname = current_database()",
    )
    .fetch_one(&shop.pool)
    .await?;
    findings.must(deadlocks == 0, || format!("{deadlocks} deadlocks"));
    findings.must(unanswered == 0, || {
        format!("{unanswered} holds had no answer during imports")
    });
    ensure!(
        before.len() > 100 && during.len() > 100,
        "only {} and {} holds were timed",
        before.len(),
        during.len()
    );
    let (p99_before, p99_during) = (percentile(&before, 99), percentile(&during, 99));
    findings.must(p99_during <= p99_before * TIMES + GRACE, || {
        format!("the 99th percentile of holds rose from {p99_before:.1?} to {p99_during:.1?} during imports")
    });
    findings.note(format!(
        "{imports} imports of {} events in {:.1} s each; holds before: p50 {:.1?}, p99 {p99_before:.1?} of {}; during: p50 {:.1?}, p99 {p99_during:.1?}, slowest {:.0?} of {}",
        torture.scale.imported,
        each.as_secs_f64(),
        percentile(&before, 50),
        before.len(),
        percentile(&during, 50),
        percentile(&during, 100),
        during.len()
    ));
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

/// Imports the season, with different colours each time.
async fn import(torture: &Torture, shop: &Shop, round: u32) -> anyhow::Result<()> {
    let file = shop.file("season.json");
    let slugs: Vec<String> =
        sqlx::query_scalar("select slug from event where slug like 'evening-%' order by id")
            .fetch_all(&shop.pool)
            .await?;
    let known = slugs.into_iter().chain((0..).map(|number| {
        if number % NEW == 0 {
            format!("new-{round}-{number}")
        } else {
            format!("known-{number}")
        }
    }));
    let events: Vec<Value> = known
        .take(torture.scale.imported)
        .map(|slug| event(torture, &slug, round))
        .collect();
    std::fs::write(&file, json!({ "events": events }).to_string())?;
    let mut command = Command::new(&torture.program);
    command
        .args(["import", "events"])
        .arg(&file)
        .env("DATABASE_URL", shop.cluster.url()?)
        .kill_on_drop(true);
    let output = command
        .output()
        .await
        .context("cannot run frontrow import")?;
    ensure!(
        output.status.success(),
        "the import failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

fn event(torture: &Torture, slug: &str, round: u32) -> Value {
    let rows = torture.scale.rows();
    let front: Vec<String> = (1..=rows.div_ceil(2)).map(|row| row.to_string()).collect();
    json!({
        "slug": slug, "title": format!("Evening of round {round}"), "category": "concert", "venue": "Town Hall",
        "starts_at": "2031-01-01T19:30", "duration_minutes": 120,
        "price_levels": [
            {"name": "Front", "color": format!("#8a1c{:02x}", round % 256), "price": {"amount": 6000, "currency": "EUR"},
             "rows": [{"section": "Stalls", "rows": front}]},
            {"name": "Back", "color": "#8a1c2b", "price": {"amount": 3000, "currency": "EUR"}}
        ],
        "blocked": {"rows": [{"section": "Stalls", "rows": [rows.to_string()]}]}
    })
}

/// Times holds of every event until it is stopped. Returns the latencies, and the number of holds
/// without an answer.
fn time_holds(
    crowd: &Crowd,
    shop: &Shop,
    stop: &CancellationToken,
) -> JoinSet<(Vec<Duration>, u32)> {
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let mut probe = Probe::new(crowd.town.clone(), shop.events[caller % shop.events.len()]);
        let stop = stop.clone();
        callers.spawn(async move {
            let (mut times, mut unanswered, mut token, mut asked) = (Vec::new(), 0, None, 0);
            while !stop.is_cancelled() {
                match probe.time_a_hold(caller % SERVERS, &mut token).await {
                    Some(time) => times.push(time),
                    None => unanswered += 1,
                }
                asked += 1;
                if asked % HOLDS_OF_A_BUYER == 0 {
                    token = None;
                }
                tokio::time::sleep(PAUSE).await;
            }
            (times, unanswered)
        });
    }
    callers
}

async fn gather(callers: JoinSet<(Vec<Duration>, u32)>) -> (Vec<Duration>, u32) {
    let (times, unanswered): (Vec<_>, Vec<_>) = callers.join_all().await.into_iter().unzip();
    let mut times = times.concat();
    times.sort_unstable();
    (times, unanswered.into_iter().sum())
}

/// A percentile of sorted times.
fn percentile(times: &[Duration], percent: usize) -> Duration {
    times
        .get((times.len() * percent / 100).min(times.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}
