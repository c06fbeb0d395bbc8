//! Measures whether the time of an answer reveals what the answer hides: whether the shop knows an
//! address for which somebody requests a sign-in code, and whether a booking of another buyer
//! exists. For the latter, a guest and an account ask for bookings of another buyer, for their own
//! removed booking, and for one that never existed.

use anyhow::{Context, ensure};
use domain::{BookingId, EventId};
use serde_json::Value;
use tokio::time::Instant;

use super::middle;
use crate::{
    bench::{Bench, StageFindings},
    load::{Client, request, sessions},
    report::{Figure, ReportRow, Target, Unit, number},
    shop::halls::BenchHall,
};

const TRIES: usize = 1_000;
const FEWER: usize = 200;
/// The target: the slowest kind of answer takes at most this many times as long as the fastest, by
/// their medians. Over a network, a caller learns nothing from a smaller difference.
const ALIKE: f64 = 1.05;

const SEATS: u32 = 2_000;
/// The account that asks for bookings.
const ACCOUNT: &str = "account@example.org";

/// A kind of request, with the headers that identify the caller, and its paths.
struct RefusalKind {
    name: &'static str,
    who: String,
    path: String,
}

/// Runs the stage.
pub async fn run(bench: &mut Bench) -> anyhow::Result<StageFindings> {
    let tries = bench.pick(TRIES, FEWER);
    let hall = BenchHall::of(bench.shop.pool(), SEATS).await?;
    let event = bench.fresh_event(&hall).await?;
    let mut client = Client::connect(bench.shop.address(), None).await?;
    let mut findings = StageFindings::default();

    bench.doing("codes to sign in");
    let took = sign_ins(bench, &mut client, tries).await?;
    compare(
        &mut findings,
        "a code to sign in",
        ["an address that the shop knows", "one that it does not"],
        &took,
    );

    let buyers = sessions(bench.shop.address(), 3).await?;
    let others = hold(&mut client, event, &buyers[0], 0).await?;
    let account = signed_in(&mut client, &buyers[1]).await?;
    for (caller, who, seat) in [
        ("a guest", buyers[2].as_str(), 1),
        ("an account", account.as_str(), 2),
    ] {
        bench.doing(&format!("bookings that are not for {caller}"));
        let own = hold(&mut client, event, who, seat).await?;
        remove(bench, &mut client, who, &own).await?;
        let never = BookingId::of(EventId(event)).to_string();
        let names = ["another buyer's", "the caller's own, removed", "none"];
        let paths = [others.as_str(), own.as_str(), never.as_str()]
            .map(|booking| format!("/api/v1/bookings/{booking}"));
        let kinds: Vec<RefusalKind> = names
            .into_iter()
            .zip(paths)
            .map(|(name, path)| RefusalKind {
                name,
                who: who.to_owned(),
                path,
            })
            .collect();
        let took = not_found(&mut client, &kinds, tries).await?;
        compare(&mut findings, &format!("404 for {caller}"), names, &took);
    }
    Ok(findings)
}

/// The slowest of several kinds compared with the fastest, and the medians of all.
fn compare<const KINDS: usize>(
    findings: &mut StageFindings,
    what: &str,
    names: [&str; KINDS],
    took: &[Vec<f64>],
) {
    let figure = |value| Figure {
        value,
        unit: Unit::Microseconds,
    };
    let medians: Vec<f64> = took.iter().map(|times| middle(times.clone())).collect();
    let slowest = medians.iter().copied().fold(0.0, f64::max);
    let quickest = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let row = ReportRow::new(format!("{what}: the slowest kind, p50"), figure(slowest))
        .against(figure(quickest), "the quickest");
    findings.rows.push(row.target(Target::RatioAtMost(ALIKE)));
    let each: Vec<String> = names
        .iter()
        .zip(&medians)
        .map(|(name, &median)| format!("{name} {}", figure(median)))
        .collect();
    findings.notes.push(format!(
        "{what}, medians of {}: {}",
        number(took.first().map_or(0, Vec::len) as f64),
        each.join(", ")
    ));
}

/// Requests codes, alternating between addresses of accounts and unknown ones, each address once.
/// Returns microseconds for each kind.
async fn sign_ins(
    bench: &Bench,
    client: &mut Client,
    tries: usize,
) -> anyhow::Result<[Vec<f64>; 2]> {
    sqlx::query(
        "insert into account (id, email_key, email)
         select gen_random_uuid(), 'asks' || n || '@example.org', 'asks' || n || '@example.org' from generate_series(1, $1) n",
    )
    .bind(i32::try_from(tries).context("a number of tries")?)
    .execute(bench.shop.pool())
    .await
    .context("accounts")?;
    let buyers = sessions(bench.shop.address(), 1).await?;
    let (mut scratch, mut took) = (Vec::new(), [Vec::new(), Vec::new()]);
    for number in 1..=tries {
        for turn in 0..2 {
            // Each kind comes first in every other round.
            let kind = (number + turn) % 2;
            let body = format!(
                "{{\"email\":\"{}{number}@example.org\"}}",
                ["asks", "none"][kind]
            );
            request::post(
                &mut scratch,
                "/api/v1/sign-in",
                &buyers[0],
                "sign-in",
                &body,
            );
            took[kind].push(timed(client, &scratch, 202).await?);
        }
    }
    Ok(took)
}

