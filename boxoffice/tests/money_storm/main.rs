//! A storm of payments: servers die at every point of a payment, the provider fails, hangs, hides
//! payments and answers late, and its notices are lost, doubled, late, forged and stale. Afterwards
//! the provider's ledger, the tickets and the answers to buyers must agree.
//!
//! `FRONTROW_STORM` sets the number of payments and `FRONTROW_STORM_SEED` the faults. The order in
//! which tasks run is not part of the seed.
//!
//! This test pays with tokens, at a sandbox that fails in the shop's process. `hosted` pays on
//! pages of a separate provider.

mod books;
mod hosted;
mod pace;
mod plan;
mod storm;

use std::time::Instant;

use crate::{books::Books, storm::Storm};

/// Payments of one storm.
const PAYMENTS: usize = 300;

/// A number from the environment, or a default.
fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_buyer_pays_without_a_ticket_or_has_a_ticket_without_paying() {
    let (payments, seed) = (
        number("FRONTROW_STORM", PAYMENTS),
        number("FRONTROW_STORM_SEED", 1) as u64,
    );
    let begun = Instant::now();
    let storm = Storm::brew(payments, seed).await;
    let stormed = begun.elapsed();
    let calm = Instant::now();
    storm.settle().await;
    let settled = calm.elapsed();
    let books = Books::read(&storm.database).await;
    println!(
        "{payments} payments, seed {seed}: {books:?}, {} kills; stormed {stormed:.1?}, settled in {settled:.1?}",
        storm.kills
    );
    assert_eq!(books.faults, Vec::<String>::new(), "seed {seed}");
    assert_eq!(storm.lies().await, Vec::<String>::new(), "seed {seed}");
    assert_eq!(
        storm.database.violations().await,
        Vec::<String>::new(),
        "seed {seed}"
    );
    // There were enough faults, and most buyers succeeded.
    assert!(storm.kills >= 3, "{} kills", storm.kills);
    for (what, least, number) in [
        ("captured", payments / 4, books.captured),
        ("given back", 1, books.given_back),
        ("paid back", 1, books.paid_back),
        ("closed", 1, books.closed),
        ("notices", payments / 4, books.notices),
    ] {
        assert!(
            number >= least as i64,
            "{number} {what}: too few for a storm, seed {seed}"
        );
    }
}
