//! The connections on which servers receive notices of each other are cut. Watchers of one server
//! still see the sales of the other, at the latest when the servers compare versions.

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Shop},
};

/// A change is visible within this time, with or without notices: servers compare versions every
/// two seconds.
const SEEN: Duration = Duration::from_secs(5);

/// The pause between two cuts of the connections.
const PAUSE: Duration = Duration::from_millis(150);

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let mut shop = Shop::open(torture, Database::Own, Default::default()).await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let mut probe = crowd.probe(&shop);
    let stop = CancellationToken::new();
    let watcher = probe.watcher(0, stop.clone());
    let (mut cuts, mut seen, mut worst) = (0_i64, 0, Duration::ZERO);
    let began = Instant::now();
    while began.elapsed() < torture.scale.breaking {
        cuts += sqlx::query_scalar::<_, i64>(
            "with listening as materialized (
                 select pid from pg_stat_activity where datname = current_database() and application_name = 'frontrow listener'
             )
             select count(*) from listening where pg_terminate_backend(pid)",
        )
        .fetch_one(&shop.pool)
        .await?;
        match probe.is_seen(&watcher, 1, SEEN).await {
            Ok(time) => {
                seen += 1;
                worst = worst.max(time);
            }
            Err(unseen) => findings.violated(unseen),
        }
        tokio::time::sleep(PAUSE).await;
    }
    stop.cancel();
    findings.must(cuts > 0, || {
        "no listening connection was found to cut".to_owned()
    });
    findings.note(format!(
        "{cuts} connections cut, {seen} holds seen by the other server's watcher after at most {:.2} s",
        worst.as_secs_f64()
    ));
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}
