//! An event with many bookings is cancelled, and all servers die twice during the refunds. Each
//! buyer gets the money back once, and one letter.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use domain::{Currency, EventId, Money};
use futures::{StreamExt, TryStreamExt, stream};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use store::Pool;
use testing::{Hall, MailSink};
use uuid::Uuid;

use super::kill_all;
use crate::{
    Torture,
    checks::{
        self, letters,
        money::{SandboxBooks, payments_end},
    },
    crowd::{Call, Reply},
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Disguise, Shop},
};

/// The number of concurrent buyers.
const AT_ONCE: usize = 16;

/// Seats in a row of the hall.
const SEATS: u32 = 50;

/// How many times all servers die during the refunds.
const KILLS: usize = 2;

/// How long a call may stay without a decision.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long the letter of a sale may take, which includes drawing a PDF.
const PER_LETTER: Duration = Duration::from_millis(500);

/// Additional time for claims of dead servers, and for retries.
const TO_THE_END: Duration = Duration::from_secs(150);

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let bookings = torture.scale.cancelled;
    let post = MailSink::open().await;
    let environment = [
        post.environment(),
        vec![(
            "FRONTROW_PUBLIC_URL".to_owned(),
            "http://tickets.example".to_owned(),
        )],
    ]
    .concat();
    let disguise = Disguise { env: environment };
    let mut shop = Shop::open(torture, Database::Own, [disguise.clone(), disguise]).await?;
    let mut findings = ScenarioFindings::default();
    let rows = u32::try_from(bookings)?.div_ceil(SEATS);
    let event = Hall {
        rows,
        seats: SEATS,
        ..Hall::default()
    }
    .open_in(&shop.pool)
    .await;
    let (client, addresses) = (Client::builder().no_proxy().build()?, shop.addresses());
    stream::iter(0..bookings)
        .map(|seat| sell(&client, &addresses[seat % addresses.len()], event.id, seat))
        .buffer_unordered(AT_ONCE)
        .try_collect::<Vec<()>>()
        .await?;
    // The time for the letters, or for refunds at 5 a second.
    let limit = PER_LETTER * u32::try_from(bookings)? + TO_THE_END;
    until(
        &shop.pool,
        &format!(
            "select count(*) from payment where state = 'captured' and event_id = {}",
            event.id
        ),
        bookings,
        limit,
    )
    .await?;
    letters::are_sent(&shop, limit, &mut findings).await?;

    let began = Instant::now();
    let sum = cancel(&shop, &event.slug, bookings).await?;
    let refunded = format!(
        "select count(*) from booking where status = 'refunded' and event_id = {}",
        event.id
    );
    let hurry = hurry(shop.pool.clone(), torture.scale.waits_for_payments);
    let breaking = async {
        for kill in 1..=KILLS {
            until(&shop.pool, &refunded, bookings * kill / (KILLS + 1), limit).await?;
            kill_all(torture, &mut shop).await?;
        }
        until(&shop.pool, &refunded, bookings, limit).await?;
        anyhow::Ok(())
    };
    tokio::select! {
        broken = breaking => broken?,
        never = hurry => never?,
    }
    payments_end(&shop, SandboxBooks::Whole, TO_THE_END, &mut findings).await?;
    letters::are_sent(&shop, limit, &mut findings).await?;
    findings.note(format!(
        "{bookings} bookings refunded in {:.0} s, {KILLS} kills of all servers",
        began.elapsed().as_secs_f64()
    ));
    each_once(&shop, event.id, bookings, &sum, &mut findings).await?;
    letters::came_once(&shop, &post, "tickets", bookings, &mut findings).await?;
    letters::came_once(&shop, &post, "cancelled", bookings, &mut findings).await?;
    shop.servers_live(&mut findings);
    shop.fsck(&mut findings).await?;
    shop.fsck_providers(&[], &mut findings).await?;
    checks::alerts::note(&shop, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

/// Sells a seat to a buyer with an address.
async fn sell(client: &Client, address: &str, event: EventId, seat: usize) -> anyhow::Result<()> {
    let text = |value: &Value| value.as_str().map(str::to_owned).context("no text");
    let session = decided(
        client,
        address,
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
    let held = decided(client, address, &hold, StatusCode::CREATED).await?;
    let tokens = Call::post(
        "/api/v1/sandbox/tokens",
        None,
        None,
        json!({"card": "4242 4242 4242 4242"}),
    );
    let token = decided(client, address, &tokens, StatusCode::OK).await?;
    let body = json!({"payment_token": token["payment_token"], "email": format!("buyer-{seat}@torture.example")});
    let pay = Call::post(
        text(&held["booking"]["payment_url"])?,
        Some(&session),
        Some(&key()),
        body,
    );
    decided(client, address, &pay, StatusCode::OK).await?;
    Ok(())
}

/// The shop's decision. Repeats the call until there is one.
async fn decided(
    client: &Client,
    address: &str,
    call: &Call,
    expected: StatusCode,
) -> anyhow::Result<Value> {
    let began = Instant::now();
    loop {
        match call.send(client, address).await {
            Reply::Decided(status, body) if status == expected => return Ok(body),
            Reply::Open(_) if began.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(100)).await
            }
            other => anyhow::bail!("{} {}: {other:?}", call.method, call.path),
        }
    }
}

