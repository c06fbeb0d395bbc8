//! Checks that every watcher's last map agrees with the database.

use std::time::{Duration, Instant};

use anyhow::Context;
use testing::Viewer;

use crate::{crowd::Crowd, findings::ScenarioFindings, shop::Shop};

/// How long the last frame may take to reach all watchers.
const LAST_FRAME: Duration = Duration::from_secs(10);

/// Waits until every watcher has seen the last frame, and compares their maps with the tables.
pub async fn saw_everything(
    shop: &Shop,
    crowd: &Crowd,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let began = Instant::now();
    let (mut snapshots, mut frames) = (0, 0);
    for (number, watcher) in crowd.watchers.iter().enumerate() {
        let event = watcher.event;
        let truth = store::seats::seat_map(&shop.pool, event)
            .await?
            .context("an event without seats")?;
        let end = truth.position();
        while watcher.look(|viewer| viewer.position()) != Some(end) && began.elapsed() < LAST_FRAME
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let (gaps, position, same) = watcher.look(|viewer| {
            (
                viewer.gaps(),
                viewer.position(),
                viewer
                    .map()
                    .is_some_and(|map| map.statuses() == truth.statuses()),
            )
        });
        findings.must(gaps == 0, || {
            format!("watcher {number} was not sent everything: {gaps} gaps")
        });
        if position != Some(end) {
            findings.violated(format!(
                "watcher {number} of event {event} is at {position:?}, and the event at {end}"
            ));
        } else {
            findings.must(same, || {
                format!(
                    "watcher {number} of event {event} has another map than the database at {end}"
                )
            });
        }
        snapshots += watcher.look(|viewer| Viewer::snapshots(viewer));
        frames += watcher.look(|viewer| Viewer::frames(viewer));
    }
    findings.note(format!(
        "{} watchers saw {snapshots} snapshots and {frames} frames",
        crowd.watchers.len()
    ));
    Ok(())
}
