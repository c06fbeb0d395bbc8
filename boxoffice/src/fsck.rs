//! Checking the invariants over all events.

use domain::EventId;
use store::{Pool, fsck::Violation};

/// Checks one event or all, telling `progress` how many of how many are done; every violation.
///
/// # Errors
/// The database's failures.
pub async fn fsck(pool: &Pool, only: Option<EventId>, mut progress: impl FnMut(usize, usize)) -> Result<Vec<Violation>, store::Error> {
    let ranges = store::fsck::ranges(pool, only).await?;
    let total = ranges.iter().map(store::fsck::Range::events).sum();
    let (mut violations, mut done) = (Vec::new(), 0);
    for range in ranges {
        progress(done, total);
        violations.extend(store::fsck::check(pool, range).await?);
        done += range.events();
    }
    progress(total, total);
    Ok(violations)
}
