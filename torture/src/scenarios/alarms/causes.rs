//! The causes of alerts. Each is repeated until its alerts have fired, because a rate does not
//! notice the first time that a counter appears.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use domain::EventId;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream, task::JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::execute;
use crate::{
    alerts::Prometheus,
    crowd::{Call, Crowd, Reply, Town},
    shop::Shop,
};

/// The pause between two rounds of a cause, and the time after which there are no further rounds.
const ROUND: Duration = Duration::from_secs(3);
const LONGEST: Duration = Duration::from_secs(60);

/// Holds that wait for one event, and how long its row is locked. They go in two batches of about
/// 500 commands; the alert's threshold is 200.
const WAITING: u32 = 1_000;
const LOCKED: Duration = Duration::from_secs(2);

/// How long a server is frozen while the other one sells, and how many times that one sells in the
/// meantime.
const FROZEN: Duration = Duration::from_secs(1);
const FRAMES: usize = 10;

/// Live streams that end at the same time, and how long they last before: a few scrapes. The
/// alert's threshold is 500. It compares with the number one window ago, so it fires some seconds
/// after their end.
const STREAMS: usize = 600;
const STREAMING: Duration = Duration::from_secs(3);
const STREAMS_ROUND: Duration = Duration::from_secs(15);

async fn provoke(
    prometheus: &Prometheus,
    names: &[&str],
    round: Duration,
    mut cause: impl AsyncFnMut() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        cause().await?;
        if prometheus.have_fired(names, round).await? || began.elapsed() > LONGEST {
            return Ok(());
        }
    }
}

/// Many buyers ask for seats of an event while its row is locked: they wait, and then go in full
/// batches. Nobody pays.
pub async fn queue(shop: &Shop, town: &Arc<Town>, prometheus: &Prometheus) -> anyhow::Result<()> {
    let cause = async || -> anyhow::Result<()> {
        let event = shop.events[0];
        let mut locked = shop.pool.begin().await?;
        sqlx::query("select v from event_version where event_id = $1 for update")
            .bind(event.0)
            .execute(&mut *locked)
            .await?;
        let mut waiting = JoinSet::new();
        for seat in 0..WAITING {
            waiting.spawn(hold(town.clone(), event, seat));
        }
        tokio::time::sleep(LOCKED).await;
        locked.rollback().await?;
        waiting.join_all().await;
        Ok(())
    };
    provoke(
        prometheus,
        &[
            "FrontrowBatchesFull",
            "FrontrowHoldsSlow",
            "FrontrowNobodyPays",
        ],
        ROUND,
        cause,
    )
    .await
}

async fn hold(town: Arc<Town>, event: EventId, seat: u32) {
    let Some(token) = session(&town).await else {
        return;
    };
    let key = Uuid::new_v4().simple().to_string();
    let call = Call::post(
        format!("/api/v1/events/{event}/bookings"),
        Some(&token),
        Some(&key),
        json!({"seats": [seat]}),
    );
    call.send(&town.client, &town.addresses[0]).await;
}

/// A token of a new buyer.
async fn session(town: &Town) -> Option<String> {
    let call = Call::post("/api/v1/sessions", None, None, Value::Null);
    let Reply::Decided(_, body) = call.send(&town.client, &town.addresses[0]).await else {
        return None;
    };
    body["token"].as_str().map(str::to_owned)
}

/// A buyer requests their bookings while the view of bookings is missing.
pub async fn errors(shop: &Shop, town: &Town, prometheus: &Prometheus) -> anyhow::Result<()> {
    let token = session(town).await;
    let call = Call {
        method: Method::GET,
        path: "/api/v1/bookings".to_owned(),
        token,
        key: None,
        body: Value::Null,
    };
    let cause = async || -> anyhow::Result<()> {
        execute(shop, &["alter view booking_shown rename to booking_gone"]).await?;
        call.send(&town.client, &town.addresses[0]).await;
        execute(shop, &["alter view booking_gone rename to booking_shown"]).await
    };
    provoke(prometheus, &["FrontrowFails"], ROUND, cause).await
}

/// A server is frozen while the other one sells, so its watcher gets frames late.
pub async fn late_frames(
    shop: &Shop,
    crowd: &Crowd,
    prometheus: &Prometheus,
) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let mut probe = crowd.probe(shop);
    probe.watcher(0, stop.clone());
    let cause = async || -> anyhow::Result<()> {
        // Waits until the watcher's stream is open.
        tokio::time::sleep(Duration::from_secs(1)).await;
        shop.servers[0].freeze()?;
        for _ in 0..FRAMES {
            let _ = probe.sells(1, Instant::now(), Duration::from_secs(2)).await;
        }
        tokio::time::sleep(FROZEN).await;
        shop.servers[0].thaw()
    };
    provoke(prometheus, &["FrontrowFramesLate"], ROUND, cause).await?;
    stop.cancel();
    Ok(())
}

/// Ends many live streams at the same time.
pub async fn lost_streams(shop: &Shop, prometheus: &Prometheus) -> anyhow::Result<()> {
    let (address, event) = (shop.servers[0].address(), shop.probe_event);
    let address = address.trim_start_matches("http://");
    let cause = async || -> anyhow::Result<()> {
        let mut streams = Vec::new();
        for _ in 0..STREAMS {
            let mut stream = TcpStream::connect(address)
                .await
                .context("cannot open enough streams: raise the limit of open files")?;
            stream
                .write_all(
                    format!(
                        "GET /api/v1/events/{event}/seats/live HTTP/1.1\r\nhost: {address}\r\n\r\n"
                    )
                    .as_bytes(),
                )
                .await?;
            streams.push(stream);
        }
        tokio::time::sleep(STREAMING).await;
        drop(streams);
        Ok(())
    };
    provoke(prometheus, &["FrontrowWatchersGone"], STREAMS_ROUND, cause).await
}

/// More connections are open than the second server accepts.
pub async fn full_connections(
    shop: &Shop,
    limit: usize,
    prometheus: &Prometheus,
) -> anyhow::Result<()> {
    let address = shop.servers[1].address();
    let address = address.trim_start_matches("http://");
    let mut connections = Vec::new();
    let cause = async || -> anyhow::Result<()> {
        for _ in 0..limit + 10 {
            connections.push(TcpStream::connect(address).await?);
        }
        Ok(())
    };
    provoke(prometheus, &["FrontrowConnectionsFull"], ROUND, cause).await
}
