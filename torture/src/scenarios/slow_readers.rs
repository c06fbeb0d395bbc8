//! Many readers of live streams at one byte a second. They cost the servers almost nothing, and
//! nobody else waits for them.

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::{
    Torture, checks,
    crowd::{Crowd, read_slowly},
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, SERVERS, ServerProcess, Shop},
};

/// Everybody else sees a change within this time.
const SEEN: Duration = Duration::from_secs(2);

/// The most memory, in bytes, by which the servers may grow while they sell, and for each slow
/// reader.
const GROWTH: u64 = 96 << 20;
const GROWTH_BY_READER: u64 = 64 << 10;

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(torture, Database::Own, Default::default()).await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let mut probe = crowd.probe(&shop);
    let stop = CancellationToken::new();
    let watcher = probe.watcher(0, stop.clone());
    // Warm-up, so that the memory that selling itself needs is already allocated.
    for server in 0..SERVERS {
        let _ = probe
            .sells(server, Instant::now(), Duration::from_secs(10))
            .await;
    }
    let before = memory(&shop);
    let mut readers = tokio::task::JoinSet::new();
    for reader in 0..torture.scale.slow_readers {
        let address = shop.addresses()[reader % SERVERS]
            .trim_start_matches("http://")
            .parse()?;
        // Half of them read the busiest event, half the probe's, where they would delay others most
        // visibly.
        let event = if reader % 4 < 2 {
            shop.events[0]
        } else {
            shop.probe_event
        };
        readers.spawn(read_slowly(address, event, stop.clone()));
    }
    let (mut seen, mut worst) = (0, Duration::ZERO);
    let began = Instant::now();
    while began.elapsed() < torture.scale.breaking {
        match probe.is_seen(&watcher, 1, SEEN).await {
            Ok(time) => {
                seen += 1;
                worst = worst.max(time);
            }
            Err(unseen) => findings.violated(format!("with slow readers about, {unseen}")),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let grown = memory(&shop).saturating_sub(before);
    let allowed = GROWTH + GROWTH_BY_READER * torture.scale.slow_readers as u64;
    findings.must(grown <= allowed, || {
        format!(
            "the servers grew by {} MiB, more than {}",
            grown >> 20,
            allowed >> 20
        )
    });
    findings.note(format!(
        "{} slow readers, {seen} holds seen by others after at most {:.2} s, servers grew by {} MiB",
        torture.scale.slow_readers,
        worst.as_secs_f64(),
        grown >> 20
    ));
    stop.cancel();
    let read = readers.join_all().await;
    let lost = read.iter().filter(|bytes| **bytes == 0).count();
    findings.must(lost == 0, || format!("{lost} slow readers read nothing"));
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

fn memory(shop: &Shop) -> u64 {
    shop.servers.iter().filter_map(ServerProcess::memory).sum()
}
