//! Checks the invariants of all events.

use domain::{
    EventId,
    waiting::{DrawEntry, MerkleTree, SealedEntries},
};
use store::{Pool, fsck::Violation};

/// Checks one event with its plan, or all, and returns every violation. A check of all also finds
/// what belongs to no event. Calls `progress` with the number of finished and of all events.
///
/// # Errors
/// The database failed.
pub async fn fsck(
    pool: &Pool,
    only: Option<EventId>,
    mut progress: impl FnMut(usize, usize),
) -> Result<Vec<Violation>, store::Error> {
    let ranges = store::fsck::ranges(pool, only).await?;
    let total = ranges.iter().map(store::fsck::EventRange::events).sum();
    let (mut violations, mut done) = (Vec::new(), 0);
    for range in ranges {
        progress(done, total);
        violations.extend(store::fsck::check(pool, range).await?);
        done += range.events();
    }
    progress(total, total);
    if only.is_none() {
        violations.extend(store::fsck::stamps_without_payment(pool).await?);
    }
    violations.extend(plans(pool, only).await?);
    violations.extend(roots(pool, only).await?);
    Ok(violations)
}

/// Compares the published roots of draws with their entries. Only one draw's entries are in memory
/// at a time, 16 bytes each.
async fn roots(pool: &Pool, only: Option<EventId>) -> Result<Vec<Violation>, store::Error> {
    let mut violations = Vec::new();
    for check in store::fsck::roots(pool, only).await? {
        let (mut entries, mut next) = (Vec::new(), Some(0));
        while let Some(page) = next {
            let page = store::waiting::entries::page(pool, check.event, check.draw, page).await?;
            entries.extend(page.entries.into_iter().map(DrawEntry));
            next = page.next;
        }
        let sealed = SealedEntries::seal(entries);
        if (sealed.count(), MerkleTree::of(&sealed).root().0) != (check.root.count, check.root.root)
        {
            let what = format!(
                "the published root of draw {} is not that of its entries",
                check.draw
            );
            violations.push(Violation {
                rule: 8,
                event: Some(check.event),
                what,
            });
        }
    }
    Ok(violations)
}

/// Compares the compressed plans with the plain ones. Only one plan is in memory at a time; its
/// unpacked form is streamed.
async fn plans(pool: &Pool, only: Option<EventId>) -> Result<Vec<Violation>, store::Error> {
    let mut violations = Vec::new();
    for hash in store::fsck::packed_plans(pool, only).await? {
        let Some((body, packed)) = store::fsck::packed_plan(pool, &hash).await? else {
            continue;
        };
        let plain = body.as_bytes();
        let whole = [
            ("brotli", packing::is_brotli_of(&packed.brotli, plain)),
            ("gzip", packing::is_gzip_of(&packed.gzip, plain)),
        ];
        for (encoding, _) in whole.into_iter().filter(|(_, is_whole)| !is_whole) {
            let what = format!(
                "the {encoding} bytes of the seating plan {hash} do not unpack to the plan"
            );
            violations.push(Violation {
                rule: 7,
                event: None,
                what,
            });
        }
    }
    Ok(violations)
}
