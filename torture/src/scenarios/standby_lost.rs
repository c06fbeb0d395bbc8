//! The synchronous standby freezes, so no commit completes. Buyers hear in time that the shop is
//! busy, and nothing is acknowledged that is on only one disk. After the primary stops waiting for
//! the standby, every server sells.

use std::time::{Duration, Instant};

use anyhow::Context;

use super::Returns;
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, SERVERS, Shop},
};

/// Every buyer gets an answer within this time.
const ANSWERED: Duration = Duration::from_secs(6);

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
    let standby = shop.standby.as_ref().context("no standby")?;
    standby.freeze()?;
    let frozen = Instant::now();
    let (mut busy, mut slowest) = (0, Duration::ZERO);
    while frozen.elapsed() < torture.scale.breaking / 2 || busy == 0 {
        for server in 0..SERVERS {
            let asked = Instant::now();
            match probe.is_told(server, ANSWERED).await {
                Some(true) => {
                    findings.violated("a hold was acknowledged that is on one disk only".to_owned())
                }
                Some(false) => busy += 1,
                None => findings.violated(format!(
                    "server {server} gave no answer within {} s",
                    ANSWERED.as_secs()
                )),
            }
            slowest = slowest.max(asked.elapsed());
        }
    }
    findings.note(format!(
        "{busy} holds answered `busy`, the slowest after {:.1} s",
        slowest.as_secs_f64()
    ));
    shop.cluster.set("synchronous_standby_names = ''").await?;
    let dropped = Instant::now();
    returns
        .wait_for_all(&mut probe, dropped, &mut findings)
        .await;
    returns.note("returns of a server without the standby", &mut findings);
    checks::alerts::must_fire(
        &shop,
        &["FrontrowRefusesForLoad", "FrontrowHoldsSlow"],
        &mut findings,
    )
    .await?;
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}
