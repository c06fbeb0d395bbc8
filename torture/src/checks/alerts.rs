//! Whoever runs the shop is told of a fault.

use std::time::Duration;

use crate::{findings::Findings, shop::Shop};

/// How long an alert may take after its cause: a scrape, an evaluation, and how long its expression has to be true.
const PATIENCE: Duration = Duration::from_secs(10);

/// Names each of these alerts that has not fired, where alerts are watched.
pub async fn must_fire(shop: &Shop, names: &[&str], findings: &mut Findings) -> anyhow::Result<()> {
    let Some(prometheus) = &shop.prometheus else { return Ok(()) };
    prometheus.have_fired(names, PATIENCE).await?;
    let fired = prometheus.fired().await?;
    for name in names {
        findings.must(fired.contains(*name), || format!("the alert {name} did not fire"));
    }
    Ok(())
}

/// Notes which alerts have fired, where they are watched.
pub async fn note(shop: &Shop, findings: &mut Findings) -> anyhow::Result<()> {
    if let Some(prometheus) = &shop.prometheus {
        findings.alerted(prometheus.fired().await?);
    }
    Ok(())
}
