//! All processes of the primary are killed, and its synchronous standby is promoted. Servers are
//! not restarted, and no acknowledged commit is lost.

use std::time::Instant;

use super::Returns;
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Shop},
};

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
    shop.cluster.kill()?;
    shop.fail_over().await?;
    let promoted = Instant::now();
    returns
        .wait_for_all(&mut probe, promoted, &mut findings)
        .await;
    tokio::time::sleep(torture.scale.breaking / 2).await;
    returns.note("returns of a server after the promotion", &mut findings);
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}