/// Requests bookings that are not found, alternating between kinds. Returns microseconds for each
/// kind.
async fn not_found(
    client: &mut Client,
    kinds: &[RefusalKind],
    tries: usize,
) -> anyhow::Result<Vec<Vec<f64>>> {
    let (mut scratch, mut took) = (Vec::new(), vec![Vec::new(); kinds.len()]);
    for number in 0..tries {
        for turn in 0..kinds.len() {
            let index = (number + turn) % kinds.len();
            let RefusalKind { name, who, path } = &kinds[index];
            request::get(&mut scratch, path, who);
            took[index].push(
                timed(client, &scratch, 404)
                    .await
                    .with_context(|| format!("a booking: {name}"))?,
            );
        }
    }
    Ok(took)
}

/// The latency of an answer, in microseconds.
async fn timed(client: &mut Client, request: &[u8], status: u16) -> anyhow::Result<f64> {
    let began = Instant::now();
    let answer = client.ask(request).await?;
    let took = began.elapsed().as_secs_f64() * 1e6;
    ensure!(
        answer.status == status,
        "{} instead of {status}: {}",
        answer.status,
        String::from_utf8_lossy(answer.body)
    );
    Ok(took)
}

/// Holds a seat, and returns the id of the booking.
async fn hold(client: &mut Client, event: i32, who: &str, seat: u32) -> anyhow::Result<String> {
    let mut scratch = Vec::new();
    request::hold(
        &mut scratch,
        event,
        who,
        ("refusals", u64::from(seat)),
        seat,
    );
    let answer = asked(client, &scratch, 201).await?;
    Ok(answer["booking"]["id"]
        .as_str()
        .context("a booking without a number")?
        .to_owned())
}

/// Releases a hold, and makes the cleanup of old bookings remove it at once.
async fn remove(
    bench: &Bench,
    client: &mut Client,
    who: &str,
    booking: &str,
) -> anyhow::Result<()> {
    let mut scratch = Vec::new();
    request::delete(&mut scratch, &format!("/api/v1/bookings/{booking}"), who);
    asked(client, &scratch, 200).await?;
    let cleanup = sqlx::query_scalar("select prune_bookings(now() + interval '1 day', 10000000)");
    let removed: i32 = cleanup
        .fetch_one(bench.shop.pool())
        .await
        .context("cleanup")?;
    ensure!(removed > 0, "the cleanup removed nothing");
    Ok(())
}

/// Signs a program in with the code from the page of letters, and returns the header that
/// identifies it.
async fn signed_in(client: &mut Client, who: &str) -> anyhow::Result<String> {
    let mut scratch = Vec::new();
    request::post(
        &mut scratch,
        "/api/v1/sign-in",
        who,
        "account",
        &format!("{{\"email\":\"{ACCOUNT}\"}}"),
    );
    timed(client, &scratch, 202).await?;
    request::get(&mut scratch, "/sandbox/letters", who);
    let page = String::from_utf8_lossy(client.ask(&scratch).await?.body).into_owned();
    let (before, _) = page
        .split_once(" is your code")
        .context("no letter with a code")?;
    // Two groups of four digits, with a space between.
    let code = before
        .get(before.len().saturating_sub(9)..)
        .context("a code that is none")?;
    let body = format!("{{\"email\":\"{ACCOUNT}\",\"code\":\"{code}\"}}");
    request::post(
        &mut scratch,
        "/api/v1/sign-in/code",
        who,
        "account-code",
        &body,
    );
    let answer = asked(client, &scratch, 200).await?;
    let token = answer["session"]["token"]
        .as_str()
        .context("no token of the account")?;
    Ok(format!("Authorization: Bearer {token}\r\n"))
}

/// The JSON of an answer.
async fn asked(client: &mut Client, request: &[u8], status: u16) -> anyhow::Result<Value> {
    let answer = client.ask(request).await?;
    ensure!(
        answer.status == status,
        "{} instead of {status}: {}",
        answer.status,
        String::from_utf8_lossy(answer.body)
    );
    Ok(serde_json::from_slice(answer.body)?)
}
