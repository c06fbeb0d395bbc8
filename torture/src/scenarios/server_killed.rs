//! A server is killed and restarted. The private PostgreSQL that it started keeps running without
//! it.

use std::time::{Duration, Instant};

use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{AFTER_A_START, FEWEST, Returns};
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, SERVERS, Shop},
};

/// How long the first killed server stays down if alerts are watched: long enough for one to fire.
const AWAY: Duration = Duration::from_secs(8);

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(torture, Database::Private, Default::default()).await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let mut dice = StdRng::seed_from_u64(torture.seed);
    let mut probe = crowd.probe(&shop);
    let mut returns = Returns::default();
    let began = Instant::now();
    let mut times = 0;
    while began.elapsed() < torture.scale.breaking || times < FEWEST {
        times += 1;
        tokio::time::sleep(Duration::from_millis(dice.random_range(300..1500))).await;
        let server = dice.random_range(0..SERVERS);
        // Sometimes all servers are killed at once.
        let others: Vec<usize> = if dice.random_bool(0.2) {
            (0..SERVERS).filter(|other| *other != server).collect()
        } else {
            vec![]
        };
        let after = if times == 1 && shop.prometheus.is_some() {
            AWAY
        } else {
            Duration::ZERO
        };
        for server in [vec![server], others].concat() {
            shop.servers[server].kill_and_restart(after).await?;
        }
        returns
            .wait(
                &mut probe,
                server,
                Instant::now(),
                AFTER_A_START,
                &mut findings,
            )
            .await;
    }
    returns.note("kills", &mut findings);
    checks::alerts::must_fire(&shop, &["FrontrowServerDown"], &mut findings).await?;
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}
