//! Two hundred buyers pay while a crowd asks for taken seats, far faster than the sale desk can
//! answer. Each payment becomes a sale.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use domain::EventId;
use futures::{StreamExt, TryStreamExt, stream};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    Torture, checks,
    crowd::{Call, Crowd, Reply, Town},
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, SERVERS, Shop},
};

/// The number of buyers who pay.
const PAYERS: u32 = 200;

/// The number of payers who request their holds at the same time.
const AT_ONCE: usize = 16;

/// How long their seats are held, in seconds.
const HELD: i32 = 60;

/// A buyer who holds a seat and has a payment token.
struct Payer {
    session: String,
    payment_url: String,
    payment_token: String,
}

/// The answers to the crowd.
#[derive(Default)]
struct Answers {
    taken: AtomicU64,
    open: AtomicU64,
}

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(torture, Database::Own, Default::default()).await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let event = shop.probe_event;
    sqlx::query("update event set hold_seconds = $2 where id = $1")
        .bind(event.0)
        .bind(HELD)
        .execute(&shop.pool)
        .await?;
    // Several payers hold their seats in parallel. One after the other, the holds took so long on a
    // slow disk that the first ones had almost expired.
    let payers: Vec<Payer> = stream::iter(0..PAYERS)
        .map(async |seat| {
            payer(&crowd.town, event, seat)
                .await
                .with_context(|| format!("payer {seat} gets no hold or no payment token"))
        })
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    let held = Instant::now();
    let (stop, answers) = (CancellationToken::new(), Arc::new(Answers::default()));
    let mut askers = JoinSet::new();
    for number in 0..torture.scale.askers {
        askers.spawn(ask(
            crowd.town.clone(),
            event,
            number,
            answers.clone(),
            stop.clone(),
        ));
    }
    let began = Instant::now();
    // Wait until the crowd has got as many answers as it has members.
    while answers.taken.load(Ordering::Relaxed) + answers.open.load(Ordering::Relaxed)
        < torture.scale.askers as u64
    {
        ensure!(
            began.elapsed() < Duration::from_secs(30),
            "the crowd got too few answers in 30 s"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let waited = held.elapsed();
    let mut paying = JoinSet::new();
    for (number, payer) in payers.into_iter().enumerate() {
        let town = crowd.town.clone();
        paying.spawn(async move {
            let began = Instant::now();
            (pay(&town, number % SERVERS, payer).await, began.elapsed())
        });
    }
    let paid = paying.join_all().await;
    let lasted = began.elapsed();
    stop.cancel();
    askers.join_all().await;
    for refused in paid.iter().filter_map(|(paid, _)| paid.as_ref().err()) {
        findings.violated(format!("a payment within its hold failed: {refused}"));
    }
    let count = async |states: &str| -> anyhow::Result<i64> {
        let sql = format!(
            "select count(*) from payment where event_id = {event} and state in ({states})"
        );
        Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&shop.pool)
            .await?)
    };
    let (sold, given_back) = (
        count("'authorised', 'captured'").await?,
        count("'late', 'voiding', 'voided', 'returning', 'returned'").await?,
    );
    findings.must(sold == i64::from(PAYERS), || {
        format!("{sold} of {PAYERS} payments made a sale")
    });
    findings.must(given_back == 0, || {
        format!("{given_back} payments were given back")
    });
    let (taken, open) = (
        answers.taken.load(Ordering::Relaxed),
        answers.open.load(Ordering::Relaxed),
    );
    let slowest = paid.iter().map(|(_, time)| *time).max().unwrap_or_default();
    findings.note(format!(
        "{sold} sales to {PAYERS} payers, who began to pay {:.0} s after their holds; the slowest payment took {:.1} s; the crowd got {:.0} answers a second, {open} of {} without a decision",
        waited.as_secs_f64(),
        slowest.as_secs_f64(),
        (taken + open) as f64 / lasted.as_secs_f64(),
        taken + open
    ));
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

async fn decided(
    town: &Town,
    server: usize,
    call: &Call,
    expected: StatusCode,
) -> anyhow::Result<Value> {
    match call.send(&town.client, &town.addresses[server]).await {
        Reply::Decided(status, body) if status == expected => Ok(body),
        other => anyhow::bail!("{other:?}"),
    }
}

/// Holds a seat and gets a payment token.
async fn payer(town: &Town, event: EventId, seat: u32) -> anyhow::Result<Payer> {
    let text = |value: &Value| value.as_str().map(str::to_owned).context("no text");
    let session = decided(
        town,
        0,
        &Call::post("/api/v1/sessions", None, None, Value::Null),
        StatusCode::OK,
    )
    .await?;
    let session = text(&session["token"])?;
    let hold = Call::post(
        format!("/api/v1/events/{event}/bookings"),
        Some(&session),
        Some(&key()),
        json!({"seats": [seat]}),
    );
    let held = decided(town, 0, &hold, StatusCode::CREATED).await?;
    let tokens = Call::post(
        "/api/v1/sandbox/tokens",
        None,
        None,
        json!({"card": "4242 4242 4242 4242"}),
    );
    let token = decided(town, 0, &tokens, StatusCode::OK).await?;
    Ok(Payer {
        session,
        payment_url: text(&held["booking"]["payment_url"])?,
        payment_token: text(&token["payment_token"])?,
    })
}

/// Pays once: the first answer counts.
async fn pay(town: &Town, server: usize, payer: Payer) -> anyhow::Result<()> {
    let body = json!({"payment_token": payer.payment_token});
    decided(
        town,
        server,
        &Call::post(payer.payment_url, Some(&payer.session), Some(&key()), body),
        StatusCode::OK,
    )
    .await
    .map(|_| ())
}

/// Requests the seats of the payers repeatedly.
async fn ask(
    town: Arc<Town>,
    event: EventId,
    number: usize,
    answers: Arc<Answers>,
    stop: CancellationToken,
) {
    let session = Call::post("/api/v1/sessions", None, None, Value::Null);
    let server = number % SERVERS;
    let mut seat = number as u32;
    let Ok(session) = decided(&town, server, &session, StatusCode::OK).await else {
        return;
    };
    let session = session["token"].as_str().unwrap_or_default().to_owned();
    while !stop.is_cancelled() {
        seat = (seat + 1) % PAYERS;
        let call = Call::post(
            format!("/api/v1/events/{event}/bookings"),
            Some(&session),
            Some(&key()),
            json!({"seats": [seat]}),
        );
        match call.send(&town.client, &town.addresses[server]).await {
            Reply::Decided(..) => answers.taken.fetch_add(1, Ordering::Relaxed),
            Reply::Open(_) => answers.open.fetch_add(1, Ordering::Relaxed),
        };
    }
}

fn key() -> String {
    Uuid::new_v4().simple().to_string()
}
