//! PostgreSQL stops as if its machine had lost power, and returns. Servers are not restarted.

use std::time::{Duration, Instant};

use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{FEWEST, Returns};
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Shop},
};

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(torture, Database::Own, Default::default()).await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let mut dice = StdRng::seed_from_u64(torture.seed);
    let mut probe = crowd.probe(&shop);
    let mut returns = Returns::default();
    let began = Instant::now();
    let mut times = 0;
    while began.elapsed() < torture.scale.breaking || times < FEWEST {
        times += 1;
        tokio::time::sleep(Duration::from_millis(dice.random_range(500..2000))).await;
        shop.cluster.stop_at_once().await?;
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..1500))).await;
        shop.cluster.start().await?;
        let back = Instant::now();
        returns.wait_for_all(&mut probe, back, &mut findings).await;
    }
    findings.note(format!("{times} stops"));
    returns.note("returns of a server", &mut findings);
    checks::alerts::must_fire(&shop, &["FrontrowRefusesForLoad"], &mut findings).await?;
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}
