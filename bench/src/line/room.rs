//! The room of an event, and its public state.

use std::time::Duration;

use anyhow::{Context, ensure};
use domain::waiting::{LineNow, Seed};
use tokio::time::Instant;

use crate::{
    load::{Client, request},
    shop::BenchShop,
};

/// All fans come from this machine, so this is the highest limit of entries per address.
const PER_ADDRESS: i32 = 100_000;

/// The seconds that a fan may stay inside: longer than any run.
const SHOP_SECONDS: i32 = 3_600;

/// The longest wait for the server. Usually it learns of a change within a second, and seals a draw
/// ten seconds after the draw closes.
const PATIENCE: Duration = Duration::from_secs(120);
/// The pause between two reads of the public state.
const LOOK: Duration = Duration::from_millis(50);

/// The operator's settings.
#[derive(Debug, Clone, Copy)]
pub struct RoomLimits {
    /// Fans inside at once.
    pub target: i32,
    /// The most places that are called per second.
    pub per_second: i32,
    /// Seconds to take a turn.
    pub claim_seconds: i32,
    /// Whether the room is paused.
    pub paused: bool,
}

/// Switches a room on, and waits until the server knows it.
///
/// # Errors
/// If the database refuses, or the server does not notice.
pub async fn open_room(shop: &BenchShop, event: i32, limits: RoomLimits) -> anyhow::Result<()> {
    let known: bool =
        sqlx::query_scalar("select queue_switch($1, 'on', $2, null, $3, $4, $5, $6, $7)")
            .bind(event)
            .bind(limits.paused)
            .bind(limits.target)
            .bind(limits.per_second)
            .bind(limits.claim_seconds)
            .bind(SHOP_SECONDS)
            .bind(PER_ADDRESS)
            .fetch_one(shop.pool())
            .await
            .context("a waiting room")?;
    ensure!(known, "event {event} is not up for sale");
    until_line(shop, event, "has a waiting room", |_| true)
        .await
        .map(|_| ())
}

/// Switches a room off, so that it makes no more steps.
///
/// # Errors
/// If the database refuses.
pub async fn close_room(shop: &BenchShop, event: i32) -> anyhow::Result<()> {
    let switch =
        sqlx::query("select queue_switch($1, 'off', false, null, null, null, null, null, null)")
            .bind(event);
    switch
        .execute(shop.pool())
        .await
        .context("a waiting room that closes")?;
    Ok(())
}

/// Announces a draw that closes after this time, with the beacon `none`, and waits until the server
/// knows it.
///
/// # Errors
/// If the database refuses, or the server does not notice.
pub async fn announce(shop: &BenchShop, event: i32, closes_in: Duration) -> anyhow::Result<()> {
    let seed = Seed(rand::random());
    let commitment = seed.commitment();
    let number: Option<i16> =
        sqlx::query_scalar("select queue_announce($1, $2, $3, 'none', clock_timestamp() + make_interval(secs => $4), null)")
            .bind(event)
            .bind(&commitment.0[..])
            .bind(&seed.0[..])
            .bind(closes_in.as_secs_f64())
            .fetch_one(shop.pool())
            .await
            .context("a draw")?;
    ensure!(number.is_some(), "event {event} cannot have another draw");
    until_line(shop, event, "has a draw", |now| now.draw.is_some())
        .await
        .map(|_| ())
}

/// The public state of the line. None if there is no room.
///
/// # Errors
/// If the server does not answer.
pub async fn line_now(shop: &BenchShop, event: i32) -> anyhow::Result<Option<LineNow>> {
    let mut client = Client::connect(shop.address(), None).await?;
    let mut text = Vec::new();
    request::get(&mut text, &format!("/api/v1/events/{event}/queue/now"), "");
    let answer = client.ask(&text).await?;
    if answer.status != 200 {
        return Ok(None);
    }
    serde_json::from_slice(answer.body)
        .map(Some)
        .context("an answer of queue/now")
}

/// Waits until the line satisfies a condition, and returns its public state.
///
/// # Errors
/// If that takes longer than two minutes.
pub async fn until_line(
    shop: &BenchShop,
    event: i32,
    what: &str,
    is_so: impl Fn(&LineNow) -> bool,
) -> anyhow::Result<LineNow> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let now = line_now(shop, event).await?;
        match now {
            Some(now) if is_so(&now) => return Ok(now),
            now => ensure!(
                Instant::now() < deadline,
                "event {event} never {what}: {now:?}"
            ),
        }
        tokio::time::sleep(LOOK).await;
    }
}
