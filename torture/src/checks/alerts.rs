//! Checks that a fault alerts the operator.

use std::time::Duration;

use crate::{findings::ScenarioFindings, shop::Shop};

/// How long after its cause an alert may fire: a scrape, an evaluation, and the time for which its
/// expression must be true.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reports each of these alerts that has not fired, if alerts are watched.
pub async fn must_fire(
    shop: &Shop,
    names: &[&str],
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let Some(prometheus) = &shop.prometheus else {
        return Ok(());
    };
    prometheus.have_fired(names, PATIENCE).await?;
    let fired = prometheus.fired().await?;
    for name in names {
        findings.must(fired.contains(*name), || {
            format!("the alert {name} did not fire")
        });
    }
    Ok(())
}

/// Notes which alerts have fired, if they are watched.
pub async fn note(shop: &Shop, findings: &mut ScenarioFindings) -> anyhow::Result<()> {
    if let Some(prometheus) = &shop.prometheus {
        findings.alerted(prometheus.fired().await?);
    }
    Ok(())
}
