//! A storm of payments: servers die at every point of a payment, the provider fails, hangs, hides and comes late, and its notices are lost,
//! doubled, late, forged and stale. Afterwards the provider's books, the tickets and what buyers were told must agree.
//!
//! `FRONTROW_STORM` sets the number of payments and `FRONTROW_STORM_SEED` the faults. The order in which tasks run is not part of the seed.

mod books;
mod plan;
mod storm;

use std::time::Instant;

use crate::{books::Books, storm::Storm};

/// Payments of one storm.
const PAYMENTS: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_pays_without_a_ticket_and_nobody_has_a_ticket_without_paying() {
    let number = |name: &str, otherwise: usize| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (payments, seed) = (number("FRONTROW_STORM", PAYMENTS), number("FRONTROW_STORM_SEED", 1) as u64);
    let begun = Instant::now();
    let storm = Storm::brew(payments, seed).await;
    let stormed = begun.elapsed();
    let calm = Instant::now();
    storm.settle().await;
    let settled = calm.elapsed();
    let books = Books::read(&storm.database).await;
    println!("{payments} payments, seed {seed}: {books:?}, {} kills; stormed {stormed:.1?}, settled in {settled:.1?}", storm.kills);
    assert_eq!(books.faults, Vec::<String>::new(), "seed {seed}");
    assert_eq!(storm.lies().await, Vec::<String>::new(), "seed {seed}");
    assert_eq!(storm.database.violations().await, Vec::<String>::new(), "seed {seed}");
    // It was a storm, and most buyers came through it.
    assert!(storm.kills >= 3, "{} kills", storm.kills);
    for (what, least, number) in [
        ("captured", payments / 4, books.captured),
        ("given back", 1, books.given_back),
        ("paid back", 1, books.paid_back),
        ("closed", 1, books.closed),
        ("notices", payments / 4, books.notices),
    ] {
        assert!(number >= least as i64, "{number} {what}: too few for a storm, seed {seed}");
    }
}
