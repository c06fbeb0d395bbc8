//! Checking the invariants over all events.

use domain::EventId;
use store::{Pool, fsck::Violation};

/// Checks one event or all, telling `progress` how many of how many are done; every violation.
///
/// # Errors
/// The database's failures.
pub async fn fsck(pool: &Pool, only: Option<EventId>, mut progress: impl FnMut(usize, usize)) -> Result<Vec<Violation>, store::Error> {
    let events = store::fsck::events(pool, only).await?;
    let mut violations = Vec::new();
    for (done, event) in events.iter().enumerate() {
        progress(done, events.len());
        violations.extend(store::fsck::check(pool, *event).await?);
    }
    progress(events.len(), events.len());
    Ok(violations)
}
