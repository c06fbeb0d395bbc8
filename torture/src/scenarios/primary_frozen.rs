//! The primary freezes: its sockets stay open, and nothing answers. Its synchronous standby is
//! promoted. Then the old primary continues, with calls in its sockets whose senders have timed
//! out. None of these calls may write anything.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use anyhow::Context;
use store::Pool;
use uuid::Uuid;

use super::Returns;
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Shop},
};

/// How long the old primary may take to run the calls in its sockets.
const AWAKE: Duration = Duration::from_secs(5);

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(
        torture,
        Database::Pair { synchronous: true },
        Default::default(),
    )
    .await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let mut probe = crowd.probe(&shop);
    let mut returns = Returns::default();
    tokio::time::sleep(torture.scale.breaking / 2).await;
    shop.cluster.freeze()?;
    shop.fail_over().await?;
    let promoted = Instant::now();
    returns
        .wait_for_all(&mut probe, promoted, &mut findings)
        .await;
    let old = shop.old_primary.as_ref().context("no old primary")?;
    old.thaw()?;
    let old = store::connect(&old.url()?)
        .await
        .context("the old primary does not answer")?;
    let before = bookings(&old).await?;
    // The crowd continues to buy.
    tokio::time::sleep(AWAKE.max(torture.scale.breaking / 2)).await;
    let (after, new) = (bookings(&old).await?, bookings(&shop.pool).await?);
    let alone = after.difference(&new).count();
    findings.must(alone == 0, || {
        format!("the old primary has {alone} bookings that the new one lacks")
    });
    findings.must(after.len() == before.len(), || {
        format!(
            "the old primary went from {} bookings to {}",
            before.len(),
            after.len()
        )
    });
    findings.must(new.len() > before.len(), || {
        "nothing was sold on the new primary".to_owned()
    });
    findings.note(format!(
        "{} bookings on the old primary, {} on the new",
        after.len(),
        new.len()
    ));
    returns.note("returns of a server after the promotion", &mut findings);
    drop(old);
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

async fn bookings(pool: &Pool) -> anyhow::Result<BTreeSet<Uuid>> {
    let all: Vec<Uuid> = sqlx::query_scalar("select id from booking")
        .fetch_all(pool)
        .await?;
    Ok(all.into_iter().collect())
}
