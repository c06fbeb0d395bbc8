//! A standby that lacks the last commits of the primary is promoted: confirmed sales are gone, and
//! versions are reused for other seats. This cannot be repaired, but every map changes to that of
//! the new primary.

use std::time::{Duration, Instant};

use anyhow::Context;

use super::Returns;
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Shop},
};

/// The minimum number of versions that the standby lacks.
const LOST: i64 = 20;

/// How long the shop may take to write these versions.
const PATIENCE: Duration = Duration::from_secs(60);

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(
        torture,
        Database::Pair { synchronous: false },
        Default::default(),
    )
    .await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let mut probe = crowd.probe(&shop);
    let mut returns = Returns::default();
    tokio::time::sleep(torture.scale.breaking / 2).await;
    // From now on the standby receives no changes.
    let standby = shop.standby.as_ref().context("no standby")?;
    standby.set("primary_conninfo = ''").await?;
    let until = Instant::now() + PATIENCE;
    let kept = versions(&shop).await?;
    let mut known = kept;
    while known < kept + LOST && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(100)).await;
        known = versions(&shop).await?;
    }
    shop.cluster.kill()?;
    shop.fail_over().await?;
    let promoted = Instant::now();
    let found = versions(&shop).await?;
    returns
        .wait_for_all(&mut probe, promoted, &mut findings)
        .await;
    findings.must(found < known, || {
        format!("nothing was lost: {known} versions before, {found} after")
    });
    findings.note(format!("{} versions lost", known - found));
    tokio::time::sleep(torture.scale.breaking / 2).await;
    returns.note("returns of a server after the promotion", &mut findings);
    checks::after_a_loss(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

async fn versions(shop: &Shop) -> anyhow::Result<i64> {
    Ok(
        sqlx::query_scalar("select sum(v)::bigint from event_version")
            .fetch_one(&shop.pool)
            .await?,
    )
}