fn key() -> String {
    Uuid::new_v4().simple().to_string()
}

/// Runs the dry run, and cancels. Returns the sum of refunds that the dry run printed.
async fn cancel(shop: &Shop, slug: &str, bookings: usize) -> anyhow::Result<String> {
    let dry = shop.run(&["event", "cancel", slug], &[]).await?;
    let said = String::from_utf8_lossy(&dry.stdout).into_owned();
    ensure!(
        said.contains(&format!("Bookings to refund in full: {bookings}. ")),
        "the dry run said: {said}"
    );
    let after = |words: &str| {
        said.split_once(words)
            .map(|(_, rest)| rest.to_owned())
            .with_context(|| format!("no `{words}` in: {said}"))
    };
    let sum = after("Sum that goes back: ")?
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_owned();
    let code = after("--confirm ")?
        .split(' ')
        .next()
        .unwrap_or_default()
        .to_owned();
    let done = shop
        .run(&["event", "cancel", slug, "--confirm", &code], &[])
        .await?;
    ensure!(
        done.status.success(),
        "the event was not cancelled: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    Ok(sum)
}

/// Refunds run at 5 a second. To save time, this makes each batch due at once, so servers may
/// compete for it. Runs until it is dropped.
async fn hurry(pool: Pool, waits: bool) -> anyhow::Result<()> {
    loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        if !waits {
            sqlx::query(
                "update event_cancellation set run_at = clock_timestamp() where done_at is null",
            )
            .execute(&pool)
            .await?;
        }
    }
}

/// Waits until a query returns this number.
async fn until(pool: &Pool, sql: &str, number: usize, limit: Duration) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_one(pool)
            .await?;
        if count >= number as i64 {
            return Ok(());
        }
        ensure!(
            began.elapsed() < limit,
            "{count} instead of {number} after {} s: {sql}",
            limit.as_secs()
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Checks that each booking was refunded once, here and at the provider, and that the total is that
/// of the dry run.
async fn each_once(
    shop: &Shop,
    event: EventId,
    bookings: usize,
    sum: &str,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let (refunds, refunded, succeeded, amount): (i64, i64, i64, i64) = sqlx::query_as(
        "select count(*), count(distinct booking_id), count(*) filter (where state = 'succeeded'), coalesce(sum(amount), 0)::bigint
         from refund where event_id = $1",
    )
    .bind(event.0)
    .fetch_one(&shop.pool)
    .await?;
    let (paid, paid_back): (i64, i64) =
        sqlx::query_as("select count(distinct payment_id), coalesce(sum(amount), 0)::bigint from sandbox_refund where state = 'succeeded'")
            .fetch_one(&shop.pool)
            .await?;
    let all = bookings as i64;
    findings.must([refunds, refunded, succeeded, paid] == [all; 4], || {
        format!("{refunds} refunds of {refunded} of {bookings} bookings, {succeeded} of them succeeded; the provider paid back {paid}")
    });
    findings.must(amount == paid_back, || {
        format!("the shop refunded {amount}, and the provider {paid_back}")
    });
    let said = Money::new(amount, Currency::EUR).to_string();
    findings.must(sum == said, || {
        format!("the dry run said that {sum} go back, and {said} did")
    });
    Ok(())
}
